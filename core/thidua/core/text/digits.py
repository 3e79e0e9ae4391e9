"""Digits with separators, read the Vietnamese way, and the other ways they could be meant."""

import re
from fractions import Fraction
from typing import Final

# Dots or spaces group thousands, a comma starts the decimals.
_VIETNAMESE: Final = re.compile(
    r"(?:[0-9]+|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+))(?:,[0-9]+)?"
)
# English by its commas alone: two groups, or a group and a point.
_ENGLISH: Final = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|,[0-9]{3}\.[0-9]+)")
_LONE_DOT: Final = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?: [0-9]{3})+)\.[0-9]+")
_ONE_GROUP: Final = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")

Readings = tuple[Fraction, ...]


def readings_of(digits: str, *, percent: bool = False, scaled: bool = False) -> Readings:
    """Every value that ``digits`` may stand for, the Vietnamese reading first.

    None where the separators fit no way of writing; two where the text cannot decide:
    "1.71" (a point), "1,712" (English thousands). A percent sign or a word such as "tỷ"
    (``scaled``) makes the comma of "133,998" a decimal one, and a percent sign makes the dot
    of "99.875" doubtful.
    """
    if _VIETNAMESE.fullmatch(digits):
        return _vietnamese(digits, percent=percent, scaled=scaled)
    if _ENGLISH.fullmatch(digits):
        return (Fraction(digits.replace(",", "")),)
    if _LONE_DOT.fullmatch(digits):
        return _with_point(digits), _without_separators(digits)
    return ()


def _vietnamese(digits: str, *, percent: bool, scaled: bool) -> Readings:
    value = Fraction(digits.replace(".", "").replace(" ", "").replace(",", "."))
    group = _ONE_GROUP.fullmatch(digits)
    if group and group[1] == "," and not (percent or scaled):
        return value, _without_separators(digits)
    if group and group[1] == "." and percent:
        return value, _with_point(digits)
    return (value,)


def _with_point(digits: str) -> Fraction:
    return Fraction(digits.replace(" ", ""))


def _without_separators(digits: str) -> Fraction:
    return Fraction(re.sub(r"[ .,]", "", digits))
