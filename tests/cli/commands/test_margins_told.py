"""What ``thidua margin`` says: how far the next ranks are, and what would turn the order."""

import csv
import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from thidua.core.exact.figure import Bound
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.model.period import Span
from thidua.core.workspace.deciding import set_figure
from thidua.core.workspace.folder import find_workspace

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

HERE = ("--cluster", "phong", "--period", "thu")
Put = Callable[..., None]
Twice = Callable[..., tuple[str, str]]


def test_next_ranks_and_what_turns_the_order(scored: "Desk") -> None:
    # te has 60 + 28 + 7: with a rate of 95 it draws level with vl, whose rate is 95 as well.
    assert scored.done("margin", "te", *HERE).splitlines() == [
        "Phòng Trẻ em: 95 điểm, hạng 2",
        "Còn cách hạng 1 (Phòng Việc làm) 3 điểm. Để vượt lên:",
        "  T-3 Tỷ lệ hài lòng – Tỷ lệ người dân hài lòng: cần thêm 3,01 điểm phần trăm"
        " (92 → 95,01; bước 0,01); khi đó bằng điểm, phân định bằng: chỉ tiêu Tỷ lệ người dân"
        " hài lòng",
        "  Không đổi được thứ tự, dù từ 0 đến gấp 10 lần số liệu lớn nhất trong cụm: T-1, T-2",
        "Hơn hạng 3 (Phòng Người có công) 1 điểm. Sẽ xếp sau:",
        "  T-1 Việc được giao – Số việc hoàn thành: nếu giảm 2 việc (100 → 98; bước 1)",
        "  T-2 Báo cáo đúng hạn – Số báo cáo chậm: nếu tăng 1 báo cáo (1 → 2; bước 1)",
        "  T-3 Tỷ lệ hài lòng – Tỷ lệ người dân hài lòng: nếu giảm 2,01 điểm phần trăm"
        " (92 → 89,99; bước 0,01)",
        "! bảng điểm đề xuất, chưa cơ quan nào ban hành",
    ]


def test_the_same_in_english(scored: "Desk") -> None:
    assert scored.done("margin", "te", *HERE, "--lang", "en").splitlines() == [
        "Phòng Trẻ em: 95 points, rank 2",
        "3 points behind rank 1 (Phòng Việc làm). To come before:",
        "  T-3 Satisfaction – Share of citizens satisfied: needs 95.01 instead of 92 %"
        " (+3.01; step 0.01); level then, decided by: indicator Share of citizens satisfied",
        "  Cannot turn the order, from 0 to ten times the largest figure in the cluster: T-1, T-2",
        "1 point ahead of rank 3 (Phòng Người có công). Falls behind:",
        "  T-1 Tasks given – Tasks done: if 98 instead of 100 tasks (-2; step 1)",
        "  T-2 Reports in time – Late reports: if 2 instead of 1 reports (+1; step 1)",
        "  T-3 Satisfaction – Share of citizens satisfied: if 89.99 instead of 92 %"
        " (-2.01; step 0.01)",
        "! proposed criteria set, issued by no authority",
    ]


def test_first_and_last_have_one_side(scored: "Desk") -> None:
    first = scored.done("margin", "vl", *HERE).splitlines()
    assert first[:3] == [
        "Phòng Việc làm: 98 điểm, hạng 1",
        "Không có hạng nào ở trên.",
        "Hơn hạng 2 (Phòng Trẻ em) 3 điểm. Sẽ xếp sau:",
    ]
    last = scored.done("margin", "ncc", *HERE, "--lang", "en").splitlines()
    assert last[-2] == "No rank is below."


def test_one_criterion_is_told_in_full(scored: "Desk") -> None:
    said = scored.done("margin", "te", *HERE, "--criterion", "T-1").splitlines()
    assert said[2] == (
        "  T-1 Việc được giao – Số việc hoàn thành: không mức nào từ 0 việc đến 1.000 việc làm đổi"
        " thứ tự"
    )
    said = scored.done("margin", "te", *HERE, "--criterion", "T-1", "--lang", "en").splitlines()
    assert said[2].endswith("no value from 0 tasks to 1,000 tasks turns the order")


