"""What of a Word table only the filled document decides: its columns, and where a page may end.

Word lays a fixed table out by the widths of its cells, LibreOffice by its grid; after a template
has repeated a column (``{%tc for %}``) the two disagree. The grid is made to follow the cells, and
the table to fill the page. The last rows of a table stay with the signatures that follow it, so
that nobody signs an empty page.
"""

from collections.abc import Sequence
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu

ROWS_KEPT: Final = 2


def fit_tables(document: Any) -> None:
    """Mend every table of a python-docx document whose grid does not follow its cells."""
    section = document.sections[0]
    page = Emu(section.page_width - section.left_margin - section.right_margin)
    for table in document.tables:
        _fit(table._tbl, page.twips)


def keep_last_rows(document: Any) -> None:
    """Keep the last rows of a table on the page of the signatures that follow it: a table after
    paragraphs that are kept with the next, the last of them empty."""
    for table in document.tables:
        if _goes_before_signatures(table._tbl):
            for row in table.rows[-ROWS_KEPT:]:
                for cell in row.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True


def _goes_before_signatures(table: Any) -> bool:
    last, after = table, table.getnext()
    while after is not None and after.tag == qn("w:p") and _is_kept(after):
        last, after = after, after.getnext()
    is_empty = last is not table and not "".join(last.itertext()).strip()
    return is_empty and after is not None and after.tag == qn("w:tbl")


def _is_kept(paragraph: Any) -> bool:
    properties = paragraph.pPr
    return properties is not None and properties.find(qn("w:keepNext")) is not None


def _fit(table: Any, page: int) -> None:
    rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
    if not rows:
        return
    widths = [_width(cell) for cell in max(rows, key=len)]
    grid = table.tblGrid
    if None in widths or widths == [_grid_width(column) for column in grid]:
        return
    fitted = _shared_out([width or 0 for width in widths], page)
    for column in list(grid):
        grid.remove(column)
    for width in fitted:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(width))
        grid.append(column)
    for cells in (row for row in rows if len(row) == len(fitted)):
        for cell, width in zip(cells, fitted, strict=True):
            cell.tcPr.find(qn("w:tcW")).set(qn("w:w"), str(width))


def _shared_out(widths: Sequence[int], whole: int) -> list[int]:
    """Widths in the same proportion that make up the whole, in twips."""
    total = sum(widths)
    return [width * whole // total for width in widths]


def _width(cell: Any) -> int | None:
    """The width of a cell in twips; None where it is not stated so."""
    stated = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    if stated is None or stated.get(qn("w:type")) != "dxa":
        return None
    return int(stated.get(qn("w:w")))


def _grid_width(column: Any) -> int:
    return int(column.get(qn("w:w"), "0"))
