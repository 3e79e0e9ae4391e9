"""Band tables, interpolation, limits and geometric means in columns."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.tree import (
    AtMost,
    GeometricMean,
    Interpolate,
    Name,
    Node,
    Number,
    Step,
    Steps,
)

Values = Callable[..., list[Any]]
Cluster = Callable[..., list[Any]]

A, RATIO = Name("a"), parse_expression("a / t", Names())


def bands(on: Node) -> Steps:
    """From 1 to 2 the first step, over 3 the second; 5 is in neither, and below 1 there is none."""
    return Steps(
        on,
        (
            Step(Fraction(10), Fraction(1), False, Fraction(2), False),
            Step(Fraction(-1, 3), Fraction(3), True, Fraction(5), True),
            Step(Fraction(0), Fraction(5), True, None),
        ),
    )


def test_the_edges_of_steps(values: Values, cluster: Cluster) -> None:
    edges: list[str | int | None] = ["0.99", 1, 2, "2.01", 3, "3.01", 5, "5.01", None]
    points = [None, 10, 10, None, None, Fraction(-1, 3), None, 0, None]
    assert values(bands(A), [cluster(a=edges)]) == points
    doubled = [None if one is None else Fraction(one) * 2 for one in edges]
    assert values(bands(RATIO), [cluster(a=doubled, t=[2] * 9)]) == points


def test_interpolation_is_clamped_at_both_ends(values: Values, cluster: Cluster) -> None:
    knots = ((Fraction(1), Fraction(0)), (Fraction(2), Fraction(6)), (Fraction(5), Fraction(3)))
    one = cluster(a=[0, 1, "1.5", 2, 3, 5, 9, None], t=[1] * 8)
    points = [0, 0, 3, 6, 5, 3, 3, None]
    assert values(Interpolate(A, knots), [one]) == points
    assert values(Interpolate(RATIO, knots), [one]) == points
    assert values(Interpolate(A, knots[:1]), [one]) == [0] * 7 + [None]


def test_a_value_far_outside_the_knots_is_clamped_before_it_is_multiplied(
    values: Values, cluster: Cluster
) -> None:
    knots = ((Fraction(0), Fraction(0)), (Fraction(1, 7), Fraction(10**15)))
    assert values(Interpolate(A, knots), [cluster(a=[4 * 10**16, 0])]) == [10**15, 0]


def test_a_piece_that_cannot_be_told_is_not_guessed(values: Values, cluster: Cluster) -> None:
    knots = ((Fraction(0), Fraction(5)), (Fraction(1, 3), Fraction(5)), (Fraction(1), Fraction(9)))
    wide = 4 * 10**16
    one = cluster(a=[wide - 1, 1, 2], t=[wide, 4, 3])
    assert values(Interpolate(RATIO, knots), [one]) == ["beyond", 5, 7]


def test_what_exceeds_the_maximum_is_unknown(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[3, 4, 5, None, 10**18], t=[1, 1, 1, 1, 1])
    assert values(AtMost(A, Number(Fraction(4))), [one]) == [3, 4, None, None, "beyond"]
    assert values(AtMost(Number(Fraction(4)), A), [one]) == [None, 4, 4, None, "beyond"]
    capped = parse_expression("min(a, 4)", Names())
    assert values(AtMost(capped, Number(Fraction(4))), [one]) == [3, 4, 4, None, "beyond"]
    assert values(AtMost(RATIO, Number(Fraction(4))), [one])[:3] == [3, 4, None]


def test_geometric_means_of_distinct_rows(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[2, 2, 4, -1, None, 0], t=[1, 8, 9, 1, 1, 5])
    mean = GeometricMean((A, Name("t")), (1, 1), 2)
    assert values(mean, [one]) == [Fraction("1.41"), 4, 6, None, None, 0]
    huge = GeometricMean((A,), (8_000,), 2)
    assert values(huge, [cluster(a=[10**9, 1])]) == [None, 1]
