"""What becomes of the points of criteria that do not apply to a member."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua.core.scoring.results import ClusterScore, Status
from thidua.core.scoring.tally import Level

Play = Callable[..., ClusterScore]

NESTED = """
points = 100
not_applicable = "%s"
sections = [
  { code = "A", points = 60 },
  { code = "A1", points = 40, parent = "A" },
  { code = "A2", points = 20, parent = "A" },
  { code = "B", points = 40 },
]
criteria = [
  { code = "a", points = 30, section = "A1", formula = "a" },
  { code = "b", points = 10, section = "A1", formula = "b" },
  { code = "c", points = 20, section = "A2", formula = "c" },
  { code = "d", points = 25, section = "B", formula = "d", bonus_cap = "none" },
  { code = "e", points = 15, section = "B", formula = "e" },
]
"""
FIGURES = "a=15 b=10 c=5 d=20 e=3"


def points(score: ClusterScore, unit: str = "u") -> Fraction | None:
    return score.by_unit[unit].points


@pytest.mark.parametrize(("least", "rest"), [("1", "9"), ("0.5", "9.5"), ("0.01", "9.99")])
def test_a_criterion_takes_part_however_few_its_points(play: Play, least: str, rest: str) -> None:
    table = f"""
        points = 10
        criteria = [ {{ code = "A", points = "{least}", formula = "a" }},
          {{ code = "B", points = "{rest}", formula = "b" }} ]
    """
    assert points(play(table, {"u": f"a={least}"}, not_applicable={"u": "B"})) == 10


def lines(score: ClusterScore) -> dict[tuple[str, str], Fraction]:
    total = score.by_unit["u"].total
    assert total is not None and total.tally is not None
    return {(line.kind.value, line.code): line.points for line in total.tally.lines}


@pytest.mark.parametrize(
    ("exempt", "rescale", "full_points", "average"),
    [
        ("", 53, 53, 53),
        # within A1, where a is applicable: 15/30 for all 40
        ("b", 20 + 5 + 23, 15 + 10 + 5 + 23, 20 + 5 + 23),
        # A2 has no other criterion, so A1 takes its place in A
        ("c", 25 * Fraction(60, 40) + 23, 25 + 20 + 23, 25 * Fraction(60, 40) + 23),
        # A1 first, then A
        ("b c", 20 * Fraction(60, 40) + 23, 15 + 10 + 20 + 23, 20 * Fraction(60, 40) + 23),
        # the whole of A, so B stands for the set
        ("a b c", 23 * Fraction(100, 40), 30 + 10 + 20 + 23, 23 * Fraction(100, 40)),
        ("a b c d", 3 * Fraction(40, 15) * Fraction(100, 40), 60 + 25 + 3, 20),
        ("a b c d e", 0, 100, 0),
    ],
)
def test_a_policy_acts_in_the_smallest_section_with_an_applicable_sibling(
    play: Play, exempt: str, rescale: Fraction, full_points: int, average: Fraction
) -> None:
    expected = {"rescale": rescale, "full-points": full_points, "average": average}
    for policy, total in expected.items():
        score = play(NESTED % policy, {"u": FIGURES}, not_applicable={"u": exempt})
        assert points(score) == total, policy


def test_rescaling_and_the_average_differ_where_several_siblings_share(play: Play) -> None:
    table = """
        points = 60
        not_applicable = "%s"
        criteria = [
          { code = "A", points = 30, formula = "a" },
          { code = "B", points = 10, formula = "b" },
          { code = "C", points = 20, formula = "c" },
        ]
    """
    found = {
        policy: points(play(table % policy, {"u": "a=15 b=10"}, not_applicable={"u": "C"}))
        for policy in ("rescale", "full-points", "average")
    }
    assert found == {
        "rescale": 25 * Fraction(60, 40),
        "full-points": 25 + 20,
        "average": 25 + 20 * (Fraction(15, 30) + Fraction(10, 10)) / 2,
    }


@pytest.mark.parametrize("policy", ["rescale", "average"])
def test_bonus_is_never_rescaled(play: Play, policy: str) -> None:
    score = play(NESTED % policy, {"u": "a=15 b=10 c=5 d=29"}, not_applicable={"u": "e"})
    assert points(score) == 30 + 40 + 4


def test_what_the_policy_adds_is_a_line_of_the_criterion_that_it_multiplies(play: Play) -> None:
    score = play(NESTED % "rescale", {"u": FIGURES}, not_applicable={"u": "b c"})
    assert {key: value for key, value in lines(score).items() if key[1] == "a"} == {
        ("criterion", "a"): 15,
        ("policy", "a"): 15,
    }


@pytest.mark.parametrize(
    ("policy", "void"),
    [("rescale", {"A", "A1", "A2"}), ("full-points", set()), ("average", {"A", "A1", "A2"})],
)
def test_a_section_of_which_nothing_applies_has_no_points_unless_they_are_given(
    play: Play, policy: str, void: set[str]
) -> None:
    score = play(NESTED % policy, {"u": FIGURES}, not_applicable={"u": "a b c"})
    total = score.by_unit["u"].total
    assert total is not None
    places = total.parts[0].score.places
    sections = {code: place for (level, code), place in places.items() if level == "section"}
    assert {code for code, place in sections.items() if not place.has_value} == void


def test_no_expression_gives_points_to_a_section_of_which_nothing_applies(play: Play) -> None:
    table = """
        points = 20
        sections = [
          { code = "S", points = 10, combine = 'min(child("A") + 3, 10)' },
          { code = "T", points = 10 },
        ]
        criteria = [
          { code = "A", points = 10, section = "S", formula = "a" },
          { code = "B", points = 10, section = "T", formula = "b" },
        ]
    """
    score = play(table, {"u": "b=5"}, not_applicable={"u": "A"})
    total = score.by_unit["u"].total
    assert total is not None
    place = total.parts[0].score.places[Level.SECTION, "S"]
    assert place.tally is not None
    assert place.tally.points == 0 and not place.has_value


def test_full_points_are_a_line_of_the_criterion_that_gets_them(play: Play) -> None:
    score = play(NESTED % "full-points", {"u": FIGURES}, not_applicable={"u": "b"})
    assert lines(score)["full-points", "b"] == 10


def test_full_points_are_rounded_as_the_criterion_is(play: Play) -> None:
    table = """
        points = 10
        not_applicable = "full-points"
        rounding = { criterion = 1 }
        criteria = [
          { code = "A", points = "2.25", formula = "a" },
          { code = "B", points = "7.75", formula = "b" },
        ]
    """
    score = play(table, {"u": "b=7.75"}, not_applicable={"u": "A"})
    assert points(score) == Fraction("2.3") + Fraction("7.8")


def test_the_kind_of_unit_counts_like_an_entry(play: Play) -> None:
    table = """
        points = 20
        criteria = [
          { code = "A", points = 10, formula = "a", applies_to = ["division"] },
          { code = "B", points = 10, formula = "b" },
        ]
    """
    score = play(table, {"u": "b=6", "v": "a=6 b=6"}, kinds={"u": "commune"})
    assert points(score, "u") == points(score, "v") == 12


def test_a_blank_is_never_taken_for_not_applicable(play: Play) -> None:
    score = play(NESTED % "rescale", {"u": "a=15 c=5 d=20 e=3"})
    assert score.by_unit["u"].status is Status.UNSCORED


def test_the_policy_multiplies_the_unrounded_base_after_deductions(play: Play) -> None:
    """(10 - 3 × 1.115) × 30/20 = 9.9825, and the criterion's rounding follows."""
    table = """
        points = 30
        rounding = { criterion = 2 }
        criteria = [
          { code = "A", points = 10, rows = [ { deduct = "1.115", per = "a" } ] },
          { code = "B", points = 10, formula = "b" },
          { code = "C", points = 10, formula = "c" },
        ]
    """
    score = play(table, {"u": "a=3 b=2"}, not_applicable={"u": "C"})
    assert points(score) == Fraction("9.98") + 3


