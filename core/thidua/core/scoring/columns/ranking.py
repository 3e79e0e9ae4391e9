"""Ranks inside every cluster at once: one sort by a packed key, then the tie chain on ties only."""

from collections.abc import Callable, Sequence

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask, filled
from thidua.core.formula.columns.placing import order_in
from thidua.core.model.criteria import RankScheme, TieKey
from thidua.core.scoring.columns.enclosing import Amounts


@frozen(eq=False)
class KeyColumn:
    """The values of a tie key for some rows, greater meaning better."""

    values: Amounts
    known: Mask | None
    """None: every row."""


KeyReader = Callable[[TieKey, IntColumn], KeyColumn]
"""The values of a key for the rows named."""
AreTwins = Callable[[IntColumn, IntColumn], Mask]
"""Which pairs of rows of one cluster have the same points for certain."""


@frozen(eq=False)
class Ranks:
    """The places of all rows; what stands at rows that are not ranked means nothing."""

    ranks: NDArray[np.int32]
    shared: Mask
    decided_by: NDArray[np.int16]
    decided: Mask
    undecided: Mask
    """Rows whose order only the scalar reading can tell."""


@define(eq=False)
class _Order:
    """The ranked rows in order."""

    rows: IntColumn
    begins: Mask
    """The positions at which a place begins."""

    def shared(self) -> IntColumn:
        """The positions whose place is shared."""
        alone = self.begins.copy()
        alone[:-1] &= self.begins[1:]
        return np.flatnonzero(~alone)


def rank(
    ranked: Mask,
    totals: Amounts,
    segments: Segments,
    chain: Sequence[TieKey],
    scheme: RankScheme,
    read: KeyReader,
    are_twins: AreTwins,
) -> Ranks:
    """Rank the members of each cluster by their totals, the best first."""
    found = Ranks(
        np.zeros(len(ranked), np.int32),
        np.zeros(len(ranked), bool),
        np.zeros(len(ranked), np.int16),
        np.zeros(len(ranked), bool),
        np.zeros(len(ranked), bool),
    )
    among = segments if ranked.all() else segments.among(ranked)
    order = _by_total(np.flatnonzero(ranked), among, totals, are_twins, found.undecided)
    for number, key in enumerate(chain):
        _break_ties(order, read, are_twins, number, key, found)
    _place(order, among, scheme, found)
    return found


def _by_total(
    rows: IntColumn,
    segments: Segments,
    totals: Amounts,
    are_twins: AreTwins,
    undecided: Mask,
) -> _Order:
    groups, values = segments.cluster_of_rows, totals.low.values[rows]
    order = order_in(values, segments)
    rows, values = rows[order], values[order]
    begins = np.ones(len(rows), bool)
    begins[1:] = (groups[1:] != groups[:-1]) | (values[1:] != values[:-1])
    if not totals.is_exact:
        highest = totals.high.values[rows]
        _note_overlaps(rows, groups, (values, highest), are_twins, undecided)
    return _Order(rows, begins)


def _note_overlaps(
    rows: IntColumn,
    groups: IntColumn,
    ends: tuple[IntColumn, IntColumn],
    are_twins: AreTwins,
    undecided: Mask,
) -> None:
    """Neighbours whose enclosures meet, unless both are exact or they are twins, have no order
    for certain."""
    low, high = ends
    apart = (groups[1:] != groups[:-1]) | (high[1:] < low[:-1])
    is_exact = low == high
    equal = is_exact[1:] & is_exact[:-1] & (low[1:] == low[:-1])
    open_ = np.flatnonzero(~(apart | equal))
    open_ = open_[~are_twins(rows[open_], rows[open_ + 1])]
    undecided[rows[open_]] = True
    undecided[rows[open_ + 1]] = True


def _break_ties(
    order: _Order,
    read: KeyReader,
    are_twins: AreTwins,
    number: int,
    key: TieKey,
    found: Ranks,
) -> None:
    """Part the places that are still shared by one key, where it is known for all who share."""
    tied = order.shared()
    if not tied.size:
        return
    rows, column = order.rows[tied], read(key, order.rows[tied])
    groups = Segments(np.append(np.flatnonzero(order.begins[tied]), len(tied)))
    group = groups.cluster_of_rows
    usable = _known_for_all(column.known, group)
    low, high = (np.where(usable, end.values, 0) for end in (column.values.low, column.values.high))
    if column.values.over is not None:
        found.undecided[rows[column.values.over & usable]] = True
    by_key = order_in(low, groups)
    rows, low, high = rows[by_key], low[by_key], high[by_key]
    within = group[1:] == group[:-1]
    same = within & (low[1:] == low[:-1])
    if not column.values.is_exact:
        _note_overlaps(rows, group, (low, high), are_twins, found.undecided)
    parted = np.bincount(group[1:][within & ~same], minlength=len(group)) > 0
    found.decided_by[rows[parted[group]]] = number
    found.decided[rows[parted[group]]] = True
    order.rows[tied] = rows
    order.begins[tied] = np.append(True, ~same)


def _known_for_all(known: Mask | None, group: IntColumn) -> Mask:
    """The rows of the groups in which everybody has the key."""
    missing = group[~filled(known, len(group), absent=True)]
    answer: Mask = np.bincount(missing, minlength=len(group)) == 0
    return answer[group]


def _place(order: _Order, segments: Segments, scheme: RankScheme, found: Ranks) -> None:
    """Ranks from places; 1 is the leader of each cluster."""
    first, tied = segments.start_of_rows, order.shared()
    number: IntColumn
    if scheme is RankScheme.DENSE:
        number = np.cumsum(order.begins, dtype=np.int64)
        ranks = number - number[first] + 1
    else:
        number = np.arange(len(order.rows))
        number[tied] = np.maximum.accumulate(np.where(order.begins[tied], tied, 0))
        ranks = number - first + 1
    found.ranks[order.rows] = ranks
    found.shared[order.rows[tied]] = True
