"""The form for results as a workbook, of which only the cells to fill are open.

Every cell is text, so that "24.000" stays what was typed and nothing runs as a formula. The codes
travel in hidden columns, and whose form it is in a hidden row; the import reads them back.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from thidua.core.model.toml_places import load_toml
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import refuse
from thidua.core.workspace.templates import Plain
from thidua.office.form_paper import Paper
from thidua.office.form_rules import set_rules
from thidua.office.form_styles import (
    FONT,
    LINE,
    NAME_SIZE,
    SIZE,
    WIDTHS,
    Styles,
    height_of,
    styles_of,
)
from thidua.plugins import TemplateFile

SHEET: Final = Text("Kết quả", "Results")
PAGE: Final = Text("Trang &P/&N", "Page &P/&N")
LEGEND: Final = (
    Text("Ô cần điền", "To fill in"),
    Text("Ô đã khoá", "Locked"),
    Text("Tiêu chí", "Criterion"),
)
SIGNED_ON: Final = Text("......., ngày ... tháng ... năm ......", "......., ... / ... / ......")
SIGN_HERE: Final = Text("(Ký, ghi rõ họ tên)", "(Signature, full name)")

_LONGEST_NAME: Final = 31
"""Characters that Excel allows in the name of a sheet."""
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
_MADE: Final = datetime(2026, 1, 1)
"""Stands as the day of making, so that the same form is the same file."""


@frozen
class _Words:
    """What a department's own copy of the form may say."""

    heading: str
    lines: tuple[str, ...]
    signatures: tuple[str, ...]


def write_form(template: TemplateFile, data: Mapping[str, Plain], language: Language) -> bytes:
    """Write the form that ``thidua.core.workspace.intake.result_form`` describes as an .xlsx file.

    Refused for any other data, and for a template without its words in both languages.
    """
    import xlsxwriter

    if data.get("form") != "result":
        raise _no_form(template)
    words = _words(template, language)
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": str(data["title"]), "created": _MADE})
    styles = styles_of(book)
    form: Mapping[str, Any] = data
    for number, page in enumerate(form["sheets"], start=1):
        sheet = book.add_worksheet(_name(page, number, len(form["sheets"]), language))
        _write_sheet(_paper(sheet, styles, form, page, language), form, page, words)
    book.close()
    return content.getvalue()


def _no_form(template: TemplateFile) -> Exception:
    return refuse(
        "mẫu này là biểu nhập kết quả, không phải báo cáo.",
        "this template is a form for results, not a report.",
        place=template.file,
        remedy=Text("Hãy dùng lệnh: thidua result template", "Use: thidua result template"),
    )


def _words(template: TemplateFile, language: Language) -> _Words:
    found = load_toml(template.content)
    (heading,) = _texts(template, [found.get("title")], language)
    return _Words(
        heading,
        _texts(template, found.get("instructions", []), language),
        _texts(template, found.get("signatures", []), language),
    )


def _texts(template: TemplateFile, lines: Any, language: Language) -> tuple[str, ...]:
    try:
        return tuple(Text(vi=line["vi"], en=line["en"]).in_language(language) for line in lines)
    except (TypeError, KeyError, ValueError) as cause:
        raise refuse(
            "tiêu đề, mỗi lời dặn và chức danh ký của biểu mẫu cần có vi và en.",
            "the title, each instruction and signature of the form need vi and en.",
            place=template.file,
        ) from cause


def _name(page: Mapping[str, Any], number: int, count: int, language: Language) -> str:
    """The name of a sheet: numbered, so that long names alike in their beginning differ."""
    if count == 1:
        return SHEET.in_language(language)
    return f"{number} {_NOT_IN_NAMES.sub(' ', page['unit'])}"[:_LONGEST_NAME].strip()


def _paper(
    sheet: Any,
    styles: Styles,
    form: Mapping[str, Any],
    page: Mapping[str, Any],
    language: Language,
) -> Paper:
    hidden = {column["code"] for column in form["columns"] if column["carried"]}
    alone = {"unit_name"} if page["unit"] else set()
    return Paper(sheet, styles, form["columns"], frozenset(hidden | alone), language)


def _write_sheet(
    paper: Paper, form: Mapping[str, Any], page: Mapping[str, Any], words: _Words
) -> None:
    whose = [name for name in (form["title"], page["unit"]) if name]
    _write_marks(paper, page["marks"])
    top = _write_head(paper, words.heading, whose, (form["period"], *words.lines))
    _write_columns(paper, top)
    for number, row in enumerate(page["rows"], start=top + 1):
        _write_figure(paper, number, row) if "cells" in row else _write_heading(paper, number, row)
    figures = {n: row for n, row in enumerate(page["rows"], start=top + 1) if "cells" in row}
    set_rules(paper.sheet, figures, paper.at("value", paper.last), paper.language)
    end = top + len(page["rows"])
    paper.sheet.set_h_pagebreaks(_beginnings(page, top + 1)[1:])
    if page["unit"]:
        end = _write_signatures(paper, end + 2, words.signatures)
    _lay_out(paper, top, end)


