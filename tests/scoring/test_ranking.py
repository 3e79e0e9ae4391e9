"""From totals to places: rank schemes, the tie chain, bands."""

from collections.abc import Callable
from fractions import Fraction
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.model.criteria import Band, RankScheme, TieKey, TieKeyKind
from thidua.core.scoring.ranking import band_of, rank
from thidua.core.scoring.results import ClusterScore, MemberScore

Play = Callable[..., ClusterScore]


def nothing_known(key: TieKey, member: str) -> None:
    return None


def nothing_at_all(key: TieKey, member: int) -> None:
    return None


def ranks(score: ClusterScore) -> dict[str, int | None]:
    return {unit: row.rank for unit, row in score.by_unit.items()}


def decided(score: ClusterScore) -> dict[str, str | None]:
    return {
        unit: row.decided_by.kind.value if row.decided_by else None
        for unit, row in score.by_unit.items()
    }


# Rank schemes


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        (RankScheme.COMPETITION, [1, 2, 2, 4]),
        (RankScheme.DENSE, [1, 2, 2, 3]),
        (RankScheme.ORDINAL, [1, 2, 2, 4]),
    ],
)
def test_what_follows_two_second_places(scheme: RankScheme, expected: list[int]) -> None:
    totals = [("d", Fraction(1)), ("b", Fraction(5)), ("a", Fraction(9)), ("c", Fraction(5))]
    for order in permutations(totals):
        found = rank(order, (), scheme, nothing_known)
        assert [item.rank for item in found] == expected
        assert {item.member for item in found if item.is_shared} == {"b", "c"}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.fractions(0, 3, max_denominator=3), max_size=12), st.randoms())
def test_a_rank_counts_those_who_are_strictly_better(
    totals: list[Fraction], random: Random
) -> None:
    members = list(enumerate(totals))
    random.shuffle(members)
    for scheme in RankScheme:
        found = {item.member: item.rank for item in rank(members, (), scheme, nothing_at_all)}
        better = {number: [other for other in totals if other > total] for number, total in members}
        if scheme is RankScheme.DENSE:
            assert found == {number: 1 + len(set(above)) for number, above in better.items()}
        else:
            assert found == {number: 1 + len(above) for number, above in better.items()}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=2, max_size=6), st.integers(0, 10))
def test_a_better_figure_never_makes_a_rank_worse(
    play: Play, figures: list[int], better: int
) -> None:
    table = PLAIN % "1224"
    units = {f"u{number}": f"a={figure}" for number, figure in enumerate(figures)}
    before = play(table, units).by_unit["u0"].rank
    raised = {**units, "u0": f"a={max(figures[0], better)}"}
    after = play(table, raised).by_unit["u0"].rank
    assert before is not None and after is not None and after <= before


PLAIN = """
points = 10
rank_scheme = "%s"
criteria = [ { code = "A", points = 10, formula = "a" } ]
"""


def test_1234_promises_every_place_once_so_a_tie_that_no_key_breaks_is_open(play: Play) -> None:
    tied = play(PLAIN % "1234", {"u": "a=5", "v": "a=5", "w": "a=1"})
    assert ranks(tied) == {"u": 1, "v": 1, "w": 3}
    assert [row.member.unit for row in tied.open_ties] == ["u", "v"]
    assert tied.provisional

    shared = play(PLAIN % "1224", {"u": "a=5", "v": "a=5"})
    assert shared.open_ties == ()
    assert not shared.provisional


def test_display_order_never_breaks_a_tie(play: Play) -> None:
    first = play(PLAIN % "1224", {"u": "a=5", "v": "a=5", "w": "a=7"})
    second = play(PLAIN % "1224", {"w": "a=7", "v": "a=5", "u": "a=5"})
    assert ranks(first) == ranks(second) == {"w": 1, "u": 2, "v": 2}
    assert list(first.by_unit) == list(second.by_unit)


# What ranks are read from


@pytest.mark.parametrize(("rank_on", "expected"), [("exact", [1, 2]), ("rounded", [1, 1])])
def test_ranks_are_read_from_rounded_or_exact_totals_as_the_set_says(
    play: Play, rank_on: str, expected: list[int]
) -> None:
    table = f"""
        points = 10
        rounding = {{ total = 1 }}
        rank_on = "{rank_on}"
        criteria = [ {{ code = "A", points = 10, formula = "a" }} ]
    """
    score = play(table, {"u": "a=5.04", "v": "a=5.01"})
    assert [row.rank for row in score.rows] == expected
    assert [row.points for row in score.rows] == [5, 5]


