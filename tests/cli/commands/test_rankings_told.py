"""What ``rank``, ``explain`` and ``compare`` say, read line by line."""

import csv
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from thidua.cli.explain import achieved
from thidua.cli.session import Session

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

HERE = ("--cluster", "phong", "--period", "thu")
Put = Callable[..., None]
Twice = Callable[..., tuple[str, str]]


def cells(line: str) -> list[str]:
    """The cells of a printed table's line."""
    return [cell.strip() for cell in line.strip("┃│").replace("┃", "│").split("│")]


def test_ranking_is_a_table(scored: "Desk") -> None:
    lines = scored.done("rank", "phong", "--period", "thu").splitlines()
    assert lines[0].strip() == (
        "Cụm thi đua các phòng, kỳ thu (tự chấm; bảng điểm đề xuất, chưa cơ quan nào ban hành)"
    )
    rows = [cells(line)[:3] for line in lines if line.startswith("│")]
    assert rows == [
        ["1", "Phòng Việc làm", "98,00"],
        ["2", "Phòng Trẻ em", "95,00"],
        ["3", "Phòng Người có công", "94,00"],
    ]


def test_ranking_in_english(scored: "Desk") -> None:
    said = scored.done("rank", "phong", "--period", "thu", "--lang", "en")
    assert "period thu (self-score; proposed criteria set, issued by no authority)" in said
    assert "98.00" in said and "Excellent" in said


def test_ranking_as_json_has_the_shape_of_the_design(scored: "Desk") -> None:
    said = json.loads(scored.done("rank", "phong", "--period", "thu", "--format", "json"))
    assert {key: said[key] for key in ("cluster", "period", "layer", "scheme", "basis")} == {
        "cluster": "phong",
        "period": "thu",
        "layer": "self",
        "scheme": "thu-2026",
        "basis": "proposal",
    }
    assert said["provisional"] is False
    assert said["rows"][2] == {
        "unit": "ncc",
        "name": "Phòng Người có công",
        "rank": 3,
        "total": "94.00",
        "total_exact": "94",
        "band": "good",
        "parts": said["rows"][2]["parts"],
        "sections": {},
        "bonus": "0.00",
        "deductions": "0.00",
        "status": "ranked",
        "reasons": [],
        "decided_by": None,
    }
    assert list(said["rows"][2]["parts"].values()) == ["94.00"]


def test_ranking_as_csv(scored: "Desk") -> None:
    said = scored.done("rank", "phong", "--period", "thu", "--format", "csv")
    rows = list(csv.DictReader(said.splitlines()))
    assert [(row["rank"], row["unit"], row["total"]) for row in rows] == [
        ("1", "vl", "98.00"),
        ("2", "te", "95.00"),
        ("3", "ncc", "94.00"),
    ]


def test_tie_is_broken_by_the_declared_key_and_said(scored: "Desk", enter: Put) -> None:
    enter("te", "rate", "97")
    said = json.loads(scored.done("rank", "phong", "--period", "thu", "--format", "json"))
    rows = [(row["unit"], row["rank"], row["total"], row["decided_by"]) for row in said["rows"]]
    assert rows[:2] == [
        ("te", 1, "98.00", "indicator:rate"),
        ("vl", 2, "98.00", "indicator:rate"),
    ]
    compared = scored.done("compare", "te", "vl", *HERE)
    (last,) = compared.splitlines()[-1:]
    assert last == "Bằng điểm; phân định bằng: chỉ tiêu Tỷ lệ người dân hài lòng."
    compared = scored.done("compare", "te", "vl", *HERE, "--lang", "en")
    assert compared.splitlines()[-1] == "A tie; decided by: indicator Share of citizens satisfied."


def test_explanation_line_by_line(scored: "Desk") -> None:
    lines = scored.done("explain", "ncc", *HERE).splitlines()
    assert lines[0] == "Phòng Người có công: 94 điểm, hạng 3"
    assert lines[1] == "T-1 Việc được giao: 54 trên 60"
    [base] = [line for line in lines[:8] if line.startswith("    Điểm nền: ")]
    assert base.startswith("    Điểm nền: 90 / 100 = 90 %") and base.endswith("54 điểm")
    assert "    Số việc hoàn thành (mức giao): 100 việc" in lines
    heads = [line for line in lines if line.startswith("T-")]
    assert heads == [
        "T-1 Việc được giao: 54 trên 60",
        "T-2 Báo cáo đúng hạn: 30 trên 30",
        "T-3 Tỷ lệ hài lòng: 10 trên 10",
    ]


def test_explanation_in_english(scored: "Desk") -> None:
    lines = scored.done("explain", "ncc", *HERE, "--lang", "en").splitlines()
    assert lines[0] == "Phòng Người có công: 94 points, rank 3"
    assert lines[1] == "T-1 Tasks given: 54 of 60"


