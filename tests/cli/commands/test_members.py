"""The standing of a member, and what the ranking then says of it."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

HERE = ("--cluster", "phong", "--period", "thu")
Twice = Callable[..., tuple[str, str]]


def ranking(desk: "Desk") -> dict[str, Any]:
    """The rows of the ranking by unit."""
    said = json.loads(desk.done("rank", "phong", "--period", "thu", "--format", "json"))
    return {row["unit"]: row for row in said["rows"]}


def decide(desk: "Desk", command: str, unit: str = "vl", reason: str = "QĐ 12/QĐ-UBND") -> str:
    return desk.done("member", command, unit, *HERE, "--reason", reason)


def test_excluded_member_has_no_rank_and_the_others_move_up(scored: "Desk") -> None:
    assert decide(scored, "exclude") == "vl: Không xét thi đua.\n"
    rows = ranking(scored)
    assert (rows["vl"]["rank"], rows["vl"]["status"]) == (None, "excluded")
    assert rows["vl"]["reasons"] == ["QĐ 12/QĐ-UBND"]
    assert (rows["te"]["rank"], rows["ncc"]["rank"]) == (1, 2)
    printed = scored.done("rank", "phong", "--period", "thu")
    assert "không xét" in printed and "QĐ 12/QĐ-UBND" in printed
    assert "excluded" in scored.done("rank", "phong", "--period", "thu", "--lang", "en")


@pytest.mark.parametrize(
    ("command", "status", "vi", "en"),
    [
        ("suspend", "suspended", "tạm hoãn khen thưởng", "award suspended"),
        ("cap", "capped", "không xét mức khen cao nhất", "highest award barred"),
    ],
)
def test_member_keeps_its_rank_and_loses_the_award(
    scored: "Desk", command: str, status: str, vi: str, en: str
) -> None:
    decide(scored, command)
    row = ranking(scored)["vl"]
    assert (row["rank"], row["status"], row["reasons"]) == (1, status, ["QĐ 12/QĐ-UBND"])
    printed = " ".join(scored.done("rank", "phong", "--period", "thu").split())
    assert all(word in printed for word in vi.split())
    printed = scored.done("rank", "phong", "--period", "thu", "--lang", "en")
    assert all(word in printed for word in en.split())


def test_standing_is_restored(scored: "Desk") -> None:
    decide(scored, "exclude")
    assert decide(scored, "restore", reason="Đã có kết luận") == "vl: Khôi phục tư cách.\n"
    row = ranking(scored)["vl"]
    assert (row["rank"], row["status"], row["reasons"]) == (1, "ranked", [])


def test_excluded_member_is_not_compared(scored: "Desk", refused_twice: Twice) -> None:
    decide(scored, "exclude")
    vi, en = refused_twice("compare", "vl", "te", *HERE)
    assert vi.startswith("“vl” chưa có tổng điểm và thứ hạng để so sánh (không xét).")
    assert en.startswith("“vl” has no total and rank to compare (excluded).")


def test_reason_is_needed(scored: "Desk", refused_twice: Twice) -> None:
    answer = scored.run("member", "cap", "vl", *HERE)
    assert answer.code == 2 and "thiếu tùy chọn --reason." in answer.err
    assert refused_twice("member", "cap", "vl", *HERE, "--reason", "  ") == (
        "thiếu lý do.",
        "a reason is missing.",
    )


def test_decision_in_english(scored: "Desk") -> None:
    said = scored.done("member", "suspend", "vl", *HERE, "--reason", "x", "--lang", "en")
    assert said == "vl: Withhold the award.\n"


def test_period_that_is_not_open_for_the_cluster(desk: "Desk", refused_twice: Twice) -> None:
    desk.done(
        "cluster", "import",
        desk.file("cum.csv", "cluster,name,organiser,unit\nhai,Cụm hai,so,ncc\n"),
    )  # fmt: skip
    asked = ("member", "cap", "ncc", "--cluster", "hai", "--period", "2026", "--reason", "x")
    assert refused_twice(*asked) == (
        "kỳ “2026” chưa mở cho cụm “hai”."
        " Hãy mở bằng lệnh: thidua period open 2026 --cluster hai …",
        "period “2026” is not open for cluster “hai”."
        " Open it with: thidua period open 2026 --cluster hai …",
    )
