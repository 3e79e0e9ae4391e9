"""The points of one criterion for one member: three numbers, or the reasons why not."""

from fractions import Fraction

from attrs import evolve, frozen

from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.formula.evaluation import FunctionStopped, LeftOut, Reading, decided
from thidua.core.formula.reading.quantity import Quantity, number_text
from thidua.core.formula.trace import Known, Unknown
from thidua.core.formula.tree import Name, Number
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.criteria import Judged
from thidua.core.model.observation import JudgedPoints
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.scored import Scored, why_not_applicable
from thidua.core.scoring.tally import ZERO
from thidua.core.text.bilingual import Text


@frozen
class Points:
    """What the rules of a criterion give, before any policy or rounding."""

    full: Fraction
    """Base with earned points, before deductions."""
    deducted: Fraction
    """Deductions after caps."""
    base: Fraction
    """Base after deductions, not below the floor."""
    bonus: Fraction

    @property
    def lost(self) -> Fraction:
        """What the deductions really took: less than ``deducted`` where the floor held, nothing
        where even the full base was below it."""
        return max(self.full - self.base, ZERO)


@frozen
class Cell:
    """One criterion of one member."""

    criterion: str
    points: Points | None
    """None where unknown or not applicable."""
    unknown: tuple[Reason, ...] = ()
    not_applicable: str | None = None
    """The reason, ``""`` where the kind of unit says it."""
    judged: JudgedPoints | None = None
    left_out: tuple[LeftOut, ...] = ()
    presumed: tuple[Name, ...] = ()
    """Figures that counted as 0 because nothing was reported."""
    illustrative: bool = False
    """Whether a figure that nobody published has counted, the member's own or a peer's."""
    is_judged_whole: bool = False
    """Whether the judged points stand for the whole criterion, not only for its base."""

    @property
    def applies(self) -> bool:
        """Whether the criterion concerns the member."""
        return self.not_applicable is None


def cells_of(scored: Scored, item: CompiledCriterion) -> dict[str, Cell]:
    """The criterion's cell of every member, by unit."""
    return {member.unit: cell_of(scored, item, member) for member in scored.members}


def cell_of(scored: Scored, item: CompiledCriterion, member: Member) -> Cell:
    """Score one criterion of one member; Refused where a plugin's function was stopped at it."""
    code = item.criterion.code
    reason = why_not_applicable(scored.compiled, item, member, scored.entries)
    if reason is not None:
        return Cell(code, None, not_applicable=reason)
    judged = scored.entries.judged.get((member.unit, code))
    if judged is not None and not isinstance(item.criterion.base, Judged):
        return _judged_cell(item, judged)
    return _read_cell(scored, item, member, judged)


def _judged_cell(item: CompiledCriterion, judged: JudgedPoints) -> Cell:
    points = judged_split(item, judged.points)
    return Cell(
        item.criterion.code,
        points if isinstance(points, Points) else None,
        unknown=points.reasons if isinstance(points, Unknown) else (),
        judged=judged,
        illustrative=judged.illustrative,
        is_judged_whole=True,
    )


def judged_split(item: CompiledCriterion, points: Fraction) -> Points | Unknown:
    """Judged points split as a formula's value does: up to the criterion's points base, not below
    its floor; the rest is bonus, within its cap, and unknown where the criterion has none."""
    criterion = item.criterion
    base = min(points, criterion.points)
    if isinstance(criterion.floor, Fraction):
        base = max(base, criterion.floor)
    bonus = max(points - criterion.points, ZERO)
    if bonus and criterion.bonus_cap is None and item.bonus == Number(ZERO):
        return Unknown((Reason(ReasonKind.OVER_MAXIMUM, detail=number_text(points)),))
    if isinstance(criterion.bonus_cap, Fraction):
        bonus = min(bonus, criterion.bonus_cap)
    return Points(full=base, deducted=ZERO, base=base, bonus=bonus)


def _read_cell(
    scored: Scored, item: CompiledCriterion, member: Member, judged: JudgedPoints | None
) -> Cell:
    reading = scored.reading(member.unit, item.criterion.code)
    try:
        points = _points(reading, item)
    except FunctionStopped as stopped:
        raise _stopped_at(item.criterion.code, member.unit, stopped) from stopped
    return Cell(
        item.criterion.code,
        points if isinstance(points, Points) else None,
        unknown=points.reasons if isinstance(points, Unknown) else (),
        judged=judged,
        left_out=reading.left_out,
        presumed=_presumed(reading, scored.entries),
        illustrative=scored.entries.is_illustrative(reading)
        or (judged is not None and judged.illustrative),
    )


def _stopped_at(criterion: str, unit: str, stopped: FunctionStopped) -> FunctionStopped:
    faults = (
        evolve(
            fault,
            what=Text(
                f"Tiêu chí “{criterion}”, đơn vị “{unit}”: {fault.what.vi}",
                f"Criterion “{criterion}”, unit “{unit}”: {fault.what.en}",
            ),
        )
        for fault in stopped.faults
    )
    return FunctionStopped(tuple(faults))


def _points(reading: Reading, item: CompiledCriterion) -> Points | Unknown:
    nodes = (item.full, item.deducted, item.base, item.bonus)
    values = [_settled(reading.quantity(node)) for node in nodes]
    known = [value for value in values if isinstance(value, Fraction)]
    if len(known) == len(nodes):
        return Points(*known)
    unknown = [value for value in values if isinstance(value, Unknown)]
    return Unknown(tuple(dict.fromkeys(reason for one in unknown for reason in one.reasons)))


def _settled(quantity: Quantity) -> Fraction | Unknown:
    return decided(quantity) if isinstance(quantity, Known) else quantity


def _presumed(reading: Reading, entries: Entries) -> tuple[Name, ...]:
    unit = reading.own.unit
    found = [name for name in reading.reads if (unit, name) in entries.presumed]
    return tuple(sorted(found, key=lambda name: name.indicator))
