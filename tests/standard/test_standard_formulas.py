"""The standard formulas, each at its edges, read by the formula language itself."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua import standard
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.evaluation import Reading
from thidua.core.formula.trace import Known, Unknown
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.indicator import Indicator
from thidua.core.model.structuring import read_criteria_set
from thidua.core.text.bilingual import Text

FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}
WORDS = ("x", "y", "z")


class Unit:
    """A unit with the figures of one test."""

    unit = "u"

    def __init__(self, figures: Mapping[Name, Figure]) -> None:
        self.figures = figures

    def figure(self, name: Name) -> Figure | None:
        return self.figures.get(name)

    def judged(self, criterion: str) -> Fraction | None:
        return None

    def child(self, code: str) -> Fraction | None:
        return None


def indicator(code: str) -> Indicator:
    return Indicator(code, Text(vi=code, en=code), Text(vi="đơn vị", en="units"))


def compiled(
    code: str, inputs: Mapping[str, str], parameters: Mapping[str, str | int], points: int
) -> CompiledSet:
    plain = {
        "code": "one",
        "title": {"vi": "Một tiêu chí", "en": "One criterion"},
        "basis": "proposal",
        "points": points + 1,
        "criteria": [
            {
                "code": "c",
                "title": {"vi": "Tiêu chí", "en": "Criterion"},
                "points": points,
                "floor": "none",
                "bonus_cap": "none",
                "formula": code,
                "inputs": inputs,
                "parameters": parameters,
            },
            {"code": "rest", "title": {"vi": "Còn lại", "en": "The rest"}, "points": 1},
        ],
    }
    return compile_set(
        read_criteria_set(plain), {word: indicator(word) for word in WORDS}, FORMULAS
    )


def scored(
    code: str,
    inputs: Mapping[str, str],
    figures: Mapping[str, Figure | int | str],
    parameters: Mapping[str, str | int] | None = None,
    points: int = 10,
) -> Fraction | None:
    """Points of one criterion, base and bonus; None where unknown."""
    item = compiled(code, inputs, parameters or {}, points).by_code["c"]
    reading = Reading(Unit({name_of(key): figure_of(one) for key, one in figures.items()}), (), {})
    total = Fraction(0)
    for node in (item.base, item.bonus):
        value = reading.number(node)
        if isinstance(value, Unknown) or value.point is None:
            return None
        assert isinstance(value, Known)
        total += value.point
    return total


def name_of(text: str) -> Name:
    code, _, field = text.partition(".")
    return Name(code, Field(field or "actual"))


def figure_of(value: Figure | int | str) -> Figure:
    return value if isinstance(value, Figure) else Figure(Fraction(value))


TARGETED = {"actual": "x", "target": "x.target"}


def against_target(
    code: str, actual: Figure | int | str, target: Figure | int | str, **parameters: str | int
) -> Fraction | None:
    return scored(code, TARGETED, {"x": actual, "x.target": target}, parameters)


def test_the_plugin_gives_every_rule_kind_of_the_usual_tables() -> None:
    assert sorted(FORMULAS) == [
        "award-bonus",
        "checklist",
        "external-rank",
        "external-rescale",
        "grade-map",
        "late-steps",
        "lower-is-better",
        "peer-relative",
        "peer-relative-above-target",
        "per-case-add",
        "per-case-deduct",
        "ratio-capped",
        "ratio-over",
        "ratio-with-floor",
        "reduction-progress",
        "share",
        "yes-no",
    ]


def test_every_formula_speaks_both_languages() -> None:
    for formula in FORMULAS.values():
        texts = [formula.title, formula.explanation, *(one.title for one in formula.parameters)]
        assert all(text.vi != text.en for text in texts), formula.code


@pytest.mark.parametrize("code", ["ratio-capped", "ratio-with-floor", "ratio-over"])
@pytest.mark.parametrize(
    ("actual", "points"), [("0", "0"), ("69.99", "0"), ("70", "7"), ("99", "9.9"), ("100", "10")]
)
def test_a_ratio_counts_from_its_floor_on(code: str, actual: str, points: str) -> None:
    extra = {"points_per_percent": 1, "points_over_at_most": 5} if code == "ratio-over" else {}
    got = against_target(code, actual, 100, floor="0.7", **extra)
    assert got == Fraction(points)


@pytest.mark.parametrize("code", ["ratio-capped", "ratio-over", "ratio-with-floor"])
@pytest.mark.parametrize(("choice", "points"), [("zero", 0), ("full", 10), ("unknown", None)])
def test_a_target_of_zero_means_what_the_criterion_says(
    code: str, choice: str, points: int | None
) -> None:
    extra: dict[str, str | int] = {}
    if code == "ratio-over":
        extra = {"points_per_percent": 1, "points_over_at_most": 5}
    if code == "ratio-with-floor":
        extra = {"floor": "0.5"}
    assert against_target(code, 5, 0, when_target_zero=choice, **extra) == points


def test_a_target_of_zero_is_unknown_where_nothing_is_said() -> None:
    assert against_target("ratio-capped", 5, 0) is None


def test_beyond_the_target_the_capped_ratio_gives_no_more() -> None:
    assert against_target("ratio-capped", 125_000, 100_000) == 10


@pytest.mark.parametrize(
    ("actual", "counting", "points"),
    [
        ("100", "whole", "10"),
        ("100.9", "whole", "10"),
        ("101", "whole", "10.5"),
        ("109.99", "whole", "14.5"),
        ("110", "whole", "15"),
        ("300", "whole", "15"),
        ("100.9", "proportional", "10.45"),
        ("90", "whole", "9"),
    ],
)
def test_over_the_target_each_percent_adds_up_to_the_limit(
    actual: str, counting: str, points: str
) -> None:
    got = against_target(
        "ratio-over",
        actual,
        100,
        points_per_percent="0.5",
        points_over_at_most=5,
        counting=counting,
    )
    assert got == Fraction(points)


BELOW_SIX = Figure(Fraction(6), Bound.UNDER)


@pytest.mark.parametrize(
    ("actual", "target", "points"),
    [
        ("5.99", BELOW_SIX, "10"),
        ("6.00", BELOW_SIX, "9"),
        ("6.00", 6, "10"),
        ("12", 6, "4.5"),
        ("0", 0, "10"),
        ("1", 0, "0"),
    ],
)
def test_lower_is_better_compares_with_the_target_itself(
    actual: str, target: Figure | int, points: str
) -> None:
    assert against_target("lower-is-better", actual, target) == Fraction(points)


@pytest.mark.parametrize(
    ("actual", "points"), [("3", "10"), ("3.01", "8"), ("3.1", "8"), ("3.11", "7"), ("9", "0")]
)
def test_a_miss_may_cost_step_by_step(actual: str, points: str) -> None:
    got = against_target("lower-is-better", actual, 3, when_missed="steps", keep="0.9")
    assert got == Fraction(points)


def test_a_miss_may_cost_everything() -> None:
    assert against_target("lower-is-better", "3.01", 3, when_missed="zero") == 0


@pytest.mark.parametrize(
    ("actual", "points"),
    [("9.87", "0"), ("10", "0"), ("8.37", "5"), ("6.87", "10"), ("1", "10"), ("7.17", "9")],
)
def test_progress_runs_from_the_baseline_to_the_target(actual: str, points: str) -> None:
    inputs = {**TARGETED, "baseline": "x.baseline"}
    figures = {"x": actual, "x.target": "6.87", "x.baseline": "9.87"}
    assert scored("reduction-progress", inputs, figures) == Fraction(points)


def test_progress_to_a_strict_target_is_not_complete_at_its_edge() -> None:
    inputs = {**TARGETED, "baseline": "x.baseline"}
    figures: dict[str, Figure | int | str] = {
        "x": "6.00",
        "x.target": BELOW_SIX,
        "x.baseline": "6.92",
    }
    assert scored("reduction-progress", inputs, figures, {"missed_at_most": "0.95"}) == Fraction(
        "9.5"
    )


def test_keeping_a_rate_that_was_to_be_kept_is_enough() -> None:
    inputs = {**TARGETED, "baseline": "x.baseline"}
    kept = {"x": "2", "x.target": "2", "x.baseline": "2"}
    risen = {"x": "3", "x.target": "2", "x.baseline": "2"}
    assert scored("reduction-progress", inputs, kept) == 10
    assert scored("reduction-progress", inputs, risen) == 0


@pytest.mark.parametrize(("done", "points"), [(1, 10), (0, 0)])
def test_yes_or_no(done: int, points: int) -> None:
    assert scored("yes-no", {"done": "x"}, {"x": done}) == points


@pytest.mark.parametrize(("done", "total", "points"), [(0, 4, 0), (3, 4, "7.5"), (5, 4, 10)])
def test_a_checklist_counts_what_is_done(done: int, total: int, points: int | str) -> None:
    got = scored("checklist", {"done": "x", "total": "y"}, {"x": done, "y": total})
    assert got == Fraction(points)


@pytest.mark.parametrize(("choice", "points"), [("zero", 0), ("full", 10), ("unknown", None)])
def test_an_empty_checklist_means_what_the_criterion_says(choice: str, points: int | None) -> None:
    for code, inputs, name in (
        ("checklist", {"done": "x", "total": "y"}, "when_total_zero"),
        ("share", {"part": "x", "whole": "y"}, "when_whole_zero"),
    ):
        assert scored(code, inputs, {"x": 0, "y": 0}, {name: choice}) == points


@pytest.mark.parametrize(("grade", "points"), [(1, 0), (2, 6), (3, 8), (4, 10)])
def test_each_grade_has_its_share(grade: int, points: int) -> None:
    assert scored("grade-map", {"grade": "x"}, {"x": grade}) == points


@pytest.mark.parametrize(
    ("days", "points"),
    [
        (0, "2"),
        (1, "1.5"),
        (2, "1.5"),
        (3, "1"),
        (5, "1"),
        (6, "0.5"),
        (10, "0.5"),
        (11, "0"),
    ],
)
def test_days_late_step_down_as_in_the_table_of_justice_departments(days: int, points: str) -> None:
    assert scored("late-steps", {"days": "x"}, {"x": days}, points=2) == Fraction(points)


def test_lateness_may_be_counted_from_two_dates() -> None:
    sent = {"x": 20_003, "x.target": 20_000}
    assert scored("late-steps", {"days": "days_late(x)"}, sent, points=2) == 1


@pytest.mark.parametrize(("cases", "points"), [(0, "0"), (3, "7.5"), (4, "10"), (9, "10")])
def test_cases_add_up_to_the_points(cases: int, points: str) -> None:
    got = scored("per-case-add", {"cases": "x"}, {"x": cases}, {"points_per_case": "2.5"})
    assert got == Fraction(points)


@pytest.mark.parametrize(("cases", "points"), [(0, 10), (2, 4), (4, 0)])
def test_cases_deduct_down_to_nothing(cases: int, points: int) -> None:
    got = scored("per-case-deduct", {"cases": "x"}, {"x": cases}, {"points_per_case": 3})
    assert got == points


def test_cases_may_deduct_below_nothing() -> None:
    got = scored(
        "per-case-deduct",
        {"cases": "x"},
        {"x": 9},
        {"points_per_case": 3, "points_at_least": "-5"},
    )
    assert got == -5


@pytest.mark.parametrize(("part", "points"), [("0", "0"), ("66.7", "6.67"), ("120", "10")])
def test_a_share_without_a_whole_is_a_percentage(part: str, points: str) -> None:
    assert scored("share", {"part": "x"}, {"x": part}) == Fraction(points)


def test_a_share_of_a_whole() -> None:
    assert scored("share", {"part": "x", "whole": "y"}, {"x": 2, "y": 3}) == Fraction(20, 3)


@pytest.mark.parametrize(("index", "points"), [(40, 0), (50, 0), (75, 5), (100, 10)])
def test_an_index_is_rescaled_between_its_ends(index: int, points: int) -> None:
    got = scored("external-rescale", {"index": "x"}, {"x": index}, {"low": 50, "high": 100})
    assert got == points


@pytest.mark.parametrize(("rank", "points"), [(1, "10"), (3, "8"), (6, "5"), (7, "5")])
def test_ranks_are_spread_evenly_down_to_the_last_share(rank: int, points: str) -> None:
    got = scored("external-rank", {"rank": "x", "total": "y"}, {"x": rank, "y": 6}, LAST_HALF)
    assert got == Fraction(points)


LAST_HALF = {"last_share": "0.5"}


def test_a_rank_among_one_is_the_first() -> None:
    assert scored("external-rank", {"rank": "x", "total": "y"}, {"x": 1, "y": 1}) == 10


FLAGS = {"government_flags": "x", "provincial_flags": "y"}


@pytest.mark.parametrize(
    ("government", "provincial", "several", "points"),
    [
        (0, 0, "highest", 0),
        (0, 2, "highest", 10),
        (1, 1, "highest", 15),
        (1, 1, "sum", 25),
        (0, 1, "sum", 10),
        (0, 0, "sum", 0),
    ],
)
def test_a_flag_adds_its_points_once(
    government: int, provincial: int, several: str, points: int
) -> None:
    figures = {"x": government, "y": provincial}
    assert scored("award-bonus", FLAGS, figures, {"several": several}, points=0) == points


@settings(max_examples=60, deadline=None)
@given(
    actual=st.fractions(min_value=0, max_value=1000, max_denominator=100),
    target=st.fractions(min_value=1, max_value=1000, max_denominator=100),
    floor=st.sampled_from(["0", "0.5", "1"]),
)
def test_a_capped_ratio_never_leaves_its_scale_and_never_falls_as_the_result_rises(
    actual: Fraction, target: Fraction, floor: str
) -> None:
    def points(result: Fraction) -> Fraction:
        figures = {"x": Figure(result), "x.target": Figure(target)}
        got = scored("ratio-capped", TARGETED, figures, {"floor": floor})
        assert got is not None
        return got

    assert 0 <= points(actual) <= points(actual + 1) <= 10
    assert points(actual) in (Fraction(0), 10 * min(actual / target, Fraction(1)))
