"""Entries that hold, of many members at once, as columns.

The database joins the entries of an owner into one text and Arrow reads the texts, both in C: a
third of the time that a tuple an entry takes, a twelfth of that of a row object. What is joined
are codes, numbers and words of fixed lists, none of which holds a comma or the end of a line.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    func,
    literal,
    select,
    type_coerce,
)

from thidua.core.model.period import Span
from thidua.core.record import tables
from thidua.core.record.bulk import portions

_CODE = pa.dictionary(pa.int32(), pa.string())


@frozen
class _Shape:
    """What of a table is read. ``owners`` and ``key`` make two rows revisions of one entry."""

    table: Table
    owners: tuple[str, ...]
    key: tuple[str, ...]
    content: tuple[tuple[str, Any], ...]
    """Further columns, with their types in Arrow."""

    @property
    def types(self) -> dict[str, Any]:
        """The columns of a joined text, in their order."""
        key = dict.fromkeys(self.key, _CODE)
        return {**key, "revision": pa.int32(), **dict(self.content)}


_FIGURE = (("value", pa.string()), ("bound", _CODE), ("illustrative", pa.int8()))
_SELF = _Shape(tables.observation, ("unit",), ("indicator", "kind"), _FIGURE)
_ABOVE = _Shape(tables.observation, ("cluster", "unit"), ("indicator", "kind", "layer"), _FIGURE)
_JUDGED = _Shape(
    tables.judged_points,
    ("cluster", "unit"),
    ("criterion", "layer"),
    (("points", pa.string()), ("withdrawn", pa.int8()), ("illustrative", pa.int8())),
)


def read_self_figures(connection: Connection, units: Collection[str], span: Span) -> Any:
    """The figures of the self layer that hold for a span: an Arrow table with a row a figure.

    Its columns are ``unit``, ``indicator``, ``kind``, ``value`` (canonical text), ``bound`` and
    ``illustrative`` (0 or 1); codes are dictionaries.
    """
    columns = tables.observation.c
    of_span = (columns.span_start == span.start, columns.span_end == span.end)
    return _current(
        _SELF,
        (
            _read(connection, _SELF, columns.cluster.is_(None), *of_span, columns.unit.in_(portion))
            for portion in portions(units)
        ),
    )


def read_figures_above(
    connection: Connection, units: Collection[str], period: str, clusters: Collection[str]
) -> Any:
    """The figures of the layers above self: as :func:`read_self_figures`, and ``cluster`` and
    ``layer`` with them."""
    columns = tables.observation.c
    return _current(
        _ABOVE,
        (
            _read(
                connection,
                _ABOVE,
                columns.period == period,
                columns.cluster.in_(some),
                columns.unit.in_(portion),
            )
            for some in portions(clusters)
            for portion in portions(units)
        ),
    )


def read_judged_points(connection: Connection, period: str, clusters: Collection[str]) -> Any:
    """The judged points that hold in the clusters, in every layer: an Arrow table.

    Its columns are ``cluster``, ``unit``, ``criterion``, ``layer``, ``points`` (canonical text)
    and ``illustrative`` (0 or 1).
    """
    columns = tables.judged_points.c
    held = _current(
        _JUDGED,
        (
            _read(connection, _JUDGED, columns.period == period, columns.cluster.in_(some))
            for some in portions(clusters)
        ),
    )
    said = np.asarray(held["withdrawn"]) == 0
    return held.filter(pa.array(said)).drop_columns(["withdrawn"])


def _read(connection: Connection, shape: _Shape, *conditions: ColumnElement[bool]) -> Any:
    """Every revision of the entries that meet the conditions."""
    rows = connection.execute(_joined(shape, conditions)).all()
    if not rows:
        return _nothing(shape)
    *owners, counts, texts = zip(*rows, strict=True)
    entries = _parsed(shape, texts)
    at = np.repeat(np.arange(len(rows), dtype=np.int32), counts)
    for name, codes in zip(shape.owners, owners, strict=True):
        entries = entries.append_column(name, pa.array(codes).take(at).dictionary_encode())
    return entries


def _joined(shape: _Shape, conditions: Iterable[ColumnElement[bool]]) -> Select[Any]:
    """One row an owner: how many entries, and their columns joined by commas and line ends."""
    columns = shape.table.c
    first, *others = (type_coerce(columns[name], Text) for name in shape.types)
    line: ColumnElement[str] = first
    for other in others:
        line = line.concat(literal(",")).concat(other)
    owners = [columns[name] for name in shape.owners]
    texts = func.aggregate_strings(line, "\n")
    return select(*owners, func.count(), texts).where(*conditions).group_by(*owners)


def _parsed(shape: _Shape, texts: Sequence[str]) -> Any:
    return pa.csv.read_csv(
        pa.BufferReader("\n".join(texts).encode()),
        pa.csv.ReadOptions(use_threads=False, column_names=list(shape.types)),
        pa.csv.ParseOptions(quote_char=False),
        pa.csv.ConvertOptions(column_types=shape.types),
    )


def _nothing(shape: _Shape) -> Any:
    types = {**shape.types, **dict.fromkeys(shape.owners, _CODE)}
    return pa.schema(types.items()).empty_table()


def _current(shape: _Shape, parts: Iterator[Any]) -> Any:
    """The parts as one table, without the entries that a later revision replaces."""
    whole = pa.concat_tables((_nothing(shape), *parts)).unify_dictionaries().combine_chunks()
    revisions = np.asarray(whole["revision"])
    if len(whole) and revisions.max() > 1:
        keys = _identities(whole, (*shape.owners, *shape.key))
        order = np.lexsort((revisions, keys))
        last = np.append(keys[order[1:]] != keys[order[:-1]], True)
        whole = whole.take(pa.array(np.sort(order[last])))
    return whole.drop_columns(["revision"]).combine_chunks()


def _identities(entries: Any, names: Iterable[str]) -> Any:
    """A number for each row, the same for the revisions of one entry and for no others."""
    identities = np.zeros(len(entries), np.int64)
    for name in names:
        codes = entries[name].combine_chunks()
        identities = identities * len(codes.dictionary) + np.asarray(codes.indices)
    return identities
