"""Figures in columns: what is stored and read is what goes in and comes out row by row."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import URL, Column, Connection, MetaData, Table, Text, inspect, select

from thidua.core.exact.decimal_text import canonical, read_canonical
from thidua.core.exact.figure import Bound
from thidua.core.model.observation import JudgedPoints, Layer, Observation, ObservationKind
from thidua.core.record.columns import saving
from thidua.core.record.columns.entries import (
    read_figures_above,
    read_judged_points,
    read_self_figures,
)
from thidua.core.record.columns.inserting import count_rows, insert_columns
from thidua.core.record.columns.new_figures import NewFigures
from thidua.core.record.columns.saving import save_figures
from thidua.core.record.decisions import save_judged, withdraw_judged
from thidua.core.record.observations import (
    load_observations,
    observation_history,
    save_observations,
)
from thidua.core.record.stored import Stored
from thidua.core.record.tables import observation

if TYPE_CHECKING:
    from tests.record.conftest import World

Cell = tuple[str, str, ObservationKind]

CELLS: Sequence[Cell] = tuple(product(("u1", "u2"), ("jobs", "letters"), ObservationKind))


def in_columns(figures: Sequence[Observation]) -> NewFigures:
    """Figures of one span and layer."""
    first = figures[0]
    place = first.place
    return NewFigures(
        units=pa.array([item.unit for item in figures]),
        indicators=pa.array([item.indicator for item in figures]),
        kinds=pa.array([item.kind.value for item in figures]),
        values=pa.array([canonical(item.value) for item in figures]),
        bounds=pa.array([item.bound.value for item in figures]),
        sources=pa.array([item.source for item in figures]),
        span=first.span,
        layer=first.layer,
        period=None if place is None else place.period,
        clusters=None if place is None else pa.array([place.cluster] * len(figures)),
        illustrative=pa.array([int(item.illustrative) for item in figures]),
    )


def figures_of(world: "World", layer: Layer) -> st.SearchStrategy[list[Observation]]:
    """Some figures of one layer, each of another key."""
    said = st.tuples(
        st.sampled_from(["0", "1", "-0.5", "12345678901234.123456"]),
        st.sampled_from(Bound),
        st.sampled_from(["", "Báo cáo 12, quý I"]),
        st.booleans(),
    )

    def figure(cell: Cell, what: tuple[str, Bound, str, bool]) -> Observation:
        unit, indicator, kind = cell
        value, bound, source, illustrative = what
        place = None if layer is Layer.SELF else world.place
        return Observation(
            unit, indicator, kind, world.year, Fraction(value), bound, layer, place, source,
            illustrative=illustrative,
        )  # fmt: skip

    some = st.dictionaries(st.sampled_from(CELLS), said, min_size=1)
    return some.map(lambda cells: [figure(cell, what) for cell, what in cells.items()])


def history(connection: Connection, figure: Observation) -> list[tuple[Any, ...]]:
    revisions = observation_history(connection, figure)
    return [(item.number, item.observation, item.batch) for item in revisions]


@given(data=st.data())
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_storing_in_columns_is_storing_row_by_row(
    connection: Connection, world: "World", data: st.DataObject
) -> None:
    layers = data.draw(st.lists(st.sampled_from([Layer.SELF, Layer.APPRAISED]), max_size=4))
    batches = [data.draw(figures_of(world, layer)) for layer in layers]
    outcomes = []
    for in_turn in (False, True):
        with connection.begin_nested() as trial:
            told = []
            for number, batch in enumerate(batches):
                at = world.at + timedelta(days=number)
                if in_turn:
                    told.append(save_figures(connection, in_columns(batch), "an", at))
                else:
                    told.append(save_observations(connection, batch, "an", at))
            stored = {figure for batch in batches for figure in batch}
            kept = [history(connection, figure) for figure in sorted(stored, key=repr)]
            outcomes.append((told, kept))
            trial.rollback()
    assert outcomes[0] == outcomes[1]


def test_many_figures_are_put_aside_a_portion_at_a_time(
    connection: Connection, world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = [
        Observation(unit, indicator, kind, world.year, Fraction(number))
        for number, (unit, indicator, kind) in enumerate(CELLS)
    ]
    monkeypatch.setattr(saving, "AT_ONCE", 5)
    stored = save_figures(connection, in_columns(figures), world.actor, world.at)
    assert stored == Stored(new=len(CELLS))
    later = [evolve(item, value=Fraction(0)) for item in figures]
    stored = save_figures(connection, in_columns(later), world.actor, world.at)
    assert stored == Stored(changed=len(CELLS) - 1, unchanged=1)


def test_figures_above_self_are_revised_each_for_what_it_says(
    connection: Connection, world: "World"
) -> None:
    appraised = evolve(world.figure(), layer=Layer.APPRAISED, place=world.place)
    before = [appraised, evolve(appraised, unit="u2", bound=Bound.OVER, source="Báo cáo 3")]
    save_observations(connection, before, world.actor, world.at)
    now = [appraised, evolve(before[1], source="Báo cáo 4", illustrative=True)]
    stored = save_figures(connection, in_columns(now), world.actor, world.at)
    assert stored == Stored(changed=1, unchanged=1)
    kept = [history(connection, figure)[-1][:2] for figure in now]
    signed = [evolve(figure, actor=world.actor, at=world.at) for figure in now]
    assert kept == [(1, signed[0]), (2, signed[1])]


def test_the_same_figures_again_write_nothing(connection: Connection, world: "World") -> None:
    figures = in_columns([world.figure(), world.figure("3", "u2")])
    assert save_figures(connection, figures, world.actor, world.at) == Stored(new=2)
    assert save_figures(connection, figures, "an", world.at) == Stored(unchanged=2)


def test_a_figure_that_is_published_now_is_illustrative_no_more(
    connection: Connection, world: "World"
) -> None:
    figure = world.figure()
    save_observations(connection, [evolve(figure, illustrative=True)], world.actor, world.at)
    stored = save_figures(connection, in_columns([figure]), world.actor, world.at)
    assert stored == Stored(changed=1)


@pytest.mark.parametrize("layer", [Layer.SELF, Layer.APPRAISED])
@pytest.mark.parametrize("says_sources", [False, True])
def test_what_columns_do_not_say_stays_while_the_value_does(
    connection: Connection, world: "World", layer: Layer, says_sources: bool
) -> None:
    place = None if layer is Layer.SELF else world.place
    figure = evolve(
        world.figure(), layer=layer, place=place, source="Báo cáo 3", evidence="12/BC",
        measure="nghìn người", reason="Theo hồ sơ", actor=world.actor, at=world.at,
    )  # fmt: skip
    before = [figure, evolve(figure, unit="u2")]
    save_observations(connection, before, world.actor, world.at)
    other = evolve(figure, indicator="letters", source="")
    changed = evolve(before[1], value=Fraction(7), source="Báo cáo 3" if says_sources else "")
    now = [figure, changed, other]
    columns = in_columns(now)
    if not says_sources:
        columns = evolve(columns, sources=None)
    stored = save_figures(connection, columns, world.actor, world.at)
    assert stored == Stored(new=1, changed=1, unchanged=1)
    kept = [history(connection, one)[-1][:2] for one in now]
    bare = [evolve(one, evidence="", measure="", reason="") for one in (changed, other)]
    assert kept == [(1, figure), (2, bare[0]), (1, bare[1])]


def test_a_source_that_is_said_to_be_blank_is_blank(connection: Connection, world: "World") -> None:
    figure = evolve(world.figure(), source="Báo cáo 3", evidence="12/BC")
    save_observations(connection, [figure], world.actor, world.at)
    now = in_columns([evolve(figure, source="")])
    assert save_figures(connection, now, world.actor, world.at) == Stored(changed=1)
    ((_, first, _), (_, last, _)) = history(connection, figure)
    assert (first.source, last.source, last.evidence) == ("Báo cáo 3", "", "12/BC")


@pytest.mark.parametrize("value", ["1.50", "+1", "1e3", "-0", "", "01", ".5", "1.", "1\n"])
def test_a_value_is_canonical(world: "World", value: str) -> None:
    whole = in_columns([world.figure()])
    with pytest.raises(ValueError, match="no canonical decimal"):
        evolve(whole, values=pa.array([value]))


def test_a_layer_above_self_names_its_clusters_and_period(world: "World") -> None:
    own = in_columns([world.figure()])
    with pytest.raises(ValueError, match="layers above self"):
        evolve(own, period="2025")
    with pytest.raises(ValueError, match="layers above self"):
        evolve(own, layer=Layer.COUNCIL)


@given(data=st.data())
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_read_in_columns_is_what_holds(
    connection: Connection, world: "World", data: st.DataObject
) -> None:
    layers = [Layer.SELF, Layer.SELF, Layer.APPRAISED, Layer.COUNCIL, Layer.COUNCIL]
    batches = [data.draw(figures_of(world, layer)) for layer in layers]
    with connection.begin_nested() as trial:
        for batch in batches:
            save_observations(connection, batch, world.actor, world.at)
        expected = load_observations(connection, ["u1", "u2"], [world.year], [world.place])
        own = read_self_figures(connection, ["u2", "u1"], world.year).to_pylist()
        above = read_figures_above(connection, ["u2", "u1"], "2025", ["k1"]).to_pylist()
        trial.rollback()
    assert {as_read(row) for row in own + above} == {
        (it.unit, it.indicator, it.kind, it.layer, it.value, it.bound, it.illustrative)
        for it in expected
    }
    assert len(own) + len(above) == len(expected)
    assert {row["cluster"] for row in above} == {"k1"}


def as_read(row: dict[str, Any]) -> tuple[Any, ...]:
    value = read_canonical(row["value"])
    layer = row.get("layer", Layer.SELF)
    key = (row["unit"], row["indicator"], row["kind"], layer)
    return *key, value, row["bound"], bool(row["illustrative"])


def test_where_nothing_is_recorded_columns_are_empty(
    connection: Connection, world: "World"
) -> None:
    own = read_self_figures(connection, [], world.year)
    assert (len(own), own.column_names) == (
        0, ["indicator", "kind", "value", "bound", "illustrative", "unit"],
    )  # fmt: skip
    assert len(read_figures_above(connection, ["u1"], "2025", ["k1"])) == 0
    assert len(read_judged_points(connection, "2025", ["k1"])) == 0


def test_judged_points_that_hold_are_read(connection: Connection, world: "World") -> None:
    def points(value: int, layer: Layer, unit: str = "u1") -> JudgedPoints:
        return JudgedPoints(unit, "A1", world.place, layer, Fraction(value, 2), "Đủ")

    said = [points(1, Layer.SELF), points(3, Layer.COUNCIL), points(5, Layer.SELF, "u2")]
    save_judged(connection, said, world.actor, world.at)
    save_judged(connection, [points(2, Layer.SELF)], world.actor, world.at)
    withdraw_judged(connection, said[2], "Nhầm", world.actor, world.at)
    read = read_judged_points(connection, "2025", ["k1"]).to_pylist()
    assert sorted((row["unit"], row["layer"], row["points"]) for row in read) == [
        ("u1", "council", "1.5"),
        ("u1", "self", "1"),
    ]


class _Copy:
    """Stands in for ``cursor.copy`` of psycopg, so that this is tried without a server too."""

    def __init__(self) -> None:
        self.statement = ""
        self.text = b""
        self.connection = self
        self.dialect = URL.create("postgresql+psycopg").get_dialect()()

    def cursor(self) -> "_Copy":
        return self

    def copy(self, statement: str) -> "_Copy":
        self.statement = statement
        return self

    def exec_driver_sql(self, statement: str) -> None:
        self.statement = statement

    def write(self, text: bytes) -> None:
        self.text += text

    def __enter__(self) -> "_Copy":
        return self

    def __exit__(self, *_: object) -> None: ...


def test_postgresql_gets_lines_by_copy(world: "World") -> None:
    server: Any = _Copy()
    columns = {
        "unit": pa.array(["u1", "u2"]),
        "value": pa.array(["1", "-2.5"]),
        "source": pa.array(["a\tb\\n\r\n", ""]),
        "illustrative": pa.array([1, 0], pa.int8()).dictionary_encode(),
    }
    said = {"cluster": None, "at": world.at, "actor": "\\N", "revision": 1}
    insert_columns(server, observation, columns, said)
    assert server.statement == (
        "COPY observation (unit, value, source, illustrative, cluster, at, actor, revision)"
        " FROM STDIN"
    )
    assert server.text.decode() == (
        "u1\t1\ta\\tb\\\\n\\r\\n\t1\t\\N\t2026-01-15T01:30:00Z\t\\\\N\t1\n"
        "u2\t-2.5\t\t0\t\\N\t2026-01-15T01:30:00Z\t\\\\N\t1\n"
    )


def test_only_postgresql_is_told_how_many_rows_there_are(connection: Connection) -> None:
    server: Any = _Copy()
    count_rows(server, observation)
    assert server.statement == "ANALYZE observation"
    count_rows(connection, observation)
    assert "sqlite_stat1" not in inspect(connection).get_table_names()


def test_a_column_that_is_blank_throughout_is_copied(world: "World") -> None:
    server: Any = _Copy()
    columns = {name: pa.nulls(1, pa.string()).fill_null("") for name in ("unit", "value")}
    insert_columns(server, observation, columns, {})
    assert server.text == b"\t\n"


_CELL = st.tuples(
    st.sampled_from(["u1", "u2", "u3"]),
    st.sampled_from(["k1", "k2"]),
    st.sampled_from(["jobs", "letters"]),
    st.sampled_from(["", "Báo cáo 'quý I'"]),
)


@given(st.lists(_CELL, min_size=1, max_size=40))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_lines_hold_every_figure_of_every_owner(
    connection: Connection, cells: list[tuple[str, str, str, str]]
) -> None:
    names = ("unit", "cluster", "indicator", "source", "value")
    said = (Column(name, Text) for name in (*names, "actor"))
    plain = Table("plain", MetaData(), *said, prefixes=["TEMPORARY"])
    rows = [(*cell, str(number)) for number, cell in enumerate(sorted(cells))]
    columns = {name: pa.array(of) for name, of in zip(names, zip(*rows, strict=True), strict=True)}
    with connection.begin_nested() as trial:
        plain.create(connection)
        insert_columns(connection, plain, columns, {"actor": "an"})
        stored = connection.execute(select(plain)).all()
        trial.rollback()
    assert sorted(map(tuple, stored)) == sorted((*row, "an") for row in rows)


@pytest.mark.parametrize("counts", [(1, 250), (100, 100), (101, 101), (1, 1), (7, 99)])
def test_an_owner_may_have_more_figures_than_a_line(
    connection: Connection, world: "World", counts: tuple[int, int]
) -> None:
    figures = [
        Observation(unit, f"i{number}", ObservationKind.ACTUAL, world.year, Fraction(number))
        for unit, count in zip(("u1", "u2"), counts, strict=True)
        for number in range(count)
    ]
    stored = save_figures(connection, in_columns(figures), world.actor, world.at)
    assert stored == Stored(new=len(figures))
    read = read_self_figures(connection, ["u1", "u2"], world.year).to_pylist()
    assert {(row["unit"], row["indicator"], row["value"]) for row in read} == {
        (one.unit, one.indicator, canonical(one.value)) for one in figures
    }
    assert len(read) == len(figures)
