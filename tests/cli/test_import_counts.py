"""What ``thidua result import`` says of the rows of a file, in words and for programs."""

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from thidua.plugins import confinement

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

PLACE = ("--cluster", "phong", "--period", "2026")
HEADS = "unit,indicator,value\n"


def counts(printed: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed)
    done = sum(found[name] for name in ("new", "changed", "unchanged", "blank", "refused"))
    assert found["read"] == done + found.get("sound", 0)
    return found


def test_the_counts_agree_in_json(desk: "Desk") -> None:
    file = desk.file("kq.csv", f"{HEADS}ncc,jobs_created,5\nvl,jobs_created,\nTổng cộng,,5\n")
    read = counts(desk.done("result", "import", file, *PLACE, "--format", "json"))
    assert read == {
        "file": "kq.csv",
        "declared": None,
        "read": 2,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "blank": 1,
        "refused": 0,
        "beside": 1,
        "stored": True,
    }
    again = counts(desk.done("result", "import", file, *PLACE, "--format", "json"))
    assert (again["new"], again["unchanged"], again["blank"]) == (0, 1, 1)
    trial = desk.file("kq2.csv", f"{HEADS}ncc,jobs_created,6\n")
    tried = desk.done("result", "import", trial, *PLACE, "--dry-run", "--format", "json")
    assert (counts(tried)["changed"], counts(tried)["stored"]) == (1, False)


def test_the_counts_of_a_refused_file(desk: "Desk") -> None:
    file = desk.file("sai.csv", f"{HEADS}ncc,jobs_created,5\nvl,jobs_created,\nte,jobs_created,x\n")
    said = desk.refused("result", "import", file, *PLACE)
    assert said.startswith(
        "sai.csv: đọc 3 dòng: 1 dòng hợp lệ, 1 dòng để trống, 1 dòng có lỗi; chưa lưu dòng nào.\n"
    )
    answer = desk.run("result", "import", file, *PLACE, "--format", "json")
    assert answer.code == 1
    read = counts(answer.out)
    assert (read["read"], read["sound"], read["refused"], read["stored"]) == (3, 1, 1, False)


def test_the_counts_as_csv(desk: "Desk") -> None:
    file = desk.file("kq.csv", f"{HEADS}ncc,jobs_created,5\n")
    printed = desk.done("result", "import", file, *PLACE, "--format", "csv")
    assert printed.splitlines() == [
        "file,declared,read,new,changed,unchanged,blank,refused,beside",
        "kq.csv,,1,1,0,0,0,0,0",
    ]


@pytest.fixture
def form(desk: "Desk") -> Path:
    path = desk.folder / "bieu.xlsx"
    desk.done("result", "template", *PLACE, "--unit", "ncc", "-o", path)
    return path


def test_a_form_says_how_many_rows_it_was_given_out_with(desk: "Desk", form: Path) -> None:
    read = counts(desk.done("result", "import", form, *PLACE, "--format", "json"))
    assert read["declared"] == read["read"] == 77
    assert read["beside"] > 0
    book = openpyxl.load_workbook(form)
    sheet: Any = book.active
    last = max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "ncc")
    sheet.delete_rows(last)
    book.save(form)
    assert "thiếu 1 dòng" in desk.refused("result", "import", form, *PLACE)


def test_the_form_of_another_period_is_refused(desk: "Desk", form: Path) -> None:
    opening = "period open 2027 --cluster phong --from 01/01/2027 --to 31/12/2027"
    desk.done(*opening.split(), "--criteria", "labour-social-2026")
    said = desk.refused("result", "import", form, "--cluster", "phong", "--period", "2027")
    assert said == (
        "Không thực hiện được: bieu.xlsx, 'Kết quả'!1: biểu này là của kỳ “2026”, không phải kỳ"
        " “2027”. Hãy chọn đúng kỳ và cụm, hoặc lấy biểu mới: thidua result template\n"
    )
    said = desk.refused("result", "import", form)
    assert "Hãy thêm: --period 2026" in said
    said = desk.refused("result", "import", form, "--period", "2027", "--lang", "en")
    assert "the form is of period “2026”, not of “2027”" in said


def test_what_was_passed_over_or_converted_is_told(desk: "Desk") -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        ("Đơn vị tính: nghìn người",),
        ("unit", "indicator", "value"),
        ("ncc", "jobs_created", 2),
        *[("Ghi chú", None, None)] * 12,
    ):
        sheet.append(row)
    book.create_sheet("Bìa")["A1"] = "x"
    path = desk.folder / "kq.xlsx"
    book.save(path)
    answer = desk.run("result", "import", path, *PLACE)
    assert answer.code == 0
    assert "1 số liệu ghi theo đơn vị tính khác đã được quy đổi" in answer.err
    assert "12 dòng không phải số liệu" in answer.err and "'Sheet'!13 …" in answer.err
    assert "Trang tính không đọc: “Bìa”." in answer.err


def test_a_csv_is_read_without_a_further_process(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(confinement, "run_confined", start)
    monkeypatch.setattr(subprocess, "Popen", start)
    file = desk.file("kq.csv", f"{HEADS}ncc,jobs_created,5\n")
    assert "mới 1" in desk.done("result", "import", file, *PLACE)


def test_an_extra_digit_is_asked_about(desk: "Desk") -> None:
    """12,411 for 2,411, as a university reported in 2014."""
    opening = "period open 2027 --cluster phong --from 01/01/2027 --to 31/12/2027"
    desk.done(*opening.split(), "--criteria", "labour-social-2026")
    before = desk.file("a.csv", f"{HEADS}ncc,jobs_created,2411\n")
    desk.done("result", "import", before, *PLACE)
    after = desk.file("b.csv", f"{HEADS}ncc,jobs_created,12411\n")
    answer = desk.run("result", "import", after, "--period", "2027")
    assert answer.code == 0
    assert "12.411 chênh quá xa kết quả kỳ trước (2.411)" in answer.err
