"""The values of tie keys. They come from the parts that all members share."""

from collections.abc import Mapping
from fractions import Fraction

from thidua.core.exact.figure import Bound
from thidua.core.formula.evaluation import decided
from thidua.core.formula.tree import Name
from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.model.indicator import Direction, Indicator
from thidua.core.scoring.cells import Scored
from thidua.core.scoring.results import Case, MemberScore
from thidua.core.scoring.set_scoring import SetScore
from thidua.core.scoring.tally import ZERO, Level
from thidua.core.scoring.ties import KeyReader

_LEVELS = {TieKeyKind.SECTION: Level.SECTION, TieKeyKind.CRITERION: Level.CRITERION}


def tie_reader(case: Case, fields: Mapping[str, Scored]) -> KeyReader[MemberScore]:
    """A reader of tie keys, greater meaning better; a bounded figure is an unknown key."""

    def read(key: TieKey, row: MemberScore) -> Fraction | None:
        value = _value(case, fields, key, row)
        return None if value is None else value if _is_descending(case, key) else -value

    return read


def _value(
    case: Case, fields: Mapping[str, Scored], key: TieKey, row: MemberScore
) -> Fraction | None:
    if key.kind is TieKeyKind.INDICATOR:
        return _figure(case, key.code, row)
    if key.kind is TieKeyKind.FORMULA:
        return _formula(fields, key.code, row)
    scores = _common_scores(row)
    if key.kind is TieKeyKind.CRITERIA_AT_MAXIMUM:
        return Fraction(sum(score.at_maximum() for score in scores))
    if key.kind is TieKeyKind.FEWEST_DEDUCTIONS:
        return sum((score.root.deducted for score in scores), ZERO)
    return _points(scores, _LEVELS[key.kind], key.code)


def _common_scores(row: MemberScore) -> list[SetScore]:
    parts = () if row.total is None else row.total.parts
    return [part.score for part in parts if part.part.is_common]


def _points(scores: list[SetScore], level: Level, code: str) -> Fraction | None:
    for score in scores:
        place = score.places.get((level, code))
        if place is not None and place.tally is not None:
            return place.tally.points
    return None


def _figure(case: Case, code: str, row: MemberScore) -> Fraction | None:
    figure = case.entries.figures.get((row.member.unit, Name(code)))
    return figure.value if figure is not None and figure.bound is Bound.EXACT else None


def _formula(fields: Mapping[str, Scored], code: str, row: MemberScore) -> Fraction | None:
    for scored in fields.values():
        node = dict(scored.compiled.tie_formulas).get(code)
        if node is not None and row.member in scored.members:
            peers = [scored.figures(member.unit) for member in scored.members]
            value = decided(scored.reading(row.member.unit, peers).number(node))
            return value if isinstance(value, Fraction) else None
    return None


_ASCENDING = {TieKeyKind.FEWEST_DEDUCTIONS}


def _is_descending(case: Case, key: TieKey) -> bool:
    if key.descending is not None:
        return key.descending
    if key.kind is TieKeyKind.INDICATOR:
        return _indicator_direction(case, key.code) is Direction.HIGHER
    return key.kind not in _ASCENDING


def _indicator_direction(case: Case, code: str) -> Direction:
    known: dict[str, Indicator] = {
        indicator.code: indicator
        for compiled in case.sets.values()
        for indicator in compiled.indicators
    }
    return known[code].direction
