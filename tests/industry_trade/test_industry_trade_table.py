"""The industry-trade point table against the catalogue that it completes."""

import csv
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua import standard
from thidua.core.exact.figure import Figure
from thidua.core.formula.evaluation import Known, Reading
from thidua.core.formula.tree import Field, Name
from thidua.core.formula.walking import names_read
from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import Basis, Criterion, NotApplicablePolicy, RankOn
from thidua.core.model.indicator import Direction, Indicator
from thidua.sectors import industry_trade

CATALOGUE = Path(__file__).parents[1] / "data" / "industry_trade" / "criteria.csv"
KINDS = {
    "P": ("department", "division"),
    "A": ("affiliated-unit",),
    "Q": ("market-management",),
    "D": ("district-office", "commune"),
}
(TABLE,) = industry_trade.thidua_criteria_sets()
INDICATORS: dict[str, Indicator] = {
    item.code: item for plugin in (standard, industry_trade) for item in plugin.thidua_indicators()
}
COMPILED: CompiledSet = compile_set(
    TABLE, INDICATORS, {item.code: item for item in standard.thidua_formulas()}
)
COUNTED = {item.code: item for item in TABLE.criteria if item.parent is None and item.points > 0}
DENOMINATORS = re.compile(r".*_planned|movements_registered")
"""More planned is no better result: these are the wholes of which the parts are counted."""


def catalogue() -> list[dict[str, str]]:
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Unit:
    """A unit with plausible figures, all but one of them fixed."""

    unit = "u"

    def __init__(self, figures: Mapping[str, Fraction]) -> None:
        self.figures = figures

    def figure(self, name: Name) -> Figure | None:
        fixed = Fraction(60) if name.field is Field.ACTUAL else Fraction(50)
        return Figure(
            self.figures.get(name.indicator, fixed) if name.field is Field.ACTUAL else fixed
        )

    def judged(self, criterion: str) -> Fraction | None:
        return Fraction(5)

    def child(self, code: str) -> Fraction | None:
        return None


def points_of(code: str, **figures: Fraction) -> Fraction:
    """Base after deductions and bonus of one criterion."""
    criterion = COMPILED.by_code[code]
    reading = Reading(Unit(figures))
    base, bonus = reading.number(criterion.base), reading.number(criterion.bonus)
    assert isinstance(base, Known) and isinstance(bonus, Known)
    assert base.point is not None and bonus.point is not None
    return base.point + bonus.point


@pytest.mark.parametrize("row", catalogue(), ids=lambda row: row["code"])
def test_each_criterion_of_the_catalogue_stands_in_the_table(row: dict[str, str]) -> None:
    criterion = COUNTED[row["code"]]
    assert (criterion.title.vi, criterion.title.en) == (row["name_vi"], row["name_en"])
    assert criterion.points == int(row["points"])
    assert criterion.section == row["section"].split()[0]
    kinds = [kind for letter in row["applies_to"].split(",") for kind in KINDS[letter]]
    assert sorted(criterion.applies_to) == sorted(kinds)


@pytest.mark.parametrize("row", catalogue(), ids=lambda row: row["code"])
def test_each_reference_is_kept_with_its_mark(row: dict[str, str]) -> None:
    reference = COUNTED[row["code"]].reference
    assert reference.endswith(("(K)", "(U)"))
    if "id." not in row["reference"]:
        assert reference.startswith(row["reference"])


def test_the_table_holds_the_forty_and_nothing_else_with_points() -> None:
    assert sorted(COUNTED) == sorted(row["code"] for row in catalogue())
    assert sum(item.points for item in COUNTED.values()) == TABLE.points == 950


def test_the_table_says_that_it_is_a_proposal_and_how_it_ranks() -> None:
    assert TABLE.basis is Basis.PROPOSAL
    assert TABLE.sector == "industry-trade"
    assert TABLE.rank_on is RankOn.ROUNDED
    assert (TABLE.rounding.criterion, TABLE.rounding.total) == (None, 2)
    assert TABLE.not_applicable is NotApplicablePolicy.RESCALE
    assert [(band.code, band.low, band.high) for band in TABLE.bands] == [
        ("excellent", 90, None),
        ("good", 80, 90),
        ("fair", 65, 80),
        ("average", None, 65),
    ]


def test_sections_have_their_points() -> None:
    assert {section.code: section.points for section in TABLE.sections} == {
        "A": 600,
        "A1": 220,
        "A2": 220,
        "A3": 160,
        "B": 200,
        "C": 150,
        "D": 0,
        "E": 0,
    }


