"""The table of points of a cluster as a workbook: its ranking, and behind it every criterion."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from thidua.core.text.bilingual import Text
from thidua.office.points_charts import chart_members
from thidua.office.points_grid import (
    PAGE_COLUMNS,
    finish,
    write_columns,
    write_extra_grids,
    write_rows,
)
from thidua.office.points_paper import Head, Paper
from thidua.office.points_ranking import Ranking, write_ranking
from thidua.office.points_score_sheet import (
    about_lines,
    layout_of,
    notices_of,
    write_signatures,
)

SHEET: Final = Text("Xếp hạng", "Ranking")
MATRIX: Final = Text("Điểm tiêu chí", "Criteria")
NOTES: Final = Text("Ghi chú", "Notes")
LAYER, DIGEST = (
    Text("Điểm của bảng này: {layer}.", "The points of this table: {layer}."),
    Text("Mã kiểm tra bảng điểm: {digest}.", "Digest of the point table: {digest}."),
)


def write_cluster_table(paper: Paper, data: Mapping[str, Any]) -> None:
    """Write the ranking, the tables that it sums, a chart and what must be said of them."""
    about = about_lines(data["cluster"]["name"], data, paper)
    notices = notices_of(data["notices"])
    head = Head(paper.words.title, about, notices, paper.words.instructions, 150)
    matrix = Head(paper.say(MATRIX), about, notices)
    sheet = paper.sheet(SHEET)
    layout = layout_of(paper, MATRIX, matrix)
    work = Ranking(paper, sheet, data, layout, paper.say(SHEET), head.rows + 2)
    _write_ranking_sheet(work, head)
    _write_matrix(work, matrix)
    write_extra_grids(paper, data["calculation"], layout, matrix)
    if work.ranked[0] <= work.ranked[1]:
        columns = work.columns
        rows = work.ranked[0] - 1, work.ranked[1] - 1
        chart_members(paper, work.name, rows, range(columns.first, columns.total), 1)
    _write_notes(paper, data)


def _write_ranking_sheet(work: Ranking, head: Head) -> None:
    paper, sheet, columns = work.paper, work.sheet, work.columns
    paper.heading(sheet, 0, (0, columns.note), head)
    paper.legend(sheet, work.top - 2, (1, columns.total, columns.note))
    sheet.set_row(work.top - 2, 34)
    write_ranking(work)
    end = work.top + len(work.plain["members"])
    said = work.data["ranking"]["notes"]
    for number, text in enumerate(said, start=end + 1):
        paper.across(sheet, number, (0, columns.note), text)
    write_signatures(paper, sheet, end + len(said) + 2, columns.note)
    sheet.freeze_panes(work.top, 2)
    sheet.repeat_rows(work.top - 1)
    sheet.fit_to_pages(1, 0)


def _write_matrix(work: Ranking, head: Head) -> None:
    paper, points, top = work.paper, work.points, work.layout.tops["points"]
    sheet = paper.sheet(MATRIX)
    last = work.layout.first + len(points["columns"]) - 1
    paper.heading(sheet, 0, (0, min(last, PAGE_COLUMNS)), head)
    paper.legend(sheet, top - 2, (1, 2, 3))
    sheet.set_row(top - 2, 68)
    write_columns(paper, sheet, top - 1, points["columns"], work.layout.first)
    write_rows(paper, sheet, points, work.layout, "points")
    finish(sheet, top - 1, len(points["columns"]))


def _write_notes(paper: Paper, data: Mapping[str, Any]) -> None:
    """What must be said of the points, a line each."""
    sheet = paper.sheet(NOTES)
    sheet.set_column(0, 0, 120)
    for row, text in enumerate(_said(paper, data)):
        paper.text(sheet, row, 0, text)


def _said(paper: Paper, data: Mapping[str, Any]) -> Iterable[str]:
    ranking = data["ranking"]
    lines = (
        ranking["criteria"],
        paper.say(DIGEST).format(digest=data["calculation"]["ranking"]["digest"]),
        paper.say(LAYER).format(layer=ranking["layer"]),
        *notices_of(data["notices"]),
        *ranking["notes"],
    )
    return (line for line in lines if line)
