"""Aggregates by clusters: any sizes, ties, quotients, and clusters too large for neighbours."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.formula.columns.arithmetic import divide, negate
from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.columns.merging import highest, lowest, total_of
from thidua.core.formula.columns.numbers import Numbers, scaled
from thidua.core.formula.columns.placing import MAXIMUM_SHIFTS, ranks_in

Values = Callable[..., list[Any]]
Cluster = Callable[..., list[Any]]


def column(values: list[int]) -> Numbers:
    return scaled(np.array(values, np.int64), 0)


def segments(*sizes: int) -> Segments:
    return Segments(np.cumsum([0, *sizes]))


def test_of_nothing_sum_and_count_are_0_and_the_others_unknown(
    values: Values, cluster: Cluster
) -> None:
    one = [cluster(a=[1, 2]), cluster(a=[7])]
    assert values("sum(a, where = a > 5)", one) == [0, 0, 7]
    assert values("count(where = a > 5)", one) == [0, 0, 1]
    for kind in ("highest", "lowest", "mean"):
        assert values(f"{kind}(a, where = a > 5)", one) == [None, None, 7]
        assert values(f"{kind}(a / 3, where = a > 5)", one) == [None, None, Fraction(7, 3)]
    assert values("highest(1 / a, where = a > 9)", one) == [None, None, None]
    assert values("sum(1 / a, where = a > 9)", one) == [0, 0, 0]
    assert values("rank(a, where = a > 1)", one) == [None, 1, 1]


def test_empty_and_single_clusters(values: Values, cluster: Cluster) -> None:
    assert values("sum(a) + rank(a)", [[], cluster(a=[4]), [], cluster(a=[1, 1]), []]) == [5, 3, 3]
    assert values("highest(1 / a)", [[], cluster(a=[4]), [], cluster(a=[1, 2])]) == [
        Fraction(1, 4),
        1,
        1,
    ]
    assert values("rank(a)", [[], []]) == []


def test_aggregates_nest(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[1, 2, 6])
    assert values("sum(max(a - mean(a), 0))", [one]) == [3, 3, 3]
    assert values("count(where = rank(a) <= 2)", [one]) == [2, 2, 2]


def test_aggregates_over_the_same_members_agree_on_who_they_are(
    values: Values, cluster: Cluster
) -> None:
    one = [cluster(a=[1, None, 6]), cluster(a=[None])]
    share = "rank(a, where = given(a)) / count(where = given(a)) if given(a) else 0"
    assert values(share, one) == [1, 0, Fraction(1, 2), 0]


def test_a_negative_factor_turns_highest_and_lowest_round() -> None:
    numbers, one = negate(column([3, 1, 2])), segments(3)
    assert [highest(numbers, one).value(0), lowest(numbers, one).value(0)] == [-1, -3]
    ratios = divide(numbers, column([7, 7, 2]))
    assert [highest(ratios, one).value(0), lowest(ratios, one).value(0)] == [Fraction(-1, 7), -1]
    assert ranks(numbers, one) == [3, 1, 2]
    assert ranks(ratios, one) == [2, 1, 3]


def ranks(numbers: Numbers, one: Segments) -> list[int]:
    found = ranks_in(numbers, one)
    assert found is not None
    return [int(rank) for rank in found.values]


def expected(values: list[Fraction], sizes: list[int]) -> list[int]:
    places = np.cumsum([0, *sizes])
    clusters = [values[start:end] for start, end in pairwise(places)]
    return [1 + sum(other > one for other in some) for some in clusters for one in some]


@pytest.mark.parametrize("spread", [9, 2**40, 2**61])
@pytest.mark.parametrize("sizes", [[12, 0, 1, 5], [MAXIMUM_SHIFTS + 20, 3]])
def test_ranks_of_whole_numbers(spread: int, sizes: list[int]) -> None:
    random = np.random.default_rng(spread)
    numbers = [int(one) for one in random.integers(-spread, spread, sum(sizes))]
    numbers[1] = numbers[0]
    found = ranks(column(numbers), segments(*sizes))
    assert found == expected([Fraction(one) for one in numbers], sizes)


@pytest.mark.parametrize("most", [5, 10**9, 2**50])
@pytest.mark.parametrize("sizes", [[12, 0, 1, 5], [MAXIMUM_SHIFTS + 20, 3]])
def test_ranks_of_quotients_never_overflow(most: int, sizes: list[int]) -> None:
    random = np.random.default_rng(most)
    tops = [int(one) for one in random.integers(-most, most, sum(sizes))]
    bottoms = [int(one) for one in random.integers(1, most, sum(sizes))]
    tops[1], bottoms[1] = tops[0], bottoms[0]
    found = ranks(divide(column(tops), column(bottoms)), segments(*sizes))
    assert found == expected([Fraction(*pair) for pair in zip(tops, bottoms, strict=True)], sizes)


def test_ranks_of_quotients_wider_than_any_keys() -> None:
    bottoms = column([LIMIT, LIMIT - 1])
    assert ranks_in(divide(column([1, 2]), bottoms), segments(2)) is None
    reduced = divide(column([2**60, 2**58]), column([2**61, 2**59]))
    assert ranks(reduced, segments(2)) == [1, 1]


def test_a_rank_too_wide_is_beyond(values: Values, cluster: Cluster) -> None:
    wide = 46 * 10**15
    assert values("rank(1 / a)", [cluster(a=[wide, wide - 1])]) == ["beyond", "beyond"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9)), max_size=9), min_size=1)
)
def test_quotients_merge_two_by_two(clusters: list[list[tuple[int, int]]]) -> None:
    pairs = [pair for cluster in clusters for pair in cluster]
    numbers = divide(column([top for top, _ in pairs]), column([bottom for _, bottom in pairs]))
    places = segments(*map(len, clusters))
    found = [function(numbers, places) for function in (highest, lowest, total_of)]
    for place, cluster in enumerate(clusters):
        values = [Fraction(*pair) for pair in cluster]
        together = [max(values), min(values), sum(values)] if values else [None, None, 0]
        assert [one.value(place) for one in found] == together
