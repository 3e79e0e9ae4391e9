"""A small sector that has one of everything, as a workbook whose cells can be changed."""

import re
from collections.abc import Callable

import pytest
from attrs import define

from thidua.core.model.structuring import read_criteria_set, read_sector
from thidua.core.model.toml_places import load_toml
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.readers import Cell, CellValue, Row, Table, cell_address
from thidua.core.workspace.sector_sheets.checking import SoundSector, sound_sector
from thidua.core.workspace.sector_sheets.reading import SheetsRead, plain_of
from thidua.core.workspace.sector_sheets.sector_plain import SectorPlain, plain_of_records
from thidua.core.workspace.sector_sheets.workbook_data import workbook_data
from thidua.core.workspace.sector_sheets.writing import sheets_of

SECTOR = """
[plugin]
code = "health"
title = { vi = "Y tế", en = "Health" }
api_version = 1
maintainers = ["Sở Y tế; Phòng Tổng hợp", "Bà Nguyễn"]

[sector]
code = "health"
title = { vi = "Ngành Y tế", en = "Health" }
legal_basis = "Quyết định số 01"
unit_kinds = [{ code = "clinic", title = { vi = "Trạm y tế", en = "Clinic" } }]

[[indicators]]
code = "born"
title = { vi = "Trẻ sinh ra", en = "Children born" }
unit = { vi = "trẻ", en = "children" }
whole = true

[[indicators]]
code = "vaccinated"
title = { vi = "Trẻ được tiêm", en = "Children vaccinated" }
unit = { vi = "trẻ", en = "children" }

[[indicators]]
code = "rate"
title = { vi = "Tỷ lệ", en = "Rate" }
unit = "%"
direction = "lower"

[[indicators]]
code = "late"
title = { vi = "Báo cáo chậm", en = "Late reports" }
unit = { vi = "báo cáo", en = "reports" }
when_blank = "zero"

[[indicators]]
code = "grade"
title = { vi = "Xếp loại", en = "Grade" }
unit = { vi = "mức", en = "grade" }
kind = "grade"
grades = ["weak", "good"]
grade_titles = [{ vi = "Yếu", en = "Weak" }, { vi = "Tốt", en = "Good" }]

[[formulas]]
code = "share"
title = { vi = "Theo tỷ lệ", en = "In proportion" }
explanation = { vi = "Điểm theo tỷ lệ.", en = "Points in proportion." }
inputs = ["part", "whole"]
optional_inputs = { extra = "0" }
expression = "points * max(keep, min((part + extra) / whole, beyond))"

[[formulas.parameters]]
name = "keep"
default = "0.5"
title = { vi = "Giữ lại", en = "Kept" }

[[formulas.parameters]]
name = "beyond"
default = "cut"
title = { vi = "Vượt", en = "Beyond" }
choices = { cut = "1", open = "part / whole" }

[[checks]]
code = "within-born"
title = { vi = "Tiêm nhiều hơn sinh", en = "More vaccinated than born" }
expression = "vaccinated <= born"
severity = "error"
"""
CRITERIA = """
code = "health-2026"
title = { vi = "Bảng điểm Y tế 2026", en = "Health 2026" }
sector = "health"
basis = "proposal"
valid_from = 2026-01-01
points = "20.5"
bonus_cap = "none"
rounding = { total = 2 }
rank_on = "rounded"
tie_breakers = ["section:A", "indicator:rate desc"]
bands = [
  { code = "good", from = "80.5", title = { vi = "Tốt", en = "Good" } },
  { code = "fair", below = "80.5" },
]

[[sections]]
code = "A"
title = { vi = "Chuyên môn", en = "Work" }
points = 15

[[sections]]
code = "B"
points = "5.5"
deductions_cap = 3

[[criteria]]
code = "H-01"
section = "A"
title = { vi = "Tiêm chủng", en = "Vaccination" }
points = 6
formula = "share"
inputs = { part = "vaccinated", whole = "born.target if born.target == 5 else born" }
parameters = { keep = "0.25", beyond = "open" }
applies_to = ["clinic"]
evidence = "required"

[[criteria]]
code = "H-02"
section = "A"
title = { vi = "Tỷ lệ theo bậc", en = "Rate in steps" }
points = 4
bands = { on = "rate", steps = [
  { over = "0.5", points = 4 },
  { to = "0.5", points = "1.5" },
] }

[[criteria]]
code = "H-03"
section = "A"
points = 5
interpolate = { on = "rate", steps = [[0, 0], ["2.5", 5]] }

[[criteria]]
code = "H-04"
section = "B"
points = 2
judged = { from = 0, to = 2 }

[[criteria]]
code = "H-05"
section = "B"
title = { vi = "Kỷ luật", en = "Discipline" }
points = "3.5"
floor = "-0.5"
rows = [
  { code = "late", title = { vi = "Chậm", en = "Late" }, deduct = "0.5", per = "late", cap = 2 },
  { only_if = "full", cap = 3, one_of = [
    { bonus = 2, when = "rate > 90" },
    { bonus = "0.5", per = "grade", when = "rate > 80", cap = 1 },
  ] },
  { code = "fraud", gate = "late > 10" },
]
"""


