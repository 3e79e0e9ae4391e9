"""TOML at the edge of the model: reading it, and turning the path of a fault into a line."""

import re
import tomllib
from typing import Any

from thidua.core.model.toml_scanning import Located, scan_toml
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse

_WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_TWICE = ("Cannot overwrite a value",)
"""What the reader of TOML says of a key that stands twice."""
_COMMA_NUMBER = re.compile(r"=\s*(-?[0-9]+),([0-9]+)")
_STEP = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")


def load_toml(source: str | bytes) -> dict[str, Any]:
    """The plain values of a TOML text; Refused where it is no UTF-8 or no TOML."""
    text = source if isinstance(source, str) else _decoded(source)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(text, str(error)) from None
    except RecursionError:
        raise refuse("Tệp TOML lồng nhau quá sâu.", "The TOML is nested too deep.") from None


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise refuse(
            "Tệp không được lưu bằng bảng mã UTF-8.",
            "The file is not saved as UTF-8.",
            place=f"dòng/line {line}",
            remedy=Text(
                "Mở tệp bằng trình soạn thảo và lưu lại với bảng mã UTF-8.",
                "Open it in an editor and save it with the encoding UTF-8.",
            ),
        ) from None


def _not_toml(text: str, message: str) -> Refused:
    where = _WHERE.search(message)
    lines = text.splitlines() or [""]
    line = int(where[1]) if where and where[1] else len(lines)
    column = f", cột/column {where[2]}" if where and where[2] else ""
    place = f"dòng/line {line}{column}"
    detail = _WHERE.sub("", message)
    if detail in _TWICE or (detail.startswith("Cannot declare") and detail.endswith("twice")):
        return refuse(
            "Mục này được ghi hai lần.",
            "This key stands twice.",
            place=place,
            remedy=Text("Chỉ để lại một trong hai.", "Leave only one of the two."),
        )
    return refuse(
        f"Sai cú pháp TOML ({detail}).",
        f"This is not TOML: {detail}.",
        place=place,
        remedy=_hint(lines[line - 1]),
    )


def _hint(line: str) -> Text:
    if number := _COMMA_NUMBER.search(line):
        dotted = f'"{number[1]}.{number[2]}"'
        return Text(
            f"Số thập phân viết với dấu chấm, trong ngoặc kép: {dotted}.",
            f"Write a decimal with a point, in quotes: {dotted}.",
        )
    return Text(
        "Kiểm tra dấu bằng, ngoặc kép, ngoặc vuông và dấu phẩy ở dòng này và các dòng trên.",
        "Check the equals sign, quotes, brackets and commas on this line and those above.",
    )


def line_in_toml(text: str, path: str) -> int | None:
    """The line of what a path names, or of what encloses it where it is not in the text.

    None where the text is no TOML.

    Items of a list are found by their code, else by their position, counted from 1; gates are
    counted apart from other rows.
    """
    if not _is_toml(text):
        return None
    here = scan_toml(text)
    while path:
        item, key, path = _first_step(here, path)
        found = _item(here, item) if item else _member(here, key)
        if found is None:
            break
        here = found
    return here.line


def _is_toml(text: str) -> bool:
    try:
        load_toml(text)
    except Refused:
        return False
    return True


def _first_step(here: Located, path: str) -> tuple[str, str, str]:
    """The item or the key that a path begins with, and what is left of it. A key with dots in it
    (``"jobs.target" = 5``) goes before the keys that it might be taken for."""
    for key in here.table():
        if "." in key and f"{path}.".startswith((f"{key}.", f"{key}[")):
            return "", key, path[len(key) :].lstrip(".")
    step = _STEP.match(path)
    if step is None:
        return "", path, ""
    return step[1] or "", step[2] or "", path[step.end() :].lstrip(".")


def _member(here: Located, key: str) -> Located | None:
    table = here.table()
    if key == "gates" and key not in table and "rows" in table:
        return _of_kind(table["rows"], gates=True)
    found = table.get(key)
    return _of_kind(found, gates=False) if found is not None and key == "rows" else found


def _of_kind(rows: Located, *, gates: bool) -> Located:
    """The gates of a list of rows, or those that are none."""
    return Located(rows.line, [row for row in rows.items() if ("gate" in row.table()) == gates])


def _item(here: Located, wanted: str) -> Located | None:
    items = here.items()
    for item in items:
        code = item.table().get("code")
        if code is not None and code.content == wanted:
            return item
    position = int(wanted) if wanted.isdecimal() else 0
    return items[position - 1] if 0 < position <= len(items) else None


def place_in_toml(text: str, path: str) -> str:
    """``dòng/line 57``: where a path stands in its text; empty where the text is no TOML."""
    line = line_in_toml(text, path)
    return "" if line is None else f"dòng/line {line}"
