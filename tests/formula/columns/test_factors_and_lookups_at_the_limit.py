"""What a column holds only because a factor is taken out, or a bound is just wide enough."""

from fractions import Fraction

import numpy as np
import pytest
from tests.formula.columns.small_columns import column, mask, quotients, values_of

from thidua.core.formula.columns.arithmetic import choose, maximum, minimum, multiply
from thidua.core.formula.columns.comparing import compare
from thidua.core.formula.columns.distinct import by_distinct, lookup
from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.columns.numbers import Numbers, constant, restricted
from thidua.core.formula.columns.placing import ranks_in
from thidua.core.formula.tree import CompareSign

WIDE = Fraction(2**70)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_column_of_one_wide_number_multiplies_as_a_factor(sign: int) -> None:
    few, wide = column(2, 3), column(sign * 2**61, sign * 2**61)
    for found in (multiply(few, wide), multiply(wide, few)):
        assert values_of(found) == [sign * 2**62, sign * 3 * 2**61]


@pytest.mark.parametrize(
    ("rows", "sign", "edge", "expected"),
    [
        ((-LIMIT, -LIMIT + 1), ">", -LIMIT, [False, True]),
        ((-LIMIT, -LIMIT + 1), "<=", -LIMIT, [True, False]),
        ((LIMIT, LIMIT - 1), "<", LIMIT, [False, True]),
        ((LIMIT, LIMIT - 1), ">=", LIMIT, [True, False]),
    ],
)
def test_rows_are_told_from_an_edge_at_the_limit(
    rows: tuple[int, int], sign: CompareSign, edge: int, expected: list[bool]
) -> None:
    found = compare(column(*rows), sign, constant(Fraction(edge), 2))
    assert found.true.tolist() == expected


def test_numbers_up_to_0_stay_where_they_are_chosen() -> None:
    first = mask(True, False)
    below, above = column(-5, 0), column(1, 2)
    assert values_of(choose(~first, above, below)) == [-5, 2]
    assert values_of(choose(first, below, above)) == [-5, 2]


def test_a_share_at_the_limit_is_chosen_beside_quotients() -> None:
    share = constant(Fraction(1, LIMIT), 2)
    found = choose(mask(True, False), share, quotients((5, 7), (3, 2)))
    assert values_of(found) == [Fraction(1, LIMIT), Fraction(3, 2)]


def test_extremes_of_wide_denominators_need_no_product_of_them() -> None:
    tops = (2**40 - 1, 2**40 + 1), (2**40 - 3, 2**39 + 7)
    left, right = (quotients(*((1, bottom) for bottom in bottoms)) for bottoms in tops)
    assert values_of(minimum(left, right)) == [Fraction(1, 2**40 - 1), Fraction(1, 2**40 + 1)]
    assert values_of(maximum(left, right)) == [Fraction(1, 2**40 - 3), Fraction(1, 2**39 + 7)]


def test_a_wide_number_is_looked_up_beside_an_unknown_one() -> None:
    assert values_of(lookup([None, WIDE]).at(np.arange(2))) == [None, WIDE]


def test_a_wide_number_is_computed_beside_a_row_without_a_value() -> None:
    def wide(values: tuple[Fraction, ...]) -> Fraction:
        return WIDE

    half_known: Numbers = restricted(column(1, 2), mask(True, False))
    assert values_of(by_distinct(wide, [half_known])) == [WIDE, None]


def test_quotients_by_denominators_of_53_bits_are_ranked() -> None:
    """By no more keys than they need: with more the columns leave them."""
    numbers = quotients((1, 2**53 - 1), (1, 2**53 - 2), (2, 2**53 - 111))
    found = ranks_in(numbers, Segments(np.array([0, 3])))
    assert found is not None
    assert found.values.tolist() == [3, 2, 1]
