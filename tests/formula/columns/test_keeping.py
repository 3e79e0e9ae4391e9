"""What is the same whatever the figures is found once, and memory does not grow by it."""

from fractions import Fraction

import numpy as np

from thidua.core.formula.columns import masks
from thidua.core.formula.columns.factors import common_factor, multiples, product, quotient
from thidua.core.formula.columns.keeping import kept_by_identity


def test_a_function_is_asked_once_for_a_thing_and_again_for_an_equal_one() -> None:
    asked: list[list[int]] = []

    @kept_by_identity(2)
    def length(thing: list[int]) -> int:
        asked.append(thing)
        return len(thing)

    one, equal = [1, 2], [1, 2]
    assert [length(one), length(equal), length(one), length(equal)] == [2, 2, 2, 2]
    assert [id(thing) for thing in asked] == [id(one), id(equal)]


def test_things_are_let_go_of_when_they_become_many() -> None:
    asked: list[list[int]] = []

    @kept_by_identity(2)
    def length(thing: list[int]) -> int:
        asked.append(thing)
        return len(thing)

    things: list[list[int]] = [[], [1], [1, 2]]
    assert [length(thing) for thing in (*things, things[2], things[0])] == [0, 1, 2, 2, 0]
    assert [len(thing) for thing in asked] == [0, 1, 2, 0]


def test_factors_are_multiplied_divided_and_brought_to_a_common_measure_above_0() -> None:
    half, third = Fraction(1, 2), Fraction(-1, 3)
    assert (product(half, third), quotient(half, third)) == (Fraction(-1, 6), Fraction(-3, 2))
    assert common_factor(half, third) == (Fraction(1, 6), 3, -2)
    assert common_factor(half, half) == (half, 1, 1)
    assert common_factor(third, third) == (Fraction(1, 3), -1, -1)
    assert multiples(Fraction(4), Fraction(6)) == (2, 3)


def test_who_is_chosen_by_the_mask_of_those_who_are_known_is_known() -> None:
    some, other = np.array([True, False]), np.array([False, True])
    assert masks.chosen(some, some, None, absent=True) is None
    found = masks.chosen(some, other, None, absent=True)
    assert found is not None and [*found] == [False, True]
    found = masks.chosen(some, some, None, absent=False)
    assert found is not None and [*found] == [True, False]
