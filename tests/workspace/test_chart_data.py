"""Charts as plain data: every number of theirs is one of the ranking or of the figures."""

import json
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from thidua import standard
from thidua.core.exact.figure import Bound
from thidua.core.model.cluster import Cluster
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import Basis
from thidua.core.model.indicator import Direction, Indicator, ValueKind, WhenBlank
from thidua.core.model.observation import (
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
from thidua.core.scoring.entries import Member, Recorded
from thidua.core.text.bilingual import LANGUAGES, Language, Text
from thidua.core.text.fault import Refused
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.chart_building import heat_map, ranking_bars
from thidua.core.workspace.documents.charts import Chart, Turn, chart_as_plain
from thidua.core.workspace.documents.figure_charts import (
    change_on_last_period,
    target_bars,
    unit_target_bars,
)
from thidua.core.workspace.summary.figures import Book
from thidua.core.workspace.summary.rankings import ranking_table
from thidua.core.workspace.views.ranking import ranking_data

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
BEFORE = Span(date(2025, 1, 1), date(2025, 12, 31))
HERE = Place("cum-1", "2026")

SECTIONS = """
code = "bang-diem"
title = { vi = "Bảng điểm", en = "Point table" }
basis = "proposal"
points = 50
rounding = { section = 2, total = 1 }
[[sections]]
code = "I"
title = { vi = "Nhiệm vụ", en = "Tasks" }
points = 30
[[criteria]]
code = "I.1"
section = "I"
title = { vi = "Việc làm", en = "Jobs" }
points = 20
formula = "ratio-capped"
inputs = { actual = "jobs", target = "jobs.target" }
[[criteria]]
code = "I.2"
section = "I"
title = { vi = "Kỷ luật", en = "Discipline" }
points = 10
rows = [ { deduct = "0.5", per = "breaches" }, { bonus = 2, when = "jobs > jobs.target" } ]
[[criteria]]
code = "II"
title = { vi = "Hộ nghèo", en = "Poverty" }
points = 20
formula = "points if poverty <= poverty.target else 0"
[[criteria]]
code = "III"
title = { vi = "Thưởng mô hình", en = "Models" }
points = 0
rows = [ { bonus = 1, per = "models" } ]
"""
PLAIN = """
code = "bang-tron"
title = { vi = "Bảng trơn", en = "Plain table" }
basis = "official"
points = 20
rounding = { total = 2 }
[[criteria]]
code = "A"
title = { vi = "Việc làm", en = "Jobs" }
points = 20
bonus_cap = 3
formula = "min(points * jobs / jobs.target, points)"
rows = [ { bonus = 1, per = "models" } ]
"""
MIXED = """
code = "khoi"
rounding = { part = 2, total = 2 }
[[parts]]
code = "chung"
title = { vi = "Phần chung", en = "Common part" }
weight = 60
criteria = "bang-diem"
[[parts]]
code = "nganh"
title = { vi = "Phần ngành", en = "Sector part" }
weight = 40
by_sector = { ld = "bang-tron" }
"""
INDICATORS = {
    item.code: item
    for item in (
        Indicator("jobs", Text("Việc làm mới", "New jobs"), Text("người", "persons")),
        Indicator(
            "poverty", Text("Tỷ lệ hộ nghèo", "Poverty rate"), Text("%", "%"), Direction.LOWER
        ),
        Indicator(
            "breaches",
            Text("Vi phạm", "Breaches"),
            Text("vụ", "cases"),
            Direction.LOWER,
            when_blank=WhenBlank.ZERO,
        ),
        Indicator("models", Text("Mô hình", "Models"), Text("mô hình", "models")),
        Indicator("day", Text("Ngày", "Day"), Text("ngày", "day"), kind=ValueKind.DATE),
    )
}
FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}
BOUNDS = {">": Bound.OVER, "<": Bound.UNDER, "~": Bound.NEAR}
UNITS = {
    "a": "jobs=15 jobs.target=20 poverty=5.5 poverty.target=6 breaches=1 models=2",
    "b": "jobs=7 jobs.target=3 poverty=6.1 poverty.target=6 models=0",
    "c": "jobs=1 jobs.target=3 poverty=*6 poverty.target=6 models=0",
    "d": "poverty=6 poverty.target=6 models=0",
    "e": "jobs=1 jobs.target=1 poverty=1 poverty.target=6 models=0",
}