def test_a_criterion_of_no_points_neither_shares_nor_grows(play: Play) -> None:
    table = """
        points = 20
        not_applicable = "%s"
        sections = [ { code = "S", points = 10 }, { code = "T", points = 10 } ]
        criteria = [
          { code = "A", points = 10, section = "S", formula = "a" },
          { code = "breaches", points = 0, section = "S", floor = "none", rows = [
            { deduct = 1, per = "b" } ] },
          { code = "C", points = 10, section = "T", formula = "c" },
        ]
    """
    for policy in ("rescale", "average"):
        without_a = play(table % policy, {"u": "b=2 c=6"}, not_applicable={"u": "A"})
        without_c = play(table % policy, {"u": "a=6 b=2"}, not_applicable={"u": "C"})
        assert points(without_a) == points(without_c) == 6 * 2 - 2


def test_a_deductions_cap_compares_what_was_deducted_and_gives_back_in_proportion(
    play: Play,
) -> None:
    """12 deducted of 50, at most 10, and everything doubled: (50 - 10) × 2."""
    table = """
        points = 100
        deductions_cap = 10
        criteria = [
          { code = "A", points = 50, rows = [ { deduct = 1, per = "a" } ] },
          { code = "B", points = 50, formula = "b" },
        ]
    """
    exempt = {"u": "B"}
    assert points(play(table, {"u": "a=12"}, not_applicable=exempt)) == 80
    assert points(play(table, {"u": "a=6"}, not_applicable=exempt)) == 88


