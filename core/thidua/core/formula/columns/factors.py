"""Arithmetic of the symbolic factors of columns.

A set of formulas meets the same few factors in every table, so results are kept, by whole numbers,
which are hashed and compared faster than fractions.
"""

from fractions import Fraction
from functools import lru_cache
from math import gcd

_KEPT = 4096


def product(left: Fraction, right: Fraction) -> Fraction:
    """``left * right``."""
    return _quotient(left.numerator, left.denominator, right.denominator, right.numerator)


def quotient(left: Fraction, right: Fraction) -> Fraction:
    """``left / right``, which is not 0."""
    return _quotient(left.numerator, left.denominator, right.numerator, right.denominator)


@lru_cache(_KEPT)
def _quotient(top: int, bottom: int, divisor: int, below: int) -> Fraction:
    return Fraction(top * below, bottom * divisor)


@lru_cache
def decimal_unit(places: int) -> Fraction:
    """``10^-places``."""
    return Fraction(1, 10**places)


def multiples(left: Fraction, right: Fraction) -> tuple[int, int]:
    """Which whole multiples of their largest common measure, above 0, both are."""
    _, one, other = common_factor(left, right)
    return one, other


def common_factor(left: Fraction, right: Fraction) -> tuple[Fraction, int, int]:
    """The largest number above 0 of which both are whole multiples, and which multiples."""
    if left is right and left.numerator > 0:
        return left, 1, 1
    return _common_factor(left.numerator, left.denominator, right.numerator, right.denominator)


@lru_cache(_KEPT)
def _common_factor(top: int, bottom: int, top_2: int, bottom_2: int) -> tuple[Fraction, int, int]:
    one, other = top * bottom_2, top_2 * bottom
    common = gcd(one, other)
    return Fraction(common, bottom * bottom_2), one // common, other // common
