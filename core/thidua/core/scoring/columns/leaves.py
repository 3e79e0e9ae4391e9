"""Criteria by the column: not-applicable policy, declared rounding, and the cells that only the
scalar reading can tell."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

import numpy as np
from attrs import evolve, frozen

from thidua.core.formula.columns.arithmetic import multiply
from thidua.core.formula.columns.integers import LIMIT, measured
from thidua.core.formula.columns.masks import Mask, both, either, where_any
from thidua.core.formula.columns.masks import chosen as chosen_rows
from thidua.core.formula.columns.numbers import Numbers
from thidua.core.formula.columns.rounding import rounded
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.criteria import NotApplicablePolicy
from thidua.core.scoring.cells import Points
from thidua.core.scoring.columns.amounts import at_least, chosen, patched, total
from thidua.core.scoring.columns.amounts import rounded as rounded_amounts
from thidua.core.scoring.columns.cells import JudgedCells, but_not, read_cells, read_judged
from thidua.core.scoring.columns.enclosing import Amounts, amounts_of, constant, exact, nothing
from thidua.core.scoring.columns.places import DeductionColumns, PlaceColumns
from thidua.core.scoring.columns.work import SetWork
from thidua.core.scoring.structure import Leaf
from thidua.core.scoring.tally import ZERO, Digits, Level


@frozen(eq=False)
class _Counted:
    """A criterion of all members, rounded as declared; None is 0 whoever is scored."""

    base: Amounts
    plain: Amounts | None
    """The base without the policy; None where that is ``base`` or nobody asks."""
    bonus: Amounts | None
    deducted: Amounts | None
    lost: Amounts | None
    unknown: Mask | None

    def over(self) -> Mask | None:
        """The members for whom any of it is put aside."""
        over: Mask | None = None
        for one in (self.base, self.plain, self.bonus, self.deducted, self.lost):
            over = over if one is None else either(over, one.over)
        return over


def score_leaf(work: SetWork, leaf: Leaf, *, with_lost: bool) -> PlaceColumns:
    """A criterion for all members; ``with_lost`` where a cap asks what deductions took."""
    item = work.rules.compiled.by_code[leaf.code]
    counted = _settled(work, item, _counted(work, item, with_lost=with_lost))
    applies = work.applies[leaf.code]
    is_given = work.rules.compiled.source.not_applicable is NotApplicablePolicy.FULL_POINTS
    reached = _reached(work, item, counted)
    if applies is not None:
        gift = work.rules.criterion.rounded(leaf.points) if is_given else ZERO
        counted = _where(applies, counted, gift)
        reached = reached and chosen(applies, reached, nothing(reached.rows))
    return PlaceColumns(
        Level.CRITERION,
        leaf.code,
        counted.base,
        counted.bonus,
        counted.unknown,
        None if is_given else applies,
        _deductions(work, leaf, counted),
        reached,
    )


def _counted(work: SetWork, item: CompiledCriterion, *, with_lost: bool) -> _Counted:
    judged = read_judged(work.members, item)
    if judged is not None and judged.rows is None:
        return _of_judged(work, item, judged)
    cells = read_cells(work.members, item, work.present, with_lost=with_lost)
    digits = work.rules.criterion
    base, plain = _with_policy(work, item, cells.base)
    lost = None if cells.lost is None else at_least(amounts_of(cells.lost), ZERO)
    counted = _Counted(
        base,
        plain,
        None if cells.bonus is None else _rounded(cells.bonus, digits),
        None if cells.deducted is None else amounts_of(cells.deducted),
        lost,
        cells.unknown,
    )
    return (
        counted if judged is None else _merged(judged.rows, _of_judged(work, item, judged), counted)
    )


def _with_policy(
    work: SetWork, item: CompiledCriterion, base: Numbers
) -> tuple[Amounts, Amounts | None]:
    factor, digits = work.spreads.factor(item.criterion.code), work.rules.criterion
    if factor is None:
        return _rounded(base, digits), None
    plain = _rounded(base, digits) if work.counts_reached else None
    return _rounded(multiply(base, factor), digits), plain


def _rounded(numbers: Numbers, digits: Digits) -> Amounts:
    if digits.places is None:
        return amounts_of(numbers)
    return amounts_of(rounded(numbers, digits.places, digits.mode))


def _of_judged(work: SetWork, item: CompiledCriterion, judged: JudgedCells) -> _Counted:
    digits, bonus = work.rules.criterion, judged.bonus
    if bonus is not None and digits.places is not None:
        bonus = rounded_amounts(bonus, digits.places, digits.mode)
    base, plain = _with_policy(work, item, judged.base)
    return _Counted(base, plain, bonus, None, None, judged.unknown)


def _merged(rows: Mask | None, then: _Counted, otherwise: _Counted) -> _Counted:
    """``then`` for some members, ``otherwise`` for the others."""
    assert rows is not None
    return _Counted(
        chosen(rows, then.base, otherwise.base),
        _either_of(rows, then.plain, otherwise.plain),
        _either_of(rows, then.bonus, otherwise.bonus),
        _either_of(rows, then.deducted, otherwise.deducted),
        _either_of(rows, then.lost, otherwise.lost),
        chosen_rows(rows, then.unknown, otherwise.unknown, absent=False),
    )


def _either_of(rows: Mask, then: Amounts | None, otherwise: Amounts | None) -> Amounts | None:
    if then is None and otherwise is None:
        return None
    none = nothing(len(rows))
    return chosen(rows, then or none, otherwise or none)


def _where(applies: Mask, counted: _Counted, gift: Fraction) -> _Counted:
    """With the points of those whom the criterion does not concern."""
    nobody = _Counted(constant(gift, len(applies)), None, None, None, None, None)
    return _merged(applies, counted, nobody)


def _settled(work: SetWork, item: CompiledCriterion, counted: _Counted) -> _Counted:
    """With the cells that are put aside read by the scalar reading."""
    over, code = counted.over(), item.criterion.code
    scored = both(work.present, work.applies[code])
    rows = but_not(over if scored is None or over is None else over & scored, counted.unknown)
    if rows is None or not rows.any():
        return counted
    cells = {row: work.cell(row, code) for row in np.flatnonzero(rows).tolist()}
    unknown = np.zeros(len(rows), bool) if counted.unknown is None else counted.unknown.copy()
    unknown[[row for row, cell in cells.items() if cell.points is None]] = True
    points = {row: cell.points or NO_POINTS for row, cell in cells.items()}
    return _patched(work, code, evolve(counted, unknown=where_any(unknown)), points)


NO_POINTS = Points(ZERO, ZERO, ZERO, ZERO)


def _patched(work: SetWork, code: str, counted: _Counted, points: Mapping[int, Points]) -> _Counted:
    digits, factor_of = work.rules.criterion, work.spreads.factor_of
    found = points.items()
    base = {row: digits.rounded(one.base * factor_of(code, row)) for row, one in found}
    return _Counted(
        patched(counted.base, base),
        _patched_some(counted.plain, {row: digits.rounded(one.base) for row, one in found}),
        _patched_some(counted.bonus, {row: digits.rounded(one.bonus) for row, one in found}),
        _patched_some(counted.deducted, {row: one.deducted for row, one in found}),
        _patched_some(counted.lost, {row: one.lost for row, one in found}),
        counted.unknown,
    )


def _patched_some(some: Amounts | None, values: Mapping[int, Fraction]) -> Amounts | None:
    """A column that is 0 whoever is scored is so in every reading."""
    return None if some is None else patched(some, values)


def _deductions(work: SetWork, leaf: Leaf, counted: _Counted) -> DeductionColumns | None:
    if counted.deducted is None:
        return None
    return DeductionColumns(counted.deducted, counted.lost, work.spreads.bends(leaf.code))


def _reached(work: SetWork, item: CompiledCriterion, counted: _Counted) -> Amounts | None:
    """1 for the members whose points, before any policy, come to those of the criterion."""
    maximum = item.criterion.points
    if not (work.counts_reached and maximum):
        return None
    points = counted.base if counted.plain is None else counted.plain
    if counted.bonus is not None:
        points = total([points, counted.bonus])
    enough = min(ceil(maximum / points.unit), LIMIT + 1)
    low = measured((points.low.values >= enough).astype(np.int64))
    if points.is_exact:
        return exact(Fraction(1), low)
    return Amounts(Fraction(1), low, measured((points.high.values >= enough).astype(np.int64)))
