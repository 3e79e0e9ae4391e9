"""Figures: every change keeps what was there before; the latest holds."""

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from sqlalchemy import Connection

from thidua.core.exact.figure import Bound
from thidua.core.model.observation import Layer, Observation, ObservationKind
from thidua.core.model.period import Span
from thidua.core.record.imports import ImportBatch, record_import
from thidua.core.record.observations import (
    load_observations,
    observation_history,
    save_observations,
)
from thidua.core.record.stored import Stored
from thidua.core.text.fault import Refused

if TYPE_CHECKING:
    from tests.record.conftest import World


def above(world: "World", value: str, layer: Layer = Layer.APPRAISED) -> Observation:
    return evolve(world.figure(value), layer=layer, place=world.place, reason="Theo hồ sơ")


def signed(world: "World", figure: Observation) -> Observation:
    return evolve(figure, actor=world.actor, at=world.at)


def test_a_figure_comes_back_with_who_and_when(connection: Connection, world: "World") -> None:
    figure = evolve(
        world.figure("12345678901234.123456"),
        bound=Bound.OVER,
        source="Báo Cần Thơ, 20/12/2025",
        evidence="123/BC-SLĐTBXH",
        illustrative=True,
        actor="someone else",
    )
    assert save_observations(connection, [figure], world.actor, world.at) == Stored(new=1)
    found = load_observations(connection, ["u1", "u2"], [world.year])
    assert found == (signed(world, figure),)


def test_a_figure_that_says_nothing_new_is_not_written(
    connection: Connection, world: "World"
) -> None:
    save_observations(connection, [world.figure()], world.actor, world.at)
    later = world.at + timedelta(days=1)
    again = save_observations(connection, [world.figure("12.50")], "tran.thi.binh", later)
    assert again == Stored(unchanged=1)
    (found,) = load_observations(connection, ["u1"], [world.year])
    assert found.actor == world.actor


def test_a_change_keeps_the_earlier_figure(connection: Connection, world: "World") -> None:
    save_observations(connection, [world.figure("8")], world.actor, world.at)
    later = world.at + timedelta(days=1)
    corrected = evolve(world.figure("4"), reason="Đếm trùng")
    assert save_observations(connection, [corrected], "tran.thi.binh", later) == Stored(changed=1)
    assert [item.value for item in load_observations(connection, ["u1"], [world.year])] == [4]
    history = observation_history(connection, world.figure())
    assert [item.number for item in history] == [1, 2]
    assert [item.observation.value for item in history] == [8, 4]
    assert history[1].observation == evolve(corrected, actor="tran.thi.binh", at=later)


def test_what_is_not_said_of_a_figure_stays_while_its_value_does(
    connection: Connection, world: "World"
) -> None:
    figure = evolve(world.figure(), source="Báo cáo 3", evidence="12/BC")
    save_observations(connection, [figure], world.actor, world.at)
    bare = [evolve(figure, source="", evidence=""), world.figure(unit="u2")]
    unsaid = ("source", "evidence")
    stored = save_observations(connection, bare, world.actor, world.at, unsaid=unsaid)
    assert stored == Stored(new=1, unchanged=1)
    later = evolve(bare[0], value=Fraction(9))
    save_observations(connection, [later], world.actor, world.at, unsaid=["source"])
    *_, last = observation_history(connection, figure)
    assert last.observation == evolve(later, actor=world.actor, at=world.at)


def test_a_figure_given_twice_at_once_is_two_revisions(
    connection: Connection, world: "World"
) -> None:
    both = [world.figure("1"), world.figure("2")]
    assert save_observations(connection, both, world.actor, world.at) == Stored(new=1, changed=1)
    assert len(observation_history(connection, world.figure())) == 2


def test_each_layer_keeps_its_own_figure(connection: Connection, world: "World") -> None:
    figures = [
        world.figure("8"),
        above(world, "4"),
        above(world, "5", Layer.COUNCIL),
    ]
    assert save_observations(connection, figures, world.actor, world.at).new == 3
    save_observations(connection, [above(world, "3")], world.actor, world.at)
    found = load_observations(connection, ["u1"], [world.year], [world.place])
    assert {(item.layer, item.value) for item in found} == {
        (Layer.SELF, Fraction(8)),
        (Layer.APPRAISED, Fraction(3)),
        (Layer.COUNCIL, Fraction(5)),
    }
    assert [item.observation.value for item in observation_history(connection, figures[1])] == [
        4,
        3,
    ]


def test_figures_are_read_by_unit_span_and_place(connection: Connection, world: "World") -> None:
    last_year = Span(date(2024, 1, 1), date(2024, 12, 31))
    earlier = evolve(world.figure("7"), span=last_year)
    target = evolve(world.figure("20"), kind=ObservationKind.TARGET)
    figures = [world.figure(), earlier, target, world.figure("1", "u2"), above(world, "4")]
    save_observations(connection, figures, world.actor, world.at)

    def values(units: list[str], *spans: Span) -> list[Fraction]:
        return [item.value for item in load_observations(connection, units, spans)]

    assert values(["u1"], world.year) == [Fraction("12.5"), 20]
    assert values(["u1"], last_year) == [7]
    assert values(["u2"], world.year, last_year) == [1]
    assert values([], world.year) == []
    assert len(load_observations(connection, ["u1"])) == 3
    assert values(["u1"]) == []
    only_above = load_observations(connection, ["u1"], [], [world.place])
    assert [item.value for item in only_above] == [4]


def test_the_second_of_two_editors_of_a_figure_is_told_who_was_quicker(
    connection: Connection, world: "World"
) -> None:
    save_observations(connection, [world.figure("8")], world.actor, world.at, seen=0)
    seen = observation_history(connection, world.figure())[-1].number
    save_observations(connection, [world.figure("9")], "tran.thi.binh", world.at, seen=seen)
    with pytest.raises(Refused) as caught:
        save_observations(connection, [world.figure("10")], world.actor, world.at, seen=seen)
    (fault,) = caught.value.faults
    assert fault.place == "u1 · jobs_created · actual · 2025-01-01 · 2025-12-31"
    assert fault.what.vi == (
        "Mục này vừa được tran.thi.binh sửa lúc 08:30 ngày 15/01/2026 (lần ghi thứ 2);"
        " thay đổi của bạn chưa được lưu."
    )
    assert fault.what.en == (
        "tran.thi.binh has changed this entry at 08:30 on 15/01/2026 (revision 2);"
        " your change was not saved."
    )
    assert [item.value for item in load_observations(connection, ["u1"], [world.year])] == [9]


def test_an_edit_of_a_figure_that_is_not_there_is_refused(
    connection: Connection, world: "World"
) -> None:
    with pytest.raises(Refused) as caught:
        save_observations(connection, [above(world, "1")], world.actor, world.at, seen=3)
    (fault,) = caught.value.faults
    assert fault.what.vi == "Mục này chưa có để sửa."
    assert fault.what.en == "There is no such entry to edit."


def test_a_figure_knows_the_file_that_it_came_with(connection: Connection, world: "World") -> None:
    batch = ImportBatch("r1", "results", "f.xlsx", "00", 1, 1, world.actor, world.at)
    number = record_import(connection, batch)
    save_observations(connection, [world.figure("1")], world.actor, world.at, batch=number)
    save_observations(connection, [world.figure("2")], world.actor, world.at)
    history = observation_history(connection, world.figure())
    assert [item.batch for item in history] == [number, None]
