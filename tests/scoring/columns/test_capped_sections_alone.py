"""Caps and roundings of sections by the column, each member in a cluster of its own: the scalar
reading is asked only where a policy multiplies what a cap gives back."""

from collections.abc import Callable

import pytest

from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

CAPPED = """
points = 20
sections = [
  { code = "S", points = 20, deductions_cap = 3 },
  { code = "T", points = 10, parent = "S", deductions_cap = 2 },
]
criteria = [
  { code = "A", points = 5, section = "T", rows = [ { deduct = 1, per = "a" } ] },
  { code = "N", points = 5, section = "T", applies_to = ["division"] },
  { code = "B", points = 10, section = "S", rows = [ { deduct = 1, per = "b" } ] },
]
"""


def each_alone(play: Play, table: str, *members: tuple[str, str]) -> list[ClusterScore]:
    """Members as a kind and figures."""
    return [play(table, {"u": figures}, kinds={"u": kind}) for kind, figures in members]


def hundredths(found: TableScore) -> list[int]:
    assert found.points.places == 2
    return [int(one) for one in found.points.scaled]


@pytest.mark.parametrize(
    ("kind", "figures", "points", "is_asked"),
    [
        ("division", "a=3 b=0", 1800, False),
        ("division", "a=2 b=3", 1700, False),
        ("commune", "a=2 b=0", 1600, False),
        ("commune", "a=2 b=1", 1500, False),
        ("commune", "a=3 b=0", 1600, True),
        ("commune", "a=2 b=2", 1550, True),
        ("commune", "a=0 b=4", 1700, True),
    ],
)
def test_a_cap_gives_back_what_the_policy_made_of_the_deductions(
    play: Play,
    in_columns: InColumns,
    asked: list[str],
    kind: str,
    figures: str,
    points: int,
    is_asked: bool,
) -> None:
    """A commune's A counts twice, for N does not concern it, and so does what A lost."""
    beside = [("division", "a=0 b=0"), ("commune", "a=0 b=0")]
    found = in_columns(each_alone(play, CAPPED, (kind, figures), *beside))
    assert hundredths(found) == [points, 2000, 2000]
    assert asked == ["cluster"] * is_asked


ROUNDED = """
points = 10
rounding = { section = 1 }
sections = [ { code = "S", points = 10 } ]
[[criteria]]
code = "A"
points = 10
section = "S"
bonus_cap = 1
formula = "a"
rows = [ { bonus = "0.25", when = "b > 0" } ]
"""


def test_a_section_rounds_its_bonus_apart_from_its_base(play: Play, in_columns: InColumns) -> None:
    members = [("division", "a=7.25 b=1"), ("division", "a=7.25 b=0"), ("division", "a=7 b=1")]
    found = in_columns(each_alone(play, ROUNDED, *members))
    assert hundredths(found) == [760, 730, 730]
    assert found.bonus.scaled.tolist() == [30, 0, 30]


WIDE_CAPS = {
    "of the whole": """
points = 10
bonus_cap = 10000000000
criteria = [{ code = "A", points = 10, formula = "a / 3", bonus_cap = "none" }]
""",
    "of a section": """
points = 10
sections = [{ code = "S", points = 10, bonus_cap = 10000000000 }]
criteria = [{ code = "A", section = "S", points = 10, formula = "a / 3", bonus_cap = "none" }]
""",
}


@pytest.mark.parametrize("table", WIDE_CAPS.values(), ids=WIDE_CAPS.keys())
def test_a_wide_cap_leaves_alone_who_stays_below_it(
    play: Play, in_columns: InColumns, table: str
) -> None:
    figures = ("commune", "a=43.123"), ("commune", "a=3000000000000000.001")
    found = in_columns(each_alone(play, table, *figures))
    assert hundredths(found) == [1437, 10_000_000_010_00]
