"""A ranking as plain data: the same rows for a table, JSON, CSV and a report."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from thidua.core.exact.decimal_text import fixed
from thidua.core.exact.rounding import round_to
from thidua.core.formula.reasons import reason_in_words
from thidua.core.formula.titles import Naming
from thidua.core.formula.tree import Labelled
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import Rounding, TieKey
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.model.observation import Standing
from thidua.core.scoring.entries import Member
from thidua.core.scoring.results import ClusterScore, MemberScore
from thidua.core.scoring.tally import Level, Tally
from thidua.core.scoring.totals import Total
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.views.notices import validity_codes
from thidua.core.workspace.views.wording import tie_key_code, tie_key_words

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
        "outside_validity": validity_codes(shown),
        "rows": [_row(score, row, naming, language) for row in score.rows],
    }


def naming_of(shown: OpenCluster, member: Member | None = None) -> Naming:
    """What explanations call indicators, criteria, sections, rows, formulas and members; for one
    member, by the criteria sets that it is scored by. Where two share a code the indicator, then
    the criterion, has it."""
    indicators = shown.indicators
    titles: dict[str, Text] = {part.code: part.title for part in shown.scheme.parts}
    for compiled in _sets(shown, member):
        titles |= {item.code: item.title for item in compiled.formulas}
        titles |= {item.code: item.title for item in compiled.source.sections}
        titles |= _row_titles(compiled)
        titles |= {item.code: item.title for item in compiled.source.criteria}
    titles |= {code: item.title for code, item in indicators.items()}
    return Naming(
        titles=titles,
        units={code: item.unit for code, item in indicators.items()},
        members={member.unit: member.name for member in shown.members},
        dates={code for code, item in indicators.items() if item.kind is ValueKind.DATE},
        values={code: words for code, item in indicators.items() if (words := _value_words(item))},
    )


def _sets(shown: OpenCluster, member: Member | None) -> Iterable[CompiledSet]:
    if member is None:
        return shown.sets.values()
    codes = (part.set_for(member.sector) for part in shown.scheme.parts)
    return [shown.sets[code] for code in codes if code is not None]


def _row_titles(compiled: CompiledSet) -> dict[str, Text]:
    """Titles of the rows that have one, under the labels by which trees name them."""
    rows = (row for item in compiled.criteria for row in item.rows)
    return {
        row.node.label: row.row.title
        for row in rows
        if row.row.title is not None and isinstance(row.node, Labelled)
    }


def _value_words(indicator: Indicator) -> dict[int, Text]:
    if indicator.kind is ValueKind.YES_NO:
        return {1: Text("có", "yes"), 0: Text("không", "no")}
    return dict(enumerate(indicator.grade_words, start=1))


def decimal_text(value: Fraction, places: int | None) -> str:
    """A number for display, rounded half-up where more digits are known."""
    shown_places = DISPLAY_PLACES if places is None else places
    return fixed(round_to(value, shown_places), shown_places)


def _row(
    score: ClusterScore, row: MemberScore, naming: Naming, language: Language
) -> dict[str, Any]:
    rounding = score.case.scheme.rounding
    scored = None if row.points is None else row.total
    return {
        "unit": row.member.unit,
        "name": row.member.name,
        "rank": row.rank,
        "total": _maybe(row.points, rounding.total),
        "total_exact": None if row.exact_points is None else str(row.exact_points),
        "band": row.band.code if row.band else None,
        "parts": _parts(row.total, rounding),
        "sections": _sections(row.total),
        "bonus": _maybe(scored.bonus, rounding.total) if scored else None,
        "deductions": _maybe(scored.deductions, None) if scored else None,
        "status": row.status.value,
        "reasons": [text.in_language(language) for text in reasons_of(score, row, naming)],
        "decided_by": tie_key_code(row.decided_by) if row.decided_by else None,
    }


def reasons_of(score: ClusterScore, row: MemberScore, naming: Naming) -> list[Text]:
    """Why a member is unscored, excluded, suspended or capped, which tie keys could not be read
    for all that were tied with it, and whether it shares a tie that people must decide."""
    reasons = [reason_in_words(reason, naming) for reason in row.unknown]
    if row.gate is not None:
        title = row.gate.gate.title
        condition = row.gate.gate.condition
        reasons.append(title or Text(f"điều kiện loại: {condition}", f"gate: {condition}"))
    if row.member.standing is not Standing.NORMAL:
        reasons.append(Text(row.member.standing_reason, row.member.standing_reason))
    known = {item.code: item for one in score.case.sets.values() for item in one.indicators}
    reasons.extend(_skipped_words(key, known) for key in row.skipped_keys)
    if row in score.open_ties:
        reasons.append(
            Text(
                "bằng điểm mà không tiêu chí phụ nào phân định; cần quyết định thứ hạng",
                "a tie that no key breaks; the place needs a decision",
            )
        )
    return reasons


def _skipped_words(key: TieKey, known: Mapping[str, Indicator]) -> Text:
    words = tie_key_words(key, known)
    return Text(
        f"bỏ qua tiêu chí phụ “{words.vi}”: chưa đủ số liệu của các đơn vị đồng điểm",
        f"the tie key “{words.en}” is skipped: it is not known for all that are tied",
    )


def _parts(total: Total | None, rounding: Rounding) -> dict[str, str | None]:
    parts = () if total is None else total.parts
    return {part.part.code: _maybe(_points(part.tally), rounding.part) for part in parts}


def _sections(total: Total | None) -> dict[str, str | None]:
    """Points of every section on its own set's scale, parts apart; None where nothing of it
    applies."""
    found: dict[str, str | None] = {}
    for part in () if total is None else total.parts:
        rules = part.score.rules
        places = rules.criterion.places if rules.section.places is None else rules.section.places
        prefix = f"{part.part.code}/" if total and len(total.parts) > 1 else ""
        for (level, code), place in part.score.places.items():
            if level is Level.SECTION:
                points = _points(place.tally) if place.has_value else None
                found[prefix + code] = _maybe(points, places)
    return found


def _points(tally: Tally | None) -> Fraction | None:
    return None if tally is None else tally.points


def _maybe(value: Fraction | None, places: int | None) -> str | None:
    return None if value is None else decimal_text(value, places)
