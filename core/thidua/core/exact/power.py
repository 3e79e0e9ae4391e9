"""Powers and roots, exact by integers and rounded half-up at declared places."""

from fractions import Fraction

from thidua.core.exact.interval import Interval

MAXIMUM_BITS = 200_000
"""Longest numerator or denominator (about 60,000 digits). The exact mean of the ratios of a
thousand units has some 30,000; beyond it only a formula made to exhaust the machine goes."""


class TooLarge(ArithmeticError):
    """The power has more digits than are worth computing."""


class NotReal(ArithmeticError):
    """The power of a negative number, or of zero to a negative exponent."""


def is_too_large(value: Fraction) -> bool:
    """Whether a number has more digits than any score needs."""
    return (
        value.numerator.bit_length() > MAXIMUM_BITS or value.denominator.bit_length() > MAXIMUM_BITS
    )


def integer_root(number: int, degree: int) -> int:
    """The largest integer whose ``degree``-th power is at most ``number`` (not negative).

    >>> integer_root(1000, 3), integer_root(999, 3)
    (10, 9)
    """
    if number < 2 or degree == 1:
        return number
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def rounded_root(
    value: Fraction, degree: int, places: int, *, just_below: bool = False
) -> Fraction:
    """The ``degree``-th root of a number not below zero, rounded half-up.

    With ``just_below``, what the numbers immediately below ``value`` round to. TooLarge where
    the degree or the places are extravagant.

    >>> rounded_root(Fraction(2), 2, 3)
    Fraction(707, 500)
    """
    doubled = value * raised(Fraction(2 * 10**places), degree)
    half_steps = integer_root(doubled.numerator // doubled.denominator, degree)
    steps = (half_steps + 1) // 2
    if just_below and (2 * steps - 1) ** degree == doubled:
        steps -= 1
    return Fraction(steps, 10**places)


def power(value: Fraction, numerator: int, root: int, places: int) -> Fraction:
    """``value ** (numerator / root)`` rounded half-up; NotReal or TooLarge where it has none.

    >>> power(Fraction(8), 2, 3, 0)
    Fraction(4, 1)
    """
    return rounded_root(raised(value, numerator), root, places)


def power_of_interval(one: Interval, numerator: int, root: int, places: int) -> Interval | None:
    """The image of an interval; None where only a part of it has a power."""
    if one.high is not None and (one.high < 0 or (one.high == 0 and one.high_open)):
        raise NotReal("a power of a negative number")
    if one.low is None or one.low < 0:
        return None
    if numerator < 0 and one.low == 0 and not one.low_open:
        return None
    return root_of_interval(_raised_interval(one, numerator), root, places)


def root_of_interval(one: Interval, root: int, places: int) -> Interval:
    """The rounded roots of an interval of numbers not below zero."""
    low = rounded_root(one.low or Fraction(0), root, places)
    if one.high is None:
        return Interval(low, None)
    return Interval(low, rounded_root(one.high, root, places, just_below=one.high_open))


def raised(value: Fraction, exponent: int) -> Fraction:
    """A whole power of a number not below zero; NotReal or TooLarge where it has none."""
    if value < 0 or (value == 0 and exponent < 0):
        raise NotReal("a power of a negative number, or a division by zero")
    bits = max(value.numerator.bit_length(), value.denominator.bit_length())
    if bits * abs(exponent) > MAXIMUM_BITS:
        raise TooLarge
    return value**exponent


def _raised_interval(one: Interval, exponent: int) -> Interval:
    if exponent == 0:
        return Interval(Fraction(1), Fraction(1))
    low = None if one.low == 0 and exponent < 0 else raised(one.low or Fraction(0), exponent)
    high = None if one.high is None else raised(one.high, exponent)
    if exponent > 0:
        return Interval(low, high, one.low_open, one.high_open)
    if high is None:
        return Interval(Fraction(0), low, True, one.low_open and low is not None)
    return Interval(high, low, one.high_open, one.low_open and low is not None)
