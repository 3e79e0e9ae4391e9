"""``thidua report``: which reports there are, and one written whole."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thidua.cli.main import run

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Twice = Callable[..., tuple[str, str]]
Install = Callable[..., None]

WRITE = ("report", "write", "labour-social-summary", "--period", "2026", "-o")
PUBLISHED = """\
unit,indicator,kind,value,from,to,source,Đơn vị tính
so,jobs_created,actual,trên 24.000,01/01/2026,31/12/2026,"Báo Hòa Bình, 01/02/2027",lượt lao động
so,jobs_created,target,23.500,01/01/2026,31/12/2026,"Báo Hòa Bình, 01/02/2027",lượt lao động
so,gratitude_fund_collected,actual,214,01/01/2025,31/12/2025,"Báo Hòa Bình, 01/02/2027",triệu đồng
"""


def test_the_list_says_what_each_report_is_about_and_in_which_files(desk: "Desk") -> None:
    rows = json.loads(desk.done("report", "list", "--format", "json"))
    by_code = {row["code"]: row for row in rows}
    assert by_code["labour-social-summary"] == {
        "code": "labour-social-summary",
        "title": "Báo cáo tổng kết ngành Lao động - Thương binh và Xã hội",
        "subject": "đơn vị trong kỳ",
        "sector": "labour-social",
        "files": [".html", ".pdf", ".docx"],
    }
    assert "industry-trade-summary" not in by_code
    shown = desk.done("--lang", "en", "report", "list", "--department", "so")
    assert "Summary report" in shown and "a department's period" in shown


def test_a_report_carries_the_figures_and_the_rankings_of_its_department(
    desk: "Desk", tmp_path: Path
) -> None:
    figures = desk.file("cong-bo.csv", PUBLISHED)
    desk.done("result", "import", figures, "--period", "2026")
    file = tmp_path / "bao-cao.html"
    answer = desk.run(*WRITE, file)
    assert answer.code == 0
    assert answer.out == f"Đã ghi {file}: 3 số liệu, 1 bảng xếp hạng.\n"
    assert "Bảng điểm đề xuất, chưa cơ quan nào ban hành." in answer.err
    assert "Thứ hạng tạm thời" in answer.err and "minh hoạ" not in answer.err
    page = file.read_text("utf-8")
    for part in (
        "trên 24.000</td>",
        "lượt lao động</td>",
        "trên 102,1 %</td>",
        "214</td>",
        "triệu đồng</td>",
        "Cụm thi đua các phòng, năm 2026",
        'data-status="unscored"',
        "ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH",
    ):
        assert part in page
    assert list(tmp_path.glob(".*")) == []


def test_the_notices_speak_the_language_of_the_screen(desk: "Desk", tmp_path: Path) -> None:
    answer = desk.run("--lang", "en", *WRITE, tmp_path / "bao-cao.html")
    assert "0 figures, 1 ranking." in answer.out
    assert "A proposed criteria set that no authority has issued." in answer.err
    assert "Provisional ranks" in answer.err


def test_a_report_may_be_about_one_member_or_one_cluster(desk: "Desk", tmp_path: Path) -> None:
    file = tmp_path / "phong.html"
    desk.done(*WRITE, file, "--cluster", "phong", "--unit", "ncc")
    page = file.read_text("utf-8")
    assert "PHÒNG NGƯỜI CÓ CÔNG" in page
    assert "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI" in page


def test_all_clusters_of_a_department_are_ranked_unless_one_is_named(
    desk: "Desk", tmp_path: Path
) -> None:
    head = "cluster,name,label,organiser,unit,role,valid_from,valid_to\n"
    more = desk.file("cum-2.csv", f"{head}khac,Cụm khác,cụm,so,te,thành viên,01/01/2020,\n")
    desk.done("cluster", "import", more)
    opening = "period open 2026 --cluster khac --from 01/01/2026 --to 31/12/2026"
    desk.done(*opening.split(), "--criteria", "labour-social-2026")
    file = tmp_path / "bao-cao.html"
    assert "2 bảng xếp hạng" in desk.done(*WRITE, file)
    assert "1 bảng xếp hạng" in desk.done(*WRITE, file, "--cluster", "phong")
    assert "Cụm khác" not in file.read_text("utf-8")


def test_rankings_of_the_same_days_are_told_apart_by_their_periods(
    desk: "Desk", tmp_path: Path
) -> None:
    file = tmp_path / "bao-cao.html"
    desk.done(*WRITE, file)
    assert "(kỳ 2026)" not in file.read_text("utf-8")
    opening = "period open 2026b --cluster phong --from 01/01/2026 --to 31/12/2026"
    desk.done(*opening.split(), "--criteria", "labour-social-2026")
    answer = desk.run(*WRITE, file)
    page = file.read_text("utf-8")
    assert "2 bảng xếp hạng" in answer.out
    for period in ("2026", "2026b"):
        assert f"Cụm thi đua các phòng, năm 2026 (kỳ {period})</h3>" in page
    told = "Có cụm được xếp hạng ở nhiều kỳ của cùng thời gian; mã kỳ ghi ở tiêu đề từng bảng."
    assert told in answer.err and page.count(told) == 3
    english = desk.run("--lang", "en", *WRITE, file).err
    assert "A cluster is ranked in several periods of the same days" in english


def test_years_will_do_where_no_period_was_opened(desk: "Desk", tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.html"
    command = ("report", "write", "summary", "--department", "so", "--period", "2020-2025")
    answer = desk.run(*command, "-o", file)
    assert (answer.code, answer.out) == (0, f"Đã ghi {file}: 0 số liệu, 0 bảng xếp hạng.\n")
    assert "Lưu ý: báo cáo trống, 0 số liệu và 0 bảng xếp hạng." in answer.err
    page = file.read_text("utf-8")
    assert "giai đoạn 2020-2025" in page
    assert "Chưa có cụm, khối thi đua được chấm điểm trong kỳ." in page


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (
            ("labour-social-sumary", "--period", "2026"),
            "labour-social-summary",
            "labour-social-summary",
        ),
        (
            ("industry-trade-summary", "--period", "2026"),
            "industry-trade",
            "industry-trade",
        ),
        (
            ("summary", "--period", "202"),
            "không có kỳ “202”. Có phải là “2026”?",
            "there is no period “202”. Did you mean “2026”?",
        ),
        (
            ("summary", "--period", "2026", "--unit", "ncx"),
            "không có đơn vị “ncx”. Có phải là “ncc”?",
            "there is no unit “ncx”. Did you mean “ncc”?",
        ),
        (
            ("summary", "--period", "2026", "--cluster", "phog"),
            "không có cụm “phog”. Có phải là “phong”?",
            "there is no cluster “phog”. Did you mean “phong”?",
        ),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest_and_no_file(
    refused_twice: Twice, tmp_path: Path, arguments: tuple[str, ...], vi: str, en: str
) -> None:
    file = tmp_path / "bao-cao.html"
    said = refused_twice("report", "write", *arguments, "-o", file)
    assert vi in said[0] and en in said[1]
    assert not file.exists()


def test_a_suffix_that_nobody_writes_is_refused(refused_twice: Twice, tmp_path: Path) -> None:
    said = refused_twice(*WRITE, tmp_path / "bao-cao.odt")
    assert "“.odt”" in said[0] and "“.odt”" in said[1]


def test_a_folder_that_is_not_there_is_refused(refused_twice: Twice, tmp_path: Path) -> None:
    said = refused_twice(*WRITE, tmp_path / "no" / "bao-cao.html")
    assert "không ghi được" in said[0] and "cannot be written" in said[1]


def test_of_several_departments_one_must_be_named(
    desk: "Desk", refused_twice: Twice, tmp_path: Path
) -> None:
    head = "cluster,name,label,organiser,unit,role,valid_from,valid_to\n"
    more = desk.file("cum-2.csv", f"{head}khac,Cụm khác,cụm,vl,te,thành viên,01/01/2020,\n")
    desk.done("cluster", "import", more)
    said = refused_twice(*WRITE, tmp_path / "bao-cao.html")
    assert said[0].endswith("Đơn vị đang tổ chức cụm, khối thi đua: so, vl.")
    assert said[1].endswith("Departments that run clusters: so, vl.")


def test_where_no_cluster_is_run_the_department_must_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "moi"
    assert run(["init", str(folder)]) == 0
    command = ["report", "write", "summary", "--period", "2020", "-w", str(folder)]
    assert run([*command, "-o", str(tmp_path / "a.html")]) == 1
    said = capsys.readouterr().err
    assert "cần nêu đơn vị báo cáo bằng --department" in said and "chưa có" in said
