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
from sqlalchemy import Connection

from thidua.core.exact.decimal_text import canonical, read_canonical
from thidua.core.exact.figure import Bound
from thidua.core.model.observation import JudgedPoints, Layer, Observation, ObservationKind
from thidua.core.record.columns import saving
from thidua.core.record.columns.entries import (
    read_figures_above,
    read_judged_points,
    read_self_figures,
)
from thidua.core.record.columns.new_figures import NewFigures
from thidua.core.record.columns.saving import save_figures
from thidua.core.record.columns.tuples import insert_tuples
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


def test_the_same_figures_again_write_nothing(connection: Connection, world: "World") -> None:
    figures = in_columns([world.figure(), world.figure("3", "u2")])
    assert save_figures(connection, figures, world.actor, world.at) == Stored(new=2)
    assert save_figures(connection, figures, "an", world.at) == Stored(unchanged=2)


def test_whatever_else_a_figure_said_is_said_no_more(
    connection: Connection, world: "World"
) -> None:
    figure = world.figure()
    before = [evolve(figure, illustrative=True), evolve(figure, unit="u2", evidence="12/BC")]
    save_observations(connection, before, world.actor, world.at)
    now = [figure, evolve(figure, unit="u2")]
    stored = save_figures(connection, in_columns(now), world.actor, world.at)
    assert stored == Stored(changed=2)


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
        self.rows: list[tuple[Any, ...]] = []
        self.statement = ""
        self.dialect = self.connection = self
        self.name = "postgresql"

    def cursor(self) -> "_Copy":
        return self

    def copy(self, statement: str) -> "_Copy":
        self.statement = statement
        return self

    def execute(self, statement: str) -> None:
        self.statement += f"; {statement}"

    def write_row(self, row: tuple[Any, ...]) -> None:
        self.rows.append(row)

    def __enter__(self) -> "_Copy":
        return self

    def __exit__(self, *_: object) -> None: ...


def test_postgresql_gets_rows_by_copy() -> None:
    server: Any = _Copy()
    insert_tuples(server, observation, ["unit", "value"], [("u1", "1"), ("u2", "2")])
    assert server.statement == ("COPY observation (unit, value) FROM STDIN; ANALYZE observation")
    assert server.rows == [("u1", "1"), ("u2", "2")]
