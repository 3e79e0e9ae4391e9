"""A recorded figure in words: the number as it was stated, in the unit of measure of its source."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.exact.figure import Figure
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.model.observation import Observation
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.dates import date_of_days, format_date
from thidua.core.text.measures import conversion, measure_of
from thidua.core.text.number_format import format_figure
from thidua.core.text.numbers import NumberUnit

YES, NO = Text("có", "yes"), Text("không", "no")

_MONEY: Final[Mapping[NumberUnit | None, str]] = {NumberUnit.VND: "VND", NumberUnit.USD: "USD"}
_SCALES: Final[Mapping[int, str]] = {
    1: "",
    10**3: "thousand ",
    10**6: "million ",
    10**9: "billion ",
    10**12: "trillion ",
}


@frozen
class FigureWords:
    """``trên 24.000`` and ``người``; joined by :meth:`whole`."""

    value: str
    unit: str = ""

    def whole(self) -> str:
        """``trên 24.000 người``."""
        return f"{self.value} {self.unit}".rstrip()


def figure_words(item: Observation, indicator: Indicator, language: Language) -> FigureWords:
    """The number with the word of its bound, and the unit in which it was stated."""
    match indicator.kind:
        case ValueKind.DATE:
            return FigureWords(format_date(date_of_days(int(item.value)), language))
        case ValueKind.GRADE:
            return FigureWords(indicator.grade_words[int(item.value) - 1].in_language(language))
        case ValueKind.YES_NO:
            return FigureWords((YES if item.value else NO).in_language(language))
    stated = Figure(item.value / _scale(item, indicator), item.bound)
    unit = stated_unit(item.measure, indicator.unit).in_language(language)
    return FigureWords(format_figure(stated, language), unit)


def stated_unit(measure: str, own: Text) -> Text:
    """The unit of measure of a source, or the indicator's own where the source has no other.

    Sources speak Vietnamese: an amount of money is translated, and a word that the indicator's
    unit has in brackets ("người (lượt lao động)"); any other stays as it was published.
    """
    if not measure:
        return own
    return Text(measure, _translated_word(measure, own) or _translated_money(measure) or measure)


def _scale(item: Observation, indicator: Indicator) -> Fraction:
    return conversion(item.measure, indicator.unit.vi) if item.measure else Fraction(1)


def _translated_word(measure: str, own: Text) -> str:
    vi, en = (text.rstrip(")").split(" (") for text in (own.vi, own.en))
    return dict(zip(vi, en, strict=False)).get(measure, "")


def _translated_money(measure: str) -> str:
    known = measure_of(measure)
    if known.unit not in _MONEY or known.per or known.scale not in _SCALES:
        return ""
    return f"{_SCALES[known.scale]}{_MONEY[known.unit]}"
