"""How safe ranks are, as plain data and in words."""

import json
import string
import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from thidua import standard
from thidua.core.exact.rounding import RoundingMode
from thidua.core.model.cluster import Cluster
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import Basis, NotApplicablePolicy, RankOn
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Observation, ObservationKind, Place, Standing
from thidua.core.model.period import Period, PeriodKind, Span
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_criteria_set
from thidua.core.record.opened import OpenedCluster, PeriodMember
from thidua.core.scoring.alternatives import Change, OtherPlaces, OtherTotals
from thidua.core.scoring.departures import Turn
from thidua.core.scoring.entries import Member, Recorded
from thidua.core.scoring.robustness import robustness
from thidua.core.scoring.tally import Level
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.views.alternative_words import change_data, change_words, turn_words
from thidua.core.workspace.views.robustness import gap_words, robustness_chart, robustness_data

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
HERE = Place("cum-1", "2026")
TABLE = """
code = "bang-diem"
title = { vi = "Bảng điểm", en = "Point table" }
basis = "proposal"
points = 20
tie_breakers = [ "indicator:t", "formula:rank(t)" ]
[[criteria]]
code = "A"
title = { vi = "Việc làm", en = "Jobs" }
points = 10
formula = "points * a / highest(a)"
[[criteria]]
code = "B"
title = { vi = "Báo cáo", en = "Reports" }
points = 10
formula = "b"
"""
# A of 10, B: u 10 + 2, v 5 + 7, w 2.5 + 8.5, x 10/3 + 2; m has no b, z is excluded.
UNITS = {
    "u": "a=12 b=2 t=2",
    "v": "a=6 b=7 t=1",
    "w": "a=3 b=8.5 t=1",
    "x": "a=4 b=2 t=1",
    "m": "a=1",
    "z": "a=99 b=9",
}
INDICATORS = {
    code: Indicator(code, Text(f"Chỉ tiêu {code}", f"Indicator {code}"), Text("người", "people"))
    for code in string.ascii_lowercase
}
FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}


def opened(units: Mapping[str, str], table: str = TABLE) -> OpenCluster:
    """The units in cluster ``cum-1``; ``z`` is excluded."""
    source = read_criteria_set(tomllib.loads(table))
    figures = [
        Observation(unit, code, ObservationKind.ACTUAL, YEAR, Fraction(value))
        for unit, written in units.items()
        for code, value in (pair.split("=") for pair in written.split())
    ]
    return OpenCluster(
        Cluster("cum-1", "Cụm 1", "so"),
        Period("2026", YEAR, PeriodKind.YEAR),
        OpenedCluster(
            HERE, source.code, Basis.PROPOSAL, "abc", tuple(PeriodMember(unit) for unit in units)
        ),
        Scheme.plain(source),
        {source.code: compile_set(source, INDICATORS, FORMULAS)},
        tuple(
            Member(
                unit,
                f"Phòng {unit.upper()}",
                "division",
                standing=Standing.EXCLUDED if unit == "z" else Standing.NORMAL,
            )
            for unit in units
        ),
        Recorded(tuple(figures)),
    )


def told(
    units: Mapping[str, str] = UNITS, language: Language = "vi", table: str = TABLE
) -> dict[str, Any]:
    shown = opened(units, table)
    data = robustness_data(shown, robustness(shown.score()), language)
    assert json.loads(json.dumps(data)) == data
    return data


def named(unit: str) -> dict[str, str]:
    return {"unit": unit, "name": f"Phòng {unit.upper()}"}


def test_every_ranked_member_stands_with_its_total_gap_and_range() -> None:
    data = told()
    assert data["members"][0] == {
        **named("u"),
        "rank": 1,
        "total": "12",
        "total_text": "12,00",
        "gap": "0",
        "gap_text": "0 (chỉ tiêu Chỉ tiêu t)",
        "best": 1,
        "worst": 1,
        "may_lose_rank": False,
    }
    last = data["members"][-1]
    assert (last["total"], last["total_text"]) == ("16/3", "5,33")
    assert (last["gap"], last["gap_text"]) == (None, "")
    assert [row["unit"] for row in data["members"]] == ["u", "v", "w", "x"]
    assert data["unranked"] == [
        {**named("m"), "status": "unscored"},
        {**named("z"), "status": "excluded"},
    ]
    assert (data["provisional"], data["basis"], data["layer"]) == (True, "proposal", "self")


def test_narrow_steps_name_both_sides_and_the_key() -> None:
    data = told()
    assert (data["scale"], data["within"]) == ("20", "0.1")
    assert data["narrow"] == [
        {
            "ranks": [1, 2],
            "above": [named("u")],
            "below": [named("v")],
            "gap": "0",
            "decided_by": "indicator:t",
        }
    ]
    shared = told({"u": "a=2 b=2 t=1", "v": "a=2 b=2 t=1", "w": "a=2 b=1.95 t=1"})
    assert shared["shared"] == [{"rank": 1, "units": [named("u"), named("v")]}]
    (step,) = shared["narrow"]
    assert (step["above"], step["gap"]) == ([named("u"), named("v")], "0.05")
    assert step["decided_by"] is None


def test_departures_say_what_moves_and_turns() -> None:
    data = told(language="en")
    assert data["peer_criteria"] == [{"criteria": "bang-diem", "code": "A", "title": "Jobs"}]
    assert data["peer_tie_keys"] == ["formula:rank(t)"]
    assert [one["unit"] for one in data["departures"]] == ["u", "v", "w", "x", "m"]
    first = data["departures"][0]
    assert first["moved"] == [{"criteria": "bang-diem", "code": "A", "units": ["v", "w", "x", "m"]}]
    assert (first["name"], first["lost"], first["gained"]) == ("Phòng U", [], [])
    # Without u, v leads with 10 + 7; w has 5 + 8.5, x 20/3 + 2.
    assert first["turns"] == []
    closer = {"u": "a=12 b=2", "w": "a=3 b=8.5", "x": "a=4 b=7"}
    assert told(closer, "en")["departures"][0]["turns"] == [
        {
            "rising": "x",
            "falling": "w",
            "was_level": False,
            "is_level": False,
            "words": "Phòng X passes Phòng W",
            "criteria": ["A"],
        }
    ]


