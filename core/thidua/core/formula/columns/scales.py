"""Bringing columns to one denominator, and numbers to lowest terms."""

import numpy as np

from thidua.core.formula.columns.integers import Integers, measured, times
from thidua.core.formula.columns.numbers import Numbers, of_integers


def on_one_denominator(
    left: Numbers, right: Numbers, *, least: bool = False
) -> tuple[Integers, Integers, Integers | None]:
    """The numerators of both over one denominator: their product, or with ``least`` the least."""
    if left.divisors is right.divisors:
        return left.top, right.top, left.divisors
    if left.divisors is None:
        return times(left.top, right.bottom), right.top, right.divisors
    if right.divisors is None:
        return left.top, times(right.top, left.bottom), left.divisors
    more, other = right.divisors, left.divisors
    if least:
        shared = np.gcd(more.values, other.values)
        more, other = measured(more.values // shared), measured(other.values // shared)
    return times(left.top, more), times(right.top, other), times(left.divisors, more)


def lowest_terms(one: Numbers) -> Numbers:
    """The same numbers; numerator and denominator of a row have no common divisor."""
    if one.denominators is None:
        return one
    divisors = np.gcd(one.numerators, one.denominators)
    top = measured(one.numerators // divisors)
    bottom = measured(one.denominators // divisors)
    return of_integers(one.factor, top, bottom, span=one.span, known=one.known, beyond=one.beyond)
