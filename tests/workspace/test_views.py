"""Rankings, explanations and comparisons as plain data, for the screen and for programs."""

import json
import string
import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from thidua import standard
from thidua.core.exact.figure import Bound
from thidua.core.model.cluster import Cluster
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import Basis
from thidua.core.model.indicator import Direction, Indicator, ValueKind, WhenBlank
from thidua.core.model.observation import (
    JudgedPoints,
    Layer,
    NotApplicable,
    Observation,
    ObservationKind,
    Place,
    Standing,
)
from thidua.core.model.period import Period, PeriodKind, Span
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_criteria_set, read_scheme
from thidua.core.record.opened import OpenedCluster, PeriodMember
from thidua.core.scoring.comparing import compare
from thidua.core.scoring.entries import Member, Recorded
from thidua.core.text.bilingual import LANGUAGES, Language, Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.summary.rankings import ROUNDED, ranking_table
from thidua.core.workspace.views.comparison import comparison_data, exact_text, exact_words
from thidua.core.workspace.views.explanation import explanation_data
from thidua.core.workspace.views.notices import notices_of
from thidua.core.workspace.views.ranking import decimal_text, naming_of, ranking_data

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
HERE = Place("cum-1", "2026")
TABLE = """
code = "bang-diem"
title = { vi = "Bảng điểm", en = "Point table" }
basis = "proposal"
points = 50
rounding = { criterion = 2, total = 2 }
tie_breakers = ["indicator:t"]
bands = [
  { code = "good", from = 80, title = { vi = "Tốt", en = "Good" } }, { code = "fair", below = 80 } ]
[[sections]]
code = "I"
title = { vi = "Nhiệm vụ", en = "Tasks" }
points = 30
bonus_cap = 2
[[criteria]]
code = "I.1"
section = "I"
title = { vi = "Việc làm", en = "Jobs" }
points = 20
formula = "ratio-capped"
inputs = { actual = "a", target = "a.target" }
[[criteria]]
code = "I.2"
section = "I"
title = { vi = "Kỷ luật", en = "Discipline" }
points = 10
reference = "Quy chế"
rows = [
  { code = "I.2.1", title = { vi = "Vi phạm", en = "Breaches" }, deduct = "0.5", per = "n" },
  { bonus = 3, when = "p >= 1" },
  { gate = "not given(s)", title = { vi = "Không gửi báo cáo", en = "No report" } },
]
[[criteria]]
code = "II"
title = { vi = "Chung", en = "General" }
points = 20
judged = { from = 0, to = 20 }
"""
SCORED = "a=15 a.target=20 n=1 p=0 s=1 t=3"


def indicator(code: str) -> Indicator:
    kinds = {"s": ValueKind.YES_NO, "d": ValueKind.DATE, "g": ValueKind.GRADE}
    return Indicator(
        code,
        Text(f"Chỉ tiêu {code}", f"Indicator {code}"),
        Text("người", "people"),
        Direction.HIGHER,
        kinds.get(code, ValueKind.NUMBER),
        ("yếu", "khá") if code == "g" else (),
        WhenBlank.ZERO if code == "n" else WhenBlank.MISSING,
    )


INDICATORS = {code: indicator(code) for code in string.ascii_lowercase}
FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}


def observed(units: Mapping[str, str]) -> tuple[Observation, ...]:
    return tuple(
        Observation(
            unit,
            key.partition(".")[0],
            ObservationKind(key.partition(".")[2] or "actual"),
            YEAR,
            Fraction(value.lstrip("*~")),
            Bound.NEAR if "~" in value else Bound.EXACT,
            illustrative="*" in value,
        )
        for unit, written in units.items()
        for key, value in (pair.split("=") for pair in written.split())
    )


def judged(unit: str, criterion: str, points: str) -> JudgedPoints:
    return JudgedPoints(unit, criterion, HERE, Layer.APPRAISED, Fraction(points), "biên bản họp")


