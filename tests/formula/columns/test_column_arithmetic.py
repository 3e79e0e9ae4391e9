"""Arithmetic on whole columns: exact within int64, never wrapped, and beyond only where it must."""

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.formula.columns.arithmetic import (
    add,
    choose,
    divide,
    maximum,
    minimum,
    multiply,
    negate,
    subtract,
    total,
)
from thidua.core.formula.columns.comparing import compare
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.columns.numbers import (
    Numbers,
    all_beyond,
    all_unknown,
    constant,
    restricted,
    scaled,
)
from thidua.core.formula.columns.scales import lowest_terms
from thidua.core.formula.tree import CompareSign


def column(*values: int, places: int = 0) -> Numbers:
    return scaled(np.array(values, np.int64), places)


def values(numbers: Numbers) -> list[Fraction | str | None]:
    beyond = numbers.beyond
    return [
        "beyond" if beyond is not None and beyond[row] else numbers.value(row)
        for row in range(numbers.rows)
    ]


def test_a_product_that_would_wrap_is_beyond_and_the_others_are_not() -> None:
    assert values(multiply(column(10**12, 3, -(10**12)), column(10**12, 4, 10**6))) == [
        "beyond",
        12,
        -(10**18),
    ]


def test_a_sum_that_would_wrap_is_beyond() -> None:
    found = add(column(LIMIT, 1), column(LIMIT, 2))
    assert values(found) == ["beyond", 3]
    assert values(subtract(column(-LIMIT, 1), column(LIMIT, 2))) == ["beyond", -1]


def test_int64_s_own_lowest_number_is_beyond_from_the_start() -> None:
    assert values(column(-(2**63), 2**63 - 1, 5)) == ["beyond", "beyond", 5]


def test_constants_stay_symbolic() -> None:
    numbers = multiply(column(10**17, 3), constant(Fraction(10**30, 7), 2))
    assert numbers.factor == Fraction(10**30, 7)
    assert values(numbers) == [Fraction(10**47, 7), Fraction(3 * 10**30, 7)]
    assert values(multiply(constant(Fraction(1, 2), 2), column(4, 6))) == [2, 3]


def test_a_sum_over_one_denominator_keeps_it() -> None:
    target = column(7, 9)
    found = subtract(divide(column(10**17, 12), target), divide(column(5, 3), target))
    assert found.denominators is target.numerators
    assert values(found) == [Fraction(10**17 - 5, 7), 1]


def test_a_quotient_of_quotients_cancels_the_common_denominator() -> None:
    target = column(10**15 + 1, 9)
    found = divide(divide(column(10**17, 12), target), divide(column(10**16, 3), target))
    assert values(found) == [10, 4]
    other = multiply(divide(column(6, 5), target), target)
    assert values(other) == values(multiply(target, divide(column(6, 5), target))) == [6, 5]


def test_common_divisors_are_cancelled_where_the_product_needs_it() -> None:
    """Ratios of amounts in đồng against the leader's: thousands of millions on both sides."""
    unit = 10**9
    ratio = divide(column(30 * unit, 20 * unit), column(40 * unit, 50 * unit))
    leader = divide(column(60 * unit, 90 * unit), column(70 * unit, 80 * unit))
    assert values(divide(ratio, leader)) == [Fraction(7, 8), Fraction(16, 45)]
    assert values(multiply(ratio, leader)) == [Fraction(9, 14), Fraction(9, 20)]
    assert values(add(ratio, leader)) == [Fraction(45, 28), Fraction(61, 40)]


def test_divided_by_zero_is_unknown_whatever_the_sign_of_the_others() -> None:
    assert values(divide(column(6, 6, 6), column(3, 0, -3))) == [2, None, -2]
    assert values(divide(column(6, 6), column(-3, -4))) == [-2, Fraction(-3, 2)]
    assert values(divide(column(6, 6), column(0, -4))) == [None, Fraction(-3, 2)]
    assert values(divide(column(6, 6), constant(Fraction(0), 2))) == [None, None]
    assert values(divide(all_beyond(1), constant(Fraction(0), 1))) == ["beyond"]


