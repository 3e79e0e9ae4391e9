"""Bringing columns to one factor and one denominator, and numbers to lowest terms."""

from fractions import Fraction
from functools import lru_cache
from math import gcd

import numpy as np

from thidua.core.formula.columns.integers import Integers, measured, times
from thidua.core.formula.columns.numbers import Numbers, of_integers


@lru_cache(maxsize=4096)
def common_factor(left: Fraction, right: Fraction) -> tuple[Fraction, int, int]:
    """The largest number above 0 of which both are whole multiples, and which multiples."""
    if left == right and left > 0:
        return left, 1, 1
    over = left.denominator * right.denominator
    common = gcd(left.numerator * right.denominator, right.numerator * left.denominator)
    factor = Fraction(common, over)
    return factor, (left / factor).numerator, (right / factor).numerator


def on_one_denominator(left: Numbers, right: Numbers) -> tuple[Integers, Integers, Integers | None]:
    """The numerators of both over one denominator."""
    if left.denominators is right.denominators:
        return left.top, right.top, None if left.denominators is None else left.bottom
    if left.denominators is None:
        return times(left.top, right.bottom), right.top, right.bottom
    if right.denominators is None:
        return left.top, times(right.top, left.bottom), left.bottom
    below = times(left.bottom, right.bottom)
    return times(left.top, right.bottom), times(right.top, left.bottom), below


def lowest_terms(one: Numbers) -> Numbers:
    """The same numbers; numerator and denominator of a row have no common divisor."""
    if one.denominators is None:
        return one
    divisors = np.gcd(one.numerators, one.denominators)
    top = measured(one.numerators // divisors)
    bottom = measured(one.denominators // divisors)
    return of_integers(one.factor, top, bottom, span=one.span, known=one.known, beyond=one.beyond)
