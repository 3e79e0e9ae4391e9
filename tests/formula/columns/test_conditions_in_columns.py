"""Conditions by the column: constants beside quotients, and doubt of one kind alone."""

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from thidua.core.formula.columns.comparing import Truths

Values = Callable[..., list[Any]]
Cluster = Callable[..., list[Any]]

WIDE = 10**18
BEYOND = "beyond"

SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("number", [Fraction(-2), Fraction(0), Fraction(5, 4), Fraction(2)])
def test_a_number_beside_a_quotient_on_either_side(
    values: Values, cluster: Cluster, sign: str, number: Fraction
) -> None:
    """Numerators alone would be on the other side of each number for some row."""
    pairs = [(5, 4), (4, 2), (6, 7), (-6, 3), (-7, 3), (0, 9), (3, 8), (9, 4)]
    one = cluster(a=[top for top, _ in pairs], t=[bottom for _, bottom in pairs])
    quotients = [Fraction(*pair) for pair in pairs]
    compare = SIGNS[sign]
    text = f"({number.numerator} / {number.denominator})"
    assert values(f"a / t {sign} {text}", [one]) == [compare(each, number) for each in quotients]
    assert values(f"{text} {sign} a / t", [one]) == [compare(number, each) for each in quotients]


@pytest.mark.parametrize("doubtful", [WIDE, None])
def test_a_choice_by_a_condition_in_doubt_of_one_kind_only(
    values: Values, cluster: Cluster, doubtful: int | None
) -> None:
    one = cluster(a=[3, doubtful, 1], b=[10, 20, 30], t=[7, 8, 9])
    said = BEYOND if doubtful else None
    assert values("b if a > 2 else t", [one]) == [10, said, 9]
    assert values("b / 7 if a > 2 else t", [one]) == [Fraction(10, 7), said, 9]


def test_answers_that_are_all_known_are_sure() -> None:
    answers = np.array([True, False])
    assert Truths(answers).surely.tolist() == [True, False]
    assert Truths(answers).surely_not.tolist() == [False, True]
    half = np.array([False, True])
    assert Truths(answers, known=half).surely.tolist() == [False, False]
    assert Truths(answers, known=half).surely_not.tolist() == [False, True]
    assert Truths(answers, beyond=half).surely.tolist() == [True, False]
