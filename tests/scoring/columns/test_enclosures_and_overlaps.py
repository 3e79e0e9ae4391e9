"""What is put aside stays so, and enclosures that meet are left undecided, row by row."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from thidua.core.exact.rounding import RoundingMode
from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.columns.integers import LIMIT, IntColumn, Integers, measured
from thidua.core.formula.columns.masks import Mask, filled
from thidua.core.formula.columns.numbers import of_integers
from thidua.core.formula.tree import Name
from thidua.core.model.criteria import RankScheme, TieKey, TieKeyKind
from thidua.core.scoring.columns import amounts
from thidua.core.scoring.columns.combining import _differs
from thidua.core.scoring.columns.enclosing import (
    Amounts,
    amounts_of,
    at_fine_unit,
    constant,
    exact,
    numbers_of,
    put_aside,
)
from thidua.core.scoring.columns.ranking import KeyColumn, rank
from thidua.core.scoring.columns.spreading import patterns
from thidua.core.scoring.columns.tabling import table_of
from thidua.core.scoring.columns.twins import Twins
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
Ends = Sequence[tuple[int, int]]

ONE = Fraction(1)


def between(ends: Ends, over: Mask | None = None) -> Amounts:
    low = measured(np.array([low for low, _ in ends]), over)
    return Amounts(ONE, low, measured(np.array([high for _, high in ends]), over))


def whole(*numbers: int, unit: Fraction = ONE, over: Mask | None = None) -> Amounts:
    return exact(unit, measured(np.array(numbers, np.int64), over))


def rows_over(found: Amounts) -> list[bool]:
    for end in (found.low, found.high):
        assert end.values.dtype == np.int64
        assert isinstance(end.low, int) and isinstance(end.high, int)
        held = ~filled(end.over, found.rows, absent=False)
        assert (end.low <= end.values[held]).all() and (end.values[held] <= end.high).all()
    return [bool(one) for one in filled(found.over, found.rows, absent=False)]


def ends_of(found: Amounts) -> list[Any]:
    return [
        None if over else (found.unit * int(low), found.unit * int(high))
        for low, high, over in zip(
            found.low.values, found.high.values, rows_over(found), strict=True
        )
    ]


ASIDE = np.array([False, True, False])
OPERATIONS: list[Callable[[Amounts], Amounts]] = [
    lambda one: amounts.scaled(one, Fraction(3, 2)),
    lambda one: amounts.scaled(one, Fraction(-3, 2)),
    lambda one: amounts.add(one, whole(1, 2, 3)),
    lambda one: amounts.add(whole(1, 2, 3, unit=Fraction(1, 7)), one),
    lambda one: amounts.subtract(one, between([(1, 2)] * 3)),
    lambda one: amounts.total([one, one, whole(4, 5, 6)]),
    lambda one: amounts.at_most(one, Fraction(7, 2)),
    lambda one: amounts.at_least(one, Fraction(7, 2)),
    lambda one: amounts.rounded(amounts.scaled(one, Fraction(1, 7)), 1, RoundingMode.HALF_UP),
    lambda one: amounts.chosen(np.array([True, True, False]), one, whole(1, 2, 3)),
    lambda one: amounts.chosen(np.array([False, False, True]), whole(1, 2, 3), one),
    lambda one: amounts.patched(one, {0: Fraction(5, 3)}),
    lambda one: amounts.divided(one, measured(np.array([3, 1, 7]))),
    lambda one: amounts.taken(one, np.array([0, 1, 2])),
    lambda one: at_fine_unit(amounts.scaled(one, Fraction(1, 7**30))),
    lambda one: amounts_of(numbers_of(one)),
]


@pytest.mark.parametrize("number", range(len(OPERATIONS)))
@pytest.mark.parametrize("upper", [0, 1])
def test_a_row_put_aside_stays_so(number: int, upper: int) -> None:
    one = between([(2, 2 + upper), (3, 3 + upper), (4, 4 + upper)])
    plain = OPERATIONS[number](one if upper else exact(ONE, one.low))
    found = OPERATIONS[number](put_aside(one if upper else exact(ONE, one.low), ASIDE))
    assert [*map(bool, filled(found.over, 3, absent=False))][1]
    for row in (0, 2):
        assert ends_of(found)[row] == ends_of(plain)[row]


def test_some_rows_of_enclosures() -> None:
    rows = np.array([2, 0])
    found = amounts.taken(between([(1, 2), (3, 4), (5, 7)]), rows)
    assert ends_of(found) == [(5, 7), (1, 2)]
    assert amounts.taken(whole(1, 2, 3), rows).is_exact
    aside = amounts.taken(between([(1, 2), (3, 4), (5, 7)], np.array([False, False, True])), rows)
    assert ends_of(aside) == [None, (1, 2)]


def test_the_numbers_of_enclosures_are_those_of_their_exact_rows() -> None:
    found = numbers_of(between([(1, 1), (3, 4), (5, 5)], np.array([False, False, True])))
    assert [found.value(row) for row in range(3)] == [1, None, None]
    assert found.beyond is not None and found.beyond.tolist() == [False, True, True]


@pytest.mark.parametrize("unit", [Fraction(1, 3), Fraction(1, 7**30), Fraction(1, 2), Fraction(5)])
def test_the_fine_unit_encloses_either_sign(unit: Fraction) -> None:
    numbers = [7, -7, 0, 10**8, -(10**8)]
    found = at_fine_unit(whole(*numbers, unit=unit))
    assert found.unit == Fraction(1, 10**9)
    assert found.is_exact is ((unit * 10**9).denominator == 1)
    for number, ends in zip(numbers, ends_of(found), strict=True):
        assert ends is not None and ends[0] <= unit * number <= ends[1] <= ends[0] + found.unit


def test_quotients_by_wide_divisors_are_enclosed_as_finely_as_the_bits_allow() -> None:
    tops, bottoms = [LIMIT, -LIMIT, 10**17, 1], [3, 7, 10**17 - 1, LIMIT]
    found = amounts_of(
        of_integers(Fraction(1, 3), *(measured(np.array(one)) for one in (tops, bottoms)))
    )
    for top, bottom, ends in zip(tops, bottoms, ends_of(found), strict=True):
        assert ends is None or ends[0] <= Fraction(top, 3 * bottom) <= ends[1]


def ranked(ends: Ends, sizes: Sequence[int], twins: Any = (), **more: Any) -> Any:
    def are_twins(ones: IntColumn, others: IntColumn) -> Mask:
        pairs = zip(ones.tolist(), others.tolist(), strict=True)
        return np.array([{*pair} in twins for pair in pairs], bool)

    totals = between(ends)
    if all(low == high for low, high in ends):
        totals = exact(ONE, totals.low)
    segments = Segments(np.cumsum([0, *sizes]))
    read = more.pop("read", lambda key, rows: KeyColumn(constant(Fraction(0), len(rows)), None))
    scheme = more.pop("scheme", RankScheme.COMPETITION)
    chain = more.pop("chain", ())
    return rank(np.ones(len(ends), bool), totals, segments, chain, scheme, read, are_twins)


@pytest.mark.parametrize(
    ("ends", "open_"),
    [
        ([(9, 10), (6, 7), (3, 4)], []),
        ([(3, 4), (4, 5), (9, 10)], [0, 1]),
        ([(3, 4), (9, 10), (4, 4)], [0, 2]),
        ([(4, 4), (4, 4), (9, 10)], []),
        ([(4, 4), (4, 5), (9, 10)], [0, 1]),
        ([(1, 9), (9, 9), (8, 8)], [0, 1, 2]),
        ([(1, 2), (2, 3), (3, 4)], [0, 1, 2]),
    ],
)
def test_enclosures_that_meet_are_undecided(ends: Ends, open_: list[int]) -> None:
    found = ranked(ends, [3])
    touching = np.flatnonzero(found.undecided).tolist()
    assert touching == open_ or (set(touching) < set(open_) and len(touching) >= 2)
    if not open_:
        lows = [low for low, _ in ends]
        assert found.ranks.tolist() == [1 + sum(one > low for one in lows) for low in lows]


def test_twins_and_members_of_other_clusters_are_told_apart_all_the_same() -> None:
    ends = [(3, 4), (3, 4), (3, 4), (9, 10)]
    assert ranked(ends, [2, 2]).undecided.tolist() == [True, True, False, False]
    assert not ranked(ends, [2, 2], twins=[{0, 1}]).undecided.any()
    assert not ranked(ends, [1, 1, 2]).undecided.any()
    assert ranked(ends, [2, 2], twins=[{0, 1}]).shared.tolist() == [True, True, False, False]


KEYS = (TieKey(TieKeyKind.INDICATOR, "a"), TieKey(TieKeyKind.INDICATOR, "b"))


def keys_of(columns: dict[str, tuple[Ends, Mask | None, Mask | None]]) -> Any:
    def read(key: TieKey, rows: IntColumn) -> KeyColumn:
        ends, known, over = columns[key.code]
        column = between([ends[row] for row in rows.tolist()], None if over is None else over[rows])
        if all(low == high for low, high in ends):
            column = exact(ONE, column.low)
        return KeyColumn(column, None if known is None else known[rows])

    return read


def test_a_key_that_somebody_lacks_parts_nobody_of_that_place() -> None:
    """The first three share a place, the next two another; of the former one lacks the key."""
    totals = [(5, 5)] * 3 + [(4, 4)] * 2
    first: Ends = [(1, 1), (2, 2), (3, 3), (1, 1), (2, 2)]
    second: Ends = [(7, 7), (7, 7), (8, 8), (0, 0), (0, 0)]
    known = np.array([True, False, True, True, True])
    found = ranked(
        totals,
        [5],
        chain=KEYS,
        read=keys_of({"a": (first, known, None), "b": (second, None, None)}),
    )
    assert found.ranks.tolist() == [2, 2, 1, 5, 4]
    assert found.shared.tolist() == [True, True, False, False, False]
    assert found.decided.tolist() == [True] * 5
    assert found.decided_by.tolist() == [1, 1, 1, 0, 0]
    assert not found.undecided.any()


def test_a_key_that_is_open_or_put_aside_decides_only_where_it_can() -> None:
    totals = [(5, 5)] * 2 + [(4, 4)] * 2 + [(3, 3)]
    ends: Ends = [(1, 2), (2, 3), (1, 2), (3, 4), (0, 0)]
    found = ranked(totals, [5], chain=KEYS[:1], read=keys_of({"a": (ends, None, None)}))
    assert found.undecided.tolist() == [True, True, False, False, False]
    assert found.ranks.tolist()[2:] == [4, 3, 5]
    plain: Ends = [(1, 1), (2, 2), (1, 1), (3, 3), (0, 0)]
    over = np.array([True, False, False, False, False])
    found = ranked(totals, [5], chain=KEYS[:1], read=keys_of({"a": (plain, None, over)}))
    assert found.undecided.tolist()[0] and found.undecided.tolist()[2:] == [False] * 3
    unknown = np.array([True, False, True, True, True])
    found = ranked(totals, [5], chain=KEYS[:1], read=keys_of({"a": (plain, unknown, over)}))
    assert not found.undecided.any()


@pytest.mark.parametrize(
    ("scheme", "ranks"),
    [(RankScheme.COMPETITION, [3, 1, 1, 1, 2]), (RankScheme.DENSE, [2, 1, 1, 1, 2])],
)
def test_places_of_each_cluster_begin_anew(scheme: RankScheme, ranks: list[int]) -> None:
    found = ranked([(1, 1), (4, 4), (4, 4), (9, 9), (7, 7)], [3, 2], scheme=scheme)
    assert found.ranks.tolist() == ranks
    assert (found.ranks.dtype, found.decided_by.dtype) == (np.dtype(np.int32), np.dtype(np.int16))


def test_twins_are_the_same_in_everything_recorded(play: Play) -> None:
    case = play(
        "points = 10\ncriteria = [ { code = 'A', points = 10, formula = 'a' } ]",
        {unit: "a=1" for unit in "rstuvwxyz"},
        kinds={"s": "commune"},
        sectors={"t": "one"},
        judged={"u": "A=3"},
        not_applicable={"v": "A"},
    ).case
    table = table_of({"k": case})
    everybody = np.zeros(9, np.intp), np.arange(9)
    assert Twins(table)(*everybody).tolist() == [True] + [False] * 4 + [True] * 4
    at, none = Name("a"), np.zeros(9, bool)
    none[5] = True
    column = table.figures[at]
    for other in (
        evolve(column, present=~none),
        evolve(column, given=~none),
        evolve(column, beyond=none),
        FigureColumn(column.scaled + none, column.places),
    ):
        found = Twins(evolve(table, figures={at: other}))(*everybody)
        assert found.tolist() == [True] + [False] * 4 + [False] + [True] * 3
    wide = evolve(table, figures={at: evolve(column, beyond=none)})
    assert not Twins(wide)(np.array([5]), np.array([5]))[0]


def test_patterns_of_more_criteria_than_a_number_has_bits() -> None:
    masks = [np.array([True, False, True, bool(number % 2)]) for number in range(70)]
    masks[64] = np.array([True, False, False, True])
    pattern, first = patterns(masks)
    assert len({*pattern.tolist()}) == len(first) == 4
    assert [pattern[row] for row in first.tolist()] == [*range(4)]


def test_masks_that_differ() -> None:
    one, other = np.array([True, False, False]), np.array([True, True, False])
    differs = _differs(one, other)
    assert differs is not None and differs.tolist() == [False, True, False]
    assert _differs(one, one.copy()) is None and _differs(None, None) is None
    assert _differs(one, None) is one and _differs(None, one) is one


def test_numbers_past_the_limit_that_are_patched_in_are_put_aside() -> None:
    found = amounts.patched(whole(1, 2, 3, over=ASIDE), {0: Fraction(LIMIT + 1), 1: Fraction(7)})
    assert ends_of(found) == [None, (7, 7), (3, 3)]
    kept = Integers(np.array([1, 2]), 1, 2)
    assert ends_of(amounts.patched(exact(ONE, kept), {0: Fraction(-LIMIT)})) == [
        (-LIMIT, -LIMIT),
        (2, 2),
    ]


TWO = """
points = 20
%s
criteria = [
  { code = "A", points = 10, weight = 2, bonus_cap = "none", floor = "none" %s },
  { code = "B", points = 10, weight = 3, formula = "b" },
]
"""


@pytest.mark.parametrize("row", ["", ', rows = [ { deduct = 1, when = "b > 3" } ]'])
@pytest.mark.parametrize("combine", ["weighted-mean", "sum"])
@pytest.mark.parametrize("wide", ["99999999999999.0000000001", "-99999999999999.0000000001"])
def test_points_that_no_column_holds_are_left_to_the_scalar_reading(
    play: Play, in_columns: Callable[..., object], wide: str, combine: str, row: str
) -> None:
    """Of the second the points have too many digits; of the last one criterion does not count."""
    table = TWO % (f'combine = "{combine}"', row)
    if combine == "sum":
        table = table.replace("weight = 2,", "").replace("weight = 3,", "")
    units = {unit: f"b={number}" for number, unit in enumerate("uvwx", 1)}
    for apart in ({"x": "B"}, {}):
        in_columns([play(table, units, judged={"v": f"A={wide}"}, not_applicable=apart)])
