"""The five summary reports in Word: all 114 published figures, row by row as on the pages."""

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import docx
import pytest

from thidua.cli.demo.departments import PUBLISHED

if TYPE_CHECKING:
    from tests.conftest import DemoRun

PUBLISHED_FIGURES: Final = {
    "can-tho": 19,
    "ninh-binh": 27,
    "kien-giang": 31,
    "ha-tinh": 30,
    "bac-kan": 7,
}
BOUND_WORDS: Final = {"over": "trên ", "under": "dưới ", "near": "gần "}
FIGURES: Final = [
    "Chỉ tiêu", "Số liệu", "Đơn vị tính", "Thời gian", "Mức giao", "Tỷ lệ đạt", "Nguồn",
]  # fmt: skip
TARGETS: Final = [
    "Chỉ tiêu", "Đơn vị tính", "Kết quả kỳ này", "Mức giao kỳ tới", "So với kết quả", "Lưu ý",
]  # fmt: skip
AUDIT: Final = ["Nội dung", "Số đã công bố", "Số tính lại", "Cách tính", "Kết luận"]
Rows = list[list[str]]


class Cells(HTMLParser):
    """The rows of a page that carry an attribute: it, and the words of the cells."""

    def __init__(self, page: str, attribute: str) -> None:
        super().__init__()
        self.rows: list[tuple[dict[str, str], list[str]]] = []
        self._attribute, self._row, self._cell = attribute, False, False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self._row = self._attribute in given
            if self._row:
                self.rows.append((given, []))
        if tag == "td" and self._row:
            self._cell = True
            self.rows[-1][1].append("")

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[-1][1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._cell = False


def squeezed(text: str) -> str:
    return " ".join(text.split())


def alike(rows: list[list[str]]) -> list[list[str]]:
    """Without spaces and brackets: what Word puts in brackets stands on a page in small print."""
    return [[re.sub(r"[\s()]", "", cell) for cell in row] for row in rows]


@pytest.fixture(params=[it.code for it in PUBLISHED])
def folder(request: pytest.FixtureRequest, demo_run: "DemoRun") -> Path:
    """The reports of each department in turn."""
    return demo_run.folder / "reports" / str(request.param)


@pytest.fixture
def word(folder: Path) -> Callable[[list[str]], Rows]:
    """The rows of all tables of the Word report that have that head."""
    document: Any = docx.Document(str(folder / "bao-cao-tong-ket.docx"))

    def rows(head: list[str]) -> Rows:
        found: Rows = []
        for table in document.tables:
            first, *others = [[squeezed(cell.text) for cell in row.cells] for row in table.rows]
            found += others if first == head else []
        return found

    return rows


@pytest.fixture
def page(folder: Path) -> Callable[[str], list[tuple[Mapping[str, str], list[str]]]]:
    """The rows of the page that carry an attribute."""
    text = (folder / "bao-cao-tong-ket.html").read_text("utf-8")
    return lambda attribute: [
        (given, [squeezed(cell) for cell in cells]) for given, cells in Cells(text, attribute).rows
    ]


Word = Callable[[list[str]], Rows]
Page = Callable[[str], list[tuple[Mapping[str, str], list[str]]]]


def test_the_published_figures_are_114() -> None:
    assert sum(PUBLISHED_FIGURES.values()) == 114


def test_every_figure_of_the_page_is_the_same_row_in_word(word: Word, page: Page) -> None:
    assert alike(word(FIGURES)) == alike([cells for _, cells in page("data-indicator")])


def test_each_published_figure_has_label_number_unit_and_bound_word(
    folder: Path, word: Word, page: Page
) -> None:
    figures = list(zip(word(FIGURES), (given for given, _ in page("data-indicator")), strict=True))
    published = [(row, given) for row, given in figures if given["data-published"] == "yes"]
    assert len(published) == PUBLISHED_FIGURES[folder.name]
    for (label, value, _, period, *_), given in published:
        assert label and period
        assert value.startswith(BOUND_WORDS.get(given["data-bound"], ""))
        assert value[0].isdigit() or given["data-bound"] in BOUND_WORDS


def test_targets_and_audits_are_the_rows_of_the_page(word: Word, page: Page) -> None:
    assert alike(word(TARGETS)) == alike([cells for _, cells in page("data-next-target")])
    assert alike(word(AUDIT)) == alike([cells for _, cells in page("data-audit")])


def test_sources_stand_under_the_figures(folder: Path, word: Word) -> None:
    words = [it.text for it in docx.Document(str(folder / "bao-cao-tong-ket.docx")).paragraphs]
    marks = {row[-1].split(" ")[0] for row in word(FIGURES) if row[-1].startswith("[")}
    assert marks and all(any(it.startswith(f"Nguồn {mark} ") for it in words) for mark in marks)
