"""The score sheet of one member as a workbook in which every sum can be re-checked."""

from collections.abc import Mapping
from typing import Any, Final

from thidua.core.text.bilingual import Text
from thidua.office.points_charts import chart_sections
from thidua.office.points_explaining import write_changes, write_explanations
from thidua.office.points_grid import (
    NARROW,
    SHEETS,
    WIDTHS,
    Layout,
    look_of,
    write_columns,
    write_extra_grids,
    write_rows,
)
from thidua.office.points_paper import HEADING, Head, Paper, fitting

SHEET: Final = Text("Phiếu chấm điểm", "Score sheet")
WORDS: Final = (
    (Text("Lý do", "Reason"), 34),
    (Text("Minh chứng", "Evidence"), 34),
)
RANK, BAND, SCALE = (
    Text("Xếp hạng", "Rank"),
    Text("Xếp loại", "Class"),
    Text("thang điểm", "scale"),
)


_SMALL: Final = 10
"""Font size of the words beside the points."""


def write_score_sheet(paper: Paper, data: Mapping[str, Any]) -> None:
    """Write the sheet; behind it the bonus, the deductions, the chart, how points came about and
    which figures were changed."""
    points = data["calculation"]
    head = Head(
        paper.words.title,
        about_lines(data["unit_name"], data, paper),
        notices_of(data["notices"]),
        paper.words.instructions,
        sum(WIDTHS) + NARROW * len(points["columns"]) + sum(width for _, width in WORDS),
    )
    layout = layout_of(paper, SHEET, head)
    sheet = paper.sheet(SHEET)
    last = _words_from(points) + len(WORDS) - 1
    paper.heading(sheet, 0, (0, last), head)
    _write_table(paper, sheet, data, layout)
    end = layout.tops["points"] + len(points["rows"])
    _write_result(paper, sheet, data, end, last)
    sheet.freeze_panes(layout.tops["points"], 2)
    sheet.repeat_rows(layout.tops["points"] - 1)
    sheet.fit_to_pages(1, 0)
    write_extra_grids(paper, points, layout, Head(head.title, head.about))
    chart_sections(paper, points, layout)
    write_explanations(paper, data)
    if data["changes"]:
        write_changes(paper, data["changes"])


def about_lines(name: str, data: Mapping[str, Any], paper: Paper) -> list[str]:
    """Whose points these are, and by which table."""
    cluster = data["cluster"]
    scale = f"{paper.say(SCALE)} {cluster['scale']}"
    where = f"{cluster['name']}, {data['period']}" if name != cluster["name"] else data["period"]
    return [name, where, f"{cluster['criteria']}; {scale}"]


def notices_of(notices: Mapping[str, str]) -> list[str]:
    """What must be known before the points: proposed, provisional, illustrative."""
    return [text for text in notices.values() if text]


def layout_of(paper: Paper, sheet: Text, head: Head) -> Layout:
    """Where the tables stand, the first below a heading and the legend."""
    extra = 1 + len(head.about) + 1
    return Layout(
        {"points": paper.say(sheet), **{grid: paper.say(name) for grid, name in SHEETS.items()}},
        {"points": head.rows + 2, **{grid: extra + 1 for grid in SHEETS}},
        len(WIDTHS),
    )


def _words_from(points: Mapping[str, Any]) -> int:
    """The first column of words, behind the numbers."""
    return len(WIDTHS) + len(points["columns"])


def _write_table(paper: Paper, sheet: Any, data: Mapping[str, Any], layout: Layout) -> None:
    points, top = data["calculation"], layout.tops["points"]
    write_columns(paper, sheet, top - 1, points["columns"], layout.first)
    first = _words_from(points)
    for column, (word, width) in enumerate(WORDS, start=first):
        sheet.set_column(column, column, width)
        own = {"border": 1, "bold": True, "align": "center", "bg_color": HEADING}
        paper.text(sheet, top - 1, column, paper.say(word), **own)
    paper.legend(sheet, top - 2, (1, first, first + 1))
    sheet.set_row(top - 2, 34)
    write_rows(paper, sheet, points, layout, "points")
    told = (row for row in data["rows"] if row["kind"] != "line")
    for number, row in enumerate(points["rows"], start=top):
        placed = row["kind"] not in ("line", "total")
        _write_words(paper, sheet, number, row, next(told) if placed else None)


def _write_words(
    paper: Paper, sheet: Any, at: int, row: Mapping[str, Any], told: Mapping[str, Any] | None
) -> None:
    """Reason and evidence beside the points of a row."""
    texts = ["", ""] if told is None else [told["reason"], told["evidence"]]
    first = len(WIDTHS) + len(row["cells"]["points"])
    for column, text in enumerate(texts, start=first):
        paper.text(sheet, at, column, text, border=1, font_size=_SMALL, **look_of(row))
    beside = zip(texts, (width for _, width in WORDS), strict=True)
    title = (row["title"], WIDTHS[1] - 2 * row["depth"])
    sheet.set_row(at, max(fitting([title]), fitting(list(beside), _SMALL)))


def _write_result(paper: Paper, sheet: Any, data: Mapping[str, Any], row: int, last: int) -> None:
    """Rank and class, what is said beside them, and places to sign."""
    result = [f"{paper.say(RANK)}: {data['rank']}"]
    if data["band"]:
        result.append(f"{paper.say(BAND)}: {data['band']}")
    if data["status"] != "ranked":
        result.append(data["status_text"])
    said = ["; ".join(result), *data["reasons"], *data["notes"]]
    for number, text in enumerate(said, start=row + 1):
        paper.across(sheet, number, (0, last), text)
    write_signatures(paper, sheet, row + len(said) + 2, last)


def write_signatures(paper: Paper, sheet: Any, row: int, last: int) -> None:
    """The titles of those who sign, side by side."""
    titles = paper.words.signatures
    for index, title in enumerate(titles):
        column = index * (last + 1) // len(titles)
        end = (index + 1) * (last + 1) // len(titles) - 1
        paper.across(sheet, row, (column, max(column, end)), title, bold=True, align="center")
