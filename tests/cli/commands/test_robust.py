"""``thidua robust``: how safe the ranks of a cluster are."""

import csv
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

ROBUST = ("robust", "phong", "--period", "thu")
Put = Callable[..., None]
Twice = Callable[..., tuple[str, str]]

PEERS = """\
code = "so-sanh-2026"
title = { vi = "Bảng điểm so sánh", en = "Table of shares" }
basis = "proposal"
valid_from = 2026-01-01
points = 110
tie_breakers = ["formula:rank(rate) asc"]

[[criteria]]
code = "S-1"
title = { vi = "Việc làm được, so với đơn vị dẫn đầu", en = "Tasks, as a share of the leader's" }
points = 60
formula = "points * tasks / highest(tasks)"

[[criteria]]
code = "S-2"
title = { vi = "Tỷ lệ hài lòng", en = "Satisfaction" }
points = 50
formula = "rate"
"""


def cells(line: str) -> list[str]:
    """The cells of a printed table's line."""
    return [cell.strip() for cell in line.strip("┃│").replace("┃", "│").split("│")]


def rows(said: str) -> list[list[str]]:
    """The rows of all printed tables, headings left out."""
    return [cells(line) for line in said.splitlines() if line.startswith("│")]


@pytest.fixture
def compared(scored: "Desk", enter: Put) -> "Desk":
    """The cluster in period ``so-sanh``, by shares of the leader's tasks.

    te 60 + 10 = 70; ncc 30 + 35 = 65; vl 36 + 28 = 64: without te, vl has 60 and ncc 50.
    """
    folder = scored.folder.parent / "bang-diem"
    (folder / "criteria-so-sanh.toml").write_text(PEERS, encoding="utf-8")
    opening = "period open so-sanh --cluster phong --from 01/01/2026 --to 31/12/2026 --criteria"
    scored.done(*opening.split(), folder / "criteria-so-sanh.toml")
    figures = {"te": ("100", "10"), "ncc": ("50", "35"), "vl": ("60", "28")}
    for unit, (tasks, rate) in figures.items():
        enter(unit, "tasks", tasks)
        enter(unit, "rate", rate)
    return scored


def test_safe_ranks_are_said_to_be_safe(scored: "Desk") -> None:
    lines = scored.done(*ROBUST).splitlines()
    assert lines[0].strip().startswith("Cụm thi đua các phòng, kỳ thu (tự chấm; bảng điểm đề")
    said = "\n".join(lines)
    assert rows(said)[:3] == [
        ["1", "Phòng Việc làm", "98,00", "3", "1"],
        ["2", "Phòng Trẻ em", "95,00", "1", "2"],
        ["3", "Phòng Người có công", "94,00", "", "3"],
    ]
    assert (
        "Đã thử cho từng thành viên rút khỏi cụm (3) và từng quy định khác (9)."
        " Mọi thứ hạng đều giữ nguyên."
    ) in lines
    assert (
        "Thứ hạng sát nhau: chênh lệch dưới 0,5 điểm (thang 100 điểm) hoặc bằng điểm: không có."
    ) in lines
    assert "Tiêu chí so sánh các thành viên với nhau: không có." in lines
    assert (
        "Thành viên nào rút khỏi cụm thì điểm và thứ tự của những đơn vị còn lại cũng không đổi."
    ) in lines
    assert ["làm tròn tổng điểm đến 1 chữ số thập phân", "không đổi"] in rows(said)
    assert lines[-1] == "! bảng điểm đề xuất, chưa cơ quan nào ban hành"


def test_narrow_gaps_are_those_below_the_points_asked_for(scored: "Desk", enter: Put) -> None:
    said = scored.done(*ROBUST, "--within", "1,5")
    assert "chênh lệch dưới 1,5 điểm (thang 100 điểm)" in said
    assert ["2/3", "Phòng Trẻ em", "Phòng Người có công", "1", ""] in rows(said)
    enter("te", "rate", "97")
    said = scored.done(*ROBUST, "--lang", "en")
    key = "indicator Share of citizens satisfied"
    assert ["1/2", "Phòng Trẻ em", "Phòng Việc làm", "0", key] in rows(said)
    enter("te", "rate", "95")
    both = "Phòng Trẻ em; Phòng Việc làm"
    said = scored.done(*ROBUST)
    assert ["1", both, "", "0", "đồng hạng, không tiêu chí phụ nào phân định"] in rows(said)
    assert ["1", both, "", "0", "shared: no key parts them"] in rows(
        scored.done(*ROBUST, "--lang", "en")
    )


def test_the_order_that_turns_when_the_leader_leaves(compared: "Desk") -> None:
    asked = ("robust", "phong", "--period", "so-sanh")
    said = compared.done(*asked)
    assert rows(said)[:3] == [
        ["1", "Phòng Trẻ em", "70,00", "5", "1"],
        ["2", "Phòng Người có công", "65,00", "1", "2-3"],
        ["3", "Phòng Việc làm", "64,00", "", "2-3"],
    ]
    assert (
        "Thứ hạng có thể thay đổi: Phòng Người có công; Phòng Việc làm."
        " Các thứ hạng khác đều giữ nguyên."
    ) in said
    assert (
        "Tiêu chí so sánh các thành viên với nhau: S-1 Việc làm được, so với đơn vị dẫn đầu;"
        " công thức rank(rate)."
    ) in said
    turned = "Phòng Việc làm vượt lên trên Phòng Người có công"
    assert ["Phòng Trẻ em", "S-1", turned] in rows(said)
    assert "Thành viên khác rút khỏi cụm thì điểm và thứ tự của những đơn vị còn lại" in said
    said = compared.done(*asked, "--lang", "en")
    turned = "Phòng Việc làm passes Phòng Người có công"
    assert ["Phòng Trẻ em", "S-1", turned] in rows(said)
    assert "Criteria that compare the members: S-1 Tasks, as a share of the leader's" in said
    assert "Ranks that may change: Phòng Người có công; Phòng Việc làm." in said


