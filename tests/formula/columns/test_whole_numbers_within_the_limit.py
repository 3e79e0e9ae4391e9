"""Whole numbers by the column: never past the limit, and put aside exactly where they would be."""

import operator
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np
import pytest

from thidua.core.formula.columns import integers
from thidua.core.formula.columns.integers import (
    LIMIT,
    Integers,
    as_divisors,
    by,
    chosen,
    limited,
    measured,
    minus,
    plus,
    times,
)

CORNERS = [0, 1, -1, 2, -2, 3, -7, 2**31, -(2**31) - 1, 2**61, -(2**61), LIMIT - 1, LIMIT, -LIMIT]
FIRST = np.array([True, False])


def column(*values: int, over: Sequence[bool] | None = None) -> Integers:
    return measured(np.array(values, np.int64), None if over is None else np.array(over))


def numbers(found: Integers) -> list[int | str]:
    """What the column holds, which keeps to its extremes and to the limit."""
    assert found.values.dtype == np.int64
    assert -LIMIT <= found.low and found.high <= LIMIT
    held = [int(one) for one in found.values]
    over = [False] * len(held) if found.over is None else [bool(one) for one in found.over]
    assert all(found.low <= one <= found.high for one in held)
    return ["over" if is_over else one for one, is_over in zip(held, over, strict=True)]


def limits(*exact: int) -> list[int | str]:
    return ["over" if abs(one) > LIMIT else one for one in exact]


OPERATIONS: list[tuple[Callable[[Integers, Integers], Integers], Callable[[int, int], int]]] = [
    (plus, operator.add),
    (minus, operator.sub),
    (times, operator.mul),
]


@pytest.mark.parametrize(("on_columns", "on_numbers"), OPERATIONS)
def test_any_two_of_the_corners(
    on_columns: Callable[[Integers, Integers], Integers], on_numbers: Callable[[int, int], int]
) -> None:
    for one, other in product(CORNERS, CORNERS):
        expected = limits(on_numbers(one, other), on_numbers(1, 3), on_numbers(0, -5))
        assert numbers(on_columns(column(one, 1, 0), column(other, 3, -5))) == expected
        assert numbers(on_columns(column(one, 1), column(other, other))) == limits(
            on_numbers(one, other), on_numbers(1, other)
        )
        assert numbers(on_columns(column(one, one), column(other, 2))) == limits(
            on_numbers(one, other), on_numbers(one, 2)
        )


@pytest.mark.parametrize(("on_columns", "on_numbers"), OPERATIONS)
@pytest.mark.parametrize("size", [4, 2**61])
@pytest.mark.parametrize("fixed", [(), (0,), (1,), (0, 1)])
def test_a_row_put_aside_stays_so(
    on_columns: Callable[[Integers, Integers], Integers],
    on_numbers: Callable[[int, int], int],
    size: int,
    fixed: tuple[int, ...],
) -> None:
    """Whichever operand it is put aside in, also where all rows of an operand are the same."""
    tops = [5, 5, 5, 5] if 0 in fixed else [size, 2, 3, size]
    others = [3, 3, 3, 3] if 1 in fixed else [-size, 5, 4, -2]
    asides: list[list[bool] | None] = [None, [False, True, False, False]]
    for aside, other_aside in product(asides, [None, [False, False, True, False]]):
        left, right = column(*tops, over=aside), column(*others, over=other_aside)
        exact = limits(*map(on_numbers, tops, others))
        for row in range(4):
            if (aside and aside[row]) or (other_aside and other_aside[row]):
                exact[row] = "over"
        assert numbers(on_columns(left, right)) == exact


@pytest.mark.parametrize("factor", [0, 1, -1, 2, -3, LIMIT, -LIMIT, LIMIT + 1, 10**40, -(10**40)])
def test_times_a_constant_of_any_size(factor: int) -> None:
    for one in CORNERS:
        assert numbers(by(column(one, 1, 0), factor)) == limits(one * factor, factor, 0)
        assert numbers(by(column(one, one), factor)) == limits(one * factor, one * factor)
    aside = by(column(1, 0, over=FIRST.tolist()), factor)
    assert numbers(aside) == ["over", 0]
    assert numbers(by(column(1, 1, over=FIRST.tolist()), factor)) == ["over", *limits(factor)]


def test_the_limit_itself_is_held_and_one_more_is_not() -> None:
    found = limited(np.array([LIMIT, -LIMIT, LIMIT + 1, -LIMIT - 1, 3], np.int64))
    assert numbers(found) == [LIMIT, -LIMIT, "over", "over", 3]
    aside = np.array([False, False, True])
    assert numbers(limited(np.array([LIMIT + 1, 2, 4], np.int64), aside)) == ["over", 2, "over"]
    assert numbers(limited(np.array([1, 2, 4], np.int64), aside)) == [1, 2, "over"]
    assert integers.same(LIMIT, 2).values.tolist() == [LIMIT, LIMIT]


def test_of_nothing_the_extremes_are_0() -> None:
    none = measured(np.array([], np.int64))
    assert (none.low, none.high, numbers(none)) == (0, 0, [])


def test_some_rows_keep_what_is_put_aside() -> None:
    rows = np.array([2, 0, 2])
    assert numbers(column(7, 8, 9, over=[False, False, True]).take(rows)) == ["over", 7, "over"]
    assert numbers(column(7, 8, 9).take(rows)) == [9, 7, 9]


BRANCHES: list[Any] = [(5, 6, 7), (4, 4, 4), (0, 0, 0), (-LIMIT, 0, LIMIT)]


@pytest.mark.parametrize(("then", "otherwise"), [*product(BRANCHES, BRANCHES)])
def test_one_or_the_other(then: Sequence[int], otherwise: Sequence[int]) -> None:
    condition = np.array([True, False, True])
    expected: list[Any] = [then[0], otherwise[1], then[2]]
    assert numbers(chosen(condition, column(*then), column(*otherwise))) == expected
    aside = column(*then, over=[True, True, False])
    assert numbers(chosen(condition, aside, column(*otherwise))) == ["over", *expected[1:]]
    aside = column(*otherwise, over=[True, True, False])
    found = chosen(condition, column(*then), aside)
    assert numbers(found) == [expected[0], "over", expected[2]]


def test_what_is_put_aside_divides_by_1() -> None:
    assert as_divisors(column(0, 3, over=FIRST.tolist())).tolist() == [1, 3]
    assert as_divisors(column(2, 3)).tolist() == [2, 3]