def test_line_of_rounding_makes_up_the_total(scored: "Desk", enter: Put) -> None:
    enter("ncc", "tasks", "33.3333")  # 60 × 33.3333 / 100 = 19.99998
    lines = scored.done("explain", "ncc", *HERE).splitlines()
    assert lines[0] == "Phòng Người có công: 60 điểm, hạng 3"
    assert lines[-2].endswith(": 0,00002")
    assert lines[-1] == "! bảng điểm đề xuất, chưa cơ quan nào ban hành"
    lines = scored.done("explain", "ncc", *HERE, "--lang", "en").splitlines()
    assert lines[-2].endswith(": 0.00002")


def test_explanation_of_one_criterion(scored: "Desk") -> None:
    lines = scored.done("explain", "vl", *HERE, "--criterion", "T-2").splitlines()
    assert lines[:2] == ["Phòng Việc làm: 98 điểm, hạng 1", "T-2 Báo cáo đúng hạn: 28 trên 30"]
    assert not any(line.startswith(("T-1", "T-3")) for line in lines)


def test_explanation_for_programs(scored: "Desk") -> None:
    said = json.loads(scored.done("explain", "vl", *HERE, "--format", "json"))
    assert (said["unit"], said["rank"], said["total"]) == ("vl", 1, "98")
    counts = {item["code"]: item["counts"] for item in said["criteria"]}
    assert counts == {"T-1": "60", "T-2": "28", "T-3": "10"}
    rows = scored.done("explain", "vl", *HERE, "--format", "csv").splitlines()
    assert rows[0] == "code,title,maximum,base,deducted,bonus,counts,explanation"
    assert rows[2].startswith("T-2,Báo cáo đúng hạn,30,28,2,0,28,")


def test_criterion_that_is_not_there_is_answered_with_the_nearest(
    scored: "Desk", refused_twice: Twice
) -> None:
    assert refused_twice("explain", "vl", *HERE, "--criterion", "T-22") == (
        "không có tiêu chí “T-22” trong bảng điểm của đơn vị này. Có phải là “T-2”?",
        "there is no criterion “T-22” in the criteria set of this unit. Did you mean “T-2”?",
    )


def test_comparison_lines_add_up_to_the_gap(scored: "Desk") -> None:
    lines = scored.done("compare", "vl", "ncc", *HERE).splitlines()
    assert lines[0].strip() == "Chênh lệch điểm"
    assert cells(lines[2]) == ["Dòng điểm", "Phòng Việc làm", "Phòng Người có công", "Chênh lệch"]
    rows = [cells(line) for line in lines if line.startswith("│")]
    assert [row[1:] for row in rows] == [["60", "54", "6"], ["28", "30", "-2"], ["98", "94", "4"]]
    assert rows[0][0].endswith("Việc được giao") and rows[-1][0] == "Tổng điểm"
    assert lines[-1] == "! bảng điểm đề xuất, chưa cơ quan nào ban hành"


def cell(points: str | None, **other: Any) -> dict[str, Any]:
    plain = {"maximum": "0", "applies": True, "bonus_cap": None, "counts": points, "lines": []}
    return {**plain, "points": points, **other}


FULL = {"kind": "full-points", "title": "", "points": "45"}


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (cell("40.5", maximum="45"), "40,5 trên 45"),
        (cell(None, maximum="45"), "- trên 45"),
        (cell("5", bonus_cap="15"), "thưởng 5 điểm (tối đa 15)"),
        (cell("5"), "thưởng 5 điểm"),
        (cell("-0.5"), "trừ 0,5 điểm"),
        (cell("0"), "0 điểm"),
        (cell(None, maximum="45", applies=False), "không áp dụng (không tính điểm)"),
        (
            cell(None, maximum="45", applies=False, counts="45", lines=[FULL]),
            "không áp dụng, tính đủ 45 điểm",
        ),
    ],
)
def test_what_a_unit_has_of_a_criterion(shown: dict[str, Any], words: str) -> None:
    assert achieved(Session(), shown) == words


def test_comparison_for_programs(scored: "Desk") -> None:
    said = json.loads(scored.done("compare", "vl", "ncc", *HERE, "--format", "json"))
    assert (said["first"]["total"], said["second"]["total"], said["gap"]) == ("98", "94", "4")
    assert sum(int(line["gap"]) for line in said["lines"]) == 4
    rows = scored.done("compare", "vl", "ncc", *HERE, "--format", "csv").splitlines()
    assert rows[0] == "title,first,second,gap"
    assert rows[-1] == "Tổng điểm,98,94,4"


