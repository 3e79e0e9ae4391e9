"""What people decide in a period: a figure by hand, judged points, exemptions, standings.

Each decision carries its reason and stays for ever; the latest holds until it is withdrawn.
"""

from collections.abc import Collection
from fractions import Fraction

from sqlalchemy import Connection, Engine

from thidua.core.model.criteria import Criterion, Effect, Judged
from thidua.core.model.observation import (
    JudgedPoints,
    NotApplicable,
    Observation,
    StandingDecision,
)
from thidua.core.record.connection import writing
from thidua.core.record.decisions import (
    load_not_applicable,
    save_judged,
    save_not_applicable,
    save_standings,
)
from thidua.core.record.observations import observation_history, save_observations
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.core.text.number_format import format_number
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.clock import now
from thidua.core.workspace.period_state import refuse_final
from thidua.core.workspace.views.wording import LAYER_WORDS


def decide_standing(
    engine: Engine, open_cluster: OpenCluster, decision: StandingDecision, actor: str
) -> None:
    """Exclude, suspend, cap or restore a member."""
    refuse_final(open_cluster.period)
    open_cluster.member(decision.unit)
    with writing(engine) as connection:
        save_standings(connection, [decision], actor, now())


def judge(
    engine: Engine,
    open_cluster: OpenCluster,
    entry: JudgedPoints,
    actor: str,
) -> None:
    """Store judged points; Refused outside the criterion's limits.

    Also where the layer says that the criterion, or the whole that it is a part of, does not apply:
    that would go on to hold.
    """
    refuse_final(open_cluster.period)
    criterion = find_criterion(open_cluster, entry.unit, entry.criterion)
    refuse_all(points_faults(criterion, entry.points))
    with writing(engine) as connection:
        refuse_all(exempt_faults(connection, open_cluster, [entry]))
        save_judged(connection, [entry], actor, now())


def exempt_faults(
    connection: Connection, open_cluster: OpenCluster, entries: Collection[JudgedPoints]
) -> tuple[Fault, ...]:
    """Which of the entries judge what their own layer says does not apply."""
    exempt_of = {
        (item.unit, item.layer, item.criterion): item
        for item in load_not_applicable(connection, [open_cluster.place])
    }
    return tuple(
        _does_not_apply(exempt_of[entry.unit, entry.layer, whole])
        for entry in entries
        for whole in _wholes_of(open_cluster, entry)
        if (entry.unit, entry.layer, whole) in exempt_of
    )


def _wholes_of(open_cluster: OpenCluster, entry: JudgedPoints) -> Collection[str]:
    criterion = find_criterion(open_cluster, entry.unit, entry.criterion)
    return _with_wholes(open_cluster, criterion, entry.unit)


def exempt(engine: Engine, open_cluster: OpenCluster, entry: NotApplicable, actor: str) -> None:
    """Store that a criterion does not concern a member."""
    refuse_final(open_cluster.period)
    criterion = find_criterion(open_cluster, entry.unit, entry.criterion)
    if criterion.parent is not None:
        raise _part_of_another(criterion)
    with writing(engine) as connection:
        save_not_applicable(connection, [entry], actor, now())


def set_figure(engine: Engine, observation: Observation, actor: str) -> Observation | None:
    """Store one figure entered by hand, with its reason; returns the one that it replaces."""
    given_reason(observation.reason)
    with writing(engine) as connection:
        before = observation_history(connection, observation)
        save_observations(connection, [observation], actor, now())
    return before[-1].observation if before else None


def given_reason(reason: str) -> str:
    """The reason of a decision; Refused where it says nothing."""
    if not reason.strip():
        raise refuse("thiếu lý do.", "a reason is missing.")
    return reason.strip()