def test_tie_that_a_key_decided_and_rank_that_is_shared(scored: "Desk", enter: Put) -> None:
    enter("te", "rate", "97")
    said = scored.done("margin", "vl", *HERE).splitlines()
    assert said[1] == (
        "Bằng điểm hạng 1 (Phòng Trẻ em), xếp sau theo tiêu chí phụ: chỉ tiêu Tỷ lệ người dân"
        " hài lòng. Để vượt lên:"
    )
    said = scored.done("margin", "te", *HERE, "--lang", "en").splitlines()
    assert said[2] == (
        "Level with rank 2 (Phòng Việc làm), placed before it by:"
        " indicator Share of citizens satisfied. Falls behind:"
    )
    enter("te", "rate", "95")
    said = scored.done("margin", "te", *HERE).splitlines()
    assert "Đồng hạng với Phòng Việc làm. Để vượt lên:" in said
    assert "Đồng hạng với Phòng Việc làm. Sẽ xếp sau:" in said
    said = scored.done("margin", "te", *HERE, "--lang", "en").splitlines()
    assert "Shares its rank with Phòng Việc làm. To come before:" in said


def test_margin_for_programs(scored: "Desk") -> None:
    said = json.loads(scored.done("margin", "te", *HERE, "--format", "json"))
    up, down = said.pop("sides")
    assert said == {
        "cluster": "phong",
        "period": "thu",
        "layer": "self",
        "basis": "proposal",
        "illustrative": False,
        "outside_validity": [],
        "provisional": False,
        "unit": "te",
        "name": "Phòng Trẻ em",
        "rank": 2,
        "shares_rank": False,
        "status": "ranked",
        "total": "95",
    }
    assert (down["way"], down["rank"], down["gap"], down["level"]) == ("down", 3, "1", False)
    assert {key: up[key] for key in ("way", "rank", "gap", "decided_by", "units")} == {
        "way": "up",
        "rank": 1,
        "gap": "3",
        "decided_by": None,
        "units": [{"unit": "vl", "name": "Phòng Việc làm"}],
    }
    tasks, _, rate = up["changes"]
    assert rate == {
        "criterion": "T-3",
        "indicator": "rate",
        "judged": None,
        "title": "T-3 Tỷ lệ hài lòng – Tỷ lệ người dân hài lòng",
        "measure": "%",
        "step": "0.01",
        "reach": ["0", "960"],
        "from": "92",
        "bound": None,
        "to": "95.01",
        "change": "3.01",
        "decided_by": "indicator:rate",
        "cause": None,
        "searched": "3",
        "words": rate["words"],
    }
    assert (tasks["to"], tasks["cause"], tasks["searched"]) == (None, "none-in-reach", "900")


def test_margin_as_csv(scored: "Desk") -> None:
    said = scored.done("margin", "te", *HERE, "--format", "csv")
    rows = list(csv.DictReader(said.splitlines()))
    assert [(row["way"], row["criterion"], row["from"], row["to"]) for row in rows] == [
        ("up", "T-1", "100", ""),
        ("up", "T-2", "1", ""),
        ("up", "T-3", "92", "95.01"),
        ("down", "T-1", "100", "98"),
        ("down", "T-2", "1", "2"),
        ("down", "T-3", "92", "89.99"),
    ]
    assert rows[2]["gap"] == "3" and rows[2]["step"] == "0.01"


def test_bounded_figure_is_asked_for_exactly(scored: "Desk") -> None:
    year = Span(date(2026, 1, 1), date(2026, 12, 31))
    bounded = Observation(
        "te", "rate", ObservationKind.ACTUAL, year, Fraction(96), Bound.OVER, reason="công bố"
    )
    set_figure(find_workspace(scored.folder).engine(), bounded, "an")
    said = scored.done("margin", "te", *HERE, "--criterion", "T-3")
    assert "nếu số đúng là 94,99 % (đang ghi “trên 96 %”)" in said
    said = scored.done("margin", "te", *HERE, "--criterion", "T-3", "--lang", "en")
    assert "if exactly 94.99 % (now “over 96 %”)" in said