@define
class Book:
    """The sheets of a workbook as rows of values; what is done to them, an official might do."""

    sheets: dict[str, list[list[CellValue | Cell]]]

    def set(self, sheet: str, address: str, value: CellValue | Cell) -> "Book":
        """Write into a cell; the sheet grows to hold it."""
        found = re.fullmatch(r"([A-Z]+)([0-9]+)", address)
        assert found is not None
        column = 0
        for letter in found[1]:
            column = 26 * column + ord(letter) - ord("A") + 1
        rows = self.sheets[sheet]
        while len(rows) < int(found[2]):
            rows.append([])
        row = rows[int(found[2]) - 1]
        row.extend([None] * (column - len(row)))
        row[column - 1] = value
        return self

    def at(self, sheet: str, code: str, row: int) -> str:
        """The address of a column, by its code, in a row."""
        return cell_address(self.sheets[sheet][1].index(code), row)

    def tables(self) -> tuple[Table, ...]:
        """What a reader makes of it."""
        return tuple(
            Table(name, tuple(_row(number, row) for number, row in enumerate(rows, start=1)))
            for name, rows in self.sheets.items()
        )

    def read(self) -> SheetsRead:
        """The plain values."""
        return plain_of(self.tables(), "so.xlsx")

    def sound(self) -> SoundSector:
        """The records; Refused with all that is wrong."""
        return sound_sector(self.read(), {}, {}, {"commune"})

    def faults(self) -> dict[str, str]:
        """What is wrong, in English with its remedy, by sheet and cell."""
        with pytest.raises(Refused) as refused:
            self.sound()
        faults = refused.value.faults
        assert len({fault.place for fault in faults}) == len(faults), [str(it) for it in faults]
        return {it.place.removeprefix("so.xlsx, "): said(it) for it in faults}


def said(fault: Fault) -> str:
    return fault.what.en if fault.remedy is None else f"{fault.what.en} {fault.remedy.en}"


def _row(number: int, values: list[CellValue | Cell]) -> Row:
    return Row(
        number, tuple(_cell(value, cell_address(at, number)) for at, value in enumerate(values))
    )


def _cell(value: CellValue | Cell, address: str) -> Cell:
    if isinstance(value, Cell):
        return Cell(value.value, address, value.error, value.computed, value.merged, value.shown)
    return Cell(value or None, address)


def book_of(plain: SectorPlain, language: str = "vi") -> Book:
    """The workbook of a sector, without the detour over a file."""
    data = workbook_data(sheets_of(plain), "en" if language == "en" else "vi")
    sheets: dict[str, list[list[CellValue | Cell]]] = {}
    for page in data["sheets"]:
        columns = page["columns"]
        rows = [[it["title"] for it in columns], [it["code"] for it in columns], *page["lines"]]
        if page["upright"]:
            rows = [page["heads"], *map(list, zip(*rows, strict=True))]
        sheets[page["title"]] = [list(row) for row in rows]
    return Book(sheets)


def health_plain() -> SectorPlain:
    return plain_of_records(
        read_sector(load_toml(SECTOR)), [read_criteria_set(load_toml(CRITERIA))]
    )


@pytest.fixture
def plain() -> SectorPlain:
    """The small sector."""
    return health_plain()


@pytest.fixture
def book(plain: SectorPlain) -> Book:
    """Its workbook."""
    return book_of(plain)


@pytest.fixture(scope="session")
def as_book() -> Callable[..., Book]:
    """The workbook of any sector, in a language."""
    return book_of
