"""Values as words and figures of an explanation."""

from fractions import Fraction

from thidua.core.exact.decimal_text import decimal_places, is_decimal
from thidua.core.exact.interval import Interval
from thidua.core.formula.tree import Step
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import format_number

LONGEST_DECIMALS = 6
"""A decimal with more places is shown as a fraction beside its rounded value."""
ROUNDED_PLACES = 4
PERCENT_PLACES = 2


def exactly(value: Fraction, language: Language) -> str:
    """``1.234,5``, or ``2/3`` where no short decimal says it."""
    if _is_short(value, LONGEST_DECIMALS):
        return format_number(value, language)
    numerator = format_number(Fraction(value.numerator), language)
    return f"{numerator}/{format_number(Fraction(value.denominator), language)}"


def with_rounding(value: Fraction, language: Language) -> str:
    """``1.234,5``, or ``2/3 ≈ 0,6667``."""
    text = exactly(value, language)
    if _is_short(value, LONGEST_DECIMALS):
        return text
    return f"{text} ≈ {format_number(value, language, ROUNDED_PLACES)}"


def percent_exactly(value: Fraction, language: Language) -> str:
    """``80 %`` for 0.8; ``2/3`` where no short percentage says it."""
    share = value * 100
    if not _is_short(share, PERCENT_PLACES):
        return exactly(value, language)
    return f"{format_number(share, language)} %"


def percent_with_rounding(value: Fraction, language: Language) -> str:
    """``80 %``, or ``2/3 ≈ 66,67 %``."""
    text = percent_exactly(value, language)
    if _is_short(value * 100, PERCENT_PLACES):
        return text
    return f"{text} ≈ {format_number(value * 100, language, PERCENT_PLACES)} %"


def points_words(value: Fraction, language: Language) -> str:
    """``45 điểm``, ``1 point``."""
    word = Text(vi="điểm", en="point" if value == 1 else "points").in_language(language)
    return f"{with_rounding(value, language)} {word}"


def interval_words(interval: Interval, language: Language, *, percent: bool = False) -> str:
    """``trên 24.000``, ``ít nhất 2 và dưới 5``."""
    number = percent_with_rounding if percent else with_rounding
    ends = []
    if interval.low is not None:
        word = Text("trên", "over") if interval.low_open else Text("ít nhất", "at least")
        ends.append(f"{word.in_language(language)} {number(interval.low, language)}")
    if interval.high is not None:
        word = Text("dưới", "under") if interval.high_open else Text("nhiều nhất", "at most")
        ends.append(f"{word.in_language(language)} {number(interval.high, language)}")
    both = Text(" và ", " and ").in_language(language).join(ends)
    return both or Text("chưa rõ", "unknown").in_language(language)


def step_words(step: Step, language: Language) -> str:
    """``trên 98``, ``từ 97 đến dưới 98``."""
    low, high = _low_words(step, language), _high_words(step, language)
    if low and high:
        to = Text("đến", "to").in_language(language)
        return f"{low} {to} {high}"
    if low or step.high is None:
        return low or Text("mọi giá trị", "any value").in_language(language)
    return (
        high if step.high_open else Text(f"không quá {high}", f"up to {high}").in_language(language)
    )


def _low_words(step: Step, language: Language) -> str:
    if step.low is None:
        return ""
    word = Text("trên", "over") if step.low_open else Text("từ", "from")
    return f"{word.in_language(language)} {exactly(step.low, language)}"


def _high_words(step: Step, language: Language) -> str:
    if step.high is None:
        return ""
    word = Text("dưới ", "under ").in_language(language) if step.high_open else ""
    return word + exactly(step.high, language)


def _is_short(value: Fraction, places: int) -> bool:
    return is_decimal(value) and decimal_places(value) <= places
