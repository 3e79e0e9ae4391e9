"""How far the search for the nearest change goes before it gives up."""

from fractions import Fraction

import pytest

from thidua.core.scoring.margin.search import (
    MOST_STRETCHES,
    MOST_TRIALS,
    Contradicted,
    Found,
    Grid,
    nearest,
)


def grid(high: int, start: int = 0, first: int = 1) -> Grid:
    return Grid(Fraction(start), Fraction(1), Fraction(0), Fraction(high), first)


def test_every_value_in_reach_was_ruled_out_on_the_farther_side_too() -> None:
    assert nearest(grid(100, start=95), lambda low, high: True, lambda value: True) == Found(
        None, 95
    )
    assert nearest(grid(100, start=5), lambda low, high: True, lambda value: True) == Found(
        None, 95
    )


def test_it_gives_up_after_so_many_stretches() -> None:
    looked: list[bool] = []
    ruled_out: list[Fraction] = []

    def is_excluded(low: Fraction, high: Fraction) -> bool:
        looked.append(low == high)
        if low == high:
            ruled_out.append(low)
        return low == high

    found = nearest(grid(10**9), is_excluded, lambda value: False)
    assert len(looked) == MOST_STRETCHES
    assert ruled_out == list(range(1, len(ruled_out) + 1))
    assert found == Found(None, len(ruled_out), is_whole=False)


def test_it_gives_up_after_so_many_values() -> None:
    tried: list[Fraction] = []

    def does_it(value: Fraction) -> bool:
        tried.append(value)
        return False

    assert nearest(grid(10**6), lambda low, high: False, does_it).searched == MOST_TRIALS
    assert tried == list(range(1, MOST_TRIALS + 1))


@pytest.mark.parametrize("first", [0, 1])
def test_it_may_give_up_before_it_has_come_to_any_value(first: int) -> None:
    endless = grid(2 ** (MOST_STRETCHES + 1), first=first)
    found = nearest(endless, lambda low, high: False, lambda value: True)
    assert found == Found(None, 0, is_whole=False)


def test_a_contradicted_proof_is_told_by_the_value() -> None:
    with pytest.raises(Contradicted, match=r"^1 was ruled out"):
        nearest(grid(10), lambda low, high: high < 2, lambda value: True)