def _beginnings(page: Mapping[str, Any], top: int) -> list[int]:
    """The rows where the units begin."""
    return [n for n, row in enumerate(page["rows"], start=top) if row["kind"] == "unit"]


def _write_marks(paper: Paper, marks: Sequence[str]) -> None:
    for index, mark in enumerate(marks):
        if mark:
            paper.sheet.write_string(0, index, mark, paper.styles.mark)
    paper.sheet.set_row(0, None, None, {"hidden": True})


def _write_head(paper: Paper, heading: str, whose: Sequence[str], lines: Sequence[str]) -> int:
    """Title and legend, whose form it is, what to mind; the row below them."""
    first, last, styles = paper.first, paper.last, paper.styles
    paper.sheet.write_string(1, first, heading, styles.title)
    looks = (styles.legend_open, styles.legend_fixed, styles.legend_criterion)
    for column, word, look in zip((-2, -1, 0), LEGEND, looks, strict=True):
        paper.sheet.write_string(1, last + column, word.in_language(paper.language), look)
    # Bold letters are wider.
    named = [(text, styles.name, NAME_SIZE + 2) for text in whose]
    said = [*named, *((text, styles.line, SIZE) for text in lines)]
    for row, (text, look, size) in enumerate(said, start=2):
        paper.across(row, first, last, text, look)
        paper.sheet.set_row(row, height_of(text, paper.width(first, last), size))
    return 2 + len(said)


def _write_columns(paper: Paper, top: int) -> None:
    for index, column in enumerate(paper.columns):
        width = WIDTHS.get(column["code"], 12)
        hidden = {"hidden": column["code"] in paper.hidden}
        paper.sheet.set_column(index, index, width, None, hidden)
        paper.sheet.write_string(top, index, column["title"], paper.styles.column)
    paper.fit(top, [column["title"] for column in paper.columns])


def _write_figure(paper: Paper, number: int, row: Mapping[str, Any]) -> None:
    for index, (text, column) in enumerate(zip(row["cells"], paper.columns, strict=True)):
        style = paper.style(column)
        if text:
            paper.sheet.write_string(number, index, text, style)
        else:
            paper.sheet.write_blank(number, index, None, style)
    paper.fit(number, row["cells"])


def _write_heading(paper: Paper, number: int, row: Mapping[str, Any]) -> None:
    first, last = paper.first, paper.last
    paper.words_only(number)
    paper.across(number, first, last, row["text"], paper.styles.headings[row["kind"]])
    paper.sheet.set_row(number, height_of(row["text"], paper.width(first, last)))
    if row["note"]:
        lines = sum(1 + len(line) // 68 for line in row["note"].splitlines())
        look = {"width": 460, "height": 20 + 17 * lines, "font_size": 10}
        paper.sheet.write_comment(number, first, row["note"], look)


def _write_signatures(paper: Paper, row: int, titles: Sequence[str]) -> int:
    """Places to sign, one on each side; the last row that they take."""
    if not titles:
        return row - 2
    styles, sides = paper.styles, _sides(paper)
    signed_on, sign_here = (it.in_language(paper.language) for it in (SIGNED_ON, SIGN_HERE))
    paper.across(row, *sides[-1], signed_on, styles.under_signature)
    for (first, last), title in zip(sides, titles, strict=False):
        paper.across(row + 1, first, last, title, styles.signature)
        paper.across(row + 2, first, last, sign_here, styles.under_signature)
        paper.across(row + 3, first, last, "", styles.signer)
    for number in range(row, row + 4):
        paper.words_only(number)
    paper.sheet.set_row(row + 3, 70)
    return row + 3


def _sides(paper: Paper) -> tuple[tuple[int, int], tuple[int, int]]:
    """Columns on the left and on the right of those that hold figures."""
    value = paper.at("value", paper.last - 1)
    return (paper.first, paper.at("kind", paper.first)), (value + 1, paper.last)


def _lay_out(paper: Paper, top: int, last: int) -> None:
    sheet = paper.sheet
    sheet.set_default_row(LINE)
    sheet.freeze_panes(top + 1, paper.at("indicator_title", 3) + 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer(f'&C&"{FONT}"&11{PAGE.in_language(paper.language)}')
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 2}"})
    sheet.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
    value = paper.at("value", paper.last)
    sheet.set_selection(top + 1, value, top + 1, value)
