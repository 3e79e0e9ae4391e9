"""Gates of several criteria at once: who is out, who stays in unscored, whom no gate concerns."""

from collections.abc import Callable
from typing import Any

import pytest

from thidua.core.scoring.columns.gates import read_gates
from thidua.core.scoring.columns.members import members_of
from thidua.core.scoring.columns.results import STATUSES, TableScore
from thidua.core.scoring.columns.scalar_cells import ScalarClusters
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.columns.tabling import table_of
from thidua.core.scoring.results import ClusterScore, Status

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

TWO = """
points = 20
criteria = [
  { code = "A", points = 10, rows = [ { gate = "a > 8" } ] },
  { code = "B", points = 10, rows = [ { gate = "b > 8" } ] },
]
"""
IN, OUT, OPEN = Status.RANKED, Status.EXCLUDED, Status.UNSCORED


def statuses(found: TableScore) -> list[Status]:
    return [STATUSES[code] for code in found.statuses.tolist()]


@pytest.mark.parametrize("bounded", [{}, {"z": "a=>9 b=1"}, {"z": "a=1 b=>4"}, {"z": "a=>4 b=9"}])
def test_every_gate_is_read_for_every_member(
    play: Play, in_columns: InColumns, bounded: dict[str, str]
) -> None:
    """A figure that somebody lacks leaves it unscored, whichever gate asks for it, unless another
    gate takes it out."""
    units = {"s": "a=1 b=1", "t": "b=1", "u": "a=1", "v": "a=9", "w": "b=9", "x": "a=9 b=1"}
    found = in_columns([play(TWO, units | bounded)])
    assert statuses(found)[:6] == [IN, OPEN, OPEN, OUT, OUT, OUT]
    if bounded:
        assert (
            statuses(found)[6] == {"a=>9 b=1": OUT, "a=1 b=>4": OPEN, "a=>4 b=9": OUT}[bounded["z"]]
        )


@pytest.mark.parametrize(
    ("apart", "kinds"),
    [({"u": "A", "v": "A", "w": "A", "x": "A"}, {}), ({}, dict.fromkeys("uvwx", "commune"))],
)
def test_no_gate_asks_anything_of_those_whom_its_criterion_does_not_concern(
    play: Play, in_columns: InColumns, apart: dict[str, str], kinds: dict[str, str]
) -> None:
    table = TWO.replace('code = "A",', 'code = "A", applies_to = ["division"],') if kinds else TWO
    units = {
        "t": "a=1 b=1",
        "u": "b=1",
        "v": "a=9 b=1",
        "w": "a=>9 b=1",
        "x": "a=>4 b=1",
        "y": "b=1",
    }
    found = in_columns([play(table, units, not_applicable=apart, kinds=kinds)])
    assert statuses(found) == [IN] * 5 + [OPEN]


def gates_of(score: ClusterScore) -> Any:
    case = score.case
    rules, table = Rules(case.scheme, case.sets), table_of({"k": case})
    scalar = ScalarClusters(rules, table)
    return read_gates(table, [members_of(rules, table, code) for code in rules.sets], scalar)


def test_gates_that_nobody_meets_and_everybody_answers_take_nobody_out(play: Play) -> None:
    found = gates_of(play(TWO, {"t": "a=1 b=1", "u": "a=>3 b=2"} | {"v": "a=2 b=2"}))
    assert found.excluded is None
    assert found.unknown.tolist() == [False, True, False]
    found = gates_of(play(TWO, {"t": "a=1 b=1", "u": "a=3 b=2"}))
    assert (found.excluded, found.unknown) == (None, None)


SECTORS = """
code = "bloc"
[[parts]]
code = "own"
weight = 10
by_sector = { one = "x", two = "y" }
"""
OF = """
code = "%s"
points = 10
criteria = [ { code = "A", points = 10, rows = [ { gate = "%s > 8" } ] } ]
"""


def test_the_gates_of_a_set_are_those_of_its_own_members(play: Play, in_columns: InColumns) -> None:
    tables = [OF % one for one in (("x", "a"), ("y", "b"))]
    units = {"s": "a=9", "t": "b=9", "u": "a=1 b=9", "v": "a=9 b=1", "w": "b=9", "x": "a=9"}
    sectors = dict(zip(units, ["one", "two", "one", "two", "one", "two"], strict=True))
    found = in_columns([play(tables[0], units, more=tables[1:], scheme=SECTORS, sectors=sectors)])
    assert statuses(found) == [OUT, OUT, IN, IN, OPEN, OPEN]
