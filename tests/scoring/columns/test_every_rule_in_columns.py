"""Each rule of a table once, in columns as the scalar reading scores it."""

from collections.abc import Callable
from typing import Any

import pytest

from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

UNITS = {
    "s": "a=1 b=9 c=2",
    "t": "a=2 b=1 c=7",
    "u": "a=2 b=1 c=7",
    "v": "a=7 b=3 c=1",
    "w": "a=9 b=5",
}
TWO = """
points = 20
rank_scheme = "1223"
%s
criteria = [
  { code = "A", points = 10, %s formula = "a / 7", bonus_cap = 1, rows = [ { deduct = "0.5", per = "b" } ] },
  { code = "B", points = 10, %s formula = "b / c", bonus_cap = "none", applies_to = ["division"] },
]
"""  # noqa: E501


def scored(play: Play, top: str, weight: str = "", **more: Any) -> ClusterScore:
    return play(TWO % (top, weight, weight), UNITS, kinds={"t": "commune"}, **more)


@pytest.mark.parametrize(
    ("top", "weight"),
    [
        ("", ""),
        ("deductions_cap = 1", ""),
        ("not_applicable = 'full-points'\ndeductions_cap = 1", ""),
        ("not_applicable = 'average'\nrounding = { criterion = 1, total = 0 }", ""),
        ("tie_breakers = ['criteria-at-maximum', 'fewest-deductions']", ""),
        ("combine = 'weighted-mean'", "weight = 2,"),
        ("combine = 'weighted-mean'\nnot_applicable = 'full-points'", "weight = 2,"),
        ("combine = 'weighted-mean'\nrounding = { criterion = 1 }", "weight = 2,"),
        ("combine = 'weighted-mean'\ndeductions_cap = 1", "weight = 2,"),
        ("combine = 'geometric-mean'\nplaces = 2", "weight = 2,"),
        ("combine = \"child('A') * 2\"\nrounding = { criterion = 1 }", ""),
        ("combine = \"child('A') + child('B')\"", ""),
    ],
)
@pytest.mark.parametrize("apart", [{}, {"v": "A B"}, {"u": "A"}])
def test_sections_policies_and_caps(
    play: Play, in_columns: InColumns, top: str, weight: str, apart: dict[str, str]
) -> None:
    in_columns([scored(play, top, weight, not_applicable=apart)])


@pytest.mark.parametrize("floor", ["", 'floor = "none"', "floor = 2"])
@pytest.mark.parametrize("cap", ["", "bonus_cap = 1", 'bonus_cap = "none"'])
@pytest.mark.parametrize(
    "judged",
    [
        {"u": "A=-3", "v": "A=11.05", "w": "A=99999999999999.0000000001"},
        {unit: "A=4.125" for unit in UNITS},
        {"other": "A=4"},
        {"u": "B=4"},
    ],
)
@pytest.mark.parametrize("rounding", ["", "rounding = { criterion = 1 }"])
def test_judged_points_stand_for_a_whole_criterion(
    play: Play,
    in_columns: InColumns,
    floor: str,
    cap: str,
    judged: dict[str, str],
    rounding: str,
) -> None:
    table = f"""
    points = 20
    {rounding}
    [[criteria]]
    code = "A"
    points = 10
    rows = [ {{ deduct = 1, when = "b > 3" }} ]
    {floor}
    {cap}
    [[criteria]]
    code = "B"
    points = 10
    judged = {{ from = 0, to = 10 }}
    """
    everybody = {unit: f"{judged.get(unit, '')} B=3" for unit in UNITS if unit != "w"}
    in_columns([play(table, UNITS, judged={**judged, **everybody})])


GATED = """
points = 10
criteria = [
  { code = "A", points = 10, rows = [ { gate = "a > 8" }, { gate = "b < 2 and c > 3" } ] },
]
"""


def test_gates_that_close_that_are_unknown_and_that_a_bounded_figure_decides(
    play: Play, in_columns: InColumns
) -> None:
    more = {"x": "a=>9 b=1 c=1", "y": "a=>3 b=1 c=1", "z": "b=1 c=9", "zz": "a=2 b=3 c=1"}
    apart = {"t": "A"}
    standings = {"v": "excluded", "s": "capped", "zz": "suspended"}
    table = GATED.replace("points = 10\n", 'points = 10\nrank_scheme = "1234"\n', 1)
    for units in (more, UNITS, UNITS | more, {}):
        in_columns([play(table, units, not_applicable=apart, standings=standings)])


SECTORS = """
code = "bloc"
rounding = { part = 1, total = 1 }
rank_on = "rounded"
bonus_cap = 3
[[parts]]
code = "all"
criteria = "common"
[[parts]]
code = "own"
weight = 40
bonus = "%s"
[parts.by_sector]
one = "x"
two = "y"
three = "x"
[[parts]]
code = "more"
weight = 7
by_sector = { one = "y", two = "y", four = "common" }
"""


@pytest.mark.parametrize("bonus", ["added", "scaled", "dropped"])
@pytest.mark.parametrize("fourth", ["four", "three"])
def test_parts_with_the_sets_of_several_sectors(
    play: Play, in_columns: InColumns, bonus: str, fourth: str
) -> None:
    head = TWO.replace('rank_scheme = "1223"', 'code = "%s"')
    tables = [head.replace("%s", code, 1) % ("", "", "") for code in ("common", "x", "y")]
    tables[2] = tables[2].replace("rows = [ {", 'rows = [ { gate = "a > 8" }, {')
    sectors = dict(zip("stuvw", ("one", "two", "three", fourth, "two"), strict=True))
    units = {**UNITS, "w": "a=>9 b=5 c=1"}
    in_columns(
        [
            play(
                tables[0],
                one,
                more=tables[1:],
                scheme=SECTORS % bonus,
                sectors=sectors,
                kinds={"t": "commune"},
                not_applicable={"w": "A", "s": "B"},
                judged={"s": "A=4"},
            )
            for one in (units, UNITS, {"s": UNITS["s"]})
        ]
    )