def opened(
    units: Mapping[str, str],
    *tables: str,
    scheme: str = "",
    standings: Mapping[str, Standing] | None = None,
    sectors: Mapping[str, str] | None = None,
    judged: tuple[JudgedPoints, ...] = (),
    exempt: tuple[NotApplicable, ...] = (),
) -> OpenCluster:
    sources = [read_criteria_set(tomllib.loads(table)) for table in tables or (TABLE,)]
    chosen = read_scheme(tomllib.loads(scheme)) if scheme else Scheme.plain(sources[0])
    return OpenCluster(
        Cluster("cum-1", "Cụm 1", "so"),
        Period("2026", YEAR, PeriodKind.YEAR),
        OpenedCluster(
            HERE, chosen.code, Basis.PROPOSAL, "abc", tuple(PeriodMember(unit) for unit in units)
        ),
        chosen,
        {source.code: compile_set(source, INDICATORS, FORMULAS) for source in sources},
        tuple(
            Member(
                unit,
                f"Phòng {unit.upper()}",
                "division",
                (sectors or {}).get(unit),
                (standings or {}).get(unit, Standing.NORMAL),
                "đang thanh tra" if unit in (standings or {}) else "",
            )
            for unit in units
        ),
        Recorded(observed(units), judged=judged, not_applicable=exempt),
    )


def ranked(shown: OpenCluster, language: Language = "vi") -> dict[str, dict[str, Any]]:
    data = ranking_data(shown, shown.score(), language)
    assert json.loads(json.dumps(data)) == data
    return {row["unit"]: row for row in data["rows"]}


def explained(
    shown: OpenCluster, unit: str, language: Language = "vi", criterion: str | None = None
) -> dict[str, Any]:
    data = explanation_data(shown, shown.score(), unit, language, criterion)
    assert json.loads(json.dumps(data)) == data
    return data


def told(shown: OpenCluster, unit: str, criterion: str, language: Language = "vi") -> list[str]:
    (cell,) = explained(shown, unit, language, criterion)["criteria"]
    lines: list[str] = cell["explanation"]
    return lines


# Rankings


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
            {
                "unit": "b",
                "name": "Phòng B",
                "rank": 1,
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
            },
            {
                "unit": "a",
                "name": "Phòng A",
                "rank": 2,
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
            },
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


SCHEME = """
code = "khoi"
rounding = { part = 1, total = 1 }
[[parts]]
code = "chung"
title = { vi = "Phần chung", en = "Common part" }
criteria = "chung"
weight = 60
[[parts]]
code = "rieng"
title = { vi = "Phần riêng", en = "Own part" }
by_sector = { mot = "mot", hai = "hai" }
weight = 40
bonus = "dropped"
"""
COMMON = """
code = "chung"
title = { vi = "Tiêu chí chung", en = "Common criteria" }
basis = "official"
points = 30
bonus_cap = 1
sections = [ { code = "S", points = 30, title = { vi = "Mục S", en = "Section S" } } ]
criteria = [ { code = "C", section = "S", points = 30, formula = "a", bonus_cap = "none",
"""
COMMON = COMMON.rstrip(",\n") + " } ]\n"


def own(code: str, title: str) -> str:
    return f"""
        code = "{code}"
        title = {{ vi = "Bảng {code}", en = "Table {code}" }}
        basis = "proposal"
        points = 20
        bonus_cap = 3
        [[criteria]]
        code = "X"
        title = {{ vi = "{title}", en = "{title} (en)" }}
        points = 20
        formula = "b"
        bonus_cap = "none"
    """


def bloc(scheme: str = SCHEME) -> OpenCluster:
    return opened(
        {"u": "a=32 b=25", "v": "a=10 b=10"},
        COMMON,
        own("mot", "Tiêu chí ngành một"),
        own("hai", "Tiêu chí ngành hai"),
        scheme=scheme,
        sectors={"u": "mot", "v": "hai"},
    )


def printed(shown: OpenCluster) -> dict[str, tuple[tuple[str, ...], str]]:
    table = ranking_table(shown, "en")
    assert all(len(row.sections) == len(table.sections) for row in table.rows)
    return {row.unit: (row.sections, row.total) for row in table.rows}


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


# Explanations


