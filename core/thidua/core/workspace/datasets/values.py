"""Values of one indicator, a column at a time, brought to the form in which the record has them."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from thidua.core.exact.decimal_text import CANONICAL, MAXIMUM_LENGTH, canonical, read_decimal
from thidua.core.formula.columns.masks import Mask
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.record.columns.decimals import decimal_places_of
from thidua.core.text.bilingual import Text
from thidua.core.text.excerpt import excerpt
from thidua.core.text.numbers import LARGEST, MOST_PLACES
from thidua.core.workspace.intake.figure_reading import FigureRefused, figure_of

_DIGITS: Final = len(str(LARGEST)) - 1
_PLAIN: Final = r"^-?[0-9]{1,40}(?:\.[0-9]{1,40})?$"
_DECIMAL: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
"""A decimal of any length."""
_REWRITTEN: Final = (
    (r"^(-?)0+([0-9])", r"\1\2"),
    (r"(\.[0-9]*[1-9])0+$", r"\1"),
    (r"\.0+$", ""),
    (r"^-0$", "0"),
)
_RECORDED: Final = re.compile(r"-?[0-9]{1,5}")
"""A number that the record itself has for a day or a grade."""

Tell = Callable[[str], tuple[Text, Text | None]]


@frozen(eq=False)
class CheckedValues:
    """Values in the form of the record; what stands in faulty places is of no meaning."""

    values: Any
    faulty: Mask
    tell: Tell
    """What is wrong with a faulty text, and what to do."""


def checked_values(texts: Any, indicator: Indicator) -> CheckedValues:
    """The figures of texts (an Arrow array without nulls) of an indicator.

    Numbers are plain decimals with a point, never guessed; grades, dates and yes or no are as in
    any import, or as the record has them.
    """
    if indicator.kind is not ValueKind.NUMBER:
        return _checked_words(texts, indicator)
    plain = pc.match_substring_regex(texts, f"^{CANONICAL}$")
    values = texts
    if not pc.all(plain, min_count=0).as_py():
        values = pc.utf8_trim_whitespace(texts)
        plain = pc.match_substring_regex(values, _PLAIN)
        for pattern, instead in _REWRITTEN:
            values = pc.replace_substring_regex(values, pattern, instead)
    good = np.asarray(plain, bool) & _fits(values)
    if indicator.whole:
        good &= np.asarray(pc.match_substring_regex(values, "^[0-9]+$"), bool)
    return CheckedValues(values, ~good, lambda text: _told(text, indicator))


def _fits(values: Any) -> Mask:
    places = decimal_places_of(values)
    signs = np.asarray(pc.starts_with(values, "-")).astype(np.int64)
    lengths = np.asarray(pc.binary_length(values))
    digits = lengths - signs - np.where(places > 0, places + 1, 0)
    fits: Mask = (places <= MOST_PLACES) & (digits <= _DIGITS)
    return fits


def _told(text: str, indicator: Indicator) -> tuple[Text, Text | None]:
    """What is wrong with a text that :func:`checked_values` refuses as a number."""
    written = pc.utf8_trim_whitespace(text).as_py()
    if not _DECIMAL.fullmatch(written):
        return _no_decimal(text)
    if len(written) <= MAXIMUM_LENGTH:
        try:
            figure_of(read_decimal(written), indicator)
        except FigureRefused as refused:
            return refused.what, refused.remedy
    return _too_long(text)


def _no_decimal(text: str) -> tuple[Text, Text]:
    shown = excerpt(text)
    return (
        Text(f"{shown} không phải là số thập phân.", f"{shown} is no decimal number."),
        Text(
            "Hãy ghi dạng 1234.5: dấu chấm trước phần lẻ, không ngăn hàng nghìn.",
            "Write it as 1234.5: a point before the decimals, no mark of thousands.",
        ),
    )


def _too_long(text: str) -> tuple[Text, Text]:
    shown = excerpt(text)
    return (
        Text(f"số {shown} quá dài.", f"the number {shown} is too long."),
        Text(
            f"Hãy ghi nhiều nhất {_DIGITS} chữ số trước dấu chấm và {MOST_PLACES} chữ số sau nó.",
            f"Write at most {_DIGITS} digits before the point and {MOST_PLACES} after it.",
        ),
    )


def _checked_words(texts: Any, indicator: Indicator) -> CheckedValues:
    """Words of which there are few: each different one is read once."""
    encoded = texts.dictionary_encode()
    words = encoded.dictionary.to_pylist()
    found = [_figure(word, indicator) for word in words]
    known = [isinstance(one, Fraction) for one in found]
    values = [canonical(one) if isinstance(one, Fraction) else "0" for one in found]
    told = {
        word: (one.what, one.remedy)
        for word, one in zip(words, found, strict=True)
        if not isinstance(one, Fraction)
    }
    codes = encoded.indices.to_numpy()
    faulty = ~np.array(known, bool)[codes]
    return CheckedValues(
        pa.array(values, pa.string()).take(encoded.indices), faulty, told.__getitem__
    )


def _figure(word: str, indicator: Indicator) -> Fraction | FigureRefused:
    try:
        return figure_of(word, indicator).value
    except FigureRefused as refused:
        recorded = _recorded(word, indicator)
        return refused if recorded is None else Fraction(recorded)


def _recorded(word: str, indicator: Indicator) -> int | None:
    """The number that the record has for a day or a grade."""
    if not _RECORDED.fullmatch(word):
        return None
    number = int(word)
    is_day = indicator.kind is ValueKind.DATE
    return number if is_day or 1 <= number <= len(indicator.grades) else None
