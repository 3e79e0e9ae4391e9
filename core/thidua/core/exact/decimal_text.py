"""Exact decimals as canonical text, the only form in which a number is stored or digested."""

import re
from fractions import Fraction

CANONICAL = r"(?:0|-?[1-9][0-9]*|-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9])"
"""The pattern of the whole of a canonical decimal."""
_CANONICAL = re.compile(CANONICAL)
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

MAXIMUM_LENGTH = 60
"""Longest decimal text accepted; a province's budget in đồng has 14 digits."""


def read_decimal(text: str) -> Fraction:
    """Read ``"12"``, ``"-0.50"``; raise ValueError for anything else (``"1e3"``, ``".5"``)."""
    if len(text) > MAXIMUM_LENGTH or not _PLAIN.fullmatch(text):
        raise ValueError(f"not a plain decimal: {text[:MAXIMUM_LENGTH]!r}")
    return Fraction(text)


def read_canonical(text: str) -> Fraction:
    """Read the form that :func:`canonical` writes, and nothing else."""
    if not _CANONICAL.fullmatch(text):
        raise ValueError(f"not a canonical decimal: {text!r}")
    whole, _, decimals = text.partition(".")  # several times as fast as Fraction(text)
    scaled = int(whole + decimals)
    return Fraction(scaled, 10 ** len(decimals)) if decimals else Fraction(scaled)


def is_decimal(value: Fraction) -> bool:
    """Whether the value has a finite decimal expansion."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def decimal_places(value: Fraction) -> int:
    """The number of decimals of a finite decimal; ValueError for 1/3."""
    if not is_decimal(value):
        raise ValueError(f"{value} has no finite decimal expansion")
    places = 0
    while 10**places % value.denominator:
        places += 1
    return places


def canonical(value: Fraction) -> str:
    """The one text of a finite decimal: no trailing zero, no plus sign, no exponent."""
    return fixed(value, decimal_places(value))


def fixed(value: Fraction, places: int) -> str:
    """A decimal with exactly ``places`` decimals; ValueError where digits would be lost."""
    scaled = value * 10**places
    if scaled.denominator != 1:
        raise ValueError(f"{value} does not fit {places} places")
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