def test_an_explanation_names_every_criterion_and_adds_up_to_the_total() -> None:
    figures = SCORED.replace("p=0", "p=1").replace("a=15 a.target=20", "a=1 a.target=3")
    shown = opened({"a": figures}, judged=(judged("a", "II", "15.125"),))
    data = explained(shown, "a")
    cells, rest = data["criteria"], data["lines"]
    assert {key: data[key] for key in ("cluster", "period", "layer", "basis", "unit", "name")} == {
        "cluster": "cum-1",
        "period": "2026",
        "layer": "appraised",
        "basis": "proposal",
        "unit": "a",
        "name": "Phòng A",
    }
    assert (data["rank"], data["status"], data["reasons"]) == (1, "ranked", [])
    # As the point table is printed: what stands outside the sections comes first.
    assert [cell["code"] for cell in cells] == ["II", "I.1", "I.2"]
    _, jobs, discipline = cells
    lines = [line["points"] for cell in cells for line in cell["lines"]]
    lines += [line["points"] for line in rest]
    assert sum(map(Fraction, lines)) == Fraction(data["total"]) == Fraction("33.3")
    assert {key: discipline[key] for key in ("title", "maximum", "base", "deducted", "bonus")} == {
        "title": "Kỷ luật",
        "maximum": "10",
        "base": "9.5",
        "deducted": "0.5",
        "bonus": "3",
    }
    assert (discipline["counts"], discipline["reference"], discipline["part"]) == (
        "12.5",
        "Quy chế",
        "bang-diem",
    )
    assert (jobs["base"], jobs["counts"]) == ("20/3", "6.67")
    assert rest == [
        {
            "kind": "bonus-cap",
            "level": "section",
            "code": "I",
            "points": "-1",
            "title": "I Nhiệm vụ: giới hạn điểm thưởng",
        }
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_criterion_is_explained_alone(language: Language) -> None:
    shown = opened({"a": SCORED}, judged=(judged("a", "II", "15"),))
    data = explained(shown, "a", language, "I.1")
    assert [cell["code"] for cell in data["criteria"]] == ["I.1"]
    assert data["lines"] == []
    assert "15" in " ".join(data["criteria"][0]["explanation"])


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "12,5 điểm do thẩm định: biên bản họp"),
        ("en", "12.5 points, appraised: biên bản họp"),
    ],
)
def test_judged_points_name_the_layer_and_the_reason(language: Language, line: str) -> None:
    shown = opened({"a": SCORED}, judged=(judged("a", "I.1", "12.5"),))
    assert told(shown, "a", "I.1", language) == [line]


def test_judged_points_that_cannot_count_say_why() -> None:
    shown = opened({"a": SCORED}, judged=(judged("a", "I.1", "21"),))
    lines = told(shown, "a", "I.1")
    assert lines[0] == "21 điểm do thẩm định: biên bản họp"
    assert "21 điểm" in lines[1] and "không quy định điểm thưởng" in lines[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "Không áp dụng: không được giao"), ("en", "Does not apply: không được giao")],
)
def test_what_does_not_apply_gives_the_reason_of_the_entry(language: Language, words: str) -> None:
    entry = NotApplicable("a", "I.1", HERE, Layer.APPRAISED, "không được giao")
    shown = opened({"a": SCORED}, exempt=(entry,), judged=(judged("a", "II", "15"),))
    (cell,) = explained(shown, "a", language, "I.1")["criteria"]
    assert cell["explanation"] == [words]
    assert (cell["base"], cell["counts"]) == (None, "0")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Không áp dụng cho loại đơn vị này"),
        ("en", "Does not apply to this kind of unit"),
    ],
)
def test_what_does_not_apply_to_the_kind_of_unit_says_so(language: Language, words: str) -> None:
    table = TABLE.replace('code = "II"', 'code = "II"\napplies_to = ["commune"]')
    assert told(opened({"a": SCORED}, table), "a", "II", language) == [words]


@pytest.mark.parametrize(
    ("language", "notes"),
    [
        ("vi", ["không ghi, tính là 0", "số liệu minh hoạ"]),
        ("en", ["left blank, counted as 0", "illustrative figures"]),
    ],
)
def test_presumed_and_illustrative_figures_are_noted(language: Language, notes: list[str]) -> None:
    shown = opened({"a": "a=1 a.target=1 p=*0 s=1"}, judged=(judged("a", "II", "15"),))
    lines = told(shown, "a", "I.2", language)
    blank, illustrative = notes
    (said,) = (line for line in lines if line.startswith(("Chỉ tiêu n", "Indicator n")))
    assert said.endswith(blank)
    assert lines[-1] == illustrative
    assert ranking_data(shown, shown.score(), language)["illustrative"] is True


