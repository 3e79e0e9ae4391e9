"""Judged points from a sheet, each within the limits of its criterion and with its reason."""

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from thidua.core.model.observation import JudgedPoints, Layer
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.intake.judged import JudgedImport, read_judged
from thidua.core.workspace.readers import Table

if TYPE_CHECKING:
    from tests.workspace.conftest import Desk, Sheets

HEADINGS = "Mã đơn vị|Mã tiêu chí|Điểm|Lý do|Lớp|Số liệu minh hoạ"


def read(desk: "Desk", tables: tuple[Table, ...]) -> JudgedImport:
    return read_judged("cham.xlsx", tables, desk.cluster(), Layer.SELF)


def faults(desk: "Desk", tables: tuple[Table, ...]) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as refused:
        read(desk, tables)
    return refused.value.faults


def test_a_row_is_a_judgement(desk: "Desk", sheets: "Sheets") -> None:
    taken = read(
        desk,
        sheets(
            HEADINGS,
            "ncc|A4|3,5|Phong trào đều||",
            "ncc|A4|4|Biên bản thẩm định|thẩm định|x",
            "vl|A4||",
        ),
    )
    place = desk.cluster().place
    assert taken.judged == (
        JudgedPoints("ncc", "A4", place, Layer.SELF, Fraction("3.5"), "Phong trào đều"),
        JudgedPoints("ncc", "A4", place, Layer.APPRAISED, Fraction(4), "Biên bản thẩm định", True),
    )
    assert (taken.rows, taken.entries, taken.blank, taken.hidden) == (3, 2, 1, 0)


def test_every_fault_is_found_at_once_with_its_cell(desk: "Desk", sheets: "Sheets") -> None:
    found = faults(
        desk,
        sheets(
            HEADINGS,
            "xa|A4|3|lý do",
            "ncc|A44|3|lý do",
            "ncc|A4|6|lý do",
            "ncc|A4|nhiều|lý do",
            "ncc|A4|3|",
            "ncc|A4|3|lý do|huyện",
            "ncc|A4|3|lý do||có lẽ",
            "|A4|3|lý do",
            "vl|A4|3|lý do",
            "vl|A4|4|lý do|self",
        ),
    )
    by_cell = {fault.place.partition("!")[2]: fault for fault in found}
    assert sorted(by_cell) == sorted(["A2", "B3", "C4", "C5", "D6", "E7", "F8", "A9", "B11"])
    assert "không phải là thành viên" in by_cell["A2"].what.vi
    assert by_cell["B3"].remedy is not None and "“A4”" in by_cell["B3"].remedy.en
    assert by_cell["C4"].what.vi == "6 điểm nằm ngoài khung của tiêu chí “A4” (từ 0 đến 5)."
    assert by_cell["B11"].what.en == "“vl” has points for criterion “A4” in a row above."
