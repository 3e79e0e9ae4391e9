"""Rounding, which happens only where a criteria set declares it."""

from enum import StrEnum
from fractions import Fraction


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
    kept, rest = divmod(abs(value.numerator) * scale, value.denominator)
    if rest and _goes_up(kept, Fraction(2 * rest, value.denominator), mode):
        kept += 1
    return Fraction(kept if value >= 0 else -kept, scale)


def _goes_up(kept: int, halves: Fraction, mode: RoundingMode) -> bool:
    """Whether the magnitude ``kept`` is raised by one; ``halves`` of a unit are cut off."""
    if mode is RoundingMode.HALF_UP:
        return halves >= 1
    if mode is RoundingMode.HALF_EVEN:
        return halves > 1 or (halves == 1 and kept % 2 == 1)
    return mode is RoundingMode.UP
