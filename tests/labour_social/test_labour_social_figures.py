"""What labour departments published: every figure has its indicator, and the checks speak."""

import csv
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from thidua import standard
from thidua.core.exact.decimal_text import read_decimal
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.evaluation import Reading
from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.trace import Known, Unknown
from thidua.core.formula.tree import Field, Name
from thidua.core.model.contribution import Check, Severity
from thidua.core.model.indicator import Indicator, ValueKind, WhenBlank
from thidua.sectors import labour_social

PUBLISHED = Path(__file__).parents[1] / "data" / "labour_social" / "published.csv"
FACTS = list(csv.DictReader(PUBLISHED.read_text("utf-8").splitlines()))

INDICATORS: Mapping[str, Indicator] = {
    indicator.code: indicator
    for indicator in (*standard.thidua_indicators(), *labour_social.thidua_indicators())
}
CHECKS: Mapping[str, Check] = {
    check.code: check for check in (*standard.thidua_checks(), *labour_social.thidua_checks())
}

OTHER_UNITS = {
    ("jobs_created", "persons"): "persons (job turns)",
    ("jobs_created", "job turns (lượt lao động)"): "persons (job turns)",
    ("jobs_created_increase_vs_2010_2015", "job turns (lượt lao động)"): "job turns",
    ("new_rural_sponsorship_amount", "million VND"): "billion VND",
}
"""Published in another unit, or in two: the indicator's own."""


class Unit:
    """A department with some of its figures."""

    unit = "department"

    def __init__(self, figures: Mapping[Name, Figure]) -> None:
        self.figures = figures

    def figure(self, name: Name) -> Figure | None:
        return self.figures.get(name)

    def judged(self, criterion: str) -> Fraction | None:
        return None

    def child(self, code: str) -> Fraction | None:
        return None


def published(department: str, kind: str = "", year: str = "") -> Iterator[tuple[Name, Figure]]:
    """A department's figures; those of one year may be read as of another kind."""
    for fact in FACTS:
        if fact["department_code"] != department or year not in fact["period_end"]:
            continue
        field = {"count": "actual", "percent": "actual"}.get(fact["kind"], fact["kind"])
        figure = Figure(read_decimal(fact["value"]), Bound(fact["bound"]))
        yield Name(fact["indicator"], Field(kind or field)), figure


def truth(code: str, figures: Mapping[Name, Figure]) -> bool | Unknown:
    node = parse_expression(CHECKS[code].expression, Names(indicators=INDICATORS))
    return Reading(Unit(figures), (), {}).truth(node)


def shown(expression: str | None, figures: Mapping[Name, Figure]) -> Fraction | None:
    assert expression is not None
    node = parse_expression(expression, Names(indicators=INDICATORS))
    value = Reading(Unit(figures), (), {}).number(node)
    assert isinstance(value, Known)
    return value.point


def test_every_published_figure_has_its_indicator_and_unit() -> None:
    assert len({fact["indicator"] for fact in FACTS}) == 88
    for fact in FACTS:
        key = (fact["indicator"], fact["unit"])
        expected = OTHER_UNITS.get(key, fact["unit"])
        assert INDICATORS[fact["indicator"]].unit.en == expected, key


def test_every_indicator_and_check_speaks_both_languages() -> None:
    titles = [one.title for one in INDICATORS.values()] + [one.title for one in CHECKS.values()]
    assert [title for title in titles if title.vi == title.en] == []
    assert len({indicator.title.vi for indicator in INDICATORS.values()}) == len(INDICATORS)


def test_grades_run_from_the_worst_to_the_best() -> None:
    graded = [one for one in INDICATORS.values() if one.kind is ValueKind.GRADE]
    assert {one.code for one in graded} == {"party_organisation_grade", "unit_quality_grade"}
    assert all(
        one.grades == ("not-completed", "completed", "well-completed", "excellent")
        for one in graded
    )


@pytest.mark.parametrize(
    "code",
    [
        "fatal_work_accidents",
        "merit_allowance_errors",
        "government_emulation_flags",
        "initiatives_recognised",
        "staff_warned",
    ],
)
def test_a_blank_count_of_events_violations_or_awards_is_zero(code: str) -> None:
    assert INDICATORS[code].when_blank is WhenBlank.ZERO


def test_a_blank_result_is_missing() -> None:
    assert INDICATORS["jobs_created"].when_blank is WhenBlank.MISSING
    assert INDICATORS["poverty_rate_households"].when_blank is WhenBlank.MISSING


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_every_check_reads_only_indicators_that_exist(code: str) -> None:
    check = CHECKS[code]
    for expression in (check.expression, check.stated, check.recomputed):
        if expression is not None:
            parse_expression(expression, Names(indicators=INDICATORS))


