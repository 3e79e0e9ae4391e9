"""docs/bieu-nganh.md says what the sheets of a sector hold, and its workbook is what is written."""

import re
from pathlib import Path

import pytest

import sector_workbook as maker
from thidua.core.workspace.readers import Table
from thidua.core.workspace.sector_sheets.forms import FORMS
from thidua.office.workbook_reading import read_workbook

PAGE = maker.PAGE.read_text(encoding="utf-8")
AGAIN = "run: python docs/sector_workbook.py"


def cells(table: Table) -> list[list[object]]:
    return [[cell.value for cell in row.cells] for row in table.rows]


def test_page_is_what_its_maker_writes_now() -> None:
    assert maker.page() == PAGE, AGAIN


def test_every_sheet_has_its_chapter_and_every_kind_of_cell_its_words() -> None:
    assert re.findall(r"^<!-- columns: (\w+) -->$", PAGE, re.MULTILINE) == [
        form.code for form in FORMS
    ]
    titles = re.findall(r"^### (.*)$", PAGE, re.MULTILINE)
    assert titles == [form.title.vi for form in FORMS]


def test_workbook_of_the_example_is_what_export_writes_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("THIDUA_WORKSPACE", raising=False)
    maker.write_workbook(tmp_path / "now.xlsx")
    now, kept = (read_workbook(file) for file in (tmp_path / "now.xlsx", maker.WORKBOOK))
    assert [(it.sheet, cells(it)) for it in now] == [(it.sheet, cells(it)) for it in kept], AGAIN
    assert len(kept) == len(FORMS) + 2


@pytest.mark.parametrize("name", maker.COPIED)
def test_figures_of_the_example_are_those_of_the_demonstration(name: str) -> None:
    original = maker.DATA / maker.COPIED[name]
    assert (maker.FIGURES / name).read_bytes() == original.read_bytes(), AGAIN
    assert {it.name for it in maker.FIGURES.iterdir()} == set(maker.COPIED)


def test_a_maker_that_is_refused_says_so(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        maker._thidua("sector", "add", tmp_path)
