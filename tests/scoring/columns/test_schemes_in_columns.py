"""Parts, bonuses and tie keys of a scheme where each of them changes who stands where."""

from collections.abc import Callable

import pytest

from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

TABLE = """
code = "%s"
points = 20
bonus_cap = 8
[[criteria]]
code = "%s1"
points = 12
formula = "a / 7"
rows = [ { bonus = "2.5", when = "b > 2" }, { deduct = "0.75", per = "c" } ]
bonus_cap = 6
[[criteria]]
code = "%s2"
points = 8
formula = "b / 3"
bonus_cap = "none"
"""
SCHEME = """
code = "bloc"
bonus_cap = %s
rank_on = "%s"
rounding = { %s }
tie_breakers = [%s]
[[parts]]
code = "all"
criteria = "common"
bonus = "%s"
weight = 30
[[parts]]
code = "own"
weight = 45
bonus = "%s"
by_sector = { one = "x", two = "y" }
"""
UNITS = {
    "r": "a=10 b=1 c=1",
    "s": "a=11 b=4 c=2",
    "t": "a=29 b=31 c=1",
    "u": "a=1 b=3",
    "v": "a=61 b=5 c=3",
    "w": "a=62 c=1",
    "x": "a=>60 b=5 c=1",
    "y": "a=17 b=9 c=0",
    "z": "a=17 b=9 c=0",
}
SECTORS = dict(zip(UNITS, ["one", "two", "one", "two"] * 2 + ["one"], strict=True))


@pytest.mark.parametrize(
    "rules", [("added", "scaled"), ("scaled", "dropped"), ("dropped", "added")]
)
@pytest.mark.parametrize("cap", ["3", '"none"'])
@pytest.mark.parametrize(
    ("rank_on", "rounding"),
    [("exact", "part = 0"), ("rounded", "part = 1, total = 0"), ("exact", "")],
)
@pytest.mark.parametrize("missing", [{}, {"r": "three"}])
def test_bonuses_and_roundings_of_parts(
    play: Play,
    in_columns: InColumns,
    rules: tuple[str, str],
    cap: str,
    rank_on: str,
    rounding: str,
    missing: dict[str, str],
) -> None:
    tables = [TABLE % (code, *[code.upper()[0]] * 2) for code in ("common", "x", "y")]
    keys = '"fewest-deductions", "criterion:C2", "criteria-at-maximum"'
    scheme = SCHEME % (cap, rank_on, rounding, keys, *rules)
    plain = {unit: one for unit, one in UNITS.items() if unit not in "uwx"}
    scores = [
        play(
            tables[0],
            units,
            more=tables[1:],
            scheme=scheme,
            sectors=SECTORS | missing,
            not_applicable={"s": "C2", "v": "Y2"},
            judged={"t": "C1=15", "y": "X1=3"},
        )
        for units in (UNITS, plain, {"r": UNITS["r"], "s": UNITS["s"]})
    ]
    in_columns(scores)


PEERS = """
points = 10
tie_breakers = [%s]
criteria = [ { code = "A", points = 10, bonus_cap = "none", formula = "a" } ]
"""


@pytest.mark.parametrize(
    ("keys", "ranks"),
    [
        ('"formula:1 if b > mean(b) else 0"', [2, 1]),
        ('"formula:1 / (b - mean(b) + 2)"', [1, 2]),
        ('"formula:b / 7"', [2, 1]),
        ('"formula:(0 - b) / 7"', [1, 2]),
        ('"formula:c / b", "indicator:b"', [2, 1]),
        ('"formula:b / (b - 1)", "indicator:b"', [2, 1]),
        ('"indicator:b asc"', [1, 2]),
    ],
)
def test_tie_formulas_are_read_over_those_who_are_ranked(
    play: Play, in_columns: InColumns, keys: str, ranks: list[int]
) -> None:
    units = {"u": "a=5 b=1", "v": "a=5 b=3", "w": "a=9 b=100"}
    found = in_columns([play(PEERS % keys, units, standings={"w": "excluded"})])
    assert found.ranks.tolist()[:2] == ranks
    assert found.ranked.tolist() == [True, True, False]
    assert found.decided.tolist()[:2] == [True, True]
