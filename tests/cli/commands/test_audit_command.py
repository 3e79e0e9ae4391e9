"""``thidua audit``: any table, without a workspace, and an exit code that says what was found."""

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from thidua.cli.main import run

SHEET = """\
STT;Nội dung;Điểm chuẩn;Tự chấm
I;Nhiệm vụ chính trị;60;{}
1;Kinh tế;30;28
2;Xã hội;30;27
II;Công tác thi đua;40;40
;Tổng cộng;100;95
"""


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace."""
    for name in ("THIDUA_WORKSPACE", "THIDUA_LANG", "THIDUA_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(points: str) -> str:
    Path("tu-cham.csv").write_text(SHEET.format(points), encoding="utf-8")
    return "tu-cham.csv"


def test_a_right_sheet_is_told_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", written("55")]) == 0
    assert capsys.readouterr().out == "Đã kiểm 8 phép tính: 8 đúng, 0 sai.\n"


def test_all_calculations_are_listed_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", written("55"), "--all", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "28 + 27 = 55" in out and "60 + 40 = 100" in out
    assert out.endswith("8 calculations checked: 8 right, 0 wrong.\n")


def test_a_wrong_sum_ends_with_code_1_and_both_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", written("56")]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    row = next(line for line in printed.out.splitlines() if "│ D2" in line)
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells == [
        "D2",
        "Nhiệm vụ chính trị, Tự chấm",
        "56",
        "55",
        "1",
        "28 + 27 = 55",
        "D3:D4",
        "không khớp, cao hơn 1",
    ]
    assert printed.out.endswith("Đã kiểm 8 phép tính: 6 đúng, 2 sai.\n")


def test_programs_get_every_calculation_with_exact_numbers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("chi-tieu.csv").write_text(
        "Nội dung;Kế hoạch;Thực hiện;Tỷ lệ (%)\nA;24.000;23.500;97,9\nB;10;;5\n", encoding="utf-8"
    )
    assert run(["audit", "chi-tieu.csv", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"agrees": 1, "disagrees": 0, "not-verifiable": 1}
    assert told["summary"] == "Đã kiểm 1 phép tính: 1 đúng, 0 sai; 1 chưa kiểm được."
    share, lacking = told["findings"]
    assert (share["stated"], share["recomputed"], share["difference"]) == (
        "97.9",
        "1175/12",
        "-1/60",
    )
    assert (share["place"], share["parts"], share["kind"]) == ("D2", ["C2", "B2"], "share")
    assert (lacking["recomputed"], lacking["verdict"]) == (None, "not-verifiable")

    assert run(["audit", "chi-tieu.csv", "--format", "csv"]) == 0
    head, first, second = capsys.readouterr().out.splitlines()
    assert head.startswith("sheet,place,kind,label,stated,recomputed,difference,parts,working")
    assert '"A, Tỷ lệ (%)",97.9,1175/12,-1/60,C2; B2' in first
    assert second.endswith("không có số để tính lại,not-verifiable,ô C3 không có số")


def test_one_sheet_of_a_workbook(capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    good, bad, draft = book.active, book.create_sheet("Phụ lục"), book.create_sheet("Nháp")
    assert good is not None
    good.title = "Tự chấm"
    draft.sheet_state = "hidden"
    for sheet, total in ((good, 5), (bad, 6), (draft, 7)):
        for row in (("Nội dung", "Điểm"), ("A", 2), ("B", 3), ("Tổng", total)):
            sheet.append(row)
    book.save("bang.xlsx")
    assert run(["audit", "bang.xlsx", "--sheet", "tự chấm"]) == 0
    capsys.readouterr()
    assert run(["audit", "bang.xlsx"]) == 1
    out = capsys.readouterr().out
    assert "bang.xlsx · Phụ lục" in out
    assert "Trang tính ẩn, không kiểm: “Nháp”." in out
    assert run(["audit", "bang.xlsx", "--sheet", "Phụ lụt"]) == 1
    assert "Có phải là “Phụ lục”?" in capsys.readouterr().err


def test_the_tables_of_a_report_in_word(capsys: pytest.CaptureFixture[str]) -> None:
    report = docx.Document()
    table = report.add_table(0, 2)
    for texts in (("Hình thức", "Số lượng"), ("Cờ", "3"), ("Bằng khen", "89"), ("Cộng", "91")):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    report.save("bao-cao.docx")
    assert run(["audit", "bao-cao.docx"]) == 1
    out = capsys.readouterr().out
    assert "bao-cao.docx · Bảng 1" in out and "3 + 89 = 92" in out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("khong-co.csv", "không có tệp này"),
        ("tep.pdf", "Không đọc được định dạng"),
        ("trong.csv", "không tìm thấy phép tính nào để kiểm"),
    ],
)
def test_what_cannot_be_audited_is_refused(
    name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if name != "khong-co.csv":
        Path(name).write_text("a,b\n1,2\n", encoding="utf-8")
    assert run(["audit", name]) == 1
    printed = capsys.readouterr()
    assert printed.out == "" and said in printed.err


def test_help_says_what_the_exit_codes_mean(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "--help"]) == 0
    assert "1 khi" in capsys.readouterr().out
