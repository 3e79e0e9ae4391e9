"""Tables whose columns a template has repeated fit the page, in Word and in LibreOffice."""

from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from thidua.office.word_tables import fit_tables

TWIPS_A_CENTIMETRE = 567


def a_table(document: Any, widths: list[float]) -> Any:
    table = document.add_table(rows=2, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    return table._tbl


def grid_of(table: Any) -> list[int]:
    return [int(column.get(qn("w:w"))) for column in table.tblGrid]


def cells_of(table: Any) -> list[list[int]]:
    rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
    return [[int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row] for row in rows]


@pytest.fixture
def document() -> Any:
    made = Document()
    section = made.sections[0]
    section.page_width, section.left_margin, section.right_margin = Cm(21), Cm(3), Cm(2)
    return made


def test_a_table_that_has_lost_columns_fills_the_page_in_its_proportions(document: Any) -> None:
    table = a_table(document, [2, 0.4, 4, 0.4])
    for row in table.findall(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        row.remove(cells[1])
        row.remove(cells[3])
    fit_tables(document)
    left, right = grid_of(table)
    assert cells_of(table) == [[left, right]] * 2
    assert abs(left + right - 16 * TWIPS_A_CENTIMETRE) <= 3
    assert abs(right - 2 * left) <= 2


def test_a_table_as_its_template_has_it_is_left_alone(document: Any) -> None:
    table = a_table(document, [3, 5])
    before = grid_of(table), cells_of(table)
    fit_tables(document)
    assert (grid_of(table), cells_of(table)) == before


def test_a_table_whose_widths_are_not_stated_in_twips_is_left_alone(document: Any) -> None:
    table = a_table(document, [3, 5])
    for cell in table.iter(qn("w:tcW")):
        cell.set(qn("w:type"), "pct")
    before = grid_of(table)
    fit_tables(document)
    assert grid_of(table) == before