def observed(
    units: Mapping[str, str], span: Span = YEAR, layer: Layer = Layer.SELF
) -> tuple[Observation, ...]:
    """ "jobs=>15": over 15; "*" stands before an illustrative figure."""
    return tuple(
        Observation(
            unit,
            key.partition(".")[0],
            ObservationKind(key.partition(".")[2] or "actual"),
            span,
            Fraction(value.lstrip("*<>~")),
            BOUNDS.get(value.lstrip("*")[0], Bound.EXACT),
            layer,
            None if layer is Layer.SELF else HERE,
            illustrative="*" in value,
        )
        for unit, written in units.items()
        for key, value in (pair.split("=") for pair in written.split())
    )


def opened(
    *tables: str,
    units: Mapping[str, str] = UNITS,
    scheme: str = "",
    previous: Mapping[str, str] | None = None,
    appraised: Mapping[str, str] | None = None,
) -> OpenCluster:
    """A cluster whose member ``e`` is excluded, and to ``c`` the criterion I.2 does not apply."""
    sources = [read_criteria_set(tomllib.loads(table)) for table in tables or (SECTIONS,)]
    chosen = read_scheme(tomllib.loads(scheme)) if scheme else Scheme.plain(sources[0])
    standing = {"e": Standing.EXCLUDED}
    exempt = [NotApplicable("c", "I.2", HERE, Layer.SELF, "không có")] if "c" in units else []
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
                f"Phòng {unit}",
                "division",
                "ld",
                standing.get(unit, Standing.NORMAL),
                "đang thanh tra",
            )
            for unit in units
        ),
        Recorded(
            (*observed(units), *observed(appraised or {}, layer=Layer.APPRAISED)),
            previous=observed(previous or {}, BEFORE),
            not_applicable=tuple(exempt),
        ),
    )


# Charts of a ranking


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "shown",
    [
        opened(),
        opened(SECTIONS, PLAIN, scheme=MIXED),
        opened(PLAIN, units={"a": UNITS["a"], "b": UNITS["b"]}),
    ],
    ids=["sections", "parts", "plain"],
)
def test_bars_have_the_numbers_words_and_order_of_the_ranking(
    shown: OpenCluster, language: Language
) -> None:
    score = shown.score()
    chart = ranking_bars(shown, score, language)
    table = ranking_table(shown, language)
    data = ranking_data(shown, score, language)["rows"]
    assert [bar.label for bar in chart.rows] == [row.name for row in table.rows]
    assert [bar.rank for bar in chart.rows] == [row.rank for row in table.rows]
    assert [bar.total for bar in chart.rows] == [row["total"] for row in data]
    for bar, row in zip(chart.rows, table.rows, strict=True):
        if bar.total is None:
            assert bar.parts == () and bar.total_text == bar.status_text == row.status_text
            continue
        assert bar.total_text == row.total
        assert len(bar.parts) == len(chart.sections)
        if table.sections:
            assert tuple(part.text for part in bar.parts) == row.sections
    if table.sections:
        assert len(chart.sections) == len(table.sections)


def test_the_sections_of_a_bar_are_called_by_code_and_title_and_what_is_outside_them_too() -> None:
    shown = opened()
    chart = ranking_bars(shown, shown.score(), "vi")
    assert chart.title == "Điểm và thứ hạng: Cụm 1, năm 2026"
    assert chart.sections == ("Mục I: Nhiệm vụ", "Ngoài mục")
    first = chart.rows[0]
    assert (first.label, first.total) == ("Phòng a", "46.5")
    assert [part.points for part in first.parts] == ["24.50", "22.00"]
    mixed = opened(SECTIONS, PLAIN, scheme=MIXED)
    assert ranking_bars(mixed, mixed.score(), "en").sections == ("Common part", "Sector part")


def test_a_set_without_sections_is_drawn_by_base_and_bonus() -> None:
    shown = opened(PLAIN, units={"a": UNITS["a"], "d": UNITS["d"]})
    known, unknown = ranking_bars(shown, shown.score(), "vi").rows
    assert [part.points for part in known.parts] == ["15.00", "2.00"]
    assert known.total == "17.00"
    assert unknown.parts == () and unknown.total_text == "chưa chấm được"


def test_what_limits_the_points_is_said_beside_them() -> None:
    shown = opened()
    notes = ranking_bars(shown, shown.score(), "vi").notes
    assert notes[:2] == ("Điểm tự chấm.", "Bảng điểm đề xuất, chưa cơ quan nào ban hành.")
    assert any(note.startswith("Thứ hạng tạm thời") for note in notes)
    assert any(note.startswith("Số liệu minh hoạ") for note in notes)


