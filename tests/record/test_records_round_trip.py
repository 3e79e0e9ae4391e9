"""Whatever a record may hold comes back equal: read(write(x)) = x."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from thidua.core.exact.figure import Bound
from thidua.core.model.cluster import Membership, Role
from thidua.core.model.observation import (
    JudgedPoints,
    Layer,
    NotApplicable,
    Observation,
    ObservationKind,
    Place,
    Standing,
    StandingDecision,
)
from thidua.core.model.period import Span
from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.record.clusters import load_roster, save_roster
from thidua.core.record.decisions import (
    load_judged,
    load_not_applicable,
    load_standings,
    save_judged,
    save_not_applicable,
    save_standings,
)
from thidua.core.record.migrating import create_database
from thidua.core.record.observations import load_observations, save_observations
from thidua.core.record.units import load_units, save_units

if TYPE_CHECKING:
    from tests.record.conftest import World

PLACE = Place("k1", "2025")

days = st.dates(date(1, 1, 1), date(9999, 12, 31))
spans = st.tuples(days, days).map(lambda pair: Span(min(pair), max(pair)))
names = st.text(min_size=1).filter(lambda text: bool(text.strip()))
codes = st.from_regex(r"[a-z][a-z0-9._-]{0,20}[a-z0-9]", fullmatch=True)
members = st.sampled_from(["u1", "u2"])
decimals = st.builds(Fraction, st.integers(-(10**20), 10**20), st.sampled_from([1, 4, 10**9]))
moments = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))

versions = st.builds(
    UnitVersion,
    valid_from=days,
    name=names,
    kind=codes,
    parent=st.none() | codes,
    sector=st.none() | codes,
    territory=st.none() | st.text(),
)
units = st.builds(
    Unit,
    code=codes,
    versions=st.lists(versions, min_size=1, unique_by=lambda version: version.valid_from).map(
        tuple
    ),
)
memberships = st.builds(
    lambda unit, role, span, ends: Membership(
        "k1", unit, role, span and span.start, span.end if span and ends else None
    ),
    members,
    st.sampled_from(Role),
    st.none() | spans,
    st.booleans(),
)
observations = st.builds(
    lambda layer, **values: Observation(
        layer=layer, place=None if layer is Layer.SELF else PLACE, **values
    ),
    layer=st.sampled_from(Layer),
    unit=members,
    indicator=codes,
    kind=st.sampled_from(ObservationKind),
    span=spans,
    value=decimals,
    bound=st.sampled_from(Bound),
    source=st.text(),
    evidence=st.text(),
    measure=st.text(),
    reason=st.text(),
    illustrative=st.booleans(),
)
judged = st.builds(
    JudgedPoints,
    unit=members,
    criterion=codes,
    place=st.just(PLACE),
    layer=st.sampled_from(Layer),
    points=decimals,
    reason=names,
    illustrative=st.booleans(),
)
exempt = st.builds(
    NotApplicable,
    unit=members,
    criterion=codes,
    place=st.just(PLACE),
    layer=st.sampled_from(Layer),
    reason=names,
)
standings = st.builds(
    StandingDecision,
    unit=members,
    place=st.just(PLACE),
    standing=st.sampled_from(Standing),
    reason=names,
)

modest = settings(max_examples=30, deadline=None)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory, world: "World") -> Engine:
    """A filled database that every example leaves as it was."""
    path: Path = tmp_path_factory.mktemp("scratch") / "thidua.db"
    engine = create_database(path)
    with engine.begin() as connection:
        world.fill(connection)
    return engine


@contextmanager
def undone(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection
        connection.rollback()


@modest
@given(given_units=st.lists(units, unique_by=lambda unit: unit.code.casefold()))
def test_units(scratch: Engine, given_units: list[Unit]) -> None:
    with undone(scratch) as connection:
        save_units(connection, given_units)
        found = load_units(connection, [unit.code for unit in given_units])
    assert found == tuple(sorted(given_units, key=lambda unit: unit.code))


@modest
@given(roster=st.lists(memberships))
def test_rosters(scratch: Engine, world: "World", roster: list[Membership]) -> None:
    with undone(scratch) as connection:
        save_roster(connection, world.cluster, roster)
        assert load_roster(connection, "k1") == tuple(roster)


@modest
@given(
    figures=st.lists(
        observations,
        unique_by=lambda item: (item.unit, item.indicator, item.kind, item.span, item.layer),
    ),
    at=moments,
)
def test_figures(scratch: Engine, figures: list[Observation], at: datetime) -> None:
    with undone(scratch) as connection:
        save_observations(connection, figures, "người nhập", at)
        spans_given = {item.span for item in figures}
        found = load_observations(connection, ["u1", "u2"], spans_given, [PLACE])
    assert set(found) == {evolve(item, actor="người nhập", at=at) for item in figures}
    assert len(found) == len(figures)


@modest
@given(
    points=st.lists(judged, unique_by=lambda item: (item.unit, item.criterion, item.layer)),
    entries=st.lists(exempt, unique_by=lambda item: (item.unit, item.criterion, item.layer)),
    decisions=st.lists(standings, unique_by=lambda item: item.unit),
    at=moments,
)
def test_decisions(
    scratch: Engine,
    points: list[JudgedPoints],
    entries: list[NotApplicable],
    decisions: list[StandingDecision],
    at: datetime,
) -> None:
    with undone(scratch) as connection:
        save_judged(connection, points, "a", at)
        save_not_applicable(connection, entries, "a", at)
        save_standings(connection, decisions, "a", at)
        assert load_judged(connection, [PLACE]) == tuple(
            evolve(item, actor="a", at=at) for item in points
        )
        assert load_not_applicable(connection, [PLACE]) == tuple(
            evolve(item, actor="a", at=at) for item in entries
        )
        assert load_standings(connection, [PLACE]) == tuple(
            evolve(item, actor="a", at=at) for item in decisions
        )
