"""How many decimals a column of figures holds: as many as its decimal figures need, and no more."""

from fractions import Fraction

import pytest

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Name
from thidua.core.scoring.columns.tabling import figure_column

THIRD = Fraction(1, 3)


@pytest.mark.parametrize(
    ("figures", "places", "scaled", "beyond"),
    [
        ([THIRD], 0, [0], [True]),
        ([THIRD, 2 * THIRD], 0, [0, 0], [True, True]),
        ([THIRD, Fraction(7, 4)], 2, [0, 175], [True, False]),
        ([Fraction(5)], 0, [5], [False]),
    ],
)
def test_figures_that_are_no_decimals_need_no_places(
    figures: list[Fraction], places: int, scaled: list[int], beyond: list[bool]
) -> None:
    special: dict[int, dict[Name, Figure]] = {}
    given = {row: Figure(value) for row, value in enumerate(figures)}
    found = figure_column(Name("a"), given, len(figures), special)
    assert (found.places, found.scaled.tolist()) == (places, scaled)
    aside = [row in special for row in range(len(figures))]
    assert aside == beyond