def test_unit_without_a_rank_has_no_margin(small: "Desk", refused_twice: Twice) -> None:
    assert refused_twice("margin", "te", *HERE) == (
        "“te” chưa có thứ hạng (chưa chấm được), nên không có khoảng cách để tính."
        " Xem lý do: thidua explain te --cluster phong --period thu",
        "“te” has no rank (unscored), so there is no distance to give."
        " See why: thidua explain te --cluster phong --period thu",
    )


def test_unknown_unit_and_criterion_are_answered_with_the_nearest(
    scored: "Desk", refused_twice: Twice
) -> None:
    assert refused_twice("margin", "tee", *HERE)[1].endswith("Did you mean “te”?")
    assert refused_twice("margin", "te", *HERE, "--criterion", "T-33")[0].endswith(
        "Có phải là “T-3”?"
    )


KINDS = """\
code = "loai-2026"
title = { vi = "Bảng điểm thử", en = "Trial table" }
basis = "official"
legal_basis = "Quyết định 1/QĐ"
valid_from = 2026-01-01
points = 40
tie_breakers = ["indicator:index"]

[[criteria]]
code = "K-1"
title = { vi = "Gửi đúng ngày", en = "Sent in time" }
points = 10
formula = "points - min(days_late(sent), points)"

[[criteria]]
code = "K-2"
title = { vi = "Xếp loại đảng bộ", en = "Rating of the Party committee" }
points = 10
formula = "points * rating / 3"

[[criteria]]
code = "K-3"
title = { vi = "Có kế hoạch", en = "Plan issued" }
points = 10
formula = "points if plan == 1 else 0"

[[criteria]]
code = "K-4"
title = { vi = "Sáng tạo", en = "Creativity" }
points = 10
judged = { from = 0, to = 10 }
"""

KINDS_SECTOR = """\
[[indicators]]
code = "sent"
title = { vi = "Ngày gửi", en = "Day sent" }
unit = { vi = "ngày", en = "day" }
kind = "date"

[[indicators]]
code = "rating"
title = { vi = "Xếp loại", en = "Rating" }
unit = { vi = "bậc", en = "grade" }
kind = "grade"
grades = [ "kem", "kha", "tot" ]

[[indicators]]
code = "plan"
title = { vi = "Kế hoạch", en = "Plan" }
unit = { vi = "có/không", en = "yes/no" }
kind = "yes-no"

[[indicators]]
code = "index"
title = { vi = "Chỉ số", en = "Index" }
unit = { vi = "điểm", en = "points" }
"""


@pytest.fixture
def of_kinds(desk: "Desk", enter: Put) -> "Desk":
    """Dates, grades, yes or no and judged points: vl and te level at 35, ncc far behind."""
    folder = desk.folder / "bang-diem"
    folder.mkdir()
    (folder / "criteria-loai.toml").write_text(KINDS, encoding="utf-8")
    (folder / "sector.toml").write_text(KINDS_SECTOR, encoding="utf-8")
    opening = "period open thu --cluster phong --from 01/01/2026 --to 31/12/2026 --criteria"
    desk.done(*opening.split(), folder / "criteria-loai.toml")
    for unit, sent, rating, plan, points in (
        ("vl", "20810", "3", "1", "5"),
        ("te", "20812", "3", "1", "6"),
        ("ncc", "20810", "1", "0", "3"),
    ):
        enter(unit, "sent", "20810", "target")
        enter(unit, "sent", sent)
        enter(unit, "rating", rating)
        enter(unit, "plan", plan)
        desk.done("result", "judge", unit, "K-4", points, *HERE, "--reason", "hội đồng chấm")
    return desk


