"""What a criterion that does not apply to a member does to those that do.

The policy acts within the smallest enclosing section that has an applicable sibling, where it
multiplies each applicable criterion's unrounded base after deductions; bonus never rescales.
Under a mean or an expression a part that does not apply is left out of the mean instead.
"""

from collections.abc import Collection
from fractions import Fraction

from thidua.core.model.criteria import CombineKind, NotApplicablePolicy
from thidua.core.scoring.structure import Branch, Leaf
from thidua.core.scoring.tally import ZERO

ONE = Fraction(1)


def is_live(place: Branch | Leaf, applicable: Collection[str]) -> bool:
    """Whether an applicable criterion with points stands here or below."""
    if isinstance(place, Leaf):
        return place.code in applicable and place.points > 0
    return any(is_live(child, applicable) for child in place.children)


def factors(
    branch: Branch,
    applicable: Collection[str],
    policy: NotApplicablePolicy,
    outer: Fraction = ONE,
) -> dict[str, Fraction]:
    """The factor of each applicable criterion below ``branch``, by code."""
    found: dict[str, Fraction] = {}
    live = [child for child in branch.children if is_live(child, applicable)]
    shared = _shared_points(branch, applicable, policy)
    for child in branch.children:
        if isinstance(child, Leaf):
            if child.code in applicable:
                factor = _factor(child, live, shared, policy) if child in live else ONE
                found[child.code] = outer * factor
        else:
            factor = _factor(child, live, shared, policy) if child in live else ONE
            found |= factors(child, applicable, policy, outer * factor)
    return found


def _shared_points(
    branch: Branch, applicable: Collection[str], policy: NotApplicablePolicy
) -> Fraction:
    if policy is NotApplicablePolicy.FULL_POINTS or branch.combine.kind is not CombineKind.SUM:
        return ZERO
    return sum((child.points for child in branch.children if not is_live(child, applicable)), ZERO)


def _factor(
    child: Branch | Leaf,
    live: Collection[Branch | Leaf],
    shared: Fraction,
    policy: NotApplicablePolicy,
) -> Fraction:
    if policy is NotApplicablePolicy.AVERAGE:
        return ONE + shared / (len(live) * child.points)
    return ONE + shared / sum((sibling.points for sibling in live), ZERO)
