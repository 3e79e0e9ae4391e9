"""Values over the members of each cluster, for all clusters at once.

A cluster in which a member would be left out, because its value is unknown or beyond, is beyond
as a whole: the scalar reading says who was left out and why.
"""

from fractions import Fraction

import numpy as np

from thidua.core.formula.columns.arithmetic import divide
from thidua.core.formula.columns.figures import Segments, Selection
from thidua.core.formula.columns.integers import Integers, measured
from thidua.core.formula.columns.masks import Mask, both, but, either
from thidua.core.formula.columns.merging import highest, lowest, total_of
from thidua.core.formula.columns.numbers import Numbers, all_beyond, of_integers, restricted
from thidua.core.formula.columns.placing import ranks_in
from thidua.core.formula.columns.reader import Columns
from thidua.core.formula.tree import Aggregate, AggregateKind


def read_aggregate(columns: Columns, node: Aggregate) -> Numbers:
    """The aggregate of each row's cluster; a rank is each row's own."""
    value = columns.number(node.operand)
    taken, doubtful = _taken(columns, node, value)
    chosen, beyond = columns.selected(taken), columns.segments.having(doubtful)
    cluster_of_rows = columns.segments.cluster_of_rows
    if node.kind is AggregateKind.COUNT:
        found = _counts(chosen.segments).take(cluster_of_rows)
    elif node.kind is AggregateKind.RANK:
        found = _ranks(columns, _members(value, chosen), chosen)
    else:
        members = _members(value, chosen)
        found = _together(node.kind, members, chosen.segments).take(cluster_of_rows)
    return found if beyond is None else restricted(found, beyond=beyond[cluster_of_rows])


def _members(value: Numbers, chosen: Selection) -> Numbers:
    """The values that count; all of them are known."""
    members = value.with_masks(known=None, beyond=None)
    return members if chosen.rows is None else members.take(chosen.rows)


def _taken(columns: Columns, node: Aggregate, value: Numbers) -> tuple[Mask | None, Mask | None]:
    """The rows that count (None: all), and those of which that or the value is not known."""
    taken, doubtful = columns.peers, None
    if node.where is not None:
        condition = columns.truth(node.where)
        doubtful = _of(taken, either(_absent(condition.known), condition.beyond))
        taken = both(taken, condition.surely)
    doubtful = either(doubtful, _of(taken, either(_absent(value.known), value.beyond)))
    return but(both(taken, value.known), value.beyond), doubtful


def _absent(known: Mask | None) -> Mask | None:
    return None if known is None else ~known


def _of(rows: Mask | None, mask: Mask | None) -> Mask | None:
    """The rows of the mask (None: no row) that are among ``rows`` (None: every row)."""
    return None if mask is None else both(rows, mask)


def _together(kind: AggregateKind, members: Numbers, segments: Segments) -> Numbers:
    """One number a cluster: 0 where the sum is of nothing, else unknown there."""
    match kind:
        case AggregateKind.SUM:
            return total_of(members, segments)
        case AggregateKind.MEAN:
            return divide(total_of(members, segments), _counts(segments))
        case AggregateKind.HIGHEST:
            return highest(members, segments)
    return lowest(members, segments)


def _counts(segments: Segments) -> Numbers:
    return of_integers(Fraction(1), measured(segments.sizes), None)


def _ranks(columns: Columns, members: Numbers, chosen: Selection) -> Numbers:
    """1 for the highest; unknown for who does not count."""
    found = ranks_in(members, chosen.segments)
    if found is None:
        return all_beyond(columns.rows)
    if chosen.rows is None:
        return of_integers(Fraction(1), found, None)
    ranks, counts = np.zeros(columns.rows, np.int64), np.zeros(columns.rows, np.bool_)
    ranks[chosen.rows], counts[chosen.rows] = found.values, True
    return of_integers(Fraction(1), Integers(ranks, 0, found.high), None, known=counts)