def test_a_rounding_that_turns_ranks_is_shown_with_the_ranks(scored: "Desk", enter: Put) -> None:
    enter("te", "tasks", "98.36")  # 60 × 98.36 / 100 + 35 = 94.016, beside 94 and more satisfied
    said = scored.done(*ROBUST)
    found = rows(said)
    at = found.index(["làm tròn tổng điểm đến 1 chữ số thập phân", "Phòng Trẻ em: 2 → 3"])
    assert found[at + 1] == ["", "Phòng Người có công: 3 → 2"]
    assert ["2", "Phòng Trẻ em", "94,02", "0,02", "2-3"] in rows(said)


def test_members_who_cannot_be_scored_are_told_apart(compared: "Desk", enter: Put) -> None:
    asked = ("robust", "phong", "--period", "so-sanh")
    compared.done(
        *"member exclude vl --cluster phong --period so-sanh --reason".split(), "kết luận thanh tra"
    )
    data = json.loads(compared.done(*asked, "--format", "json"))
    assert data["unranked"] == [{"unit": "vl", "name": "Phòng Việc làm", "status": "excluded"}]
    assert [one["unit"] for one in data["departures"]] == ["te", "ncc"]
    for unit in ("te", "ncc"):
        compared.done(
            *f"member exclude {unit} --cluster phong --period so-sanh --reason".split(), "giải thể"
        )
    assert "Chưa đơn vị nào có thứ hạng." in compared.done(*asked)
    assert "No unit has a rank yet." in compared.done(*asked, "--lang", "en")


@pytest.mark.parametrize(
    ("formula", "possible", "vi", "en"),
    [
        ("rate / 2 / (count(late) - 2)", "1, -", "không chấm được nữa", "can no longer be scored"),
        ("rate / 2 / (3 - count(late))", None, "chấm được", "can be scored"),
    ],
)
def test_who_can_be_scored_may_depend_on_who_is_there(
    scored: "Desk", formula: str, possible: str | None, vi: str, en: str
) -> None:
    folder = scored.folder.parent / "bang-diem"
    table = PEERS.replace("so-sanh-2026", "dem-2026").replace('"rate"', f'"{formula}"')
    (folder / "criteria-dem.toml").write_text(table, encoding="utf-8")
    opening = "period open dem --cluster phong --from 01/01/2026 --to 31/12/2026 --criteria"
    scored.done(*opening.split(), folder / "criteria-dem.toml")
    asked = ("robust", "phong", "--period", "dem")
    said = rows(scored.done(*asked))
    assert [row[4] for row in said if row[1:2] == ["Phòng Việc làm"] and len(row) == 5] == (
        [possible] if possible else []
    )
    told = [row[-1] for row in said if len(row) == 3]
    assert told.count(f"Phòng Việc làm: {vi}") == 2
    told = [row[-1] for row in rows(scored.done(*asked, "--lang", "en")) if len(row) == 3]
    assert told.count(f"Phòng Việc làm: {en}") == 2


def test_robustness_as_json(scored: "Desk") -> None:
    data = json.loads(scored.done(*ROBUST, "--within", "2", "--format", "json"))
    assert {key: data[key] for key in ("cluster", "period", "layer", "scale", "within")} == {
        "cluster": "phong",
        "period": "thu",
        "layer": "self",
        "scale": "100",
        "within": "2",
    }
    assert [(row["unit"], row["total"], row["gap"]) for row in data["members"]] == [
        ("vl", "98", "3"),
        ("te", "95", "1"),
        ("ncc", "94", None),
    ]
    assert [step["gap"] for step in data["narrow"]] == ["1"]
    assert [one["unit"] for one in data["departures"]] == ["vl", "te", "ncc"]
    assert {one["kind"] for one in data["alternatives"]} == {
        "rounding-mode",
        "places",
        "rank-on",
        "not-applicable",
    }


def test_robustness_as_csv(scored: "Desk") -> None:
    said = scored.done(*ROBUST, "--format", "csv")
    found = list(csv.DictReader(said.splitlines()))
    assert found[1] == {
        "rank": "2",
        "unit": "te",
        "name": "Phòng Trẻ em",
        "total": "95",
        "gap": "1",
        "best": "2",
        "worst": "2",
    }


def test_points_that_are_none_are_refused(scored: "Desk", refused_twice: Twice) -> None:
    assert refused_twice(*ROBUST, "--within", "-1") == (
        "--within: số điểm không được âm.",
        "--within: points must not be negative.",
    )
    assert "mười" in refused_twice(*ROBUST, "--within", "mười")[0]