def test_bonus_is_capped_at_each_criterion_and_in_all() -> None:
    caps = {item.code: item.bonus_cap for item in TABLE.criteria if item.section == "D"}
    assert caps == {"IT-B1": 15, "IT-B2": 15, "IT-B3": 20}
    assert TABLE.bonus_cap == 50


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"government_emulation_flags": 1, "ministry_emulation_flags": 1}, 15),
        ({"government_emulation_flags": 0, "ministry_emulation_flags": 2}, 10),
        ({"provincial_emulation_flags_department": 1}, 10),
        ({}, 0),
    ],
)
def test_only_the_highest_flag_counts(figures: dict[str, int], expected: int) -> None:
    flags = dict.fromkeys(
        (
            "government_emulation_flags",
            "ministry_emulation_flags",
            "provincial_emulation_flags_department",
        ),
        0,
    )
    read = {code: Fraction(count) for code, count in (flags | figures).items()}
    assert points_of("IT-B1", **read) == expected


@pytest.mark.parametrize(("models", "expected"), [(0, 0), (1, 5), (3, 15), (4, 15)])
def test_new_models_add_five_points_each_up_to_fifteen(models: int, expected: int) -> None:
    assert points_of("IT-B2", new_models_recognised=Fraction(models)) == expected


OVER = [
    code
    for code in INDICATORS
    if Name(code, Field.TARGET) in names_read(COMPILED.by_code["IT-B3"].bonus)
]


@pytest.mark.parametrize(
    ("percent", "expected"), [(0, 0), ("0.99", 0), (1, 1), ("4.99", 4), (5, 5), (30, 5)]
)
def test_exceeding_a_key_target_adds_a_point_for_each_whole_percent(
    percent: int | str, expected: int
) -> None:
    at_target = dict.fromkeys(OVER, Fraction(50))
    above = at_target | {"retail_sales_revenue": 50 * (1 + Fraction(percent) / 100)}
    assert points_of("IT-B3", **above) == expected


def test_all_key_targets_far_exceeded_add_twenty_points() -> None:
    assert points_of("IT-B3", **dict.fromkeys(OVER, Fraction(500))) == 20


@pytest.mark.parametrize(
    ("code", "figures", "expected"),
    [
        ("IT-D1", {"emulation_launched": 1}, 0),
        ("IT-D1", {"emulation_launched": 0}, -8),
        ("IT-D1", {"emulation_launched": 0, "emulation_covenant_signed": 0}, -8),
        ("IT-D2", {"periodic_report_days_late": 0}, 0),
        ("IT-D2", {"periodic_report_days_late": 1}, Fraction(-1, 2)),
        ("IT-D2", {"periodic_report_days_late": 3}, -1),
        ("IT-D2", {"periodic_report_days_late": 6}, Fraction(-3, 2)),
        ("IT-D2", {"periodic_report_days_late": 11}, -2),
        ("IT-D3", {"staff_warned": 1, "staff_dismissed": 0}, -5),
        ("IT-D3", {"staff_warned": 2, "staff_dismissed": 1}, -20),
        ("IT-D4", {"wrong_figures_found": 0}, 0),
        ("IT-D4", {"wrong_figures_found": 1}, -3),
        ("IT-D4", {"wrong_figures_found": 2}, -5),
        ("IT-D4", {"wrong_figures_found": 9}, -5),
    ],
)
def test_deductions(code: str, figures: dict[str, int], expected: Fraction | int) -> None:
    assert points_of(code, **{name: Fraction(count) for name, count in figures.items()}) == expected


def directed() -> Iterator[tuple[str, str]]:
    """Each counted criterion with each result that it reads."""
    for item in COMPILED.criteria:
        for code in item.inputs if item.criterion.parent is None else ():
            if not DENOMINATORS.fullmatch(code):
                yield item.criterion.code, code


@pytest.mark.parametrize(("criterion", "indicator"), list(directed()))
@given(values=st.tuples(*[st.fractions(0, 200, max_denominator=20)] * 2))
@settings(deadline=None, max_examples=25)
def test_a_better_result_never_loses_points(
    criterion: str, indicator: str, values: tuple[Fraction, Fraction]
) -> None:
    low, high = sorted(values)
    if INDICATORS[indicator].direction is Direction.LOWER:
        low, high = high, low
    worse, better = (points_of(criterion, **{indicator: value}) for value in (low, high))
    assert worse <= better


@pytest.mark.parametrize("item", COMPILED.criteria, ids=lambda item: item.criterion.code)
def test_points_can_be_reached_and_are_never_exceeded(item: CompiledCriterion) -> None:
    best = {
        code: Fraction(0) if INDICATORS[code].direction is Direction.LOWER else Fraction(200)
        for code in item.inputs
    }
    reading = Reading(_Judging(best, item.criterion))
    base = reading.number(item.base)
    assert isinstance(base, Known)
    assert base.point == item.criterion.points


class _Judging(Unit):
    """An appraiser who gives the most."""

    def __init__(self, figures: Mapping[str, Fraction], criterion: Criterion) -> None:
        planned = {code: Fraction(50) for code in figures if DENOMINATORS.fullmatch(code)}
        super().__init__({**figures, **planned})

    def judged(self, criterion: str) -> Fraction | None:
        return Fraction(10)