@pytest.mark.parametrize(
    ("language", "start"),
    [
        ("vi", "không tính Phòng B vào so sánh: chưa có số liệu “"),
        ("en", "Phòng B is left out of the comparison: “"),
    ],
)
def test_members_left_out_of_a_comparison_are_named(language: Language, start: str) -> None:
    table = TABLE.replace('formula = "ratio-capped"', 'formula = "points * x / highest(x)"')
    table = table.replace('inputs = { actual = "a", target = "a.target" }\n', "")
    shown = opened({"a": SCORED + " x=1", "b": SCORED}, table)
    assert any(line.startswith(start) for line in told(shown, "a", "I.1", language))


def test_an_unscored_cell_says_what_is_missing_and_counts_nothing() -> None:
    shown = opened({"a": "a=~9 a.target=10 n=0 s=1 p=0"})
    (cell,) = explained(shown, "a", "vi", "I.1")["criteria"]
    assert (cell["base"], cell["counts"], cell["lines"]) == (None, None, [])
    assert any("gần" in line for line in cell["explanation"])


def test_an_excluded_member_is_explained_by_its_reason_alone() -> None:
    data = explained(opened({"a": ""}), "a")
    assert (data["total"], data["rank"], data["criteria"], data["lines"]) == (None, None, [], [])
    assert data["reasons"] == ["Không gửi báo cáo"]


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        (
            "vi",
            {
                "Tiêu chí chung: giới hạn điểm thưởng",
                "Bảng mot: giới hạn điểm thưởng",
                "Phần riêng: điểm thưởng không tính, 3 → 0",
            },
        ),
        (
            "en",
            {
                "Common criteria: bonus cap",
                "Table mot: bonus cap",
                "Own part: bonus not counted, 3 → 0",
            },
        ),
    ],
)
def test_lines_of_a_scheme_are_called_by_part_and_set(language: Language, titles: set[str]) -> None:
    data = explained(bloc(), "u", language)
    assert {line["title"] for line in data["lines"]} == titles
    assert data["criteria"][1]["title"].startswith("Tiêu chí ngành một")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("vi", "Phần riêng: điểm thưởng quy về thang điểm của phần, 3 → 0,6"),
        ("en", "Own part: bonus brought to the scale of the part, 3 → 0.6"),
    ],
)
def test_a_scaled_bonus_is_told_before_and_after(language: Language, title: str) -> None:
    data = explained(bloc(SCHEME.replace("dropped", "scaled").replace("40", "4")), "u", language)
    told = {line["title"]: line["points"] for line in data["lines"]}
    assert told[title] == "-2.4"


@pytest.mark.parametrize(
    ("language", "title"), [("vi", "Tổng điểm: làm tròn"), ("en", "Total: rounding")]
)
def test_the_rounding_of_the_total_is_the_totals_own_line(language: Language, title: str) -> None:
    table = TABLE.replace("criterion = 2, total = 2", "total = 0")
    shown = opened({"a": SCORED}, table, judged=(judged("a", "II", "15"),))
    (line,) = explained(shown, "a", language)["lines"]
    assert (line["title"], line["points"], line["level"]) == (title, "0.5", "total")


