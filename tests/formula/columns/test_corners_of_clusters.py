"""Ranks, extremes and sums of clusters at the limits of what a column holds."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from tests.formula.columns.small_columns import (
    BEYOND,
    Cluster,
    Values,
    column,
    mask,
    quotients,
    values_of,
)

from thidua.core.formula.columns import placing
from thidua.core.formula.columns.arithmetic import multiply
from thidua.core.formula.columns.distinct import lookup
from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import LIMIT, measured
from thidua.core.formula.columns.merging import highest, lowest, total_of
from thidua.core.formula.columns.numbers import constant
from thidua.core.formula.columns.placing import MAXIMUM_SHIFTS, MINIMUM_SHIFTED, ranks_in
from thidua.core.formula.columns.rounding import MAXIMUM_PLACES, rounded


def sized(*sizes: int) -> Segments:
    return Segments(np.cumsum([0, *sizes]))


def ranks(numbers: list[int], *sizes: int) -> list[int]:
    found = ranks_in(column(*numbers), sized(*sizes))
    assert found is not None and found.values.dtype == np.int64
    assert (found.low, found.high) == (1, max(sizes))
    often = 1 + MINIMUM_SHIFTED // len(numbers)
    among_many = ranks_in(column(*numbers * often), sized(*sizes * often))
    assert among_many is not None and among_many.values.dtype == np.int64
    assert (among_many.low, among_many.high) == (1, max(sizes))
    assert [*among_many.values] == [*found.values] * often
    return [int(one) for one in found.values]


def test_empty_clusters_and_clusters_of_one_among_others() -> None:
    numbers = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    assert ranks(numbers, 6, 0, 1, 5) == placed(numbers, 6, 0, 1, 5)
    assert ranks(numbers, 0, 11, 1, 0) == placed(numbers, 0, 11, 1, 0)


def placed(numbers: Sequence[int], *sizes: int) -> list[int]:
    starts = [sum(sizes[:number]) for number in range(len(sizes))]
    clusters = [numbers[start : start + size] for start, size in zip(starts, sizes, strict=True)]
    return [1 + sum(other > one for other in some) for some in clusters for one in some]


@pytest.mark.parametrize("size", [3, MAXIMUM_SHIFTS, MAXIMUM_SHIFTS + 5])
@pytest.mark.parametrize("base", [0, -(2**30), 2**30, 2**40, -(2**45)])
def test_neighbouring_clusters_with_the_same_extremes(size: int, base: int) -> None:
    numbers = [base + (place * 7) % size - size // 2 for place in range(size)] * 3
    assert ranks(numbers, size, size, size) == placed(numbers, size, size, size)


@pytest.mark.parametrize("gap", [2**31 - 1, 2**31, 2**31 + 1, 2**32 - 1, 2**32, 2**61])
@pytest.mark.parametrize("size", [4, MAXIMUM_SHIFTS + 4])
def test_ranks_of_numbers_that_far_apart(gap: int, size: int) -> None:
    numbers = [0, gap, gap - 1, 1] * (size // 4) * 5
    assert ranks(numbers, *[size] * 5) == placed(numbers, *[size] * 5)


def test_quotients_are_never_ranked_by_their_whole_parts_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(placing, "MINIMUM_SHIFTED", 0)
    for size in (4, MAXIMUM_SHIFTS, MAXIMUM_SHIFTS + 4):
        tops = [(place * 7) % 11 + 1 for place in range(size)]
        pairs = [(top * (1 + top % 2), 13 * (1 + top % 2)) for top in tops]
        found = ranks_in(quotients(*pairs), sized(size))
        assert found is not None and found.values.tolist() == placed(tops, size)


def test_the_longest_factor_and_the_most_places_are_still_read() -> None:
    for long in (Fraction(2**4095), Fraction(1, 2**4095)):
        assert constant(long, 1).value(0) == long
        assert constant(long / 2 if long < 1 else long * 2, 1).value(0) is None
    assert rounded(constant(Fraction(0), 1), MAXIMUM_PLACES).value(0) == 0
    assert rounded(constant(Fraction(0), 1), MAXIMUM_PLACES + 1).value(0) is None


def test_of_no_rows_none_is_put_aside() -> None:
    none = np.zeros(0, np.bool_)
    assert measured(np.zeros(0, np.int64), none).over is none


def test_a_lookup_of_points_as_wide_as_a_column_holds_is_exact() -> None:
    points = [Fraction(LIMIT), Fraction(2**61 + 1), Fraction(-3), None, Fraction(-LIMIT)]
    found = lookup(points).at(np.array([4, 3, 2, 1, 0, 1]))
    assert values_of(found) == [-LIMIT, None, -3, 2**61 + 1, LIMIT, 2**61 + 1]


def test_ranks_by_sorting_are_whole_numbers_too(values: Values, cluster: Cluster) -> None:
    size = MAXIMUM_SHIFTS + 3
    one = cluster(a=[*range(size)], t=[*range(1, size + 1)])
    assert values("rank(a)", [one]) == [*range(size, 0, -1)]
    assert values("rank(a / t, where = t > 1)", [one]) == [None, *range(size - 1, 0, -1)]


def test_a_first_cluster_of_one_row_counts() -> None:
    assert sized(1, 2).among(mask(True, False, True)).starts.tolist() == [0, 1, 2]
    assert sized(0, 1, 1).among(mask(False, True)).starts.tolist() == [0, 0, 0, 1]


def test_without_clusters_nothing_is_added_or_compared() -> None:
    none = column()
    for function in (total_of, highest, lowest):
        assert function(none, Segments(np.array([0]))).rows == 0


def test_extremes_turn_round_with_the_sign_of_the_factor_only() -> None:
    for factor in (Fraction(1, 100), Fraction(5), Fraction(-1, 100), Fraction(-5)):
        numbers = multiply(column(3, 1, 2), constant(factor, 3))
        ends = sorted((factor, 3 * factor))
        assert values_of(lowest(numbers, sized(3))) == [ends[0]]
        assert values_of(highest(numbers, sized(3))) == [ends[1]]


def test_sums_that_pass_the_limit_keep_to_no_row_s_neighbours() -> None:
    found = total_of(column(LIMIT, LIMIT, LIMIT, 5, 6, -LIMIT), sized(3, 2, 0, 1))
    assert values_of(found)[:3] == [BEYOND, 11, 0]
    assert values_of(total_of(column(2**61 - 1, 2**61 - 1, 4), sized(2, 1))) == [2**62 - 2, 4]
