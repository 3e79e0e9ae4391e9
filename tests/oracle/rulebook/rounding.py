"""Rounding and roots, from their definitions: docs/authors/exactness.md."""

from fractions import Fraction
from math import ceil, floor

HALF = Fraction(1, 2)


def rounded(value: Fraction, places: int | None, mode: str = "half-up") -> Fraction:
    """A value at so many decimals; as it is where no places are declared."""
    if places is None:
        return value
    unit = Fraction(1, 10**places)
    size = abs(value) / unit
    whole, rest = floor(size), size - floor(size)
    if mode == "half-up":
        up = rest >= HALF
    elif mode == "half-even":
        up = rest > HALF or (rest == HALF and whole % 2 == 1)
    elif mode == "up":
        up = rest > 0
    else:
        assert mode == "down"
        up = False
    return (whole + up) * unit * (1 if value >= 0 else -1)


def half_up_just_above(value: Fraction, places: int) -> Fraction:
    """What the numbers immediately above a value round to."""
    return -half_up_just_below(-value, places) if value < 0 else rounded(value, places)


def half_up_just_below(value: Fraction, places: int) -> Fraction:
    """What the numbers immediately below a value round to."""
    scale = 10**places
    if value > 0:
        return Fraction(ceil(value * scale + HALF) - 1, scale)
    return rounded(value, places)


def rounded_root(
    value: Fraction, degree: int, places: int, *, just_below: bool = False
) -> Fraction:
    """The root of a number not below 0, half up: the greatest n of the declared unit with
    (n - 1/2) ** degree not above the number (below it, for what comes immediately before)."""
    scaled: Fraction = value * (2 * 10**places) ** degree

    def fits(steps: int) -> bool:
        power: int = (2 * steps - 1) ** degree
        return power < scaled if just_below else power <= scaled

    high = 1
    while fits(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return Fraction(low, 10**places)
