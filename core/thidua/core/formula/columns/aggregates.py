"""Values over the members of each cluster, for all clusters at once.

A cluster in which a member would be left out, because its value is unknown or beyond, is beyond
as a whole: the scalar reading says who was left out and why.
"""

from fractions import Fraction

import numpy as np
from attrs import frozen

from thidua.core.formula.columns.arithmetic import divide
from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import IntColumn, measured
from thidua.core.formula.columns.masks import Mask, both, but, either, unless_all, where_any
from thidua.core.formula.columns.merging import highest, lowest, total_of
from thidua.core.formula.columns.numbers import Numbers, all_beyond, of_integers, restricted, scaled
from thidua.core.formula.columns.placing import ranks_in
from thidua.core.formula.columns.reader import Columns
from thidua.core.formula.tree import Aggregate, AggregateKind


@frozen(eq=False)
class Counted:
    """The members that count, cluster after cluster."""

    rows: IntColumn | None
    """Their rows; None: every row."""
    segments: Segments
    """Where the clusters lie among them."""
    doubtful: Mask | None
    """The clusters for the scalar reading; None: none."""


def read_aggregate(columns: Columns, node: Aggregate) -> Numbers:
    """The aggregate of each row's cluster; a rank is each row's own."""
    value = columns.number(node.operand)
    counted = _counted(columns, node, value)
    members = value if counted.rows is None else value.take(counted.rows)
    members = members.with_masks(known=None, beyond=None)
    if node.kind is AggregateKind.RANK:
        return _ranks(columns, members, counted)
    return _spread(_together(node.kind, members, counted), columns.segments)


def _counted(columns: Columns, node: Aggregate, value: Numbers) -> Counted:
    condition = None if node.where is None else columns.truth(node.where)
    taken = columns.peers
    doubtful: Mask | None = None
    if condition is not None:
        doubtful = _of(columns.peers, either(_absent(condition.known), condition.beyond))
        taken = both(taken, condition.surely)
    doubtful = either(doubtful, _of(taken, either(_absent(value.known), value.beyond)))
    taken = but(both(taken, value.known), value.beyond)
    segments = columns.segments
    if taken is None or taken.all():
        return Counted(None, segments, _clusters_with(doubtful, segments))
    ends = np.concatenate(([0], np.cumsum(taken)))
    return Counted(
        np.flatnonzero(taken), Segments(ends[segments.starts]), _clusters_with(doubtful, segments)
    )


def _absent(known: Mask | None) -> Mask | None:
    return None if known is None else ~known


def _of(rows: Mask | None, mask: Mask | None) -> Mask | None:
    """The rows of the mask (None: no row) that are among ``rows`` (None: every row)."""
    return None if mask is None else both(rows, mask)


def _clusters_with(rows: Mask | None, segments: Segments) -> Mask | None:
    if rows is None:
        return None
    ends = np.concatenate(([0], np.cumsum(rows)))
    return where_any(np.diff(ends[segments.starts]) > 0)


def _together(kind: AggregateKind, members: Numbers, counted: Counted) -> Numbers:
    """One number a cluster: 0 where the sum or count is of nothing, else unknown there."""
    segments = counted.segments
    sizes = segments.sizes
    if kind is AggregateKind.COUNT:
        found = _counts(sizes)
    elif kind is AggregateKind.SUM:
        found = total_of(members, segments)
    elif kind is AggregateKind.MEAN:
        found = divide(total_of(members, segments), _counts(sizes))
    else:
        extreme = highest if kind is AggregateKind.HIGHEST else lowest
        found = extreme(members, segments)
    return restricted(found, beyond=counted.doubtful)


def _counts(sizes: IntColumn) -> Numbers:
    return of_integers(Fraction(1), measured(sizes), None)


def _spread(numbers: Numbers, segments: Segments) -> Numbers:
    """One number a cluster, for each of its rows."""
    return numbers.take(segments.cluster_of_rows)


def _ranks(columns: Columns, members: Numbers, counted: Counted) -> Numbers:
    """1 for the highest; unknown for who does not count."""
    ranks, counts = np.zeros(columns.rows, np.int64), np.ones(columns.rows, np.bool_)
    beyond = counted.doubtful
    found = ranks_in(members, counted.segments)
    if found is None:
        return all_beyond(columns.rows)
    if counted.rows is None:
        ranks = found
    else:
        counts = np.zeros(columns.rows, np.bool_)
        ranks[counted.rows], counts[counted.rows] = found, True
    if beyond is not None:
        beyond = beyond[columns.segments.cluster_of_rows]
    return scaled(ranks, 0, known=unless_all(counts), beyond=beyond)
