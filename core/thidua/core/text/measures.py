"""A figure as typed, brought to the unit in which its indicator is measured."""

from fractions import Fraction

from attrs import evolve, frozen

from thidua.core.exact.decimal_text import canonical
from thidua.core.text import number_faults as faults
from thidua.core.text.numbers import (
    LONGEST_TEXT,
    NumberRefused,
    NumberUnit,
    ParsedNumber,
    fits_record,
    leading_magnitude,
    read_number,
    tidy,
    unit_words,
)


@frozen
class Measure:
    """A unit of measure taken apart: "triệu đồng/hộ" is (1000000, VND, "", "/hộ")."""

    scale: int
    unit: NumberUnit | None
    noun: str
    """The thing counted ("người"), where it is neither money nor a percent."""
    per: str
    """The denominator with its slash, or empty."""

    @property
    def nouns(self) -> tuple[str, ...]:
        """The noun, and where it has a second word in brackets each of the two."""
        return self.noun, *self.noun.rstrip(")").split(" (")


def measure_of(unit_text: str) -> Measure:
    """Take the Vietnamese name of a unit of measure apart."""
    numerator, slash, denominator = tidy(unit_text).partition("/")
    numerator, per = numerator.strip(), slash + denominator
    if known := unit_words(numerator):
        return Measure(*known, "", per)
    if numerator.startswith(("% ", "phần trăm ")):
        return Measure(1, NumberUnit.PERCENT, "", per)
    return Measure(*_counted(numerator), per)


def read_figure(text: str, unit_text: str) -> ParsedNumber:
    """Read what a unit reports for an indicator measured in ``unit_text``.

    "6,4 tỷ đồng", "6,4 tỷ" and "6,4" all give 6.4 for "tỷ đồng", and "24.000 người" gives
    24000 for "người". Raises :class:`NumberRefused`; an ambiguous text stays marked, as is
    "98.765" for "%".
    """
    measure = measure_of(unit_text)
    percent = measure.unit is NumberUnit.PERCENT
    return in_unit(read_number(_without_noun(text, measure), percent=percent), unit_text)


def in_unit(parsed: ParsedNumber, unit_text: str) -> ParsedNumber:
    """The same quantity counted in ``unit_text``, exactly.

    A bare number is taken to be in that unit already; an amount in đồng is divided by its
    scale. The result is a bare number. Raises :class:`NumberRefused` where the units disagree.
    """
    measure = measure_of(unit_text)
    if parsed.unit is None and parsed.magnitude == 1:
        return parsed
    if not _agree(parsed, measure):
        raise NumberRefused(faults.wrong_unit(_unit_name(parsed), unit_text))
    return _scaled(parsed, measure.scale)


def conversion(stated: str, own: str) -> Fraction:
    """How many of the unit ``own`` one of ``stated`` is: 1/1000 for "triệu đồng" in "tỷ đồng".

    A unit may name a second word for the thing counted in brackets: "người (lượt lao động)".
    Raises :class:`NumberRefused` where the one cannot be counted in the other.
    """
    given, kept = measure_of(stated), measure_of(own)
    same_thing = given.noun in kept.nouns
    if (given.unit, given.per) != (kept.unit, kept.per) or not same_thing:
        raise NumberRefused(faults.wrong_unit(stated, own))
    return Fraction(given.scale, kept.scale)


def _counted(numerator: str) -> tuple[int, NumberUnit | None, str]:
    """ "nghìn tấn" and "người": scale, no unit, noun."""
    scale, noun = leading_magnitude(numerator)
    return scale, None, noun


def _agree(parsed: ParsedNumber, measure: Measure) -> bool:
    if parsed.unit is None:
        return measure.unit is not NumberUnit.PERCENT
    return parsed.unit is measure.unit


def _scaled(parsed: ParsedNumber, scale: int) -> ParsedNumber:
    value = parsed.value / scale
    other = None if parsed.other is None else parsed.other / scale
    if not (fits_record(value) and (other is None or fits_record(other))):
        raise NumberRefused(faults.too_large(canonical(parsed.value)))
    return evolve(parsed, value=value, other=other, unit=None, magnitude=1)


def _without_noun(text: str, measure: Measure) -> str:
    """The text without the indicator's own noun and denominator at its end."""
    if len(text) > LONGEST_TEXT:
        return text
    shortened = tidy(text)
    for ending in (measure.per, *measure.nouns):
        shortened = shortened.removesuffix(ending).rstrip()
    return text if shortened == tidy(text) else shortened


def _unit_name(parsed: ParsedNumber) -> str:
    names = {NumberUnit.PERCENT: "%", NumberUnit.VND: "đồng", NumberUnit.USD: "USD"}
    return names[parsed.unit] if parsed.unit else "nghìn, triệu, tỷ"
