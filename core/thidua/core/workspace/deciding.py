"""What people decide in a period: a figure by hand, judged points, exemptions, standings.

Each decision carries its reason and stays for ever; the latest holds.
"""

from fractions import Fraction

from sqlalchemy import Engine

from thidua.core.model.criteria import Criterion, Judged
from thidua.core.model.observation import (
    JudgedPoints,
    NotApplicable,
    Observation,
    StandingDecision,
)
from thidua.core.record.connection import writing
from thidua.core.record.decisions import save_judged, save_not_applicable, save_standings
from thidua.core.record.observations import save_observations
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse
from thidua.core.text.names import nearest
from thidua.core.text.number_format import format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.taking_in import now


def decide_standing(
    engine: Engine, open_cluster: OpenCluster, decision: StandingDecision, actor: str
) -> None:
    """Exclude, suspend, cap or restore a member."""
    open_cluster.member(decision.unit)
    with writing(engine) as connection:
        save_standings(connection, [decision], actor, now())


def judge(
    engine: Engine,
    open_cluster: OpenCluster,
    entry: JudgedPoints,
    actor: str,
) -> None:
    """Store judged points; Refused outside the criterion's limits."""
    open_cluster.member(entry.unit)
    criterion = find_criterion(open_cluster, entry.unit, entry.criterion)
    _refuse_outside(criterion, entry.points)
    with writing(engine) as connection:
        save_judged(connection, [entry], actor, now())


def exempt(engine: Engine, open_cluster: OpenCluster, entry: NotApplicable, actor: str) -> None:
    """Store that a criterion does not concern a member."""
    open_cluster.member(entry.unit)
    find_criterion(open_cluster, entry.unit, entry.criterion)
    with writing(engine) as connection:
        save_not_applicable(connection, [entry], actor, now())


def set_figure(engine: Engine, observation: Observation, actor: str) -> None:
    """Store one figure entered by hand, with its reason."""
    _given(observation.reason)
    with writing(engine) as connection:
        save_observations(connection, [observation], actor, now())


def find_criterion(open_cluster: OpenCluster, unit: str, code: str) -> Criterion:
    """A counted criterion of a member's sets; Refused, with the nearest code, for another."""
    member = open_cluster.member(unit)
    parts = (part.set_for(member.sector) for part in open_cluster.scheme.parts)
    known = {
        item.criterion.code: item.criterion
        for part in parts
        if part is not None
        for item in open_cluster.sets[part].criteria
    }
    if code not in known:
        near = nearest(code, known)
        raise refuse(
            f"không có tiêu chí “{code}” trong bảng điểm của đơn vị này.",
            f"there is no criterion “{code}” in the criteria set of this unit.",
            remedy=Text(f"Có phải là “{near[0]}”?", f"Did you mean “{near[0]}”?") if near else None,
        )
    return known[code]


def _refuse_outside(criterion: Criterion, points: Fraction) -> None:
    low, high = _limits(criterion)
    if points < low or (high is not None and points > high):
        top = Text("không giới hạn", "no limit") if high is None else _shown(high)
        raise refuse(
            f"{_shown(points).vi} điểm nằm ngoài khung của tiêu chí “{criterion.code}”"
            f" (từ {_shown(low).vi} đến {top.vi}).",
            f"{_shown(points).en} points are outside criterion “{criterion.code}”"
            f" ({_shown(low).en} to {top.en}).",
        )


def _limits(criterion: Criterion) -> tuple[Fraction, Fraction | None]:
    if isinstance(criterion.base, Judged):
        return criterion.base.low, criterion.base.high
    low = criterion.floor if isinstance(criterion.floor, Fraction) else -criterion.points
    if criterion.bonus_cap == "none":
        return low, None
    bonus = criterion.bonus_cap if isinstance(criterion.bonus_cap, Fraction) else Fraction(0)
    return low, criterion.points + bonus


def _shown(value: Fraction) -> Text:
    return Text(format_number(value, "vi"), format_number(value, "en"))


def _given(reason: str) -> str:
    if not reason.strip():
        raise refuse("thiếu lý do.", "a reason is missing.")
    return reason
