"""What the ranks would be by other roundings, policies and totals."""

import pytest
from tests.scoring.rank_changes import CLOSE, PLAIN, Play, outcome, ranks, tried

from thidua.core.exact.rounding import RoundingMode
from thidua.core.model.criteria import NotApplicablePolicy, RankOn
from thidua.core.scoring.alternatives import OtherPlaces, OtherTotals, alternatives
from thidua.core.scoring.robustness import robustness
from thidua.core.scoring.tally import Level

# Other rules

ROUNDED = """
points = 20
rounding = { criterion = 1, total = 1 }
rank_on = "rounded"
criteria = [
  { code = "A", points = 10, formula = "a" }, { code = "B", points = 10, formula = "b" } ]
"""
# 3.04 + 3.04 = 6.08 is 6.0 by criteria; 3.05 + 3.00 = 6.05 is 6.1.
TURNED = {"u": "a=3.04 b=3.04", "v": "a=3.05 b=3"}


def test_a_rounding_turns_ranks(play: Play) -> None:
    score = play(ROUNDED, TURNED)
    assert ranks(score) == {"v": 1, "u": 2}
    found = robustness(score)
    turned = [("v", 1, 2), ("u", 2, 1)]
    level = [("u", 2, 1)]
    assert outcome(found, OtherPlaces(Level.CRITERION, (2,))) == level  # 6.08 and 6.05: both 6.1
    assert outcome(found, OtherPlaces(Level.CRITERION, ())) == level
    assert outcome(found, OtherPlaces(Level.CRITERION, (0,))) == level  # both 6
    assert outcome(found, RoundingMode.HALF_EVEN) == level  # 3.05 is 3.0
    assert outcome(found, RoundingMode.UP) == turned  # 3.1 + 3.1, and 3.1 + 3
    assert outcome(found, OtherTotals(RankOn.EXACT)) == []
    assert found.ranges == {"v": (1, 2), "u": (1, 2)}


def test_ranks_by_rounded_totals_need_places_and_get_those_that_are_usual(play: Play) -> None:
    found = robustness(play(PLAIN % "1224", {"u": "a=5.004 t=1", "v": "a=5.001 t=2"}))
    assert outcome(found, OtherTotals(RankOn.ROUNDED, 2)) == [("u", 1, 2), ("v", 2, 1)]
    declared = "rounding = { total = 0 }\n" + PLAIN % "1224"
    found = robustness(play(declared, {"u": "a=5.4 t=1", "v": "a=5.1 t=2"}))
    assert outcome(found, OtherTotals(RankOn.ROUNDED, 0)) == [("u", 1, 2), ("v", 2, 1)]


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("rescale", {"full-points", "average"}),
        ("full-points", {"rescale", "average"}),
        ("average", {"rescale", "full-points"}),
    ],
)
def test_a_policy_turns_ranks(play: Play, declared: str, expected: set[str]) -> None:
    table = f"""
        points = 20
        not_applicable = "{declared}"
        criteria = [ {{ code = "A", points = 10, formula = "a" }},
          {{ code = "B", points = 10, formula = "b" }} ]
    """
    # u has 4 of 10, so 8 of 20 where it is scaled up and 14 with full points; v has 10.
    score = play(table, {"u": "a=4", "v": "a=5 b=5"}, not_applicable={"u": "B"})
    found = robustness(score)
    policies = (one.change for one in found.outcomes)
    assert {one.value for one in policies if isinstance(one, NotApplicablePolicy)} == expected
    full = [("v", 1, 2), ("u", 2, 1)]
    if declared == "full-points":
        back = [("u", 1, 2), ("v", 2, 1)]
        assert outcome(found, NotApplicablePolicy.RESCALE) == back
        assert outcome(found, NotApplicablePolicy.AVERAGE) == back
    else:
        assert outcome(found, NotApplicablePolicy.FULL_POINTS) == full


def test_a_policy_may_leave_a_member_without_a_rank(play: Play) -> None:
    """A division by a child that is not there: only full points give it."""
    table = """
        points = 10
        not_applicable = "full-points"
        combine = "child('A') * 10 / child('B')"
        criteria = [ { code = "A", points = 10, formula = "a" },
          { code = "B", points = 10, formula = "b" } ]
    """
    score = play(table, {"u": "a=4", "v": "a=5 b=5"}, not_applicable={"u": "B"})
    assert ranks(score) == {"v": 1, "u": 2}
    found = robustness(score)
    assert outcome(found, NotApplicablePolicy.RESCALE) == [("u", 2, None)]
    assert found.ranges == {"v": (1, 1), "u": (2, 2)}
    assert found.may_lose_rank == {"u"}


