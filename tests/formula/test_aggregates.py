"""A unit against the members of its cluster."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from thidua.core.exact.interval import Interval
from thidua.core.formula.evaluation import LeftOut, Reading, SharedAggregates
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.tree import Name

ReadCluster = Callable[..., list[object]]
MakeMember = Callable[..., Any]


def jobs(*values: object) -> list[dict[str, object]]:
    return [{} if value is None else {"a": value} for value in values]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("highest(a)", 7),
        ("lowest(a)", 1),
        ("mean(a)", Fraction(10, 3)),
        ("sum(a)", 10),
        ("count(a)", 3),
        ("count(where = a > 1)", 2),
        ("sum(a * a, where = a > 1)", 53),
    ],
)
def test_a_value_over_the_members(read_cluster: ReadCluster, expression: str, value: int) -> None:
    assert read_cluster(expression, jobs(1, 7, 2)) == [value] * 3


def test_rank_is_1_for_the_highest_and_ties_share(read_cluster: ReadCluster) -> None:
    assert read_cluster("rank(a)", jobs(5, 9, 5, 1)) == [2, 1, 2, 4]


LEADER = """
0.5 * points * a / t if a <= t
else 0.5 * points + 0.5 * points * (a / t - 1) / (highest(a / t, where = given(t) and a > t) - 1)
"""


def test_the_leader_gets_all_and_the_others_their_share(read_cluster: ReadCluster) -> None:
    """Fragment T6: 0.8, 1, 1.1, 1.3 of the target with 10 points at most."""
    members = [{"a": a, "t": 10} for a in (8, 10, 11, 13)]
    assert read_cluster(LEADER, members) == [4, 5, Fraction(20, 3), 10]


def test_when_the_leader_withdraws_the_next_one_leads(read_cluster: ReadCluster) -> None:
    members = [{"a": a, "t": 10} for a in (8, 10, 11)]
    assert read_cluster(LEADER, members) == [4, 5, 10]


def test_aggregates_nest(read_cluster: ReadCluster) -> None:
    assert read_cluster("sum(rank(a))", jobs(5, 9, 1)) == [6, 6, 6]
    assert read_cluster("count(where = a > mean(a))", jobs(5, 9, 1)) == [1, 1, 1]


class TestLeftOut:
    def test_members_without_a_value_are_left_out_and_named(self, member: MakeMember) -> None:
        peers = [member("u1", a=4), member("u2"), member("u3", a="~ 9")]
        reading = Reading(peers[0], peers)
        value = reading.number(parse_expression("mean(a)"))
        assert getattr(value, "point", None) == 4
        assert [(one.unit, one.reasons[0].kind) for one in reading.left_out] == [
            ("u2", "missing"),
            ("u3", "near"),
        ]

    def test_an_unknown_condition_leaves_out_as_well(self, member: MakeMember) -> None:
        peers = [member("u1", a=4, b=1), member("u2", a=5)]
        reading = Reading(peers[0], peers)
        reading.number(parse_expression("sum(a, where = b > 0)"))
        assert [one.unit for one in reading.left_out] == ["u2"]

    def test_a_false_condition_does_not(self, member: MakeMember) -> None:
        peers = [member("u1", a=4, b=1), member("u2", b=0)]
        reading = Reading(peers[0], peers)
        reading.number(parse_expression("sum(a, where = b > 0)"))
        assert reading.left_out == ()

    def test_those_of_an_inner_aggregate_are_told_once(self, member: MakeMember) -> None:
        peers = [member("u1", a=4), member("u2", a=5), member("u3")]
        reading = Reading(peers[0], peers)
        reading.number(parse_expression("sum(rank(a)) + sum(highest(a))"))
        assert [one.unit for one in reading.left_out] == ["u3"]
        assert isinstance(reading.left_out[0], LeftOut)


class TestOfNothing:
    def test_sum_and_count_are_zero(self, read_cluster: ReadCluster) -> None:
        assert read_cluster("sum(a) + count(a)", jobs(None, None)) == [0, 0]

    @pytest.mark.parametrize("kind", ["highest", "lowest", "mean"])
    def test_the_others_are_unknown(self, read_cluster: ReadCluster, kind: str) -> None:
        answer = [f"empty-aggregate {kind}"]
        assert read_cluster(f"{kind}(a, where = a > 9)", jobs(1, 2)) == [answer, answer]

    def test_a_unit_that_does_not_count_has_no_rank(self, read_cluster: ReadCluster) -> None:
        assert read_cluster("rank(a, where = a > 1)", jobs(1, 2, 3)) == [
            ["empty-aggregate rank"],
            2,
            1,
        ]

    def test_a_unit_without_a_value_has_no_rank(self, read_cluster: ReadCluster) -> None:
        assert read_cluster("rank(a)", jobs(None, 2)) == [["missing a"], 1]
        answers = read_cluster("rank(a, where = b > 0)", [{"a": 1}, {"a": 2, "b": 1}])
        assert answers == [["missing b"], 1]

    def test_no_spread_is_a_division_by_zero_the_author_provides_for(
        self, read_cluster: ReadCluster
    ) -> None:
        spread = "(a - lowest(a)) / (highest(a) - lowest(a))"
        assert read_cluster(spread, jobs(3, 3)) == [["divided-by-zero"]] * 2
        careful = f"0 if highest(a) == lowest(a) else {spread}"
        assert read_cluster(careful, jobs(3, 3)) == [0, 0]


class TestBounds:
    def test_highest_and_lowest(self, read_cluster: ReadCluster) -> None:
        open_top = Interval(Fraction(9), None, True)
        assert read_cluster("highest(a)", jobs(4, "> 9", "> 2")) == [open_top] * 3
        assert read_cluster("lowest(a)", jobs(4, "> 9", 5)) == [4, 4, 4]

    def test_sum_and_mean(self, read_cluster: ReadCluster) -> None:
        assert read_cluster("sum(a)", jobs(4, "> 9")) == [Interval(Fraction(13), None, True)] * 2
        assert (
            read_cluster("mean(a)", jobs(4, "> 9")) == [Interval(Fraction("6.5"), None, True)] * 2
        )

    def test_a_bounded_member_counts(self, read_cluster: ReadCluster) -> None:
        assert read_cluster("count(a)", jobs(4, "> 9")) == [2, 2]

    def test_the_figure_and_its_unit_are_named(self, read_cluster: ReadCluster) -> None:
        assert read_cluster("1 if highest(a) > 10 else 0", jobs(4, "> 9")) == [
            ["undecided a@u2"],
            ["undecided a"],
        ]
        assert read_cluster("1 if sum(highest(a)) > 30 else 0", jobs(4, "> 9")) == [
            ["undecided a@u2"],
            ["undecided a"],
        ]

    def test_rank_is_decided_where_the_order_is(self, read_cluster: ReadCluster) -> None:
        assert read_cluster("rank(a)", jobs(4, "> 9", 9, 10)) == [
            4,
            ["undecided a"],
            3,
            ["undecided a@u2"],
        ]
        assert read_cluster("rank(a)", jobs("> 9", 9)) == [1, 2]


def test_members_are_read_once_for_all_cells(member: MakeMember) -> None:
    class Counting:
        def __init__(self, unit: str) -> None:
            self.unit, self.reads = unit, 0

        def figure(self, name: Name) -> object:
            self.reads += 1
            return member(a=self.unit).figure(name)

    peers: list[Any] = [Counting("1"), Counting("2"), Counting("3")]
    node = parse_expression("rank(a) + highest(a) + mean(a)")
    shared = SharedAggregates()
    for peer in peers:
        Reading(peer, list(peers), shared=shared).number(node)
    once_for_each_aggregate, for_its_own_rank = 3, 1
    assert [peer.reads for peer in peers] == [once_for_each_aggregate + for_its_own_rank] * 3


def test_other_peers_are_another_question(member: MakeMember) -> None:
    one, two = member("u1", a=1), member("u2", a=2)
    node, shared = parse_expression("highest(a)"), SharedAggregates()
    both = Reading(one, [one, two], shared=shared).number(node)
    alone = Reading(one, [one], shared=shared).number(node)
    assert (getattr(both, "point", None), getattr(alone, "point", None)) == (2, 1)


def test_the_figures_of_the_members_are_told(member: MakeMember) -> None:
    peers = [member("u1", a=1, b=0), member("u2", a=2, b=1)]
    reading = Reading(peers[0], peers)
    reading.number(parse_expression("sum(a, where = b > 0) + sum(count(a.target))"))
    assert reading.reads == frozenset()
    told = {(unit, name.indicator, name.field.value) for unit, name in reading.peer_reads}
    assert told == {
        ("u1", "b", "actual"),
        ("u2", "a", "actual"),
        ("u2", "b", "actual"),
        ("u1", "a", "target"),
        ("u2", "a", "target"),
    }
