"""The rows of a table of points on a sheet: numbers with the formulas that make them."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.number_format import format_number
from thidua.office.points_formulas import formula_of
from thidua.office.points_paper import (
    HEADING,
    INPUT,
    ROWS,
    STATED,
    Head,
    Paper,
    fitting,
    nearest,
    shape_of,
)
from thidua.plugins import cell_address

NUMBER, TITLE, MOST = (
    Text("TT", "No."),
    Text("Tiêu chí", "Criterion"),
    Text("Điểm tối đa", "Maximum"),
)
SHEETS: Final = {
    "bonus": Text("Điểm thưởng", "Bonus"),
    "deductions": Text("Điểm trừ", "Deductions"),
}
ABOUT: Final = {
    "bonus": Text(
        "Điểm thưởng nằm trong điểm của từng dòng", "The bonus within the points of each row"
    ),
    "deductions": Text(
        "Điểm đã trừ trong từng dòng, trong giới hạn điểm trừ",
        "What was deducted in each row, within its caps",
    ),
}
WIDTHS: Final = (7, 44, 10)
"""Of the number, the title and the maximum, in characters."""
NARROW: Final = 11
_LINE_SHAPE: Final = "#,##0.00##"
_UPRIGHT: Final = 90
"""Degrees by which the names of many columns are turned."""
MANY: Final = 8
PAGE_COLUMNS: Final = 15
"""As many columns of numbers as a page can show and be read."""


@frozen
class Layout:
    """Where the tables of points stand in a workbook."""

    names: Mapping[str, str]
    """The sheet of each table."""
    tops: Mapping[str, int]
    """The row of each table's first line, counted from 0."""
    first: int
    """The first column of numbers, the same in all of them."""

    def address(self, grid: str, row: int, column: int, *, on: str = "") -> str:
        """A cell of a table, with its sheet unless it is that of the table ``on``."""
        cell = cell_address(self.first + column, self.tops[grid] + row + 1)
        return cell if grid == on else f"'{self.names[grid]}'!{cell}"


def write_rows(
    paper: Paper, sheet: Any, data: Mapping[str, Any], layout: Layout, grid: str
) -> None:
    """The rows of one table: number, title, maximum and the numbers of every column."""
    for number, row in enumerate(data["rows"]):
        at = layout.tops[grid] + number
        own = look_of(row)
        paper.text(sheet, at, 0, row["number"], border=1, align="center", **own)
        paper.text(sheet, at, 1, row["title"], border=1, indent=min(row["depth"], 5), **own)
        _write_most(paper, sheet, at, row, own)
        for column, cell in enumerate(row["cells"][grid]):
            place = _placing(layout, grid, column)
            _write_cell(paper, sheet, (at, layout.first + column), row, cell, place)
        sheet.set_row(at, fitting([(row["title"], WIDTHS[1] - 2 * row["depth"])]))


def write_extra_grids(paper: Paper, data: Mapping[str, Any], layout: Layout, head: Head) -> None:
    """A sheet for the bonus and one for the deductions, where there are any."""
    for grid in data["grids"]:
        if grid not in SHEETS:
            continue
        sheet = paper.sheet(SHEETS[grid])
        last = layout.first + len(data["columns"]) - 1
        lines = Head(paper.say(SHEETS[grid]), [*head.about, paper.say(ABOUT[grid])])
        paper.heading(sheet, 0, (0, min(last, PAGE_COLUMNS)), lines)
        write_columns(paper, sheet, layout.tops[grid] - 1, data["columns"], layout.first)
        write_rows(paper, sheet, data, layout, grid)
        finish(sheet, layout.tops[grid] - 1, len(data["columns"]))


def write_columns(paper: Paper, sheet: Any, row: int, titles: Sequence[str], first: int) -> None:
    """The titles of the columns; many of them stand upright."""
    own = {"border": 1, "bold": True, "align": "center", "bg_color": HEADING}
    for column, word in enumerate((NUMBER, TITLE, MOST)):
        sheet.set_column(column, column, WIDTHS[column])
        paper.text(sheet, row, column, paper.say(word), **own)
    upright = {"rotation": _UPRIGHT} if len(titles) > MANY else {}
    for column, title in enumerate(titles, start=first):
        sheet.set_column(column, column, NARROW)
        paper.text(sheet, row, column, title, **own, **upright)
    longest = fitting([(title, NARROW - 1) for title in titles])
    sheet.set_row(row, 170 if upright else longest)


def finish(sheet: Any, header: int, columns: int) -> None:
    """Freeze and repeat the headings; as many pages across as many columns need."""
    sheet.freeze_panes(header + 1, 2)
    sheet.repeat_rows(header)
    sheet.repeat_columns(0, 1)
    sheet.fit_to_pages(-(-columns // PAGE_COLUMNS), 0)


def look_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """How the cells of a row look, by what it stands for."""
    if row["kind"] in ROWS:
        return {"bold": True, "bg_color": ROWS[row["kind"]]}
    return {"italic": True} if row["kind"] == "line" else {}


def _placing(layout: Layout, grid: str, column: int) -> Callable[[str, int], str]:
    return lambda other, row: layout.address(other, row, column, on=grid)


def _write_most(
    paper: Paper, sheet: Any, at: int, row: Mapping[str, Any], own: Mapping[str, Any]
) -> None:
    """The maximum, a number where it is one: with its word, "thưởng 15", in its format."""
    shown = format_number(Fraction(row["most"]), paper.language) if row["most"] else ""
    word = row["maximum"].removesuffix(shown) if shown else ""
    if not shown or word + shown != row["maximum"]:
        paper.text(sheet, at, 2, row["maximum"], border=1, align="center", **own)
        return
    shape = "#,##0.0###" if "/" in row["most"] else "#,##0"
    shape = f'"{word}"{shape}' if word else shape
    paper.number(sheet, (at, 2), row["most"], shape, align="center", **own)


def _write_cell(
    paper: Paper,
    sheet: Any,
    at: tuple[int, int],
    row: Mapping[str, Any],
    cell: Mapping[str, Any],
    place: Callable[[str, int], str],
) -> None:
    own = look_of(row) | _colour(cell)
    shape = _LINE_SHAPE if row["kind"] == "line" else shape_of(row["digits"])
    if cell["formula"]:
        formula = formula_of(cell["formula"], place)
        paper.formula(sheet, at, formula, nearest(cell["value"]), num_format=shape, **own)
    else:
        paper.number(sheet, at, cell["value"], shape, **own)


def _colour(cell: Mapping[str, Any]) -> dict[str, str]:
    colours = {"input": INPUT, "stated": STATED}
    found = colours.get(cell["origin"]) if cell["value"] else None
    return {} if found is None else {"bg_color": found}
