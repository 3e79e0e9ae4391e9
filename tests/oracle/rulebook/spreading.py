"""Where a criteria set has its points, and where those go that do not apply to a unit.

From design.md section 6: the policy multiplies the base of each applicable criterion within the
smallest enclosing section that has an applicable sibling; a bonus never rescales.
"""

from collections.abc import Collection, Mapping
from fractions import Fraction

from attrs import frozen

from rulebook.plain import Table, amount


@frozen
class Place:
    """The set itself, a section, or a criterion that is counted (one without a parent)."""

    level: str
    code: str
    table: Table

    @property
    def key(self) -> tuple[str, str]:
        return self.level, self.code

    @property
    def points(self) -> Fraction:
        return amount(self.table["points"])

    @property
    def combine(self) -> str:
        return str(self.table.get("combine", "sum"))


def root_of(table: Table) -> Place:
    return Place("set", "", table)


def children_of(table: Table, place: Place) -> list[Place]:
    """What stands directly in a section, or in none of them."""
    at = None if place.level == "set" else place.code
    criteria = [one for one in table["criteria"] if "parent" not in one]
    return [
        *(Place("criterion", one["code"], one) for one in criteria if one.get("section") == at),
        *(
            Place("section", one["code"], one)
            for one in table.get("sections", ())
            if one.get("parent") == at
        ),
    ]


@frozen
class Spread:
    """The policy at work for one unit."""

    policy: str
    live: Collection[tuple[str, str]]
    """Places of points where an applicable criterion of points is at hand."""
    factors: Mapping[tuple[str, str], Fraction]
    """By what the base of a criterion is multiplied."""

    def counts(self, place: Place) -> bool:
        """Whether a mean counts the place: a part that does not apply is left out of it."""
        return self.policy == "full-points" or place.points == 0 or place.key in self.live


def spread_of(table: Table, applicable: Collection[str]) -> Spread:
    policy = table.get("not_applicable", "rescale")
    live: set[tuple[str, str]] = set()
    _find_live(table, root_of(table), applicable, live)
    factors: dict[tuple[str, str], Fraction] = {}
    _find_factors(table, root_of(table), policy, live, Fraction(1), factors)
    return Spread(policy, live, factors)


def _find_live(
    table: Table, place: Place, applicable: Collection[str], live: set[tuple[str, str]]
) -> bool:
    if place.level == "criterion":
        is_live = place.code in applicable
    else:
        below = [_find_live(table, one, applicable, live) for one in children_of(table, place)]
        is_live = any(below)
    if is_live and place.points > 0:
        live.add(place.key)
        return True
    return is_live and place.level != "criterion"


def _find_factors(
    table: Table,
    place: Place,
    policy: str,
    live: Collection[tuple[str, str]],
    outer: Fraction,
    factors: dict[tuple[str, str], Fraction],
) -> None:
    children = children_of(table, place)
    sharing = [one for one in children if one.key in live]
    spare = sum((one.points for one in children if one.key not in live), Fraction(0))
    if policy == "full-points" or place.combine != "sum":
        spare = Fraction(0)
    for one in children:
        if one.level == "criterion" and one.key not in live:
            continue
        factor = outer
        if one.key in live:
            factor *= 1 + _share(one, sharing, spare, policy)
        if one.level == "criterion":
            factors[one.key] = factor
        else:
            _find_factors(table, one, policy, live, factor, factors)


def _share(one: Place, sharing: Collection[Place], spare: Fraction, policy: str) -> Fraction:
    """What a sibling gets for each of its points: the spare ones in proportion to the points, or
    as the average share of all siblings."""
    if policy == "average":
        return spare / (len(sharing) * one.points)
    return spare / sum((sibling.points for sibling in sharing), Fraction(0))
