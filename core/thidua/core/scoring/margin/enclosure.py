"""Between which points a criterion stays while one input lies anywhere between two values.

The trees are read once with an interval in the input's place. Where a condition or a band is left
open by it, the limits that the criterion has of itself stand for the answer: never too narrow.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import define, field, frozen

from thidua.core.exact.interval import Interval, point
from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.formula.evaluation import PythonFunction, Reading, SharedAggregates
from thidua.core.formula.reading.quantity import Quantity, interval_of
from thidua.core.formula.reading.reader import Reader
from thidua.core.formula.trace import Known, Truth, Unknown
from thidua.core.formula.tree import Node, Number
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.criteria import Children
from thidua.core.scoring.cells import Points, judged_split
from thidua.core.scoring.entries import Entries
from thidua.core.scoring.margin.inputs import Lever
from thidua.core.scoring.scored import Scored, UnitFigures
from thidua.core.scoring.tally import ZERO

_OPEN = Reason(ReasonKind.UNDECIDED, detail="moving")
_SURE = frozenset(
    (
        ReasonKind.MISSING,
        ReasonKind.NEAR,
        ReasonKind.NOT_JUDGED,
        ReasonKind.UNCOVERED,
        ReasonKind.OVER_MAXIMUM,
        ReasonKind.EMPTY_AGGREGATE,
        ReasonKind.UNDECIDED,
    )
)
"""Reasons that, met on a whole stretch, hold for every value of it; what the stretch itself leaves
undecided carries the mark of it."""
_ANYTHING = Interval(None, None)


@define(eq=False)
class MovingReading(Reading):
    """A reading in which one input of one unit is an interval."""

    lever: Lever = field(kw_only=True)
    moved: Quantity = field(kw_only=True)

    def quantity(self, node: Node) -> Quantity:
        """The value of a number node; that of the input is where it moves."""
        if self.lever.is_read_by(self.own.unit, node):
            return self.moved
        return super().quantity(node)

    def member(self, peer: Reader) -> "MovingReading":
        """A reading of another member, in which the same input moves."""
        return MovingReading(
            peer,
            self.peers,
            self.python,
            shared=self._sharing(),
            lever=self.lever,
            moved=self.moved,
        )


@frozen
class Stretch:
    """One input anywhere between two values of it."""

    lever: Lever
    entries: Entries
    """The case's entries with some exact value of the input in its place."""
    low: Fraction
    high: Fraction
    shared: SharedAggregates = field(factory=SharedAggregates)

    def reading(self, unit: str, scored: Scored, criterion: str) -> MovingReading:
        """A reading of one member's cell."""
        peers = [UnitFigures(peer.unit, self.entries) for peer in scored.peers(criterion)]
        return self._reading(UnitFigures(unit, self.entries), peers, scored.python)

    def gate(self, condition: Node) -> Truth:
        """Whether a gate of the input's own unit is closed."""
        return self._reading(UnitFigures(self.lever.unit, self.entries), (), {}).truth(condition)

    def key_reading(self, unit: str, units: Sequence[str]) -> MovingReading:
        """A reading of a tie key's formula, for one member among ``units``."""
        peers = [UnitFigures(peer, self.entries) for peer in units]
        return self._reading(UnitFigures(unit, self.entries), peers, {})

    def _reading(
        self, own: Reader, peers: Sequence[Reader], python: Mapping[str, PythonFunction]
    ) -> MovingReading:
        whole = Known(Interval(self.low, self.high), (_OPEN,))
        moved = self.low if self.low == self.high else whole
        return MovingReading(own, peers, python, shared=self.shared, lever=self.lever, moved=moved)


@frozen
class Enclosed:
    """Between which points a cell stays; an absent end is unlimited."""

    base: Interval
    lost: Interval
    bonus: Interval
    deducted: Interval

    @property
    def is_one(self) -> bool:
        """Whether the cell does not change at all."""
        return all(one.point is not None for one in self._ranges)

    @property
    def _ranges(self) -> tuple[Interval, ...]:
        return (self.base, self.lost, self.bonus, self.deducted)

    def corner(self, *, best: bool) -> Points | None:
        """Points that the cell never exceeds, or never falls below; None where it is unlimited.

        What is lost counts as best where it is most, for a cap gives it back.
        """
        ends = [one.high if best else one.low for one in self._ranges]
        known = [end for end in ends if end is not None]
        if len(known) < len(ends):
            return None
        base, lost, bonus, deducted = known
        return Points(full=base + lost, deducted=deducted, base=base, bonus=bonus)


def enclosed(reading: Reading, item: CompiledCriterion) -> Enclosed | None:
    """The points of a cell on a stretch; None where it is unknown on all of it."""
    limits = limits_of(item)
    nodes = (item.full, item.deducted, item.base, item.bonus)
    values = [reading.quantity(node) for node in nodes]
    if not all(is_sure(absent.reasons) for absent in reading.left_out):
        return limits
    unknown = [value for value in values if isinstance(value, Unknown)]
    if any(is_sure(one.reasons) for one in unknown):
        return None
    full, deducted, base, bonus = values
    return Enclosed(
        _within(base, limits.base),
        _lost(full, base, limits.lost),
        _within(bonus, limits.bonus),
        _within(deducted, limits.deducted),
    )


def is_sure(reasons: tuple[Reason, ...]) -> bool:
    """Whether what is unknown on a stretch is unknown for every value of it."""
    return all(reason.kind in _SURE and reason.detail != _OPEN.detail for reason in reasons)


def enclosed_judgement(item: CompiledCriterion, low: Fraction, high: Fraction) -> Enclosed:
    """The points of a cell that a person judges as a whole, between two judgements."""
    ends = [judged_split(item, points) for points in (low, high)]
    known = [end for end in ends if isinstance(end, Points)]
    if len(known) < len(ends):
        return Enclosed(_ANYTHING, point(ZERO), _ANYTHING, point(ZERO))
    least, most = known
    base, bonus = Interval(least.base, most.base), Interval(least.bonus, most.bonus)
    return Enclosed(base, point(ZERO), bonus, point(ZERO))


def limits_of(item: CompiledCriterion) -> Enclosed:
    """What is known of a criterion's points before any figure is."""
    criterion = item.criterion
    floor = criterion.floor if isinstance(criterion.floor, Fraction) else None
    top = None if isinstance(criterion.base, Children) else criterion.points
    cap = criterion.bonus_cap if isinstance(criterion.bonus_cap, Fraction) else None
    is_without_bonus = item.bonus == Number(ZERO)
    taken = criterion.deductions_cap if isinstance(criterion.deductions_cap, Fraction) else None
    deducted = ZERO if item.deducted == Number(ZERO) else taken
    return Enclosed(
        base=Interval(floor, top),
        lost=Interval(ZERO, deducted),
        bonus=Interval(ZERO, ZERO if is_without_bonus else cap),
        deducted=Interval(ZERO, deducted),
    )


def _within(value: Quantity, limits: Interval) -> Interval:
    return limits if isinstance(value, Unknown) else interval_of(value)


def _lost(full: Quantity, base: Quantity, limits: Interval) -> Interval:
    """What the deductions really took, as :class:`Points` has it."""
    if limits.point is not None or isinstance(full, Unknown) or isinstance(base, Unknown):
        return limits
    whole, left = interval_of(full), interval_of(base)
    most = None if whole.high is None or left.low is None else max(whole.high - left.low, ZERO)
    least = ZERO if whole.low is None or left.high is None else max(whole.low - left.high, ZERO)
    return Interval(least, most)
