"""What a columnar reading reads: the figures of one name, and where clusters begin and end."""

from functools import cached_property

import numpy as np
from attrs import frozen

from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask, both, unless_all, where_any
from thidua.core.formula.columns.numbers import Numbers, scaled


@frozen(eq=False)
class FigureColumn:
    """The figures of one name, one row a member: ``scaled · 10^-places``."""

    scaled: IntColumn
    """0 where no figure is present."""
    places: int
    present: Mask | None = None
    """False: no figure. None: every row has one. A presumed zero is present."""
    given: Mask | None = None
    """False: present, yet not reported (a presumed zero). None: as ``present``."""
    beyond: Mask | None = None
    """Figures that the column cannot hold: bounded ones, and those wider than int64."""

    @cached_property
    def numbers(self) -> Numbers:
        """The figures as numbers; measured once, so that all who read them share the arrays."""
        known = None if self.present is None else unless_all(self.present)
        beyond = None if self.beyond is None else where_any(self.beyond)
        return scaled(self.scaled, self.places, known=known, beyond=beyond)

    @property
    def reported(self) -> Mask | None:
        """The rows of which ``given`` is true; None: every row."""
        return both(self.present, self.given)


@frozen(eq=False)
class Segments:
    """Where clusters lie: cluster ``k`` has the rows ``starts[k]`` up to ``starts[k + 1]``."""

    starts: IntColumn
    """One more than there are clusters; never falling. A cluster may be empty."""

    @property
    def clusters(self) -> int:
        """How many clusters there are."""
        return len(self.starts) - 1

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self.starts[-1])

    @cached_property
    def sizes(self) -> IntColumn:
        """The rows of each cluster."""
        return np.diff(self.starts)

    @property
    def largest(self) -> int:
        """The rows of the largest cluster."""
        return int(self.sizes.max(initial=0))

    @cached_property
    def cluster_of_rows(self) -> IntColumn:
        """The cluster of each row, counted from 0."""
        return np.repeat(np.arange(self.clusters), self.sizes)

    @cached_property
    def start_of_rows(self) -> IntColumn:
        """The first row of each row's cluster."""
        return np.repeat(self.starts[:-1], self.sizes)

    def among(self, taken: Mask) -> "Segments":
        """The clusters among the taken rows alone."""
        passed = np.cumsum(taken, dtype=np.int32)  # in half the time
        starts = np.where(self.starts > 0, passed[self.starts - 1], 0)
        return Segments(starts.astype(np.int64))

    def having(self, rows: Mask | None) -> Mask | None:
        """The clusters that have one of these rows (None: no row)."""
        if rows is None or not rows.any():
            return None
        return self.among(rows).sizes > 0


@frozen(eq=False)
class Selection:
    """Some of the rows, cluster after cluster."""

    rows: IntColumn | None
    """None: every row."""
    segments: Segments
    """Where the clusters lie among them."""