def test_dates_grades_and_answers_move_in_their_own_words(of_kinds: "Desk") -> None:
    said = of_kinds.done("margin", "te", *HERE).splitlines()
    assert said[:4] == [
        "Phòng Trẻ em: 34 điểm, hạng 2",
        "Còn cách hạng 1 (Phòng Việc làm) 1 điểm. Để vượt lên:",
        "  K-1 Gửi đúng ngày – Ngày gửi: cần sớm hơn 2 ngày (25/12/2026 → 23/12/2026)",
        "  K-4 Sáng tạo: cần thêm 1,01 điểm (6 → 7,01; bước 0,01)",
    ]
    said = of_kinds.done("margin", "vl", *HERE, "--lang", "en").splitlines()
    assert said[3:6] == [
        "  K-1 Sent in time – Day sent: if 2026-12-25 instead of 2026-12-23",
        "  K-2 Rating of the Party committee – Rating: if kha instead of tot",
        "  K-3 Plan issued – Plan: if no instead of yes",
    ]
    said = of_kinds.done("margin", "vl", *HERE).splitlines()
    assert said[4:6] == [
        "  K-2 Xếp loại đảng bộ – Xếp loại: nếu thấp hơn 1 bậc (tot → kha)",
        "  K-3 Có kế hoạch – Kế hoạch: nếu đổi lại (có → không)",
    ]
    said = of_kinds.done("margin", "ncc", *HERE, "--criterion", "K-3").splitlines()
    assert said[2].endswith("có hay không cũng không đổi thứ tự")


def test_tie_key_without_a_figure_is_no_input(of_kinds: "Desk") -> None:
    of_kinds.done("result", "judge", "te", "K-4", "7", *HERE, "--reason", "chấm lại")
    said = json.loads(of_kinds.done("margin", "te", *HERE, "--format", "json"))
    last = said["sides"][0]["changes"][-1]
    assert (last["criterion"], last["indicator"], last["cause"]) == (None, "index", "missing")
    assert last["title"] == "Tiêu chí phụ – Chỉ số"
    assert last["words"] == "chưa có số liệu, nên không có mức để thay đổi"


PARTS = """\
code = "phan-2026"
title = { vi = "Bảng điểm thử", en = "Trial table" }
basis = "proposal"
points = 10
combine = 'max(child("A") - 3, 3 - child("A"))'

[[criteria]]
code = "A"
title = { vi = "Việc được giao", en = "Tasks given" }
points = 10

[[criteria]]
code = "A.1"
parent = "A"
title = { vi = "Chất lượng", en = "Quality" }
points = 1
judged = { from = 0, to = 1 }

[[criteria]]
code = "A.2"
parent = "A"
title = { vi = "Số lượng", en = "Quantity" }
points = 9
formula = "points * min(tasks, 90000) / 90000"
"""


def test_search_that_ends_says_how_far_it_went(desk: "Desk", enter: Put) -> None:
    folder = desk.folder / "bang-diem"
    folder.mkdir()
    (folder / "criteria-phan.toml").write_text(PARTS, encoding="utf-8")
    sector = """\
[[indicators]]
code = "tasks"
title = { vi = "Số việc hoàn thành", en = "Tasks done" }
unit = { vi = "việc", en = "tasks" }
"""
    (folder / "sector.toml").write_text(sector, encoding="utf-8")
    opening = "period open thu --cluster phong --from 01/01/2026 --to 31/12/2026 --criteria"
    desk.done(*opening.split(), folder / "criteria-phan.toml")
    for unit, tasks in (("vl", "0"), ("te", "35000"), ("ncc", "30000")):
        enter(unit, "tasks", tasks)
        desk.done("result", "judge", unit, "A.1", "0", *HERE, "--reason", "chấm")
    said = desk.done("margin", "te", *HERE, "--criterion", "A").splitlines()
    assert said[2] == (
        "  A Việc được giao – A.1 Chất lượng: không mức nào từ 0 điểm đến 1 điểm làm đổi thứ tự"
    )
    assert "A Việc được giao – Số việc hoàn thành: mọi thay đổi đến " in said[3]
    assert said[3].endswith(" việc đều không làm đổi thứ tự; chưa xét xa hơn")
    said = desk.done("margin", "te", *HERE, "--criterion", "A", "--lang", "en").splitlines()
    assert said[3].endswith(" tasks turns the order; not searched further")
