"""Judged points, criteria that do not apply, standings: the latest decision holds."""

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from sqlalchemy import Connection, text

from thidua.core.model.observation import (
    JudgedPoints,
    Layer,
    NotApplicable,
    Place,
    Standing,
    StandingDecision,
)
from thidua.core.record.decisions import (
    load_judged,
    load_not_applicable,
    load_standings,
    save_judged,
    save_not_applicable,
    save_standings,
    withdraw_judged,
    withdraw_not_applicable,
)
from thidua.core.record.stored import Stored
from thidua.core.text.fault import Refused

if TYPE_CHECKING:
    from tests.record.conftest import World

ELSEWHERE = Place("k1", "2024")


def test_judged_points_hold_until_they_are_judged_again(
    connection: Connection, world: "World"
) -> None:
    first = JudgedPoints("u1", "C1", world.place, Layer.APPRAISED, Fraction("4.25"), "Đạt")
    council = evolve(first, layer=Layer.COUNCIL, points=Fraction(3), illustrative=True)
    again = evolve(first, points=Fraction(5), reason="Bổ sung minh chứng")
    assert save_judged(connection, [first, council], world.actor, world.at) == Stored(new=2)
    assert save_judged(connection, [again, council], world.actor, world.at) == Stored(
        changed=1, unchanged=1
    )
    found = load_judged(connection, [world.place])
    signed = [evolve(item, actor=world.actor, at=world.at) for item in (council, again)]
    assert found == tuple(signed)
    assert load_judged(connection, [ELSEWHERE]) == ()
    assert load_judged(connection, []) == ()


def test_judged_points_that_are_no_longer_an_illustration_are_stored(
    connection: Connection, world: "World"
) -> None:
    shown = JudgedPoints("u1", "C1", world.place, Layer.APPRAISED, Fraction(4), "Đạt", True)
    save_judged(connection, [shown], world.actor, world.at)
    real = evolve(shown, illustrative=False)
    assert save_judged(connection, [real], world.actor, world.at) == Stored(changed=1)
    (held,) = load_judged(connection, [world.place])
    assert held.illustrative is False


def test_a_criterion_that_does_not_apply_keeps_its_reason(
    connection: Connection, world: "World"
) -> None:
    entry = NotApplicable("u2", "C1", world.place, Layer.SELF, "Không có chợ trên địa bàn")
    assert save_not_applicable(connection, [entry], world.actor, world.at) == Stored(new=1)
    assert save_not_applicable(connection, [entry], world.actor, world.at) == Stored(unchanged=1)
    found = load_not_applicable(connection, [world.place, ELSEWHERE])
    assert found == (evolve(entry, actor=world.actor, at=world.at),)


def test_the_latest_standing_of_a_member_holds(connection: Connection, world: "World") -> None:
    suspended = StandingDecision("u1", world.place, Standing.SUSPENDED, "Đang thanh tra")
    restored = StandingDecision("u1", world.place, Standing.NORMAL, "Kết luận không vi phạm")
    capped = StandingDecision("u2", world.place, Standing.CAPPED, "Nộp báo cáo muộn")
    save_standings(connection, [suspended, capped], world.actor, world.at)
    save_standings(connection, [restored], world.actor, world.at)
    found = load_standings(connection, [world.place])
    assert [(item.unit, item.standing) for item in found] == [
        ("u2", Standing.CAPPED),
        ("u1", Standing.NORMAL),
    ]
    kept = connection.execute(text("SELECT count(*) FROM standing_decision")).scalar()
    assert kept == 3


def test_a_decision_concerns_a_member(connection: Connection, world: "World") -> None:
    stranger = StandingDecision("so", world.place, Standing.CAPPED, "Không phải thành viên")
    with pytest.raises(Exception, match="FOREIGN KEY"):
        save_standings(connection, [stranger], world.actor, world.at)


