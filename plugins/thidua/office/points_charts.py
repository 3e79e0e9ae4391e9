"""Native charts of a workbook of points, drawn by the program that opens it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from thidua.core.text.bilingual import Text
from thidua.office.form_styles import FONT
from thidua.office.points_grid import Layout
from thidua.office.points_paper import HEADING, Paper, nearest, shape_of

SHEET: Final = Text("Biểu đồ", "Chart")
PART: Final = Text("Phần, mục", "Part, section")
POINTS: Final = Text("Điểm đạt", "Points")
MOST: Final = Text("Điểm tối đa", "Maximum")
OF_SECTIONS: Final = Text("Điểm đạt và điểm tối đa của từng mục", "Points and maximum by section")
OF_MEMBERS: Final = Text("Điểm của các đơn vị theo từng mục", "Points of the members by section")
COLOURS: Final = ("#4E79A7", "#F28E2B", "#59A14F", "#E15759", "#76B7B2", "#EDC948", "#B07AA1")
GREY: Final = "#BFBFBF"
_WIDTH: Final = 1000
"""Pixels; a page that lies on its side has room for it."""

Area = tuple[str, int, int, int, int]
"""A sheet, and the first and last row and column of cells on it."""


def chart_sections(paper: Paper, points: Mapping[str, Any], layout: Layout) -> None:
    """Points against the maximum of each top part or section; nothing where none has both."""
    shown = [
        (number, row)
        for number, row in enumerate(points["rows"])
        if row["depth"] == 0 and row["kind"] in ("part", "section") and row["most"]
    ]
    column = len(points["columns"]) - 1
    known = [(n, row) for n, row in shown if row["cells"]["points"][column]["value"]]
    if not known:
        return
    sheet = paper.sheet(SHEET)
    own = {"border": 1, "bold": True, "align": "center", "bg_color": HEADING}
    for index, word in enumerate((PART, POINTS, MOST)):
        paper.text(sheet, 0, index, paper.say(word), **own)
    for at, (number, row) in enumerate(known, start=1):
        _write_section(paper, sheet, at, row, layout.address("points", number, column))
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 2, 14)
    name = paper.say(SHEET)
    chart = paper.book.add_chart({"type": "column"})
    for index, colour in ((1, COLOURS[0]), (2, GREY)):
        _add_series(chart, (name, 1, 0, len(known), 0), (name, 1, index, len(known), index), colour)
    _finish(paper, chart, OF_SECTIONS)
    chart.set_size({"width": _WIDTH, "height": 460})
    sheet.insert_chart(len(known) + 2, 0, chart)
    sheet.fit_to_pages(1, 1)


def chart_members(
    paper: Paper, table: str, rows: tuple[int, int], columns: Sequence[int], names: int
) -> None:
    """A bar for each member, stacked of the columns of a table."""
    sheet = paper.sheet(SHEET)
    chart = paper.book.add_chart({"type": "bar", "subtype": "stacked"})
    for index, column in enumerate(columns):
        where = (table, rows[0], names, rows[1], names), (table, rows[0], column, rows[1], column)
        _add_series(chart, *where, COLOURS[index % len(COLOURS)])
    _finish(paper, chart, OF_MEMBERS)
    names_font = {"name": FONT, "size": 10}
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": names_font})
    count = rows[1] - rows[0] + 1
    chart.set_size({"width": _WIDTH, "height": 180 + max(26 * count, 200)})
    sheet.insert_chart(0, 0, chart)
    sheet.fit_to_pages(1, 1)


def _write_section(paper: Paper, sheet: Any, at: int, row: Mapping[str, Any], address: str) -> None:
    (*_, cell) = row["cells"]["points"]
    title = " ".join(it for it in (row["number"], row["title"]) if it)
    paper.text(sheet, at, 0, title, border=1, text_wrap=False)
    shape = shape_of(row["digits"])
    paper.formula(sheet, (at, 1), address, nearest(cell["value"]), num_format=shape)
    paper.number(sheet, (at, 2), row["most"], shape_of(row["digits"]))


def _add_series(chart: Any, categories: Area, values: Area, colour: str) -> None:
    """A series named by the cell above its numbers: a name given as text might be a formula."""
    sheet, first, column, *_ = values
    chart.add_series(
        {
            "name": [sheet, first - 1, column],
            "categories": list(categories),
            "values": list(values),
            "fill": {"color": colour},
            "gap": 60,
        }
    )


def _finish(paper: Paper, chart: Any, title: Text) -> None:
    font = {"name": FONT, "size": 10}
    chart.set_title({"name": paper.say(title), "name_font": {"name": FONT, "size": 14}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": True}})
