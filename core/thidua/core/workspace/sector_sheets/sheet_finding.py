"""The sheets of a workbook, told by their names, and what is wrong with the names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse
from thidua.core.text.names import nearest, without_marks
from thidua.core.workspace.readers import Table
from thidua.core.workspace.sector_sheets.columns import Form
from thidua.core.workspace.sector_sheets.forms import FORMS
from thidua.core.workspace.sector_sheets.guide_words import GUIDE_SHEET
from thidua.core.workspace.sector_sheets.places import Spot
from thidua.core.workspace.sector_sheets.sheet_reading import SheetLines, read_sheet
from thidua.core.workspace.sector_sheets.standard_sheet import STANDARD_SHEET

_NOT_READ: Final = frozenset(
    without_marks(name) for it in (GUIDE_SHEET, STANDARD_SHEET) for name in (it.vi, it.en)
)
"""The sheets that tell what to do."""


def find_sheets(
    tables: Sequence[Table], file: str
) -> tuple[dict[str, SheetLines], list[Fault], list[str]]:
    """The sheets by their forms, what is wrong with them, and what nothing reads.

    Refused where no sheet is one of a sector's.
    """
    names = {without_marks(it): form for form in FORMS for it in (form.title.vi, form.title.en)}
    found: dict[str, SheetLines] = {}
    faults: list[Fault] = []
    ignored: list[str] = []
    unknown: list[Table] = []
    for table in tables:
        form = names.get(without_marks(table.sheet))
        if form is None:
            unknown.append(table)
        elif form.code in found:
            faults.append(_twice(form, str(Spot(file, table.sheet, "A1"))))
        else:
            found[form.code] = sheet = read_sheet(form, table, file)
            faults.extend(sheet.faults)
            ignored.extend(f"'{table.sheet}': {name}" for name in sheet.ignored)
    if not found:
        raise _no_sheets(file)
    for table in unknown:
        if without_marks(table.sheet) not in _NOT_READ:
            faults.extend(_misspelt_sheet(table, names, found, file))
            ignored.append(f"'{table.sheet}'")
    return found, faults, ignored


def _misspelt_sheet(
    table: Table, names: Mapping[str, Form], found: Mapping[str, SheetLines], file: str
) -> Iterator[Fault]:
    if all(row.is_blank for row in table.rows):
        return
    lacking = [name for name, form in names.items() if form.code not in found]
    for near in nearest(table.sheet, lacking):
        title = names[near].title
        yield Fault(
            Text(
                f"Sheet “{table.sheet}” không được đọc.", f"The sheet “{table.sheet}” is not read."
            ),
            str(Spot(file, table.sheet, "A1")),
            Text(
                f"Nếu là “{title.vi}” thì hãy sửa tên sheet; nếu không thì hãy xóa sheet.",
                f"If it is “{title.en}”, mend its name; if not, delete it.",
            ),
        )


def _twice(form: Form, place: str) -> Fault:
    return Fault(
        Text(f"Có hai sheet “{form.title.vi}”.", f"There are two sheets “{form.title.en}”."),
        place,
        Text("Chỉ giữ một sheet.", "Keep one of them."),
    )


def _no_sheets(file: str) -> Refused:
    names = ", ".join(f"“{form.title.vi}”" for form in FORMS)
    return refuse(
        "Đây không phải là sổ tính định nghĩa ngành: không có sheet nào của biểu mẫu.",
        "This is no workbook of a sector: it has none of the sheets of one.",
        place=file,
        remedy=Text(
            f"Xuất một ngành có sẵn để lấy biểu mẫu; các sheet: {names}.",
            f"Export a sector to have the form; its sheets: {names}.",
        ),
    )
