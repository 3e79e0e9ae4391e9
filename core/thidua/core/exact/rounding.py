"""Rounding, which happens only where a criteria set declares it."""

from enum import StrEnum
from fractions import Fraction
from math import floor


class RoundingMode(StrEnum):
    """How the last kept digit is chosen."""

    HALF_UP = "half-up"
    """To the nearest; a half away from zero, as Excel does and officials expect."""
    HALF_EVEN = "half-even"
    UP = "up"
    """Away from zero."""
    DOWN = "down"
    """Towards zero."""


def round_to(value: Fraction, places: int, mode: RoundingMode = RoundingMode.HALF_UP) -> Fraction:
    """Round to ``places`` decimals.

    >>> round_to(Fraction("2.675"), 2)
    Fraction(67, 25)
    >>> round_to(Fraction("-0.5"), 0)
    Fraction(-1, 1)
    """
    scale = 10**places
    whole = _round_magnitude(abs(value) * scale, mode)
    return Fraction(whole if value >= 0 else -whole, scale)


def _round_magnitude(scaled: Fraction, mode: RoundingMode) -> int:
    whole = floor(scaled)
    rest = scaled - whole
    if rest == 0 or mode is RoundingMode.DOWN:
        return whole
    if mode is RoundingMode.UP:
        return whole + 1
    half = Fraction(1, 2)
    if mode is RoundingMode.HALF_EVEN and rest == half:
        return whole + whole % 2
    return whole + (rest >= half)
