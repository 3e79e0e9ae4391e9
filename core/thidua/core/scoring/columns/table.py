"""What is scored in columns: whole clusters, one row a member, one column a figure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from thidua.core.exact.figure import Figure
from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask
from thidua.core.formula.tree import Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.scheme import Scheme

Word = TypeVar("Word", bound="str | None")

Codes = NDArray[np.int32]

JUDGED = "judged:"
"""Before a criterion's code: the name under which ``special`` holds judged points that no column
holds."""


@frozen
class Rules:
    """How clusters are scored: a scheme, with its criteria sets by code."""

    scheme: Scheme
    sets: Mapping[str, CompiledSet]


@frozen(eq=False)
class Category:
    """A word for each row, each different word kept once."""

    codes: Codes
    """Index ``words``."""
    words: tuple[str | None, ...]

    def at(self, row: int) -> str | None:
        """The word of a row."""
        return self.words[int(self.codes[row])]

    def holds(self, wanted: Iterable[str | None]) -> Mask:
        """The rows whose word is among those wanted."""
        among = set(wanted)
        answer = np.fromiter((word in among for word in self.words), bool)
        return answer[self.codes]

    def take(self, rows: slice) -> "Category":
        """Some rows."""
        return evolve(self, codes=self.codes[rows])


def category_of(words: Sequence[Word]) -> Category:
    """The words of all rows, in the order in which they first come."""
    known = {word: code for code, word in enumerate(dict.fromkeys(words))}
    codes = np.fromiter((known[word] for word in words), np.int32, len(words))
    return Category(codes, tuple(known))


@frozen(eq=False)
class ClusterTable:
    """Whole clusters in columns, the rows of a cluster together, each by its unit's code."""

    clusters: tuple[str, ...]
    segments: Segments
    units: Sequence[str]
    kinds: Category
    sectors: Category
    standings: Category
    """Words are those of ``Standing``."""
    figures: Mapping[Name, FigureColumn]
    judged: Mapping[str, FigureColumn] = field(factory=dict)
    """Points by criterion."""
    not_applicable: Mapping[str, Mapping[int, str]] = field(factory=dict)
    """Criterion to row to reason."""
    special: Mapping[int, Mapping[Name, Figure]] = field(factory=dict)
    """Row to the figures that are more than a column holds: bounded, wide, illustrative."""

    @property
    def rows(self) -> int:
        """How many members all clusters have together."""
        return len(self.units)

    def rows_of(self, cluster: int) -> slice:
        """The rows of one cluster."""
        starts = self.segments.starts
        return slice(int(starts[cluster]), int(starts[cluster + 1]))

    def take(self, clusters: slice) -> "ClusterTable":
        """A range of whole clusters; its columns are views of these."""
        first, last, _ = clusters.indices(len(self.clusters))
        if (first, last) == (0, len(self.clusters)):
            return self
        starts = self.segments.starts[first : last + 1]
        rows = slice(int(starts[0]), int(starts[-1]))
        return ClusterTable(
            clusters=self.clusters[first:last],
            segments=Segments(starts - rows.start),
            units=self.units[rows],
            kinds=self.kinds.take(rows),
            sectors=self.sectors.take(rows),
            standings=self.standings.take(rows),
            figures={name: column_of(one, rows) for name, one in self.figures.items()},
            judged={code: column_of(one, rows) for code, one in self.judged.items()},
            not_applicable={
                code: _within(reasons, rows) for code, reasons in self.not_applicable.items()
            },
            special=_within(self.special, rows),
        )


Held = TypeVar("Held")


def _within(by_row: Mapping[int, Held], rows: slice) -> dict[int, Held]:
    """The rows of a range, counted from its start."""
    if len(by_row) <= rows.stop - rows.start:
        return {
            row - rows.start: one for row, one in by_row.items() if rows.start <= row < rows.stop
        }
    found = ((row, by_row.get(row)) for row in range(rows.start, rows.stop))
    return {row - rows.start: one for row, one in found if one is not None}


def column_of(column: FigureColumn, rows: slice | IntColumn) -> FigureColumn:
    """Some rows of a column."""
    return FigureColumn(
        column.scaled[rows],
        column.places,
        present=part_of(column.present, rows),
        given=part_of(column.given, rows),
        beyond=part_of(column.beyond, rows),
    )


def part_of(mask: Mask | None, rows: slice | IntColumn) -> Mask | None:
    """Some rows of a mask, where there is one."""
    return None if mask is None else mask[rows]
