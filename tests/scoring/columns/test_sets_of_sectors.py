"""Parts in which each sector has a set of its own: what of a set goes to whom."""

from collections.abc import Callable

import pytest

from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.tally import Level

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

SET = """
code = "%s"
points = 10
criteria = [ { code = "A", points = 10, bonus_cap = "none", floor = "none", formula = "%s" } ]
"""
SETS = [SET % one for one in (("x", "a"), ("y", "b"), ("z", "c"))]
SCHEME = """
code = "bloc"
%s
[[parts]]
code = "own"
weight = 10
by_sector = { one = "x", two = "y" }
[[parts]]
code = "more"
weight = 10
by_sector = %s
"""
ACROSS = '{ one = "y", two = "x" }'
SECTORS = {"u": "one", "v": "two", "w": "one", "x": "two"}


def scored(
    play: Play, in_columns: InColumns, units: dict[str, str], more: str = ACROSS, top: str = ""
) -> TableScore:
    scheme = SCHEME % (top, more)
    sets = SETS if "z" in more else SETS[:2]
    return in_columns([play(sets[0], units, more=sets[1:], scheme=scheme, sectors=SECTORS)])


def of_part(found: TableScore, code: str) -> list[int | None]:
    column = found.places[code, Level.PART, code]
    known = [True] * len(column.scaled) if column.known is None else column.known.tolist()
    return [one if is_ else None for one, is_ in zip(column.scaled.tolist(), known, strict=True)]


def test_bonus_and_base_are_those_of_the_set_of_the_part(play: Play, in_columns: InColumns) -> None:
    """Both sets score everybody, but in each part another half of them."""
    units = {"u": "a=12 b=3", "v": "a=4 b=15", "w": "a=5 b=6", "x": "a=21 b=-7"}
    found = scored(play, in_columns, units)
    assert of_part(found, "own") == [1200, 1500, 500, -700]
    assert of_part(found, "more") == [300, 400, 600, 2100]
    assert found.points.scaled.tolist() == [1500, 1900, 1100, 1400]
    assert found.bonus.scaled.tolist() == [200, 500, 0, 1100]


def test_a_figure_that_one_part_lacks_leaves_the_other_part_known(
    play: Play, in_columns: InColumns
) -> None:
    found = scored(play, in_columns, {"u": "a=1", "v": "b=2", "w": "b=3", "x": "a=4 b=5"})
    assert of_part(found, "own") == [100, 200, None, 500]
    assert of_part(found, "more") == [None, None, 300, 400]
    assert found.ranked.tolist() == [False, False, False, True]


def test_a_part_of_sectors_that_nobody_is_in(play: Play, in_columns: InColumns) -> None:
    units = {"u": "a=1 b=2", "v": "a=3 b=4"}
    found = scored(play, in_columns, units, '{ three = "z" }')
    assert of_part(found, "own") == [100, 400]
    assert of_part(found, "more") == [None, None]
    assert not found.ranked.any()


THIRDS = """
code = "x"
points = 20
criteria = [
  { code = "A", points = 10, formula = "a / 3 / b" },
  { code = "B", points = 10, formula = "c / 3 / b" },
]
"""


def test_quotients_of_the_set_of_a_sector_keep_both_their_ends(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """4/21 twice, of other quotients: only both ends together leave open which is the larger."""
    scheme = SCHEME.partition('[[parts]]\ncode = "more"')[0] % ""
    units = {"u": "a=1 b=7 c=3", "v": "b=2", "w": "a=4 b=14 c=4", "x": "b=1"}
    found = in_columns([play(THIRDS, units, more=SETS[1:2], scheme=scheme, sectors=SECTORS)])
    assert found.ranks.tolist() == [3, 1, 3, 2]
    assert found.shares_rank.tolist() == [True, False, True, False]
    assert asked == ["cluster"]


WIDE = "99999999999999.0000000001"


@pytest.mark.parametrize(("sign", "ranks"), [("", [4, 3, 1, 2]), ("-", [3, 2, 4, 1])])
def test_points_of_a_sector_that_no_column_holds_are_left_to_the_scalar_reading(
    play: Play, in_columns: InColumns, asked: list[str], sign: str, ranks: list[int]
) -> None:
    units = {"u": "a=1 b=2", "v": "a=3 b=4", "w": f"a={sign}{WIDE} b=1", "x": "a=5 b=6"}
    found = scored(play, in_columns, units, '{ one = "y", two = "y" }')
    assert found.ranks.tolist() == ranks
    assert asked == ["A", "cluster"]


CAPPED = """
code = "x"
points = 20
deductions_cap = 3
criteria = [
  { code = "A", points = 10, rows = [ { deduct = 1, per = "a" } ] },
  { code = "B", points = 10, rows = [ { deduct = 1, per = "b" } ] },
]
"""


def test_a_cap_on_what_a_policy_multiplies_is_told_by_the_scalar_reading(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """Of 5 deducted, which count twice where B does not apply, 2 are given back."""
    scheme = SCHEME.partition('[[parts]]\ncode = "more"')[0] % ""
    scheme = scheme.replace("weight = 10", "weight = 20")
    units = {"u": "a=5 b=0", "v": "b=2", "w": "a=5 b=1", "x": "b=1"}
    found = in_columns(
        [
            play(
                CAPPED,
                units,
                more=SETS[1:2],
                scheme=scheme,
                sectors=SECTORS,
                not_applicable={"u": "B"},
            )
        ]
    )
    assert found.points.scaled.tolist() == [1400, 400, 1700, 200]
    assert asked == ["cluster"]
