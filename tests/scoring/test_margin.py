"""How far the next rank is, and the smallest change of each input that turns the order."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from thidua.core.exact.figure import Bound
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import TieKeyKind
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.margin import Cause, Change, Margin, Way, margin_of
from thidua.core.scoring.margin.enclosure import enclosed_judgement
from thidua.core.scoring.margin.search import Contradicted, Found, Grid, nearest
from thidua.core.scoring.margin.stand import is_monotone
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.set_scoring import rules_of
from thidua.core.text.bilingual import Text

Play = Callable[..., ClusterScore]
Compile = Callable[..., CompiledSet]

JOBS = """
points = 10
[[criteria]]
code = "A"
points = 10
formula = "points * min(a / a.target, 1)"
"""


def asked(score: ClusterScore, unit: str, criterion: str | None = None) -> Margin:
    found = margin_of(score, unit, criterion)
    assert found is not None
    return found


def told(margin: Margin, way: Way = Way.UP) -> dict[str, Change]:
    """The changes of the first side that way, by indicator or by criterion with judged points."""
    side = next(side for side in margin.sides if side.way is way)
    return {
        (one.input.lever.indicator or one.input.lever.judged)
        if one.input.lever
        else one.input.criterion: one
        for one in side.changes
    }


def steps(score: ClusterScore, unit: str, way: Way = Way.UP) -> dict[str, int | None]:
    return {code: one.steps for code, one in told(asked(score, unit), way).items()}


def of_kind(score: ClusterScore, **kind: Any) -> ClusterScore:
    """The same cluster, indicator ``a`` being of another kind."""

    def changed(item: Indicator) -> Indicator:
        return evolve(item, **kind) if item.code == "a" else item

    sets = {
        code: evolve(one, indicators=tuple(map(changed, one.indicators)))
        for code, one in score.case.sets.items()
    }
    return score_cluster(evolve(score.case, sets=sets))


def test_distance_either_way_and_who_stands_there(play: Play) -> None:
    score = play(JOBS, {"u": "a=9 a.target=10", "v": "a=6 a.target=10", "w": "a=2 a.target=10"})
    up, down = asked(score, "v").sides
    assert (up.way, str(up.gap), [one.member.unit for one in up.rivals]) == (Way.UP, "3", ["u"])
    assert (down.way, str(down.gap)) == (Way.DOWN, "4")
    assert [one.member.unit for one in down.rivals] == ["w"]
    assert [side.way for side in asked(score, "u").sides] == [Way.DOWN]
    assert [side.way for side in asked(score, "w").sides] == [Way.UP]


def test_to_draw_level_is_not_to_pass(play: Play) -> None:
    score = play(JOBS, {"u": "a=9 a.target=10", "v": "a=6 a.target=10"})
    assert steps(score, "v") == {"a": 4}
    assert steps(score, "u", Way.DOWN) == {"a": -4}
    (change,) = told(asked(score, "v")).values()
    assert (change.value, change.searched) == (Fraction(10), Fraction(3))
    assert change.decided_by is None


def test_a_change_that_draws_level_names_the_key_that_decides_then(play: Play) -> None:
    table = 'tie_breakers = ["indicator:b"]\n' + JOBS
    score = play(table, {"u": "a=9 a.target=10 b=1", "v": "a=6 a.target=10 b=2"})
    change = told(asked(score, "v"))["a"]
    assert change.steps == 3
    assert change.decided_by is not None
    assert (change.decided_by.kind, change.decided_by.code) == (TieKeyKind.INDICATOR, "b")


def test_a_tie_key_is_an_input_where_points_are_level(play: Play) -> None:
    table = 'tie_breakers = ["indicator:b", "fewest-deductions"]\n' + JOBS
    score = play(table, {"u": "a=9 a.target=10 b=5", "v": "a=9 a.target=10 b=2"})
    (up,) = asked(score, "v").sides
    assert up.gap == 0
    assert up.decided_by is not None and up.decided_by.code == "b"
    assert not up.is_level
    assert steps(score, "v") == {"a": 1, "b": 4}
    assert set(told(asked(score, "v", "A"))) == {"a"}


def test_members_who_share_a_rank_are_rivals_both_ways(play: Play) -> None:
    units = {"u": "a=9 a.target=10", "v": "a=6 a.target=10", "w": "a=6 a.target=10", "x": "a=1"}
    score = play(JOBS, {**units, "x": "a=1 a.target=10"})
    sides = asked(score, "v").sides
    assert [(side.way, side.is_level, int(side.gap)) for side in sides] == [
        (Way.UP, False, 3),
        (Way.UP, True, 0),
        (Way.DOWN, True, 0),
        (Way.DOWN, False, 5),
    ]
    assert [side.changes[0].steps for side in sides] == [4, 1, -1, -6]
    (above,) = asked(score, "x").sides
    assert [one.member.unit for one in above.rivals] == ["v", "w"]


@pytest.mark.parametrize(("standing", "has"), [("excluded", False), ("suspended", True)])
def test_only_a_member_with_a_rank_has_a_margin(play: Play, standing: str, has: bool) -> None:
    units = {"u": "a=9 a.target=10", "v": "a=6 a.target=10"}
    score = play(JOBS, units, standings={"v": standing})
    assert (margin_of(score, "v") is not None) is has


def test_change_that_takes_the_rank_away_does_not_turn_the_order(play: Play) -> None:
    table = """
    points = 10
    [[criteria]]
    code = "A"
    points = 10
    formula = "points / 5 * (6 - a)"
    floor = "none"
    rows = [ { gate = "a < 4" } ]
    """
    score = play(table, {"u": "a=5", "v": "a=8"})
    change = told(asked(score, "v"))["a"]
    # At 5 it draws level, at 4 it passes; below 4 it is out.
    assert change.value == 4


TWO = """
points = 20
[[criteria]]
code = "A"
points = 10
%s
[[criteria]]
code = "B"
points = 10
formula = "points * min(b, 10) / 10"
"""


@pytest.mark.parametrize(
    "base",
    [
        'formula = "points * min(a, 50) / 50"\nrows = [ { gate = "a >= 20" } ]',
        'formula = "points * min(a, 50) / 50"\nrows = [ { gate = "a >= 20 and c > 0" } ]',
        'bands = { on = "a", uncovered = "no-score", steps = [ { below = 10, points = "0.2" },'
        ' { from = 10, below = 20, points = "3.8" } ] }',
        'formula = "points * a / 50 if a < 20 else a / c"',
        'formula = "points * a / 50 if a < 20 else 11"',
    ],
)
def test_values_that_leave_the_unit_without_a_rank_are_passed_over_together(
    play: Play, base: str
) -> None:
    score = play(TWO % base, {"u": "a=19 b=4", "v": "a=1 b=0"})
    change = told(asked(score, "v"))["a"]
    assert (change.steps, change.cause) == (None, Cause.NONE_IN_REACH)


@pytest.mark.parametrize(
    ("base", "found"),
    [
        ('formula = "points if a > 3 else -5"\nfloor = "none"', None),
        ('formula = "1"\nbonus_cap = "none"\nrows = [ { bonus = 9, when = "a > 6" } ]', 6),
        ('formula = "1"\nbonus_cap = "none"\nrows = [ { bonus = 9, per = "a - 4" } ]', 5),
    ],
)
def test_conditions_left_open_without_limits_are_halved_until_they_are_settled(
    play: Play, base: str, found: int | None
) -> None:
    score = play(TWO % base, {"u": "a=5 b=0", "v": "a=1 b=0"})
    assert steps(score, "v")["a"] == found


def test_mean_has_no_value_where_a_part_is_below_zero(play: Play) -> None:
    table = """
    points = 10
    combine = "geometric-mean"
    places = 2
    criteria = [
      { code = "A", points = 10, weight = 1, formula = "a", floor = "none" },
      { code = "B", points = 10, weight = 1, formula = "b" },
    ]
    """
    score = play(table, {"u": "a=3 b=3", "v": "a=4 b=2", "w": "a=-1 b=1"})
    assert steps(score, "u", Way.DOWN)["a"] == -1
    assert steps(score, "v") == {"a": 1, "b": 1}


def test_out_of_step_answers_are_found_where_more_is_worse_again(play: Play) -> None:
    table = """
    points = 10
    [[criteria]]
    code = "A"
    points = 10
    bands = { on = "a", steps = [ { below = 300, points = 2 }, { from = 300, to = 301, points = 9 },
      { over = 301, points = 1 } ] }
    """
    score = play(table, {"u": "a=1", "v": "a=7000"})
    assert steps(score, "v") == {"a": -6699}
    assert steps(score, "u", Way.DOWN) == {"a": None}


@pytest.mark.parametrize(
    ("kind", "step", "low", "high"),
    [
        ({}, "0.1", 0, 100),
        ({"whole": True}, "1", 0, 100),
        ({"unit": Text("%", "%")}, "0.01", 0, 100),
        ({"kind": ValueKind.YES_NO}, "1", 0, 1),
        ({"kind": ValueKind.GRADE, "grades": ("kem", "tot")}, "1", 1, 2),
        ({"kind": ValueKind.DATE}, "1", 1 - 3653, 1 + 3653),
    ],
)
def test_input_moves_in_the_indicators_own_steps(
    play: Play, kind: Mapping[str, Any], step: str, low: int, high: int
) -> None:
    score = of_kind(play(JOBS, {"u": "a=2.5 a.target=3", "v": "a=1 a.target=3"}), **kind)
    grid = told(asked(score, "v"))["a"].input.grid
    assert grid is not None
    assert grid == Grid(Fraction(1), Fraction(step), Fraction(low), Fraction(high))


def test_reach_is_ten_times_the_largest_figure_and_below_zero_where_one_is(play: Play) -> None:
    score = play(JOBS, {"u": "a=-25 a.target=30", "v": "a=1 a.target=3"})
    grid = told(asked(score, "v"), Way.DOWN)["a"].input.grid
    assert grid is not None
    assert (grid.low, grid.high) == (Fraction(-300), Fraction(300))


def test_bounded_figure_is_replaced_by_an_exact_one(play: Play) -> None:
    units = {"u": "a=12 a.target=10", "v": "a=>20 a.target=10", "w": "a=3 a.target=10"}
    score = play(JOBS, units)
    side = asked(score, "v").sides[-1]
    (change,) = side.changes
    assert change.input.bound is Bound.OVER
    assert (change.value, change.steps) == (Fraction(2), -18)


def test_a_bounded_figure_made_exact_may_turn_the_order_as_it_stands(play: Play) -> None:
    score = play(TWO % 'formula = "points if a > 20 else 0"', {"u": "a=1 b=5", "v": "a=>20 b=0"})
    change = told(asked(score, "v"), Way.DOWN)["a"]
    assert (change.steps, change.value) == (0, Fraction(20))


def test_the_step_is_that_of_the_results_not_of_the_targets(play: Play) -> None:
    score = play(JOBS, {"u": "a=9 a.target=10.25", "v": "a=6 a.target=10.25"})
    grid = told(asked(score, "v"))["a"].input.grid
    assert grid is not None and grid.step == 1


def test_of_two_equal_changes_the_better_one_is_named(play: Play) -> None:
    table = JOBS.replace("points * min(a / a.target, 1)", "9 if fewer != 5 else 1")
    assert steps(play(table, {"u": "fewer=5", "v": "fewer=5"}), "v") == {"fewer": -1}
    table = table.replace("fewer", "a")
    assert steps(play(table, {"u": "a=5", "v": "a=5"}), "v") == {"a": 1}


def test_one_of_those_who_share_a_place_is_enough_to_lose_to(play: Play) -> None:
    table = TWO % 'formula = "a + 2 if a - lowest(a) >= 1 else a"'
    score = play(table, {"u": "a=8 b=5", "v": "a=6 b=0", "w": "a=5 b=3"})
    (side,) = asked(score, "u").sides
    assert [one.member.unit for one in side.rivals] == ["v", "w"]
    # At 4 it has 9 points, and w, no longer the lowest, has 10; v has 8 still.
    assert steps(score, "u", Way.DOWN)["a"] == -4


def test_what_has_no_input_says_why(play: Play) -> None:
    table = """
    points = 20
    [[criteria]]
    code = "A"
    points = 5
    formula = "points * min(a, 10) / 10"
    [[criteria]]
    code = "B"
    points = 5
    formula = "points if given(b) else 1"
    [[criteria]]
    code = "C"
    points = 5
    formula = "points if a.target > 1 else 0"
    [[criteria]]
    code = "D"
    points = 5
    judged = { from = 0, to = 5 }
    applies_to = ["commune"]
    """
    score = play(table, {"u": "a=3 a.target=2", "v": "a=1 a.target=2"})
    causes = {code: change.cause for code, change in told(asked(score, "v")).items()}
    assert causes == {
        "a": None,
        "b": Cause.MISSING,
        "C": Cause.NO_INPUT,
        "D": Cause.NOT_APPLICABLE,
    }


def test_judged_points_move_within_their_limits(play: Play) -> None:
    table = """
    points = 10
    rounding = { criterion = 1, total = 2 }
    [[criteria]]
    code = "A"
    points = 6
    judged = { from = 0, to = 6 }
    [[criteria]]
    code = "B"
    points = 4
    formula = "points * min(b, 4) / 4"
    """
    score = play(table, {"u": "b=3", "v": "b=1"}, judged={"u": "A=3", "v": "A=3.25"})
    change = told(asked(score, "v"))["A"]
    assert change.input.grid == Grid(Fraction("3.25"), Fraction("0.01"), Fraction(0), Fraction(6))
    # 3,25 counts as 3,3; u has 6 and v 1 + 5,05, which is rounded to 5,1.
    assert change.value == Fraction("5.05")
    score = play(table, {"u": "b=4", "v": "b=0"}, judged={"u": "A=3", "v": "A=3.25"})
    change = told(asked(score, "v"))["A"]
    assert (change.steps, change.cause) == (None, Cause.NONE_IN_REACH)


@pytest.mark.parametrize(
    ("more", "low", "high"),
    [
        ("", 0, 10),
        ('floor = "none"', -10, 10),
        ("bonus_cap = 2", 0, 12),
        ('bonus_cap = "none"', 0, 100),
        ('rows = [ { bonus = 1, when = "a > 9" } ]', 0, 100),
    ],
)
def test_criterion_judged_as_a_whole_moves_by_its_points(
    play: Play, more: str, low: int, high: int
) -> None:
    score = play(
        JOBS + more,
        {"u": "a=9 a.target=10", "v": "a=9 a.target=10"},
        judged={"v": "A=7.5"},
    )
    (change,) = told(asked(score, "v")).values()
    assert change.input.lever is not None
    assert (change.input.lever.judged, change.input.lever.indicator) == ("A", "")
    grid = change.input.grid
    assert grid is not None
    assert grid == Grid(Fraction("7.5"), Fraction("0.01"), Fraction(low), Fraction(high))
    assert change.value == Fraction("9.01") and change.steps == 151


def test_judgement_out_of_its_limits_leaves_everything_open(compile_table: Compile) -> None:
    item = compile_table(JOBS).by_code["A"]
    assert enclosed_judgement(item, Fraction(0), Fraction(11)).corner(best=True) is None
    known = enclosed_judgement(item, Fraction(0), Fraction(4)).corner(best=True)
    assert known is not None and known.base == 4


def test_part_that_a_person_judges_is_asked_by_its_own_code(play: Play) -> None:
    table = """
    points = 10
    [[criteria]]
    code = "A"
    points = 10
    [[criteria]]
    code = "A.1"
    parent = "A"
    points = 6
    judged = { from = 0, to = 6 }
    [[criteria]]
    code = "A.2"
    parent = "A"
    points = 4
    formula = "points * min(b, 10) / 10"
    """
    units = {"u": "b=9", "v": "b=5"}
    score = play(table, units, judged={"u": "A.1=5", "v": "A.1=5"})
    assert steps(score, "v") == {"A.1": None, "b": 5}
    assert set(told(asked(score, "v", "A.1"))) == {"A.1"}
    assert set(told(asked(score, "v", "A"))) == {"A.1", "b"}


def test_judged_points_that_nobody_needed_yet_have_no_start(play: Play) -> None:
    table = """
    points = 10
    [[criteria]]
    code = "A"
    points = 10
    [[criteria]]
    code = "A.1"
    parent = "A"
    points = 10
    judged = { from = 0, to = 10 }
    [[criteria]]
    code = "B"
    points = 0
    formula = "0 * b"
    """
    score = play(table, {"u": "b=1", "v": "b=2"}, judged={"u": "A.1=1", "v": "A.1=2"})
    entries = evolve(
        score.case.entries, judged={("u", "A.1"): score.case.entries.judged["u", "A.1"]}
    )
    partial = evolve(score, case=evolve(score.case, entries=entries))
    assert told(asked(partial, "v"), Way.DOWN)["A.1"].cause is Cause.NOT_JUDGED


def test_peers_points_move_with_the_figure(play: Play) -> None:
    table = """
    points = 20
    [[criteria]]
    code = "A"
    points = 10
    formula = "points * a / highest(a)"
    [[criteria]]
    code = "B"
    points = 10
    formula = "points * min(b, 10) / 10"
    """
    score = play(table, {"u": "a=100 b=6", "v": "a=80 b=4"})
    # At 125 u has 8 + 6, v has 10 + 4: level; one more passes. With b, 8 + 8 is level with u.
    assert steps(score, "v") == {"a": 46, "b": 5}


TIED = {"u": "a=9 a.target=10 b=5", "v": "a=9 a.target=10 b=2", "w": "a=1 a.target=10 b=0"}


@pytest.mark.parametrize(
    ("key", "passing"),
    [
        ("formula:b * 2", {"a": 1, "b": 4}),
        ("formula:20 - b asc", {"a": 1, "b": 4}),
        ("formula:rank(b) asc", {"a": 1, "b": 4}),
        ("formula:b / (b - 2) asc", {"a": 1, "b": -1}),
        ("formula:b.previous", {"a": 1}),
    ],
)
def test_formula_of_a_tie_key_moves_with_its_figures(
    play: Play, key: str, passing: dict[str, int | None]
) -> None:
    score = play(f'tie_breakers = ["{key}"]\n' + JOBS, TIED)
    assert steps(score, "v") == passing


def test_formula_of_a_tie_key_that_a_bounded_figure_leaves_open_parts_nobody(play: Play) -> None:
    units = {unit: f"{written} c=>5" for unit, written in TIED.items()}
    score = play('tie_breakers = ["formula:b * c"]\n' + JOBS, units)
    assert steps(score, "v") == {"a": 1, "b": None, "c": None}


def test_tie_key_that_a_third_member_lacks_may_be_skipped(play: Play) -> None:
    table = 'tie_breakers = ["indicator:b", "indicator:c"]\n' + JOBS
    lacking = {**TIED, "w": "a=1 a.target=10"}
    units = {
        unit: f"{written} c={number}" for number, (unit, written) in enumerate(lacking.items())
    }
    score = play(table, units)
    assert steps(score, "u", Way.DOWN) == {"a": -1, "b": -3, "c": None}


COMMON = """
code = "common"
points = 100
criteria = [ { code = "A", points = 100, formula = "a" } ]
"""
LABOUR = """
code = "labour"
points = 50
criteria = [ { code = "L", points = 50, formula = "points * b / highest(b)" } ]
"""
TRADE = """
code = "trade"
points = 200
criteria = [ { code = "T", points = 200, formula = "c" } ]
"""
SCHEME = """
code = "bloc"
[[parts]]
code = "common"
criteria = "common"
weight = 600
[[parts]]
code = "sector"
by_sector = { labour-social = "labour", industry-trade = "trade" }
weight = 400
"""


def test_parts_count_by_their_weights(play: Play) -> None:
    score = play(
        COMMON,
        {"u": "a=50 b=10", "v": "a=50 b=5", "w": "a=50 c=150"},
        more=(LABOUR, TRADE),
        scheme=SCHEME,
        sectors={"u": "labour-social", "v": "labour-social", "w": "industry-trade"},
    )
    # u 300 + 400, w 300 + 300, v 300 + 200: a point of A is 6, one of T is 2, one of b 40.
    assert steps(score, "w") == {"a": 17, "c": None}
    assert steps(score, "v") == {"a": 17, "b": 3}
    assert steps(score, "u", Way.DOWN) == {"a": -17, "b": -7}
    assert steps(score, "w", Way.DOWN) == {"a": -17, "c": -51}


def test_expression_of_a_section_is_tried_value_by_value(play: Play) -> None:
    table = """
    points = 10
    combine = "max(child('A') - 3, 3 - child('A'))"
    [[criteria]]
    code = "A"
    points = 10
    formula = "points * min(a, 1000) / 1000"
    """
    score = play(table, {"u": "a=100", "v": "a=200"})
    change = told(asked(score, "v"))["a"]
    assert (change.value, change.steps) == (Fraction(99), -101)
    slow = table.replace("1000", "10000")
    change = told(asked(play(slow, {"u": "a=0", "v": "a=3500"}), "v"))["a"]
    assert (change.steps, change.cause) == (None, Cause.SEARCH_ENDED)
    assert 200 < change.searched < 2501


def test_more_points_never_make_fewer_in_sums_and_in_means_without_caps(
    compile_table: Compile,
) -> None:
    def is_sure(head: str, weight: str = "") -> bool:
        table = f'points = 10\n{head}\n[[criteria]]\ncode = "A"\npoints = 10\n{weight}'
        compiled = compile_table(table)
        return is_monotone(rules_of(compiled, compiled.source.rounding))

    assert is_sure("deductions_cap = 2")
    assert is_sure('combine = "weighted-mean"', "weight = 1")
    assert not is_sure('combine = "weighted-mean"\ndeductions_cap = 2', "weight = 1")
    assert not is_sure("combine = \"child('A')\"")


def test_nearest_tries_both_ways_and_stops_at_the_ends() -> None:
    grid = Grid(Fraction(5), Fraction(1), Fraction(0), Fraction(100))

    def never(_: Fraction, __: Fraction) -> bool:
        return False

    assert nearest(grid, never, lambda value: value in (3, 7)) == Found(2, 1)
    assert nearest(grid, never, lambda value: value in (3, 7), -1) == Found(-2, 1)
    assert nearest(grid, never, lambda value: value == -1) == Found(None, 95)
    assert nearest(grid, lambda low, high: True, lambda value: True) == Found(None, 95)
    exact = Grid(Fraction(5), Fraction(1), Fraction(5), Fraction(5), first=0)
    assert nearest(exact, never, lambda value: True) == Found(0, 0)
    assert nearest(evolve(exact, first=1), never, lambda value: True) == Found(None, 0)


def test_nearest_gives_up_and_says_what_is_ruled_out() -> None:
    grid = Grid(Fraction(0), Fraction(1), Fraction(0), Fraction(10**6))
    found = nearest(grid, lambda low, high: False, lambda value: False)
    assert found == Found(None, 300, is_whole=False)


def test_nearest_refuses_a_proof_that_re_ranking_contradicts() -> None:
    grid = Grid(Fraction(0), Fraction(1), Fraction(0), Fraction(10))
    with pytest.raises(Contradicted):
        nearest(grid, lambda low, high: high < 3, lambda value: value >= 2)
