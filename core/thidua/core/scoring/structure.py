"""The sections of a criteria set as a tree with the criteria at its leaves."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Union

from attrs import frozen

from thidua.core.model.criteria import Cap, Combine, CriteriaSet, Criterion, Section

SET = ""
"""The code under which the set itself stands as the root."""


@frozen
class Leaf:
    """A criterion that is counted: one without a parent criterion."""

    criterion: Criterion

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def points(self) -> Fraction:
        return self.criterion.points

    @property
    def weight(self) -> Fraction | None:
        return self.criterion.weight


@frozen
class Branch:
    """A section, or the set itself, with what stands directly below it."""

    code: str
    points: Fraction
    combine: Combine
    bonus_cap: Cap
    deductions_cap: Cap
    weight: Fraction | None
    children: tuple[Union["Branch", Leaf], ...]

    @property
    def is_set(self) -> bool:
        return self.code == SET

    def leaves(self) -> Iterator[Leaf]:
        """The criteria below, in the order of the set."""
        for child in self.children:
            if isinstance(child, Leaf):
                yield child
            else:
                yield from child.leaves()


def structure_of(source: CriteriaSet) -> Branch:
    """The tree of a set that has passed validation."""
    return Branch(
        code=SET,
        points=source.points,
        combine=source.combine,
        bonus_cap=source.bonus_cap,
        deductions_cap=source.deductions_cap,
        weight=None,
        children=_children(source, None),
    )


def _children(source: CriteriaSet, parent: str | None) -> tuple[Branch | Leaf, ...]:
    sections = [_branch(source, item) for item in source.sections if item.parent == parent]
    leaves = [
        Leaf(item) for item in source.criteria if item.parent is None and item.section == parent
    ]
    return (*leaves, *sections)


def _branch(source: CriteriaSet, section: Section) -> Branch:
    return Branch(
        code=section.code,
        points=section.points,
        combine=section.combine,
        bonus_cap=section.bonus_cap,
        deductions_cap=section.deductions_cap,
        weight=section.weight,
        children=_children(source, section.code),
    )
