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
