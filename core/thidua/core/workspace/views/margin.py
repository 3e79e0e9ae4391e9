"""How safe the rank of one unit is, as plain data: the next rank either way, and what turns it."""

from fractions import Fraction
from typing import Any

from thidua.core.exact.figure import Bound
from thidua.core.scoring.margin import Change, Margin, Side
from thidua.core.scoring.results import ClusterScore
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.views.comparison import exact_text
from thidua.core.workspace.views.margin_words import change_words, measure_words
from thidua.core.workspace.views.notices import standing_data
from thidua.core.workspace.views.wording import tie_key_code


def margin_data(
    shown: OpenCluster, score: ClusterScore, margin: Margin, language: Language
) -> dict[str, Any]:
    """The whole answer; every number exact, as decimal text or as a fraction."""
    row = margin.row
    rivals = [rival for side in margin.sides for rival in side.rivals]
    return {
        "cluster": shown.cluster.code,
        "period": shown.period.code,
        "layer": score.case.entries.layer.value,
        **standing_data(shown, (row, *rivals)),
        "provisional": score.provisional,
        "unit": row.member.unit,
        "name": row.member.name,
        "rank": row.rank,
        "shares_rank": row.shares_rank,
        "status": row.status.value,
        "total": None if row.points is None else exact_text(row.points),
        "sides": [_side(shown, side, language) for side in margin.sides],
    }


def _side(shown: OpenCluster, side: Side, language: Language) -> dict[str, Any]:
    return {
        "way": side.way.value,
        "rank": side.rivals[0].rank,
        "level": side.is_level,
        "units": [{"unit": one.member.unit, "name": one.member.name} for one in side.rivals],
        "gap": exact_text(side.gap),
        "decided_by": tie_key_code(side.decided_by) if side.decided_by else None,
        "changes": [_change(shown, side, one, language) for one in side.changes],
    }


def _change(shown: OpenCluster, side: Side, change: Change, language: Language) -> dict[str, Any]:
    given, grid, lever = change.input, change.input.grid, change.input.lever
    value = change.value
    return {
        "criterion": given.criterion or None,
        "indicator": (lever.indicator or None) if lever else None,
        "judged": (lever.judged or None) if lever else None,
        "title": title_of(shown, change).in_language(language),
        "measure": measure_words(shown, lever).in_language(language) if lever else None,
        "step": exact_text(grid.step) if grid else None,
        "reach": [exact_text(grid.low), exact_text(grid.high)] if grid else None,
        "from": exact_text(grid.start) if grid else None,
        "bound": given.bound.value if given.bound is not Bound.EXACT else None,
        "to": None if value is None else exact_text(value),
        "change": exact_text(value - grid.start) if grid and value is not None else None,
        "decided_by": tie_key_code(change.decided_by) if change.decided_by else None,
        "cause": change.cause.value if change.cause else None,
        "searched": exact_text(change.searched or Fraction(0)) if grid else None,
        "words": change_words(shown, side.way, change).in_language(language),
    }


def title_of(shown: OpenCluster, change: Change) -> Text:
    """``LS-01 Giải quyết việc làm – Số người được giải quyết việc làm``."""
    given, lever = change.input, change.input.lever
    head = _criterion_title(shown, given.criteria, given.criterion)
    if lever is None or lever.judged == given.criterion != "":
        return head
    if lever.judged:
        tail = _criterion_title(shown, given.criteria, lever.judged)
    else:
        tail = shown.indicators[lever.indicator].title
    return Text(f"{head.vi} – {tail.vi}", f"{head.en} – {tail.en}")


def _criterion_title(shown: OpenCluster, criteria: str, code: str) -> Text:
    if not code:
        return Text("Tiêu chí phụ", "Tie key")
    title = shown.sets[criteria].by_code[code].criterion.title
    return Text(f"{code} {title.vi}", f"{code} {title.en}")
