"""CSV files as Vietnamese Excel writes them, and the ones that are refused."""

import unicodedata
from pathlib import Path

import pytest

from thidua.core.text.fault import Refused
from thidua.office import csv_reading, file_refusals
from thidua.office.csv_reading import read_csv


def values(file: Path) -> list[list[object]]:
    (table,) = read_csv(file)
    return [[cell.value for cell in row.cells] for row in table.rows]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ket-qua.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_told_from_the_rows(file: Path, delimiter: str) -> None:
    lines = [["unit", "value"], ["ncc", '"1,5"'], ["vl", '"2;5"']]
    file.write_text("\n".join(delimiter.join(line) for line in lines), encoding="utf-8")
    assert values(file) == [["unit", "value"], ["ncc", "1,5"], ["vl", "2;5"]]


def test_decimal_commas_do_not_make_columns(file: Path) -> None:
    file.write_text("Biểu số 1\nunit;a;b\nncc;1,5;2,5\nvl;3,5;4,5\n", encoding="utf-8")
    assert values(file)[2:] == [["ncc", "1,5", "2,5"], ["vl", "3,5", "4,5"]]


def test_a_byte_order_mark_is_no_part_of_the_first_heading(file: Path) -> None:
    file.write_text("unit;value\nncc;5\n", encoding="utf-8-sig")
    assert values(file)[0] == ["unit", "value"]


def test_decomposed_letters_are_composed(file: Path) -> None:
    file.write_text(unicodedata.normalize("NFD", "Phòng Việc làm,x\n"), encoding="utf-8")
    assert values(file) == [["Phòng Việc làm", "x"]]


def test_cells_have_the_addresses_of_a_spreadsheet(file: Path) -> None:
    file.write_text('a,b\n"hai\ndòng",2\n\nc,3\n', encoding="utf-8", newline="")
    (table,) = read_csv(file)
    assert table.sheet == ""
    assert [row.number for row in table.rows] == [1, 2, 3, 4]
    assert [row.is_blank for row in table.rows] == [False, False, True, False]
    assert table.rows[3].cells[1].address == "B4"
    assert table.rows[1].cells[0].value == "hai\ndòng"


def test_an_unusual_line_separator_does_not_break_a_row(file: Path) -> None:
    file.write_text("a,b\nx\u2028y\x0bz,2\n", encoding="utf-8")
    assert values(file)[1] == ["x\u2028y\x0bz", "2"]


def test_an_empty_cell_is_none_and_an_error_is_not_empty(file: Path) -> None:
    file.write_text("a,b,c,d\n,#DIV/0!,#####,Err:502\n", encoding="utf-8")
    (table,) = read_csv(file)
    blank, *errors = table.rows[1].cells
    assert blank.value is None and blank.is_blank
    assert all(cell.error and not cell.is_blank for cell in errors)


def test_an_empty_file_has_no_rows(file: Path) -> None:
    file.write_bytes(b"")
    assert values(file) == []


def refusal(file: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        read_csv(file)
    (fault,) = refused.value.faults
    assert fault.place.startswith(file.name)
    assert fault.what.vi != fault.what.en
    return refused.value


@pytest.mark.parametrize(
    "content",
    ["Phòng".encode("utf-16"), "Phòng".encode("cp1258", "replace") + b"\xf2", b"a\0b"],
)
def test_other_encodings_are_refused_with_what_to_do(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert "CSV UTF-8" in str(refusal(file))


def test_a_broken_quotation_names_its_row(file: Path) -> None:
    file.write_text('a,b\n1,2\n"x"y,3\n', encoding="utf-8")
    assert refusal(file).faults[0].place == "ket-qua.csv, 3"


def test_a_cell_beyond_every_measure_is_refused(file: Path) -> None:
    file.write_text("a,b\n" + "x" * 200_000 + ",1\n", encoding="utf-8")
    assert "too long" in str(refusal(file))


@pytest.mark.parametrize(
    ("name", "limit"), [("MOST_ROWS", 2), ("MOST_COLUMNS", 1), ("MOST_CELLS", 5)]
)
def test_too_many_rows_columns_or_cells_are_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, name: str, limit: int
) -> None:
    file.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    monkeypatch.setattr(csv_reading, name, limit)
    assert "20000" in str(refusal(file))


def test_a_file_that_is_too_big_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("a,b\n", encoding="utf-8")
    monkeypatch.setattr(file_refusals, "LARGEST_FILE", 3)
    assert "larger than" in str(refusal(file))


def test_a_folder_of_that_name_cannot_be_opened(file: Path) -> None:
    file.mkdir()
    assert "cannot be opened" in str(refusal(file))