def test_the_second_of_two_who_judge_is_told(connection: Connection, world: "World") -> None:
    points = JudgedPoints("u1", "C1", world.place, Layer.APPRAISED, Fraction(4), "Đạt")
    exempt = NotApplicable("u1", "C1", world.place, Layer.APPRAISED, "Không có đối tượng")
    capped = StandingDecision("u1", world.place, Standing.CAPPED, "Vi phạm")
    save_judged(connection, [points], world.actor, world.at, seen=0)
    save_not_applicable(connection, [exempt], world.actor, world.at, seen=0)
    save_standings(connection, [capped], world.actor, world.at, seen=0)
    with pytest.raises(Refused, match="2025 · k1 · u1 · C1 · appraised: "):
        save_judged(connection, [points], world.actor, world.at, seen=0)
    with pytest.raises(Refused, match="2025 · k1 · u1 · C1 · appraised: "):
        save_not_applicable(connection, [exempt], world.actor, world.at, seen=0)
    with pytest.raises(Refused, match="2025 · k1 · u1: "):
        save_standings(connection, [capped], world.actor, world.at, seen=0)


def test_withdrawn_points_hold_no_more_and_stay_in_the_history(
    connection: Connection, world: "World"
) -> None:
    points = JudgedPoints("u1", "C1", world.place, Layer.APPRAISED, Fraction(4), "Đạt")
    council = evolve(points, layer=Layer.COUNCIL)
    save_judged(connection, [points, council], world.actor, world.at)
    withdraw_judged(connection, points, "Chấm nhầm đơn vị", "tran.thi.binh", world.at)
    assert [item.layer for item in load_judged(connection, [world.place])] == [Layer.COUNCIL]
    history = text(
        "SELECT revision, withdrawn, reason, actor FROM judged_points"
        " WHERE layer = 'appraised' ORDER BY revision"
    )
    assert [tuple(row) for row in connection.execute(history)] == [
        (1, 0, "Đạt", world.actor),
        (2, 1, "Chấm nhầm đơn vị", "tran.thi.binh"),
    ]


def test_what_was_withdrawn_may_be_decided_again_in_the_same_words(
    connection: Connection, world: "World"
) -> None:
    points = JudgedPoints("u1", "C1", world.place, Layer.APPRAISED, Fraction(4), "Đạt")
    exempt = NotApplicable("u2", "C1", world.place, Layer.SELF, "Không có chợ")
    for _ in range(2):
        assert save_judged(connection, [points], world.actor, world.at).written == 1
        assert save_not_applicable(connection, [exempt], world.actor, world.at).written == 1
        assert len(load_judged(connection, [world.place])) == 1
        assert len(load_not_applicable(connection, [world.place])) == 1
        withdraw_judged(connection, points, points.reason, world.actor, world.at)
        withdraw_not_applicable(connection, exempt, exempt.reason, world.actor, world.at)
        assert load_judged(connection, [world.place]) == ()
        assert load_not_applicable(connection, [world.place]) == ()
    for table in ("judged_points", "not_applicable"):
        kept = connection.execute(text(f"SELECT withdrawn FROM {table} ORDER BY revision"))
        assert kept.scalars().all() == [0, 1, 0, 1]


def test_a_withdrawal_follows_a_decision_and_has_a_reason(
    connection: Connection, world: "World"
) -> None:
    points = JudgedPoints("u1", "C1", world.place, Layer.APPRAISED, Fraction(4), "Đạt")
    exempt = NotApplicable("u1", "C1", world.place, Layer.APPRAISED, "Không có đối tượng")
    with pytest.raises(ValueError, match="reason"):
        withdraw_judged(connection, points, " ", world.actor, world.at)
    with pytest.raises(ValueError, match="reason"):
        withdraw_not_applicable(connection, exempt, "", world.actor, world.at)
    with pytest.raises(Exception, match="withdrawal"):
        withdraw_judged(connection, points, "Nhầm", world.actor, world.at)
    with pytest.raises(Exception, match="withdrawal"):
        withdraw_not_applicable(connection, exempt, "Nhầm", world.actor, world.at)


@pytest.mark.parametrize("table", ["judged_points", "not_applicable"])
def test_an_entry_is_withdrawn_or_it_is_not(
    connection: Connection, world: "World", table: str
) -> None:
    points = JudgedPoints("u1", "C1", world.place, Layer.APPRAISED, Fraction(4), "Đạt")
    exempt = NotApplicable("u1", "C1", world.place, Layer.APPRAISED, "Không có đối tượng")
    save_judged(connection, [points], world.actor, world.at)
    save_not_applicable(connection, [exempt], world.actor, world.at)
    with pytest.raises(Exception, match=f"ck_{table}_withdrawn"):
        connection.execute(text(f"UPDATE {table} SET revision = 2, withdrawn = 2"))
