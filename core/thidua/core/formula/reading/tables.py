"""Reading band tables, interpolation, limits and geometric means."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise

from thidua.core.exact.interval import (
    Interval,
    compare,
    covered,
    hull,
    meet,
    multiply,
    point,
)
from thidua.core.exact.power import TooLarge, raised, root_of_interval
from thidua.core.exact.reason import ReasonKind
from thidua.core.formula.reading.quantity import (
    Quantity,
    interval_of,
    narrowed,
    quantity_text,
    undecided,
    unknown,
    unknown_of,
)
from thidua.core.formula.reading.reader import Cell
from thidua.core.formula.trace import Known, Unknown
from thidua.core.formula.tree import AtMost, GeometricMean, Interpolate, Step, Steps

Knots = tuple[tuple[Fraction, Fraction], ...]


def read_steps(cell: Cell, node: Steps) -> Quantity:
    """The points of the step that holds the value, or of all steps that hold a part of it."""
    on = cell.quantity(node.on)
    if isinstance(on, Unknown):
        return on
    value = interval_of(on)
    touched = [step for step in node.steps if meet(_extent(step), value)]
    if not touched:
        return unknown(ReasonKind.UNCOVERED, detail=quantity_text(on))
    same = len({step.points for step in touched}) == 1
    if isinstance(on, Fraction) or (same and covered(value, map(_extent, touched))):
        return touched[0].points
    return undecided((on,))


def _extent(step: Step) -> Interval:
    return Interval(step.low, step.high, step.low_open, step.high_open)


def read_interpolate(cell: Cell, node: Interpolate) -> Quantity:
    on = cell.quantity(node.on)
    if isinstance(on, Fraction):
        return _on_line(node.knots, on)
    if isinstance(on, Unknown):
        return on
    return narrowed(hull(_pieces(node.knots, on.interval)), (on,))


def _on_line(knots: Knots, value: Fraction) -> Fraction:
    if value <= knots[0][0]:
        return knots[0][1]
    for (start, first), (end, last) in pairwise(knots):
        if value <= end:
            return first + (last - first) * (value - start) / (end - start)
    return knots[-1][1]


def _pieces(knots: Knots, one: Interval) -> Iterator[Interval]:
    """The points over each straight piece of an interval, cut at the knots inside it."""
    inside = [value for value, _ in knots if one.holds(value)]
    start, first, is_open = one.low, knots[0][1], one.low_open
    if start is not None:
        first = _on_line(knots, start)
    for value in inside:
        last = _on_line(knots, value)
        yield _between(first, is_open, last, False)
        first, is_open = last, False
    last = knots[-1][1] if one.high is None else _on_line(knots, one.high)
    yield _between(first, is_open, last, one.high_open)


def _between(first: Fraction, first_open: bool, last: Fraction, last_open: bool) -> Interval:
    if first == last:
        return point(first)
    if first < last:
        return Interval(first, last, first_open, last_open)
    return Interval(last, first, last_open, first_open)


def read_at_most(cell: Cell, node: AtMost) -> Quantity:
    operand, maximum = cell.quantity(node.operand), cell.quantity(node.maximum)
    if isinstance(operand, Unknown) or isinstance(maximum, Unknown):
        return unknown_of((operand, maximum))
    exceeds = _exceeds(operand, maximum)
    if exceeds is None:
        return undecided((operand, maximum))
    if exceeds:
        return unknown(ReasonKind.OVER_MAXIMUM, detail=quantity_text(operand))
    return operand


def _exceeds(one: Fraction | Known, other: Fraction | Known) -> bool | None:
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one > other
    return compare(interval_of(one), ">", interval_of(other))


def read_geometric_mean(cell: Cell, node: GeometricMean) -> Quantity:
    operands = [cell.quantity(operand) for operand in node.operands]
    known = [operand for operand in operands if not isinstance(operand, Unknown)]
    if len(known) < len(operands):
        return unknown_of(operands)
    below_zero = [compare(interval_of(one), "<", point(Fraction(0))) for one in known]
    if True in below_zero:
        negative = known[below_zero.index(True)]
        return unknown(ReasonKind.NEGATIVE_MEAN, detail=quantity_text(negative))
    if None in below_zero:
        return undecided(known)
    return _mean(known, node)


def _mean(operands: Sequence[Fraction | Known], node: GeometricMean) -> Quantity:
    try:
        powers = [
            _raised(interval_of(operand), weight)
            for operand, weight in zip(operands, node.weights, strict=True)
        ]
        root = root_of_interval(reduce(multiply, powers), sum(node.weights), node.places)
    except TooLarge:
        return unknown(ReasonKind.TOO_LARGE)
    return narrowed(root, operands)


def _raised(one: Interval, weight: int) -> Interval:
    """An interval of numbers not below zero, to a whole power."""
    high = None if one.high is None else raised(one.high, weight)
    return Interval(raised(one.low or Fraction(0), weight), high, one.low_open, one.high_open)
