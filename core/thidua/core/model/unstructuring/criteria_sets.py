"""Criteria sets, sections and criteria as plain values."""

from collections.abc import Collection
from fractions import Fraction

from thidua.core.exact.rounding import RoundingMode
from thidua.core.model.criteria import (
    Band,
    Combine,
    CombineKind,
    CriteriaSet,
    Criterion,
    NotApplicablePolicy,
    RankOn,
    RankScheme,
    Rounding,
    Section,
    TieKey,
)
from thidua.core.model.unstructuring.bases import plain_base
from thidua.core.model.unstructuring.plain import Plain, plain_number, plain_text, said
from thidua.core.model.unstructuring.rows import plain_rows
from thidua.core.text.bilingual import Text

ZERO = Fraction(0)


def unstructure_criteria_set(criteria_set: CriteriaSet) -> Plain:
    """What :func:`thidua.core.model.structuring.read_criteria_set` reads as the same record.

    Gates stand behind the other rows of their criterion.
    """
    parents = {item.parent for item in criteria_set.criteria if item.parent is not None}
    return said(
        {
            "code": criteria_set.code,
            "title": plain_text(criteria_set.title),
            "sector": criteria_set.sector,
            "basis": criteria_set.basis.value,
            "legal_basis": criteria_set.legal_basis,
            "valid_from": criteria_set.valid_from,
            "valid_to": criteria_set.valid_to,
            "points": plain_number(criteria_set.points),
            **_limits(criteria_set),
            **_rules(criteria_set),
            **_combine(criteria_set.combine),
            "bands": [_band(band) for band in criteria_set.bands],
            "sections": [_section(section) for section in criteria_set.sections],
            "criteria": [_criterion(item, parents) for item in criteria_set.criteria],
        }
    )


def _limits(limited: CriteriaSet | Section | Criterion) -> Plain:
    return {
        "deductions_cap": plain_number(limited.deductions_cap),
        "bonus_cap": plain_number(limited.bonus_cap),
    }


def _rules(source: CriteriaSet) -> Plain:
    rank_on, scheme, policy = source.rank_on, source.rank_scheme, source.not_applicable
    return {
        "rounding": _rounding(source.rounding),
        "rank_on": None if rank_on is RankOn.EXACT else rank_on.value,
        "not_applicable": None if policy is NotApplicablePolicy.RESCALE else policy.value,
        "tie_breakers": [_tie_key(key) for key in source.tie_breakers],
        "rank_scheme": None if scheme is RankScheme.COMPETITION else scheme.value,
    }


def _rounding(rounding: Rounding) -> Plain:
    mode = rounding.mode
    return said(
        {
            "mode": None if mode is RoundingMode.HALF_UP else mode.value,
            "criterion": rounding.criterion,
            "section": rounding.section,
            "part": rounding.part,
            "total": rounding.total,
        }
    )


def _tie_key(key: TieKey) -> str:
    named = f"{key.kind.value}:{key.code}" if key.code else key.kind.value
    return named if key.descending is None else f"{named} {'desc' if key.descending else 'asc'}"


def _combine(combine: Combine) -> Plain:
    if combine.kind is CombineKind.SUM:
        return {}
    how = combine.expression if combine.kind is CombineKind.EXPRESSION else combine.kind.value
    return {"combine": how, "places": combine.places}


def _band(band: Band) -> Plain:
    return said(
        {
            "code": band.code,
            "from": plain_number(band.low),
            "below": plain_number(band.high),
            "title": plain_text(band.title),
        }
    )


def _section(section: Section) -> Plain:
    return said(
        {
            "code": section.code,
            "parent": section.parent,
            "title": plain_text(section.title, Text(section.code, section.code)),
            "points": plain_number(section.points),
            **_combine(section.combine),
            "weight": plain_number(section.weight),
            **_limits(section),
        }
    )


def _criterion(criterion: Criterion, parents: Collection[str]) -> Plain:
    return said(
        {
            "code": criterion.code,
            "section": criterion.section,
            "parent": criterion.parent,
            "title": plain_text(criterion.title, Text(criterion.code, criterion.code)),
            "points": plain_number(criterion.points),
            **plain_base(criterion.base, has_children=criterion.code in parents),
            "floor": plain_number(criterion.floor, ZERO),
            **_limits(criterion),
            "weight": plain_number(criterion.weight),
            "evidence": "required" if criterion.evidence_required else None,
            "applies_to": list(criterion.applies_to),
            "reference": criterion.reference,
            "scored_by": criterion.scored_by,
            "rows": plain_rows(criterion),
        }
    )
