"""Figures of units: targets, baselines, results, in every layer, with all their history."""

from collections.abc import Collection, Iterable
from datetime import datetime

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, FromClause, and_, false, or_, select, true

from thidua.core.model.observation import Layer, Observation, Place
from thidua.core.model.period import Span
from thidua.core.record import tables
from thidua.core.record.bulk import portions
from thidua.core.record.mapping import observation_of, observation_values
from thidua.core.record.revisions import Kept, append_revisions, current_rows
from thidua.core.record.stored import Stored

_KEY = ("unit", "indicator", "kind", "span_start", "span_end")


def _is_self(table: FromClause) -> ColumnElement[bool]:
    return table.c.cluster.is_(None)


def _is_above(table: FromClause) -> ColumnElement[bool]:
    return table.c.cluster.is_not(None)


_SELF = Kept(tables.observation, _KEY, tables.FIGURE_CONTENT, _is_self, tables.FIGURE_STATED)
_ABOVE = Kept(
    tables.observation,
    (*_KEY, "layer", "period", "cluster"),
    tables.FIGURE_CONTENT,
    _is_above,
    tables.FIGURE_STATED,
)


@frozen
class ObservationRevision:
    """A figure as it once was, or is. ``batch``: the number of the import it came with."""

    number: int
    observation: Observation
    batch: int | None


def save_observations(
    connection: Connection,
    observations: Iterable[Observation],
    actor: str,
    at: datetime,
    *,
    batch: int | None = None,
    seen: int | None = None,
    unsaid: Collection[str] = (),
) -> Stored:
    """Store figures, each as the next revision of its key; one that says nothing new is left out.

    ``unsaid`` names what they say nothing of, such as "source": it stays as it was
    while the value stays.
    ``actor`` and ``at`` take the place of those in the records. ``seen`` is for an editor of one
    figure: the number of the revision on screen (0: none), Refused where it is no longer the last.
    """
    given = tuple(observations)
    stamp = {"actor": actor, "at": at, "batch": batch}
    own = [observation_values(item) for item in given if item.layer is Layer.SELF]
    above = [observation_values(item) for item in given if item.layer is not Layer.SELF]
    lower = append_revisions(connection, _SELF, own, stamp, seen, unsaid)
    higher = append_revisions(connection, _ABOVE, above, stamp, seen, unsaid)
    return Stored(
        lower.new + higher.new,
        lower.changed + higher.changed,
        lower.unchanged + higher.unchanged,
    )


def load_observations(
    connection: Connection,
    units: Iterable[str],
    spans: Collection[Span] | None = None,
    places: Collection[Place] = (),
) -> tuple[Observation, ...]:
    """The figures that hold now: of the self layer by ``spans``, above it by ``places``.

    Without ``spans``, the self layer of all times.
    """
    columns = tables.observation.c
    in_spans = true() if spans is None else _in_spans(spans)
    return tuple(
        observation_of(row)
        for portion in portions(units)
        for query in (
            current_rows(_SELF, columns.unit.in_(portion), in_spans),
            current_rows(_ABOVE, columns.unit.in_(portion), in_places(tables.observation, places)),
        )
        for row in connection.execute(query).all()
    )


def observation_history(
    connection: Connection, observation: Observation
) -> tuple[ObservationRevision, ...]:
    """Every revision with the key of ``observation``, from the first to the one that holds."""
    kept = _SELF if observation.layer is Layer.SELF else _ABOVE
    values = observation_values(observation)
    same = (tables.observation.c[name] == values[name] for name in kept.key)
    query = (
        select(tables.observation)
        .where(kept.holds(tables.observation), *same)
        .order_by(tables.observation.c.revision)
    )
    return tuple(
        ObservationRevision(row.revision, observation_of(row), row.batch)
        for row in connection.execute(query)
    )


def _in_spans(spans: Iterable[Span]) -> ColumnElement[bool]:
    columns = tables.observation.c
    return or_(
        false(),
        *(and_(columns.span_start == span.start, columns.span_end == span.end) for span in spans),
    )


def in_places(table: FromClause, places: Iterable[Place]) -> ColumnElement[bool]:
    """The condition that a row stands in one of the places."""
    columns = table.c
    by_period: dict[str, list[str]] = {}
    for item in places:  # a condition a place would be too deep for SQLite where there are many
        by_period.setdefault(item.period, []).append(item.cluster)
    return or_(
        false(),
        *(and_(columns.period == one, columns.cluster.in_(by_period[one])) for one in by_period),
    )
