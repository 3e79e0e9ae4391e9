"""Whose figures for what may be entered: told from the period, the cluster and the layer."""

from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from sqlalchemy import update

from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Place
from thidua.core.model.period import PeriodState
from thidua.core.record import tables
from thidua.core.record.connection import writing
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.core.workspace.intake.results import ImportScope
from thidua.core.workspace.intake.scopes import import_scope

if TYPE_CHECKING:
    from tests.workspace.conftest import Desk


def scope(desk: "Desk", **where: str) -> ImportScope:
    layer = Layer(where.pop("layer", "self"))
    return import_scope(desk.engine, {}, {}, layer=layer, **where)


def refused(desk: "Desk", **where: str) -> str:
    with pytest.raises(Refused) as refusal:
        scope(desk, **where)
    return str(refusal.value)


def test_a_period_gives_its_days_and_every_unit(desk: "Desk") -> None:
    found = scope(desk, period="2026")
    assert set(found.units) == {"so", "ncc", "vl", "xa"}
    assert found.span is not None and found.span.start.year == 2026
    assert (found.layer, found.place) == (Layer.SELF, None)


def test_a_cluster_gives_its_members(desk: "Desk") -> None:
    found = scope(desk, period="2026", cluster="phong", layer="appraised")
    assert set(found.units) == {"ncc", "vl"}
    assert (found.layer, found.place) == (Layer.APPRAISED, Place("phong", "2026"))


def test_without_a_period_there_are_no_days(desk: "Desk") -> None:
    assert scope(desk).span is None


def test_what_the_frozen_sets_read_may_be_entered_though_its_sector_is_disabled(
    desk: "Desk",
) -> None:
    assert "jobs" in scope(desk, period="2026").indicators
    assert "jobs" in scope(desk).indicators


def test_of_two_meanings_the_periods_own_comes_first(
    desk: "Desk", indicators: dict[str, Indicator]
) -> None:
    later = {"jobs": evolve(indicators["jobs"], title=Text("Khác", "Other"))}
    within = import_scope(desk.engine, later, {}, period="2026")
    assert within.indicators["jobs"].title.en == "New jobs"
    assert import_scope(desk.engine, later, {}).indicators["jobs"].title.en == "Other"


@pytest.mark.parametrize("where", [{}, {"period": "2026"}, {"cluster": "phong"}])
def test_above_the_self_layer_cluster_and_period_are_needed(
    desk: "Desk", where: dict[str, str]
) -> None:
    assert "--cluster and --period" in refused(desk, layer="council", **where)


def test_a_cluster_goes_with_a_period(desk: "Desk") -> None:
    assert "--cluster goes with --period" in refused(desk, cluster="phong")


def test_what_does_not_exist_or_is_not_open_is_refused(desk: "Desk") -> None:
    assert "Did you mean “2026”?" in refused(desk, period="20226")
    assert "Did you mean “phong”?" in refused(desk, period="2026", cluster="phongs")
    assert "not open for cluster “xa”" in refused(desk, period="2026", cluster="xa")


def test_a_final_period_takes_nothing_more(desk: "Desk") -> None:
    with writing(desk.engine) as connection:
        connection.execute(update(tables.period).values(state=PeriodState.FINAL.value))
    assert "is final" in refused(desk, period="2026")
