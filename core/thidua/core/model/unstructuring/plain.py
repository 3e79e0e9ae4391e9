"""Single values of records as plain ones."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from thidua.core.exact.decimal_text import canonical
from thidua.core.text.bilingual import Text

Plain: TypeAlias = dict[str, Any]
"""A table of plain values, its keys in the order in which the shipped files have them."""


def said(plain: Mapping[str, Any]) -> Plain:
    """The table without what says nothing: None, empty texts, lists and tables."""
    return {key: value for key, value in plain.items() if value not in (None, "", [], {})}


def plain_text(text: Text | None, unsaid: Text | None = None) -> Plain | None:
    """A text in both languages; None where it is no other than ``unsaid``."""
    return None if text is None or text == unsaid else {"vi": text.vi, "en": text.en}


def plain_number(value: Fraction | str | None, unsaid: Fraction | None = None) -> int | str | None:
    """An integer, a decimal text, or a word such as ``"none"``; None where it is ``unsaid``."""
    if value is None or value == unsaid:
        return None
    if isinstance(value, str):
        return value
    return value.numerator if value.denominator == 1 else canonical(value)
