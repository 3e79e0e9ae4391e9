"""Ordinary data is scored by the columns alone; the scalar reading gets what they cannot hold."""

from collections.abc import Callable
from random import Random

import pytest

from thidua.core.scoring.columns import scoring
from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

TABLE = """
points = 60
bonus_cap = 5
tie_breakers = ["section:S", "indicator:c", "formula:a / c", "criteria-at-maximum"]
bands = [ { code = "good", from = 50 }, { code = "weak", below = 50 } ]
sections = [
  { code = "S", points = 40, deductions_cap = 4 }, { code = "T", points = 20, parent = "S" },
]
[[criteria]]
code = "A"
points = 20
formula = "ratio-capped"
inputs = { actual = "a", target = "a.target" }
[[criteria]]
code = "B"
points = 20
section = "S"
formula = "points * b / highest(b)"
rows = [ { deduct = 1, per = "c / 7", cap = 5 } ]
[[criteria]]
code = "C"
points = 10
section = "T"
formula = "points - rank(c)"
bonus_cap = 2
rows = [ { bonus = 1, when = "c > 6" } ]
[[criteria]]
code = "D"
points = 10
section = "T"
interpolate = { on = "a", steps = [[0, 0], [7, 10]] }
applies_to = ["division"]
"""
ROUNDED = "rounding = { criterion = 2, section = 1, total = 2 }\nrank_on = 'rounded'\n"
TOTAL_ONLY = "rounding = { total = 2 }\nrank_on = 'rounded'\n"


def units(count: int, seed: int = 1, **more: str) -> dict[str, str]:
    """Members of whom every third repeats the one before, so that there are ties."""
    random = Random(seed)
    found: list[str] = []
    for number in range(count):
        a, b, c = random.randint(0, 9), random.randint(1, 9), random.randint(1, 9)
        again = number % 3 == 2
        found.append(found[-1] if again else f"a={a} a.target={b} b={b}.25 c={c}")
    return {f"u{number:03}": figures for number, figures in enumerate(found)} | more


@pytest.mark.parametrize("rounding", [ROUNDED, TOTAL_ONLY, ""])
def test_ordinary_figures_never_need_the_scalar_reading(
    play: Play, in_columns: InColumns, asked: list[str], rounding: str
) -> None:
    communes = {"kinds": {"u001": "commune", "u002": "commune"}}
    missing = units(20, 2, v="a=1 a.target=2 c=4 b=1", w="b=2 c=3")
    scores = [play(rounding + TABLE, units(40), **communes), play(rounding + TABLE, missing)]
    found = in_columns(scores)
    assert asked == []
    assert found.shares_rank.any() and found.ranked.sum() == 61
    assert found.unknown_criteria["table", "A"].sum() == 1


def test_a_bounded_figure_sends_its_own_cell_and_no_more(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    in_columns([play(ROUNDED + TABLE, units(9, v="a=>9 a.target=3 b=1 c=2"))])
    assert set(asked) == {"A", "D"} and len(asked) == 2


def test_a_member_left_out_of_an_aggregate_sends_the_criterion_of_its_cluster(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    clusters = [units(4, 3, v="a=1 a.target=2 c=4"), units(5, 4)]
    found = in_columns([play(ROUNDED + TABLE, cluster) for cluster in clusters])
    assert set(asked) == {"B"} and len(asked) == 5
    assert found.provisional.tolist() == [True, False]


def test_one_cluster_of_near_totals_goes_to_the_scalar_reading_alone(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """4/21 twice, each from other quotients that no decimals hold."""
    table = """
    points = 20
    criteria = [
      { code = "A", points = 10, formula = "a / 3 / b" },
      { code = "B", points = 10, formula = "c / 3 / b" },
    ]
    """
    near = {"u": "a=1 b=7 c=3", "v": "a=4 b=14 c=4"}
    far = {"u": "a=1 b=7 c=3", "v": "a=8 b=14 c=4"}
    found = in_columns([play(table, far), play(table, near), play(table, far)])
    assert asked == ["cluster"]
    assert found.ranks.tolist() == [2, 1, 1, 1, 2, 1]


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_neither_threads_nor_blocks_change_anything(
    play: Play,
    in_columns: InColumns,
    monkeypatch: pytest.MonkeyPatch,
    threads: int,
    rows: int,
) -> None:
    monkeypatch.setattr(scoring, "BLOCK_ROWS", rows)
    clusters = [units(5, 5), {}, units(1, 6), units(6, 7, v="b=1", w="a=>3 a.target=5 b=3 c=1")]
    scores = [
        play(TOTAL_ONLY + TABLE, cluster, not_applicable={"u000": "B"}, judged={"u004": "A=3"})
        for cluster in clusters
    ]
    in_columns(scores, threads)
