"""The ranking of a cluster on a sheet: ranks, totals and classes as formulas."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from thidua.core.text.bilingual import Text
from thidua.core.workspace.readers import column_letters
from thidua.office.points_columns import Columns
from thidua.office.points_formulas import (
    COMPARED,
    band_formula,
    dense_formula,
    formula_of,
    rank_formula,
)
from thidua.office.points_grid import Layout
from thidua.office.points_paper import HEADING, INPUT, STATED, Paper, fitting, nearest, shape_of
from thidua.plugins import cell_address

RANK, MEMBER, TOTAL, BAND, NOTE = (
    Text("Hạng", "Rank"),
    Text("Đơn vị", "Member"),
    Text("Tổng điểm", "Total"),
    Text("Xếp loại", "Class"),
    Text("Ghi chú", "Note"),
)
WITHIN: Final = {
    "bonus": Text("Trong đó điểm thưởng", "Bonus within"),
    "deductions": Text("Điểm đã trừ", "Deducted"),
}
EXACT = Text("Điểm để xếp hạng", "Points ranked by")
KEY = Text("Tiêu chí phụ {number}: {title}", "Tie key {number}: {title}")
GREATER, LESS = (
    Text("nhiều hơn xếp trên", "more is better"),
    Text("ít hơn xếp trên", "less is better"),
)
PLACE = Text("Vị trí", "Place")
DENSE: Final = "1223"
NAME_WIDTH: Final = 34
NOTE_WIDTH: Final = 30
NUMBER_WIDTH: Final = 12
_LONGEST_FORMULA: Final = 8000


@frozen
class Ranking:
    """What the sheet is written from."""

    paper: Paper
    sheet: Any
    data: Mapping[str, Any]
    layout: Layout
    name: str
    """Of the sheet itself."""
    top: int
    """The row of the first member, from 0."""

    @property
    def points(self) -> Mapping[str, Any]:
        """The calculation."""
        found: Mapping[str, Any] = self.data["calculation"]
        return found

    @property
    def plain(self) -> Mapping[str, Any]:
        """The calculation of the ranking."""
        found: Mapping[str, Any] = self.points["ranking"]
        return found

    @property
    def columns(self) -> Columns:
        """The places of the columns."""
        plain = self.plain
        return Columns(
            sections=len(plain["columns"]),
            layers=self.data["ranking"]["layers"][:-1],
            within=[grid for grid in self.points["grids"] if grid in WITHIN],
            keys=len(plain["keys"]),
            has_exact=bool(plain["exact"]),
            has_place=plain["scheme"] == DENSE,
        )

    @property
    def ranked(self) -> tuple[int, int]:
        """The first and the last row of the ranked, as addresses count them."""
        count = sum(1 for member in self.plain["members"] if member["rank"] is not None)
        return self.top + 1, self.top + count


def write_ranking(work: Ranking) -> None:
    """The heads of the columns and a row for each member."""
    _write_heads(work)
    for index, member in enumerate(work.plain["members"]):
        _write_member(work, index, member)
        texts = [(member_name(work, index), NAME_WIDTH), (_note(work, index), NOTE_WIDTH)]
        work.sheet.set_row(work.top + index, fitting(texts))


def member_name(work: Ranking, index: int) -> str:
    """The name of a member, by its place in the ranking."""
    found: str = work.data["ranking"]["rows"][index]["name"]
    return found


def _write_heads(work: Ranking) -> None:
    titles = list(_titles(work))
    for column, title in enumerate(titles):
        own = {"border": 1, "bold": True, "align": "center", "bg_color": HEADING}
        work.paper.text(work.sheet, work.top - 1, column, title, **own)
        work.sheet.set_column(column, column, _width(work.columns, column))
    widths = [(title, _width(work.columns, n)) for n, title in enumerate(titles)]
    work.sheet.set_row(work.top - 1, fitting(widths))


def _width(columns: Columns, column: int) -> int:
    wide = {0: 7, 1: NAME_WIDTH, columns.note: NOTE_WIDTH}
    return wide.get(column, NUMBER_WIDTH)


def _titles(work: Ranking) -> Iterator[str]:
    say, columns = work.paper.say, work.columns
    yield from (say(RANK), say(MEMBER))
    yield from (column["title"] for column in work.plain["columns"])
    yield say(TOTAL)
    yield from (say(WITHIN[grid]) for grid in columns.within)
    yield from (f"{say(TOTAL)} ({layer})" for layer in columns.layers)
    yield from (say(BAND), say(NOTE))
    if columns.has_exact:
        yield say(EXACT)
    for number, key in enumerate(work.plain["keys"], start=1):
        better = say(GREATER if key["descending"] else LESS)
        yield f"{say(KEY).format(number=number, title=key['title'])} ({better})"
    if columns.has_place:
        yield say(PLACE)


def _write_member(work: Ranking, index: int, member: Mapping[str, Any]) -> None:
    row, paper, columns = work.top + index, work.paper, work.columns
    paper.text(work.sheet, row, 1, member_name(work, index), border=1)
    _write_rank(work, row, member)
    for number, column in enumerate(work.plain["columns"], start=columns.first):
        _write_refs(work, (row, number), column["rows"], index)
    _write_total(work, row, index)
    for number, grid in enumerate(columns.within, start=columns.total + 1):
        last = len(work.points["rows"]) - 1
        _write_refs(work, (row, number), [last], index, grid)
    first = columns.total + 1 + len(columns.within)
    for number, value in enumerate(member["totals"][:-1], start=first):
        own = {"bg_color": INPUT} if value else {}
        paper.number(work.sheet, (row, number), value, _total_shape(work), **own)
    _write_band(work, row, index, member)
    paper.text(work.sheet, row, columns.note, _note(work, index), border=1)
    _write_helpers(work, row, index, member)


def _write_rank(work: Ranking, row: int, member: Mapping[str, Any]) -> None:
    paper, rank = work.paper, member["rank"]
    own = {"align": "center", "bold": True}
    if rank is None:
        paper.text(work.sheet, row, 0, "-", border=1, **own)
    elif not work.plain["follows"]:
        paper.number(work.sheet, (row, 0), str(rank), "0", bg_color=STATED, **own)
    elif work.columns.has_place:
        formula = dense_formula(row + 1, work.ranked, column_letters(work.columns.place))
        paper.formula(work.sheet, (row, 0), formula, rank, num_format="0", **own)
    else:
        paper.formula(work.sheet, (row, 0), _place_formula(work, row), rank, num_format="0", **own)


def _place_formula(work: Ranking, row: int) -> str:
    columns = work.columns
    keys = [
        (column_letters(columns.key + number), key["descending"])
        for number, key in enumerate(work.plain["keys"])
    ]
    return rank_formula(row + 1, work.ranked, column_letters(columns.compared), keys)


def _cells(work: Ranking, rows: Sequence[int], index: int, grid: str) -> list[tuple[int, str]]:
    """The rows in which a member has a number, each with it."""
    found = ((row, work.points["rows"][row]["cells"][grid][index]["value"]) for row in rows)
    return [(row, value) for row, value in found if value]


def _write_refs(
    work: Ranking, at: tuple[int, int], rows: Sequence[int], index: int, grid: str = "points"
) -> None:
    """The sum of cells of the tables behind."""
    known = _cells(work, rows, index, grid)
    shape = shape_of(work.points["rows"][rows[-1]]["digits"])
    if not known:
        work.paper.number(work.sheet, at, "", shape)
        return
    value = sum((Fraction(value) for _, value in known), Fraction(0))
    term = ["sum", *(["ref", grid, row] for row, _ in known)]
    formula = formula_of(term, lambda table, row: work.layout.address(table, row, index))
    work.paper.formula(work.sheet, at, formula, nearest(str(value)), num_format=shape)


def _total_shape(work: Ranking) -> str:
    return shape_of(work.points["rows"][-1]["digits"])


def _write_total(work: Ranking, row: int, index: int) -> None:
    total, columns = work.points["rows"][-1], work.columns
    at, cell = (row, columns.total), total["cells"]["points"][index]
    own = {"bold": True, "bg_color": HEADING}
    if not cell["value"]:
        work.paper.number(work.sheet, at, "", _total_shape(work), bold=True)
        return
    area = [cell_address(it, row + 1) for it in (columns.first, columns.total - 1)]
    formula = f"SUM({':'.join(area)})"
    if cell["formula"] and cell["formula"][0] == "round":
        formula = f"ROUND({formula},{cell['formula'][-1]})"
    value = nearest(cell["value"])
    work.paper.formula(work.sheet, at, formula, value, num_format=_total_shape(work), **own)


def _write_band(work: Ranking, row: int, index: int, member: Mapping[str, Any]) -> None:
    bands, at = work.plain["bands"], (row, work.columns.band)
    title = work.data["ranking"]["rows"][index]["band"]
    formula = ""
    if member["rank"] is not None and bands["follows"] and bands["steps"]:
        points = f"{column_letters(work.columns.compared)}{row + 1}"
        formula = band_formula(points, Fraction(bands["scale"]), bands["steps"])
    if formula and len(formula) < _LONGEST_FORMULA:
        own = {"align": "center", "text_wrap": True}
        work.paper.formula(work.sheet, at, formula, title, **own)
    else:
        work.paper.text(work.sheet, *at, title, border=1, align="center")


def _note(work: Ranking, index: int) -> str:
    row = work.data["ranking"]["rows"][index]
    status = [] if row["status"] == "ranked" else [row["status_text"]]
    return "; ".join(it for it in (*status, *row["reasons"], row["decided_by"]) if it)


def _write_helpers(work: Ranking, row: int, index: int, member: Mapping[str, Any]) -> None:
    """What the ranks are computed from, beside the table."""
    columns, paper = work.columns, work.paper
    if columns.has_exact:
        _write_exact(work, row, index, member)
    for number, value in enumerate(member["keys"], start=columns.key):
        if value:
            paper.number(work.sheet, (row, number), value, "#,##0.####", bg_color=INPUT)
        else:
            paper.text(work.sheet, row, number, "", border=1)
    if columns.has_place and member["rank"] is not None:
        value = 1 + sum(1 for it in work.plain["members"] if _is_before(work, it, member))
        formula = _place_formula(work, row)
        at = (row, columns.place)
        paper.formula(work.sheet, at, formula, value, num_format="0", align="center")


def _is_before(work: Ranking, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["rank"] is not None and one["rank"] < other["rank"]


def _write_exact(work: Ranking, row: int, index: int, member: Mapping[str, Any]) -> None:
    at, shape = (row, work.columns.compared), f"#,##0.00{'#' * (COMPARED - 2)}"
    if not member["points"]:
        work.paper.number(work.sheet, at, "", shape)
        return
    known = _cells(work, work.plain["exact"], index, "points")
    term = ["round", ["sum", *(["ref", "points", it] for it, _ in known)], COMPARED]
    formula = formula_of(term, lambda table, it: work.layout.address(table, it, index))
    value = round(nearest(member["points"]), COMPARED)
    work.paper.formula(work.sheet, at, formula, value, num_format=shape)