# Comparisons


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("vi", ["I.1 Việc làm", "I.2 Kỷ luật", "I Nhiệm vụ: giới hạn điểm thưởng"]),
        ("en", ["I.1 Jobs", "I.2 Discipline", "I Tasks: bonus cap"]),
    ],
)
def test_a_comparison_lists_every_difference_and_the_gap(
    language: Language, titles: list[str]
) -> None:
    units = {"a": SCORED, "b": "a=20 a.target=20 n=0 p=1 s=1 t=3"}
    shown = opened(units, judged=tuple(judged(unit, "II", "15") for unit in units))
    found = compare(shown.score(), "b", "a")
    assert found is not None
    data = comparison_data(shown, found, language)
    assert json.loads(json.dumps(data)) == data
    assert data["first"] == {"unit": "b", "name": "Phòng B", "rank": 1, "total": "47"}
    assert data["second"] == {"unit": "a", "name": "Phòng A", "rank": 2, "total": "39.5"}
    assert (data["gap"], data["decided_by"]) == ("7.5", None)
    assert [line["title"] for line in data["lines"]] == titles
    assert sum(Fraction(line["gap"]) for line in data["lines"]) == Fraction("7.5")
    assert data["lines"][0] == {
        "part": "bang-diem",
        "kind": "criterion",
        "level": "criterion",
        "code": "I.1",
        "title": titles[0],
        "first": "20",
        "second": "15",
        "gap": "5",
        "absent_from": None,
    }


def test_a_comparison_of_a_tie_names_the_key_that_decided_it() -> None:
    units = {"a": SCORED, "b": SCORED.replace("t=3", "t=4")}
    shown = opened(units, judged=tuple(judged(unit, "II", "15") for unit in units))
    found = compare(shown.score(), "a", "b")
    assert found is not None
    data = comparison_data(shown, found, "vi")
    assert (data["gap"], data["decided_by"], data["lines"]) == ("0", "indicator:t", [])


def test_criteria_of_one_code_in_two_sectors_sets_keep_their_own_titles() -> None:
    shown = bloc()
    found = compare(shown.score(), "u", "v")
    assert found is not None
    lines = comparison_data(shown, found, "vi")["lines"]
    absent = {line["title"]: line["absent_from"] for line in lines if line["code"] == "X"}
    assert absent == {"X Tiêu chí ngành một": "second", "X Tiêu chí ngành hai": "first"}


def test_a_comparison_says_what_its_points_rest_on() -> None:
    units = {"a": "a=15 a.target=20 n=1 p=*0 s=1 t=3", "b": SCORED, "c": SCORED}
    shown = opened(units, judged=tuple(judged(unit, "II", "15") for unit in units))
    score = shown.score()
    for pair, illustrative in ((("a", "b"), True), (("b", "c"), False)):
        found = compare(score, *pair)
        assert found is not None
        data = comparison_data(shown, found, "vi")
        assert (data["basis"], data["illustrative"]) == ("proposal", illustrative)
    assert [text.vi for text in notices_of(shown, illustrative=True)] == [
        "bảng điểm đề xuất, chưa cơ quan nào ban hành",
        "số liệu minh hoạ",
    ]
    official = evolve(shown, opened=evolve(shown.opened, basis=Basis.OFFICIAL))
    assert notices_of(official, illustrative=False) == ()


def test_a_set_outside_its_validity_is_named_wherever_it_is_used() -> None:
    table = TABLE.replace("points = 50", "points = 50\nvalid_from = 2027-01-01", 1)
    shown = opened({"a": SCORED}, table, judged=(judged("a", "II", "15"),))
    assert ranking_data(shown, shown.score(), "vi")["outside_validity"] == ["bang-diem"]
    assert explained(shown, "a", "vi", "I.1")["outside_validity"] == ["bang-diem"]
    several = evolve(shown, sets={**shown.sets, "again": shown.sets["bang-diem"]})
    assert notices_of(several, illustrative=False)[1].en == (
        "Criteria sets “Point table” and “Point table” are not in force in this period;"
        " they are used because they were named."
    )
    assert [text.vi for text in notices_of(shown, illustrative=False)][1] == (
        "Bảng điểm “Bảng điểm” không có hiệu lực trong kỳ này, được dùng vì đã gọi đích danh."
    )


@pytest.mark.parametrize(
    ("value", "text", "vi", "en"),
    [
        ("1234.5", "1234.5", "1.234,5", "1,234.5"),
        ("1/3", "1/3", "≈ 0,3333 (1/3)", "≈ 0.3333 (1/3)"),
        ("-2", "-2", "-2", "-2"),
    ],
)
def test_numbers_are_exact_for_programs_and_readable_for_people(
    value: str, text: str, vi: str, en: str
) -> None:
    number = Fraction(value)
    assert exact_text(number) == text
    assert (exact_words(number, "vi"), exact_words(number, "en")) == (vi, en)
