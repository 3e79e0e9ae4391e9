"""The three kinds of value of the formula language, and what arithmetic makes of them.

A value is a number, a range of numbers that a bounded figure leaves open, or unknown.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from rulebook import ranges
from rulebook.ranges import Range
from rulebook.rounding import (
    half_up_just_above,
    half_up_just_below,
    rounded,
    rounded_root,
)


@frozen
class Unknown:
    """No value: something is missing, undecidable, or divided by zero."""


UNKNOWN = Unknown()
Value = Fraction | Range | Unknown
Truth = bool | Unknown


def as_range(value: Fraction | Range) -> Range:
    return value if isinstance(value, Range) else ranges.exactly(value)


def narrowed(one: Range) -> Value:
    """A range of one number is the number."""
    number = ranges.only_number(one)
    return one if number is None else number


def decided(value: Value) -> Fraction | None:
    """The one number that is left; None where there is none, or several are possible."""
    return value if isinstance(value, Fraction) else None


def lifted(
    values: Sequence[Value],
    on_numbers: Callable[..., Fraction | Unknown],
    on_ranges: Callable[..., Range | Unknown],
) -> Value:
    """An operation: unknown with any unknown, of ranges where any is one, else of numbers."""
    if any(isinstance(value, Unknown) for value in values):
        return UNKNOWN
    if all(isinstance(value, Fraction) for value in values):
        return on_numbers(*values)
    found = on_ranges(*(as_range(value) for value in values if not isinstance(value, Unknown)))
    return found if isinstance(found, Unknown) else narrowed(found)


def add(left: Value, right: Value) -> Value:
    return lifted((left, right), lambda a, b: a + b, ranges.plus)


def negate(value: Value) -> Value:
    return lifted((value,), lambda a: -a, ranges.negative)


def subtract(left: Value, right: Value) -> Value:
    return add(left, negate(right))


def multiply(left: Value, right: Value) -> Value:
    return lifted((left, right), lambda a, b: a * b, ranges.times)


def divide(left: Value, right: Value) -> Value:
    return lifted((left, right), _quotient, _range_quotient)


def _quotient(left: Fraction, right: Fraction) -> Fraction | Unknown:
    return left / right if right else UNKNOWN


def _range_quotient(left: Range, right: Range) -> Range | Unknown:
    if ranges.holds(right, ranges.ZERO):
        return UNKNOWN
    return ranges.times(left, ranges.reciprocal(right))


def minimum(*values: Value) -> Value:
    return lifted(values, lambda *all_of: min(all_of), lambda *some: ranges.least(some))


def maximum(*values: Value) -> Value:
    return lifted(values, lambda *all_of: max(all_of), lambda *some: ranges.greatest(some))


def whole(value: Value) -> Value:
    """floor"""
    return lifted((value,), lambda a: Fraction(floor(a)), _whole_range)


def _whole_range(one: Range) -> Range:
    def down(value: Fraction) -> Fraction:
        return Fraction(floor(value))

    return ranges.stepped(one, down, down, lambda value: Fraction(ceil(value) - 1))


def half_up(value: Value, places: int) -> Value:
    """round(x, places)"""

    def of_range(one: Range) -> Range:
        return ranges.stepped(
            one,
            lambda a: rounded(a, places),
            lambda a: half_up_just_above(a, places),
            lambda a: half_up_just_below(a, places),
        )

    return lifted((value,), lambda a: rounded(a, places), of_range)


def power(value: Value, p: int, q: int, places: int) -> Value:
    """x to the power p/q, half up; unknown of a negative number, and of 0 to a negative power."""

    def of_number(a: Fraction) -> Fraction | Unknown:
        if a < 0 or (a == 0 and p < 0):
            return UNKNOWN
        return rounded_root(a**p, q, places)

    return lifted((value,), of_number, lambda one: _power_of_range(one, p, q, places))


def _power_of_range(one: Range, p: int, q: int, places: int) -> Range | Unknown:
    if one.low.at < (0, ranges.ZERO) or (p < 0 and ranges.holds(one, ranges.ZERO)):
        return UNKNOWN
    raised = ranges.exactly(Fraction(1))
    for _ in range(abs(p)):
        raised = _product_of_same(raised, one)
    if p < 0:
        raised = ranges.reciprocal(raised)
    return rooted(raised, q, places)


def _product_of_same(left: Range, right: Range) -> Range:
    """The product of powers of one and the same number, not below 0: lower ends together."""
    return Range(
        ranges.times(_at(left.low), _at(right.low)).low,
        ranges.times(_at(left.high), _at(right.high)).high,
    )


def _at(end: ranges.End) -> Range:
    return Range(end, end)


def rooted(one: Range, degree: int, places: int) -> Range:
    """The rounded roots of a range of numbers not below 0."""

    def root(a: Fraction) -> Fraction:
        return rounded_root(a, degree, places)

    def before(a: Fraction) -> Fraction:
        return rounded_root(a, degree, places, just_below=True)

    return ranges.stepped(one, root, root, before)


def compare(left: Value, sign: str, right: Value) -> Truth:
    """A comparison of two values; unknown where it depends on numbers left open."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return UNKNOWN
    one, other = as_range(left), as_range(right)
    answers = {
        "<": lambda: ranges.is_less(one, other),
        ">": lambda: ranges.is_less(other, one),
        ">=": lambda: _contrary(ranges.is_less(one, other)),
        "<=": lambda: _contrary(ranges.is_less(other, one)),
        "==": lambda: ranges.is_equal(one, other),
        "!=": lambda: _contrary(ranges.is_equal(one, other)),
    }
    answer = answers[sign]()
    return UNKNOWN if answer is None else answer


def _contrary(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def compare_beside(left: Value, left_edge: int, sign: str, right: Value, right_edge: int) -> Truth:
    """A comparison where a value may stand a hair below (-1) or above (1) its figure."""
    if left_edge == right_edge:
        return compare(left, sign, right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return UNKNOWN
    if sign in ("==", "!="):
        return sign == "!="
    # Of two figures that are equal the hair decides.
    if left_edge < right_edge:
        return compare(left, {"<": "<=", ">=": ">"}.get(sign, sign), right)
    return compare(left, {"<=": "<", ">": ">="}.get(sign, sign), right)
