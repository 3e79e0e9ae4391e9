"""Finding the table in a file by its headings.

A heading is matched by its code or its Vietnamese or English title, with or without marks. A
column that nothing reads is named in the summary; one that looks misspelt is a fault with the
nearest title, and so is a table that stands on two sheets: nothing is left out unsaid.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.core.text.names import without_marks
from thidua.core.workspace.intake.form_marks import identity_of
from thidua.core.workspace.intake.sheets import Column, Sheet
from thidua.core.workspace.readers import Row, Table

HEADING_ROWS: Final = 30
"""How far down the headings may stand, below a title and notes."""
MISSPELT: Final = 0.85
"""From this likeness on a heading is taken for a misspelt title."""

_ORNAMENT: Final = re.compile(r"[\s*:()]+$")


def find_sheet(file: str, tables: Sequence[Table], known: Sequence[Column]) -> Sheet:
    """The one table whose headings fit; Refused where none or several do, with what is lacking.

    Hidden sheets are not looked at.
    """
    found = _found(file, tables, known)
    if len(found) > 1:
        raise _several(file, found)
    return found[0]


def find_sheets(file: str, tables: Sequence[Table], known: Sequence[Column]) -> tuple[Sheet, ...]:
    """The tables of a form that has a sheet for each unit; of any other file, the one table.

    Refused like :func:`find_sheet`, and where two sheets are the form of the same unit.
    """
    found = _found(file, tables, known)
    forms = [identity_of(sheet.table) for sheet in found]
    units = {form.unit for form in forms if form is not None and form.unit}
    if 1 < len(found) != len(units):
        raise _several(file, found)
    return found


def left_out(
    file: str, tables: Sequence[Table], read: Sequence[Sheet], known: Sequence[Column]
) -> tuple[str, ...]:
    """The names of sheets that hold something and were not read; of the hidden ones, those that
    have the headings of the table."""
    done = [sheet.table for sheet in read]
    titles = _titles(known)
    return tuple(
        table.sheet
        for table in tables
        if not any(table is one for one in done)
        and not all(row.is_blank for row in table.rows)
        and not (table.hidden and _missing(_headed(file, table, known, titles)))
    )


def _found(file: str, tables: Sequence[Table], known: Sequence[Column]) -> tuple[Sheet, ...]:
    titles = _titles(known)
    seen = [table for table in tables if not table.hidden]
    sheets = [_headed(file, table, known, titles) for table in seen]
    fitting = [sheet for sheet in sheets if not _missing(sheet)]
    best = max(sheets, key=lambda sheet: len(sheet.columns), default=None)
    if best is None or not best.columns:
        raise _no_headings(file, known, hidden=len(seen) < len(tables))
    found = tuple(fitting) or (best,)
    if len(found) == 1:
        refuse_all((*_misspelt(found[0]), *_lacking(found[0])))
    return found


def _titles(known: Sequence[Column]) -> dict[str, str]:
    """Every name of a column, as compared, to its code."""
    return {
        without_marks(name): column.code
        for column in known
        for name in (column.code, column.title.vi, column.title.en)
    }


def _missing(sheet: Sheet) -> list[Column]:
    return [item for item in sheet.known if item.required and item.code not in sheet.columns]


def _headed(file: str, table: Table, known: Sequence[Column], titles: Mapping[str, str]) -> Sheet:
    rows = [row for row in table.rows if row.number <= HEADING_ROWS]
    sheets = [_under(file, table, row, known, titles) for row in rows]
    empty = Sheet(file, table, tuple(known), {}, 0, ())
    return max(sheets, key=lambda sheet: len(sheet.columns), default=empty)


def _under(
    file: str, table: Table, row: Row, known: Sequence[Column], titles: Mapping[str, str]
) -> Sheet:
    columns: dict[str, int] = {}
    ignored: list[str] = []
    measures: dict[str, str] = {}
    for index, heading in _headings(row):
        plain, measure = _without_measure(heading, titles)
        code = titles.get(without_marks(plain))
        if code is not None and code not in columns:
            columns[code] = index
            measures |= {code: measure} if measure else {}
        else:
            ignored.append(heading)
    return Sheet(file, table, tuple(known), columns, row.number, tuple(ignored), measures)


def _without_measure(heading: str, titles: Mapping[str, str]) -> tuple[str, str]:
    """A heading, and the unit of measure in brackets behind it: ``Giá trị (triệu đồng)``."""
    plain, _, behind = heading.partition("(")
    if without_marks(heading) in titles or without_marks(plain) not in titles:
        return heading, ""
    return plain, behind.strip() if any(map(str.isalpha, behind)) else ""


def _headings(row: Row) -> Iterator[tuple[int, str]]:
    for index, cell in enumerate(row.cells):
        if isinstance(cell.value, str) and (heading := _ORNAMENT.sub("", cell.value).strip()):
            yield index, " ".join(heading.split())


def _no_headings(file: str, known: Sequence[Column], *, hidden: bool) -> Refused:
    needed = [column.title for column in known if column.required]
    vi, en = (", ".join(words) for words in ([it.vi for it in needed], [it.en for it in needed]))
    unseen = Text(" Trang tính ẩn không được đọc.", " Hidden sheets are not read.")
    return refuse(
        f"không tìm thấy dòng tiêu đề cột trong {HEADING_ROWS} dòng đầu.",
        f"no row of column headings in the first {HEADING_ROWS} rows.",
        place=file,
        remedy=Text(
            f"Cần ít nhất các cột: {vi}.{unseen.vi if hidden else ''}",
            f"At least these columns are needed: {en}.{unseen.en if hidden else ''}",
        ),
    )


def _several(file: str, sheets: Sequence[Sheet]) -> Refused:
    names = ", ".join(f"“{sheet.table.sheet}”" for sheet in sheets)
    return refuse(
        f"có {len(sheets)} trang tính cùng một mẫu bảng: {names}.",
        f"{len(sheets)} sheets hold the same kind of table: {names}.",
        place=file,
        remedy=Text(
            "Hãy gộp vào một trang tính, hoặc ẩn các trang không cần nhập.",
            "Put them on one sheet, or hide those that are not to be imported.",
        ),
    )


def _place(sheet: Sheet) -> str:
    return sheet.table.place(sheet.file, str(sheet.heading_row))


def _lacking(sheet: Sheet) -> Iterator[Fault]:
    if missing := [column.title for column in _missing(sheet)]:
        vi = ", ".join(f"“{title.vi}”" for title in missing)
        en = ", ".join(f"“{title.en}”" for title in missing)
        yield Fault(Text(f"thiếu cột {vi}.", f"missing column {en}."), _place(sheet))


def _misspelt(sheet: Sheet) -> Iterator[Fault]:
    """Headings that nothing reads though they should: a title again, or nearly one."""
    titles = _titles(sheet.known)
    by_code = {column.code: column.title for column in sheet.known}
    absent = [title for title, code in titles.items() if code not in sheet.columns]
    for heading in sheet.ignored:
        near = max(absent, key=lambda title: _likeness(title, heading), default="")
        if without_marks(heading) in titles:
            yield _twice(heading, _place(sheet))
        elif _likeness(near, heading) >= MISSPELT:
            yield _meant(heading, by_code[titles[near]], _place(sheet))


def _twice(heading: str, place: str) -> Fault:
    return Fault(
        Text(f"cột “{heading}” đứng hai lần.", f"the column “{heading}” stands twice."),
        place,
        Text("Hãy giữ một cột.", "Keep one of them."),
    )


def _meant(heading: str, title: Text, place: str) -> Fault:
    return Fault(
        Text(f"không có cột “{heading}”.", f"there is no column “{heading}”."),
        place,
        Text(f"Có phải là cột “{title.vi}”?", f"Is it the column “{title.en}”?"),
    )


def _likeness(title: str, heading: str) -> float:
    return SequenceMatcher(None, title, without_marks(heading[:60])).ratio()
