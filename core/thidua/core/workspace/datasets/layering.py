"""What one layer says of many clusters, in columns: as ``scoring.entries`` reads it of one.

A layer holds figures and judged points; what it does not hold falls through to the layer below.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import evolve, frozen

from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask
from thidua.core.model.observation import LAYERS
from thidua.core.workspace.datasets.roster import Roster

_HEIGHT = {layer.value: height for height, layer in enumerate(LAYERS)}


@frozen(eq=False)
class Entered:
    """Entries of every layer, each with its row and the height of its layer (0: self)."""

    rows: IntColumn
    heights: IntColumn
    said: Any
    """An Arrow table with the columns of the record."""
    key: tuple[str, ...]
    """The columns which, with the row, make two entries of different layers one."""

    def where(self, wanted: Mask) -> "Entered":
        """Some of the entries."""
        if wanted.all():
            return self
        said = self.said.filter(pa.array(wanted))
        return evolve(self, rows=self.rows[wanted], heights=self.heights[wanted], said=said)

    def visible(self, limits: IntColumn) -> "Entered":
        """Those of the layers up to the limit of each row."""
        return self.where(self.heights <= limits[self.rows])

    def highest(self) -> "Entered":
        """Of each the one of the highest layer."""
        if not self.heights.any():
            return self
        keys = self.identities()
        order = np.lexsort((self.heights, keys))
        last = np.append(keys[order[1:]] != keys[order[:-1]], True)
        wanted = np.zeros(len(self.rows), bool)
        wanted[order[last]] = True
        return self.where(wanted)

    def identities(self) -> IntColumn:
        """A number for each entry, the same for those that differ only by layer."""
        identities = self.rows
        for name in self.key:
            codes = codes_of(self.said[name])
            identities = identities * len(codes.dictionary) + codes.indices.to_numpy()
        return identities

    def groups(self) -> Iterator[tuple[tuple[str, ...], IntColumn]]:
        """The values of ``key``, each with the positions of its entries."""
        columns = [codes_of(self.said[name]) for name in self.key]
        numbers = np.zeros(len(self.rows), np.int64)
        for codes in columns:
            numbers = numbers * len(codes.dictionary) + codes.indices.to_numpy()
        order = np.argsort(numbers, kind="stable")
        starts = np.flatnonzero(np.diff(numbers[order], prepend=-1))
        for positions in np.split(order, starts[1:]) if len(order) else ():
            first = int(positions[0])
            yield tuple(codes[first].as_py() for codes in columns), positions


def entered(roster: Roster, tables: Collection[Any], key: tuple[str, ...]) -> Entered:
    """The entries of tables of the record; one without layers is of the self layer."""
    parts = [_entered(roster, table, key) for table in tables]
    said = pa.concat_tables([part.said for part in parts]).unify_dictionaries().combine_chunks()
    rows = np.concatenate([part.rows for part in parts])
    return Entered(rows, np.concatenate([part.heights for part in parts]), said, key)


def _entered(roster: Roster, table: Any, key: tuple[str, ...]) -> Entered:
    positions, rows = roster.rows_of(table)
    heights = np.zeros(len(rows), np.int64)
    if "layer" in table.column_names:
        layers = codes_of(table["layer"])
        known = [_HEIGHT[layer] for layer in layers.dictionary.to_pylist()]
        heights = np.array(known, np.int64)[layers.indices.to_numpy()][positions]
    own = [name for name in table.column_names if name not in ("unit", "cluster", "layer")]
    return Entered(rows, heights, table.select(own).take(pa.array(positions)), key)


def heights_in(roster: Roster, found: Collection[tuple[IntColumn, IntColumn]]) -> IntColumn:
    """For each row the highest layer that its cluster holds anything in; ``found`` gives rows
    with heights."""
    highest = np.zeros(len(roster.clusters), np.int64)
    of_rows = roster.segments.cluster_of_rows
    for rows, heights in found:
        np.maximum.at(highest, of_rows[rows], heights)
    return highest[of_rows]


def unended(
    judged: Entered, figures: Entered, inputs: Mapping[str, Collection[str]], rows: int
) -> Entered:
    """Judged points, without those that a figure of a higher layer has ended.

    ``inputs`` gives for each criterion the indicators that it reads; ``figures`` are the visible
    ones.
    """
    above = figures.where(figures.heights > 0)
    if not len(judged.rows) or not len(above.rows):
        return judged
    reported: dict[str, IntColumn] = {}
    for (indicator, _), positions in above.groups():
        heights = reported.setdefault(indicator, np.zeros(rows, np.int64))
        np.maximum.at(heights, above.rows[positions], above.heights[positions])
    holds = np.ones(len(judged.rows), bool)
    for (criterion,), positions in judged.groups():
        for indicator in set(inputs.get(criterion, ())) & reported.keys():
            later = reported[indicator][judged.rows[positions]] > judged.heights[positions]
            holds[positions[later]] = False
    return judged.where(holds)


def of_words(said: Entered, name: str, words: Collection[str]) -> Entered:
    """The entries in which a column says one of the words."""
    codes = codes_of(said.said[name])
    wanted = pc.is_in(codes.dictionary, value_set=pa.array(list(words), pa.string()))
    return said.where(np.asarray(wanted, bool)[codes.indices.to_numpy()])


def codes_of(column: Any) -> Any:
    """The one dictionary array of a column."""
    return column.combine_chunks()