# Bands

BANDS = (
    Band("excellent", Fraction(90)),
    Band("good", Fraction(80), Fraction(90)),
    Band("low", None, Fraction(50)),
)


@pytest.mark.parametrize(
    ("percent", "code"),
    [
        ("100", "excellent"),
        ("90", "excellent"),
        ("89.99", "good"),
        ("80", "good"),
        ("79.99", None),
        ("50", None),
        ("49.99", "low"),
        ("-1", "low"),
    ],
)
def test_a_band_holds_its_lower_edge_and_not_its_upper(percent: str, code: str | None) -> None:
    band = band_of(Fraction(percent), BANDS)
    assert (band and band.code) == code


@pytest.mark.parametrize(("rank_on", "band"), [("exact", "good"), ("rounded", "excellent")])
def test_bands_are_percents_of_the_total_that_ranks(play: Play, rank_on: str, band: str) -> None:
    table = f"""
        points = 50
        rounding = {{ total = 0 }}
        rank_on = "{rank_on}"
        bands = [ {{ code = "excellent", from = 90 }}, {{ code = "good", below = 90 }} ]
        criteria = [ {{ code = "A", points = 50, formula = "a" }} ]
    """
    found = play(table, {"u": "a=44.5"}).by_unit["u"].band
    assert found is not None and found.code == band


# The tie chain: tied at 20 of 30

TIED = """
points = 30
%s
tie_breakers = [ %s ]
sections = [ { code = "S", points = 20 } ]
criteria = [
  { code = "A", points = 10, section = "S", formula = "a", bonus_cap = "none" },
  { code = "B", points = 10, section = "S", formula = "b" },
  { code = "C", points = 10, formula = "c", rows = [ { deduct = 1, per = "d" } ] },
  { code = "X", points = 0, rows = [ { bonus = 1, per = "x" } ] },
]
"""
U = "a=10 b=2 c=10 d=2 x=0 p=3 fewer=5"
V = "a=5 b=5 c=10 d=0 x=0 p=2 fewer=4"


def played(play: Play, keys: str, u: str = U, v: str = V, rules: str = "") -> ClusterScore:
    score = play(TIED % (rules, keys), {"u": u, "v": v})
    assert [row.points for row in score.rows] == [20, 20]
    return score


@pytest.mark.parametrize(
    ("key", "leader"),
    [
        ("section:S", "u"),
        ("section:S asc", "v"),
        ("section:S desc", "u"),
        ("criterion:C", "v"),
        ("criterion:B desc", "v"),
        ("criterion:B asc", "u"),
        ("indicator:p", "u"),
        ("indicator:p asc", "v"),
        ("indicator:fewer", "v"),
        ("indicator:fewer desc", "u"),
        ("formula:p - fewer", "u"),
        ("formula:p * 2 - fewer * 3 asc", "u"),
        ("formula:rank(p) desc", "v"),
        ("criteria-at-maximum", "u"),
        ("criteria-at-maximum asc", "v"),
        ("fewest-deductions", "v"),
        ("fewest-deductions desc", "u"),
    ],
)
def test_each_key_parts_a_tie_its_own_way(play: Play, key: str, leader: str) -> None:
    if key == "formula:p - fewer":
        score = played(play, f'"{key}"', v="a=5 b=5 c=10 d=0 x=0 p=2 fewer=5")
    elif key.startswith("criteria-at-maximum"):
        score = played(play, f'"{key}"', v="a=5 b=5 c=9.5 d=0 x=0.5")
    else:
        score = played(play, f'"{key}"')
    assert ranks(score)[leader] == 1
    assert set(ranks(score).values()) == {1, 2}
    assert set(decided(score).values()) == {key.partition(":")[0].partition(" ")[0]}


def test_equal_totals_share_the_rank_where_no_key_parts_them(play: Play) -> None:
    score = played(play, '"criterion:C", "indicator:p"', v=U)
    assert set(ranks(score).values()) == {1}
    assert set(decided(score).values()) == {None}


