"""Scoring a case: a cluster of its own, by the same ways as one that is on record."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from thidua.core.formula.tree import Field
from thidua.core.model.cluster import Cluster
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.observation import (
    JudgedPoints,
    Layer,
    NotApplicable,
    Observation,
    ObservationKind,
    Place,
)
from thidua.core.model.period import Period, Span
from thidua.core.model.scheme import Scheme
from thidua.core.record.opened import OpenedCluster, PeriodMember
from thidua.core.scoring.entries import Member, Recorded
from thidua.core.scoring.results import ClusterScore
from thidua.core.workspace.cases import OpenCluster
from thidua.plugins.kit.cases.records import CaseFile, CaseUnit

_PLACE: Final = Place("case", "case")
_ANY_DAY: Final = date(2000, 1, 1)

_KINDS: Final = {
    Field.ACTUAL: ObservationKind.ACTUAL,
    Field.TARGET: ObservationKind.TARGET,
    Field.BASELINE: ObservationKind.BASELINE,
    Field.PREVIOUS: ObservationKind.ACTUAL,
}


@frozen
class ScoredCase:
    """What came of a case."""

    case: CaseFile
    shown: OpenCluster
    """The case as a cluster in an open period, which the words of an explanation need."""
    score: ClusterScore


def score_case(case: CaseFile, compiled: CompiledSet) -> ScoredCase:
    """Score and rank the units of a case by their criteria set, under the set's own rules."""
    shown = _opened(case, compiled)
    return ScoredCase(case, shown, shown.score())


def _opened(case: CaseFile, compiled: CompiledSet) -> OpenCluster:
    source = compiled.source
    day = source.valid_from or source.valid_to or _ANY_DAY
    span = Span(day, day)
    members = tuple(PeriodMember(unit.code) for unit in case.units)
    return OpenCluster(
        cluster=Cluster(_PLACE.cluster, case.file, _PLACE.cluster),
        period=Period(_PLACE.period, span, span.kind()),
        opened=OpenedCluster(_PLACE, source.code, source.basis, "", members),
        scheme=Scheme.plain(source),
        sets={source.code: compiled},
        members=tuple(_member(unit, case, source.sector) for unit in case.units),
        recorded=_recorded(case, span),
    )


def _member(unit: CaseUnit, case: CaseFile, sector: str | None) -> Member:
    return Member(unit.code, unit.name, unit.kind, sector, unit.standing, case.source)


def _recorded(case: CaseFile, span: Span) -> Recorded:
    return Recorded(
        observations=tuple(_observations(case, span, previous=False)),
        previous=tuple(_observations(case, span, previous=True)),
        judged=tuple(
            JudgedPoints(unit.code, code, _PLACE, Layer.SELF, points, case.source)
            for unit in case.units
            for code, points in unit.judged.items()
        ),
        not_applicable=tuple(
            NotApplicable(unit.code, code, _PLACE, Layer.SELF, reason)
            for unit in case.units
            for code, reason in unit.not_applicable.items()
        ),
    )


def _observations(case: CaseFile, span: Span, *, previous: bool) -> Iterator[Observation]:
    for unit in case.units:
        for name, figure in unit.figures.items():
            if (name.field is Field.PREVIOUS) is previous:
                kind = _KINDS[name.field]
                yield Observation(unit.code, name.indicator, kind, span, figure.value, figure.bound)
