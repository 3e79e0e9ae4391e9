"""The form goes out, is filled in, saved by another program, and comes back with every figure."""

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pytest

from thidua.core.record.connection import open_engine, reading
from thidua.core.record.observations import load_observations
from thidua.core.workspace.intake.form_marks import FORM_MARK, identity_of
from thidua.office.workbook_reading import read_workbook

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

SOFFICE: Final = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

PLACE: Final = ("--cluster", "phong", "--period", "2026")
TYPED: Final = {
    "jobs_created": "24.000",
    "overseas_workers_sent": "trên 1.712",
    "unemployment_rate": "2,5",
    "admin_procedures_on_time_rate": "98,05 %",
    "trained_persons": "1.234.567",
    "gratitude_fund_collected": "6,4 tỷ",
    "emulation_launched": "có",
    "party_organisation_grade": "hoàn thành tốt nhiệm vụ",
    "fatal_work_accidents": "3",
}
MEANT: Final = {
    "jobs_created": "24000",
    "overseas_workers_sent": "1712",
    "unemployment_rate": "5/2",
    "admin_procedures_on_time_rate": "1961/20",
    "trained_persons": "1234567",
    "gratitude_fund_collected": "32/5",
    "emulation_launched": "1",
    "party_organisation_grade": "3",
    "fatal_work_accidents": "3",
}


def fill(form: Path, unit: str = "ncc") -> None:
    """Type into the rows of a unit, the first of each indicator."""
    book = openpyxl.load_workbook(form)
    found: set[str] = set()
    for sheet in book.worksheets:
        top = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "Mã đơn vị")
        value = next(it.column for it in sheet[top] if it.value == "Giá trị")
        for row in range(top + 1, sheet.max_row + 1):
            code = str(sheet.cell(row, 2).value)
            if sheet.cell(row, 1).value == unit and code not in found and code in TYPED:
                cell: Any = sheet.cell(row, value)
                cell.value = TYPED[code]
                found.add(code)
    assert found == set(TYPED)
    book.save(form)


def stored(desk: "Desk", unit: str = "ncc") -> dict[str, str]:
    engine = open_engine(desk.folder / "thidua.db")
    with reading(engine) as connection:
        held = load_observations(connection, [unit])
    engine.dispose()
    return {item.indicator: str(item.value) for item in held if item.indicator in TYPED}


def converted(form: Path, suffix: str) -> Path:
    """The form as LibreOffice saves it."""
    assert SOFFICE is not None
    folder = form.parent / "da-luu"
    # The program's own settings, so that it shares none with another that may be running.
    profile = f"-env:UserInstallation=file://{form.parent / 'profile'}"
    convert = ("--headless", "--convert-to", suffix, "--outdir", str(folder), str(form))
    subprocess.run([SOFFICE, profile, *convert], check=True, capture_output=True, timeout=120)
    return folder / f"{form.stem}.{suffix}"


@pytest.fixture
def form(desk: "Desk") -> Path:
    path = desk.folder / "bieu.xlsx"
    desk.done("result", "template", *PLACE, "--unit", "ncc", "-o", path)
    return path


def test_every_figure_comes_back_as_it_was_typed(desk: "Desk", form: Path) -> None:
    fill(form)
    desk.done("result", "import", form, "--period", "2026")
    assert stored(desk) == MEANT


@needs_office
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_libreoffice_changes_no_figure_and_loses_no_mark(
    desk: "Desk", form: Path, suffix: str
) -> None:
    fill(form)
    saved = converted(form, suffix)
    if suffix == "xlsx":
        (table,) = read_workbook(saved)
        assert identity_of(table) == identity_of(read_workbook(form)[0])
        sheet = openpyxl.load_workbook(saved).worksheets[0]
        assert sheet.row_dimensions[1].hidden and sheet.protection.sheet
        assert sheet["A1"].value == FORM_MARK
        assert any(cell.comment for line in sheet.iter_rows() for cell in line)
        assert {rule.type for rule in sheet.data_validations.dataValidation} == {"custom", "list"}
    desk.done("result", "import", saved, "--period", "2026")
    assert stored(desk) == MEANT
    again = desk.done("result", "import", form, "--period", "2026")
    assert "mới 0, sửa 0" in again


def test_the_figures_of_a_cluster_may_stand_on_sheets_apart(desk: "Desk") -> None:
    together, apart = desk.folder / "cum.xlsx", desk.folder / "tung-don-vi.xlsx"
    said = desk.done("result", "template", *PLACE, "-o", together)
    said_apart = desk.done("result", "template", *PLACE, "--apart", "-o", apart)
    assert said.split(": ")[1] == said_apart.split(": ")[1]
    assert len(openpyxl.load_workbook(apart).sheetnames) == 3
    fill(apart, "vl")
    desk.done("result", "import", apart, "--period", "2026")
    assert stored(desk, "vl") == MEANT