def test_unit_is_not_compared_with_itself(scored: "Desk") -> None:
    answer = scored.run("compare", "vl", "vl", *HERE)
    assert (answer.code, answer.err) == (
        2,
        "Không thực hiện được: cần hai đơn vị khác nhau. Xem: thidua compare --help\n",
    )


def test_unit_of_another_cluster(scored: "Desk", refused_twice: Twice) -> None:
    expected = (
        "“so” không phải là thành viên của cụm “phong” trong kỳ này.",
        "“so” is no member of cluster “phong” in this period.",
    )
    for asked in (("explain", "so"), ("compare", "vl", "so"), ("compare", "so", "vl")):
        assert refused_twice(*asked, *HERE) == expected


def test_misspelt_unit_is_answered_with_the_nearest(scored: "Desk", refused_twice: Twice) -> None:
    vi, en = refused_twice("explain", "nccc", *HERE)
    assert vi.endswith("trong kỳ này. Có phải là “ncc”?")
    assert en.endswith("in this period. Did you mean “ncc”?")


def test_missing_figure_leaves_the_member_unscored_and_the_rest_provisional(
    small: "Desk", enter: Put
) -> None:
    for unit in ("vl", "te", "ncc"):
        enter(unit, "late", "0")
    said = json.loads(small.done("rank", "phong", "--period", "thu", "--format", "json"))
    assert said["provisional"] is True
    assert all(row["status"] == "unscored" for row in said["rows"])
    assert all(row["rank"] is None and row["total"] is None for row in said["rows"])
    assert "chưa có số liệu “Tỷ lệ người dân hài lòng”" in said["rows"][0]["reasons"]
    said = json.loads(
        small.done("rank", "phong", "--period", "thu", "--format", "json", "--lang", "en")
    )
    assert any("Share of citizens satisfied" in why for why in said["rows"][0]["reasons"])


def test_unscored_member_stands_last_with_its_reason(small: "Desk", enter: Put) -> None:
    enter_all_but_one(enter)
    lines = small.done("rank", "phong", "--period", "thu").splitlines()
    rows = [cells(line) for line in lines if line.startswith("│")]
    assert [row[:2] for row in rows if row[1].startswith("Phòng")] == [
        ["1", "Phòng Việc làm"],
        ["2", "Phòng Trẻ em"],
        ["", "Phòng Người có công"],
    ]
    assert lines[-1] == "! thứ hạng tạm thời"
    said = small.done("rank", "phong", "--period", "thu", "--lang", "en")
    assert said.splitlines()[-1] == "! provisional ranks" and "unscored" in said


def test_unscored_member_is_not_compared(small: "Desk", enter: Put, refused_twice: Twice) -> None:
    enter_all_but_one(enter)
    assert refused_twice("compare", "vl", "ncc", *HERE) == (
        "“ncc” chưa có tổng điểm và thứ hạng để so sánh (chưa chấm được)."
        " Xem: thidua explain ncc --cluster … --period …",
        "“ncc” has no total and rank to compare (unscored)."
        " See: thidua explain ncc --cluster … --period …",
    )
    lines = small.done("explain", "ncc", *HERE).splitlines()
    assert lines[0] == "Phòng Người có công: - điểm, hạng -"
    assert lines[1] == "  ! chưa có số liệu “Tỷ lệ người dân hài lòng”"


def enter_all_but_one(enter: Put) -> None:
    """All figures but one: nobody has asked the citizens about ncc."""
    for unit, rate in {"vl": "95", "te": "92"}.items():
        enter(unit, "rate", rate)
    for unit in ("vl", "te", "ncc"):
        enter(unit, "tasks", "100", "target")
        enter(unit, "tasks", "100")
        enter(unit, "late", "1")


def test_layer_is_answered_with_the_nearest(scored: "Desk", refused_twice: Twice) -> None:
    assert refused_twice("rank", "phong", "--period", "thu", "--layer", "apraised") == (
        "không có lớp “apraised”; các lớp: self, appraised, standing-body, council."
        " Có phải là “appraised”?",
        "there is no layer “apraised”; layers: self, appraised, standing-body, council."
        " Did you mean “appraised”?",
    )
    assert "98,00" in scored.done("rank", "phong", "--period", "thu", "--layer", "tự chấm")


def test_period_that_is_not_open(desk: "Desk", refused_twice: Twice) -> None:
    assert refused_twice("rank", "phong", "--period", "2062") == (
        "không có kỳ chấm điểm “2062”. Có phải là “2026”?",
        "there is no period “2062”. Did you mean “2026”?",
    )
    vi, en = refused_twice("rank", "phongg", "--period", "2026")
    assert (vi, en) == (
        "không có cụm “phongg”. Có phải là “phong”?",
        "there is no cluster “phongg”. Did you mean “phong”?",
    )
