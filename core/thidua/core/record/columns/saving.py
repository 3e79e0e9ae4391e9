"""Figures of whole clusters into the record, with what ``save_observations`` does of each.

Where the record has none of a unit's figures yet, they go straight to their table. Otherwise they
are put beside it first; what is new, what has changed and which revision it becomes is then decided
by one statement over all of them, never by a query a figure.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
)

from thidua.core.model.observation import Layer
from thidua.core.record import tables
from thidua.core.record.bulk import portions
from thidua.core.record.column_types import ExactDecimal
from thidua.core.record.columns.inserting import count_rows, insert_columns
from thidua.core.record.columns.new_figures import NewFigures
from thidua.core.record.stored import Stored

AT_ONCE = 500_000
"""Figures that are handed to the database at a time, which bounds the space that they take."""

_KEY = ("unit", "indicator", "kind")
_IN_ORDER = ("unit", "cluster", "indicator", "kind")
_UNSAID = ("evidence", "measure", "reason")
"""What figures in columns say nothing of: it stays what is said of the same value."""

_incoming = Table(
    "incoming_figure",
    MetaData(),
    *(Column(name, Text) for name in (*_KEY, "cluster", "bound", "source")),
    Column("value", ExactDecimal),
    Column("illustrative", Integer),
    prefixes=["TEMPORARY"],
)


def save_figures(
    connection: Connection,
    figures: NewFigures,
    actor: str,
    at: datetime,
    *,
    batch: int | None = None,
) -> Stored:
    """Store figures, each as the next revision of its key; one that says nothing new is left out.

    As :func:`thidua.core.record.observations.save_observations`, in a fifteenth of its time. What
    the figures say nothing of is no difference, and a next revision that states the same has it
    from the one before; of another value it is not said.
    """
    aside = _aside(figures, {"actor": actor, "at": at, "batch": batch})
    if not _holds_any(connection, aside):
        constant = {**aside.constant, "revision": 1}
        for portion in aside.portions():
            insert_columns(connection, tables.observation, portion, constant)
        return Stored(new=len(figures))
    new = changed = 0
    _incoming.create(connection)
    for portion in aside.portions():
        insert_columns(connection, _incoming, portion, {})
        count_rows(connection, _incoming)
        found = _append(connection, aside, len(portion["value"]))
        new, changed = new + found.new, changed + found.changed
        connection.execute(_incoming.delete())
    _incoming.drop(connection)
    return Stored(new, changed, len(figures) - new - changed)


@frozen
class _Aside:
    """Figures as they are put beside the table; a column that says one thing is said once."""

    figures: NewFigures
    names: tuple[str, ...]
    """The columns that stand beside the table."""
    constant: Mapping[str, Any]
    """What is said once of all of them."""
    said: Mapping[str, ColumnElement[Any]]
    """What each column of the table gets, ``revision`` and what is ``unsaid`` excepted."""
    unsaid: tuple[str, ...]
    """Columns of which nothing is said."""

    def portions(self) -> Iterator[dict[str, Any]]:
        """The columns of ``names``, by unit and key: so indexes grow at their end."""
        columns = {name: self.figures.column(name) for name in self.names}
        words = columns.keys() - {"value"}
        columns |= {name: columns[name].dictionary_encode() for name in words}
        order = _in_order([columns[name] for name in _IN_ORDER if name in columns])
        for first in range(0, len(order), AT_ONCE):
            some = order[first : first + AT_ONCE]
            yield {name: column.take(some) for name, column in columns.items()}

    def in_scope(self, table: FromClause) -> ColumnElement[bool]:
        """The rows of the same span, layer and period."""
        names: tuple[str, ...] = ("span_start", "span_end")
        if self.figures.layer is Layer.SELF:
            of_layer = [table.c.cluster.is_(None)]
        else:
            names = (*names, "layer", "period")
            of_layer = [table.c.cluster.is_not(None)]
        return and_(*of_layer, *(table.c[name] == self.said[name] for name in names))

    def same_figure(self, table: FromClause) -> ColumnElement[bool]:
        """A row in scope is of the figure beside the table."""
        names = _KEY if self.figures.layer is Layer.SELF else (*_KEY, "cluster")
        return and_(*(table.c[name] == self.said[name] for name in names))

    def held(self) -> ColumnElement[int]:
        """The row that holds of the figure beside the table.

        A look into the index for each, whatever the database believes of the size of its tables.
        """
        row = tables.observation.alias("held")
        found = (
            select(row.c.id)
            .where(self.in_scope(row), self.same_figure(row))
            .order_by(row.c.revision.desc())
            .limit(1)
        )
        return found.correlate(_incoming).scalar_subquery()

    def differs(self, now: FromClause) -> ColumnElement[bool]:
        """What a row says is not what the figure beside it says; the unsaid contradicts nothing."""
        names = [name for name in tables.FIGURE_CONTENT if name not in self.unsaid]
        return or_(*(now.c[name] != self.said[name] for name in names))

    def carried(self, now: FromClause) -> dict[str, ColumnElement[Any]]:
        """What is unsaid, from the row that holds, if it states the same."""
        same = and_(*(now.c[name] == self.said[name] for name in tables.FIGURE_STATED))
        return {name: case((same, now.c[name]), else_=self.said[name]) for name in self.unsaid}


def _aside(figures: NewFigures, stamp: Mapping[str, Any]) -> _Aside:
    unsaid = _UNSAID if figures.sources is not None else (*_UNSAID, "source")
    constant = {
        "span_start": figures.span.start,
        "span_end": figures.span.end,
        "layer": figures.layer.value,
        "period": figures.period,
        **figures.said_once(),
        **dict.fromkeys(unsaid, ""),
        **stamp,
    }
    names = tuple(column.name for column in _incoming.c if column.name not in constant)
    columns = tables.observation.c
    said = {name: literal(value, columns[name].type) for name, value in constant.items()}
    aside = {name: _incoming.c[name] for name in names}
    return _Aside(figures, names, constant, {**said, **aside}, unsaid)


def _in_order(columns: Iterable[Any]) -> Any:
    """The positions of rows in the order of the words of these columns."""
    ranks: Any = np.int64(0)
    for column in columns:
        order = pc.rank(column.dictionary, tiebreaker="first").to_numpy().view(np.int64)
        ranks = ranks * (len(order) + 1) + order[column.indices.to_numpy()]
    return pa.array(np.argsort(ranks, kind="stable"))


def _holds_any(connection: Connection, aside: _Aside) -> bool:
    """Whether the record has any figure of these units in the scope."""
    now = tables.observation
    for units in portions(aside.figures.units.unique().to_pylist()):
        held = exists().where(aside.in_scope(now), now.c.unit.in_(units))
        if connection.execute(select(held)).scalar_one():
            return True
    return False


def _append(connection: Connection, aside: _Aside, count: int) -> Stored:
    """Write what the figures beside the table say anew; there are ``count``."""
    now = tables.observation.alias("now")
    held = _incoming.outerjoin(now, now.c.id == aside.held())
    is_new, differs = now.c.id.is_(None), aside.differs(now)
    counts = select(func.count().filter(is_new), func.count().filter(differs)).select_from(held)
    new, changed = connection.execute(counts).one()
    if new or changed:
        revision = func.coalesce(now.c.revision, 0) + 1
        said = {**aside.said, **aside.carried(now), "revision": revision}
        _insert(connection, said, held, or_(is_new, differs))
    return Stored(new, changed, count - new - changed)


def _insert(
    connection: Connection,
    said: Mapping[str, ColumnElement[Any]],
    source: FromClause,
    *conditions: ColumnElement[bool],
) -> None:
    rows = select(*said.values()).select_from(source).where(*conditions)
    connection.execute(insert(tables.observation).from_select(list(said), rows))
