"""Comparisons of columns that are settled for all rows at once."""

import operator
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from tests.formula.columns.small_columns import BEYOND, column, mask, quotients

from thidua.core.formula.columns.arithmetic import multiply
from thidua.core.formula.columns.comparing import Truths, compare, order_of_quotients, settled
from thidua.core.formula.columns.numbers import constant
from thidua.core.formula.tree import CompareSign

SIGNS: dict[CompareSign, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
ENDS = [(-2, -1), (-1, 1), (1, 2), (2, 2), (0, 3)]


@pytest.mark.parametrize("sign", SIGNS)
def test_an_answer_is_settled_exactly_where_every_pair_gives_it(sign: CompareSign) -> None:
    for ends, others, by in product(ENDS, ENDS, (Fraction(1), Fraction(1, 2), Fraction(-1, 2))):
        left, right = multiply(column(*ends), constant(by, 2)), column(*others)
        low, high = sorted(end * by for end in ends)
        answers = {SIGNS[sign](one, other) for one in (low, high) for other in others}
        if sign in ("==", "!="):  # numbers in common may be equal or not
            apart = low > others[1] or others[0] > high
            answers = {sign == "!="} if apart else {True, False}
        assert settled(left, sign, right) is (answers.pop() if len(answers) == 1 else None)
        found = compare(left, sign, right)
        exact = [SIGNS[sign](one * by, other) for one, other in zip(ends, others, strict=True)]
        assert found.true.tolist() == exact


@pytest.mark.parametrize("sign", SIGNS)
def test_what_is_settled_is_one_answer_held_once(sign: CompareSign) -> None:
    found = compare(column(1, 2), sign, quotients((7, 2), (9, 2)))
    assert found.true.strides == (0,)
    found = compare(constant(Fraction(3), 2), sign, column(4, 5))
    assert found.true.strides == (0,)


def test_the_order_of_any_two_small_quotients() -> None:
    some = [*product(range(-5, 6), range(1, 6))]
    pairs = [*product(some, some)]
    arrays = [np.array([pair[one][part] for pair in pairs]) for one in (0, 1) for part in (0, 1)]
    order = order_of_quotients(*arrays)
    assert order.dtype == np.int64
    exact = [(Fraction(*one), Fraction(*other)) for one, other in pairs]
    assert order.tolist() == [(one > other) - (one < other) for one, other in exact]


def test_what_surely_holds_is_known_and_within_the_columns() -> None:
    plain = Truths(mask(True, False))
    assert (plain.surely.tolist(), plain.surely_not.tolist()) == ([True, False], [False, True])
    rows = [*product((True, False), repeat=3)]
    true, known, beyond = (np.array([row[place] for row in rows]) for place in range(3))
    some = Truths(true, known, beyond)
    assert some.surely.tolist() == [one and k and not b for one, k, b in rows]
    assert some.surely_not.tolist() == [not one and k and not b for one, k, b in rows]


def test_an_answer_is_always_given_where_no_row_surely_has_the_other() -> None:
    rows: list[bool | str | None] = [True, False, None, BEYOND]
    for some in (row for count in (1, 2, 3) for row in product(rows, repeat=count)):
        known, beyond = (
            np.array([one is not None for one in some]),
            np.array([one == BEYOND for one in some]),
        )
        found = Truths(
            np.array([one is True for one in some]),
            None if known.all() else known,
            beyond if beyond.any() else None,
        )
        assert found.always(True) is (False not in some)
        assert found.always(False) is (True not in some)
