"""What the tests of corners share: columns of a few rows, and what their rows hold."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from thidua.core.formula.columns.arithmetic import divide
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.columns.numbers import Numbers, scaled

Values = Callable[..., list[Any]]
Cluster = Callable[..., list[Any]]

BEYOND = "beyond"


def column(*values: int, places: int = 0) -> Numbers:
    return scaled(np.array(values, np.int64), places)


def values_of(numbers: Numbers) -> list[Fraction | str | None]:
    """What the rows hold; the column keeps to its bounds, which are whole numbers."""
    bounds = (numbers.low, numbers.high, numbers.denominator_bound, *numbers.span)
    assert {type(one) for one in bounds} == {int}
    assert -LIMIT <= numbers.low and numbers.high <= LIMIT
    assert (numbers.low <= numbers.numerators).all() and (numbers.numerators <= numbers.high).all()
    assert (numbers.bottom.values <= numbers.denominator_bound).all()
    assert (numbers.bottom.low <= numbers.bottom.values).all()
    beyond = numbers.beyond
    return [
        BEYOND if beyond is not None and beyond[row] else numbers.value(row)
        for row in range(numbers.rows)
    ]


def quotients(*pairs: tuple[int, int]) -> Numbers:
    return divide(column(*(top for top, _ in pairs)), column(*(bottom for _, bottom in pairs)))


def mask(*rows: bool) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.array(rows)
