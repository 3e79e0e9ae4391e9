"""What stands in a cell as a plain value, or :class:`NotRead` with what to write instead."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from thidua.core.exact.decimal_text import canonical, is_decimal, read_decimal
from thidua.core.model.plain_values import MAXIMUM_PLACES, NotRead
from thidua.core.text.bilingual import Text
from thidua.core.text.bounds import split_bound
from thidua.core.text.dates import DateRefused, read_date
from thidua.core.text.names import matching_key, nearest
from thidua.core.workspace.intake.cell_faults import unseen_sign
from thidua.core.workspace.readers import Cell
from thidua.core.workspace.sector_sheets.columns import Column, Kind
from thidua.core.workspace.sector_sheets.words import YES_NO

_INTEGER: Final = re.compile(r"-?[0-9]+")
_COMMA: Final = re.compile(r"-?[0-9]+,[0-9]+")
_THOUSANDS: Final = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
"""``1.000``: a thousand to an office, one to a programmer."""
_PERCENT: Final = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?) ?%")
_SHOWN: Final = 40
_DATED: Final = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")


NO_EQUALS_SIGN: Final = Text(
    "Bỏ dấu = ở đầu: ô này ghi công thức như chữ.",
    "Leave out the = before it: the formula is written as text here.",
)


def value_of(cell: Cell, column: Column) -> Any:
    """The plain value of a cell that is not blank, as the column's kind reads it."""
    _refuse_day(cell, column)
    if column.kind is Kind.TEXT:
        return _text(cell)
    text = _text(cell)
    if sign := unseen_sign(text):
        raise NotRead(
            Text(f"Ô có ký tự không nhìn thấy được ({sign}).", f"It has an unseen sign ({sign})."),
            Text("Hãy xóa ô và gõ lại.", "Clear the cell and type it anew."),
        )
    return _READERS[column.kind](cell, text, column)


def _refuse_day(cell: Cell, column: Column) -> None:
    if isinstance(cell.value, date) and column.kind not in (Kind.DAY, Kind.FIGURE):
        raise NotRead(
            Text(
                "Ô chứa một ngày; phần mềm bảng tính đã đổi nội dung vừa gõ thành ngày.",
                "The cell holds a date: the spreadsheet has made one of what was typed.",
            ),
            Text(
                "Định dạng ô là Văn bản (Text) rồi gõ lại.",
                "Format the cell as text, and type it again.",
            ),
        )


def _text(cell: Cell) -> str:
    if isinstance(cell.value, Fraction):
        _refuse_endless(cell.value)
        return canonical(cell.value)
    if isinstance(cell.value, date):
        return cell.value.isoformat()
    lines = unicodedata.normalize("NFC", cell.value or "").replace("\r\n", "\n")
    return lines.replace("\u00a0", " ").strip()


def _refuse_endless(number: Fraction) -> None:
    if not is_decimal(number) or number * 10**MAXIMUM_PLACES % 1:
        raise NotRead(
            Text(
                f"Số có hơn {MAXIMUM_PLACES} chữ số thập phân: có lẽ là kết quả của một phép tính.",
                f"The number has more than {MAXIMUM_PLACES} decimals: something computed it.",
            ),
            Text("Hãy gõ lại số chính xác, ví dụ 0,5.", "Type the exact number, such as 0,5."),
        )


def _expression(cell: Cell, text: str, column: Column) -> str:
    if text.startswith("=") and not text.startswith("=="):
        raise NotRead(
            Text("Công thức có dấu = ở đầu.", "The formula begins with =."), NO_EQUALS_SIGN
        )
    return text


def _number(cell: Cell, text: str, column: Column) -> int | str:
    if isinstance(cell.value, Fraction):
        return _plain(cell.value)
    dotted = _dotted(text)
    try:
        return _plain(read_decimal(dotted))
    except ValueError:
        raise NotRead(
            Text(f"“{text[:_SHOWN]}” không phải là số.", f"“{text[:_SHOWN]}” is not a number."),
            _as_percent(text)
            or Text("Viết số, ví dụ 5 hoặc 0,5.", "Write a number, such as 5 or 0,5."),
        ) from None


def _as_percent(text: str) -> Text | None:
    """What to write for ``90 %``: percent stand in cells as 90."""
    found = _PERCENT.fullmatch(text)
    return Text(f"Viết {found[1]}.", f"Write {found[1]}.") if found else None


def _plain(number: Fraction) -> int | str:
    return number.numerator if number.denominator == 1 else canonical(number)


def _dotted(text: str) -> str:
    """A number with the decimal point that plain values have; what is no number, as it is."""
    if _THOUSANDS.fullmatch(text):
        whole, comma = text.replace(".", ""), text.replace(".", ",", 1)
        raise NotRead(
            Text(
                f"“{text}” có thể là {whole} hoặc {comma}.", f"“{text}” may be {whole} or {comma}."
            ),
            Text(
                f"Viết {whole}, hoặc {comma} nếu là số lẻ.",
                f"Write {whole}, or {comma} for decimals.",
            ),
        )
    return text.replace(",", ".") if _COMMA.fullmatch(text) else text


