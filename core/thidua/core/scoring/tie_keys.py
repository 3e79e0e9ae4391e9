"""The values of tie keys. Points come from the parts that all members share."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from thidua.core.exact.figure import Bound
from thidua.core.formula.evaluation import Reading, SharedAggregates, decided
from thidua.core.formula.tree import Name, Node
from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.model.indicator import Direction
from thidua.core.scoring.results import Case, MemberScore
from thidua.core.scoring.scored import UnitFigures
from thidua.core.scoring.set_scoring import SetScore
from thidua.core.scoring.tally import ZERO, Level
from thidua.core.scoring.totals import PartScore

_LEVELS = {TieKeyKind.SECTION: Level.SECTION, TieKeyKind.CRITERION: Level.CRITERION}


@frozen(slots=False)
class TieReader:
    """Reads tie keys, greater meaning better; a key without one exact value is unknown (None)."""

    case: Case
    units: Sequence[str]
    """The members over whom aggregates run."""
    shared: SharedAggregates = field(factory=SharedAggregates)

    def __call__(self, key: TieKey, row: MemberScore) -> Fraction | None:
        """The value of a key for a member."""
        value = self._value(key, row)
        return None if value is None else value if self.is_descending(key) else -value

    def is_illustrative(self, key: TieKey, unit: str) -> bool:
        """Whether the key reads a figure that nobody published."""
        if key.kind is TieKeyKind.INDICATOR:
            return (unit, Name(key.code)) in self.case.entries.illustrative
        if key.kind is TieKeyKind.FORMULA:
            reading = self._reading(unit)
            reading.number(self._formulas[key.code])
            return self.case.entries.is_illustrative(reading)
        return False

    def is_descending(self, key: TieKey) -> bool:
        """Whether more of the key is better."""
        if key.descending is not None:
            return key.descending
        if key.kind is TieKeyKind.INDICATOR:
            return self._directions.get(key.code) is not Direction.LOWER
        return key.kind is not TieKeyKind.FEWEST_DEDUCTIONS

    def _value(self, key: TieKey, row: MemberScore) -> Fraction | None:
        if key.kind is TieKeyKind.INDICATOR:
            return self._figure(key.code, row.member.unit)
        if key.kind is TieKeyKind.FORMULA:
            return self._formula(key.code, row.member.unit)
        parts = _common_parts(row)
        if key.kind is TieKeyKind.CRITERIA_AT_MAXIMUM:
            return Fraction(sum(criteria_at_maximum(part.score) for part in parts))
        if key.kind is TieKeyKind.FEWEST_DEDUCTIONS:
            return sum((part.deductions for part in parts), ZERO)
        return _points(parts, _LEVELS[key.kind], key.code)

    def _figure(self, code: str, unit: str) -> Fraction | None:
        figure = self.case.entries.figures.get((unit, Name(code)))
        return figure.value if figure is not None and figure.bound is Bound.EXACT else None

    def _formula(self, code: str, unit: str) -> Fraction | None:
        node = self._formulas.get(code)
        value = None if node is None else decided(self._reading(unit).number(node))
        return value if isinstance(value, Fraction) else None

    def _reading(self, unit: str) -> Reading:
        return Reading(UnitFigures(unit, self.case.entries), self._peers, shared=self.shared)

    @cached_property
    def _peers(self) -> tuple[UnitFigures, ...]:
        return tuple(UnitFigures(unit, self.case.entries) for unit in self.units)

    @cached_property
    def _formulas(self) -> Mapping[str, Node]:
        return {
            code: node
            for compiled in self.case.sets.values()
            for code, node in compiled.tie_formulas
        }

    @cached_property
    def _directions(self) -> Mapping[str, Direction]:
        return {
            indicator.code: indicator.direction
            for compiled in self.case.sets.values()
            for indicator in compiled.indicators
        }


def _common_parts(row: MemberScore) -> list[PartScore]:
    parts = () if row.total is None else row.total.parts
    return [part for part in parts if part.part.is_common]


def _points(parts: Sequence[PartScore], level: Level, code: str) -> Fraction | None:
    """The points as rounded at their level; None where nothing there applies to the member."""
    for part in parts:
        place = part.score.places.get((level, code))
        if place is not None and place.has_value and place.tally is not None:
            return place.tally.points
    return None


def criteria_at_maximum(score: SetScore) -> int:
    """How many applicable criteria of points > 0 reached their points: as the rules gave them,
    rounded as criteria are, before any not-applicable policy."""
    return sum(_is_at_maximum(score, code) for code in score.cells)


def _is_at_maximum(score: SetScore, code: str) -> bool:
    maximum = score.compiled.by_code[code].criterion.points
    points, digits = score.cells[code].points, score.rules.criterion
    if points is None or not maximum:
        return False
    return digits.rounded(points.base) + digits.rounded(points.bonus) >= maximum
