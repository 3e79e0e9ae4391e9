"""The views of rankings, as people and programs read them."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from tests.workspace.shown_clusters import (
    FORMULAS,
    HERE,
    SCORED,
    TABLE,
    bloc,
    explained,
    judged,
    opened,
    printed,
    ranked,
)

from thidua.core.model.observation import Layer, NotApplicable, Standing
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.summary.rankings import ROUNDED, ranking_table
from thidua.core.workspace.views.ranking import decimal_text, naming_of, ranking_data

# Rankings


TIED = {
    "total": "39.50",
    "total_exact": "79/2",
    "band": "fair",
    "parts": {"bang-diem": "39.50"},
    "sections": {"I": "24.50"},
    "bonus": "0.00",
    "deductions": "0.50",
    "status": "ranked",
    "reasons": [],
    "decided_by": "indicator:t",
}
"""What the rows of two members say alike whom a tie key has parted."""


def test_a_ranking_is_the_json_that_the_design_names() -> None:
    units = {"a": SCORED, "b": SCORED.replace("t=3", "t=4"), "c": "a=1 a.target=3 p=2 s=1"}
    shown = opened(units, judged=tuple(judged(unit, "II", "15") for unit in units))
    assert ranking_data(shown, shown.score(), "vi") == {
        "cluster": "cum-1",
        "period": "2026",
        "layer": "appraised",
        "scheme": "bang-diem",
        "basis": "proposal",
        "digest": "abc",
        "provisional": False,
        "illustrative": False,
        "outside_validity": [],
        "rows": [
            {"unit": "b", "name": "Phòng B", "rank": 1, **TIED},
            {"unit": "a", "name": "Phòng A", "rank": 2, **TIED},
            {
                "unit": "c",
                "name": "Phòng C",
                "rank": 3,
                "total": "33.67",
                "total_exact": "3367/100",
                "band": "fair",
                "parts": {"bang-diem": "33.67"},
                "sections": {"I": "18.67"},
                "bonus": "2.00",
                "deductions": "0.00",
                "status": "ranked",
                "reasons": [],
                "decided_by": None,
            },
        ],
    }


def test_what_is_unknown_is_null_with_its_reasons() -> None:
    shown = opened({"a": "n=1 p=0 s=1 t=3"}, judged=(judged("a", "II", "15"),))
    data = ranking_data(shown, shown.score(), "vi")
    (row,) = data["rows"]
    assert data["provisional"] is True
    nothing = ("rank", "total", "total_exact", "band", "bonus", "deductions", "decided_by")
    assert {key: row[key] for key in nothing} == dict.fromkeys(nothing)
    assert (row["status"], row["parts"], row["sections"]) == (
        "unscored",
        {"bang-diem": None},
        {"I": None},
    )
    assert row["reasons"] == ["chưa có số liệu “Chỉ tiêu a (mức giao)”"]


def test_a_member_whose_gate_is_unknown_has_no_total_anywhere() -> None:
    gated = TABLE.replace("not given(s)", "s < 1")
    units = {"a": SCORED.replace("s=1", ""), "b": SCORED}
    shown = opened(units, gated, judged=tuple(judged(unit, "II", "15") for unit in units))
    row = ranked(shown)["a"]
    assert (row["total"], row["total_exact"], row["status"]) == (None, None, "unscored")
    assert explained(shown, "a")["total"] is None


@pytest.mark.parametrize(
    ("language", "reasons"),
    [
        ("vi", {"gated": "Không gửi báo cáo", "held": "đang thanh tra", "out": "đang thanh tra"}),
        ("en", {"gated": "No report", "held": "đang thanh tra", "out": "đang thanh tra"}),
    ],
)
def test_every_status_but_ranked_has_its_reason(
    language: Language, reasons: Mapping[str, str]
) -> None:
    units = {"gated": "", "held": SCORED, "out": SCORED}
    shown = opened(
        units,
        standings={"held": Standing.SUSPENDED, "out": Standing.EXCLUDED},
        judged=(judged("held", "II", "15"),),
    )
    rows = ranked(shown, language)
    assert {unit: row["reasons"] for unit, row in rows.items()} == {
        unit: [reason] for unit, reason in reasons.items()
    }
    assert {unit: row["status"] for unit, row in rows.items()} == {
        "held": "suspended",
        "gated": "excluded",
        "out": "excluded",
    }
    assert rows["held"]["rank"] == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", "điều kiện loại: not given(s)"), ("en", "gate: not given(s)")],
)
def test_a_gate_without_a_title_is_quoted(language: Language, said: str) -> None:
    bare = TABLE.replace(', title = { vi = "Không gửi báo cáo", en = "No report" }', "")
    assert ranked(opened({"a": ""}, bare), language)["a"]["reasons"] == [said]


@pytest.mark.parametrize(("language", "word"), [("vi", "cần quyết định"), ("en", "a decision")])
def test_an_open_tie_asks_for_a_decision(language: Language, word: str) -> None:
    ordinal = 'rank_scheme = "1234"\n' + TABLE
    units = {"a": SCORED, "b": SCORED}
    shown = opened(units, ordinal, judged=tuple(judged(unit, "II", "15") for unit in units))
    for row in ranked(shown, language).values():
        assert row["rank"] == 1
        assert word in row["reasons"][0]


@pytest.mark.parametrize(("language", "word"), [("vi", "bỏ qua tiêu chí phụ"), ("en", "skipped")])
def test_a_tie_key_that_not_all_the_tied_know_is_said_to_be_skipped(
    language: Language, word: str
) -> None:
    units = {"a": SCORED, "b": SCORED.replace(" t=3", "")}
    shown = opened(units, judged=tuple(judged(unit, "II", "15") for unit in units))
    for row in ranked(shown, language).values():
        assert (row["rank"], row["decided_by"]) == (1, None)
        assert word in row["reasons"][0]


def test_the_columns_of_a_printed_ranking_add_up_to_the_total() -> None:
    plain = opened({"a": SCORED, "b": "a=1"}, judged=(judged("a", "II", "15"),))
    assert ranking_table(plain, "vi").sections == ("Mục I", "Ngoài mục")
    assert printed(plain) == {"a": (("24.50", "15.00"), "39.50"), "b": (("-", "-"), "-")}
    assert printed(bloc())["u"] == (("61.0", "40.0"), "101.0")
    assert ranking_table(plain, "vi").notes == ("I: Nhiệm vụ",)


def test_a_section_that_does_not_apply_has_no_points_rather_than_none_earned() -> None:
    exempt = tuple(
        NotApplicable("a", code, HERE, Layer.APPRAISED, "không được giao")
        for code in ("I.1", "I.2")
    )
    zero = SCORED.replace("a=15", "a=0").replace("n=1", "n=20")
    points = (judged("a", "II", "15"), judged("b", "II", "15"))
    shown = opened({"a": SCORED, "b": zero}, exempt=exempt, judged=points)
    rows = ranked(shown)
    assert rows["a"]["sections"] == {"I": None}
    assert rows["b"]["sections"] == {"I": "0.00"}
    found = printed(shown)
    assert found["a"] == (("-", rows["a"]["total"]), rows["a"]["total"])
    assert found["b"] == (("0.00", "15.00"), "15.00")


def test_a_line_that_rounding_keeps_from_adding_up_is_explained() -> None:
    table = TABLE.replace("total = 2", "total = 0")
    shown = opened({"a": SCORED}, table, judged=(judged("a", "II", "15"),))
    assert printed(shown)["a"] == (("24.50", "15.00"), "40")
    assert ROUNDED.vi in ranking_table(shown, "vi").notes


def test_parts_and_their_sections_stand_apart() -> None:
    rows = ranked(bloc())
    assert rows["u"]["parts"] == {"chung": "61.0", "rieng": "40.0"}
    assert rows["u"]["sections"] == {"chung/S": "32.00"}
    assert rows["u"]["total"] == "101.0"
    assert rows["v"]["total_exact"] == "40"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("39.5", 2, "39.50"), ("39.5", None, "39.50"), ("0.005", None, "0.01"), ("-7", 0, "-7")],
)
def test_decimals_are_shown_at_their_declared_places_or_two(
    value: str, places: int | None, text: str
) -> None:
    assert decimal_text(Fraction(value), places) == text


# What things are called


def test_explanations_know_the_titles_of_all_that_a_trace_names() -> None:
    shown = opened({"a": SCORED, "b": SCORED})
    naming = naming_of(shown)
    expected = {
        "a": "Chỉ tiêu a",
        "I": "Nhiệm vụ",
        "I.1": "Việc làm",
        "I.2.1": "Vi phạm",
        "bang-diem": "Bảng điểm",
        "ratio-capped": FORMULAS["ratio-capped"].title.vi,
    }
    assert {code: naming.title(code).vi for code in expected} == expected
    assert naming.member("b") == "Phòng B"
    assert naming.units["a"] == Text("người", "people")
    assert naming.values["s"] == {1: Text("có", "yes"), 0: Text("không", "no")}


def test_days_and_grades_are_called_what_they_are() -> None:
    table = """
        code = "ngay"
        title = { vi = "Bảng", en = "Table" }
        basis = "proposal"
        points = 10
        [[criteria]]
        code = "A"
        points = 10
        formula = "points if d <= d.target and g >= 2 else 0"
    """
    naming = naming_of(opened({"a": ""}, table))
    assert naming.dates == {"d"}
    assert naming.values == {"g": {1: Text("yếu", "yếu"), 2: Text("khá", "khá")}}
