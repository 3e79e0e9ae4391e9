"""Values over the members of a cluster: each member's value is read once for the whole cluster."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce

from attrs import evolve

from thidua.core.exact import interval as intervals
from thidua.core.exact.reason import ReasonKind
from thidua.core.formula.reading.quantity import Quantity, interval_of, narrowed, undecided, unknown
from thidua.core.formula.reading.reader import Cell, LeftOut, Members
from thidua.core.formula.trace import Known, Truth, Unknown
from thidua.core.formula.tree import Aggregate, AggregateKind, Name


def read_aggregate(cell: Cell, node: Aggregate) -> Quantity:
    """The aggregate for the unit being read; only a rank differs from unit to unit."""
    if node.kind is AggregateKind.RANK:
        return _rank(cell, node)
    members = cell.members(node)
    if not members.values and node.kind not in _OF_NOTHING:
        return unknown(ReasonKind.EMPTY_AGGREGATE, node.kind)
    if isinstance(members.together, Known):
        return _as_seen_by(cell.own.unit, members.together)
    return members.together


def read_members(cell: Cell, node: Aggregate) -> Members:
    """Each member's operand, in that member's own context, and what they come to together."""
    values: dict[str, Fraction | Known] = {}
    unknowns: dict[str, Unknown] = {}
    left_out: dict[LeftOut, None] = {}
    reads: set[tuple[str, Name]] = set()
    for peer in cell.peers:
        member = cell.member(peer)
        counts = _counts(member, node)
        value = member.quantity(node.operand) if counts is True else counts
        if isinstance(value, Unknown):
            unknowns[peer.unit] = value
            left_out[LeftOut(peer.unit, value.reasons)] = None
        elif value is not False:
            values[peer.unit] = _named(peer.unit, value)
        left_out.update(dict.fromkeys(member.left_out))
        reads.update(member.peer_reads, ((peer.unit, name) for name in member.reads))
    return Members(
        values, unknowns, _together(node.kind, values), tuple(left_out), frozenset(reads)
    )


def _counts(member: Cell, node: Aggregate) -> Truth:
    return True if node.where is None else member.answer(node.where)


def _named(unit: str, value: Fraction | Known) -> Fraction | Known:
    """The value with its bounded figures named together with their unit."""
    if isinstance(value, Fraction):
        return value
    return Known(
        value.interval, tuple(evolve(source, unit=source.unit or unit) for source in value.sources)
    )


def _as_seen_by(unit: str, value: Known) -> Known:
    """The unit's own figures need no unit beside their name."""
    return Known(
        value.interval,
        tuple(evolve(one, unit="") if one.unit == unit else one for one in value.sources),
    )


_OF_NOTHING = (AggregateKind.SUM, AggregateKind.COUNT)
"""They are 0 where no member counts; the others are unknown."""


def _together(kind: AggregateKind, values: Mapping[str, Fraction | Known]) -> Fraction | Known:
    """What the counted values come to; 0 for a rank, which each unit has on its own."""
    if not values or kind is AggregateKind.RANK:
        return Fraction(0)
    if kind is AggregateKind.COUNT:
        return Fraction(len(values))
    numbers = [value for value in values.values() if isinstance(value, Fraction)]
    if len(numbers) == len(values):
        return _ON_NUMBERS[kind](numbers)
    one = _ON_INTERVALS[kind]([interval_of(value) for value in values.values()])
    return narrowed(one, values.values())


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return _sum(numbers) / len(numbers)


def _sum(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0))


def _sum_of_intervals(ranges: Sequence[intervals.Interval]) -> intervals.Interval:
    return reduce(intervals.add, ranges)


def _mean_of_intervals(ranges: Sequence[intervals.Interval]) -> intervals.Interval:
    return intervals.divide(_sum_of_intervals(ranges), intervals.point(Fraction(len(ranges))))


_ON_NUMBERS: Mapping[AggregateKind, Callable[[Sequence[Fraction]], Fraction]] = {
    AggregateKind.HIGHEST: max,
    AggregateKind.LOWEST: min,
    AggregateKind.SUM: _sum,
    AggregateKind.MEAN: _mean,
}
_ON_INTERVALS: Mapping[
    AggregateKind, Callable[[Sequence[intervals.Interval]], intervals.Interval]
] = {
    AggregateKind.HIGHEST: intervals.maximum,
    AggregateKind.LOWEST: intervals.minimum,
    AggregateKind.SUM: _sum_of_intervals,
    AggregateKind.MEAN: _mean_of_intervals,
}


def _rank(cell: Cell, node: Aggregate) -> Quantity:
    """1 for the highest: one more than the members that are strictly higher."""
    counts = _counts(cell, node)
    own = cell.quantity(node.operand) if counts is True else counts
    if isinstance(own, Unknown):
        return own
    if own is False:
        return unknown(ReasonKind.EMPTY_AGGREGATE, node.kind)
    members = cell.members(node)
    if members.ordered is not None and isinstance(own, Fraction):
        return Fraction(1 + len(members.ordered) - bisect_right(members.ordered, own))
    others = [value for unit, value in members.values.items() if unit != cell.own.unit]
    higher = [intervals.compare(interval_of(one), ">", interval_of(own)) for one in others]
    if None in higher:
        doubtful = [one for one, answer in zip(others, higher, strict=True) if answer is None]
        return undecided((own, *doubtful))
    return Fraction(1 + higher.count(True))
