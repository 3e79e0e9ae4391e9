"""Operands are brought to lowest terms only where the operation itself passes the limit."""

from collections.abc import Callable

import numpy as np
import pytest

from thidua.core.formula.columns import arithmetic
from thidua.core.formula.columns.arithmetic import add, divide, multiply
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.columns.numbers import Numbers, restricted, scaled
from thidua.core.formula.columns.scales import lowest_terms

WIDE = 2**40


def column(*values: int) -> Numbers:
    return scaled(np.array(values, np.int64), 0)


def aside(numbers: Numbers, row: int) -> Numbers:
    return restricted(numbers, beyond=np.arange(numbers.rows) == row)


@pytest.fixture
def sought(monkeypatch: pytest.MonkeyPatch) -> list[Numbers]:
    """The columns that were brought to lowest terms."""
    found: list[Numbers] = []

    def noted(numbers: Numbers) -> Numbers:
        found.append(numbers)
        return lowest_terms(numbers)

    monkeypatch.setattr(arithmetic, "lowest_terms", noted)
    return found


WHOLE = column(3, 4, 5)
RATIO = divide(column(1, 2, 3), column(7, 5, 9))
OTHER = divide(column(4, 5, 1), column(6, 5, 8))
WIDE_WHOLE = column(LIMIT, 2, LIMIT - 1)
WIDE_RATIO = divide(column(WIDE, 1, 3), column(WIDE - 1, 2, 5))
WIDE_OTHER = divide(column(WIDE + 1, 5, 2), column(WIDE + 3, 4, 3))


@pytest.mark.parametrize("operation", [add, multiply])
@pytest.mark.parametrize(
    ("left", "right", "times"),
    [
        (WHOLE, WHOLE, 0),
        (RATIO, OTHER, 0),
        (aside(RATIO, 0), OTHER, 0),
        (RATIO, aside(OTHER, 0), 0),
        (aside(RATIO, 0), aside(OTHER, 1), 0),
        (WIDE_WHOLE, WIDE_WHOLE, 0),
        (WIDE_RATIO, WIDE_OTHER, 2),
        (aside(WIDE_RATIO, 1), WIDE_OTHER, 2),
        (aside(WIDE_RATIO, 0), WIDE_OTHER, 0),
        (WIDE_RATIO, aside(WIDE_OTHER, 0), 0),
    ],
)
def test_only_rows_that_pass_the_limit_ask_for_lowest_terms(
    sought: list[Numbers],
    operation: Callable[[Numbers, Numbers], Numbers],
    left: Numbers,
    right: Numbers,
    times: int,
) -> None:
    operation(left, right)
    assert len(sought) == (2 * times if operation is multiply else times)