def test_zero_times_the_unknown_is_unknown() -> None:
    unknown = scaled(np.array([1, 0]), 0, known=np.array([True, False]))
    assert values(multiply(unknown, constant(Fraction(0), 2))) == [0, None]
    assert values(add(unknown, constant(Fraction(0), 2))) == [1, None]
    assert values(add(constant(Fraction(0), 2), unknown)) == [1, None]


def test_constants_alone_are_computed_once() -> None:
    found = add(constant(Fraction(1, 3), 4), constant(Fraction(1, 6), 4))
    assert found.constant == Fraction(1, 2)
    assert values(total([found, found, column(1, 2, 3, 4)])) == [2, 3, 4, 5]


def test_a_clamp_proves_the_bound_that_the_product_needs() -> None:
    """x/t is at most 1 after min, so times anything it stays near t, not near x."""
    huge, target = column(LIMIT, 5), column(10, 20)
    capped = minimum(divide(huge, target), constant(Fraction(1), 2))
    assert (capped.high, capped.span.most) == (20, 1)
    assert values(multiply(capped, column(10**15, 8))) == [10**15, 2]


def test_a_clamp_that_cannot_act_costs_nothing() -> None:
    numbers = divide(column(3, 4), column(5, 6))
    assert maximum(numbers, constant(Fraction(0), 2)).top is numbers.top
    assert minimum(constant(Fraction(9), 2), numbers).top is numbers.top
    assert values(maximum(numbers, constant(Fraction(9), 2))) == [9, 9]


def test_the_greater_of_two_ratios_needs_no_product_to_be_held() -> None:
    left = divide(column(LIMIT, 1, 1), column(LIMIT - 1, 2, 2))
    right = divide(column(LIMIT - 1, 1, 2), column(LIMIT - 2, 3, 3))
    assert values(maximum(left, right))[0] == Fraction(LIMIT - 1, LIMIT - 2)
    assert values(minimum(left, right)) == [
        Fraction(LIMIT, LIMIT - 1),
        Fraction(1, 3),
        Fraction(1, 2),
    ]


def test_numbers_far_apart_in_scale_are_beyond_only_where_one_factor_cannot_hold_both() -> None:
    grains, tons = column(1, 5, places=2), multiply(column(10**17, 5), constant(Fraction(10), 2))
    found = compare(divide(grains, column(3, 4)), "<", divide(tons, column(7, 8)))
    assert found.beyond is not None
    assert [*found.beyond] == [True, False]
    assert bool(found.true[1])


def test_a_factor_without_end_goes_to_the_scalar_reading() -> None:
    long = constant(Fraction(7) ** 1000, 2)
    assert values(multiply(multiply(long, long), column(1, 2))) == ["beyond", "beyond"]
    assert values(constant(Fraction(7) ** 2000, 1)) == ["beyond"]
    numbers = multiply(long, column(1, 2))
    assert values(multiply(numbers, numbers)) == ["beyond", "beyond"]


def test_a_chosen_constant_keeps_the_other_branch_without_a_product() -> None:
    ratio = divide(column(1, 2), column(3, 5))
    condition = np.array([True, False])
    for value in (Fraction(0), Fraction(7, 3), Fraction(10**17)):
        found = choose(condition, constant(value, 2), ratio)
        assert (values(found), found.factor) == ([value, Fraction(2, 5)], ratio.factor)


def test_only_the_row_that_takes_what_no_common_factor_holds_is_beyond() -> None:
    ratio = divide(column(1, 2), column(3, 5))
    condition = np.array([True, False])
    tiny, huge = Fraction(-9, 10**30), Fraction(10**30)
    assert values(choose(condition, constant(tiny, 2), ratio)) == [tiny, "beyond"]
    assert values(choose(condition, constant(huge, 2), ratio)) == ["beyond", Fraction(2, 5)]


def test_lowest_terms() -> None:
    assert lowest_terms(column(4)).value(0) == 4
    reduced = lowest_terms(divide(column(4, 0), column(6, 9)))
    assert reduced.denominators is not None
    assert [*reduced.numerators] == [2, 0] and [*reduced.denominators] == [3, 1]


def test_restricting_to_nothing_changes_nothing() -> None:
    numbers = column(1, 2)
    assert restricted(numbers) is numbers
    assert values(all_unknown(2)) == [None, None]


