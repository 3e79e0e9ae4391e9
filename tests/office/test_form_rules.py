"""The rules of a form's cells let pass whatever the import reads, and stop what is plainly wrong.

LibreOffice works the formulas out; the reader of figures is asked for the same texts.
"""

import shutil
import subprocess
from typing import Any, Final

import openpyxl
import pytest

from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.text.bilingual import Text
from thidua.core.workspace.intake.figure_reading import FigureRefused, figure_of
from thidua.office.form_rules import formula_for
from thidua.plugins import cell_address

SOFFICE: Final = shutil.which("soffice")

UNIT: Final = Text("người", "persons")
ASKING: Final = {
    "whole": Indicator("jobs", Text("Việc làm", "Jobs"), UNIT, whole=True),
    "number": Indicator("rate", Text("Tỷ lệ", "Rate"), Text("%", "%")),
    "date": Indicator("day", Text("Ngày", "Day"), Text("ngày", "day"), kind=ValueKind.DATE),
}
READ: Final = {
    "whole": (
        *("0", "5", "1712", "1.712", "24.000", "1 712", "1,5 nghìn", "trên 24.000", "gần 9.000"),
        *("> 3", "dưới 10", "24.000 người", " 7 ", "1.234.567", "2 triệu", "12,0"),
    ),
    "number": (
        *("0", "98,5", "5,12 %", "-3,5", "−3", "+2", "trên 98", "≈ 5,1", "100%", "12 phần trăm"),
        *("12,0", "1.234,5", "0,005"),
    ),
    "date": (
        *("05/03/2026", "5/3/2026", "05-03-2026", "5.3.2026", "2026-03-05", " 05/03/2026 "),
        "31/12/2026",
    ),
}
STOPPED: Final = {
    "whole": ("có", "chưa có", "-5", "−5", "–12", "không", "năm trăm", "x"),
    "number": ("có", "chưa có", "không rõ", "đạt", "x"),
    "date": ("05/03/26", "tháng 3", "2026", "05/03", "ngày 5 tháng 3 năm 2026", "3/2026", "46086"),
}


def all_texts() -> list[tuple[str, str, bool]]:
    """What is asked for, a text, and whether it may stand."""
    texts = [(kind, text, True) for kind, listed in READ.items() for text in listed]
    return texts + [(kind, text, False) for kind, listed in STOPPED.items() for text in listed]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> list[bool]:
    """What LibreOffice makes of each formula."""
    folder = tmp_path_factory.mktemp("rules")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row, (kind, typed, _) in enumerate(all_texts(), start=1):
        sheet.cell(row, 1, typed).number_format = "@"
        rule = formula_for(kind, cell_address(0, row)).removeprefix("=")
        sheet.cell(row, 2, f"=IF(ISERROR({rule}),0,IF({rule},1,0))")
    book.save(folder / "rules.xlsx")
    assert SOFFICE is not None
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    convert = ("--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"))
    command = [SOFFICE, profile, *convert, str(folder / "rules.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    worked: Any = openpyxl.load_workbook(folder / "out" / "rules.xlsx", data_only=True).active
    return [cell.value == 1 for cell in worked["B"]]


def is_read(kind: str, typed: str) -> bool:
    try:
        figure_of(typed, ASKING[kind])
    except FigureRefused:
        return False
    return True


@pytest.mark.parametrize(("kind", "typed", "may"), all_texts())
def test_the_texts_are_what_the_import_reads(kind: str, typed: str, may: bool) -> None:
    assert is_read(kind, typed) is may


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_rule_lets_pass_what_is_read_and_stops_the_rest(verdicts: list[bool]) -> None:
    expected = [may for _, _, may in all_texts()]
    assert len(verdicts) == len(expected)
    wrong = [item for item, got in zip(all_texts(), verdicts, strict=True) if item[2] is not got]
    assert wrong == []


def test_only_what_is_typed_has_a_formula() -> None:
    with pytest.raises(KeyError):
        formula_for("words", "A1")


def test_the_longest_formula_fits_a_cell_of_excel() -> None:
    assert max(len(formula_for(kind, "I99999")) for kind in ASKING) <= 255
