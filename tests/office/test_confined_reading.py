"""Workbooks are parsed in a child process: only cells come back, and only cells are believed."""

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter

from thidua import office
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.office import reading_child
from thidua.office.table_text import as_json, from_json
from thidua.office.workbook_reading import read_workbook
from thidua.plugins import Cell, Row, Table, confinement
from thidua.plugins.confinement import Stop, Stopped

CELLS = (
    Cell("Hòa Bình\n“x” \u202e", "A1"),
    Cell(None, "B1"),
    Cell(Fraction(-1, 10**12), "C1", computed=True),
    Cell(Fraction(10**300), "D1", merged=True),
    Cell(date(2026, 3, 5), "E1"),
    Cell(None, "F1", error=True, computed=True),
    Cell("#REF!", "G1", error=True),
    Cell(Fraction(1712000), "H1", shown="1.712"),
)
TABLES = (
    Table("Kết quả", (Row(1, CELLS), Row(2, (), hidden=True))),
    Table("Ẩn", (), hidden=True),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ket-qua.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Kết quả")
        sheet.write_row("B2", ["1.712", 0.1])
    return path


def test_the_cells_of_a_workbook_come_out_of_the_child(file: Path) -> None:
    (table,) = read_workbook(file)
    assert table.sheet == "Kết quả"
    assert table.rows[1].cells[1:] == (Cell("1.712", "B2"), Cell(Fraction(1, 10), "C2"))


def test_every_reader_of_workbooks_parses_what_its_suffix_says(file: Path) -> None:
    readers = {reader.code: reader for reader in office.thidua_readers()}
    assert readers["xlsx"].read(file) == read_workbook(file)
    for code in ("ods", "xls"):
        other = file.with_suffix(f".{code}")
        other.write_bytes(b"PK nothing")
        with pytest.raises(Refused) as refused:
            readers[code].read(other)
        assert f".{code}" in refused.value.faults[0].what.vi


def test_tables_are_the_same_on_the_other_side() -> None:
    assert from_json(as_json(TABLES)) == TABLES


def test_a_number_travels_as_the_text_of_its_fraction() -> None:
    assert b'["n","-1/1000000000000","c",""]' in as_json(TABLES)


def sheet(cell: object) -> object:
    return [{"sheet": "A", "hidden": False, "hidden_columns": [], "rows": [[False, [cell]]]}]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"5",
        b"[5]",
        b"[{}]",
        json.dumps(sheet(["n", 0.1, "", ""])).encode(),
        json.dumps(sheet(["n", "0.1", "", ""])).encode(),
        json.dumps(sheet(["n", "1/0", "", ""])).encode(),
        json.dumps(sheet(["n", "9" * 401, "", ""])).encode(),
        json.dumps(sheet(["d", "31/12/2026", "", ""])).encode(),
        json.dumps(sheet(["", "x", "", ""])).encode(),
        json.dumps(sheet(["s", "x"])).encode(),
        json.dumps(sheet(["s", None, "", ""])).encode(),
        json.dumps(sheet([{"o": 1}])).encode(),
        json.dumps([{"sheet": "A", "hidden": False, "hidden_columns": [-1], "rows": []}]).encode(),
        json.dumps([{"sheet": 5, "hidden": False, "hidden_columns": [], "rows": []}]).encode(),
        json.dumps([{"sheet": "A", "hidden": 0, "hidden_columns": [], "rows": []}]).encode(),
        json.dumps(
            [{"sheet": "A", "hidden": False, "hidden_columns": [], "rows": [[None, []]]}]
        ).encode(),
        b"[" * 100_000,
    ],
)
def test_whatever_else_comes_out_of_the_child_is_not_believed(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        from_json(content)


Outcome = Callable[[str, bytes], bytes]


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Callable[[Outcome], None]:
    """A child that behaves as a test wants."""

    def becomes(outcome: Outcome) -> None:
        monkeypatch.setattr(confinement, "run_confined", outcome)

    return becomes


@pytest.mark.parametrize(
    ("kind", "detail", "word"),
    [
        (Stop.MEMORY, "512 MiB", "bộ nhớ"),
        (Stop.TIME, "15 s", "15 s"),
        (Stop.DIED, "SIGSEGV", "SIGSEGV"),
        (Stop.OUTPUT, "16777216 B", "16777216"),
    ],
)
def test_a_child_that_was_stopped_refuses_the_file_by_name(
    file: Path, child: Callable[[Outcome], None], kind: Stop, detail: str, word: str
) -> None:
    def stopped(target: str, payload: bytes) -> bytes:
        raise Stopped(kind, detail)

    child(stopped)
    with pytest.raises(Refused) as refused:
        read_workbook(file)
    (fault,) = refused.value.faults
    assert fault.place == "ket-qua.xlsx"
    assert word in fault.what.vi
    assert isinstance(fault.remedy, Text)


@pytest.mark.parametrize("answer", [b"damaged", b"nonsense"])
def test_what_the_child_cannot_parse_is_damaged(
    file: Path, child: Callable[[Outcome], None], answer: bytes
) -> None:
    child(lambda target, payload: answer)
    with pytest.raises(Refused, match="damaged"):
        read_workbook(file)


def test_a_library_that_fails_in_the_child_has_met_damage(
    file: Path, child: Callable[[Outcome], None]
) -> None:
    """What it says of itself is of no use to a user."""

    def failed(target: str, payload: bytes) -> bytes:
        raise Stopped(Stop.FAILED, "PanicException: range end index 32528 out of range")

    child(failed)
    with pytest.raises(Refused, match="damaged") as refused:
        read_workbook(file)
    assert "Panic" not in str(refused.value)


def test_the_child_says_of_a_damaged_file_only_that() -> None:
    for suffix in reading_child.PARSERS:
        assert reading_child.read(suffix.encode() + b"\nPK nothing") == b"damaged"
