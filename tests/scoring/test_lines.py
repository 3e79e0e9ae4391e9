"""Every line of a total says what it is, at which level it arose, and whose it is."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua.core.exact.interval import point
from thidua.core.formula.trace import Known
from thidua.core.scoring.deductions import Deductions
from thidua.core.scoring.explaining import explain_cell, explain_member
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.tally import Level, Line, LineKind

Play = Callable[..., ClusterScore]

COMMON = """
code = "common"
points = 10
bonus_cap = 3
deductions_cap = 1
rounding = { criterion = 2, section = 1 }
sections = [ { code = "S", points = 10, combine = "weighted-mean", bonus_cap = 4 } ]
criteria = [
  { code = "A", points = 10, section = "S", weight = 1, formula = "a", bonus_cap = "none" },
  { code = "B", points = 10, section = "S", weight = 2, formula = "b / 3" },
]
"""
OWN = """
code = "own"
points = 30
criteria = [
  { code = "C", points = 30, bonus_cap = "none", rows = [
    { deduct = 1, per = "c" }, { bonus = 1, per = "d" } ] },
]
"""
SCHEME = """
code = "bloc"
bonus_cap = 2
rounding = { part = 1, total = 0, mode = "%s" }
[[parts]]
code = "first"
criteria = "common"
[[parts]]
code = "second"
criteria = "own"
weight = 20
bonus = "dropped"
"""


def lines(score: ClusterScore, unit: str = "u") -> list[Line]:
    total = score.by_unit[unit].total
    assert total is not None and total.tally is not None
    return list(total.tally.lines)


def test_the_lines_of_a_total_from_the_criteria_up(play: Play) -> None:
    score = play(COMMON, {"u": "a=15 b=10 c=3 d=8"}, more=(OWN,), scheme=SCHEME % "half-up")
    third = Fraction(1, 3)
    assert lines(score) == [
        Line(LineKind.CRITERION, Level.CRITERION, "A", Fraction(10), Fraction(5), "first"),
        Line(LineKind.CRITERION, Level.CRITERION, "B", 10 * third, part="first"),
        Line(LineKind.ROUNDING, Level.CRITERION, "B", -third / 100, part="first"),
        # (10 + 2 × 3.33) / 3 = 5.5533…, and the section is rounded to one place
        Line(LineKind.COMBINED, Level.SECTION, "S", Fraction("16.66") / 3 - Fraction("13.33"),
             part="first"),
        Line(LineKind.BONUS_CAP, Level.SECTION, "S", bonus=Fraction(-1), part="first"),
        Line(LineKind.ROUNDING, Level.SECTION, "S", Fraction("5.6") - Fraction("16.66") / 3,
             part="first"),
        Line(LineKind.BONUS_CAP, Level.SET, "", bonus=Fraction(-1), part="first"),
        Line(LineKind.CRITERION, Level.CRITERION, "C", Fraction(18), Fraction(8), "second"),
        Line(LineKind.PART_BONUS, Level.PART, "second", bonus=Fraction(-8)),
        Line(LineKind.BONUS_CAP, Level.TOTAL, "bloc", bonus=Fraction(-1)),
        Line(LineKind.ROUNDING, Level.TOTAL, "bloc", Fraction("0.4")),
    ]  # fmt: skip
    assert score.by_unit["u"].points == 26


def test_a_part_is_rounded_in_a_line_of_its_own(play: Play) -> None:
    score = play(COMMON, {"u": "a=3 b=3 c=1 d=0"}, more=(OWN,), scheme=SCHEME % "half-up")
    (line,) = [one for one in lines(score) if one.level is Level.PART]
    # 29 of 30 on a scale of 20
    assert line == Line(LineKind.ROUNDING, Level.PART, "second", Fraction("19.3") - Fraction(58, 3))


@pytest.mark.parametrize(("mode", "total"), [("half-up", 22), ("up", 23), ("down", 22)])
def test_part_and_total_are_rounded_in_the_schemes_mode(play: Play, mode: str, total: int) -> None:
    """3 + 58/3 = 22.33…"""
    score = play(COMMON, {"u": "a=3 b=9 c=1 d=0"}, more=(OWN,), scheme=SCHEME % mode)
    (part,) = [one.base for one in lines(score) if one.level is Level.PART]
    assert part == Fraction("19.4" if mode == "up" else "19.3") - Fraction(58, 3)
    assert score.by_unit["u"].points == total


def test_deductions_given_back_are_a_line_of_the_set(play: Play) -> None:
    table = """
        points = 10
        deductions_cap = 2
        criteria = [ { code = "A", points = 10, rows = [ { deduct = 1, per = "a" } ] } ]
    """
    assert lines(play(table, {"u": "a=5"})) == [
        Line(LineKind.CRITERION, Level.CRITERION, "A", Fraction(5), part="table"),
        Line(LineKind.DEDUCTIONS_CAP, Level.SET, "", Fraction(3), part="table"),
    ]


def test_full_points_given_are_a_line_of_their_criterion(play: Play) -> None:
    table = """
        points = 10
        not_applicable = "full-points"
        rounding = { criterion = 0 }
        criteria = [ { code = "A", points = "4.5", formula = "a" },
          { code = "B", points = "5.5", formula = "a" } ]
    """
    score = play(table, {"u": "a=1"}, not_applicable={"u": "A"})
    assert lines(score)[:2] == [
        Line(LineKind.FULL_POINTS, Level.CRITERION, "A", Fraction("4.5"), part="table"),
        Line(LineKind.ROUNDING, Level.CRITERION, "A", Fraction("0.5"), part="table"),
    ]


PLACES = [(Level.CRITERION, "A"), (Level.CRITERION, "B"), (Level.SECTION, "S"), (Level.SET, "")]


@pytest.mark.parametrize(
    ("figures", "exempt", "values"),
    [
        ("a=1 b=1", "", [True, True, True, True]),
        ("b=1", "A", [False, True, True, True]),
        ("b=1", "", [True, True, True, True]),
        ("a=1", "A", [False, True, True, True]),
        ("", "A B", [False, False, False, False]),
    ],
)
def test_a_place_has_a_value_where_anything_below_it_applies_known_or_not(
    play: Play, figures: str, exempt: str, values: list[bool]
) -> None:
    total = play(COMMON, {"u": figures}, not_applicable={"u": exempt}).by_unit["u"].total
    assert total is not None
    found = total.parts[0].score.places
    assert [found[place].has_value for place in PLACES] == values


def test_a_mean_without_a_value_leaves_its_places_as_they_are(play: Play) -> None:
    table = """
        points = 20
        sections = [ { code = "S", points = 20, combine = "geometric-mean", places = 2 } ]
        criteria = [
          { code = "A", points = 10, section = "S", weight = 1, formula = "a", floor = "none" },
          { code = "B", points = 10, section = "S", weight = 1, formula = "b" },
        ]
    """
    total = play(table, {"u": "a=-1 b=5"}).by_unit["u"].total
    assert total is not None
    found = total.parts[0].score.places
    assert set(found) == set(PLACES)
    assert [found[place].has_value for place in PLACES] == [True] * 4
    assert [place for place in PLACES if found[place].tally is None] == PLACES[2:]
    assert [one.code for one in found[Level.SECTION, "S"].children] == ["A", "B"]


def test_a_bonus_is_rounded_beside_a_whole_base(play: Play) -> None:
    table = """
        points = 10
        rounding = { criterion = 1 }
        criteria = [ { code = "A", points = 10, formula = "a", bonus_cap = "none" } ]
    """
    assert lines(play(table, {"u": "a=10.25"})) == [
        Line(LineKind.CRITERION, Level.CRITERION, "A", Fraction(10), Fraction("0.25"), "table"),
        Line(LineKind.ROUNDING, Level.CRITERION, "A", bonus=Fraction("0.05"), part="table"),
    ]


def test_what_the_policy_adds_is_a_line_of_the_criterion(play: Play) -> None:
    table = """
        points = 10
        criteria = [ { code = "A", points = 5, formula = "a" },
          { code = "B", points = 5, formula = "b" } ]
    """
    assert lines(play(table, {"u": "a=3"}, not_applicable={"u": "B"})) == [
        Line(LineKind.CRITERION, Level.CRITERION, "A", Fraction(3), part="table"),
        Line(LineKind.POLICY, Level.CRITERION, "A", Fraction(3), part="table"),
    ]


def test_a_cap_of_nothing_over_nothing_gives_nothing_back() -> None:
    assert Deductions().within(Fraction(0)) == Deductions()


def test_a_line_of_a_part_or_of_the_total_arises_in_no_set(play: Play) -> None:
    score = play(COMMON, {"u": "a=15 b=10 c=3 d=8"}, more=(OWN,), scheme=SCHEME % "half-up")
    row = score.by_unit["u"]
    sets = {line.level: row.set_of(line) for line in row.lines if line.part != "second"}
    assert sets == {
        Level.CRITERION: "common",
        Level.SECTION: "common",
        Level.SET: "common",
        Level.PART: "",
        Level.TOTAL: "",
    }
    out = play(COMMON, {"u": "a=1 b=1"}, standings={"u": "excluded"}).by_unit["u"]
    assert out.set_of(row.lines[0]) == ""


# Of the explanation of a criterion


def test_an_explanation_names_its_part_and_holds_the_lines_on_the_schemes_scale(
    play: Play,
) -> None:
    score = play(COMMON, {"u": "a=15 b=10 c=3 d=8"}, more=(OWN,), scheme=SCHEME % "half-up")
    row = score.by_unit["u"]
    found = explain_member(score, row)
    assert [(one.part.part.code, one.cell.criterion) for one in found] == [
        ("first", "A"), ("first", "B"), ("second", "C")
    ]  # fmt: skip
    assert [line for one in found for line in one.lines] == [
        line for line in lines(score) if line.level is Level.CRITERION
    ]


def test_the_trace_of_an_explanation_is_of_its_own_member(play: Play) -> None:
    units = {"u": "a=15 b=9 c=3 d=8", "v": "a=1 b=6 c=0 d=0"}
    score = play(COMMON, units, more=(OWN,), scheme=SCHEME % "half-up")
    traces = [explain_cell(score, score.by_unit[unit], "B") for unit in "uv"]
    values = [found and found.base and found.base.value for found in traces]
    assert values == [Known(point(Fraction(3))), Known(point(Fraction(2)))]


@pytest.mark.parametrize("how", [{"judged": {"u": "C=5"}}, {"not_applicable": {"u": "C"}}])
def test_what_was_not_read_is_explained_by_its_part_its_rules_and_its_cell(
    play: Play, how: dict[str, dict[str, str]]
) -> None:
    score = play(COMMON, {"u": "a=1 b=1"}, more=(OWN,), scheme=SCHEME % "half-up", **how)
    found = explain_cell(score, score.by_unit["u"], "C")
    assert found is not None
    assert found.part.part.code == "second"
    assert found.compiled.criterion.code == found.cell.criterion == "C"
    judged = Line(LineKind.CRITERION, Level.CRITERION, "C", Fraction(10, 3), part="second")
    assert found.lines == ((judged,) if "judged" in how else ())
