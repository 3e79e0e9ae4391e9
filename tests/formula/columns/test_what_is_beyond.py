"""Which rows the columns leave to the scalar reading: those that need it, and no other."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.tree import (
    Call,
    Function,
    GeometricMean,
    Interpolate,
    Name,
    Number,
    PythonCall,
    Step,
    Steps,
)

Agree = Callable[..., Any]
Values = Callable[..., list[Any]]
Cluster = Callable[..., list[Any]]

FORMULAS = [
    "points * min(a / t, 1)",
    "points * min(max((a - t) / t, 0), 1) if given(a) else 0",
    "max(points - 0.25 * floor(max(a - t, 0)), 0.4 * points)",
    "0.5 * points + 0.5 * points * (a / t - 1) / (1.25 - 1) if a > t else 0.5 * points * a / t",
    "points if a <= t else 0.9 * points * t / a",
    "points * (count(a) + 1 - rank(a)) / count(a)",
    "points * a / highest(a)",
    "points * min(a / mean(a), 1)",
    "points * a / sum(a, where = a > 0 and t > 0)",
    "points * lowest(t / a) / (t / a)",
    "points * (a / t - lowest(a / t)) / (highest(a / t) - lowest(a / t) + 1)",
    "power(a / t, 1, 2, 4)",
    "round(a / t, 3) + round(t / a, 2) - floor(a)",
    "rank(a / t) + rank(t - a)",
    "1 if 0.8 * t <= a < 1.2 * t or not t > 7 else 2 if a != t else 3",
    "a / t + t / a",
]
ON = parse_expression("a / t", Names())
TABLES = [
    Steps(
        ON,
        (
            Step(Fraction(3), high=Fraction(1, 2)),
            Step(Fraction(5), Fraction(1, 2), False, Fraction(1), False),
            Step(Fraction(7), Fraction(1), True),
        ),
    ),
    Interpolate(
        ON,
        (
            (Fraction(1, 2), Fraction(0)),
            (Fraction(9, 10), Fraction(6)),
            (Fraction(6, 5), Fraction(10)),
        ),
    ),
    Interpolate(Name("a"), ((Fraction(0), Fraction(0)), (Fraction(100), Fraction(5)))),
    GeometricMean((Name("a"), ON), (1, 2), 3),
]

figures = st.integers(1, 400_00).map(lambda one: Fraction(one, 100))
rows = st.lists(st.tuples(figures, figures), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*FORMULAS, *TABLES]), st.lists(rows, min_size=1, max_size=3))
def test_plain_data_never_is(
    agree: Agree, cluster: Cluster, formula: Any, members: list[list[tuple[Fraction, Fraction]]]
) -> None:
    clusters = [cluster(a=[a for a, _ in pairs], t=[t for _, t in pairs]) for pairs in members]
    tally = agree(formula, clusters)
    assert (tally.known, tally.beyond) == (sum(map(len, members)), 0)


@pytest.mark.parametrize("formula", FORMULAS[:5])
def test_amounts_in_dong_are_not_yet(agree: Agree, cluster: Cluster, formula: str) -> None:
    budget = 10**15
    one = cluster(a=[budget - 1, budget, 3 * budget, 1], t=[budget, budget - 7, 2, budget])
    assert agree(f"round({formula}, 2)", [one]).beyond == 0


def test_one_figure_that_no_int64_holds_is_alone(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[3, 10**18, 4, -5], t=[2, 2, 2, 2])
    assert values("a / t + 1", [one]) == [Fraction(5, 2), "beyond", 3, Fraction(-3, 2)]
    assert values("a < t", [one]) == [False, "beyond", False, True]


def test_one_large_product_is_alone(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[3, 10**15, 4], t=[2, 10**15, 10**14])
    assert values("a * t", [one]) == [6, "beyond", 4 * 10**14]


@pytest.mark.parametrize("figure", ["> 3", "< 3", "~ 3"])
def test_a_bounded_figure_is_alone(values: Values, cluster: Cluster, figure: str) -> None:
    one = cluster(a=[3, figure, 4], b_target=[figure, 1, 2])
    assert values("a + 1", [one]) == [4, "beyond", 5]
    assert values("3 < b.target", [one]) == ["beyond", False, False]
    assert values("given(a)", [one]) == [True, "beyond", True]


def test_an_aggregate_that_would_leave_somebody_out_is_so_in_that_cluster(
    values: Values, cluster: Cluster
) -> None:
    clusters = [cluster(a=[1, None]), [], cluster(a=[3, 4]), cluster(a=["> 1"])]
    assert values("sum(a)", clusters) == ["beyond", "beyond", 7, 7, "beyond"]
    assert values("rank(a)", clusters) == ["beyond", "beyond", 2, 1, "beyond"]
    assert values("sum(a, where = given(a))", clusters) == [1, 1, 7, 7, "beyond"]
    assert values("count(where = a > 3)", clusters) == ["beyond", "beyond", 1, 1, "beyond"]


def test_whoever_is_no_peer_leaves_nobody_out(agree: Agree, cluster: Cluster) -> None:
    rows: Sequence[Any] = cluster(a=[1, None, 5])
    gone = {"figures": rows[1].figures, "is_peer": False}
    tally = agree("rank(a) + highest(a)", [[rows[0], gone, rows[2]]])
    assert (tally.known, tally.beyond) == (2, 0)


def test_a_branch_that_is_not_taken_does_not_count(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[3, 10**18, None, None], t=[1, 1, 1, 0])
    assert values("a if t > 0 else 5", [one]) == [3, "beyond", None, 5]
    assert values("5 if t > 0 else a", [one]) == [5, 5, 5, None]
    assert values("5 if given(t) else a", [one]) == [5, 5, 5, 5]
    assert values("a if not given(t) else 6", [one]) == [6, 6, 6, 6]
    assert values("1 if a > 2 else 0", [one]) == [1, "beyond", None, None]
    assert values("sum(a) if t > 5 else 0", [one]) == [0, 0, 0, 0]
    other = cluster(a=[10**18, 10**18, 7], t=[None, 1, 0])
    assert values("a if t > 0 else 5", [other]) == [None, "beyond", 5]


def test_what_is_settled_before_does_not_count(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[3, 10**18, 10**18, None], t=[1, 1, 0, 0])
    assert values("t > 0 and a > 2", [one]) == [True, "beyond", False, False]
    assert values("t == 0 or a > 2", [one]) == [True, "beyond", True, True]
    assert values("a > 2 and t > 0", [one]) == [True, "beyond", "beyond", False]
    assert values("a > t or t < 1", [one]) == [True, "beyond", "beyond", True]
    assert values("t < 1 and not t > 0", [one]) == [False, False, True, True]
    assert values("t > 0 and a > 2", [one[:2]]) == [True, "beyond"]
    assert values("0 < t < a", [one]) == [True, "beyond", False, False]


def test_a_plain_python_function_always_is(values: Values, cluster: Cluster) -> None:
    node = PythonCall("log", (("x", Name("a")),), 3)
    assert values(node, [cluster(a=[1, 2])]) == ["beyond", "beyond"]


def test_a_setting_that_is_no_literal_is(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[1, 2], t=[1, 2])
    for setting in (Name("t"), Number(Fraction(-1))):
        node = Call(Function.ROUND, (Name("a"), setting))
        assert values(node, [one]) == ["beyond", "beyond"]


def test_powers_without_a_value_are_unknown_and_wide_ones_beyond(
    values: Values, cluster: Cluster
) -> None:
    one = cluster(a=[4, -4, 10**12, None, "> 1", 4])
    assert values("power(a, 1, 2, 2)", [one]) == [2, None, 10**6, None, "beyond", 2]
    assert values("power(a, 2, 1, 0)", [one]) == [16, None, "beyond", None, "beyond", 16]


def test_sums_of_many_ratios_are_where_no_common_denominator_fits(
    values: Values, cluster: Cluster
) -> None:
    primes = [999_983, 999_979, 999_961, 999_959, 999_953]
    clusters = [cluster(a=[1] * 5, t=primes), cluster(a=[1, 1, 1], t=[10**12] * 3)]
    assert values("sum(a / t)", clusters) == ["beyond"] * 5 + [Fraction(3, 10**12)] * 3


def test_sums_beyond_int64_are_in_their_cluster(values: Values, cluster: Cluster) -> None:
    half = 3 * 10**16
    clusters = [cluster(a=[half, half]), cluster(a=[half, -5]), cluster(a=[1])]
    assert values("sum(a)", clusters) == ["beyond"] * 4 + [1]
    assert values("sum(a)", [cluster(a=[half, 1]), cluster(a=[7, 8])]) == ["beyond"] * 2 + [15] * 2
