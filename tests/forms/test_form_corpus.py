"""A corpus of what people send: for each file exactly the figures stored and the faults found.

Nothing is repaired unseen: a figure is stored as it stands, or its cell is named.
"""

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from corpus import formats, layouts, rows_and_sheets, values
from corpus.cases import HEAD, Case
from corpus.findings import findings
from thidua.office import reading_child
from thidua.plugins import confinement

if TYPE_CHECKING:
    from tests.forms.conftest import Maker

CASES: Final = (*layouts.CASES, *values.CASES, *rows_and_sheets.CASES, *formats.CASES)


@pytest.fixture
def unconfined(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work of the child is done in this process, for a start of Python is a tenth of a
    second; ``test_each_format_is_parsed_in_a_child`` has the child itself."""

    def run(target: str, payload: bytes) -> bytes:
        return reading_child.read(payload)

    monkeypatch.setattr(confinement, "run_confined", run)


@pytest.mark.usefixtures("unconfined")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shows)
def test_a_file_gives_exactly_these_figures_and_faults(case: Case, make: "Maker") -> None:
    counts, found = findings(case.file(make))
    assert found.faults == case.faults
    assert found.stored == case.stored
    assert found.noted == case.noted
    read = (counts.read, counts.entries, counts.blank, counts.refused, counts.beside)
    assert read == case.counts
    assert counts.agree


@pytest.mark.parametrize("case", CASES[:3], ids=(".ods", ".xls", ".xlsx"))
def test_each_format_is_parsed_in_a_child(case: Case, make: "Maker") -> None:
    counts, found = findings(case.file(make))
    assert (found.stored, counts.declared) == (case.stored, 8)


def test_the_corpus_is_large() -> None:
    assert len({case.shows for case in CASES}) >= 60


def test_15841_rows_are_15841_figures(make: "Maker") -> None:
    """That many cases were lost in 2020 by a file that held no more rows, and nobody was told."""
    first = date(1960, 1, 1).toordinal()
    days = [f"{date.fromordinal(first + number):%d/%m/%Y}" for number in range(15_841)]
    rows = [("ncc", "score", number, day, day) for number, day in enumerate(days)]
    path = make.xlsx([(*HEAD, "Từ ngày", "Đến ngày"), *rows])
    counts, found = findings(path)
    assert (counts.read, counts.entries, counts.refused) == (15_841, 15_841, 0)
    assert found.stored[-1] == "ncc score 15840"
