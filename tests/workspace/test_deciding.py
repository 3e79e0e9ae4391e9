"""What people decide in a period: with a reason, within the limits, and never in a final period."""

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from thidua.core.model.criteria import Alternative, Criterion, Effect, Row
from thidua.core.model.observation import (
    JudgedPoints,
    Layer,
    NotApplicable,
    Observation,
    ObservationKind,
    Standing,
    StandingDecision,
)
from thidua.core.model.period import PeriodState
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.core.workspace import deciding
from thidua.core.workspace.cases import OpenCluster

if TYPE_CHECKING:
    from tests.workspace.conftest import Desk


@pytest.fixture
def shown(desk: "Desk") -> OpenCluster:
    return desk.cluster()


def judged(shown: OpenCluster, criterion: str, points: str) -> JudgedPoints:
    return JudgedPoints(
        "ncc", criterion, shown.place, Layer.APPRAISED, Fraction(points), "Biên bản"
    )


def test_judged_points_are_kept_with_who_gave_them(desk: "Desk", shown: OpenCluster) -> None:
    deciding.judge(desk.engine, shown, judged(shown, "A4", "4.5"), "an")
    (held,) = desk.cluster().recorded.judged
    assert (held.points, held.reason, held.actor) == (Fraction("4.5"), "Biên bản", "an")


@pytest.mark.parametrize(
    ("criterion", "points", "limits"),
    [
        ("A4", "5.5", "từ 0 đến 5"),
        ("A4", "-1", "từ 0 đến 5"),
        ("A1", "20.5", "từ 0 đến 20"),
        ("A5", "8.5", "từ 0 đến 8"),
    ],
)
def test_points_outside_their_criterion_are_refused(
    desk: "Desk", shown: OpenCluster, criterion: str, points: str, limits: str
) -> None:
    with pytest.raises(Refused) as refused:
        deciding.judge(desk.engine, shown, judged(shown, criterion, points), "an")
    (fault,) = refused.value.faults
    assert limits in fault.what.vi


def test_a_criterion_without_floor_or_cap_has_the_limits_that_it_names(
    shown: OpenCluster,
) -> None:
    criterion = deciding.find_criterion(shown, "ncc", "A1")

    def fits(changed: Criterion, points: int) -> bool:
        return not deciding.points_faults(changed, Fraction(points))

    free = evolve(criterion, floor="none", bonus_cap="none")
    assert fits(free, -20) and not fits(free, -21) and fits(free, 1_000)
    (fault,) = deciding.points_faults(free, Fraction(-21), "ô C4")
    assert fault.place == "ô C4"
    assert "đến không giới hạn" in fault.what.vi


def test_bonus_rows_without_a_cap_leave_judged_points_without_limit() -> None:
    row = Row(Effect.BONUS, (Alternative(Fraction(1), per="models"),))
    criterion = Criterion("A1", Fraction(10), Text("Mô hình", "Models"), rows=(row,))
    assert deciding.points_faults(criterion, Fraction(25)) == ()
    assert deciding.points_faults(evolve(criterion, rows=()), Fraction(25)) != ()


def test_a_criterion_can_be_said_not_to_concern_a_unit(desk: "Desk", shown: OpenCluster) -> None:
    entry = NotApplicable("vl", "A2", shown.place, Layer.SELF, "Không có đơn")
    deciding.exempt(desk.engine, shown, entry, "an")
    (held,) = desk.cluster().recorded.not_applicable
    assert (held.unit, held.criterion, held.reason) == ("vl", "A2", "Không có đơn")


def test_a_standing_is_decided(desk: "Desk", shown: OpenCluster) -> None:
    decision = StandingDecision("vl", shown.place, Standing.SUSPENDED, "Đang thanh tra")
    deciding.decide_standing(desk.engine, shown, decision, "an")
    assert desk.cluster().member("vl").standing is Standing.SUSPENDED


def test_a_figure_by_hand_says_what_it_replaces(desk: "Desk", shown: OpenCluster) -> None:
    item = Observation(
        "ncc", "jobs", ObservationKind.ACTUAL, shown.period.span, Fraction(5), reason="Bổ sung"
    )
    assert deciding.set_figure(desk.engine, item, "an") is None
    before = deciding.set_figure(desk.engine, evolve(item, value=Fraction(6)), "an")
    assert before is not None and before.value == 5
    with pytest.raises(Refused, match="reason"):
        deciding.set_figure(desk.engine, evolve(item, reason="  "), "an")


def test_a_reason_says_something() -> None:
    assert deciding.given_reason(" Biên bản ") == "Biên bản"
    with pytest.raises(Refused) as refused:
        deciding.given_reason(" ")
    assert refused.value.faults[0].what.vi == "thiếu lý do."


def test_strangers_and_unknown_criteria_are_refused_with_the_nearest(
    shown: OpenCluster,
) -> None:
    with pytest.raises(Refused, match="Did you mean “ncc”"):
        deciding.find_criterion(shown, "nc", "A1")
    with pytest.raises(Refused, match="Did you mean “A1”"):
        deciding.find_criterion(shown, "ncc", "a1x")
    with pytest.raises(Refused) as refused:
        deciding.find_criterion(shown, "ncc", "zzz")
    assert refused.value.faults[0].remedy is None


def test_nothing_is_decided_in_a_final_period(desk: "Desk", shown: OpenCluster) -> None:
    final = evolve(shown, period=evolve(shown.period, state=PeriodState.FINAL))
    standing = StandingDecision("vl", shown.place, Standing.CAPPED, "x")
    exemption = NotApplicable("vl", "A2", shown.place, Layer.SELF, "x")
    with pytest.raises(Refused, match="is final"):
        deciding.judge(desk.engine, final, judged(shown, "A4", "4"), "an")
    with pytest.raises(Refused, match="is final"):
        deciding.exempt(desk.engine, final, exemption, "an")
    with pytest.raises(Refused, match="is final"):
        deciding.decide_standing(desk.engine, final, standing, "an")
