"""Real figures of a real half-year: Gia Lai, first half of 2023 (Gia Lai newspaper, July 2023)."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from thidua import standard
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.evaluation import Known, Reading, Unknown
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiling import compile_set
from thidua.core.text.number_format import format_number
from thidua.sectors import industry_trade

CHECKS = {check.code: check for check in industry_trade.thidua_checks()}
INDICATORS = {
    item.code: item for plugin in (standard, industry_trade) for item in plugin.thidua_indicators()
}
(TABLE,) = industry_trade.thidua_criteria_sets()
COMPILED = compile_set(TABLE, INDICATORS, {item.code: item for item in standard.thidua_formulas()})

GIA_LAI = {
    "industrial_production_growth": "11.3",
    "industrial_output_value": "14103",
    "industrial_output_plan_share": "44.6",
    "retail_sales_revenue": "46828",
    "retail_sales_revenue.target": "108000",
    "retail_plan_share": "43.36",
    "export_turnover": "420",
    "export_plan_share": "61.67",
    "import_turnover": "59",
    "import_plan_share": "53.6",
}
"""The year's plan stands in the headline for retail only; output, exports and imports state
their share of a plan that is not given."""


class Province:
    """A unit with published figures."""

    unit = "gia-lai"

    def __init__(self, figures: Mapping[str, str], bound: Bound = Bound.EXACT) -> None:
        self.figures = figures
        self.bound = bound

    def figure(self, name: Name) -> Figure | None:
        suffix = "" if name.field is Field.ACTUAL else f".{name.field}"
        value = self.figures.get(f"{name.indicator}{suffix}")
        return None if value is None else Figure(Fraction(value), self.bound)

    def judged(self, criterion: str) -> Fraction | None:
        return None

    def child(self, code: str) -> Fraction | None:
        return None


def holds(code: str, **figures: str) -> bool | Unknown:
    """What a check says of Gia Lai's figures with ``figures`` beside them (``__`` for a dot)."""
    more = {name.replace("__", "."): value for name, value in figures.items()}
    return Reading(Province(GIA_LAI | more)).truth(parse_expression(CHECKS[code].expression))


def points(code: str, **figures: str) -> Fraction | None:
    more = {name.replace("__", "."): value for name, value in figures.items()}
    found = Reading(Province(GIA_LAI | more)).number(COMPILED.by_code[code].base)
    return found.point if isinstance(found, Known) else None


def test_retail_agrees_with_its_plan() -> None:
    assert holds("derived-retail-plan-share") is True
    check = CHECKS["derived-retail-plan-share"]
    assert check.recomputed is not None
    found = Reading(Province(GIA_LAI)).number(parse_expression(check.recomputed))
    assert isinstance(found, Known) and found.point is not None
    assert format_number(found.point, places=3) == "43,359"


def test_exports_fit_a_plan_of_681_million_and_not_680() -> None:
    assert holds("derived-export-plan-share", export_turnover__target="681") is True
    assert holds("derived-export-plan-share", export_turnover__target="680") is False


def test_imports_fit_a_plan_of_110_million() -> None:
    assert holds("derived-import-plan-share", import_turnover__target="110") is True


def test_output_cannot_be_verified_without_its_plan() -> None:
    assert isinstance(holds("derived-industrial-output-plan-share"), Unknown)
    fitting = Fraction(14103 * 1000, 446)
    assert holds(
        "derived-industrial-output-plan-share", industrial_output_value__target=f"{fitting}"
    )
    assert not holds(
        "derived-industrial-output-plan-share", industrial_output_value__target="30000"
    )


def test_points_follow_the_share_of_the_plan() -> None:
    assert points("IT-10") == Fraction(50 * 46828, 108000)
    assert points("IT-11", export_turnover__target="681") == Fraction(50 * 420, 681)
    assert points("IT-01", industrial_production_growth__target="9.5") == 50
    assert points("IT-02") is None


def test_a_target_below_the_previous_result_is_flagged() -> None:
    assert (
        holds(
            "target-export-turnover", export_turnover__target="400", export_turnover__previous="420"
        )
        is False
    )
    assert (
        holds(
            "target-export-turnover", export_turnover__target="420", export_turnover__previous="420"
        )
        is True
    )
    assert isinstance(holds("target-export-turnover"), Unknown)


@pytest.mark.parametrize(
    ("code", "indicator"),
    [
        (code, check.expression.split()[2])
        for code, check in CHECKS.items()
        if code.startswith("percent-")
    ],
)
def test_a_percent_lies_within_0_and_100(code: str, indicator: str) -> None:
    told = [holds(code, **{indicator: value}) for value in ("-0.1", "0", "100", "100.1")]
    assert told == [False, True, True, False]


@pytest.mark.parametrize("code", [code for code in CHECKS if code.startswith("part-")])
def test_a_part_is_not_greater_than_its_whole(code: str) -> None:
    part, _, whole = CHECKS[code].expression.split()
    assert [holds(code, **{part: done, whole: "5"}) for done in ("4", "5", "6")] == [
        True,
        True,
        False,
    ]
