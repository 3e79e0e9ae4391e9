"""Points by the column: what is enclosed lies between its ends, whatever is done with it."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.formula.columns.integers import LIMIT, measured
from thidua.core.formula.columns.masks import filled
from thidua.core.formula.columns.numbers import of_integers
from thidua.core.scoring.columns import amounts
from thidua.core.scoring.columns.enclosing import Amounts, amounts_of, constant, exact, put_aside

ROWS = 3
Values = list[Fraction]


def whole(unit: Fraction, numbers: Sequence[int]) -> Amounts:
    return exact(unit, measured(np.array(numbers, np.int64)))


def quotients(tops: Sequence[int], bottoms: Sequence[int]) -> Amounts:
    top, bottom = (measured(np.array(one, np.int64)) for one in (tops, bottoms))
    return amounts_of(of_integers(Fraction(1), top, bottom))


def assert_holds(found: Amounts, values: Values) -> None:
    """Every row that is not put aside encloses its number, and exactly where both ends meet."""
    over = filled(found.over, ROWS, absent=False).tolist()
    lows, highs = found.low.values.tolist(), found.high.values.tolist()
    for low, high, is_over, value in zip(lows, highs, over, values, strict=True):
        assert is_over or low * found.unit <= value <= high * found.unit


small = st.integers(-(10**6), 10**6)
wide = st.integers(-(2**61), 2**61)
units = st.sampled_from([Fraction(1, 100), Fraction(1), Fraction(3, 7), Fraction(1, 7**30)])
triples = st.lists(st.one_of(small, wide), min_size=ROWS, max_size=ROWS)
divisors = st.lists(st.integers(1, 10**6), min_size=ROWS, max_size=ROWS)


@st.composite
def columns(draw: st.DrawFn) -> tuple[Amounts, Values]:
    tops = draw(triples)
    if draw(st.booleans()):
        unit = draw(units)
        return whole(unit, tops), [unit * top for top in tops]
    bottoms = draw(divisors)
    values = [Fraction(top, bottom) for top, bottom in zip(tops, bottoms, strict=True)]
    return quotients(tops, bottoms), values


fractions = st.fractions(-100, 100, max_denominator=60)
caps = st.one_of(fractions, st.builds(Fraction, wide, st.sampled_from([1, 3, 10**9])))


@settings(max_examples=150, deadline=None)
@given(columns(), columns(), fractions, caps, divisors, st.sampled_from(RoundingMode))
def test_whatever_is_computed_encloses_the_exact_number(
    one: tuple[Amounts, Values],
    other: tuple[Amounts, Values],
    number: Fraction,
    cap: Fraction,
    below: list[int],
    mode: RoundingMode,
) -> None:
    (left, first), (right, second) = one, other
    assert_holds(
        amounts.add(left, right), [one + two for one, two in zip(first, second, strict=True)]
    )
    assert_holds(amounts.scaled(left, number), [value * number for value in first])
    assert_holds(amounts.at_most(left, cap), [min(value, cap) for value in first])
    assert_holds(amounts.at_least(left, cap), [max(value, cap) for value in first])
    assert_holds(amounts.rounded(left, 2, mode), [round_to(value, 2, mode) for value in first])
    assert_holds(amounts.patched(left, {1: number}), [first[0], number, first[2]])
    mask = np.array([True, False, True])
    assert_holds(amounts.chosen(mask, left, right), [first[0], second[1], first[2]])
    quotient = amounts.divided(left, measured(np.array(below, np.int64)))
    assert_holds(quotient, [value / part for value, part in zip(first, below, strict=True)])


def test_thirds_are_enclosed_within_a_billionth_and_whole_numbers_exactly() -> None:
    found = quotients([1, 2, 6], [3, 3, 3 * 10**6])
    gaps = (found.high.values - found.low.values).tolist()
    assert (found.unit, found.is_exact, gaps) == (Fraction(1, 10**9), False, [1, 1, 0])


def test_nothing_times_anything_is_nothing() -> None:
    assert_holds(amounts.scaled(whole(Fraction(1), [1, 2, 3]), Fraction(0)), [Fraction(0)] * ROWS)


def test_amounts_without_a_common_unit_are_finely_enclosed() -> None:
    one = whole(Fraction(1, 7**30), [10**9, -(10**9), 0])
    found = amounts.add(one, constant(Fraction(1, 3), ROWS))
    tiny = Fraction(10**9, 7**30)
    assert not found.is_exact and found.over is None
    assert_holds(found, [Fraction(1, 3) + tiny, Fraction(1, 3) - tiny, Fraction(1, 3)])


def test_a_cap_that_no_fine_unit_holds_cuts_at_the_unit_of_the_amounts() -> None:
    thousandths = whole(Fraction(1, 3000), [43_123, 3 * 10**18 + 1, -5])
    found = amounts.at_most(thousandths, Fraction(10**10))
    assert found.is_exact and found.over is None
    assert found.low.values.tolist() == [43_123, 3 * 10**13, -5]


def test_a_cap_below_every_amount_is_what_each_of_them_becomes() -> None:
    found = amounts.at_most(whole(Fraction(1), [5, 6, 7]), Fraction(-(10**22)))
    assert_holds(found, [Fraction(-(10**22))] * ROWS)


def test_a_row_put_aside_in_every_column_of_a_sum_stays_put_aside() -> None:
    aside = put_aside(whole(Fraction(1), [1, 2, 3]), np.array([False, True, False]))
    for columns in ([aside, aside], [aside, aside, aside]):
        over = amounts.total(columns).over
        assert over is not None and over.tolist() == [False, True, False]


def test_what_has_no_more_decimals_is_rounded_to_itself_however_wide_it_is() -> None:
    for unit in (Fraction(1), Fraction(1, 100)):
        wide = whole(unit, [1, LIMIT, -LIMIT])
        assert amounts.rounded(wide, 2, RoundingMode.HALF_UP) is wide