def test_keys_are_asked_in_their_order(play: Play) -> None:
    score = played(play, '"indicator:p", "fewest-deductions"')
    assert ranks(score) == {"u": 1, "v": 2}
    score = played(play, '"fewest-deductions", "indicator:p"')
    assert ranks(score) == {"v": 1, "u": 2}


@pytest.mark.parametrize("unknown", ["", "p=>2", "p=<9", "p=~3"])
def test_a_key_unknown_for_one_is_skipped_for_the_tied_group_and_said(
    play: Play, unknown: str
) -> None:
    u = f"a=10 b=2 c=10 d=2 x=0 fewer=5 {unknown}"
    score = played(play, '"indicator:p", "formula:p + 1", "indicator:fewer"', u=u)
    assert ranks(score) == {"v": 1, "u": 2}
    for row in score.rows:
        assert [key.kind.value for key in row.skipped_keys] == ["indicator", "formula"]
        assert row.decided_by == TieKey(TieKeyKind.INDICATOR, "fewer")


def test_a_key_is_skipped_only_for_the_group_that_lacks_it(play: Play) -> None:
    units = {"a": "a=9 p=1", "b": "a=9 p=2", "c": "a=5 p=1", "d": "a=5"}
    table = PLAIN % "1224" + 'tie_breakers = ["indicator:p"]'
    score = play(table, units)
    assert ranks(score) == {"b": 1, "a": 2, "c": 3, "d": 3}
    assert [len(row.skipped_keys) for row in score.rows] == [0, 0, 1, 1]


def test_after_a_key_has_parted_some_the_next_parts_the_rest(play: Play) -> None:
    units = {"a": "a=5 p=9 q=1", "b": "a=5 p=1 q=2", "c": "a=5 p=1 q=3", "d": "a=5 p=1 q=3"}
    table = PLAIN % "1224" + 'tie_breakers = ["indicator:p", "indicator:q"]'
    score = play(table, units)
    assert ranks(score) == {"a": 1, "c": 2, "d": 2, "b": 4}
    assert {
        unit: row.decided_by and row.decided_by.code for unit, row in score.by_unit.items()
    } == {
        "a": "p",
        "b": "q",
        "c": "q",
        "d": "q",
    }
    assert score.by_unit["b"].parted == (
        (TieKey(TieKeyKind.INDICATOR, "p"), Fraction(1)),
        (TieKey(TieKeyKind.INDICATOR, "q"), Fraction(2)),
    )


def test_keys_read_points_as_rounded_at_their_level(play: Play) -> None:
    u, v = "a=5.04 b=5.01 c=9.95 d=0 x=0", "a=5.01 b=5.01 c=9.98 d=0 x=0"
    keys = '"criterion:A", "section:S", "criteria-at-maximum"'
    table = TIED % ('rounding = { criterion = 1, total = 0 }\nrank_on = "rounded"', keys)
    score = play(table, {"u": u, "v": v})
    assert [row.rank for row in score.rows] == [1, 1]


def test_criteria_at_maximum_counts_points_of_base_and_bonus_before_any_policy(
    play: Play,
) -> None:
    """9 of 10 rescaled to 18 is not at its maximum; a criterion of no points never counts."""
    table = """
        points = 20
        tie_breakers = ["criteria-at-maximum"]
        criteria = [
          { code = "A", points = 10, formula = "a" },
          { code = "B", points = 10, formula = "b" },
          { code = "X", points = 0, rows = [ { bonus = 5, per = "x" } ] },
        ]
    """
    score = play(table, {"u": "a=9 x=1", "v": "a=10 b=8 x=1"}, not_applicable={"u": "B"})
    assert [row.points for row in score.rows] == [23, 23]
    assert [row.rank for row in score.rows] == [1, 2]
    assert score.rows[0].member.unit == "v"
    assert score.rows[0].parted == ((TieKey(TieKeyKind.CRITERIA_AT_MAXIMUM), Fraction(1)),)


@pytest.mark.parametrize(("figures", "at_maximum"), [("a=9.4 x=0.4", 0), ("a=8.5 x=0.5", 1)])
def test_base_and_bonus_are_rounded_apart_before_the_maximum_is_asked(
    play: Play, figures: str, at_maximum: int
) -> None:
    """9.4 + 0.4 make 9 + 0 and not 10; 8.5 + 0.5 make 9 + 1 and not 9."""
    table = """
        points = 20
        rounding = { criterion = 0 }
        tie_breakers = ["criteria-at-maximum"]
        criteria = [
          { code = "A", points = 10, formula = "a", rows = [ { bonus = 1, per = "x" } ] },
          { code = "B", points = 10, formula = "b" },
        ]
    """
    score = play(table, {"u": f"{figures} b={1 - at_maximum}", "v": "a=5 b=5 x=0"})
    assert [row.points for row in score.rows] == [10, 10]
    assert ranks(score) == {"u": 1, "v": 1 + at_maximum}


