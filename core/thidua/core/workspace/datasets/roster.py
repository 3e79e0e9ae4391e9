"""The members of some clusters in rows, and to which rows entries of the record belong."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.record.opened import OpenedCluster


@frozen(slots=False, eq=False)
class Roster:
    """Clusters by code, the rows of each together, by the code of the unit."""

    clusters: tuple[str, ...]
    units: tuple[str, ...]
    segments: Segments

    @property
    def rows(self) -> int:
        """How many members there are; a unit of two clusters counts twice."""
        return len(self.units)

    @cached_property
    def different_units(self) -> tuple[str, ...]:
        """Each unit once, by code."""
        return tuple(sorted(set(self.units)))

    @cached_property
    def _unit_of_rows(self) -> IntColumn:
        return _places(pa.array(self.units, pa.string()), self.different_units)

    def rows_of(self, entries: Any) -> tuple[IntColumn, IntColumn]:
        """Which entries of an Arrow table are whose: positions of entries, and rows beside them.

        An entry without a cluster concerns its unit in each of its clusters.
        """
        ours, theirs = self._unit_of_rows, _places_in(entries["unit"], self.different_units)
        if "cluster" in entries.column_names:
            of_clusters = _places_in(entries["cluster"], self.clusters)
            width = len(self.different_units)
            ours = ours + width * self.segments.cluster_of_rows
            known = (theirs >= 0) & (of_clusters >= 0)  # or -1 would be the cluster before
            theirs = np.where(known, theirs + width * of_clusters, -1)
        order = np.argsort(ours, kind="stable")
        sorted_ours = ours[order]
        first = np.searchsorted(sorted_ours, theirs)
        end = np.searchsorted(sorted_ours, theirs, "right")
        times = end - first
        positions = np.repeat(np.arange(len(theirs)), times)
        beside = np.arange(len(positions)) - np.repeat(np.cumsum(times) - times, times)
        return positions, order[first[positions] + beside]


def roster_of(clusters: Iterable[OpenedCluster]) -> Roster:
    """The members of opened clusters."""
    opened = sorted(clusters, key=lambda one: one.place.cluster)
    sizes = [len(one.members) for one in opened]
    return Roster(
        tuple(one.place.cluster for one in opened),
        tuple(member.unit for one in opened for member in one.members),
        Segments(np.cumsum([0, *sizes], dtype=np.int64)),
    )


def _places(codes: Any, among: tuple[str, ...]) -> IntColumn:
    found = pc.index_in(codes, value_set=pa.array(among, pa.string()))
    places: IntColumn = found.fill_null(-1).to_numpy().astype(np.int64)
    return places


def _places_in(column: Any, among: tuple[str, ...]) -> IntColumn:
    """Where each code of a column of a dictionary stands; -1 for none, which no row has."""
    codes = column.combine_chunks()
    found: IntColumn = _places(codes.dictionary, among)[codes.indices.to_numpy()]
    return found
