"""What may be chosen in the cells of a sector's workbook."""

from collections.abc import Mapping
from typing import Any, Final

from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.readers import column_letters
from thidua.core.workspace.sector_sheets.standard_sheet import STANDARD

CHOOSE: Final = Text("Chọn trong danh sách", "Choose from the list")
UNKNOWN: Final = Text("Giá trị không có trong danh sách.", "The list has no such value.")
EXPRESSION: Final = Text(
    "Không phải mã công thức chuẩn: sẽ được đọc như mã công thức của ngành, hoặc như biểu thức.",
    "No standard formula: it is read as a formula of the sector, or as an expression.",
)
SPARE: Final = 500
"""Rows of another sheet that are looked at for codes."""

Cells = tuple[int, int, int, int]


def set_choices(
    sheet: Any,
    column: Mapping[str, Any],
    pages: Mapping[str, Any],
    cells: Cells,
    language: Language,
) -> None:
    """Offer the words of a column, or the codes of the sheet that it names.

    Words are all there is; of codes, another may be typed before its own row is.
    """
    if column["choices"]:
        _offer(sheet, cells, list(column["choices"]), language, strict=column["is_strict"])
    elif column["names"] in pages:
        note = EXPRESSION if column["names"] == STANDARD else None
        _offer(sheet, cells, _codes_of(pages[column["names"]]), language, strict=False, note=note)


def _offer(
    sheet: Any,
    cells: Cells,
    source: list[str] | str,
    language: Language,
    *,
    strict: bool,
    note: Text | None = None,
) -> None:
    """``note`` is said of what is not in the list, and nothing where there is none."""
    sheet.data_validation(
        *cells,
        {
            "validate": "list",
            "source": source,
            "error_title": CHOOSE.in_language(language),
            "error_message": (note or UNKNOWN).in_language(language),
            "error_type": "stop" if strict else "information",
            "show_error": strict or note is not None,
        },
    )


def _codes_of(page: Mapping[str, Any]) -> str:
    """The cells in which the codes of a sheet stand."""
    own = {"cases": "case"}.get(page["code"], "code")
    index = [column["code"] for column in page["columns"]].index(own)
    if page["upright"]:
        last = column_letters(1 + max(len(page["lines"]), 1))
        return f"='{page['title']}'!$C${index + 2}:${last}${index + 2}"
    letter = column_letters(index)
    return f"='{page['title']}'!${letter}$3:${letter}${SPARE}"
