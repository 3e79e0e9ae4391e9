"""Strict readers of the single values that TOML, JSON or a workbook gives.

Each takes a value of any type and returns what it stands for, or raises :class:`NotRead` with a
message for a person. Nothing is coerced: a text is no number, true is not 1, a float is refused.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from thidua.core.exact.decimal_text import MAXIMUM_LENGTH, canonical, read_decimal
from thidua.core.model.code import CODE
from thidua.core.model.criteria import UNLIMITED, Unlimited
from thidua.core.text.bilingual import Text
from thidua.core.text.names import nearest

E = TypeVar("E", bound=StrEnum)

MAXIMUM_PLACES = 12
"""Most decimal places that a rounding may keep."""

_COMMA_NUMBER = re.compile(r"-?[0-9]+,[0-9]+")
_SHOWN = 40


class NotRead(ValueError):
    """A value is not what is wanted here; ``what`` says so, ``remedy`` what to write instead."""

    def __init__(self, what: Text, remedy: Text | None = None) -> None:
        super().__init__(what.en)
        self.what = what
        self.remedy = remedy


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def described(value: object) -> Text:
    """A value's type in words, with the value itself where it is short."""
    match value:
        case bool():
            word = str(value).lower()
            return Text(f"giá trị đúng/sai ({word})", f"a boolean ({word})")
        case int():
            return Text("một số nguyên", "an integer")
        case float():
            return Text("một số thực (float)", "a float")
        case str():
            return Text(f"văn bản “{_shown(value)}”", f"the text “{_shown(value)}”")
        case datetime():
            return Text("ngày kèm giờ", "a date with a time")
        case date():
            return Text("một ngày", "a date")
        case Mapping():
            return Text("một bảng", "a table")
        case list() | tuple():
            return Text("một danh sách", "a list")
        case _:
            name = type(value).__name__
            return Text(f"giá trị kiểu {name}", f"a value of type {name}")


def unexpected(vi: str, en: str, value: object) -> NotRead:
    """The refusal of a value of a wrong type: what is wanted, what was met."""
    met = described(value)
    return NotRead(Text(f"Cần {vi}, nhưng gặp {met.vi}.", f"Expected {en}, but found {met.en}."))


def did_you_mean(word: str, known: Sequence[str]) -> Text | None:
    """A remedy that names the nearest known word, or else all of them; None if there is none."""
    if close := nearest(word, known):
        return Text(f"Có phải là “{close[0]}” không?", f"Did you mean “{close[0]}”?")
    if not known:
        return None
    listed = ", ".join(known)
    return Text(f"Các giá trị được dùng: {listed}.", f"Known here: {listed}.")


def as_text(value: object) -> str:
    """A text that says something, in NFC, without space around it."""
    if not isinstance(value, str):
        raise unexpected("văn bản trong ngoặc kép", "a text in quotes", value)
    text = unicodedata.normalize("NFC", value).strip()
    if not text:
        raise NotRead(Text("Văn bản để trống.", "The text is empty."))
    return text


def as_note(value: object) -> str:
    """A text that may be empty."""
    return as_text(value) if value != "" else ""


def as_code(value: object) -> str:
    """A code: letters, digits, ``.``, ``_``, ``-``."""
    text = as_text(value)
    if not CODE.fullmatch(text):
        raise NotRead(
            Text(f"“{_shown(text)}” không phải là mã hợp lệ.", f"“{_shown(text)}” is not a code."),
            Text(
                "Mã gồm chữ cái không dấu, chữ số, dấu chấm, gạch dưới, gạch nối,"
                " tối đa 64 ký tự, bắt đầu và kết thúc bằng chữ hoặc số.",
                "A code has letters without diacritics, digits, dots, underscores, hyphens, at"
                " most 64 of them, with a letter or digit at both ends.",
            ),
        )
    return text


def as_number(value: object) -> Fraction:
    """An exact number from an integer or from a text such as ``"0.5"``."""
    if isinstance(value, float):
        raise NotRead(
            Text(
                f"Số thực {value!r} không được lưu chính xác.", f"The float {value!r} is inexact."
            ),
            Text(f'Hãy viết dưới dạng văn bản: "{value!r}".', f'Write it as text: "{value!r}".'),
        )
    if isinstance(value, int) and not isinstance(value, bool):
        return _bounded(value)
    if not isinstance(value, str):
        raise unexpected("một số", "a number", value)
    try:
        return read_decimal(value.strip())
    except ValueError:
        raise NotRead(
            Text(f"“{_shown(value)}” không phải là số.", f"“{_shown(value)}” is not a number."),
            _number_hint(value.strip()),
        ) from None


