"""A ranking as plain data: the same rows for a table, JSON, CSV and a report."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from thidua.core.exact.decimal_text import fixed
from thidua.core.exact.rounding import round_to
from thidua.core.formula.reasons import reason_in_words
from thidua.core.formula.titles import Naming
from thidua.core.model.criteria import Rounding
from thidua.core.model.observation import Standing
from thidua.core.scoring.results import ClusterScore, MemberScore, Status
from thidua.core.scoring.tally import ZERO, Level, Tally
from thidua.core.scoring.totals import Total
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.wording import tie_key_code

DISPLAY_PLACES = 2
"""Decimals shown where a criteria set declares none; nothing is computed from them."""


def ranking_data(shown: OpenCluster, score: ClusterScore, language: Language) -> dict[str, Any]:
    """The ranking with decimals as text at their declared places; unknown totals are None."""
    naming = naming_of(shown)
    return {
        "cluster": shown.cluster.code,
        "period": shown.period.code,
        "layer": score.case.entries.layer.value,
        "scheme": shown.opened.criteria,
        "basis": shown.opened.basis.value,
        "digest": shown.opened.digest,
        "provisional": score.provisional,
        "illustrative": score.illustrative,
        "rows": [_row(score, row, naming, language) for row in score.rows],
    }


def naming_of(shown: OpenCluster) -> Naming:
    """The titles by which explanations call indicators, criteria and formulas."""
    titles = {code: item.title for code, item in shown.indicators.items()}
    for compiled in shown.sets.values():
        titles |= {item.criterion.code: item.criterion.title for item in compiled.criteria}
        titles |= {item.code: item.title for item in compiled.formulas}
    units = {code: item.unit for code, item in shown.indicators.items()}
    return Naming(titles=titles, units=units)


def decimal_text(value: Fraction, places: int | None) -> str:
    """A number for display, rounded half-up where more digits are known."""
    shown_places = DISPLAY_PLACES if places is None else places
    return fixed(round_to(value, shown_places), shown_places)


def _row(
    score: ClusterScore, row: MemberScore, naming: Naming, language: Language
) -> dict[str, Any]:
    total = None if row.status is Status.UNSCORED else row.total
    rounding = score.case.scheme.rounding
    return {
        "unit": row.member.unit,
        "name": row.member.name,
        "rank": row.rank,
        "total": _maybe(total.points if total else None, rounding.total),
        "total_exact": None if total is None else str(total.exact_points),
        "band": row.band.code if row.band else None,
        "parts": _parts(row.total, rounding),
        "sections": _sections(row.total),
        "bonus": _maybe(_bonus(total), rounding.total) or "0",
        "deductions": decimal_text(total.deductions, None) if total else "0",
        "status": row.status.value,
        "reasons": [text.in_language(language) for text in reasons_of(score, row, naming)],
        "decided_by": tie_key_code(row.decided_by) if row.decided_by else None,
    }


def reasons_of(score: ClusterScore, row: MemberScore, naming: Naming) -> list[Text]:
    """Why a member is unscored, excluded, suspended or capped, or shares an open tie."""
    reasons = [reason_in_words(reason, naming) for reason in row.unknown]
    if row.gate is not None:
        title = row.gate.gate.title
        condition = row.gate.gate.condition
        reasons.append(title or Text(f"điều kiện loại: {condition}", f"gate: {condition}"))
    if row.member.standing is not Standing.NORMAL:
        reasons.append(Text(row.member.standing_reason, row.member.standing_reason))
    if row in score.open_ties:
        reasons.append(
            Text(
                "bằng điểm mà không tiêu chí phụ nào phân định; cần quyết định thứ hạng",
                "a tie that no key breaks; the place needs a decision",
            )
        )
    return reasons


def _parts(total: Total | None, rounding: Rounding) -> dict[str, str | None]:
    parts = () if total is None else total.parts
    return {part.part.code: _maybe(_points(part.tally), rounding.part) for part in parts}


def _sections(total: Total | None) -> dict[str, str | None]:
    """Points of every section on its own set's scale, parts apart."""
    found: dict[str, str | None] = {}
    for part in () if total is None else total.parts:
        rounding = part.score.compiled.source.rounding
        places = rounding.section if rounding.section is not None else rounding.criterion
        prefix = f"{part.part.code}/" if total and len(total.parts) > 1 else ""
        for (level, code), place in part.score.places.items():
            if level is Level.SECTION:
                found[prefix + code] = _maybe(_points(place.tally), places)
    return found


def _points(tally: Tally | None) -> Fraction | None:
    return None if tally is None else tally.points


def _bonus(total: Total | None) -> Fraction:
    return ZERO if total is None or total.tally is None else total.tally.bonus


def _maybe(value: Fraction | None, places: int | None) -> str | None:
    return None if value is None else decimal_text(value, places)


def section_titles(shown: OpenCluster) -> Mapping[str, Text]:
    """Titles of the sections of a plain cluster's set, in order."""
    return {
        section.code: section.title
        for compiled in shown.sets.values()
        for section in compiled.source.sections
    }
