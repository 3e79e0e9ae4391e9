"""The order of rows within their segments, the highest first, however many rows there are."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.columns.placing import MAXIMUM_SHIFTS, MINIMUM_SHIFTED, order_in


def by_segment(values: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """The rows as they should be where no two values of a segment are equal."""
    ends = np.cumsum([0, *sizes]).tolist()
    return [
        row
        for start, end in pairwise(ends)
        for row in sorted(range(start, end), key=lambda row: -values[row])
    ]


def ordered(values: Sequence[int], sizes: Sequence[int]) -> list[int]:
    segments = Segments(np.cumsum([0, *sizes]))
    found = order_in(np.array(values, np.int64), segments)
    assert found.dtype == np.int64
    return [int(row) for row in found]


def drawn(sizes: Sequence[int], most: int) -> list[int]:
    """Values of which no two of a segment are equal."""
    random = Random(7)
    return [one for size in sizes for one in random.sample(range(-most, most), size)]


FEW = [3, 0, 5, 1, 2]
MANY = [MAXIMUM_SHIFTS, 0, 1, 7] * (MINIMUM_SHIFTED // 40)
LARGE = [MAXIMUM_SHIFTS + 1, 2, 0, MINIMUM_SHIFTED]


@pytest.mark.parametrize("sizes", [FEW, MANY, LARGE, [0, 0], [MINIMUM_SHIFTED]])
@pytest.mark.parametrize("most", [2 * MINIMUM_SHIFTED, 3 * 2**29, 2**33, LIMIT])
def test_the_highest_of_each_segment_is_first(sizes: list[int], most: int) -> None:
    values = drawn(sizes, most)
    assert ordered(values, sizes) == by_segment(values, sizes)


@pytest.mark.parametrize("sizes", [FEW, MANY])
@pytest.mark.parametrize(
    "offset", [2**31, -(2**30) - 2_000, -(2**31), LIMIT - 5_000, 5_000 - LIMIT]
)
def test_rows_far_from_0_and_near_each_other(sizes: list[int], offset: int) -> None:
    values = [offset + one for one in drawn(sizes, 2 * MINIMUM_SHIFTED)]
    assert ordered(values, sizes) == by_segment(values, sizes)


def test_many_rows_of_which_two_are_as_far_apart_as_32_bits_reach() -> None:
    values = drawn(MANY, 2 * MINIMUM_SHIFTED)
    values[0], values[1] = 2**30, -(2**30)
    assert ordered(values, MANY) == by_segment(values, MANY)


@pytest.mark.parametrize("sizes", [FEW, MANY, LARGE])
def test_equal_values_stand_together_in_their_own_segment(sizes: list[int]) -> None:
    random = Random(3)
    values = [random.randint(0, 4) for _ in range(sum(sizes))]
    found = ordered(values, sizes)
    assert sorted(found) == [*range(sum(sizes))]
    expected = by_segment(values, sizes)
    segment = np.repeat(np.arange(len(sizes)), sizes)
    assert [values[row] for row in found] == [values[row] for row in expected]
    assert [segment[row] for row in found] == segment.tolist()