# Under a mean or an expression

MEAN = """
points = 100
not_applicable = "%s"
combine = "%s"
sections = [ { code = "S", points = 100, weight = 1 } ]
criteria = [
  { code = "A", points = 40, section = "S", formula = "a" },
  { code = "B", points = 60, section = "S", formula = "b" },
  { code = "C", points = 100, weight = 3, formula = "c" },
]
"""


@pytest.mark.parametrize("combine", ["weighted-mean", 'geometric-mean"\nplaces = "2'])
def test_a_mean_leaves_out_what_does_not_apply(play: Play, combine: str) -> None:
    combine = combine.replace('places = "2', "places = 2 #")
    table = MEAN % ("rescale", combine)
    assert points(play(table, {"u": "c=81"}, not_applicable={"u": "A B"})) == 81
    assert points(play(table, {"u": "a=20 b=30"}, not_applicable={"u": "C"})) == 50
    assert points(play(table, {"u": ""}, not_applicable={"u": "A B C"})) == 0


def test_inside_a_part_of_a_mean_the_policy_acts_as_anywhere(play: Play) -> None:
    table = MEAN % ("rescale", "weighted-mean")
    score = play(table, {"u": "a=20 c=90"}, not_applicable={"u": "B"})
    assert points(score) == (50 + 3 * 90) / Fraction(4)


def test_a_mean_counts_full_points(play: Play) -> None:
    table = MEAN % ("full-points", "weighted-mean")
    score = play(table, {"u": "a=20 b=30"}, not_applicable={"u": "C"})
    assert points(score) == (50 + 3 * 100) / Fraction(4)


def test_an_expression_that_reads_what_does_not_apply_is_unknown(play: Play) -> None:
    table = """
        points = 10
        combine = 'max(child("A"), child("B"))'
        criteria = [
          { code = "A", points = 10, formula = "a" },
          { code = "B", points = 10, formula = "b" },
        ]
    """
    score = play(table, {"u": "a=7"}, not_applicable={"u": "B"})
    row = score.by_unit["u"]
    assert row.status is Status.UNSCORED
    assert [reason.subject for reason in row.unknown] == ["B"]
    assert points(play(table, {"u": ""}, not_applicable={"u": "A B"})) == 0


def test_a_section_of_no_points_under_a_mean_takes_no_share(play: Play) -> None:
    table = """
        points = 10
        not_applicable = "average"
        sections = [ { code = "S", points = 0, combine = "weighted-mean" } ]
        criteria = [
          { code = "A", points = 5, section = "S", weight = 1, formula = "a" },
          { code = "B", points = 10, formula = "b" },
        ]
    """
    assert points(play(table, {"u": "a=3"}, not_applicable={"u": "B"})) == 3
