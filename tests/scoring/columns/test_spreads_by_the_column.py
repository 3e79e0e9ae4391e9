"""What the policy of a set does to all members: factors, what counts, and what a cap gives back."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import numpy as np
import pytest

from thidua.core.formula.columns.integers import LIMIT
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import NotApplicablePolicy
from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.columns.spreading import Spreads
from thidua.core.scoring.policies import Spread
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.structure import structure_of
from thidua.core.scoring.tally import Level

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

ROWS = 3
ONE = Fraction(1)
WIDE = Fraction(2**70, 3)


def spread(factors: Mapping[str, Fraction], *live: str) -> Spread:
    places = frozenset((Level.CRITERION, code) for code in live)
    return Spread(NotApplicablePolicy.RESCALE, places, factors)


def by_pattern(*factors: Fraction) -> Spreads:
    """Of three members the last has the first pattern, the others the second."""
    spreads = [spread({} if one == ONE else {"A": one}) for one in factors]
    return Spreads(ROWS, np.array([1, 1, 0]), spreads)


def for_all(factor: Fraction) -> Spreads:
    return Spreads(ROWS, None, (spread({} if factor == ONE else {"A": factor}),))


def factors(found: Spreads) -> list[Fraction | None] | None:
    numbers = found.factor("A")
    return None if numbers is None else [numbers.value(row) for row in range(ROWS)]


@pytest.mark.parametrize("found", [for_all(ONE), by_pattern(ONE, ONE)])
def test_what_nobody_multiplies_has_no_factor(found: Spreads) -> None:
    assert factors(found) is None


@pytest.mark.parametrize("found", [for_all(3 * ONE), by_pattern(3 * ONE, 3 * ONE)])
def test_one_factor_for_everybody(found: Spreads) -> None:
    assert factors(found) == [Fraction(3)] * ROWS


def test_each_pattern_has_its_own_factor() -> None:
    third = Fraction(4, 3)
    assert factors(by_pattern(ONE, third)) == [third, third, 1]


@pytest.mark.parametrize("most", [Fraction(LIMIT), Fraction(LIMIT, LIMIT - 1), Fraction(1, LIMIT)])
def test_the_widest_factor_that_a_column_holds(most: Fraction) -> None:
    assert factors(by_pattern(ONE, most)) == [most, most, 1]


@pytest.mark.parametrize("wide", [WIDE, 1 / WIDE, Fraction(LIMIT + 1)])
def test_members_with_a_wider_factor_are_left_to_the_scalar_reading(wide: Fraction) -> None:
    found = by_pattern(3 * ONE, wide)
    assert factors(found) == [None, None, 3]
    numbers = found.factor("A")
    assert numbers is not None and numbers.beyond is not None
    assert numbers.beyond.tolist() == [True, True, False]
    assert [found.factor_of("A", row) for row in range(ROWS)] == [wide, wide, 3]


def bent(found: Spreads) -> list[bool] | None:
    mask = found.bends("A")
    assert mask is None or mask.dtype == bool
    return None if mask is None else mask.tolist()


def test_whose_base_is_multiplied() -> None:
    assert bent(for_all(ONE)) is None
    assert bent(for_all(3 * ONE)) == [True, True, True]
    assert bent(by_pattern(ONE, ONE)) is None
    assert bent(by_pattern(ONE, 3 * ONE)) == [True, True, False]
    assert bent(by_pattern(3 * ONE, 2 * ONE)) == [True, True, True]


def test_for_whom_a_mean_counts_a_criterion(compile_table: Callable[..., CompiledSet]) -> None:
    table = "points = 10\ncriteria = [ { code = 'A', points = 10, formula = 'a' } ]"
    (leaf,) = structure_of(compile_table(table).source).children
    dead, live = spread({}), spread({}, "A")
    nobody = Spreads(ROWS, None, (dead,)).counts(leaf)
    assert nobody is not None
    assert (nobody.dtype, nobody.tolist()) == (np.dtype(bool), [False] * ROWS)
    assert Spreads(ROWS, None, (live,)).counts(leaf) is None
    assert Spreads(ROWS, np.array([0, 1, 1]), (live, live)).counts(leaf) is None
    some = Spreads(ROWS, np.array([0, 1, 1]), (dead, live)).counts(leaf)
    assert some is not None and some.tolist() == [False, True, True]


NO_POINTS_WITHIN = """
points = 20
%s
criteria = [
  { code = "A", points = 10, floor = "none", rows = [ { deduct = 1, per = "a" } ] },
  { code = "B", points = 0, section = "S", floor = "none", rows = [ { deduct = 1, per = "b" } ] },
]
sections = [ { code = "S", points = 10, combine = "child('B')" } ]
"""


@pytest.mark.parametrize(
    ("cap", "points"), [("", [900, 1200]), ("deductions_cap = 3", [1450, 1520])]
)
def test_a_section_of_criteria_without_points_leaves_its_own_to_the_others(
    play: Play, in_columns: InColumns, cap: str, points: list[int]
) -> None:
    """So that A counts twice: 2 · (10 - 5) - 1 and 2 · (10 - 3) - 2."""
    found = in_columns([play(NO_POINTS_WITHIN % cap, {"u": "a=5 b=1", "v": "a=3 b=2"})])
    assert (found.points.scaled.tolist(), found.points.places) == (points, 2)


LONG = """
points = %s
criteria = [
  { code = "A", points = 1, formula = "a" },
  { code = "B", points = %s, formula = "b" },
]
"""


def test_a_factor_of_more_digits_than_a_column_holds(play: Play, in_columns: InColumns) -> None:
    """The points of B go to A where B does not apply."""
    points = "10000000000000000000.01"
    table = LONG % (f"'{points.replace('0.01', '1.01')}'", f"'{points}'")
    units = {"u": "a=0.0000001 b=1", "v": "a=0.5 b=1", "w": "a=0 b=7"}
    found = in_columns([play(table, units, not_applicable={"u": "B"})])
    assert found.points.scaled.tolist() == [10**14, 150, 700]
