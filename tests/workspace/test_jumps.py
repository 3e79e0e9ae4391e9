"""A digit too many: 12,411 for 2,411 is asked about beside what the unit has reported before."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.model.contribution import Check
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.model.period import Span
from thidua.core.text.bilingual import Text
from thidua.core.workspace.intake.jumps import far_expression, is_far, jumps
from thidua.core.workspace.plausibility import findings

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
BEFORE = Span(date(2025, 1, 1), date(2025, 12, 31))


def figure(value: str, indicator: str = "jobs") -> Observation:
    return Observation("ncc", indicator, ObservationKind.ACTUAL, YEAR, Fraction(value))


def target(value: str) -> Observation:
    return evolve(figure(value), kind=ObservationKind.TARGET)


def earlier(value: str, indicator: str = "jobs") -> Observation:
    return evolve(figure(value, indicator), span=BEFORE)


@pytest.mark.parametrize(
    ("value", "previous"),
    [
        ("12411", "2411"),
        ("2411", "12411"),
        ("1712", "17120"),
        ("95", "0.95"),
        ("12", "1"),
        ("500", "100"),
    ],
)
def test_a_figure_far_off_the_previous_one_is_asked_about(
    indicators: dict[str, Indicator], value: str, previous: str
) -> None:
    (doubt,) = jumps([figure(value)], [], [earlier(previous)], indicators)
    assert doubt.place == "ncc"
    assert doubt.what.vi.startswith("Việc làm mới: ")
    assert "kết quả kỳ trước" in doubt.what.vi
    assert doubt.remedy is not None


@pytest.mark.parametrize(
    ("value", "previous"),
    [("2600", "2411"), ("8", "1"), ("0", "2411"), ("2411", "0"), ("40", "9"), ("-5", "500")],
)
def test_a_figure_near_the_previous_one_is_not(
    indicators: dict[str, Indicator], value: str, previous: str
) -> None:
    assert list(jumps([figure(value)], [], [earlier(previous)], indicators)) == []


def test_without_a_previous_figure_the_target_is_beside_it(
    indicators: dict[str, Indicator],
) -> None:
    (doubt,) = jumps([figure("24000"), target("2400")], [], [], indicators)
    assert "chỉ tiêu được giao (2.400)" in doubt.what.vi
    (doubt,) = jumps([figure("24000")], [target("2400")], [], indicators)
    assert "the target (2,400)" in doubt.what.en
    assert list(jumps([figure("24000")], [target("2400")], [earlier("23000")], indicators)) == []
    assert list(jumps([figure("24000")], [], [], indicators)) == []


def test_only_results_that_are_numbers_are_compared(indicators: dict[str, Indicator]) -> None:
    assert list(jumps([target("24000")], [], [earlier("1")], indicators)) == []
    day = figure("20517", "reported_on")
    assert list(jumps([day], [], [earlier("100", "reported_on")], indicators)) == []
    assert list(jumps([figure("500", "gone")], [], [earlier("1", "gone")], indicators)) == []


_NUMBERS = st.sampled_from(["-5", "0", "0.95", "2", "9.5", "10", "95", "100", "500", "9999"])


@given(_NUMBERS, _NUMBERS)
@settings(max_examples=60, deadline=None)
def test_formulas_read_the_rule_as_it_is(value: str, other: str) -> None:
    rule = Check("far", Text("Xa", "Far"), far_expression("jobs", "jobs.target"))
    contradicted = findings([rule], [figure(value), target(other)])
    assert (contradicted == ()) == is_far(Fraction(value), Fraction(other))
