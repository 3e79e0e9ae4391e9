"""Entries that hold, of many members at once, as columns.

The database joins each column of the entries of an owner into one text and Arrow splits the texts,
both in C: half of the time that a tuple an entry takes, a twentieth of that of a row object. What
is joined are codes, numbers and words of fixed lists, none of which holds a comma or a space.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    select,
)

from thidua.core.model.period import Span
from thidua.core.record import tables
from thidua.core.record.bulk import portions

_CODE = pa.dictionary(pa.int32(), pa.string())
_AS_USUAL = "."
"""Stands for the marks of an entry that is like nearly all others."""


@frozen
class _Shape:
    """What of a table is read. ``owners`` and ``key`` make two rows revisions of one entry."""

    table: Table
    owners: tuple[str, ...]
    key: tuple[str, ...]
    value: str
    marks: Mapping[str, str | int]
    """Further columns, with what nearly every entry says in them."""

    @property
    def types(self) -> dict[str, Any]:
        """What is read of an entry besides its owners."""
        return {
            **dict.fromkeys(self.key, _CODE),
            self.value: pa.string(),
            **{name: _type_of(usual) for name, usual in self.marks.items()},
        }


def _type_of(usual: str | int) -> Any:
    return _CODE if isinstance(usual, str) else pa.int32()


_MARKS: Mapping[str, str | int] = {"revision": 1, "bound": "exact", "illustrative": 0}
_SELF = _Shape(tables.observation, ("unit",), ("indicator", "kind"), "value", _MARKS)
_ABOVE = _Shape(
    tables.observation, ("cluster", "unit"), ("indicator", "kind", "layer"), "value", _MARKS
)
_JUDGED = _Shape(
    tables.judged_points,
    ("cluster", "unit"),
    ("criterion", "layer"),
    "points",
    {"revision": 1, "withdrawn": 0, "illustrative": 0},
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
    found = iter(zip(*rows, strict=True))
    at = pa.array(np.repeat(np.arange(len(rows), dtype=np.int32), next(found)))
    owners = {name: pa.array(next(found)).dictionary_encode().take(at) for name in shape.owners}
    keys = {name: _words(next(found)) for name in shape.key}
    values = pc.split_pattern(pa.array(next(found)), ",").flatten()
    marks = _marks(shape, _words(next(found)))
    return pa.table({**keys, shape.value: values, **marks, **owners})


def _joined(shape: _Shape, conditions: Iterable[ColumnElement[bool]]) -> Select[Any]:
    """One row an owner: how many entries, the owner, and a text for each column of the entries."""
    columns = shape.table.c
    owners = [columns[name] for name in shape.owners]
    said = [*(columns[name] for name in shape.key), cast(columns[shape.value], Text)]
    texts = [func.aggregate_strings(column, ",") for column in (*said, _marked(shape))]
    found = select(func.count(), *owners, *texts).where(*conditions)
    return found.group_by(*owners).order_by(*owners)


def _marked(shape: _Shape) -> ColumnElement[str]:
    """The marks of an entry in one word, a short one for those that nearly all have."""
    columns = shape.table.c
    first, *others = (cast(columns[name], Text) for name in shape.marks)
    word: ColumnElement[str] = first
    for other in others:
        word = word.concat(literal(" ")).concat(other)
    is_usual = and_(*(columns[name] == usual for name, usual in shape.marks.items()))
    return case((is_usual, literal(_AS_USUAL)), else_=word)


def _words(texts: Sequence[str]) -> Any:
    """The words that texts join, as codes; a text that many owners have is split once."""
    different = pa.array(texts).dictionary_encode()
    split = pc.split_pattern(different.dictionary, ",")
    words = split.flatten().dictionary_encode()
    codes = pa.ListArray.from_arrays(split.offsets, words.indices).take(different.indices)
    return pa.DictionaryArray.from_arrays(codes.flatten(), words.dictionary)


def _marks(shape: _Shape, words: Any) -> dict[str, Any]:
    """The columns that the words of :func:`_marked` stand for."""
    usual = [str(one) for one in shape.marks.values()]
    split = [
        usual if word == _AS_USUAL else word.split(" ") for word in words.dictionary.to_pylist()
    ]
    said = zip(shape.marks, zip(*split, strict=True), strict=True)
    return {name: pa.array(of).cast(shape.types[name]).take(words.indices) for name, of in said}


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
