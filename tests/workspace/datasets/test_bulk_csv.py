"""CSV in bulk: no row is lost where quotes are broken, and every letter and cell is read alike."""

from pathlib import Path
from unicodedata import normalize

import pytest

from thidua.core.text.fault import Refused
from thidua.core.workspace.datasets import csv_files
from thidua.core.workspace.datasets.csv_files import open_csv

TOO_LONG = 131_073
"""Characters of a cell that is longer than the standard library reads."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "figures.csv"


def rows(file: Path) -> list[tuple[str | None, ...]]:
    columns = open_csv(file).table().to_pydict().values()
    return list(zip(*columns, strict=True))


def refusal(file: Path) -> str:
    with pytest.raises(Refused) as refused:
        rows(file)
    (fault,) = refused.value.faults
    return fault.in_language("en")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('unit,jobs,name\nncc,5,"Phòng\nvl,6,Phòng\nxa,7,Xã\n', 2),
        ('unit,jobs,name\nncc,5,"Phòng\nvl,6,"Phòng\nxa,7,Xã\n', 2),
        ('unit,jobs,name\nncc,5,"hai\ndòng"\n\nvl,6,"Phòng\n', 5),
        ('unit,jobs,name\nncc,5,"Phòng" số 1\n', 2),
        ('unit,jobs,"name\nncc,5,Phòng\n', 1),
    ],
    ids=["open", "open twice", "below", "amid a value", "in the headings"],
)
def test_a_quotation_mark_without_its_other_half_is_refused(
    file: Path, content: str, line: int
) -> None:
    file.write_text(content, encoding="utf-8")
    told = refusal(file)
    assert told.startswith(f"figures.csv, {line}: a quotation mark lacks its other half")


def test_quotes_in_pairs_and_amid_a_plain_value_are_read(file: Path) -> None:
    file.write_text('unit,"na\nme"\nncc,"a ""b"", c"\nvl,5" x\nxa,""\n', encoding="utf-8")
    assert open_csv(file).headings == ("unit", "na\nme")
    assert rows(file) == [("ncc", 'a "b", c'), ("vl", '5" x'), ("xa", None)]


@pytest.mark.parametrize("before", [b"", b"ncc,1\n"])
@pytest.mark.parametrize("block", [1 << 24, 1 << 10])
def test_a_cell_beyond_every_measure_is_told_to_be_too_long(
    file: Path, monkeypatch: pytest.MonkeyPatch, before: bytes, block: int
) -> None:
    monkeypatch.setattr(csv_files, "_BLOCK", block)
    file.write_bytes(b"unit,jobs\n" + before + b"vl," + b"1" * TOO_LONG + b"\nvl,x\n")
    line = 2 + before.count(b"\n")
    assert f"figures.csv, {line}: " in (told := refusal(file)) and "too long" in told


def test_a_cell_of_many_bytes_but_fewer_letters_is_read(file: Path) -> None:
    file.write_text("unit,name\nvl," + "ộ" * 100_000 + "\n", encoding="utf-8")
    ((_, name),) = rows(file)
    assert name is not None and len(name) == 100_000


@pytest.mark.parametrize("before", ["", "1,2\n"])
def test_a_row_of_too_many_bytes_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    monkeypatch.setattr(csv_files, "_BLOCK", 1 << 10)
    file.write_text(f"unit,jobs\n{before}{'1' * 4000},{'2' * 4000}\n" * 2, encoding="utf-8")
    assert "this CSV file cannot be read" in refusal(file)


def test_decomposed_letters_are_composed(file: Path) -> None:
    text = "unit,tên\nvl,Phòng Việc làm\nncc,\n"
    file.write_text(normalize("NFD", text), encoding="utf-8")
    assert open_csv(file).headings == ("unit", "tên")
    assert rows(file) == [("vl", "Phòng Việc làm"), ("ncc", None)]


def test_headings_that_differ_by_composition_alone_are_the_same(file: Path) -> None:
    file.write_text(f"unit,tên,{normalize('NFD', 'tên')}\nvl,1,2\n", encoding="utf-8")
    assert "two columns are named “tên”" in refusal(file)


def test_the_delimiter_is_told_from_the_rows_and_not_from_the_headings_alone(file: Path) -> None:
    file.write_text('unit;"jobs, a, b, c"\nvl;1,5\nncc;2,5\n', encoding="utf-8")
    assert rows(file) == [("vl", "1,5"), ("ncc", "2,5")]
