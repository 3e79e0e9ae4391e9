"""What a criterion that does not apply to a member does to those that do.

The policy acts within the smallest enclosing section that has an applicable sibling, where it
multiplies each applicable criterion's unrounded base after deductions. Bonus never rescales, nor
does a criterion of no points, which has no share to scale up. Under a mean or an expression a
part that does not apply is left out instead.
"""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from thidua.core.model.criteria import CombineKind, NotApplicablePolicy
from thidua.core.scoring.structure import Branch, Leaf
from thidua.core.scoring.tally import ZERO, Level

ONE = Fraction(1)

PlaceKey = tuple[Level, str]
"""A criterion or section may share its code with one of the other level."""


@frozen
class Spread:
    """How the points of criteria that do not apply are spread over those that do."""

    policy: NotApplicablePolicy
    live: frozenset[PlaceKey]
    """The places of points with an applicable criterion of points at or below them."""
    factors: Mapping[str, Fraction]
    """By criterion, for those whose base is multiplied."""

    def counts(self, place: Branch | Leaf) -> bool:
        """Whether a mean or an expression counts the place."""
        given_in_full = self.policy is NotApplicablePolicy.FULL_POINTS
        return given_in_full or not place.points or _key(place) in self.live


def spread_of(root: Branch, applicable: Collection[str], policy: NotApplicablePolicy) -> Spread:
    """The spread for a member to whom the criteria ``applicable`` apply."""
    live = frozenset(_live(root, applicable))
    return Spread(policy, live, dict(_factors(root, live, policy, ONE)))


def _key(place: Branch | Leaf) -> PlaceKey:
    return place.level, place.code


def _live(place: Branch | Leaf, applicable: Collection[str]) -> Iterator[PlaceKey]:
    if isinstance(place, Leaf):
        is_live = place.code in applicable
    else:
        below = [key for child in place.children for key in _live(child, applicable)]
        is_live = bool(below)
        yield from below
    if is_live and place.points > 0:
        yield _key(place)


def _factors(
    branch: Branch, live: Collection[PlaceKey], policy: NotApplicablePolicy, outer: Fraction
) -> Iterator[tuple[str, Fraction]]:
    sharing = [child for child in branch.children if _key(child) in live]
    spare = _spare(branch, live, policy)
    for child in branch.children:
        shares = _key(child) in live
        factor = outer * _factor(child, sharing, spare, policy) if shares else outer
        if isinstance(child, Branch):
            yield from _factors(child, live, policy, factor)
        elif shares and factor != ONE:
            yield child.code, factor


def _spare(branch: Branch, live: Collection[PlaceKey], policy: NotApplicablePolicy) -> Fraction:
    """The points directly below that go to the siblings."""
    if policy is NotApplicablePolicy.FULL_POINTS or branch.combine.kind is not CombineKind.SUM:
        return ZERO
    return sum((child.points for child in branch.children if _key(child) not in live), ZERO)


def _factor(
    child: Branch | Leaf,
    sharing: Collection[Branch | Leaf],
    spare: Fraction,
    policy: NotApplicablePolicy,
) -> Fraction:
    if not spare:
        return ONE
    if policy is NotApplicablePolicy.AVERAGE:
        return ONE + spare / (len(sharing) * child.points)
    return ONE + spare / sum((sibling.points for sibling in sharing), ZERO)