SIGNS: dict[CompareSign, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
OPERATIONS: list[tuple[Callable[[Numbers, Numbers], Numbers], Callable[[Any, Any], Any]]] = [
    (add, operator.add),
    (subtract, operator.sub),
    (multiply, operator.mul),
    (divide, operator.truediv),
    (minimum, min),
    (maximum, max),
]

Columns = tuple[Numbers, list[Fraction | None]]
small, large = st.integers(-9, 9), st.integers(-LIMIT, LIMIT)
ROWS = 4


def read(rows: Sequence[int], places: int, known: Sequence[bool]) -> Columns:
    exact = [Fraction(row, 10**places) for row in rows]
    mask = None if all(known) else np.array(known)
    numbers = scaled(np.array(rows, np.int64), places, known=mask)
    return numbers, [one if k else None for one, k in zip(exact, known, strict=True)]


def same(value: Fraction) -> Columns:
    return constant(value, ROWS), [value] * ROWS


def four(one: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(one, min_size=ROWS, max_size=ROWS)


columns = st.one_of(
    st.builds(read, four(small | large), st.integers(0, 4), four(st.booleans())),
    st.builds(read, four(st.integers(1, 10**6)), st.integers(0, 2), st.just([True] * ROWS)),
    st.builds(same, st.fractions(-9, 9, max_denominator=7)),
)


def applied(function: Callable[[Any, Any], Any], one: Any, other: Any) -> Any:
    if one is None or other is None or (function is operator.truediv and other == 0):
        return None
    return function(one, other)


@settings(max_examples=250, deadline=None)
@given(
    st.lists(columns, min_size=3, max_size=3),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9), st.integers(0, 9)), max_size=4),
    st.sampled_from([*SIGNS]),
)
def test_any_chain_of_operations_equals_that_of_fractions(
    found: list[Columns], steps: list[tuple[int, int, int]], sign: CompareSign
) -> None:
    for operation, left, right in steps:
        on_columns, on_fractions = OPERATIONS[operation]
        (one, exact), (other, others) = found[left % len(found)], found[right % len(found)]
        expected = [applied(on_fractions, *pair) for pair in zip(exact, others, strict=True)]
        result = on_columns(one, other)
        assert_equal(result, expected)
        found.append((result, expected))
    (one, exact), (other, others) = found[-1], found[0]
    answers = compare(one, sign, other)
    for row, pair in enumerate(zip(exact, others, strict=True)):
        if answers.beyond is None or not answers.beyond[row]:
            assert (answers.known is None or answers.known[row]) == (None not in pair)
            assert None in pair or answers.true[row] == SIGNS[sign](*pair)


def assert_equal(numbers: Numbers, expected: list[Fraction | None]) -> None:
    bottoms = numbers.bottom.values
    assert (bottoms > 0).all() and (bottoms <= numbers.denominator_bound).all()
    assert (np.abs(numbers.numerators) <= numbers.numerator_bound).all()
    assert numbers.numerator_bound <= LIMIT
    for row, value in enumerate(values(numbers)):
        assert value in ("beyond", expected[row])
        assert numbers.span.least * int(bottoms[row]) <= numbers.numerators[row]
        assert numbers.numerators[row] <= numbers.span.most * int(bottoms[row])


@pytest.mark.parametrize("sign", [*SIGNS])
def test_comparing_with_a_constant_between_the_steps_of_a_scale(sign: CompareSign) -> None:
    for factor in (1, -1):
        numbers = multiply(column(1, 2, places=1), constant(Fraction(factor), 2))
        for edge in (Fraction(1, 10), Fraction(15, 100), Fraction(-15, 100), Fraction(-1, 10)):
            found = compare(numbers, sign, constant(edge, 2))
            mirrored = compare(constant(edge, 2), sign, numbers)
            for row in range(2):
                value = numbers.value(row)
                assert found.true[row] == SIGNS[sign](value, edge)
                assert mirrored.true[row] == SIGNS[sign](edge, value)


def test_negating_is_free() -> None:
    numbers = column(1, 2)
    assert negate(numbers).top is numbers.top
    assert values(negate(numbers)) == [-1, -2]
