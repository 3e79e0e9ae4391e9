"""Whoever adds up a printed score sheet by hand comes to the printed sums: page and Word file."""

import html
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from attrs import frozen

from thidua.cli.report_writing import Wanted, write_reports
from thidua.cli.session import Session
from thidua.core.workspace.documents.building import plain_of
from thidua.core.workspace.templates import Document

if TYPE_CHECKING:
    from tests.documents.conftest import Papers

CLUSTERS = (
    ("can-tho", "can-tho-phong", "2020"),
    ("can-tho", "can-tho-don-vi", "2020"),
    ("can-tho", "can-tho-quan-huyen", "2020"),
    ("bac-kan", "bac-kan-kt-kt", "2020"),
    ("tien-giang", "tien-giang-phong-tnmt", "2022"),
    ("tien-giang", "tien-giang-phong-tnmt", "2022-theo-van-ban"),
)
PAGES = 2
"""How many members of each cluster are written as pages too."""
ADDED = "Cộng với điểm các mục ở trên để thành tổng điểm:"
ROW = re.compile(r'<tr data-code="(.*?)" data-kind="(.*?)".*?>(.*?)</tr>', re.S)
CELL = re.compile(r"<td.*?>(.*?)</td>", re.S)


@frozen
class Line:
    """A printed line: what it is called, and its points by layer."""

    title: str
    points: tuple[str, ...]


@frozen
class Sheet:
    """What a printed sheet says of points."""

    rows: tuple[Line, ...]
    adjustments: tuple[Line, ...]
    totals: tuple[str, ...]


def number(text: str) -> Fraction:
    return Fraction(0) if text == "-" else Fraction(text.replace(".", "").replace(",", "."))


def on_page(file: Path) -> Sheet:
    """The page's own numbers."""
    text = file.read_text("utf-8")
    totals = re.findall(r'<span data-total="\d+">(.*?)</span>', text)
    table = re.search(r'<table class="dieu-chinh">(.*?)</table>', text, re.S)
    body = table[1].partition("</thead>")[2] if table else ""
    rows = [_cells(found[3]) for found in ROW.finditer(text)]
    added = [_cells(line) for line in re.findall(r"<tr>(.*?)</tr>", body, re.S)]
    layers = len(totals)
    return Sheet(
        tuple(Line(row[1], tuple(row[3 : 3 + layers])) for row in rows),
        tuple(Line(row[0], tuple(row[1:])) for row in added),
        tuple(totals),
    )


def _cells(row: str) -> list[str]:
    cells = (re.sub(r"<.*?>", "", cell) for cell in CELL.findall(row))
    return [html.unescape(cell).strip() for cell in cells]


def in_word(file: Path) -> Sheet:
    """The Word file's own numbers."""
    document: Any = docx.Document(str(file))
    tables = {table.cell(0, 0).text: table for table in document.tables}
    texts = [paragraph.text for paragraph in document.paragraphs]
    found = [re.fullmatch(r"Tổng điểm [^:]+: (.*)\.", text) for text in texts]
    totals = tuple("-" if it[1].startswith("chưa") else it[1] for it in found if it)
    added = list(tables["Nội dung"].rows)[1:] if ADDED in texts else []
    return Sheet(
        tuple(_line(row, 1, 3, len(totals)) for row in list(tables["TT"].rows)[1:]),
        tuple(_line(row, 0, 1, len(totals)) for row in added),
        totals,
    )


def _line(row: Any, title: int, first: int, layers: int) -> Line:
    cells = [cell.text.strip() for cell in row.cells]
    return Line(cells[title], tuple(cells[first : first + layers]))


def assert_adds_up(sheet: Sheet, shape: list[tuple[int, str]]) -> None:
    assert len(sheet.rows) == len(shape)
    for layer, total in enumerate(sheet.totals):
        printed = [number(row.points[layer]) for row in sheet.rows]
        for index, (depth, kind) in enumerate(shape):
            if kind == "section" and sheet.rows[index].points[layer] != "-":
                assert printed[index] == sum(below(printed, shape, index, depth))
        tops = sum(value for value, (depth, _) in zip(printed, shape, strict=True) if not depth)
        added = sum(number(line.points[layer]) for line in sheet.adjustments)
        assert total == "-" or tops + added == number(total)


def below(
    printed: list[Fraction], shape: list[tuple[int, str]], index: int, depth: int
) -> Iterator[Fraction]:
    for value, (at, _) in zip(printed[index + 1 :], shape[index + 1 :], strict=True):
        if at <= depth:
            return
        if at == depth + 1:
            yield value


@pytest.mark.parametrize(("department", "cluster", "period"), CLUSTERS)
def test_every_sheet_of_the_demonstration_adds_up_as_printed(
    demo_session: Session,
    demo_papers: Callable[[str, str, str], "Papers"],
    tmp_path: Path,
    department: str,
    cluster: str,
    period: str,
) -> None:
    papers = demo_papers(department, cluster, period)
    pages = []
    for index, member in enumerate(papers.read.shown.members):
        data = plain_of(Document.SCORE_SHEET, papers.read, unit=member.unit)
        assert_holds(in_word(papers.sheet(member.unit)), data)
        if index < PAGES:
            pages.append(Wanted("score-sheet", tmp_path / f"{member.unit}.html", data))
    write_reports(demo_session, demo_session.catalogue(department), pages)
    for page in pages:
        assert_holds(on_page(page.file), page.data)


def assert_holds(sheet: Sheet, data: Any) -> None:
    """The sheet adds up, and says why a section stands above its maximum."""
    assert_adds_up(sheet, [(row["depth"], row["kind"]) for row in data["rows"]])
    for row, told in zip(sheet.rows, data["rows"], strict=True):
        if told["kind"] == "section" and is_above(row, told["maximum"]):
            added = any(line.title.startswith(f"{told['code']} ") for line in sheet.rows)
            assert added or "điểm thưởng" in told["reason"]


def is_above(row: Line, maximum: str) -> bool:
    """Whether points are printed above the maximum beside them."""
    most = maximum.split()[-1]
    return most[0].isdigit() and any(number(points) > number(most) for points in row.points)
