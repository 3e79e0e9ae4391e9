"""A sector's workbook as an .xlsx file that an official can read, change and hand on.

Every cell is text, so that nothing is taken for a day or a formula of the spreadsheet's own; but
for numbers that a cell holds and shows exactly, with which the spreadsheet can reckon. The same
sector is the same file.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.templates import Plain
from thidua.office.form_styles import LINE, height_of
from thidua.office.points_paper import HEADING, INPUT, Paper, fitting
from thidua.office.points_words import OwnWords
from thidua.office.sector_workbook_rules import set_choices
from thidua.plugins import TemplateFile

MADE: Final = datetime(2026, 1, 1)
"""Stands as the day of making, so that the same sector is the same file."""
GREY: Final = "#7F7F7F"
LABELS: Final = 40
CODES: Final = 18
CONTENTS: Final = 70
"""Characters of the columns of an upright sheet."""
GUIDE_WIDTH: Final = 110
SPARE: Final = 200
"""Rows below the last in which there are lists to choose from."""
READY: Final = 30
"""Rows below the last that look like those with contents."""
EXACT_DIGITS: Final = 15
"""So many digits a cell keeps of a number."""
PLAIN_DIGITS: Final = 10
"""So many signs of a number a cell shows without a format of its own."""
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:,(?P<places>[0-9]*[1-9]))?")
LIKE_FORMULAS: Final = frozenset("=+-@")
"""What a text begins with that some spreadsheet would take for a formula."""


@frozen
class _Looks:
    """The formats of cells, by what stands in them."""

    heading: Any
    code: Any
    cell: Any
    number: Any
    marked: Any
    """Of what looks like a formula."""


def write_sector_workbook(
    template: TemplateFile, data: Mapping[str, Plain], language: Language
) -> bytes:
    """Write what ``thidua.core.workspace.sector_sheets.workbook_data`` describes.

    Refused for any other data.
    """
    import xlsxwriter

    if not data.get("sector_workbook"):
        raise Refused((no_sector_in(template),))
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, options)
    described: Mapping[str, Any] = data
    book.set_properties({"title": described["title"], "created": MADE})
    paper = Paper(book, language, OwnWords(described["title"], (), ()))
    _write_guide(paper, described["guide"], described["title"])
    pages = {page["code"]: page for page in described["sheets"]}
    standard = described["standard"]
    if standard:
        pages[standard["code"]] = standard
    for page in described["sheets"]:
        (_write_upright if page["upright"] else _write_flat)(paper, page, pages)
    if standard:
        _write_flat(paper, standard, {})
    book.close()
    return content.getvalue()


def no_sector_in(template: TemplateFile) -> Fault:
    """The format is that of workbooks of sectors: no report is written in it."""
    return Fault(
        Text(
            "định dạng này chỉ dùng cho sổ tính định nghĩa ngành, không dùng cho báo cáo.",
            "this format is for workbooks of sectors only, not for reports.",
        ),
        template.file,
        Text("Hãy dùng lệnh: thidua sector export", "Use: thidua sector export"),
    )


def _looks(paper: Paper) -> _Looks:
    cell = {"border": 1, "num_format": "@", "text_wrap": True, "valign": "top"}
    head = {**cell, "bold": True, "align": "center", "valign": "vcenter", "bg_color": HEADING}
    return _Looks(
        paper.look(**head),
        paper.look(**{**cell, "font_size": 8, "font_color": GREY, "align": "center"}),
        paper.look(**cell),
        paper.look(**{**cell, "align": "right", "num_format": "General"}),
        paper.look(**cell, quote_prefix=True),
    )


def _write_guide(paper: Paper, guide: Mapping[str, Any], title: str) -> None:
    sheet = paper.sheet(Text(guide["title"], guide["title"]))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, GUIDE_WIDTH - 24)
    paper.across(sheet, 0, (0, 1), title, bold=True, font_size=14)
    sheet.set_row(0, height_of(title, GUIDE_WIDTH, 14))
    row = 1
    for line in guide["lines"]:
        paper.across(sheet, row, (0, 1), line, valign="top")
        sheet.set_row(row, height_of(line, GUIDE_WIDTH))
        row += 1
    link = paper.look(font_color="blue", underline=True, valign="top")
    for name, about in guide["sheets"]:
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
        paper.text(sheet, row, 1, about, valign="top")
        sheet.set_row(row, height_of(about, GUIDE_WIDTH - 24))
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 0)


def _write_flat(paper: Paper, page: Mapping[str, Any], pages: Mapping[str, Any]) -> None:
    """A sheet of a record a row: headings, the row of codes, the records."""
    sheet, looks, columns = paper.sheet(_named(page)), _looks(paper), page["columns"]
    for index, column in enumerate(columns):
        look = looks.number if column["is_number"] else looks.cell
        sheet.set_column(index, index, column["width"], look)
        sheet.write_string(0, index, column["title"], looks.heading)
        sheet.write_string(1, index, column["code"], looks.code)
        _explain(sheet, (0, index), column["about"])
        cells = (2, index, len(page["lines"]) + SPARE, index)
        set_choices(sheet, column, pages, cells, paper.language)
    sheet.set_row(0, fitting([(it["title"], it["width"] - 2) for it in columns]))
    sheet.set_row(1, 12)
    for number, line in enumerate(page["lines"], start=2):
        for index, (text, column) in enumerate(zip(line, columns, strict=True)):
            _put(paper, sheet, (number, index), text, column)
        widths = [column["width"] for column in columns]
        sheet.set_row(number, fitting(list(zip(line, widths, strict=True))))
    below = len(page["lines"]) + 2
    for number in range(below, below + READY):
        for index, column in enumerate(columns):
            _put(paper, sheet, (number, index), "", column)
    _hide_unused_links(sheet, page)
    sheet.freeze_panes(2, _after_code(columns))
    _finish(sheet, below)
    sheet.repeat_rows(0, 1)


def _hide_unused_links(sheet: Any, page: Mapping[str, Any]) -> None:
    """The column of the criteria set, where there is one set only."""
    for index, column in enumerate(page["columns"]):
        if column["code"] == "set" and not any(line[index] for line in page["lines"]):
            sheet.set_column(index, index, column["width"], None, {"hidden": True})


def _after_code(columns: Sequence[Mapping[str, Any]]) -> int:
    """The column behind that of the code, up to which a sheet stands still."""
    codes = [index for index, column in enumerate(columns) if column["code"] == "code"]
    return codes[0] + 1 if codes else 1


def _write_upright(paper: Paper, page: Mapping[str, Any], pages: Mapping[str, Any]) -> None:
    """A sheet of a record a column: labels, codes, contents."""
    sheet, looks, lines = paper.sheet(_named(page)), _looks(paper), page["lines"]
    label, code, content = page["heads"]
    for index, (head, width) in enumerate(
        [(label, LABELS), (code, CODES), *[(content, CONTENTS)] * max(len(lines), 1)]
    ):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, head, looks.heading)
    for row, column in enumerate(page["columns"], start=1):
        sheet.write_string(row, 0, column["title"], looks.cell)
        sheet.write_string(row, 1, column["code"], looks.code)
        _explain(sheet, (row, 0), column["about"])
        texts = [line[row - 1] for line in lines] or [""]
        for index, text in enumerate(texts, start=2):
            _put(paper, sheet, (row, index), text, {**column, "width": CONTENTS})
        set_choices(sheet, column, pages, (row, 2, row, 1 + len(texts)), paper.language)
        sheet.set_row(row, fitting([(column["title"], LABELS), *((it, CONTENTS) for it in texts)]))
    sheet.freeze_panes(1, 2)
    _finish(sheet, len(page["columns"]) + 1)


def _named(page: Mapping[str, Any]) -> Text:
    return Text(page["title"], page["title"])


def _explain(sheet: Any, at: tuple[int, int], about: str) -> None:
    lines = 1 + len(about) // 42
    look = {"width": 300, "height": 22 + 17 * lines, "font_size": 10, "color": INPUT}
    sheet.write_comment(*at, about, look)


def _put(
    paper: Paper, sheet: Any, at: tuple[int, int], text: str, column: Mapping[str, Any]
) -> None:
    looks, found = _looks(paper), _NUMBER.fullmatch(text) if column["is_number"] else None
    usual = looks.number if column["is_number"] else looks.cell
    if not text:
        sheet.write_blank(*at, None, usual)
    elif found and sum(map(str.isdigit, text)) <= EXACT_DIGITS and text != "-0":
        shown = _look_of_long(paper, found["places"] or "")
        is_short = len(text) <= min(PLAIN_DIGITS, column["width"] - 2)
        sheet.write_number(*at, float(text.replace(",", ".")), usual if is_short else shown)
    else:
        sheet.write_string(*at, text, looks.marked if text[0] in LIKE_FORMULAS else usual)


def _look_of_long(paper: Paper, places: str) -> Any:
    """All the decimals, where a cell would show but the first of them."""
    shape = f"0.{'0' * len(places)}" if places else "0"
    return paper.look(border=1, text_wrap=True, valign="top", align="right", num_format=shape)


def _finish(sheet: Any, rows: int) -> None:
    sheet.fit_to_pages(1, 0)
    sheet.set_default_row(LINE)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{rows + SPARE}"})
