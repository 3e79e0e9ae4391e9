"""A form says whose it is in cells that nobody sees, wherever a program has put them, and which
rows are words."""

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from thidua.core.workspace.intake.form_marks import FORM_MARK, FormIdentity, identity_of
from thidua.core.workspace.intake.headings import find_sheet
from thidua.core.workspace.intake.results import COLUMNS
from thidua.core.workspace.readers import Cell, Row, Table, cell_address

if TYPE_CHECKING:
    from tests.workspace.conftest import Sheets

ONE = FormIdentity("cum-1", "2026", "xa-an-hoa", 68)


def test_the_marks_of_a_form_are_read_back(sheets: "Sheets") -> None:
    (table,) = sheets("|".join(ONE.marks()), "Mã đơn vị|Mã chỉ tiêu")
    assert identity_of(table) == ONE


def test_the_form_of_a_cluster_names_no_unit(sheets: "Sheets") -> None:
    cluster = FormIdentity("cum-1", "2026")
    (table,) = sheets("|".join(cluster.marks()))
    assert identity_of(table) == cluster


def test_columns_and_rows_put_before_them_do_no_harm(sheets: "Sheets") -> None:
    (table,) = sheets("", "Sở Nội vụ", "STT||" + "|".join(ONE.marks()))
    assert identity_of(table) == ONE


def test_a_period_made_a_number_is_still_its_code() -> None:
    words = tuple(Cell(word, cell_address(index, 1)) for index, word in enumerate(ONE.marks()[:2]))
    row = Row(1, (*words, Cell(Fraction(2026), "C1")))
    assert identity_of(Table("", (row,))) == FormIdentity("cum-1", "2026")


def test_a_form_that_does_not_count_its_rows_is_a_form(sheets: "Sheets") -> None:
    (table,) = sheets("thidua-form|cum-1|2026||nhiều")
    assert identity_of(table) == FormIdentity("cum-1", "2026")


@pytest.mark.parametrize("line", ["Mã đơn vị|Giá trị", FORM_MARK, f"{FORM_MARK}|cum-1", ""])
def test_any_other_sheet_is_no_form(sheets: "Sheets", line: str) -> None:
    (table,) = sheets(line)
    assert identity_of(table) is None


def test_rows_of_words_are_passed_over_unless_they_hold_a_value(sheets: "Sheets") -> None:
    tables = sheets(
        "unit|indicator|value|source",
        "thidua-text||| A1 Việc làm",
        "ncc|jobs|5|",
        "thidua-text||7|",
        "thidua-text|||Thủ trưởng đơn vị",
    )
    records = list(find_sheet("f.xlsx", tables, COLUMNS).records())
    assert [record.row.number for record in records] == [3, 4]