def test_alternatives_say_whose_rank_would_change() -> None:
    table = TABLE.replace("points = 20\n", "points = 20\nrounding = { total = 0 }\n", 1)
    units = {"u": "a=1 b=2.4 t=1", "v": "a=1 b=2.1 t=2"}
    found = {one["title"]: one for one in told(units, table=table)["alternatives"]}
    assert found["xếp hạng theo tổng điểm làm tròn đến hàng đơn vị"] == {
        "kind": "rank-on",
        "value": "rounded",
        "places": 0,
        "title": "xếp hạng theo tổng điểm làm tròn đến hàng đơn vị",
        "ranks": [{**named("u"), "from": 1, "to": 2}, {**named("v"), "from": 2, "to": 1}],
    }
    assert found["tiêu chí không áp dụng: tính đủ điểm"]["ranks"] == []


@pytest.mark.parametrize(
    ("language", "title", "total", "gap"),
    [
        ("vi", "Khoảng thứ hạng: Cụm 1, kỳ 2026", "11,00", "≈ 5,6667"),
        ("en", "Range of ranks: Cụm 1, period 2026", "11.00", "≈ 5.6667"),
    ],
)
def test_a_chart_gets_the_range_of_every_ranked_member(
    language: Language, title: str, total: str, gap: str
) -> None:
    chart = robustness_chart(told(language=language), language)
    assert (chart["kind"], chart["title"]) == ("rank-range", title)
    assert [row["label"] for row in chart["rows"]] == ["Phòng U", "Phòng V", "Phòng W", "Phòng X"]
    assert chart["rows"][2] == {
        "label": "Phòng W",
        "rank": 3,
        "best": 3,
        "worst": 3,
        "total": "11",
        "total_text": total,
        "gap_text": gap,
    }


@pytest.mark.parametrize(
    ("gap", "vi", "en"),
    [
        ("0", "0", "0"),
        ("0.38", "0,38", "0.38"),
        ("0.0001", "0,0001", "0.0001"),
        ("1/3", "≈ 0,3333", "≈ 0.3333"),
        ("1.23456", "≈ 1,2346", "≈ 1.2346"),
        ("1/70000", "< 0,0001", "< 0.0001"),
    ],
)
def test_a_gap_is_never_called_nothing_where_it_is_something(gap: str, vi: str, en: str) -> None:
    assert gap_words(Fraction(gap), "vi") == vi
    assert gap_words(Fraction(gap), "en") == en


@pytest.mark.parametrize(
    ("change", "vi", "en", "codes"),
    [
        (
            RoundingMode.HALF_EVEN,
            "cách làm tròn: nửa đơn vị thì về chữ số chẵn",
            "rounding: a half goes to the even digit",
            {"kind": "rounding-mode", "value": "half-even"},
        ),
        (
            NotApplicablePolicy.AVERAGE,
            "tiêu chí không áp dụng: tính bình quân các tiêu chí còn lại",
            "criteria that do not apply: the average of the others",
            {"kind": "not-applicable", "value": "average"},
        ),
        (
            OtherTotals(RankOn.EXACT),
            "xếp hạng theo tổng điểm chính xác, chưa làm tròn",
            "ranks by exact totals, before rounding",
            {"kind": "rank-on", "value": "exact", "places": None},
        ),
        (
            OtherTotals(RankOn.ROUNDED, 1),
            "xếp hạng theo tổng điểm làm tròn đến 1 chữ số thập phân",
            "ranks by totals rounded to 1 decimal place",
            {"kind": "rank-on", "value": "rounded", "places": 1},
        ),
        (
            OtherPlaces(Level.SECTION, (0,)),
            "làm tròn điểm từng mục đến hàng đơn vị",
            "the points of each section rounded to whole points",
            {"kind": "places", "value": "section", "places": [0]},
        ),
        (
            OtherPlaces(Level.CRITERION, (1, 3)),
            "làm tròn điểm từng tiêu chí đến 1 hoặc 3 chữ số thập phân",
            "the points of each criterion rounded to 1 or 3 decimal places",
            {"kind": "places", "value": "criterion", "places": [1, 3]},
        ),
        (
            OtherPlaces(Level.PART, ()),
            "không làm tròn điểm từng phần",
            "the points of each part not rounded",
            {"kind": "places", "value": "part", "places": []},
        ),
    ],
)
def test_a_rule_declared_otherwise_is_said_in_words_and_codes(
    change: Change, vi: str, en: str, codes: dict[str, Any]
) -> None:
    assert change_words(change) == Text(vi, en)
    assert change_data(change) == codes


@pytest.mark.parametrize(
    ("was_level", "is_level", "vi", "en"),
    [
        (False, False, "Xã A vượt lên trên Xã B", "Xã A passes Xã B"),
        (False, True, "Xã A lên ngang hạng Xã B", "Xã A draws level with Xã B"),
        (True, False, "Xã A tách lên trên Xã B", "Xã A no longer shares with Xã B"),
    ],
)
def test_a_turn_names_who_gains(was_level: bool, is_level: bool, vi: str, en: str) -> None:
    turn = Turn("a", "b", was_level=was_level, is_level=is_level)
    assert turn_words(turn, "Xã A", "Xã B") == Text(vi, en)
