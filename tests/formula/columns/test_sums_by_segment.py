"""Sums of segments by the column: held up to the limit itself, and 0 where nobody counts."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.columns.merging import total_of
from thidua.core.formula.columns.numbers import scaled


def sums(*segments: list[int]) -> list[Fraction | None]:
    """The sum of each segment; None where it is beyond."""
    numbers = [number for segment in segments for number in segment]
    starts = np.cumsum([0, *map(len, segments)])
    found = total_of(scaled(np.array(numbers, np.int64), 0), Segments(starts))
    beyond = found.beyond
    return [
        None if beyond is not None and beyond[row] else found.value(row)
        for row in range(len(segments))
    ]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_members_of_an_equal_share_of_the_limit_are_summed_and_of_one_more_are_not(
    sign: int, size: int
) -> None:
    share = sign * (LIMIT // size)
    beside = [sign] * 9
    assert sums([share] * size, beside) == [share * size, sign * 9]
    if size > 1:
        assert sums([share + sign] * size, beside) == [None, sign * 9]


@pytest.mark.parametrize("few", [(0, 1), (1, 0), (0, 1, 0, 2), (0, 0)])
def test_a_sum_of_quotients_of_which_none_counts_is_0(
    values: Callable[..., list[Any]], cluster: Callable[..., list[Any]], few: tuple[int, ...]
) -> None:
    """Each cluster has as many members who count as ``few`` says, beside one who does not."""
    clusters = [
        cluster(a=[1, *range(10, 10 + count)], t=[3, *range(7, 7 + count)]) for count in few
    ]
    expected = [
        sum((Fraction(10 + number, 7 + number) for number in range(count)), Fraction(0))
        for count in few
    ]
    assert values("sum(a / t, where = a > 9)", clusters) == [
        total for total, count in zip(expected, few, strict=True) for _ in range(count + 1)
    ]
