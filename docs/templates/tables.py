"""Tables of a document: a heading that repeats on every page, and a row for each item of a list."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from templates.frame import CENTRE, LEFT, RIGHT, set_padding, set_widths

TAG_WIDTH = 0.4
"""Centimetres of a cell that holds nothing but a tag and goes with it."""
SIDES = {"left": LEFT, "centre": CENTRE, "right": RIGHT}


@frozen
class Column:
    """One column: its heading, what stands in it, its width in cm."""

    heading: str
    cell: str
    width: float
    side: str = "left"
    each: str = ""
    """As many columns as a list has items: ``points in row.sections``."""
    each_heading: str = ""
    """The list of their headings: ``section in ranking.sections``."""
    bold: bool = False


def listed(document: Any, loop: str, columns: Sequence[Column], size: float = 12) -> Any:
    """A table with a row for each item of a list, ``row in ranking.rows``."""
    heads = [cell for column in columns for cell in _cells(column, head=True)]
    lines = [cell for column in columns for cell in _cells(column, head=False)]
    table = document.add_table(rows=4, cols=len(heads))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, [width for _, width, _, _ in heads])
    head, opening, line, closing = table.rows
    for row, cells in ((head, heads), (line, lines)):
        for place, (text, _, side, bold) in zip(row.cells, cells, strict=True):
            _fill(place, text, size, side, bold)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _fill(opening.cells[0], f"{{%tr for {loop} %}}", size, LEFT)
    _fill(closing.cells[0], "{%tr endfor %}", size, LEFT)
    _repeat_head(head)
    set_padding(table, side=0.1, above=0.04)
    return table


_Cell = tuple[str, float, Any, bool]


def _cells(column: Column, head: bool) -> list[_Cell]:
    """The cells of a column; one that is there for each item of a list stands between its tags."""
    text, loop = (column.heading, column.each_heading) if head else (column.cell, column.each)
    side, bold = (CENTRE, True) if head else (SIDES[column.side], column.bold)
    cell = (text, column.width, side, bold)
    if not loop:
        return [cell]
    return [
        (f"{{%tc for {loop} %}}", TAG_WIDTH, LEFT, False),
        cell,
        ("{%tc endfor %}", TAG_WIDTH, LEFT, False),
    ]


def _fill(cell: Any, text: str, size: float, side: Any, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = side
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold or None


def _repeat_head(row: Any) -> None:
    for cell in row.cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
