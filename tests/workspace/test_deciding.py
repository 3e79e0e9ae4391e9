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
from thidua.core.workspace.withdrawing import Matter, withdraw

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


# --- withdrawals ---------------------------------------------------------------------------------


def matter(shown: OpenCluster, criterion: str, layer: Layer = Layer.APPRAISED) -> Matter:
    return Matter("ncc", criterion, shown.place, layer)


def test_judged_points_are_withdrawn(desk: "Desk", shown: OpenCluster) -> None:
    points = judged(shown, "A4", "4.5")
    deciding.judge(desk.engine, shown, points, "an")
    deciding.judge(desk.engine, shown, evolve(points, unit="vl"), "an")
    deciding.judge(desk.engine, shown, evolve(points, criterion="A1"), "an")
    deciding.judge(desk.engine, shown, evolve(points, layer=Layer.COUNCIL), "an")
    found = withdraw(desk.engine, shown, matter(shown, "A4"), "Nhầm đơn vị", "bình")
    assert [item.points for item in found.judged] == [Fraction("4.5")]
    assert found.not_applicable == ()
    left = desk.cluster().recorded.judged
    assert {(item.unit, item.criterion, item.layer) for item in left} == {
        ("vl", "A4", Layer.APPRAISED),
        ("ncc", "A1", Layer.APPRAISED),
        ("ncc", "A4", Layer.COUNCIL),
    }


def test_points_and_an_exemption_are_withdrawn_together(desk: "Desk", shown: OpenCluster) -> None:
    exempt = NotApplicable("ncc", "A4", shown.place, Layer.APPRAISED, "Không tổ chức")
    deciding.judge(desk.engine, shown, judged(shown, "A4", "4"), "an")
    deciding.exempt(desk.engine, shown, exempt, "an")
    found = withdraw(desk.engine, shown, matter(shown, "A4"), "Làm lại", "an")
    assert (len(found.judged), len(found.not_applicable)) == (1, 1)
    assert desk.cluster().recorded.judged == ()
    assert desk.cluster().recorded.not_applicable == ()


def test_where_nothing_holds_the_layers_that_hold_something_are_named(
    desk: "Desk", shown: OpenCluster
) -> None:
    with pytest.raises(Refused) as refused:
        withdraw(desk.engine, shown, matter(shown, "A4"), "Nhầm", "an")
    (fault,) = refused.value.faults
    assert "ở lớp thẩm định" in fault.what.vi
    assert fault.remedy is None
    exempt = NotApplicable("ncc", "A4", shown.place, Layer.SELF, "Không tổ chức")
    deciding.judge(desk.engine, shown, evolve(judged(shown, "A4", "4"), layer=Layer.COUNCIL), "an")
    deciding.exempt(desk.engine, shown, exempt, "an")
    with pytest.raises(Refused) as refused:
        withdraw(desk.engine, shown, matter(shown, "A4"), "Nhầm", "an")
    (fault,) = refused.value.faults
    assert fault.remedy == Text(
        "Có quyết định ở lớp: tự chấm (--layer self), hội đồng (--layer council).",
        "Layers that hold one: self-score (--layer self), council (--layer council).",
    )


def test_nothing_is_withdrawn_twice(desk: "Desk", shown: OpenCluster) -> None:
    deciding.judge(desk.engine, shown, judged(shown, "A4", "4"), "an")
    withdraw(desk.engine, shown, matter(shown, "A4"), "Nhầm", "an")
    with pytest.raises(Refused, match="neither judged points nor"):
        withdraw(desk.engine, shown, matter(shown, "A4"), "Nhầm", "an")


def test_a_withdrawal_has_a_reason_a_known_criterion_and_an_open_period(
    desk: "Desk", shown: OpenCluster
) -> None:
    final = evolve(shown, period=evolve(shown.period, state=PeriodState.FINAL))
    deciding.judge(desk.engine, shown, judged(shown, "A4", "4"), "an")
    with pytest.raises(Refused, match="a reason is missing"):
        withdraw(desk.engine, shown, matter(shown, "A4"), " ", "an")
    with pytest.raises(Refused, match="Did you mean “A4”"):
        withdraw(desk.engine, shown, matter(shown, "A4x"), "Nhầm", "an")
    with pytest.raises(Refused, match="is final"):
        withdraw(desk.engine, final, matter(shown, "A4"), "Nhầm", "an")
    assert len(desk.cluster().recorded.judged) == 1


def test_what_does_not_apply_is_not_judged_in_the_same_layer(
    desk: "Desk", shown: OpenCluster
) -> None:
    exempt = NotApplicable("ncc", "A4", shown.place, Layer.APPRAISED, "Không tổ chức")
    deciding.exempt(desk.engine, shown, exempt, "an")
    with pytest.raises(Refused) as refused:
        deciding.judge(desk.engine, shown, judged(shown, "A4", "4"), "an")
    (fault,) = refused.value.faults
    command = "thidua result withdraw ncc A4 --cluster phong --period 2026 --layer appraised"
    assert fault.remedy is not None
    assert command in fault.remedy.vi and command in fault.remedy.en
    deciding.judge(desk.engine, shown, judged(shown, "A1", "4"), "an")
    deciding.judge(desk.engine, shown, evolve(judged(shown, "A4", "4"), unit="vl"), "an")
    deciding.judge(desk.engine, shown, evolve(judged(shown, "A4", "3"), layer=Layer.COUNCIL), "an")
    withdraw(desk.engine, shown, matter(shown, "A4"), "Có tổ chức", "an")
    deciding.judge(desk.engine, shown, judged(shown, "A4", "4"), "an")
