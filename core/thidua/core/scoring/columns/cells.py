"""One criterion for all members of a set: what its rules give, before any policy or rounding."""

from fractions import Fraction

from attrs import frozen

from thidua.core.formula.columns.arithmetic import subtract
from thidua.core.formula.columns.figures import FigureColumn
from thidua.core.formula.columns.masks import Mask, both, but, either, where_any
from thidua.core.formula.columns.numbers import Numbers
from thidua.core.formula.columns.reading import ColumnReading
from thidua.core.formula.tree import Node, Number
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.criteria import Judged
from thidua.core.scoring.columns import amounts
from thidua.core.scoring.columns.enclosing import Amounts, amounts_of, constant, numbers_of
from thidua.core.scoring.columns.members import SetMembers
from thidua.core.scoring.tally import ZERO


@frozen(eq=False)
class CellColumns:
    """The four numbers of a criterion; None for one that is 0 whoever is scored."""

    base: Numbers
    bonus: Numbers | None
    deducted: Numbers | None
    lost: Numbers | None
    """What the deductions really took; may be below 0 where nothing was."""
    unknown: Mask | None
    """The members for whom any of them is unknown for certain."""


def reading_of(members: SetMembers, item: CompiledCriterion, present: Mask | None) -> ColumnReading:
    """A reading of a criterion's trees, among the members present whom it concerns."""
    peers = both(present, members.applies(item))
    return ColumnReading(members.figures, members.segments, members.judged, peers=peers)


def read_cells(
    members: SetMembers, item: CompiledCriterion, present: Mask | None, *, with_lost: bool
) -> CellColumns:
    """The cells of a criterion by its formula and rows; those of members whom it does not
    concern mean nothing."""
    reading = reading_of(members, item, present)
    base = reading.number(item.base)
    bonus = _unless_zero(reading, item.bonus)
    deducted = _unless_zero(reading, item.deducted)
    found = [one for one in (base, bonus, deducted) if one is not None]
    lost = None
    if deducted is not None:
        full = reading.number(item.full)
        found.append(full)
        lost = subtract(full, base) if with_lost else None
    known = beyond = None
    for one in found:
        known, beyond = both(known, one.known), either(beyond, one.beyond)
    return CellColumns(base, bonus, deducted, lost, _unknown(known, beyond))


def _unless_zero(reading: ColumnReading, node: Node) -> Numbers | None:
    return None if node == NOTHING else reading.number(node)


NOTHING = Number(ZERO)


def _unknown(known: Mask | None, beyond: Mask | None) -> Mask | None:
    return but_not(None if known is None else ~known, beyond)


@frozen(eq=False)
class JudgedCells:
    """Judged points that stand for whole criteria, split into base and bonus."""

    rows: Mask | None
    """The members who have them; None: all."""
    base: Numbers
    bonus: Amounts | None
    unknown: Mask | None


def read_judged(members: SetMembers, item: CompiledCriterion) -> JudgedCells | None:
    """The judged points of a criterion that nobody needs to judge, None where there are none."""
    column = members.judged.get(item.criterion.code)
    if column is None or isinstance(item.criterion.base, Judged):
        return None
    if column.present is not None and not column.present.any():
        return None
    return _split(item, column)


def _split(item: CompiledCriterion, column: FigureColumn) -> JudgedCells:
    """As :func:`~thidua.core.scoring.cells.judged_split` does."""
    criterion, points = item.criterion, amounts_of(column.numbers)
    base = amounts.at_most(points, criterion.points)
    if isinstance(criterion.floor, Fraction):
        base = amounts.at_least(base, criterion.floor)
    over = amounts.subtract(points, constant(criterion.points, points.rows))
    bonus = amounts.at_least(over, ZERO)
    unknown = None
    if criterion.bonus_cap is None and item.bonus == NOTHING:
        unknown = where_any(bonus.low.values > 0)
    if isinstance(criterion.bonus_cap, Fraction):
        bonus = amounts.at_most(bonus, criterion.bonus_cap)
    some = bonus if bonus.high.high or bonus.over is not None else None
    return JudgedCells(column.present, numbers_of(base), some, but_not(unknown, bonus.over))


def but_not(rows: Mask | None, others: Mask | None) -> Mask | None:
    """The rows (None: no row) that are not among the others (None: no row)."""
    return None if rows is None else but(rows, others)