def test_a_cell_is_the_share_of_the_maximum_cut_to_whole_percent() -> None:
    shown = opened()
    chart = heat_map(shown, shown.score(), "vi")
    assert [column.code for column in chart.columns] == ["I.1", "I.2", "II"]
    cells = {row.label: [(cell.share, cell.text) for cell in row.cells] for row in chart.rows}
    assert cells == {
        "Phòng a": [("0.7500", "75"), ("0.9500", "95"), ("1.0000", "100")],
        "Phòng b": [("1.0000", "100"), ("1.2000", "120"), ("0.0000", "0")],
        "Phòng c": [("0.3333", "33"), (None, "-"), ("1.0000", "100")],
        "Phòng d": [(None, "?"), (None, "?"), ("1.0000", "100")],
        "Phòng e": [(None, "-")] * 3,
    }
    assert chart.notes[-1].startswith("Chỉ gồm tiêu chí chung")


def test_a_hundred_percent_is_never_less_than_the_maximum() -> None:
    units = {"a": "jobs=2999 jobs.target=3000 models=0"}
    shown = opened(PLAIN, units=units)
    (row,) = heat_map(shown, shown.score(), "vi").rows
    assert row.cells[0].text == "99"
    assert row.cells[0].share == "0.9996"


def test_members_of_a_mixed_bloc_are_compared_by_what_all_are_scored_by() -> None:
    shown = opened(SECTIONS, PLAIN, scheme=MIXED)
    codes = [column.code for column in heat_map(shown, shown.score(), "vi").columns]
    assert codes == ["I.1", "I.2", "II"]


def test_a_whole_table_needs_no_note_on_what_was_chosen() -> None:
    shown = opened(PLAIN, units={"a": UNITS["a"]})
    notes = heat_map(shown, shown.score(), "en").notes
    assert not any(note.startswith("Only criteria") for note in notes)


# Charts of figures


def test_results_stand_against_their_targets_in_the_order_of_the_table() -> None:
    shown = opened(units={"a": UNITS["a"].replace("jobs=15", "jobs=>21")})
    chart = unit_target_bars(shown, shown.score(), "a", "vi")
    assert chart.title == "Kết quả so với mức giao: Phòng a, năm 2026"
    jobs, poverty = chart.rows
    assert (jobs.label, jobs.unit) == ("Việc làm mới", "người")
    assert (jobs.actual_text, jobs.target_text) == ("trên 21", "20")
    assert (jobs.ratio, jobs.ratio_text, jobs.bound) == ("1.0500", "trên 105 %", "trên")
    assert jobs.met is True
    assert (poverty.ratio, poverty.ratio_text, poverty.met) == ("0.9166", "đạt", True)


@pytest.mark.parametrize(
    ("actual", "target", "met"),
    [
        ("20", "20", True),
        ("19", "20", False),
        ("20", ">20", False),
        ("21", ">20", True),
        (">20", "20", True),
        (">19", "20", None),
        ("<20", "20", False),
        ("<21", "20", None),
        ("~21", "20", None),
    ],
)
def test_a_target_is_met_where_the_bounds_leave_no_doubt(
    actual: str, target: str, met: bool | None
) -> None:
    shown = opened(units={"a": f"jobs={actual} jobs.target={target}"})
    (row,) = unit_target_bars(shown, shown.score(), "a", "vi").rows
    assert row.met is met


def test_a_target_of_nothing_has_no_share() -> None:
    shown = opened(units={"a": "jobs=5 jobs.target=0 poverty=<7 poverty.target=6"})
    jobs, poverty = unit_target_bars(shown, shown.score(), "a", "vi").rows
    assert (jobs.ratio, jobs.ratio_text) == (None, "-")
    assert (poverty.ratio_text, poverty.met) == ("-", None)


def test_the_layer_that_is_scored_is_the_layer_that_is_drawn() -> None:
    shown = opened(units={"a": UNITS["a"]}, appraised={"a": "jobs=14"})
    texts = [
        unit_target_bars(shown, shown.score(layer), "a", "vi").rows[0].actual_text
        for layer in (Layer.SELF, Layer.APPRAISED)
    ]
    assert texts == ["15", "14"]


def test_figures_of_a_report_name_their_years_where_there_are_several() -> None:
    book = Book(INDICATORS, {}, "vi")
    items = (
        *observed({"so": "jobs=5 jobs.target=4 day=20000 day.target=20001 models=1"}),
        *observed({"so": "jobs=*3 jobs.target=4"}, BEFORE),
    )
    now, before = target_bars("Kết quả", items, book).rows
    assert now.label == "Việc làm mới, 2026"
    assert before.label == "Việc làm mới, 2025 (số liệu minh hoạ)"
    (only,) = target_bars("Kết quả", items[:5], book).rows
    assert only.label == "Việc làm mới"


