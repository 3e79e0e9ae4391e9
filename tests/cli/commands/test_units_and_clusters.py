"""Units and clusters: imported, listed, shown, and what is wrong with their files."""

import csv
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Twice = Callable[..., tuple[str, str]]


def test_list_of_units_is_in_vietnamese_order(desk: "Desk") -> None:
    said = json.loads(desk.done("unit", "list", "--format", "json"))
    assert [item["code"] for item in said] == ["ncc", "te", "vl", "so"]
    assert said[0] == {
        "code": "ncc",
        "name": "Phòng Người có công",
        "kind": "division",
        "sector": "labour-social",
        "parent": "so",
        "territory": "Tỉnh Hòa Bình",
        "versions": 1,
    }
    rows = list(csv.DictReader(desk.done("unit", "list", "--format", "csv").splitlines()))
    assert [row["code"] for row in rows] == ["ncc", "te", "vl", "so"]
    assert "Tên đơn vị" in desk.done("unit", "list")
    assert "Territory" in desk.done("unit", "list", "--lang", "en")


def test_name_that_a_spreadsheet_would_run_is_defused(desk: "Desk") -> None:
    file = desk.file(
        "more.csv", 'code,name,kind,valid_from\nx,"=HYPERLINK(""http://x"")",division,01/01/2020\n'
    )
    desk.done("unit", "import", file)
    said = desk.done("unit", "list", "--format", "csv")
    names = {row["code"]: row["name"] for row in csv.DictReader(said.splitlines())}
    assert names["x"] == '\'=HYPERLINK("http://x")'


def test_units_are_imported_or_tried(desk: "Desk") -> None:
    file = desk.file("more.csv", "code,name,kind,valid_from\nx,Phòng X,division,01/01/2020\n")
    assert desk.done("unit", "import", file, "--dry-run").startswith("Chạy thử")
    assert "Phòng X" not in desk.done("unit", "list")
    assert desk.done("unit", "import", file) == (
        "more.csv: đọc 1 dòng: mới 1, sửa 0, giữ nguyên 0, để trống 0.\n"
    )
    said = desk.done("unit", "import", file, "--lang", "en")
    assert "imported already" in said and "nothing has changed" in said
    assert "Phòng X" in desk.done("unit", "list")


def test_wrong_file(desk: "Desk", refused_twice: Twice) -> None:
    gone = desk.folder / "gone.csv"
    for group in ("unit", "cluster"):
        assert refused_twice(group, "import", gone) == (
            f"{gone}: không có tệp này.",
            f"{gone}: there is no such file.",
        )
        vi, en = refused_twice(group, "import", desk.file("anh.png", "x"))
        assert vi.startswith("anh.png: Không đọc được định dạng của tệp này.")
        assert en.startswith("anh.png: This file's format cannot be read.")
        assert ".xlsx" in vi and ".csv" in en


def test_file_of_another_kind(desk: "Desk", refused_twice: Twice) -> None:
    vi, en = refused_twice("unit", "import", desk.file("so.csv", "tháng,mưa\n1,200\n"))
    assert "so.csv" in vi and "so.csv" in en


def test_list_of_clusters(desk: "Desk") -> None:
    assert json.loads(desk.done("cluster", "list", "--format", "json")) == [
        {
            "code": "phong",
            "label": "cụm",
            "name": "Cụm thi đua các phòng",
            "organiser": "so",
            "members": 3,
        }
    ]
    assert desk.done("cluster", "list", "--format", "csv").splitlines()[1] == (
        "phong,cụm,Cụm thi đua các phòng,so,3"
    )
    assert "Đơn vị tổ chức" in desk.done("cluster", "list")
    assert "Organiser" in desk.done("cluster", "list", "--lang", "en")


def test_members_of_a_cluster(desk: "Desk") -> None:
    printed = desk.done("cluster", "show", "phong")
    assert "Cụm thi đua các phòng" in printed
    assert "cụm trưởng" in printed and "01/01/2020" in printed
    said = json.loads(desk.done("cluster", "show", "phong", "--format", "json"))
    heads = [item["code"] for item in said if item["role"] == "head"]
    assert heads == ["ncc"]
    assert said[0]["valid_from"] == "2020-01-01" and said[0]["valid_to"] is None
    assert "head" in desk.done("cluster", "show", "phong", "--lang", "en")


def test_unknown_cluster_is_answered_with_the_nearest(desk: "Desk", refused_twice: Twice) -> None:
    assert refused_twice("cluster", "show", "phogn") == (
        "không có cụm “phogn”. Có phải là “phong”?",
        "there is no cluster “phogn”. Did you mean “phong”?",
    )


def test_cluster_of_units_that_are_not_imported(desk: "Desk", refused_twice: Twice) -> None:
    file = desk.file("cum.csv", "cluster,name,organiser,unit\nb,Cụm B,so,nccc\nb,Cụm B,so,vlvl\n")
    said = desk.refused("cluster", "import", file)
    assert said.startswith("Không thực hiện được, 2 lỗi:")
    assert "cum.csv" in said and "nccc" in said and "“ncc”" in said
    said = desk.refused("cluster", "import", file, "--lang", "en")
    assert said.startswith("Refused, 2 faults:") and "“ncc”" in said
    assert "Cụm B" not in desk.done("cluster", "list")


def test_unit_in_no_cluster_is_no_member(desk: "Desk", refused_twice: Twice) -> None:
    here = ("--cluster", "phong", "--period", "2026")
    desk.done(
        "unit", "import",
        desk.file("more.csv", "code,name,kind,valid_from\nbt,Phòng Bảo trợ,division,01/01/2020\n"),
    )  # fmt: skip
    expected = (
        "“bt” không phải là thành viên của cụm “phong” trong kỳ này.",
        "“bt” is no member of cluster “phong” in this period.",
    )
    assert refused_twice("explain", "bt", *here) == expected
    assert refused_twice("member", "cap", "bt", *here, "--reason", "x") == expected
