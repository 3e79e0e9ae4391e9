"""Ranked, unscored, excluded, suspended, capped: who is in, who counts, and why not."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.formula.tree import Name
from thidua.core.scoring.results import ClusterScore, Status

Play = Callable[..., ClusterScore]

PLAIN = 'points = 10\ncriteria = [ { code = "A", points = 10, formula = "a" } ]'
RELATIVE = """
points = 10
criteria = [ { code = "A", points = 10, formula = "points * a / highest(a)" } ]
"""
GATED = """
points = 10
[[criteria]]
code = "A"
points = 10
formula = "points * a / highest(a)"
rows = [ { gate = "%s", code = "5.2" } ]
"""


def statuses(score: ClusterScore) -> dict[str, tuple[str, int | None]]:
    return {unit: (row.status.value, row.rank) for unit, row in score.by_unit.items()}


def points(score: ClusterScore) -> dict[str, Fraction | None]:
    return {unit: row.points for unit, row in score.by_unit.items()}


def test_an_unscored_member_has_no_total_comes_last_and_makes_the_ranks_provisional(
    play: Play,
) -> None:
    score = play(PLAIN, {"a": "", "b": "a=1", "c": "a=2"})
    assert statuses(score) == {"c": ("ranked", 1), "b": ("ranked", 2), "a": ("unscored", None)}
    assert list(score.by_unit) == ["c", "b", "a"]
    assert score.by_unit["a"].unknown == (Reason(ReasonKind.MISSING, "a"),)
    assert score.provisional
    assert not play(PLAIN, {"b": "a=1", "c": "a=2"}).provisional


@pytest.mark.parametrize(
    ("standing", "rank"), [("suspended", 1), ("capped", 1), ("normal", 1), ("excluded", None)]
)
def test_a_decision_withholds_an_award_or_takes_the_rank_away(
    play: Play, standing: str, rank: int | None
) -> None:
    score = play(PLAIN, {"u": "a=9", "v": "a=5"}, standings={"u": standing})
    row = score.by_unit["u"]
    assert row.status is Status("ranked" if standing == "normal" else standing)
    assert row.rank == rank
    assert row.member.standing_reason == "quyết định"
    assert score.by_unit["v"].rank == (1 if rank is None else 2)
    assert not score.provisional


def test_an_unknown_criterion_goes_before_a_suspension_whose_reason_stays(play: Play) -> None:
    row = play(PLAIN, {"u": ""}, standings={"u": "suspended"}).by_unit["u"]
    assert row.status is Status.UNSCORED
    assert row.member.standing_reason == "quyết định"


# Who counts among the peers


@pytest.mark.parametrize(
    ("standing", "of_v"), [("normal", 5), ("suspended", 5), ("capped", 5), ("excluded", 10)]
)
def test_suspended_and_capped_members_are_peers_and_excluded_ones_are_not(
    play: Play, standing: str, of_v: int
) -> None:
    score = play(RELATIVE, {"u": "a=8", "v": "a=4"}, standings={"u": standing})
    assert points(score)["v"] == of_v


def test_only_those_to_whom_the_criterion_applies_are_peers(play: Play) -> None:
    score = play(RELATIVE, {"u": "a=8", "v": "a=4"}, not_applicable={"u": "A"})
    assert points(score)["v"] == 10


T6 = """
points = 10
rounding = { criterion = 2, total = 2 }
[[criteria]]
code = "A"
points = 10
formula = "peer-relative-above-target"
inputs = { actual = "a", target = "a.target" }
"""


def test_the_leader_withdraws_and_the_next_above_its_target_leads(play: Play) -> None:
    """Police clusters of Quảng Trị: 0.8, 1, 1.1 and 1.3 of the target."""
    units = {
        "p08": "a=80 a.target=100",
        "p10": "a=200 a.target=200",
        "p11": "a=110 a.target=100",
        "p13": "a=26 a.target=20",
    }
    assert points(play(T6, units)) == {
        "p08": 4,
        "p10": 5,
        "p11": Fraction("6.67"),
        "p13": 10,
    }
    withdrawn = play(T6, units, standings={"p13": "excluded"})
    assert points(withdrawn) == {"p11": 10, "p10": 5, "p08": 4, "p13": None}
    assert [withdrawn.by_unit[unit].rank for unit in ("p11", "p10", "p08", "p13")] == [
        1,
        2,
        3,
        None,
    ]


# Gates


def test_a_gate_takes_a_member_out_with_the_gate_as_the_reason(play: Play) -> None:
    score = play(GATED % "not given(g)", {"u": "a=8", "v": "a=4 g=1"})
    row = score.by_unit["u"]
    assert (row.status, row.rank, row.total) == (Status.EXCLUDED, None, None)
    assert row.gate is not None and row.gate.gate.code == "5.2"
    assert points(score)["v"] == 10
    assert row.cells() == ()


def test_a_member_whose_gate_is_unknown_is_unscored_and_stays_among_the_peers(
    play: Play,
) -> None:
    score = play(GATED % "g > 0", {"u": "a=8", "v": "a=4 g=0"})
    row = score.by_unit["u"]
    assert row.status is Status.UNSCORED
    assert row.unknown == (Reason(ReasonKind.MISSING, "g"),)
    assert row.points is None and row.exact_points is None
    assert points(score)["v"] == 5


def test_one_closed_gate_excludes_whatever_another_leaves_open(play: Play) -> None:
    table = """
        points = 10
        criteria = [ { code = "A", points = 10, formula = "a", rows = [
          { gate = "g > 0" }, { gate = "h > 0" } ] } ]
    """
    score = play(table, {"closed": "a=1 h=1", "open": "a=1 g=0 h=0"})
    assert statuses(score) == {"open": ("ranked", 1), "closed": ("excluded", None)}


def test_of_several_closed_gates_the_first_in_the_table_is_named(play: Play) -> None:
    table = """
        points = 20
        criteria = [
          { code = "A", points = 10, formula = "a", rows = [
            { gate = "g > 0", code = "1" }, { gate = "h > 0", code = "2" } ] },
          { code = "B", points = 10, formula = "b", rows = [ { gate = "k > 0", code = "3" } ] },
        ]
    """
    for figures, named in (("g=1 h=1 k=1", "1"), ("g=0 h=1 k=1", "2"), ("g=0 h=0 k=1", "3")):
        row = play(table, {"u": f"a=1 b=1 {figures}"}).by_unit["u"]
        assert row.gate is not None and row.gate.gate.code == named


def test_a_gate_of_a_criterion_that_does_not_apply_is_not_read(play: Play) -> None:
    table = """
        points = 20
        criteria = [
          { code = "A", points = 10, applies_to = ["division"] },
          { code = "A1", points = 10, parent = "A", formula = "a", rows = [ { gate = "g > 0" } ] },
          { code = "B", points = 10, formula = "b" },
        ]
    """
    units = {"u": "a=1 b=1 g=1", "v": "a=1 b=1 g=1", "w": "a=1 b=1 g=1"}
    score = play(table, units, kinds={"u": "commune"}, not_applicable={"v": "A"})
    found = {unit: row.status.value for unit, row in score.by_unit.items()}
    assert found == {"u": "ranked", "v": "ranked", "w": "excluded"}


@pytest.mark.parametrize(
    ("figures", "illustrative"), [("a=5 g=*0", True), ("a=5 g=0", False), ("a=5 g=*1", True)]
)
def test_a_gate_that_reads_an_illustrative_figure_marks_the_result(
    play: Play, figures: str, illustrative: bool
) -> None:
    assert play(GATED % "g > 0", {"u": figures}).illustrative is illustrative


def test_the_figures_of_the_excluded_mark_nothing(play: Play) -> None:
    score = play(RELATIVE, {"u": "a=*8", "v": "a=4"}, standings={"u": "excluded"})
    assert not score.illustrative
    assert score.case.entries.illustrative == {("u", Name("a"))}
