"""Plain values as what stands in cells, in words and figures as an office writes them."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from thidua.core.text.bilingual import Text
from thidua.core.text.bounds import split_bound
from thidua.core.text.dates import format_date
from thidua.core.workspace.sector_sheets.columns import Column, Kind
from thidua.core.workspace.sector_sheets.words import YES_NO

Content = str | Text
"""A text, or a word that is written in the language of the workbook."""

DECIMAL: Final = re.compile(r"-?[0-9]+\.[0-9]+")
PLAIN_NAME: Final = re.compile(r"[\w.-]+")


def written(value: Any, column: Column) -> Content:
    """A value of a column as its cell shows it; empty for one that is left out."""
    match column.kind:
        case _ if value is None:
            return ""
        case Kind.WORD | Kind.LIMIT | Kind.FIGURE if value in column.words:
            return column.words[value]
        case Kind.LIST if isinstance(value, Sequence) and not isinstance(value, str):
            return "\n".join(_quoted(str(item)) for item in value)
        case Kind.PAIRS if isinstance(value, Mapping):
            return _pairs({name: _quoted(str(item)) for name, item in value.items()})
        case Kind.SETTINGS | Kind.FIGURES if isinstance(value, Mapping):
            return _pairs({name: _figure(item) for name, item in value.items()})
        case Kind.NUMBER | Kind.LIMIT | Kind.SETTING | Kind.FIGURE:
            return _figure(value)
        case Kind.DAY if isinstance(value, date):
            return format_date(value)
        case _:
            return str(value)


def _pairs(values: Mapping[str, str]) -> str:
    return "\n".join(f"{_name(name)} = {value}" for name, value in values.items())


def _name(name: str) -> str:
    return name if PLAIN_NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _figure(value: Any) -> str:
    """A figure as offices write it: a decimal comma, day/month/year, yes or no."""
    if isinstance(value, bool):
        return YES_NO[value].vi
    if isinstance(value, date):
        return format_date(value)
    text = str(value)
    bound, number = split_bound(text)
    if not DECIMAL.fullmatch(number):
        return _quoted(text)
    return f"{bound} {number.replace('.', ',')}".strip()


def _quoted(text: str) -> str:
    """A text that stays one on its line."""
    if "\n" in text or ";" in text or text[:1] == '"':
        return json.dumps(text, ensure_ascii=False)
    return text
