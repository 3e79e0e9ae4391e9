"""The scores of places by the column: what every criterion, section and set has in common."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import frozen

from thidua.core.formula.columns.masks import Mask, either
from thidua.core.scoring.columns.amounts import total
from thidua.core.scoring.columns.enclosing import Amounts
from thidua.core.scoring.tally import Level


@frozen(eq=False)
class DeductionColumns:
    """What was deducted at or below a place, after the caps so far."""

    points: Amounts
    lost: Amounts | None
    """What the base really lost; None where no cap at or above the place asks."""
    bent: Mask | None = None
    """The members for whom a policy multiplies it, so that a cap gives back another amount."""


@frozen(eq=False, slots=False)
class PlaceColumns:
    """The score of a criterion, a section or the whole set, for all members of the set."""

    level: Level
    code: str
    base: Amounts
    bonus: Amounts | None
    """None where there is none, whoever is scored."""
    unknown: Mask | None
    """The members for whom a criterion at or below it is unknown."""
    valued: Mask | None = None
    """The members to whom anything at or below it applies, or is given in full; None: all."""
    deductions: DeductionColumns | None = None
    reached: Amounts | None = None
    """How many criteria at or below it reached their points; None where nobody asks."""
    children: tuple["PlaceColumns", ...] = ()

    @cached_property
    def points(self) -> Amounts:
        """Base and bonus together."""
        return self.base if self.bonus is None else total([self.base, self.bonus])

    def walk(self) -> Iterator["PlaceColumns"]:
        """This place and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @cached_property
    def by_place(self) -> Mapping[tuple[Level, str], "PlaceColumns"]:
        """All places below it, by level and code; not itself, which would keep it in memory."""
        below = (place for child in self.children for place in child.walk())
        return {(place.level, place.code): place for place in below}


def all_deductions(children: tuple[PlaceColumns, ...]) -> DeductionColumns | None:
    """The deductions of several places together."""
    found = [child.deductions for child in children if child.deductions is not None]
    if not found:
        return None
    lost = [one.lost for one in found if one.lost is not None]
    bent: Mask | None = None
    for one in found:
        bent = either(bent, one.bent)
    return DeductionColumns(
        total([one.points for one in found]), total(lost) if lost else None, bent
    )


def any_unknown(children: tuple[PlaceColumns, ...]) -> Mask | None:
    """The members for whom any of the places is unknown."""
    unknown: Mask | None = None
    for child in children:
        unknown = either(unknown, child.unknown)
    return unknown


def any_valued(children: tuple[PlaceColumns, ...]) -> Mask | None:
    """The members to whom anything of the places applies; None: all."""
    valued = children[0].valued
    for child in children[1:]:
        # None is every member here, so that "either" reads the other way round.
        valued = None if valued is None or child.valued is None else valued | child.valued
    return valued
