"""From criteria to a set's points: sections, means, caps at three levels, declared rounding."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua.core.exact.reason import ReasonKind
from thidua.core.scoring.results import ClusterScore, Status
from thidua.core.scoring.set_scoring import PlaceScore
from thidua.core.scoring.tally import Level, LineKind

Play = Callable[..., ClusterScore]


def points(score: ClusterScore) -> Fraction | None:
    return score.by_unit["u"].points


def section(score: ClusterScore, code: str) -> PlaceScore:
    total = score.by_unit["u"].total
    assert total is not None
    return total.parts[0].score.places[Level.SECTION, code]


def lines(score: ClusterScore) -> dict[tuple[str, str], Fraction]:
    """The lines of the total by kind and code."""
    total = score.by_unit["u"].total
    assert total is not None and total.tally is not None
    return {(line.kind.value, line.code): line.points for line in total.tally.lines}


NESTED = """
points = 30
sections = [
  { code = "S", points = 20 },
  { code = "S1", points = 12, parent = "S" },
]
criteria = [
  { code = "A", points = 12, section = "S1", formula = "a" },
  { code = "B", points = 8, section = "S", formula = "b" },
  { code = "C", points = 10, formula = "c" },
]
"""


def test_sections_sum_what_is_in_them(play: Play) -> None:
    score = play(NESTED, {"u": "a=3 b=4 c=5"})
    found = {code: section(score, code).tally for code in ("S", "S1")}
    assert {code: tally and tally.points for code, tally in found.items()} == {"S": 7, "S1": 3}
    assert points(score) == 12


def test_an_unknown_criterion_makes_its_sections_and_the_total_unknown_and_no_other(
    play: Play,
) -> None:
    score = play(NESTED, {"u": "b=4 c=5"})
    assert points(score) is None
    assert section(score, "S1").tally is None
    assert section(score, "S").tally is None


# Means and expressions


def test_a_weighted_mean_is_the_weighted_sum_over_the_weights(play: Play) -> None:
    table = """
        points = 100
        combine = "weighted-mean"
        criteria = [
          { code = "A", points = 100, weight = 2, formula = "a" },
          { code = "B", points = 100, weight = "0.5", formula = "b" },
        ]
    """
    score = play(table, {"u": "a=90 b=50"})
    assert points(score) == (2 * 90 + Fraction("0.5") * 50) / Fraction("2.5") == 82
    assert lines(score) == {
        ("criterion", "A"): 90,
        ("criterion", "B"): 50,
        ("combined", ""): 82 - 140,
    }


@pytest.mark.parametrize(
    ("a", "b", "places", "mean"),
    [("4", "9", 0, "6"), ("2", "3", 3, "2.449"), ("0", "9", 2, "0"), ("0.5", "0.5", 2, "0.5")],
)
def test_a_geometric_mean_is_rounded_at_its_declared_places(
    play: Play, a: str, b: str, places: int, mean: str
) -> None:
    table = f"""
        points = 10
        combine = "geometric-mean"
        places = {places}
        criteria = [
          {{ code = "A", points = 10, weight = "0.5", formula = "a" }},
          {{ code = "B", points = 10, weight = "0.5", formula = "b" }},
        ]
    """
    assert points(play(table, {"u": f"a={a} b={b}"})) == Fraction(mean)


def test_a_geometric_mean_of_a_negative_part_is_unknown(play: Play) -> None:
    table = """
        points = 20
        sections = [ { code = "S", points = 20, combine = "geometric-mean", places = 2 } ]
        criteria = [
          { code = "A", points = 10, section = "S", weight = 1, formula = "a", floor = "none" },
          { code = "B", points = 10, section = "S", weight = 1, formula = "b" },
        ]
    """
    score = play(table, {"u": "a=-1 b=5"})
    row = score.by_unit["u"]
    assert row.status is Status.UNSCORED
    assert [reason.kind for reason in row.unknown] == [ReasonKind.NEGATIVE_MEAN]


def test_an_expression_combines_children_by_code(play: Play) -> None:
    table = """
        points = 10
        combine = 'min(child("S"), child("B"))'
        sections = [ { code = "S", points = 10 } ]
        criteria = [
          { code = "A", points = 10, section = "S", formula = "a" },
          { code = "B", points = 10, formula = "b" },
        ]
    """
    assert points(play(table, {"u": "a=7 b=5"})) == 5
    assert points(play(table, {"u": "a=3 b=5"})) == 3


def test_an_expression_reads_a_section_of_bonus_only_as_zero(play: Play) -> None:
    table = """
        points = 10
        combine = 'child("S") + child("T")'
        sections = [ { code = "S", points = 10 }, { code = "T", points = 0 } ]
        criteria = [
          { code = "A", points = 10, section = "S", formula = "a" },
          { code = "B", points = 0, section = "T", rows = [ { bonus = 1, per = "b" } ] },
        ]
    """
    assert points(play(table, {"u": "a=7 b=2"})) == 9


def test_a_mean_leaves_bonus_as_it_is(play: Play) -> None:
    table = """
        points = 10
        combine = "weighted-mean"
        criteria = [
          { code = "A", points = 10, weight = 1, formula = "a", bonus_cap = "none" },
          { code = "B", points = 10, weight = 1, formula = "b" },
        ]
    """
    assert points(play(table, {"u": "a=14 b=6"})) == 8 + 4


# Caps of bonus


@pytest.mark.parametrize(("bonus", "total"), [(20, 115), (50, 145), (63, 145)])
def test_a_bonus_of_63_is_cut_to_the_sets_50(play: Play, bonus: int, total: int) -> None:
    """Thừa Thiên Huế 2018: 950 points for contents and at most 50 of bonus."""
    table = """
        points = 100
        bonus_cap = 50
        criteria = [
          { code = "A", points = 100, formula = "a" },
          { code = "B", points = 0, rows = [ { bonus = 1, per = "b" } ] },
        ]
    """
    score = play(table, {"u": f"a=95 b={bonus}"})
    assert points(score) == total
    assert lines(score).get(("bonus-cap", ""), 0) == min(50 - bonus, 0)


DONG_NAI = """
points = 100
criteria = [
  { code = "task", points = 40, formula = "a", bonus_cap = 0 },
  { code = "front", points = 30, formula = "b", bonus_cap = 3 },
  { code = "staff", points = 30, formula = "c", bonus_cap = 2 },
]
"""


def test_caps_of_bonus_0_3_and_2_make_at_most_105_of_40_30_and_30(play: Play) -> None:
    """The emulation table of Đồng Nai 2026."""
    assert points(play(DONG_NAI, {"u": "a=99 b=99 c=99"})) == 105
    assert points(play(DONG_NAI, {"u": "a=40 b=31 c=30"})) == 101


def test_a_total_may_exceed_the_scale_97_and_10_are_107(play: Play) -> None:
    table = """
        points = 100
        criteria = [
          { code = "sector", points = 100, formula = "a" },
          { code = "flags", points = 0, rows = [
            { bonus = 10, when = "b >= 1" }, { bonus = 15, when = "c >= 1" } ] },
        ]
    """
    assert points(play(table, {"u": "a=97 b=1 c=0"})) == 107


def test_a_section_caps_the_bonus_of_what_is_in_it(play: Play) -> None:
    table = """
        points = 20
        bonus_cap = 5
        sections = [ { code = "S", points = 10, bonus_cap = 2 }, { code = "T", points = 10 } ]
        criteria = [
          { code = "A", points = 10, section = "S", formula = "a", bonus_cap = 4 },
          { code = "B", points = 10, section = "T", formula = "b", bonus_cap = "none" },
        ]
    """
    found = lines(play(table, {"u": "a=20 b=20"}))
    assert found == {
        ("criterion", "A"): 14,
        ("bonus-cap", "S"): -2,
        ("criterion", "B"): 20,
        ("bonus-cap", ""): -7,
    }


# Caps of deductions

DEDUCTING = """
points = 20
%s
sections = [ { code = "S", points = 20%s } ]
criteria = [
  { code = "A", points = 10, section = "S", rows = [ { deduct = 1, per = "a" } ] },
  { code = "B", points = 10, section = "S", rows = [ { deduct = 1, per = "b" } ] },
]
"""


@pytest.mark.parametrize(
    ("set_cap", "section_cap", "total", "deducted"),
    [
        ("", "", 13, 7),
        ("", ", deductions_cap = 5", 15, 5),
        ("", ", deductions_cap = 7", 13, 7),
        ("", ', deductions_cap = "none"', 13, 7),
        ("deductions_cap = 4", "", 16, 4),
        ("deductions_cap = 4", ", deductions_cap = 5", 16, 4),
        ("deductions_cap = 6", ", deductions_cap = 5", 15, 5),
    ],
)
def test_what_is_deducted_over_a_cap_is_given_back(
    play: Play, set_cap: str, section_cap: str, total: int, deducted: int
) -> None:
    score = play(DEDUCTING % (set_cap, section_cap), {"u": "a=4 b=3"})
    member = score.by_unit["u"].total
    assert points(score) == total
    assert member is not None and member.deductions == deducted


def test_a_cap_gives_back_only_what_a_floor_let_deductions_take(play: Play) -> None:
    score = play(DEDUCTING % ("", ", deductions_cap = 11"), {"u": "a=40 b=2"})
    assert points(score) == 20 - 11
    assert lines(score)["deductions-cap", "S"] == 10 + 2 - 11
    assert points(play(DEDUCTING % ("", ", deductions_cap = 15"), {"u": "a=40 b=2"})) == 20 - 12


def test_a_cap_over_a_mean_gives_back_what_the_mean_lost(play: Play) -> None:
    table = """
        points = 10
        deductions_cap = 1
        sections = [ { code = "S", points = 10, combine = "weighted-mean" } ]
        [[criteria]]
        code = "A"
        points = 10
        section = "S"
        weight = 3
        rows = [ { deduct = 1, per = "a" } ]
        [[criteria]]
        code = "B"
        points = 10
        section = "S"
        weight = 1
        formula = "b"
    """
    assert points(play(table, {"u": "a=8 b=6"})) == (3 * 2 + 6) / Fraction(4) + 6 - 1
    assert points(play(table, {"u": "a=1 b=6"})) == (3 * 9 + 6) / Fraction(4)


def test_a_cap_over_an_expression_gives_nothing_back_where_the_loss_cannot_be_told(
    play: Play,
) -> None:
    table = """
        points = 10
        deductions_cap = 1
        sections = [ { code = "S", points = 10, combine = 'child("A") / (10 - child("A"))' } ]
        criteria = [
          { code = "A", points = 10, section = "S", rows = [ { deduct = 1, per = "a" } ] },
        ]
    """
    assert points(play(table, {"u": "a=5"})) == 1


# Rounding

ROUNDED = """
points = 30
rounding = { %s }
sections = [ { code = "S", points = 20 } ]
criteria = [
  { code = "A", points = 10, section = "S", formula = "a" },
  { code = "B", points = 10, section = "S", formula = "b" },
  { code = "C", points = 10, formula = "c", bonus_cap = "none" },
]
"""


@pytest.mark.parametrize(
    ("rounding", "total"),
    [
        ("", "8.035"),
        ("criterion = 1", "8"),
        ("section = 1", "8.025"),
        ("total = 1", "8"),
        ("criterion = 2", "8.05"),
        ('criterion = 2, mode = "half-even"', "8.02"),
        ('criterion = 2, mode = "down"', "8.02"),
        ('criterion = 0, mode = "up"', "11"),
        ("criterion = 2, section = 1, total = 0", "8"),
    ],
)
def test_points_are_rounded_only_at_the_levels_that_are_declared(
    play: Play, rounding: str, total: str
) -> None:
    score = play(ROUNDED % rounding, {"u": "a=2.005 b=3.005 c=3.025"})
    assert points(score) == Fraction(total)


def test_every_rounding_is_a_line_of_its_own(play: Play) -> None:
    score = play(
        ROUNDED % "criterion = 2, section = 1, total = 0", {"u": "a=2.005 b=3.005 c=3.025"}
    )
    found = lines(score)
    assert {key: value for key, value in found.items() if key[0] == LineKind.ROUNDING} == {
        ("rounding", "A"): Fraction("0.005"),
        ("rounding", "B"): Fraction("0.005"),
        ("rounding", "S"): Fraction("-0.02"),
        ("rounding", "C"): Fraction("0.005"),
        ("rounding", "table"): Fraction("-0.03"),
    }
    assert sum(found.values()) == 8


def test_base_and_bonus_are_rounded_apart(play: Play) -> None:
    table = """
        points = 10
        rounding = { criterion = 1 }
        criteria = [ { code = "A", points = 10, formula = "a", rows = [ { bonus = "0.25" } ] } ]
    """
    assert points(play(table, {"u": "a=1.25"})) == Fraction("1.6")


def test_the_total_is_rounded_as_one_number(play: Play) -> None:
    table = """
        points = 10
        rounding = { total = 1 }
        criteria = [ { code = "A", points = 10, formula = "a", rows = [ { bonus = "0.25" } ] } ]
    """
    assert points(play(table, {"u": "a=1.25"})) == Fraction("1.5")
