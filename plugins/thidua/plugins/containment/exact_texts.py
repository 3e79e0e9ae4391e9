"""Exact numbers as texts that pass between two processes: hexadecimal, for those know no limit
of length."""

import re
from fractions import Fraction
from typing import Final

_NUMBER: Final = re.compile(r"(-?[0-9a-f]+)/([0-9a-f]*[1-9a-f][0-9a-f]*)")


def to_text(number: Fraction) -> str:
    """
    >>> to_text(Fraction(-31, 16))
    '-1f/10'
    """
    return f"{number.numerator:x}/{number.denominator:x}"


def from_text(text: str) -> Fraction:
    """The number of a text; ValueError where it is none."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(text[:100])
    return Fraction(int(found[1], 16), int(found[2], 16))
