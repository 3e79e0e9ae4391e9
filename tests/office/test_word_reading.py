"""Tables of Word documents: each a sheet whose cells stand where a reader sees them."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from thidua.core.text.fault import Refused
from thidua.office import word_reading
from thidua.office.word_reading import WORD_READER, read_word_tables


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bao-cao.docx"


def document(file: Path, *tables: list[list[str]]) -> None:
    """A document with some words and tables."""
    written = docx.Document()
    for rows in tables:
        written.add_paragraph("Kết quả như sau:")
        table = written.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    written.save(str(file))


def refusal(file: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_word_tables(file)
    return refused.value.faults[0].in_language("vi")


def test_every_table_is_a_sheet_in_the_order_of_the_text(file: Path) -> None:
    document(file, [["Nội dung", "Điểm"], ["A", " 5,5 "]], [["x"]])
    first, second = read_word_tables(file)
    assert (first.sheet, second.sheet) == ("Bảng 1", "Bảng 2")
    assert [cell.value for cell in first.rows[1].cells] == ["A", "5,5"]
    assert [cell.address for cell in first.rows[1].cells] == ["A2", "B2"]
    assert WORD_READER.reads(file)


def test_empty_cells_errors_and_names_in_another_unicode_form(file: Path) -> None:
    document(file, [["Hoa\u0300 Bi\u0300nh", "", "#REF!"]])
    (table,) = read_word_tables(file)
    name, empty, error = table.rows[0].cells
    assert (name.value, empty.is_blank, error.error) == ("Hoà Bình", True, True)


def test_merged_cells_keep_every_other_in_its_column(file: Path) -> None:
    written = docx.Document()
    table = written.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Nội dung"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Điểm"
    table.cell(1, 1).text, table.cell(1, 2).text = "Chuẩn", "Tự chấm"
    written.save(str(file))
    (read,) = read_word_tables(file)
    top, below, _ = read.rows
    assert [cell.value for cell in top.cells] == ["Nội dung", "Điểm", None]
    assert [cell.value for cell in below.cells] == ["Nội dung", "Chuẩn", "Tự chấm"]
    assert [cell.merged for cell in below.cells] == [True, False, False]


def test_a_document_without_tables_is_refused(file: Path) -> None:
    docx.Document().save(str(file))
    assert refusal(file) == "bao-cao.docx: không có bảng nào."


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_what_is_no_document_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert "không phải là tệp Word .docx đọc được" in refusal(file)


def test_an_archive_that_is_no_document_is_refused(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "không phải là tệp Word" in refusal(file)


def test_a_document_type_is_refused(file: Path) -> None:
    document(file, [["A"]])
    packed = io.BytesIO(file.read_bytes())
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/extra.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    file.write_bytes(packed.getvalue())
    assert "không phải là tệp Word" in refusal(file)


def test_what_swells_when_unpacked_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document(file, [["A"]])
    monkeypatch.setattr(word_reading, "LARGEST_CONTENT", 1000)
    assert "lớn bất thường" in refusal(file)
    monkeypatch.setattr(word_reading, "MOST_PARTS", 3)
    assert "lớn bất thường" in refusal(file)


def test_more_cells_than_any_table_needs_are_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document(file, [["A", "B"], ["C", "D"]])
    monkeypatch.setattr(word_reading, "MOST_CELLS", 3)
    assert "ô" in refusal(file)


def test_a_missing_file_is_refused(file: Path) -> None:
    assert "không mở được tệp" in refusal(file)
