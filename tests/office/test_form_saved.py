"""What is typed into a form is the same text after LibreOffice has saved it, in either format."""

import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from thidua import office
from thidua.core.text.bilingual import LANGUAGES
from thidua.core.workspace.intake.form_marks import TEXT_MARK, FormIdentity, identity_of
from thidua.office.form_writing import write_form

SOFFICE: Final = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

TYPED: Final = (
    *("0", "24.000", "24,000", "1.712", "1712", "1,712", "1.71", "12.345.678", "0,10", "0,1", "10"),
    *("98,5", "98.5", "5,12 %", "100%", "6,4 tỷ đồng", "trên 24.000", "< 5", "1 712", "007", "1e3"),
    *(
        "-3,5",
        "−3",
        "+2",
        "1/2",
        "3-4",
        "05/03/2026",
        "5.3.2026",
        "2026-03-05",
        "31/12/26",
        "12:30",
    ),
    *("TRUE", "có", "không", "123456789012345678", "0,000000000001", "1.000.000,50", "'5", "2026"),
)
MARKS: Final = FormIdentity("2026", "2026", "007", len(TYPED))


def form() -> dict[str, Any]:
    codes = (("unit", True), ("indicator", True), ("indicator_title", False), ("value", False))
    row = {"kind": "figure", "choices": [], "accepts": "number"}
    return {
        "form": "result",
        "title": "Cụm các phòng",
        "period": "Kỳ 2026",
        "columns": [
            {"code": code, "title": code, "carried": carried, "filled": code == "value"}
            for code, carried in codes
        ],
        "sheets": [
            {
                "unit": "Phòng Việc làm",
                "marks": list(MARKS.marks()),
                "rows": [
                    {"kind": "criterion", "text": "=A1", "note": "Có sẵn 5 điểm"},
                    *({**row, "cells": ["007", "jobs", f"={it}", ""]} for it in TYPED),
                ],
            }
        ],
    }


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The form, filled in and saved by LibreOffice, by suffix."""
    folder = tmp_path_factory.mktemp("saved")
    (template,) = office.thidua_report_templates()
    file = folder / "bieu.xlsx"
    file.write_bytes(write_form(template.files[0], form(), LANGUAGES[0]))
    book = openpyxl.load_workbook(file)
    sheet: Any = book.active
    rows = [line[0].row for line in sheet.iter_rows() if line[0].value == "007"]
    for row, text in zip(rows, TYPED, strict=True):
        sheet.cell(row, 4).value = text
    book.save(file)
    return {suffix: _converted(file, suffix) for suffix in (".xlsx", ".ods")}


def _converted(file: Path, suffix: str) -> Path:
    assert SOFFICE is not None
    out = file.parent / "da-luu"
    profile = f"-env:UserInstallation=file://{file.parent / 'profile'}"
    convert = ("--headless", "--convert-to", suffix[1:], "--outdir", str(out), str(file))
    subprocess.run([SOFFICE, profile, *convert], check=True, capture_output=True, timeout=120)
    return out / f"{file.stem}{suffix}"


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_every_text_is_what_was_typed(saved: dict[str, Path], suffix: str) -> None:
    (reader,) = (it for it in office.thidua_readers() if suffix in it.suffixes)
    (table,) = reader.read(saved[suffix])
    assert identity_of(table) == MARKS
    figures = [row for row in table.rows if row.cell(0).value == "007"]
    assert [row.cell(3).value for row in figures] == list(TYPED)
    assert [row.cell(2).value for row in figures] == [f"={text}" for text in TYPED]
    assert not any(cell.computed or cell.error for row in table.rows for cell in row.cells)
    words = [row for row in table.rows if row.cell(0).value == TEXT_MARK]
    assert "=A1" in [row.cell(2).value for row in words]
    assert all(row.cell(3).value is None for row in words[:1])
