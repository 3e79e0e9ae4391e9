"""The form for results as a workbook: one sheet, of which only the cells to fill are open.

Every cell is text, so that "24.000" stays what was typed and nothing runs as a formula. The codes
travel in hidden columns; the import reads them back.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from thidua.core.model.toml_places import load_toml
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import refuse
from thidua.core.workspace.templates import Plain
from thidua.plugins import TemplateFile

FONT: Final = "Times New Roman"
WIDTHS: Final = {
    "unit_name": 18,
    "indicator_title": 38,
    "kind": 9,
    "measure": 11,
    "previous": 10,
    "value": 14,
    "source": 18,
    "evidence": 18,
    "note": 16,
}
"""Characters; together they fill the width of an A4 page that lies on its side."""

SHEET: Final = Text("Kết quả", "Results")
PAGE: Final = Text("Trang &P/&N", "Page &P/&N")
ASK: Final = Text("Chọn một trong danh sách", "Choose from the list")
WRONG: Final = Text("Giá trị không đúng", "Not a value of this row")
CHOOSE: Final = Text("Chỉ nhận: {choices}.", "Only these: {choices}.")

_LONGEST_LIST: Final = 255
"""Characters that Excel keeps of a list of choices or of a message."""
_MADE: Final = datetime(2026, 1, 1)
"""Stands as the day of making, so that the same form is the same file."""


@frozen
class _Styles:
    title: Any
    line: Any
    heading: Any
    fixed: Any
    open: Any


def write_form(template: TemplateFile, data: Mapping[str, Plain], language: Language) -> bytes:
    """Write the form that ``thidua.core.workspace.intake.result_form`` describes as an .xlsx file.

    Refused for any other data, and for a template without instructions in both languages.
    """
    import xlsxwriter

    if data.get("form") != "result":
        raise _no_form(template)
    words = load_toml(template.content)
    (heading,) = _texts(template, [words.get("title")])
    lines = _texts(template, words.get("instructions", []))
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": str(data["title"]), "created": _MADE})
    sheet = book.add_worksheet(SHEET.in_language(language))
    styles = _styles(book)
    head = [str(data["period"]), *(line.in_language(language) for line in lines)]
    _write_head(sheet, styles, heading.in_language(language), str(data["title"]), head)
    _write_table(sheet, styles, data, 2 + len(head), language)
    book.close()
    return content.getvalue()


def _no_form(template: TemplateFile) -> Exception:
    return refuse(
        "mẫu này là biểu nhập kết quả, không phải báo cáo.",
        "this template is a form for results, not a report.",
        place=template.file,
        remedy=Text("Hãy dùng lệnh: thidua result template", "Use: thidua result template"),
    )


def _texts(template: TemplateFile, lines: Any) -> list[Text]:
    try:
        return [Text(vi=line["vi"], en=line["en"]) for line in lines]
    except (TypeError, KeyError, ValueError) as cause:
        raise refuse(
            "tiêu đề và mỗi lời dặn của biểu mẫu cần có vi và en.",
            "the title and each instruction of the form need vi and en.",
            place=template.file,
        ) from cause


def _styles(book: Any) -> _Styles:
    base = {"font_name": FONT, "font_size": 12, "valign": "vcenter", "text_wrap": True}
    cell = {**base, "border": 1, "num_format": "@"}
    return _Styles(
        title=book.add_format({**base, "font_size": 14, "bold": True, "text_wrap": False}),
        line=book.add_format({**base, "text_wrap": False}),
        heading=book.add_format(
            {**cell, "bold": True, "align": "center", "bg_color": "#D9E2F3", "font_size": 12}
        ),
        fixed=book.add_format(cell),
        open=book.add_format({**cell, "locked": False, "bg_color": "#FFF9DB"}),
    )


def _write_head(
    sheet: Any, styles: _Styles, heading: str, cluster: str, lines: Sequence[str]
) -> None:
    first = 2  # the codes before it are hidden
    sheet.write_string(0, first, heading, styles.title)
    sheet.write_string(1, first, cluster, styles.title)
    for row, line in enumerate(lines, start=2):
        sheet.write_string(row, first, line, styles.line)


def _write_table(
    sheet: Any, styles: _Styles, data: Mapping[str, Any], top: int, language: Language
) -> None:
    columns = data["columns"]
    filled = [index for index, column in enumerate(columns) if column["filled"]]
    for index, column in enumerate(columns):
        width = WIDTHS.get(column["code"], 12)
        sheet.set_column(index, index, width, None, {"hidden": column["carried"]})
        sheet.write_string(top, index, column["title"], styles.heading)
    for number, row in enumerate(data["rows"], start=top + 1):
        for index, text in enumerate(row["cells"]):
            style = styles.open if index in filled else styles.fixed
            sheet.write_string(number, index, text, style) if text else sheet.write_blank(
                number, index, None, style
            )
        if row["choices"]:
            value = next(i for i, column in enumerate(columns) if column["code"] == "value")
            _offer(sheet, number, value, row["choices"], language)
    _lay_out(sheet, top, len(data["rows"]), len(columns), language)


def _offer(sheet: Any, row: int, column: int, choices: Sequence[str], language: Language) -> None:
    """A list to choose from; left away where Excel has no room for it, for the note says it."""
    if len(",".join(choices)) > _LONGEST_LIST or any("," in choice for choice in choices):
        return
    message = CHOOSE.in_language(language).format(choices=", ".join(choices))
    sheet.data_validation(
        row,
        column,
        row,
        column,
        {
            "validate": "list",
            "source": list(choices),
            "input_title": ASK.in_language(language),
            "input_message": message[:_LONGEST_LIST],
            "error_title": WRONG.in_language(language),
            "error_message": message[:_LONGEST_LIST],
        },
    )


def _lay_out(sheet: Any, top: int, rows: int, columns: int, language: Language) -> None:
    last = top + max(rows, 1)
    sheet.freeze_panes(top + 1, 4)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer(f"&C{PAGE.in_language(language)}")
    sheet.ignore_errors({"number_stored_as_text": f"A{top + 2}:XFD{last + 1}"})
    sheet.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
    sheet.set_selection(top + 1, columns - 4, top + 1, columns - 4)