def _limit(cell: Cell, text: str, column: Column) -> int | str:
    words = _by_word(column.words)
    return str(words[key]) if (key := matching_key(text)) in words else _number(cell, text, column)


def _whole(cell: Cell, text: str, column: Column) -> int:
    if not _INTEGER.fullmatch(text):
        raise NotRead(
            Text(
                f"“{text[:_SHOWN]}” không phải là số nguyên.",
                f"“{text[:_SHOWN]}” is no whole number.",
            )
        )
    return int(text)


def _day(cell: Cell, text: str, column: Column) -> date:
    try:
        return read_date(text)
    except DateRefused as refused:
        raise NotRead(refused.message) from None


def _word(cell: Cell, text: str, column: Column) -> str | bool:
    words = _by_word(column.words)
    if (key := matching_key(text)) in words:
        return words[key]
    shown = [word.vi for word in column.words.values()]
    near = nearest(text, [*shown, *(word.en for word in column.words.values())])
    known = ", ".join(f"“{word}”" for word in shown)
    raise NotRead(
        Text(
            f"“{text[:_SHOWN]}” không phải là từ được dùng ở đây.",
            f"“{text[:_SHOWN]}” is not one of the words used here.",
        ),
        Text(
            f"Có phải là “{near[0]}” không?" if near else f"Các từ dùng được: {known}.",
            f"Did you mean “{near[0]}”?" if near else f"Known words: {known}.",
        ),
    )


def _by_word(words: Mapping[str | bool, Text]) -> dict[str, str | bool]:
    """What each word means, in either language or as the value itself."""
    return {
        matching_key(name): value
        for value, text in words.items()
        for name in (str(value), text.vi, text.en)
    }


def _list(cell: Cell, text: str, column: Column) -> list[str]:
    return [_unquoted(item) for item in _parts(text)]


def _parts(text: str) -> list[str]:
    """The lines of a cell, also where ``;`` stands for a new line; quoted ones whole."""
    parts: list[str] = []
    for line in text.split("\n"):
        quoted = '"' in line
        parts.extend(item.strip() for item in ([line] if quoted else line.split(";")))
    return [part for part in parts if part]


def _unquoted(text: str) -> str:
    if text[:1] != '"':
        return text
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return found if isinstance(found, str) else text


def _pairs(cell: Cell, text: str, column: Column) -> dict[str, str]:
    return _read_pairs(text, _unquoted)


def _settings(cell: Cell, text: str, column: Column) -> dict[str, str]:
    return _read_pairs(text, lambda item: _dotted(_unquoted(item)))


def _figures(cell: Cell, text: str, column: Column) -> dict[str, Any]:
    return _read_pairs(text, _figure)


def _read_pairs(text: str, reader: Callable[[str], Any]) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for part in _parts(text):
        name, sign, value = _split(part)
        if not sign or not name or not value:
            raise NotRead(
                Text(
                    f"Dòng “{part[:_SHOWN]}” không có dạng tên = giá trị.",
                    f"The line “{part[:_SHOWN]}” is not name = value.",
                ),
                Text("Mỗi dòng trong ô: tên = giá trị.", "A line of the cell each: name = value."),
            )
        if name in pairs:
            raise NotRead(
                Text(f"Tên “{name}” bị lặp lại trong ô.", f"The name “{name}” stands twice.")
            )
        pairs[name] = reader(value)
    return pairs


def _split(part: str) -> tuple[str, str, str]:
    if part[:1] == '"' and (quoted := re.match(r'"(?:[^"\\]|\\.)*"', part)):
        rest = part[quoted.end() :].strip()
        return _unquoted(quoted[0]), rest[:1] if rest[:1] == "=" else "", rest[1:].strip()
    name, sign, value = part.partition("=")
    return name.strip(), sign, value.strip()


def _figure(text: str) -> Any:
    """A figure of a worked example: an integer, a decimal text, a bound, a day, yes or no."""
    bare = _unquoted(text)
    bound, number = split_bound(bare)
    if bound:
        return f"{bound} {_dotted(number)}"
    dotted = _dotted(bare)
    if _INTEGER.fullmatch(dotted):
        return int(dotted)
    if _DATED.fullmatch(bare):
        return _day(Cell(bare, ""), bare, _ANY)
    words = _by_word(YES_NO)
    return words.get(matching_key(bare), dotted)


_ANY: Final = Column("", Text("-", "-"), Text("-", "-"))
_READERS: Final[Mapping[Kind, Callable[[Cell, str, Column], Any]]] = {
    Kind.CODE: lambda _cell, text, _column: text,
    Kind.EXPRESSION: _expression,
    Kind.NUMBER: _number,
    Kind.LIMIT: _limit,
    Kind.WHOLE: _whole,
    Kind.DAY: _day,
    Kind.WORD: _word,
    Kind.LIST: _list,
    Kind.PAIRS: _pairs,
    Kind.SETTINGS: _settings,
    Kind.SETTING: lambda _cell, text, _column: _dotted(text),
    Kind.FIGURES: _figures,
    Kind.FIGURE: lambda _cell, text, column: _by_word(column.words).get(
        matching_key(text), _figure(text)
    ),
}
