"""Sections and the whole set by the column: sums, means and expressions, caps, rounding."""

from fractions import Fraction

from attrs import evolve

from thidua.core.formula.columns.masks import Mask, either, where_any
from thidua.core.model.criteria import Cap, CombineKind
from thidua.core.scoring.columns import amounts
from thidua.core.scoring.columns.combining import combined, with_loss_told_apart
from thidua.core.scoring.columns.enclosing import Amounts, constant, put_aside
from thidua.core.scoring.columns.leaves import score_leaf
from thidua.core.scoring.columns.places import (
    DeductionColumns,
    PlaceColumns,
    all_deductions,
    any_unknown,
    any_valued,
)
from thidua.core.scoring.columns.work import SetWork
from thidua.core.scoring.structure import Branch, Leaf
from thidua.core.scoring.tally import ZERO, Level


def score_branch(work: SetWork, branch: Branch, *, with_lost: bool = False) -> PlaceColumns:
    """A section, or the set itself, for all members; ``with_lost`` where a cap above it asks what
    deductions took."""
    has_cap = isinstance(branch.deductions_cap, Fraction)
    children = tuple(
        _score(work, child, with_lost=with_lost or has_cap) for child in branch.children
    )
    whole = _joined(work, branch, children)
    if branch.combine.kind is not CombineKind.SUM:
        whole = with_loss_told_apart(whole)
    return _rounded(work, _with_bonus_capped(branch, _with_deductions_capped(branch, whole)))


def _score(work: SetWork, place: Branch | Leaf, *, with_lost: bool) -> PlaceColumns:
    if isinstance(place, Leaf):
        return score_leaf(work, place, with_lost=with_lost)
    return score_branch(work, place, with_lost=with_lost)


def _joined(work: SetWork, branch: Branch, children: tuple[PlaceColumns, ...]) -> PlaceColumns:
    base, unknown = _base(work, branch, children)
    bonuses = [child.bonus for child in children if child.bonus is not None]
    reached = [child.reached for child in children if child.reached is not None]
    return PlaceColumns(
        branch.level,
        branch.code,
        base,
        amounts.total(bonuses) if bonuses else None,
        either(any_unknown(children), unknown),
        any_valued(children),
        all_deductions(children),
        amounts.total(reached) if reached else None,
        children,
    )


def _base(
    work: SetWork, branch: Branch, children: tuple[PlaceColumns, ...]
) -> tuple[Amounts, Mask | None]:
    """The base points, and the members for whom combining finds none."""
    if branch.combine.kind is CombineKind.SUM:
        return amounts.total([child.base for child in children]), None
    return combined(work.spreads, work.rules.combines.get(branch.code), branch, children)


def _with_deductions_capped(branch: Branch, place: PlaceColumns) -> PlaceColumns:
    """What was lost beyond the cap is given back."""
    cap, deductions = branch.deductions_cap, place.deductions
    if not isinstance(cap, Fraction) or deductions is None or deductions.lost is None:
        return place
    lost = deductions.lost
    beyond_cap = amounts.subtract(lost, constant(cap, lost.rows))
    given_back = amounts.at_least(beyond_cap, ZERO)
    base = amounts.total([place.base, given_back])
    if deductions.bent is not None:
        # How much the policy makes of what is given back, only the scalar reading can tell.
        base = put_aside(base, where_any(deductions.bent & (beyond_cap.high.values > 0)))
    kept = DeductionColumns(
        amounts.at_most(deductions.points, cap), amounts.at_most(lost, cap), deductions.bent
    )
    return evolve(place, base=base, deductions=kept)


def _with_bonus_capped(branch: Branch, place: PlaceColumns) -> PlaceColumns:
    return evolve(place, bonus=bonus_capped(place.bonus, branch.bonus_cap))


def bonus_capped(bonus: Amounts | None, cap: Cap) -> Amounts | None:
    """The bonus cut to a cap, where there are both."""
    if bonus is None or not isinstance(cap, Fraction):
        return bonus
    return amounts.at_most(bonus, cap)


def _rounded(work: SetWork, place: PlaceColumns) -> PlaceColumns:
    digits = work.rules.section
    if place.level is Level.SET or digits.places is None:
        return place
    bonus = place.bonus
    return evolve(
        place,
        base=amounts.rounded(place.base, digits.places, digits.mode),
        bonus=bonus and amounts.rounded(bonus, digits.places, digits.mode),
    )
