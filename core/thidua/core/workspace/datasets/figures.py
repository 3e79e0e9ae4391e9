"""Entries of one layer as the columns that are scored."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from thidua.core.exact.decimal_text import read_canonical
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.columns.figures import FigureColumn
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask, unless_all, where_any
from thidua.core.formula.tree import Field, Name
from thidua.core.record.columns.decimals import scaled_texts
from thidua.core.scoring.columns.table import JUDGED
from thidua.core.workspace.datasets.layering import Entered

Special = dict[int, dict[Name, Figure]]


@frozen
class ColumnMaker:
    """Makes columns of so many rows; what a column cannot hold is kept in ``special``."""

    rows: int
    special: Special

    def figures(self, entries: Entered) -> Iterator[tuple[Name, FigureColumn]]:
        """A column for each indicator and kind."""
        for (indicator, kind), positions in entries.groups():
            name = Name(indicator, Field(kind))
            yield name, self._column(name, entries, positions, "value")

    def previous(self, entries: Entered) -> Iterator[tuple[Name, FigureColumn]]:
        """A column for each indicator, of the actuals of the preceding period."""
        for (indicator, _), positions in entries.groups():
            name = Name(indicator, Field.PREVIOUS)
            yield name, self._column(name, entries, positions, "value")

    def judged(self, entries: Entered) -> Iterator[tuple[str, FigureColumn]]:
        """A column for each criterion."""
        for (criterion,), positions in entries.groups():
            name = Name(f"{JUDGED}{criterion}")
            yield criterion, self._column(name, entries, positions, "points")

    def _column(
        self, name: Name, entries: Entered, positions: IntColumn, value: str
    ) -> FigureColumn:
        rows, said = entries.rows[positions], entries.said.take(pa.array(positions))
        texts = said[value].combine_chunks()
        found = scaled_texts(texts)
        beyond = found.wide | _is_bounded(said)
        scaled, present = np.zeros(self.rows, np.int64), np.zeros(self.rows, bool)
        scaled[rows], present[rows] = np.where(beyond, 0, found.scaled), True
        unheld = np.zeros(self.rows, bool)
        unheld[rows] = beyond
        apart = np.flatnonzero(beyond | (said["illustrative"].to_numpy() != 0))
        for row, figure in zip(rows[apart].tolist(), _figures(said, value, apart), strict=True):
            self.special.setdefault(row, {})[name] = figure
        return FigureColumn(
            scaled, found.places, present=unless_all(present), beyond=where_any(unheld)
        )


def with_presumed(
    figures: Mapping[Name, FigureColumn], zeros: Collection[str], rows: int
) -> dict[Name, FigureColumn]:
    """The columns, with zeros where a blank of one of the indicators means zero."""
    presumed = dict(figures)
    for code in zeros:
        name = Name(code)
        column = presumed.get(name)
        if column is None:
            nobody = np.zeros(rows, bool)
            presumed[name] = FigureColumn(np.zeros(rows, np.int64), 0, given=nobody)
        elif column.present is not None:
            presumed[name] = FigureColumn(
                column.scaled, column.places, given=column.present, beyond=column.beyond
            )
    return presumed


def _is_bounded(said: Any) -> Mask:
    if "bound" not in said.column_names:
        return np.zeros(len(said), bool)
    bounds = said["bound"].combine_chunks()
    words = np.array([word != Bound.EXACT for word in bounds.dictionary.to_pylist()], bool)
    bounded: Mask = words[bounds.indices.to_numpy()]
    return bounded


def _figures(said: Any, value: str, positions: IntColumn) -> Iterator[Figure]:
    for row in said.take(pa.array(positions)).to_pylist():
        bound = Bound(row.get("bound", Bound.EXACT))
        illustrative = bool(row["illustrative"])
        yield Figure(read_canonical(row[value]), bound, illustrative=illustrative)
