"""Tables as JSON: how cells get out of the process that parses them, exactly and as mere data.

A number is the text of its fraction, never a float. What comes back is checked value by value,
for whoever has broken the parser may have written it.
"""

import json
import re
from datetime import date
from fractions import Fraction
from typing import Any, Final

from thidua.core.workspace.readers import CellValue
from thidua.plugins import Cell, Row, Table, cell_address

DAMAGED: Final = b"damaged"
"""Stands in the place of the tables of a file that cannot be parsed."""

_FRACTION: Final = re.compile(r"-?[0-9]{1,400}(?:/[0-9]{1,400})?")
_FLAGS: Final = ("error", "computed", "merged")


def as_json(tables: tuple[Table, ...]) -> bytes:
    """The tables as JSON."""
    sheets = [
        {
            "sheet": table.sheet,
            "hidden": table.hidden,
            "hidden_columns": sorted(table.hidden_columns),
            "rows": [[row.hidden, [_packed(cell) for cell in row.cells]] for row in table.rows],
        }
        for table in tables
    ]
    return json.dumps(sheets, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def from_json(content: bytes) -> tuple[Table, ...]:
    """The tables; ValueError for anything that :func:`as_json` does not write."""
    try:
        return tuple(_table(sheet) for sheet in json.loads(content))
    except (TypeError, LookupError, ArithmeticError, RecursionError) as cause:
        raise ValueError("no tables") from cause


def _packed(cell: Cell) -> list[str] | None:
    """The letter of the kind, the text, the first letters of the flags that are set, and what is
    shown otherwise."""
    flags = "".join(name[0] for name in _FLAGS if getattr(cell, name))
    match cell.value:
        case None:
            return ["", "", flags, ""] if flags else None
        case Fraction():
            return ["n", str(cell.value), flags, cell.shown]
        case date():
            return ["d", cell.value.isoformat(), flags, ""]
        case _:
            return ["s", cell.value, flags, cell.shown]


def _table(sheet: Any) -> Table:
    rows = tuple(_row(number, row) for number, row in enumerate(sheet["rows"], start=1))
    columns = frozenset(map(_index, sheet["hidden_columns"]))
    return Table(_text(sheet["sheet"]), rows, _flag(sheet["hidden"]), columns)


def _row(number: int, packed: Any) -> Row:
    hidden, cells = packed
    return Row(
        number,
        tuple(_cell(cell, cell_address(column, number)) for column, cell in enumerate(cells)),
        _flag(hidden),
    )


def _cell(packed: Any, address: str) -> Cell:
    if packed is None:
        return Cell(None, address)
    kind, text, flags, shown = map(_text, packed)
    error, computed, merged = (name[0] in flags for name in _FLAGS)
    value = _value(kind, text)
    return Cell(value, address, error=error, computed=computed, merged=merged, shown=shown)


def _value(kind: str, text: str) -> CellValue:
    if kind == "s":
        return text
    if kind == "n" and _FRACTION.fullmatch(text):
        return Fraction(text)
    if kind == "d":
        return date.fromisoformat(text)
    if kind == text == "":
        return None
    raise ValueError("no value of a cell")


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ValueError("no text")
    return value


def _index(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("no column")
    return value


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError("neither yes nor no")
    return value
