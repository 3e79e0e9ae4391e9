"""Rounding where the scale or a divisor is as wide as columns hold, or wider."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from tests.formula.columns.small_columns import BEYOND, column, quotients, values_of

from thidua.core.exact.rounding import RoundingMode
from thidua.core.formula.columns import rounding
from thidua.core.formula.columns.arithmetic import add, multiply
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.columns.numbers import Numbers, constant
from thidua.core.formula.columns.rounding import floor, rounded

MODES = [*RoundingMode]


def by_two_places(one: Numbers) -> Numbers:
    return rounded(one, 2)


@pytest.mark.parametrize("whole", [floor, by_two_places])
def test_divisors_that_all_pass_the_limit_leave_every_row(
    whole: Callable[[Numbers], Numbers],
) -> None:
    """The divisors are put aside, 0 stands in their place, and nothing divides by it."""
    wide = quotients((1, 2**61 - 1), (1, 2**61 - 3))
    share = multiply(wide, constant(Fraction(1, 1000), 2))
    assert values_of(whole(share)) == [BEYOND, BEYOND]


@pytest.mark.parametrize("mode", MODES)
def test_a_scale_above_the_limit_leaves_0_a_number_to_add_to(mode: RoundingMode) -> None:
    wide = multiply(quotients((0, 3), (1, 7)), constant(Fraction(10**25), 2))
    found = rounded(wide, 2, mode)
    assert values_of(found) == [0, BEYOND]
    assert values_of(add(found, column(1, 2))) == [1, BEYOND]


def test_a_scale_at_the_limit_is_divided_by_hand() -> None:
    numbers = multiply(quotients((3, 7), (5, 3)), constant(Fraction(LIMIT), 2))
    assert values_of(floor(numbers)) == [3 * LIMIT // 7, BEYOND]


def test_a_divisor_at_a_quarter_of_the_limit_is_divided_by_hand() -> None:
    assert LIMIT // 4 == 2**60 - 1
    numbers = quotients((2**61 - 1, 2**60 - 1), (1, 3))
    assert values_of(rounded(numbers, 2)) == [2, Fraction(33, 100)]


def test_a_divisor_above_a_quarter_of_the_limit_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Digits to the base that is left, 1, would have no end: the division is not begun."""
    divided = rounding._long_division

    def watched(rest: Any, divisor: Any, scale: int) -> Any:
        assert divisor.max() <= LIMIT // 4
        return divided(rest, divisor, scale)

    monkeypatch.setattr(rounding, "_long_division", watched)
    numbers = quotients((2**61 - 1, 2**60), (1, 3))
    assert values_of(rounded(numbers, 2)) == [BEYOND, Fraction(33, 100)]


@pytest.mark.parametrize("mode", MODES)
def test_what_is_rounded_stays_an_array_of_64_bits(mode: RoundingMode) -> None:
    assert rounded(quotients((5, 3), (7, 2)), 0, mode).numerators.dtype == np.int64