def test_the_yearly_fall_of_poverty_that_kien_giang_states_is_not_what_its_rates_give() -> None:
    years = {Name("poverty_reduction_years"): Figure(Fraction(4))}
    figures = {**dict(published("kien-giang")), **years}
    check = CHECKS["derived-poverty-fall"]
    assert truth(check.code, figures) is False
    assert check.severity is Severity.WARNING
    assert shown(check.stated, figures) == Fraction("1.62")
    assert shown(check.recomputed, figures) == Fraction("1.795")


def test_over_five_years_it_disagrees_as_well() -> None:
    years = {Name("poverty_reduction_years"): Figure(Fraction(5))}
    figures = {**dict(published("kien-giang")), **years}
    assert truth("derived-poverty-fall", figures) is False
    assert shown(CHECKS["derived-poverty-fall"].recomputed, figures) == Fraction("1.436")


def test_a_stated_fall_rounded_to_two_places_agrees() -> None:
    figures = {
        Name("poverty_rate_households", Field.BASELINE): Figure(Fraction("9.87")),
        Name("poverty_rate_households"): Figure(Fraction("2.69")),
        Name("poverty_rate_avg_annual_reduction"): Figure(Fraction("1.80")),
        Name("poverty_reduction_years"): Figure(Fraction(4)),
    }
    assert truth("derived-poverty-fall", figures) is True


def test_the_poor_households_of_can_tho_are_not_what_their_fall_leaves() -> None:
    figures = dict(published("can-tho"))
    check = CHECKS["derived-poor-households"]
    assert truth(check.code, figures) is False
    assert shown(check.stated, figures) == 2_041
    assert shown(check.recomputed, figures) == 2_331


def test_the_92_delegates_of_kien_giang_agree() -> None:
    figures = dict(published("kien-giang"))
    check = CHECKS["derived-exemplary-delegates"]
    assert truth(check.code, figures) is True
    assert shown(check.recomputed, figures) == 92


def ha_tinh_2019() -> dict[Name, Figure]:
    """Hà Tĩnh's targets of 2019 against its results of 2018."""
    return {**dict(published("ha-tinh", "previous", "2018")), **dict(published("ha-tinh", "", "9"))}


def test_the_jobs_to_create_in_ha_tinh_are_below_last_years_result() -> None:
    check = CHECKS["target-jobs-created"]
    assert check.severity is Severity.WARNING
    assert truth(check.code, ha_tinh_2019()) is False


def test_against_a_result_of_gan_9000_no_target_can_be_judged() -> None:
    assert isinstance(truth("target-overseas-workers-sent", ha_tinh_2019()), Unknown)


def test_a_poverty_target_below_last_years_rate_is_plausible() -> None:
    assert truth("target-poverty-rate-households", ha_tinh_2019()) is True


def test_a_part_within_its_whole_is_plausible_and_beyond_it_is_not() -> None:
    code = "part-sponsored-communes-meeting-new-rural-standard"
    assert CHECKS[code].severity is Severity.ERROR
    assert truth(code, dict(published("ha-tinh"))) is True
    part, whole = (
        Name("sponsored_communes_meeting_new_rural_standard"),
        Name("sponsored_communes_total"),
    )
    assert truth(code, {part: Figure(Fraction(4)), whole: Figure(Fraction(3))}) is False


def test_bounds_that_leave_both_answers_open_stay_silent() -> None:
    code = "part-meritorious-people-regular-allowance"
    assert isinstance(truth(code, dict(published("ha-tinh"))), Unknown)


@pytest.mark.parametrize(("value", "plausible"), [("0", True), ("100", True), ("100.46", False)])
def test_a_share_lies_within_0_and_100(value: str, plausible: bool) -> None:
    figures = {Name("employed_after_training_share"): Figure(Fraction(value))}
    assert truth("percent-employed-after-training-share", figures) is plausible


def test_an_attainment_may_exceed_100() -> None:
    watched = {code for code in CHECKS if code.startswith("percent-")}
    assert not any("attainment" in code for code in watched)


@pytest.mark.parametrize("department", ["can-tho", "ninh-binh", "kien-giang", "ha-tinh"])
def test_no_published_figure_is_refused_as_impossible(department: str) -> None:
    figures = dict(published(department))
    errors = [check.code for check in CHECKS.values() if check.severity is Severity.ERROR]
    assert [code for code in errors if truth(code, figures) is False] == []
