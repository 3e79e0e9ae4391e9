"""Two members side by side as plain data: every line, the gap, and the key that decided a tie."""

from fractions import Fraction
from typing import Any

from thidua.core.exact.decimal_text import canonical, is_decimal
from thidua.core.scoring.comparing import Comparison, Difference
from thidua.core.scoring.results import MemberScore
from thidua.core.text.bilingual import Language
from thidua.core.text.number_format import format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.views.lines import line_words
from thidua.core.workspace.views.notices import standing_data
from thidua.core.workspace.views.wording import tie_key_code


def comparison_data(
    shown: OpenCluster, comparison: Comparison, language: Language
) -> dict[str, Any]:
    """The comparison; every number exact, as decimal text or as a fraction."""
    return {
        "cluster": shown.cluster.code,
        "period": shown.period.code,
        **standing_data(shown, (comparison.first, comparison.second)),
        "first": _side(comparison.first),
        "second": _side(comparison.second),
        "gap": exact_text(comparison.gap),
        "decided_by": tie_key_code(comparison.decided_by) if comparison.decided_by else None,
        "lines": [_line(shown, comparison, item, language) for item in comparison.differences],
    }


def exact_text(value: Fraction) -> str:
    """A finite decimal as decimal text, any other number as a fraction: nothing is rounded."""
    return canonical(value) if is_decimal(value) else str(value)


def exact_words(value: Fraction, language: Language) -> str:
    """:func:`exact_text` for people: ``1.234,5``, or ``≈ 0,33 (1/3)``."""
    if is_decimal(value):
        return format_number(value, language)
    return f"≈ {format_number(value, language, 4)} ({value})"


def _side(row: MemberScore) -> dict[str, Any]:
    return {
        "unit": row.member.unit,
        "name": row.member.name,
        "rank": row.rank,
        "total": None if row.points is None else exact_text(row.points),
    }


def _absent_from(comparison: Comparison, item: Difference) -> str | None:
    """The side whose criteria sets do not have the line: its 0 stands for no line at all."""
    for side, row in (("first", comparison.first), ("second", comparison.second)):
        parts = () if row.total is None else row.total.parts
        codes = {part.score.compiled.source.code for part in parts}
        if item.criteria and item.criteria not in codes:
            return side
    return None


def _line(
    shown: OpenCluster, comparison: Comparison, item: Difference, language: Language
) -> dict[str, Any]:
    title = line_words(shown, item.kind, item.level, item.code, item.criteria)
    return {
        "part": item.part,
        "kind": item.kind.value,
        "level": item.level.value,
        "code": item.code,
        "title": title.in_language(language),
        "first": exact_text(item.first),
        "second": exact_text(item.second),
        "gap": exact_text(item.gap),
        "absent_from": _absent_from(comparison, item),
    }
