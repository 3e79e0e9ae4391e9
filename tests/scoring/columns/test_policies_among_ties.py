"""Policies, caps and roundings where many members are level, and cases found again in tables."""

from collections.abc import Callable
from random import Random

import pytest

from thidua.core.scoring.columns import scoring
from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.columns.scoring import blocks_of
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.columns.tabling import case_at, table_of
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

TABLE = """
points = 40
not_applicable = "%s"
rounding = { %s }
tie_breakers = [%s]
deductions_cap = 4
sections = [
  { code = "S", points = 20, deductions_cap = "1.5" },
  { code = "T", points = 10, parent = "S", deductions_cap = 1 },
]
criteria = [
  { code = "A", points = 10, section = "S", rows = [ { deduct = 1, per = "b" } ], bonus_cap = 2 },
  { code = "B", points = 10, section = "T", rows = [ { deduct = "0.5", per = "c / 7" } ] },
  { code = "C", points = 10, formula = "a", applies_to = ["division"] },
  { code = "D", points = 10, rows = [ { bonus = "0.5", when = "c > 1" } ], bonus_cap = 1 },
]
"""
ROUNDINGS = ["", "criterion = 1", "section = 1", "criterion = 0, section = 2, total = 1"]


@pytest.mark.parametrize("policy", ["rescale", "full-points", "average"])
@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize(
    "keys",
    [
        '"criteria-at-maximum", "fewest-deductions"',
        '"fewest-deductions", "section:T"',
        '"section:S"',
    ],
)
def test_level_members_with_criteria_that_do_not_apply(
    play: Play, in_columns: InColumns, policy: str, rounding: str, keys: str
) -> None:
    random = Random(7)
    draw = random.randint
    units = {
        f"u{number:02}": f"a={draw(9, 10)} b={draw(0, 2)} c={draw(0, 3)}" for number in range(24)
    }
    scores = [
        play(
            TABLE % (policy, rounding, keys),
            {unit: one for unit, one in units.items() if int(unit[1:]) % 2 == part},
            kinds={"u03": "commune", "u07": "commune", "u08": "commune"},
            not_applicable={"u01": "A", "u04": "B", "u06": "A B", "u09": "B C D", "u10": "D"},
            judged={"u11": "A=11", "u12": "B=10"},
        )
        for part in (0, 1)
    ]
    in_columns(scores)


def test_a_case_is_found_again_in_its_table(play: Play) -> None:
    case = play(
        TABLE % ("rescale", "", ""),
        {"u": "a=1 b=>2 c=*3", "v": "a=99999999999999999999 b=0.125 n=2", "w": "a=~7 c=<1"},
        judged={"u": "A=*3", "v": "B=2.5"},
        not_applicable={"w": "A"},
        standings={"v": "excluded"},
        kinds={"w": "commune"},
        sectors={"u": "one"},
    ).case
    rules, table = Rules(case.scheme, case.sets), table_of({"j": case, "k": case})
    for cluster in (0, 1):
        found = case_at(rules, table, cluster)
        wanted = {name for _, name in found.entries.figures}
        expected = {key: one for key, one in case.entries.figures.items() if key[1] in wanted}
        assert found.entries.figures == expected
        assert {
            key: (one.points, one.illustrative) for key, one in found.entries.judged.items()
        } == {key: (one.points, one.illustrative) for key, one in case.entries.judged.items()}
        assert found.entries.not_applicable == case.entries.not_applicable
        assert [(one.unit, one.kind, one.sector, one.standing) for one in found.members] == [
            (one.unit, one.kind, one.sector, one.standing) for one in case.members
        ]


@pytest.mark.parametrize(
    ("rows", "blocks"),
    [
        (1, [(0, 1), (1, 2), (2, 4), (4, 5)]),
        (2, [(0, 1), (1, 4), (4, 5)]),
        (3, [(0, 2), (2, 5)]),
        (100, [(0, 5)]),
    ],
)
def test_blocks_are_whole_clusters(
    play: Play, monkeypatch: pytest.MonkeyPatch, rows: int, blocks: list[tuple[int, int]]
) -> None:
    monkeypatch.setattr(scoring, "BLOCK_ROWS", rows)
    sizes = {"a": 2, "b": 1, "c": 0, "d": 1, "e": 2}
    plain = TABLE % ("rescale", "", "")
    cases = {
        code: play(plain, {f"u{number}": "a=1" for number in range(size)}).case
        for code, size in sizes.items()
    }
    found = [(block.start, block.stop) for block in blocks_of(table_of(cases))]
    assert found == blocks
    assert blocks_of(table_of({"c": cases["c"]}).take(slice(0, 0))) == [slice(0, 0)]