@pytest.mark.parametrize("key", ["criterion:A", "section:S"])
def test_what_does_not_apply_to_one_of_them_parts_nobody(play: Play, key: str) -> None:
    table = f"""
        points = 20
        not_applicable = "%s"
        tie_breakers = ["{key}"]
        sections = [ {{ code = "S", points = 10 }} ]
        criteria = [
          {{ code = "A", points = 10, section = "S", formula = "a" }},
          {{ code = "B", points = 10, formula = "b" }},
        ]
    """
    units, exempt = {"u": "b=5", "v": "a=4 b=6"}, {"u": "A"}
    rescaled = play(table % "rescale", units, not_applicable=exempt)
    assert ranks(rescaled) == {"u": 1, "v": 1}
    assert [len(row.skipped_keys) for row in rescaled.rows] == [1, 1]

    units = {"u": "b=5", "v": "a=9 b=6"}
    in_full = play(table % "full-points", units, not_applicable=exempt)
    assert ranks(in_full) == {"u": 1, "v": 2}


def test_fewest_deductions_compares_what_was_deducted_after_caps(play: Play) -> None:
    table = """
        points = 20
        tie_breakers = ["fewest-deductions"]
        criteria = [
          { code = "A", points = 10, deductions_cap = 3, rows = [ { deduct = 1, per = "a" } ] },
          { code = "B", points = 10, formula = "b" },
        ]
    """
    score = play(table, {"u": "a=9 b=5", "v": "a=3 b=5"})
    assert ranks(score) == {"u": 1, "v": 1}
    score = play(table, {"u": "a=9 b=5", "v": "a=2 b=4"})
    assert ranks(score) == {"v": 1, "u": 2}


def test_a_tie_formula_compares_with_all_present_the_unscored_too(play: Play) -> None:
    """w has no total and is still the highest of those present; x is excluded and is not."""
    table = PLAIN % "1224" + 'tie_breakers = ["formula:p / highest(p)"]'
    units = {"u": "a=5 p=2", "v": "a=5 p=1", "w": "p=4", "x": "a=9 p=8"}
    score = play(table, units, standings={"x": "excluded"})
    assert ranks(score) == {"u": 1, "v": 2, "w": None, "x": None}
    shares = {unit: [value for _, value in score.by_unit[unit].parted] for unit in "uv"}
    assert shares == {"u": [Fraction(1, 2)], "v": [Fraction(1, 4)]}


def test_a_key_that_no_set_reads_is_skipped(play: Play) -> None:
    scheme = """
        tie_breakers = ["indicator:z", "section:nowhere"]
        parts = [ { code = "p", criteria = "table" } ]
    """
    score = play(PLAIN % "1224", {"u": "a=5 z=1", "v": "a=5"}, scheme=scheme)
    assert ranks(score) == {"u": 1, "v": 1}


@pytest.mark.parametrize(
    ("key", "figures", "marked"),
    [
        ("indicator:p", "p=*9", True),
        ("indicator:p", "p=9", False),
        ("formula:p + 1", "p=*9", True),
        ("formula:p / highest(p)", "p=9", True),
        ("criterion:A", "p=*9", False),
    ],
)
def test_a_tie_broken_by_an_illustrative_figure_is_marked(
    play: Play, key: str, figures: str, marked: bool
) -> None:
    table = PLAIN % "1224" + f'tie_breakers = ["{key}"]'
    other = "a=5 p=*1" if "highest" in key else "a=5 p=1"
    score = play(table, {"u": f"a=5 {figures}", "v": other})
    assert score.illustrative is marked


def test_rows_of_equal_rank_stand_by_unit_code(play: Play) -> None:
    score = play(PLAIN % "1224", {"b": "a=1", "c": "a=1", "a": "a=1"})
    rows: tuple[MemberScore, ...] = score.rows
    assert [row.member.unit for row in rows] == ["a", "b", "c"]
