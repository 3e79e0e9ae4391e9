"""What few clusters have, scored in columns as the scalar reading scores it."""

from collections.abc import Callable

import pytest
from attrs import evolve

from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore
from thidua.core.text.fault import Refused

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

ONE = """
tie_breakers = [%s]
points = 10
criteria = [ { code = "A", points = 10, bonus_cap = "none", formula = "a" } ]
"""


def test_child_criteria_apply_where_their_parent_does(play: Play, in_columns: InColumns) -> None:
    table = """
    points = 10
    [[criteria]]
    code = "P"
    points = 10
    applies_to = ["division"]
    [[criteria]]
    code = "P.1"
    parent = "P"
    points = 6
    rows = [ { gate = "b > 3" }, { deduct = 1, per = "a" } ]
    [[criteria]]
    code = "P.2"
    parent = "P"
    points = 4
    formula = "a"
    """
    units = {"u": "a=1 b=9", "v": "a=2 b=1", "w": "a=3 b=9", "x": "a=2"}
    in_columns([play(table, units, kinds={"u": "commune"})])


MEAN = """
points = 20
combine = "geometric-mean"
places = 3
criteria = [
  { code = "A", points = 10, weight = 1, floor = "none", formula = "a / b" },
  { code = "B", points = 10, weight = 2, formula = "c / b", applies_to = ["division"] },
]
"""


def test_a_geometric_mean_of_quotients_is_enclosed(play: Play, in_columns: InColumns) -> None:
    """Of -1/30000000000 and of 0 only the latter has a mean, whatever decimals there are."""
    units = {
        "s": "a=-1 b=30000000000 c=1",
        "t": "a=-5 b=7 c=1",
        "u": "a=5 b=7 c=1",
        "v": "a=8 b=3 c=2",
        "w": "a=8 b=1 c=8",
    }
    found = in_columns([play(MEAN, units)])
    assert found.ranked.tolist() == [False, False, True, True, True]
    far = {unit: units[unit] for unit in "uvw"}
    in_columns([play(MEAN, far), play(MEAN, far, kinds={"u": "commune"})])


def test_totals_too_wide_to_be_packed_are_sorted_all_the_same(
    play: Play, in_columns: InColumns
) -> None:
    table = "rounding = { criterion = 2 }" + ONE % ""
    units = {"u": "a=30000000000000000", "v": "a=-1", "w": "a=30000000000000001"}
    found = in_columns([play(table, units), play(table, units)])
    assert found.ranks.tolist() == [2, 3, 1] * 2


def test_points_that_no_column_holds_are_refused(play: Play, in_columns: InColumns) -> None:
    with pytest.raises(Refused, match="18 digits"):
        in_columns([play(ONE % "", {"u": "a=99999999999999999999"})])


@pytest.mark.parametrize(
    ("keys", "figures", "ranks"),
    [
        ('"indicator:fewer"', ("", ""), [1, 1]),
        ('"indicator:fewer"', ("fewer=3", "fewer=2"), [2, 1]),
        ('"indicator:b asc"', ("b=3", "b=2.5"), [2, 1]),
        ('"indicator:b"', ("b=3", "b=>5"), [1, 1]),
        ('"indicator:b"', ("b=3", "b=99999999999999999999"), [2, 1]),
        ('"formula:b", "indicator:c"', ("b=3 c=1", "b=>5 c=2"), [2, 1]),
        ('"formula:b"', ("b=3", "b=99999999999999999999"), [2, 1]),
        ('"criteria-at-maximum"', ("", ""), [1, 1]),
        ('"fewest-deductions"', ("", ""), [1, 1]),
    ],
)
def test_tie_keys_over_figures_that_are_no_plain_numbers(
    play: Play, in_columns: InColumns, keys: str, figures: tuple[str, str], ranks: list[int]
) -> None:
    units = dict(zip("uv", (f"a=5 {one}" for one in figures), strict=True))
    assert in_columns([play(ONE % keys, units)]).ranks.tolist() == ranks


def test_a_tie_formula_that_no_set_has_compiled_is_skipped(
    play: Play, in_columns: InColumns
) -> None:
    case = play(ONE % "", {"u": "a=5 b=1", "v": "a=5 b=2"}).case
    chain = (TieKey(TieKeyKind.FORMULA, "b * 2"),)
    other = score_cluster(evolve(case, scheme=evolve(case.scheme, tie_breakers=chain)))
    assert in_columns([other]).shares_rank.all()


COMMON = """
code = "%s"
points = 10
criteria = [ { code = "%s", points = 10, formula = "%s", applies_to = ["%s"] } ]
"""


def test_a_tie_key_reads_the_first_common_part_in_which_it_applies(
    play: Play, in_columns: InColumns
) -> None:
    scheme = """
    code = "bloc"
    tie_breakers = ["criterion:A", "criterion:B"]
    [[parts]]
    code = "one"
    criteria = "x"
    [[parts]]
    code = "two"
    criteria = "y"
    [[parts]]
    code = "three"
    criteria = "z"
    """
    sets = (("x", "A", "a", "division"), ("y", "A", "b", "commune"), ("z", "B", "c", "commune"))
    tables = [COMMON % one for one in sets]
    in_columns(
        [
            play(
                tables[0],
                {"u": "a=5 b=3 c=1", "v": "a=5 b=3 c=2", "w": "a=2 b=4 c=1", "x": "a=1 b=1 c=4"},
                more=tables[1:],
                scheme=scheme,
                kinds={"w": "commune", "x": "commune"},
            )
        ]
    )


def test_points_of_a_part_without_weight_on_its_scale_are_none(
    play: Play, in_columns: InColumns
) -> None:
    scheme = """
    code = "bloc"
    [[parts]]
    code = "one"
    criteria = "x"
    [[parts]]
    code = "two"
    criteria = "y"
    weight = 0
    """
    tables = [COMMON % ("x", "A", "a", "division"), COMMON % ("y", "B", "b", "division")]
    units = {"u": "a=5 b=3", "v": "a=4 b=9"}
    in_columns([play(tables[0], units, more=tables[1:], scheme=scheme)])
