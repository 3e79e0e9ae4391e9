"""Sheets that the lines of others refer to and that are not there: told once, for all lines."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.readers import Table
from thidua.core.workspace.sector_sheets.columns import Form
from thidua.core.workspace.sector_sheets.forms import FORMS
from thidua.core.workspace.sector_sheets.sheet_reading import SheetLines

_NAMED: Final = {
    ("criteria", "section"): "sections",
    ("criteria", "bands_on"): "steps",
    ("criteria", "interpolate_on"): "knots",
}
"""The columns whose contents stand on another sheet, which the workbook must have then."""


def missing_sheets(
    sheets: Mapping[str, SheetLines], strange: Iterable[Table], file: str
) -> Iterator[Fault]:
    """A fault for each sheet that is needed and lacking, with the sheet that needs it.

    Expressions may do with indicators that are always there: only where a ``strange`` sheet
    looks like theirs is it missed.
    """
    forms = {form.code: form for form in FORMS}
    needed: dict[str, Form] = {}
    for form in FORMS:
        for code in _referred(form, sheets):
            needed.setdefault(code, form)
    if "indicators" not in sheets and _is_renamed(forms["indicators"], strange):
        needed.setdefault("indicators", forms["criteria"])
    for code, by in needed.items():
        if code not in sheets:
            yield _missing(forms[code], by, file)


def _is_renamed(form: Form, strange: Iterable[Table]) -> bool:
    """Whether a sheet that nothing reads has the row of codes of a form."""
    codes = [column.code for column in form.columns]
    return any(
        [cell.value for cell in row.cells][: len(codes)] == codes
        for table in strange
        for row in table.rows
    )


def _referred(form: Form, sheets: Mapping[str, SheetLines]) -> Iterator[str]:
    lines = sheets[form.code].lines if form.code in sheets else ()
    if lines and form.links and form.parent != "sector":
        yield form.parent
    for (own, column), other in _NAMED.items():
        if own == form.code and any(not line.cell(column).is_blank for line in lines):
            yield other


def _missing(form: Form, by: Form, file: str) -> Fault:
    return Fault(
        Text(
            f"Không có trang “{form.title.vi}”, mà trang “{by.title.vi}” ghi theo trang này.",
            f"There is no sheet “{form.title.en}”, to which the sheet “{by.title.en}” refers.",
        ),
        file,
        Text(
            f"Nếu trang đã đổi tên thì đặt lại tên là “{form.title.vi}”; nếu đã xoá thì chép lại"
            " từ sổ tính xuất ra lúc đầu.",
            f"If it was renamed, call it “{form.title.en}” again; if it was deleted, copy it from"
            " the workbook as it was exported.",
        ),
    )
