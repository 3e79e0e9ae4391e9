"""Rows to records and back. A row that no record can hold raises ValueError."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from thidua.core.exact.figure import Bound
from thidua.core.model.cluster import Cluster, Membership, Role
from thidua.core.model.code import folded
from thidua.core.model.criteria import Basis
from thidua.core.model.observation import (
    JudgedPoints,
    Layer,
    NotApplicable,
    Observation,
    ObservationKind,
    Place,
    Standing,
    StandingDecision,
)
from thidua.core.model.period import Period, PeriodKind, PeriodState, Span
from thidua.core.model.unit import UnitVersion
from thidua.core.record import tables
from thidua.core.record.opened import OpenedCluster, PeriodMember

Values = dict[str, Any]
"""A row to be written, by column."""


def coded_values(code: str) -> Values:
    """The columns that every table with a code of its own begins with."""
    return {"code": code, "folded": folded(code), "version": 1}


def unit_version_of(row: Row[Any]) -> UnitVersion:
    """A version of a unit."""
    return UnitVersion(
        valid_from=row.valid_from,
        name=row.name,
        kind=row.kind,
        parent=row.parent,
        sector=row.sector,
        territory=row.territory,
    )


def unit_version_values(unit: str, version: UnitVersion) -> Values:
    """A version of a unit, as a row."""
    return {
        "unit": unit,
        "valid_from": version.valid_from,
        "name": version.name,
        "kind": version.kind,
        "parent": version.parent,
        "sector": version.sector,
        "territory": version.territory,
    }


def cluster_of(row: Row[Any]) -> Cluster:
    """A cluster."""
    return Cluster(row.code, row.name, row.organiser, row.label)


def cluster_values(cluster: Cluster) -> Values:
    """What may change of a cluster."""
    return {"name": cluster.name, "organiser": cluster.organiser, "label": cluster.label}


def membership_of(row: Row[Any]) -> Membership:
    """A line of a roster."""
    return Membership(row.cluster, row.unit, Role(row.role), row.valid_from, row.valid_to)


def membership_values(membership: Membership) -> Values:
    """A line of a roster, as a row."""
    return {
        "cluster": membership.cluster,
        "unit": membership.unit,
        "role": membership.role.value,
        "valid_from": membership.valid_from,
        "valid_to": membership.valid_to,
    }


def period_of(row: Row[Any]) -> Period:
    """A period."""
    return Period(
        code=row.code,
        span=_span(row.span_start, row.span_end),
        kind=PeriodKind(row.kind),
        state=PeriodState(row.state),
        deadline=row.deadline,
    )


def period_values(period: Period) -> Values:
    """A period, as a row."""
    return {
        **coded_values(period.code),
        "span_start": period.span.start,
        "span_end": period.span.end,
        "kind": period.kind.value,
        "state": period.state.value,
        "deadline": period.deadline,
    }


def opened_cluster_of(row: Row[Any], members: tuple[PeriodMember, ...] = ()) -> OpenedCluster:
    """A cluster in a period; its members stand in rows of their own."""
    return OpenedCluster(_place(row), row.criteria, Basis(row.basis), row.digest, members)


def opened_cluster_values(opened: OpenedCluster) -> Values:
    """A cluster in a period, as a row."""
    return {
        **_place_values(opened.place),
        "criteria": opened.criteria,
        "basis": opened.basis.value,
        "digest": opened.digest,
    }


def period_member_of(row: Row[Any]) -> PeriodMember:
    """A member kept for a period."""
    return PeriodMember(row.unit, Role(row.role))


def period_member_values(place: Place, member: PeriodMember) -> Values:
    """A member kept for a period, as a row."""
    return {**_place_values(place), "unit": member.unit, "role": member.role.value}


_OBSERVATION = tuple(column.name for column in tables.observation.columns)


def observation_of(row: Row[Any]) -> Observation:
    """A figure, of a row with all the columns of the table."""
    # There are thousands of them, and asking a Row for a column by its name is slow.
    values = dict(zip(_OBSERVATION, row, strict=True))
    return Observation(
        unit=values["unit"],
        indicator=values["indicator"],
        kind=ObservationKind(values["kind"]),
        span=_span(values["span_start"], values["span_end"]),
        value=values["value"],
        bound=Bound(values["bound"]),
        layer=Layer(values["layer"]),
        place=_maybe_place(values["cluster"], values["period"]),
        source=values["source"],
        evidence=values["evidence"],
        measure=values["measure"],
        reason=values["reason"],
        illustrative=bool(values["illustrative"]),
        actor=values["actor"],
        at=values["at"],
    )


def observation_values(observation: Observation) -> Values:
    """A figure, as a row; who entered it and when is added where it is written."""
    return {
        "unit": observation.unit,
        "indicator": observation.indicator,
        "kind": observation.kind.value,
        "span_start": observation.span.start,
        "span_end": observation.span.end,
        "layer": observation.layer.value,
        **_place_values(observation.place),
        "value": observation.value,
        "bound": observation.bound.value,
        "source": observation.source,
        "evidence": observation.evidence,
        "measure": observation.measure,
        "reason": observation.reason,
        "illustrative": int(observation.illustrative),
    }


def judged_points_of(row: Row[Any]) -> JudgedPoints:
    """Points that a person gave."""
    return JudgedPoints(
        unit=row.unit,
        criterion=row.criterion,
        place=_place(row),
        layer=Layer(row.layer),
        points=row.points,
        reason=row.reason,
        illustrative=bool(row.illustrative),
        actor=row.actor,
        at=row.at,
    )


def judged_points_values(judged: JudgedPoints, *, withdrawn: bool = False) -> Values:
    """Points that a person gave, as a row; ``withdrawn``: the row that takes them back."""
    return {
        "unit": judged.unit,
        **_place_values(judged.place),
        "criterion": judged.criterion,
        "layer": judged.layer.value,
        "points": judged.points,
        "reason": judged.reason,
        "illustrative": int(judged.illustrative),
        "withdrawn": int(withdrawn),
    }


def not_applicable_of(row: Row[Any]) -> NotApplicable:
    """A criterion that does not concern a unit."""
    return NotApplicable(
        unit=row.unit,
        criterion=row.criterion,
        place=_place(row),
        layer=Layer(row.layer),
        reason=row.reason,
        actor=row.actor,
        at=row.at,
    )


def not_applicable_values(entry: NotApplicable, *, withdrawn: bool = False) -> Values:
    """A criterion that does not concern a unit, as a row; ``withdrawn``: that takes it back."""
    return {
        "unit": entry.unit,
        **_place_values(entry.place),
        "criterion": entry.criterion,
        "layer": entry.layer.value,
        "reason": entry.reason,
        "withdrawn": int(withdrawn),
    }


def standing_decision_of(row: Row[Any]) -> StandingDecision:
    """A decision on a member's place."""
    return StandingDecision(
        unit=row.unit,
        place=_place(row),
        standing=Standing(row.standing),
        reason=row.reason,
        actor=row.actor,
        at=row.at,
    )


def standing_decision_values(decision: StandingDecision) -> Values:
    """A decision on a member's place, as a row."""
    return {
        "unit": decision.unit,
        **_place_values(decision.place),
        "standing": decision.standing.value,
        "reason": decision.reason,
    }


READERS: Mapping[str, Callable[[Row[Any]], object]] = {
    "unit_version": unit_version_of,
    "cluster": cluster_of,
    "cluster_member": membership_of,
    "period": period_of,
    "period_cluster": opened_cluster_of,
    "period_member": period_member_of,
    "observation": observation_of,
    "judged_points": judged_points_of,
    "not_applicable": not_applicable_of,
    "standing_decision": standing_decision_of,
}
"""The record of each row, by table."""


@lru_cache
def _span(start: date, end: date) -> Span:
    """One record for the thousands of figures of a period."""
    return Span(start, end)


def _place(row: Row[Any]) -> Place:
    return Place(cluster=row.cluster, period=row.period)


@lru_cache
def _maybe_place(cluster: str | None, period: str) -> Place | None:
    return None if cluster is None else Place(cluster, period)


def _place_values(place: Place | None) -> Values:
    return {
        "period": None if place is None else place.period,
        "cluster": None if place is None else place.cluster,
    }
