"""Whole units scored by the industry-trade table: every kind can reach all the points."""

from fractions import Fraction

import pytest

from thidua import standard
from thidua.core.exact.figure import Figure
from thidua.core.exact.reason import ReasonKind
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiling import compile_set
from thidua.core.model.indicator import Direction, WhenBlank
from thidua.core.model.observation import JudgedPoints, Layer, Place
from thidua.core.model.scheme import Scheme
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.results import Case, MemberScore
from thidua.sectors import industry_trade

(TABLE,) = industry_trade.thidua_criteria_sets()
INDICATORS = {
    item.code: item for plugin in (standard, industry_trade) for item in plugin.thidua_indicators()
}
COMPILED = compile_set(TABLE, INDICATORS, {item.code: item for item in standard.thidua_formulas()})
KINDS = [
    "department",
    "division",
    "affiliated-unit",
    "market-management",
    "district-office",
    "commune",
]

AWARDS = {
    "government_emulation_flags",
    "ministry_emulation_flags",
    "provincial_emulation_flags_department",
    "new_models_recognised",
}
COMPILED_INPUTS = {code for item in COMPILED.criteria for code in item.inputs}


def best(code: str) -> int:
    """A result on target, the best grade, no case of anything bad, no award."""
    indicator = INDICATORS[code]
    if indicator.direction is Direction.LOWER or code in AWARDS:
        return 0
    return 4 if indicator.grades else 100


def scored(kind: str, *missing: str, **changes: int) -> MemberScore:
    """A unit that reaches every target, but for some figures."""
    figures = {Name(code): Figure(Fraction(best(code))) for code in INDICATORS}
    figures |= {Name(code, Field.TARGET): Figure(Fraction(100)) for code in INDICATORS}
    figures |= {Name(code): Figure(Fraction(value)) for code, value in changes.items()}
    kept = {
        ("u", name): figure for name, figure in figures.items() if name.indicator not in missing
    }
    judged = JudgedPoints("u", "IT-36.3", Place("k", "2026"), Layer.APPRAISED, Fraction(10), "đạt")
    entries = Entries(Layer.APPRAISED, kept, {("u", "IT-36.3"): judged})
    case = Case(
        Scheme.plain(TABLE), {TABLE.code: COMPILED}, (Member("u", "Đơn vị", kind),), entries
    )
    return score_cluster(case).by_unit["u"]


def total(row: MemberScore) -> Fraction:
    assert row.total is not None and row.total.points is not None, row.unknown
    return row.total.points


@pytest.mark.parametrize("kind", KINDS)
def test_a_unit_of_any_kind_that_does_everything_has_all_the_points(kind: str) -> None:
    row = scored(kind)
    # Each criterion is rounded after it is rescaled, so hundredths may be lost or won.
    assert abs(total(row) - 950) <= Fraction(len(COMPILED.criteria), 200)
    assert row.band is not None and row.band.code == "excellent"


def test_bonus_is_added_up_to_fifty() -> None:
    lifted = {
        "government_emulation_flags": 1,
        "new_models_recognised": 9,
        "retail_sales_revenue": 200,
        "export_turnover": 200,
        "industrial_output_value": 200,
        "industrial_production_growth": 200,
        "market_inspections": 200,
    }
    assert total(scored("department", **lifted)) - total(scored("department")) == 50


def test_a_deduction_comes_off_the_total() -> None:
    assert total(scored("division")) - total(scored("division", staff_dismissed=1)) == 10


def test_a_missing_figure_leaves_the_unit_unscored_and_is_named() -> None:
    row = scored("department", "export_turnover")
    assert row.rank is None
    assert {reason.kind for reason in row.unknown} == {ReasonKind.MISSING}
    assert {reason.subject.partition(".")[0] for reason in row.unknown} == {"export_turnover"}


def test_a_figure_that_a_kind_does_not_report_is_not_missed() -> None:
    retail = ("retail_sales_revenue", "export_turnover", "grid_electricity_households_rate")
    assert total(scored("commune", *retail)) == total(scored("commune"))


def test_a_blank_is_zero_only_for_counts_of_events_and_awards() -> None:
    zeros = {code for code in COMPILED_INPUTS if INDICATORS[code].when_blank is WhenBlank.ZERO}
    lower = {code for code in COMPILED_INPUTS if INDICATORS[code].direction is Direction.LOWER}
    assert lower - zeros == {"emulation_registration_days_late", "summary_report_days_late"}
    assert "export_turnover" not in zeros
