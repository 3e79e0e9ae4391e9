"""A criteria set whose names are resolved: self-contained, and so what a period freezes."""

from collections.abc import Mapping
from functools import cached_property

from attrs import field, frozen

from thidua.core.formula.tree import Node
from thidua.core.model.code import frozen_mapping
from thidua.core.model.criteria import CriteriaSet, Criterion, Gate, Row
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator


@frozen
class CompiledGate:
    gate: Gate
    condition: Node


@frozen
class CompiledRow:
    row: Row
    node: Node
    """What the row deducts, earns or adds, after its cap; never below 0."""


@frozen
class CompiledCriterion:
    """The trees of one criterion; they share nodes, and one reading of a cell reads each once."""

    criterion: Criterion
    gates: tuple[CompiledGate, ...]
    rows: tuple[CompiledRow, ...]
    full: Node
    """Base with earned points, before deductions."""
    deducted: Node
    """Deductions after caps."""
    base: Node
    """``full`` less ``deducted``, not below the floor."""
    bonus: Node
    inputs: tuple[str, ...]
    """Indicator codes that any of the trees reads, sorted."""


@frozen(slots=False)
class CompiledSet:
    """A criteria set with its trees, and the indicators and formulas that it used."""

    source: CriteriaSet
    criteria: tuple[CompiledCriterion, ...]
    indicators: tuple[Indicator, ...]
    """Every indicator that any tree or tie key reads, by code."""
    formulas: tuple[Formula, ...]
    combines: tuple[tuple[str, Node], ...] = field(default=(), converter=frozen_mapping)
    """Trees of the sections (and ``""`` for the set) whose ``combine`` is an expression."""
    tie_formulas: tuple[tuple[str, Node], ...] = field(default=(), converter=frozen_mapping)

    @cached_property
    def by_code(self) -> Mapping[str, CompiledCriterion]:
        """The criteria by code."""
        return {item.criterion.code: item for item in self.criteria}