POLICIES = [NotApplicablePolicy.FULL_POINTS, NotApplicablePolicy.AVERAGE]
OTHER_MODES = [RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN]


def test_only_rules_that_ranks_are_read_by_are_tried(play: Play) -> None:
    """No section is there to be rounded, and exact ranks do not care how totals are rounded."""
    table = "rounding = { mode = 'up', total = 1 }\n" + PLAIN % "1224"
    assert tried(play(table, CLOSE)) == [
        OtherPlaces(Level.CRITERION, (1,)),
        OtherTotals(RankOn.ROUNDED, 1),
        *POLICIES,
    ]


def test_ranks_by_rounded_totals_are_tried_with_all_other_places_but_none(play: Play) -> None:
    assert tried(play(ROUNDED, TURNED)) == [
        *OTHER_MODES,
        OtherPlaces(Level.CRITERION, (0,)),
        OtherPlaces(Level.CRITERION, (2,)),
        OtherPlaces(Level.CRITERION, ()),
        OtherPlaces(Level.TOTAL, (0,)),
        OtherPlaces(Level.TOTAL, (2,)),
        OtherTotals(RankOn.EXACT),
        *POLICIES,
    ]


def test_a_mode_is_tried_where_only_parts_or_ranked_totals_are_rounded(play: Play) -> None:
    other = [RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.DOWN]
    for table in (
        "rounding = { mode = 'up', part = 1 }\n" + PLAIN % "1224",
        "rounding = { mode = 'up', total = 1 }\nrank_on = 'rounded'\n" + PLAIN % "1224",
    ):
        changes = tried(play(table, CLOSE))
        assert [one for one in changes if isinstance(one, RoundingMode)] == other


def test_ranks_by_exact_totals_are_those_of_a_scheme_that_says_so(play: Play) -> None:
    for one in alternatives(play(ROUNDED, TURNED).case):
        exact = one.change == OtherTotals(RankOn.EXACT)
        assert one.case.scheme.rank_on is (RankOn.EXACT if exact else RankOn.ROUNDED)


def test_places_of_no_decimal_have_none_fewer(play: Play) -> None:
    table = "rounding = { criterion = 0 }\n" + PLAIN % "1224"
    assert tried(play(table, CLOSE)) == [
        *OTHER_MODES,
        OtherPlaces(Level.CRITERION, (1,)),
        OtherPlaces(Level.CRITERION, ()),
        OtherTotals(RankOn.ROUNDED, 2),
        *POLICIES,
    ]


def test_a_bloc_is_tried_with_its_parts_and_with_the_places_of_every_set(play: Play) -> None:
    common = """
        code = "common"
        points = 10
        rounding = { criterion = 1, section = 1 }
        sections = [ { code = "S", points = 10 } ]
        criteria = [ { code = "A", points = 10, section = "S", formula = "a" } ]
    """
    own = """
        code = "own"
        points = 10
        rounding = { mode = "down", criterion = 3 }
        criteria = [ { code = "B", points = 10, formula = "b" } ]
    """
    scheme = """
        code = "bloc"
        [[parts]]
        code = "common"
        criteria = "common"
        [[parts]]
        code = "own"
        criteria = "own"
    """
    score = play(common, {"u": "a=1 b=2", "v": "a=2 b=2"}, more=(own,), scheme=scheme)
    assert tried(score) == [
        RoundingMode.HALF_UP,  # the one set is rounded half-up, the other down: all alike
        *OTHER_MODES,
        OtherPlaces(Level.CRITERION, (0, 2)),
        OtherPlaces(Level.CRITERION, (2, 4)),
        OtherPlaces(Level.CRITERION, ()),
        OtherPlaces(Level.SECTION, (0,)),
        OtherPlaces(Level.SECTION, (2,)),
        OtherPlaces(Level.SECTION, ()),
        OtherPlaces(Level.PART, (2,)),
        OtherTotals(RankOn.ROUNDED, 2),
        *POLICIES,
    ]