def test_figures_that_are_all_illustrative_are_called_so_once() -> None:
    items = observed({"so": "jobs=*5 jobs.target=*4"})
    chart = target_bars("Kết quả", items, Book(INDICATORS, {}, "vi"))
    assert chart.notes == ("Số liệu minh hoạ, không nguồn nào công bố.",)
    assert chart.rows[0].label == "Việc làm mới"


def test_a_target_in_another_measure_says_which() -> None:
    (actual, target) = observed({"so": "jobs=5000 jobs.target=6000"})
    (row,) = target_bars(
        "Kết quả",
        (actual, evolve(target, measure="nghìn người")),
        Book(INDICATORS, {}, "vi"),
    ).rows
    assert (row.unit, row.target_text, row.ratio) == ("người", "6 nghìn người", "0.8333")


@pytest.mark.parametrize(
    ("before", "after", "said", "turn", "index"),
    [
        ("jobs=20000", "jobs=21060", "+5,3 %", Turn.GOOD, "105.3000"),
        ("jobs=20", "jobs=15", "−25 %", Turn.BAD, "75.0000"),
        ("jobs=3", "jobs=1", "−66,7 %", Turn.BAD, "33.3333"),
        ("jobs=20", "jobs=20", "không đổi", Turn.NONE, "100.0000"),
        ("jobs=20", "jobs=>20", "≈ 0", Turn.NONE, "100.0000"),
        ("jobs=>20", "jobs=30", "≈ +50 %", Turn.GOOD, "150.0000"),
        ("jobs=0", "jobs=3", "+3", Turn.GOOD, None),
        ("jobs=100000", "jobs=100001", "+1", Turn.GOOD, "100.0010"),
        ("poverty=6.2", "poverty=5.1", "−1,1 điểm %", Turn.GOOD, "82.2580"),
        ("breaches=2", "breaches=9", "+350 %", Turn.BAD, "450.0000"),
    ],
)
def test_a_change_is_told_from_the_two_figures(
    before: str, after: str, said: str, turn: Turn, index: str | None
) -> None:
    shown = opened(units={"a": after}, previous={"a": before})
    (row,) = change_on_last_period(shown, shown.score(), "a", "vi").rows
    assert (row.change_text, row.turn, row.index) == (said, turn, index)
    assert row.before == before.partition("=")[2].lstrip("><~")


def test_a_change_names_both_periods_and_only_figures_that_both_have() -> None:
    shown = opened(
        units={"a": UNITS["a"].replace("breaches=1", "")},
        previous={"a": "jobs=*10 breaches=3"},
    )
    chart = change_on_last_period(shown, shown.score(), "a", "en")
    assert (chart.before_title, chart.after_title) == ("2025", "2026")
    assert chart.notes == ("Illustrative figures, published by no source.",)
    assert [(row.label, row.before_text, row.after_text) for row in chart.rows] == [
        ("New jobs", "10", "15")
    ]
    nothing = opened()
    chart = change_on_last_period(nothing, nothing.score(), "a", "vi")
    assert (chart.before_title, chart.rows, chart.notes) == ("kỳ trước", (), ())


def test_a_stranger_to_the_cluster_is_refused() -> None:
    shown = opened()
    for build in (unit_target_bars, change_on_last_period):
        with pytest.raises(Refused, match="“z”"):
            build(shown, shown.score(), "z", "vi")


BUILDERS: Mapping[str, Callable[[OpenCluster], Chart]] = {
    "ranking-bars": lambda shown: ranking_bars(shown, shown.score(), "vi"),
    "heat-map": lambda shown: heat_map(shown, shown.score(), "vi"),
    "target-bars": lambda shown: unit_target_bars(shown, shown.score(), "a", "vi"),
    "change": lambda shown: change_on_last_period(shown, shown.score(), "a", "vi"),
}


@pytest.mark.parametrize("kind", BUILDERS)
def test_a_chart_is_plain_data_with_its_kind_and_without_a_float(kind: str) -> None:
    chart = BUILDERS[kind](opened(previous=UNITS))
    plain = chart_as_plain(chart)
    assert plain["kind"] == kind
    assert json.loads(json.dumps(plain), parse_float=_refuse) == plain


def _refuse(number: str) -> None:
    raise AssertionError(f"a float: {number}")
