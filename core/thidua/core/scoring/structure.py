"""The sections of a criteria set as a tree with the criteria at its leaves."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Union

from attrs import frozen

from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.criteria import Cap, Combine, CriteriaSet, Criterion, Section
from thidua.core.scoring.tally import Level

SET = ""
"""The code under which the set itself stands as the root."""


@frozen
class Leaf:
    """A criterion that is counted: one without a parent criterion."""

    criterion: Criterion
    level: Level = Level.CRITERION

    @property
    def code(self) -> str:
        """The criterion's own code."""
        return self.criterion.code

    @property
    def points(self) -> Fraction:
        """The most that its base can give."""
        return self.criterion.points

    @property
    def weight(self) -> Fraction | None:
        """Its weight where what contains it takes a mean."""
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
    def level(self) -> Level:
        """Whether it is the set or a section of it."""
        return Level.SET if self.code == SET else Level.SECTION


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


def in_table_order(compiled: CompiledSet) -> tuple[CompiledCriterion, ...]:
    """The criteria section by section, as the table is printed, wherever a file has them; those
    that make up another stand with it, in the order of the file."""
    table = {code: place for place, code in enumerate(_leaves(structure_of(compiled.source)))}
    return tuple(sorted(compiled.criteria, key=lambda item: table[_counted(compiled, item)]))


def _leaves(branch: Branch) -> Iterator[str]:
    for child in branch.children:
        if isinstance(child, Leaf):
            yield child.code
        else:
            yield from _leaves(child)


def _counted(compiled: CompiledSet, item: CompiledCriterion) -> str:
    """The criterion that another makes up in the end, if only itself."""
    criterion = item.criterion
    while criterion.parent is not None:
        criterion = compiled.by_code[criterion.parent].criterion
    return criterion.code


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
