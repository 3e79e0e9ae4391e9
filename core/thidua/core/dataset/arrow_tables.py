"""A table of clusters as the Arrow columns of a dataset."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
from attrs import frozen

from thidua.core.dataset.cells import cells_of
from thidua.core.dataset.header import DatasetHeader, InputColumn, JudgedColumn
from thidua.core.dataset.naming import CLUSTER, KIND, STANDING, UNIT
from thidua.core.dataset.special_figures import Special, special_text
from thidua.core.dataset.texts import text_array, words_array
from thidua.core.exact.figure import Figure
from thidua.core.formula.columns.figures import FigureColumn
from thidua.core.formula.tree import Name
from thidua.core.scoring.columns.table import ClusterTable

_ALWAYS = (CLUSTER, UNIT, KIND, STANDING)
"""The columns in which every row says something."""


@frozen(eq=False)
class NamedTable:
    """A table with the names of its units, which scoring does not need and people do."""

    table: ClusterTable
    names: Sequence[str]


def schema_of(header: DatasetHeader) -> pa.Schema:
    """The columns of a dataset: integers for figures, text for all else."""
    figures = {one.column for one in header.figures}
    return pa.schema(
        [
            pa.field(
                column,
                pa.int64() if column in figures else pa.string(),
                nullable=column not in _ALWAYS,
            )
            for column in header.columns
        ]
    )


def arrow_of(named: NamedTable | ClusterTable, header: DatasetHeader) -> pa.Table:
    """The rows of a table in the columns of a dataset.

    ValueError where the header foresees no column for what the table holds.
    """
    if isinstance(named, NamedTable):
        table, names = named.table, text_array(named.names)
    else:
        table, names = named, pa.nulls(named.rows, pa.string())
    _check(table, header)
    clusters = np.repeat(np.arange(len(table.clusters)), table.segments.sizes)
    special: dict[int, dict[Name, Special]] = {}
    arrays = [
        pa.array(table.clusters, pa.string()).take(pa.array(clusters)),
        text_array(table.units),
        names,
        *(words_array(one) for one in (table.kinds, table.sectors, table.standings)),
        *_figures(table, header, special),
        *(_texts(table.not_applicable.get(code, {}), table.rows) for code in header.not_applicable),
        _texts({row: special_text(figures) for row, figures in special.items()}, table.rows),
    ]
    return pa.Table.from_arrays(arrays, schema=schema_of(header))


def _check(table: ClusterTable, header: DatasetHeader) -> None:
    unforeseen = [
        *({*table.figures} - {one.name for one in header.inputs}),
        *({*table.judged} - {one.criterion for one in header.judged}),
        *({*table.not_applicable} - {*header.not_applicable}),
    ]
    if unforeseen:
        raise ValueError(f"the header has no column for {unforeseen}")


def _figures(
    table: ClusterTable, header: DatasetHeader, special: dict[int, dict[Name, Special]]
) -> Iterator[pa.Int64Array]:
    """The columns of integers; what they cannot hold is added to ``special``."""
    apart: dict[Name, dict[int, Figure]] = {}
    for row, figures in table.special.items():
        for name, figure in figures.items():
            apart.setdefault(name, {})[row] = figure
    for one in header.figures:
        cells = cells_of(
            _column(table, one),
            apart.get(one.name, {}),
            one.places,
            zero_when_blank=one.zero_when_blank,
        )
        for row, beside in cells.beside.items():
            special.setdefault(row, {})[one.name] = beside
        yield pa.array(cells.values, mask=None if cells.held is None else ~cells.held)


def _column(table: ClusterTable, one: InputColumn | JudgedColumn) -> FigureColumn:
    if isinstance(one, InputColumn):
        found = table.figures.get(one.name)
    else:
        found = table.judged.get(one.criterion)
    nothing = FigureColumn(
        np.zeros(table.rows, np.int64), one.places, present=np.zeros(table.rows, bool)
    )
    return nothing if found is None else found


def _texts(by_row: Mapping[int, str], rows: int) -> pa.StringArray:
    if not by_row:
        return pa.nulls(rows, pa.string())
    texts: list[str | None] = [None] * rows
    for row, text in by_row.items():
        texts[row] = text
    return pa.array(texts, pa.string())
