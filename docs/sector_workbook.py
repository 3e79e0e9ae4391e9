"""Writes what bieu-nganh.md is made with: the workbook of a complete real table and the figures of
one member's year, from the data of the demonstration; and, inside the page, the tables of columns.

python docs/sector_workbook.py
"""

import re
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import thidua.cli
from thidua.cli.main import DONE, run
from thidua.core.model.structuring import read_criteria_set, read_sector
from thidua.core.model.toml_places import load_toml
from thidua.core.text.bilingual import Text
from thidua.core.workspace.sector_sheets.cell_writing import Content
from thidua.core.workspace.sector_sheets.columns import Column, Kind
from thidua.core.workspace.sector_sheets.forms import FORMS
from thidua.core.workspace.sector_sheets.sector_plain import SectorPlain, plain_of_records
from thidua.core.workspace.sector_sheets.writing import sheets_of

DOCS = Path(__file__).parent
PAGE = DOCS / "bieu-nganh.md"
DATA = Path(thidua.cli.__file__).parent / "demo" / "data" / "tien_giang"
WORKBOOK = DOCS / "vi-du" / "nganh-tien-giang.xlsx"
FIGURES = DOCS / "vi-du" / "tien-giang"
SECTOR = "tien-giang-environment"
SECTOR_FILES = ("sector.toml", "criteria-2022-practice.toml", "criteria-2023-text.toml")
COPIED: Final = {
    "don-vi.csv": "units.csv",
    "cum.csv": "clusters.csv",
    "gia-dinh.csv": "presumed.csv",
    "tu-cham.csv": "facts-self.csv",
    "tham-dinh.csv": "facts-appraised.csv",
}
"""The files of the worked example, and those of the demonstration that they are."""
HOLDS: Final = {
    Kind.TEXT: "chữ",
    Kind.CODE: "mã",
    Kind.EXPRESSION: "biểu thức",
    Kind.NUMBER: "số, như `0,5`",
    Kind.LIMIT: "số",
    Kind.WHOLE: "số nguyên",
    Kind.DAY: "ngày, như `01/01/2026`",
    Kind.LIST: "mỗi dòng một mục",
    Kind.PAIRS: "mỗi dòng `tên = biểu thức`",
    Kind.SETTINGS: "mỗi dòng `tên = số` hoặc `tên = mã`",
    Kind.SETTING: "số hoặc mã",
    Kind.FIGURES: "mỗi dòng `mã chỉ tiêu = giá trị`",
    Kind.FIGURE: "số, ngày hoặc mã mức",
}
"""What stands in the cells of a column."""
_PART = re.compile(
    r"(?P<head><!-- (?P<what>columns|lines): (?P<words>[^\n]+) -->\n).*?(?P<end><!-- end -->)",
    re.DOTALL,
)


def page() -> str:
    """The page with its tables of columns and its lines of the real table as they are now."""
    return _PART.sub(_filled, PAGE.read_text(encoding="utf-8"))


def _filled(found: re.Match[str]) -> str:
    sheet, *codes = found["words"].split()
    made = table(sheet) if found["what"] == "columns" else lines(sheet, codes)
    return f"{found['head']}\n{made}\n{found['end']}"


def table(code: str) -> str:
    """The columns of a sheet: what each is called, what stands in it, and what it means."""
    form = next(form for form in FORMS if form.code == code)
    item = "Dòng" if form.upright else "Cột"
    rows = "".join(
        f"| {column.title.vi} | `{column.code}` | {_holds(column)} | {column.about.vi} |\n"
        for column in form.columns
    )
    return f"{form.about.vi}\n\n| {item} | Mã | Ghi gì | Ý nghĩa |\n|---|---|---|---|\n{rows}"


def _holds(column: Column) -> str:
    words = [word.vi for word in column.words.values()]
    if column.kind is Kind.WORD:
        return f"chọn: {'; '.join(words)}"
    return " hoặc ".join([HOLDS[column.kind], *(f"“{word}”" for word in words)])


def lines(code: str, named: list[str]) -> str:
    """Lines of the real table: those whose first column that is filled in is one of ``named``;
    only the columns in which some of them say something, none in English."""
    sheet = next(sheet for sheet in sheets_of(real_table()) if sheet.form.code == code)
    columns = sheet.form.columns
    texts = [[_said(cell) for cell in line] for line in sheet.lines]
    chosen = [line for line in texts if next(filter(None, line)) in named]
    shown = [
        at
        for at, column in enumerate(columns)
        if any(line[at] for line in chosen) and not column.code.endswith("_en")
    ]
    rows = [[columns[at].title.vi for at in shown], ["---"] * len(shown)]
    rows += [[line[at].replace("\n", "<br>") for at in shown] for line in chosen]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _said(cell: Content) -> str:
    return cell.vi if isinstance(cell, Text) else cell


@cache
def real_table() -> SectorPlain:
    """The sector of the demonstration with the table as it was applied in 2022."""
    sector, applied, _ = ((DATA / name).read_text(encoding="utf-8") for name in SECTOR_FILES)
    return plain_of_records(read_sector(load_toml(sector)), [read_criteria_set(load_toml(applied))])


def write_workbook(file: Path) -> None:
    """Take the table of the demonstration into a workspace, and export it as a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        workspace, sector = Path(folder) / "workspace", Path(folder) / "sector"
        sector.mkdir()
        for name in SECTOR_FILES:
            shutil.copyfile(DATA / name, sector / name)
        file.unlink(missing_ok=True)
        _thidua("init", workspace)
        _thidua("sector", "add", sector, "-w", workspace)
        _thidua("sector", "export", SECTOR, "-o", file, "-w", workspace)


def _thidua(*words: str | Path) -> None:
    """Run a command of thidua in Vietnamese."""
    if run(["--lang", "vi", *map(str, words)]) != DONE:
        sys.exit(1)


def write() -> None:
    """Write the workbook, the figures and the page."""
    write_workbook(WORKBOOK)
    FIGURES.mkdir(exist_ok=True)
    for name, original in COPIED.items():
        shutil.copyfile(DATA / original, FIGURES / name)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
