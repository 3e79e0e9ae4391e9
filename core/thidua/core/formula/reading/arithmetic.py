"""Reading figures, arithmetic and the functions of the language."""

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor

from thidua.core.exact import interval as intervals
from thidua.core.exact.figure import Bound
from thidua.core.exact.interval import Interval
from thidua.core.exact.power import NotReal, TooLarge, is_too_large, power, power_of_interval
from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.exact.rounding import round_to
from thidua.core.formula.reading.quantity import (
    Quantity,
    interval_of,
    narrowed,
    number_text,
    quantity_text,
    undecided,
    unknown,
    unknown_of,
)
from thidua.core.formula.reading.reader import Cell
from thidua.core.formula.trace import Known, Unknown
from thidua.core.formula.tree import (
    Arithmetic,
    Call,
    Child,
    Field,
    Function,
    Judgement,
    Labelled,
    Name,
    Negate,
    Number,
)
from thidua.core.formula.writing import written_name

_ON_NUMBERS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_ON_INTERVALS: Mapping[str, Callable[[Interval, Interval], Interval]] = {
    "+": intervals.add,
    "-": intervals.subtract,
    "*": intervals.multiply,
    "/": intervals.divide,
}


def read_number(cell: Cell, node: Number) -> Quantity:
    return node.value


def read_name(cell: Cell, node: Name) -> Quantity:
    """A target's bound speaks only in comparisons; elsewhere the target is its figure."""
    figure = cell.note(node)
    if figure is None:
        return unknown(ReasonKind.MISSING, written_name(node))
    if figure.bound is Bound.EXACT:
        return figure.value
    if figure.bound is Bound.NEAR:
        return unknown(ReasonKind.NEAR, written_name(node))
    if node.field is Field.TARGET:
        return figure.value
    side = intervals.over if figure.bound is Bound.OVER else intervals.under
    source = Reason(ReasonKind.UNDECIDED, written_name(node))
    return Known(side(figure.value), (source,))


def read_judgement(cell: Cell, node: Judgement) -> Quantity:
    points = cell.own.judged(node.criterion)
    return unknown(ReasonKind.NOT_JUDGED, node.criterion) if points is None else points


def read_child(cell: Cell, node: Child) -> Quantity:
    points = cell.own.child(node.code)
    return unknown(ReasonKind.MISSING, node.code) if points is None else points


def read_labelled(cell: Cell, node: Labelled) -> Quantity:
    return cell.quantity(node.operand)


def read_negate(cell: Cell, node: Negate) -> Quantity:
    operand = cell.quantity(node.operand)
    if isinstance(operand, Known):
        return Known(intervals.negate(operand.interval), operand.sources)
    return operand if isinstance(operand, Unknown) else -operand


def read_arithmetic(cell: Cell, node: Arithmetic) -> Quantity:
    left, right = cell.quantity(node.left), cell.quantity(node.right)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        if node.sign == "/" and not right:
            return _BY_ZERO
        result = _ON_NUMBERS[node.sign](left, right)
        return _TOO_LARGE if is_too_large(result) else result
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return unknown_of((left, right))
    divisor = interval_of(right)
    if node.sign == "/" and divisor.holds(intervals.ZERO):
        return undecided((right,)) if isinstance(right, Known) else _BY_ZERO
    image = _ON_INTERVALS[node.sign](interval_of(left), divisor)
    if any(is_too_large(end) for end in (image.low, image.high) if end is not None):
        return _TOO_LARGE
    return narrowed(image, (left, right))


_BY_ZERO = unknown(ReasonKind.DIVIDED_BY_ZERO)
_TOO_LARGE = unknown(ReasonKind.TOO_LARGE)


def read_call(cell: Cell, node: Call) -> Quantity:
    arguments = [cell.quantity(argument) for argument in node.arguments]
    if any(isinstance(argument, Unknown) for argument in arguments):
        return unknown_of(arguments)
    numbers = [argument for argument in arguments if isinstance(argument, Fraction)]
    if len(numbers) == len(arguments):
        return _of_numbers(node.function, numbers)
    bounded = [argument for argument in arguments if not isinstance(argument, Unknown)]
    return _of_intervals(node.function, bounded)


def _of_numbers(function: Function, numbers: Sequence[Fraction]) -> Quantity:
    match function:
        case Function.MIN:
            return min(numbers)
        case Function.MAX:
            return max(numbers)
        case Function.FLOOR:
            return _floor(numbers[0])
        case Function.ROUND:
            return round_to(numbers[0], int(numbers[1]))
    return _power(numbers)


def _power(numbers: Sequence[Fraction]) -> Quantity:
    value, *settings = numbers
    try:
        return power(value, *map(int, settings))
    except NotReal:
        return unknown(ReasonKind.NOT_REAL, detail=number_text(value))
    except TooLarge:
        return _TOO_LARGE


def _of_intervals(function: Function, arguments: Sequence[Fraction | Known]) -> Quantity:
    ranges = [interval_of(argument) for argument in arguments]
    match function:
        case Function.MIN:
            return narrowed(intervals.minimum(ranges), arguments)
        case Function.MAX:
            return narrowed(intervals.maximum(ranges), arguments)
        case Function.FLOOR:
            return narrowed(intervals.stepped(ranges[0], _floor, Fraction(1)), arguments)
        case Function.ROUND:
            return narrowed(_rounded(ranges[0], _setting(arguments[1])), arguments)
    return _power_of_interval(arguments)


def _floor(value: Fraction) -> Fraction:
    return Fraction(floor(value))


def _rounded(one: Interval, places: int) -> Interval:
    grid = Fraction(1, 2 * 10**places)
    return intervals.stepped(one, lambda value: round_to(value, places), grid)


def _power_of_interval(arguments: Sequence[Fraction | Known]) -> Quantity:
    base, *settings = arguments
    try:
        image = power_of_interval(interval_of(base), *map(_setting, settings))
    except NotReal:
        return unknown(ReasonKind.NOT_REAL, detail=quantity_text(base))
    except TooLarge:
        return _TOO_LARGE
    return undecided(arguments) if image is None else narrowed(image, arguments)


def _setting(argument: Fraction | Known) -> int:
    """Places and exponents are literals, as the parser makes sure."""
    return int(interval_of(argument).low or 0)