def _bounded(value: int) -> Fraction:
    if abs(value) >= 10**MAXIMUM_LENGTH:
        raise NotRead(
            Text(
                f"Số có hơn {MAXIMUM_LENGTH} chữ số.",
                f"The number has more than {MAXIMUM_LENGTH} digits.",
            )
        )
    return Fraction(value)


def _number_hint(text: str) -> Text:
    if _COMMA_NUMBER.fullmatch(text):
        dotted = text.replace(",", ".")
        return Text(
            f'Trong bảng điểm, dấu thập phân là dấu chấm: "{dotted}".',
            f'In a criteria set the decimal sign is a point: "{dotted}".',
        )
    return Text('Viết chữ số, ví dụ 5 hoặc "0.5".', 'Write digits, such as 5 or "0.5".')


def as_amount(value: object) -> Fraction:
    """A number that is not below 0."""
    number = as_number(value)
    if number < 0:
        raise NotRead(
            Text("Số không được âm.", "The number may not be negative."),
            Text(
                "Điểm trừ và mức trần cũng viết bằng số dương.",
                "Deductions and caps are written as positive numbers, too.",
            ),
        )
    return number


def as_cap(value: object) -> Fraction | Unlimited:
    """A number that is not below 0, or ``"none"``."""
    return UNLIMITED if value == UNLIMITED else as_amount(value)


def as_floor(value: object) -> Fraction | Unlimited:
    """Any number, or ``"none"``."""
    return UNLIMITED if value == UNLIMITED else as_number(value)


def as_integer(value: object) -> int:
    """A whole number, written as one."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise unexpected("một số nguyên", "an integer", value)
    return value


def as_boolean(value: object) -> bool:
    """True or false, written as such."""
    if not isinstance(value, bool):
        raise unexpected("true hoặc false", "true or false", value)
    return value


def as_places(value: object) -> int:
    """A number of decimal places."""
    places = as_integer(value)
    if not 0 <= places <= MAXIMUM_PLACES:
        raise NotRead(
            Text(
                f"Số chữ số thập phân phải từ 0 đến {MAXIMUM_PLACES}.",
                f"Decimal places run from 0 to {MAXIMUM_PLACES}.",
            )
        )
    return places


def as_day(value: object) -> date:
    """A calendar day: a date, or the text ``"2026-01-31"``."""
    if isinstance(value, str):
        return _day_in_text(value)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise unexpected("một ngày", "a date", value)
    return value


def _day_in_text(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise NotRead(
            Text(f"“{_shown(text)}” không phải là ngày.", f"“{_shown(text)}” is not a date."),
            Text("Viết ngày dạng 2026-01-31.", "Write the date as 2026-01-31."),
        ) from None


def as_expression(value: object) -> str:
    """An expression as text on one line; an integer stands for itself."""
    if isinstance(value, int) and not isinstance(value, bool):
        return canonical(_bounded(value))
    if not isinstance(value, str):
        raise unexpected("một biểu thức trong ngoặc kép", "an expression in quotes", value)
    return re.sub(r"\s*\n\s*", " ", as_text(value))


def as_parameter(value: object) -> str:
    """A parameter of a formula as text: a number's digits, or the code of a choice."""
    if isinstance(value, str) and not _COMMA_NUMBER.fullmatch(value.strip()):
        return as_text(value)
    return canonical(as_number(value))


def one_of(kind: type[E]) -> Callable[[object], E]:
    """The reader of one of an enumeration's words."""

    def as_word(value: object) -> E:
        text = as_text(value)
        words = [item.value for item in kind]
        if text not in words:
            raise _not_among(text, words)
        return kind(text)

    return as_word


def word_among(*words: str) -> Callable[[object], str]:
    """The reader of one of a few words."""

    def as_word(value: object) -> str:
        text = as_text(value)
        if text not in words:
            raise _not_among(text, words)
        return text

    return as_word


def _not_among(text: str, words: Sequence[str]) -> NotRead:
    return NotRead(
        Text(
            f"“{_shown(text)}” không phải là giá trị được dùng ở đây.",
            f"“{_shown(text)}” is not one of the values used here.",
        ),
        did_you_mean(text, words),
    )


def plain_mapping(value: object) -> Mapping[str, Any]:
    """A table with text keys."""
    if not isinstance(value, Mapping):
        raise unexpected("một bảng", "a table", value)
    return value


def plain_list(value: object) -> Sequence[Any]:
    """A list."""
    if not isinstance(value, list | tuple):
        raise unexpected("một danh sách", "a list", value)
    return value