def find_criterion(open_cluster: OpenCluster, unit: str, code: str) -> Criterion:
    """A counted criterion of a member's sets; Refused, with the nearest code, for another."""
    known = _criteria_of(open_cluster, unit)
    if code not in known:
        raise refuse(
            f"không có tiêu chí “{code}” trong bảng điểm của đơn vị này.",
            f"there is no criterion “{code}” in the criteria set of this unit.",
            remedy=did_you_mean(code, known),
        )
    found = known[code]
    if found.parent is not None and not isinstance(found.base, Judged):
        raise _part_of_another(found)
    return found


def _criteria_of(open_cluster: OpenCluster, unit: str) -> dict[str, Criterion]:
    member = open_cluster.member(unit)
    parts = (part.set_for(member.sector) for part in open_cluster.scheme.parts)
    return {
        item.criterion.code: item.criterion
        for part in parts
        if part is not None
        for item in open_cluster.sets[part].criteria
    }


def _with_wholes(open_cluster: OpenCluster, criterion: Criterion, unit: str) -> set[str]:
    """The code of a criterion, and of each that it is a part of."""
    known = _criteria_of(open_cluster, unit)
    codes = {criterion.code}
    while criterion.parent is not None:
        criterion = known[criterion.parent]
        codes.add(criterion.code)
    return codes


def _does_not_apply(entry: NotApplicable) -> Fault:
    words = LAYER_WORDS[entry.layer]
    command = (
        f"thidua result withdraw {entry.unit} {entry.criterion} --cluster {entry.place.cluster}"
        f" --period {entry.place.period} --layer {entry.layer.value} --reason"
    )
    return Fault(
        Text(
            f"tiêu chí “{entry.criterion}” đã được ghi là không áp dụng ở lớp {words.vi};"
            " điểm chấm sẽ không được tính.",
            f"criterion “{entry.criterion}” stands as not applicable in the layer {words.en};"
            " the points would not count.",
        ),
        place=entry.unit,
        remedy=Text(
            f'Nếu tiêu chí vẫn áp dụng, hãy rút lại quyết định đó: {command} "…"',
            f'If it does apply, withdraw that entry: {command} "…"',
        ),
    )


def _part_of_another(criterion: Criterion) -> Refused:
    """A child criterion is decided with its parent; only judged points may be its own."""
    return refuse(
        f"tiêu chí “{criterion.code}” là một phần của tiêu chí “{criterion.parent}”.",
        f"criterion “{criterion.code}” is a part of criterion “{criterion.parent}”.",
        remedy=Text(
            f"Hãy quyết định cho tiêu chí “{criterion.parent}”.",
            f"Decide on criterion “{criterion.parent}”.",
        ),
    )


def points_faults(criterion: Criterion, points: Fraction, place: str = "") -> tuple[Fault, ...]:
    """That points lie outside the criterion's limits; empty where they lie within."""
    low, high = _limits(criterion)
    if low <= points and (high is None or points <= high):
        return ()
    top = Text("không giới hạn", "no limit") if high is None else _shown(high)
    given, bottom = _shown(points), _shown(low)
    what = Text(
        f"{given.vi} điểm nằm ngoài khung của tiêu chí “{criterion.code}”"
        f" (từ {bottom.vi} đến {top.vi}).",
        f"{given.en} points are outside criterion “{criterion.code}” ({bottom.en} to {top.en}).",
    )
    return (Fault(what, place),)


def _limits(criterion: Criterion) -> tuple[Fraction, Fraction | None]:
    if isinstance(criterion.base, Judged):
        return criterion.base.low, criterion.base.high
    low = criterion.floor if isinstance(criterion.floor, Fraction) else -criterion.points
    has_bonus_rows = any(row.effect is Effect.BONUS for row in criterion.rows)
    if criterion.bonus_cap == "none" or (criterion.bonus_cap is None and has_bonus_rows):
        return low, None
    bonus = criterion.bonus_cap if isinstance(criterion.bonus_cap, Fraction) else Fraction(0)
    return low, criterion.points + bonus


def _shown(value: Fraction) -> Text:
    return Text(format_number(value, "vi"), format_number(value, "en"))
