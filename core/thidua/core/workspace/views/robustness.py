"""How safe the ranks of a cluster are, as plain data: for a table, JSON, CSV and a chart."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from thidua.core.exact.decimal_text import decimal_places, is_decimal
from thidua.core.exact.rounding import round_to
from thidua.core.model.criteria import TieKey
from thidua.core.scoring.departures import Departure, Turn
from thidua.core.scoring.results import MemberScore
from thidua.core.scoring.robustness import Outcome, PeerCriterion, Robustness, Step
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.views.alternative_words import change_data, change_words, turn_words
from thidua.core.workspace.views.comparison import exact_text
from thidua.core.workspace.views.notices import standing_data
from thidua.core.workspace.views.ranking import DISPLAY_PLACES
from thidua.core.workspace.views.wording import (
    tie_key_code,
    tie_key_words,
)

GAP_PLACES = 4
"""Decimals of a gap in words; a gap that needs more is shown with ≈."""


def robustness_data(shown: OpenCluster, found: Robustness, language: Language) -> dict[str, Any]:
    """The whole answer; every number exact, as decimal text or as a fraction."""
    score = found.score
    return {
        "cluster": shown.cluster.code,
        "cluster_name": shown.cluster.name,
        "period": shown.period.code,
        "layer": score.case.entries.layer.value,
        **standing_data(shown, score.rows),
        "provisional": score.provisional,
        "scale": exact_text(score.points),
        "within": exact_text(found.within),
        "members": _members(shown, found, language),
        "unranked": [
            {**_named(row), "status": row.status.value} for row in score.rows if row.rank is None
        ],
        "narrow": [_step(step) for step in found.narrow],
        "shared": [
            {"rank": place[0].rank, "units": [_named(row) for row in place]}
            for place in found.shared
        ],
        "peer_criteria": [_criterion(shown, one, language) for one in found.peer_criteria],
        "peer_tie_keys": [tie_key_code(key) for key in found.peer_keys],
        "departures": [_departure(shown, one, language) for one in found.departures],
        "alternatives": [_outcome(shown, one, language) for one in found.outcomes],
    }


def robustness_chart(data: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """What a chart of the range of ranks draws, from :func:`robustness_data` in one language: a
    row for every ranked member, in the order of the ranking."""
    title = Text(
        f"Khoảng thứ hạng: {data['cluster_name']}, kỳ {data['period']}",
        f"Range of ranks: {data['cluster_name']}, period {data['period']}",
    )
    drawn = ("rank", "best", "worst", "total", "total_text", "gap_text")
    rows = [{"label": row["name"], **{key: row[key] for key in drawn}} for row in data["members"]]
    return {
        "kind": "rank-range",
        "title": title.in_language(language),
        "rows": rows,
    }


def gap_words(gap: Fraction, language: Language) -> str:
    """``0,38``, ``≈ 0,3333``, ``< 0,0001``: never a 0 for what is not nothing."""
    if is_decimal(gap) and decimal_places(gap) <= GAP_PLACES:
        return format_number(gap, language)
    if not round_to(gap, GAP_PLACES):
        return f"< {format_number(Fraction(1, 10**GAP_PLACES), language)}"
    return f"≈ {format_number(gap, language, GAP_PLACES)}"


def _ranked(found: Robustness) -> Iterable[tuple[MemberScore, Step | None]]:
    """The ranked, each with the step from its place down to the next; the last has none."""
    steps = (*found.steps, None)
    return ((row, step) for place, step in zip(found.places, steps, strict=False) for row in place)


def _named(row: MemberScore) -> dict[str, str]:
    return {"unit": row.member.unit, "name": row.member.name}


def _members(shown: OpenCluster, found: Robustness, language: Language) -> list[dict[str, Any]]:
    return [
        {
            **_named(row),
            "rank": row.rank,
            **_total(found, row, language),
            **_gap(shown, below, language),
            "best": found.ranges[row.member.unit][0],
            "worst": found.ranges[row.member.unit][1],
            "may_lose_rank": row.member.unit in found.may_lose_rank,
        }
        for row, below in _ranked(found)
    ]


def _total(found: Robustness, row: MemberScore, language: Language) -> dict[str, str]:
    """The number by which a member is ranked, in words with the decimals of the ranking."""
    case = found.score.case
    points = case.ranked_points(row) or Fraction(0)
    declared = case.scheme.rounding.total
    places = DISPLAY_PLACES if declared is None else declared
    return {"total": exact_text(points), "total_text": format_number(points, language, places)}


def _gap(shown: OpenCluster, below: Step | None, language: Language) -> dict[str, str | None]:
    """How far ahead of the next place; the last place is ahead of none."""
    if below is None:
        return {"gap": None, "gap_text": ""}
    words, key = gap_words(below.gap, language), below.decided_by
    if key is not None:
        words += f" ({tie_key_words(key, shown.indicators).in_language(language)})"
    return {"gap": exact_text(below.gap), "gap_text": words}


def _step(step: Step) -> dict[str, Any]:
    return {
        "ranks": [step.above[0].rank, step.below[0].rank],
        "above": [_named(row) for row in step.above],
        "below": [_named(row) for row in step.below],
        "gap": exact_text(step.gap),
        "decided_by": _key_code(step.decided_by),
    }


def _key_code(key: TieKey | None) -> str | None:
    return None if key is None else tie_key_code(key)


def _criterion(shown: OpenCluster, one: PeerCriterion, language: Language) -> dict[str, str]:
    title = shown.sets[one.criteria].by_code[one.code].criterion.title
    return {"criteria": one.criteria, "code": one.code, "title": title.in_language(language)}


def _departure(shown: OpenCluster, one: Departure, language: Language) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "name": shown.member(one.unit).name,
        "moved": [
            {"criteria": it.criteria, "code": it.code, "units": list(it.units)} for it in one.moved
        ],
        "turns": [_turn(shown, one, turn, language) for turn in one.turns],
        "lost": list(one.lost),
        "gained": list(one.gained),
    }


def _turn(
    shown: OpenCluster, departure: Departure, turn: Turn, language: Language
) -> dict[str, Any]:
    names = (shown.member(unit).name for unit in (turn.rising, turn.falling))
    return {
        "rising": turn.rising,
        "falling": turn.falling,
        "was_level": turn.was_level,
        "is_level": turn.is_level,
        "words": turn_words(turn, *names).in_language(language),
        "criteria": [one.code for one in departure.moved_for(turn)],
    }


def _outcome(shown: OpenCluster, one: Outcome, language: Language) -> dict[str, Any]:
    return {
        **change_data(one.change),
        "title": change_words(one.change).in_language(language),
        "ranks": [
            {
                "unit": it.unit,
                "name": shown.member(it.unit).name,
                "from": it.before,
                "to": it.after,
            }
            for it in one.ranks
        ],
    }
