"""Numbers as Vietnamese offices write them: "1.712", "5,12%", "6,4 tỷ đồng", "trên 24.000".

Nothing is guessed: a text that could be two numbers says so, and what is no number is refused
with what to write instead. Values are exact.
"""

import re
import unicodedata
from enum import StrEnum
from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.exact.decimal_text import decimal_places
from thidua.core.exact.figure import Bound
from thidua.core.text import number_faults as faults
from thidua.core.text.bilingual import Text
from thidua.core.text.digits import readings_of

LONGEST_TEXT: Final = 100
"""Characters looked at; more are refused unread."""

LARGEST: Final = 10**18
"""Values of this size or more do not fit a record."""

MOST_PLACES: Final = 12
"""Decimals that fit a record."""


class NumberUnit(StrEnum):
    """What the words after the digits say the number measures."""

    PERCENT = "percent"
    VND = "vnd"
    USD = "usd"


@frozen
class NumberRefused(ValueError):
    """The text is no number; ``message`` says why and what to write."""

    message: Text

    def __str__(self) -> str:
        return self.message.en


@frozen
class ParsedNumber:
    """A number with all that its text says."""

    value: Fraction
    """In single units: 6,4 tỷ đồng is 6400000000. A percent is its own unit: 5,12 % is 5.12."""
    bound: Bound = Bound.EXACT
    unit: NumberUnit | None = None
    ambiguous: Text | None = None
    """Set where the text could also mean ``other``: the question to put to the user."""
    other: Fraction | None = None
    """The second reading of an ambiguous text."""
    magnitude: int = 1
    """1000 for nghìn, 1000000 for triệu …, already part of ``value``."""


_SPACES: Final = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
_NUMBER: Final = re.compile(
    r"(?P<head>[^0-9]*?)(?P<sign>[-−–+]?) ?(?P<digits>[0-9](?:[0-9., ]*[0-9])?)(?P<tail>.*)"
)

_BOUNDS: Final = {
    "": Bound.EXACT,
    **dict.fromkeys(("trên", "hơn", "quá", "lớn hơn", ">"), Bound.OVER),
    **dict.fromkeys(("dưới", "chưa đến", "chưa tới", "chưa đầy", "nhỏ hơn", "<"), Bound.UNDER),
    **dict.fromkeys(("gần", "khoảng", "xấp xỉ", "≈", "~"), Bound.NEAR),
}
_MAGNITUDES: Final = {
    "": 1,
    **dict.fromkeys(("nghìn", "ngàn"), 10**3),
    **dict.fromkeys(("triệu", "tr", "tr."), 10**6),
    **dict.fromkeys(("tỷ", "tỉ"), 10**9),
    **dict.fromkeys(("nghìn tỷ", "nghìn tỉ", "ngàn tỷ", "ngàn tỉ"), 10**12),
}
_MONEY: Final = {
    **dict.fromkeys(("đồng", "đ", "vnđ", "vnd", "₫"), NumberUnit.VND),
    **dict.fromkeys(("usd", "đô la mỹ"), NumberUnit.USD),
}
_PERCENTS: Final = ("%", "phần trăm", "điểm phần trăm", "điểm %")


def _tails() -> dict[str, tuple[int, NumberUnit | None]]:
    """Every ending that is understood, spaces left out: "triệuđồng" is (1000000, VND)."""
    endings: dict[str, tuple[int, NumberUnit | None]] = {}
    for word, magnitude in _MAGNITUDES.items():
        for money, unit in {"": None, **_MONEY}.items():
            endings[_squeezed(word + money)] = magnitude, unit
    return endings | {_squeezed(word): (1, NumberUnit.PERCENT) for word in _PERCENTS}


def _squeezed(words: str) -> str:
    return words.replace(" ", "")


_TAILS: Final = _tails()


def tidy(text: str) -> str:
    """One Unicode form, plain spaces, small letters: how texts are compared here."""
    return unicodedata.normalize("NFC", text).translate(_SPACES).strip().casefold()


def unit_words(words: str) -> tuple[int, NumberUnit | None] | None:
    """The magnitude and unit of "triệu đồng"; None where the words are not understood."""
    return _TAILS.get(_squeezed(tidy(words)))


def leading_magnitude(words: str) -> tuple[int, str]:
    """ "nghìn tấn" is (1000, "tấn"); "người" is (1, "người")."""
    first, _, rest = tidy(words).partition(" ")
    magnitude = _MAGNITUDES.get(first, 1)
    return (magnitude, rest.strip()) if magnitude > 1 and rest else (1, tidy(words))


def read_number(text: str, *, percent: bool = False) -> ParsedNumber:
    """Read one number; raises :class:`NumberRefused`.

    An ambiguous text ("1.71", "1,712") is returned with ``ambiguous`` set: whoever calls
    must ask or refuse. ``percent``: a number without a unit counts percents, among which
    thousands are rare, so that the dot of "98.765" is doubtful too.
    """
    if len(text) > LONGEST_TEXT:
        raise NumberRefused(faults.too_long(len(text)))
    found = _NUMBER.fullmatch(tidy(text))
    if found is None:
        raise NumberRefused(faults.no_number(text) if text.strip() else faults.empty())
    bound = _BOUNDS.get(" ".join(found["head"].split()))
    if bound is None:
        raise NumberRefused(faults.unknown_head(text, found["head"].strip()))
    tail = found["tail"].strip()
    known = _TAILS.get(_squeezed(tail))
    if known is None:
        raise NumberRefused(faults.unknown_tail(text, tail))
    readings = _signed_readings(found["sign"], found["digits"], *known)
    if percent and known == (1, None) and len(readings) == 1:
        readings = _signed_readings(found["sign"], found["digits"], 1, NumberUnit.PERCENT)
    return _parsed(text, readings, bound, tail)


def read_plain(text: str) -> Fraction:
    """Read an exact number without words; an ambiguous one is refused."""
    parsed = read_number(text)
    if parsed.ambiguous:
        raise NumberRefused(parsed.ambiguous)
    if (parsed.bound, parsed.unit, parsed.magnitude) != (Bound.EXACT, None, 1):
        raise NumberRefused(faults.not_plain(text))
    return parsed.value


def fits_record(value: Fraction) -> bool:
    """Whether a record can hold the value without losing a digit."""
    return abs(value) < LARGEST and decimal_places(value) <= MOST_PLACES


def _signed_readings(
    sign: str, digits: str, magnitude: int, unit: NumberUnit | None
) -> tuple[Fraction, ...]:
    """The readings of the digits, not yet multiplied."""
    found = readings_of(digits, percent=unit is NumberUnit.PERCENT, scaled=magnitude > 1)
    return tuple(-value for value in found) if sign in tuple("-−–") else found


def _parsed(text: str, readings: tuple[Fraction, ...], bound: Bound, tail: str) -> ParsedNumber:
    if not readings:
        raise NumberRefused(faults.bad_grouping(text))
    magnitude, unit = _TAILS[_squeezed(tail)]
    values = [reading * magnitude for reading in readings]
    if not all(map(fits_record, values)):
        raise NumberRefused(faults.too_large(text))
    if len(readings) == 1:
        return ParsedNumber(values[0], bound, unit, magnitude=magnitude)
    question = faults.ambiguous(text, (readings[0], readings[1]), tail)
    return ParsedNumber(values[0], bound, unit, question, values[1], magnitude)
