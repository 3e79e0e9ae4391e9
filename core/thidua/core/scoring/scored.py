"""The members scored by one criteria set, as the formula language meets them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from thidua.core.exact.figure import Figure
from thidua.core.formula.evaluation import Reading, SharedAggregates
from thidua.core.formula.tree import Name
from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.formulas import PythonFunction
from thidua.core.scoring.entries import Entries, Member


@frozen
class UnitFigures:
    """The figures of one member, as the formula language reads them."""

    unit: str
    entries: Entries
    children: Mapping[str, Fraction] = field(factory=dict)
    """The base points of children, where those of a section are combined."""

    def figure(self, name: Name) -> Figure | None:
        """The figure at the layer, None where there is none."""
        return self.entries.figures.get((self.unit, name))

    def judged(self, criterion: str) -> Fraction | None:
        """The points that an appraiser chose."""
        entry = self.entries.judged.get((self.unit, criterion))
        return None if entry is None else entry.points

    def child(self, code: str) -> Fraction | None:
        """The base points of a child; None for one that does not apply."""
        return self.children.get(code)


@frozen(slots=False)
class Scored:
    """A set with the members who are scored by it, read at one layer."""

    compiled: CompiledSet
    members: tuple[Member, ...]
    """Without the excluded and gated; the suspended and capped are in."""
    entries: Entries
    shared: SharedAggregates = field(factory=SharedAggregates)
    _peers: dict[str, tuple[UnitFigures, ...]] = field(
        factory=dict, init=False, eq=False, repr=False
    )

    @cached_property
    def python(self) -> Mapping[str, PythonFunction]:
        """The plain Python functions of the set, by formula code."""
        return {
            formula.code: formula.function
            for formula in self.compiled.formulas
            if formula.function is not None
        }

    def peers(self, criterion: str) -> Sequence[UnitFigures]:
        """Those over whom the criterion's aggregates run."""
        found = self._peers.get(criterion)
        if found is None:
            item = self.compiled.by_code[criterion]
            found = self._peers[criterion] = tuple(
                UnitFigures(member.unit, self.entries)
                for member in self.members
                if why_not_applicable(self.compiled, item, member, self.entries) is None
            )
        return found

    def reading(self, unit: str, criterion: str, *, trace: bool = False) -> Reading:
        """A reading of one member's cell among its peers."""
        return Reading(
            UnitFigures(unit, self.entries),
            self.peers(criterion),
            self.python,
            trace=trace,
            shared=self.shared,
        )


def why_not_applicable(
    compiled: CompiledSet, item: CompiledCriterion, member: Member, entries: Entries
) -> str | None:
    """The reason why a criterion does not concern a member; ``""`` where its kind says so.

    A child criterion concerns those whom its parent concerns.
    """
    criterion = item.criterion
    while criterion.parent is not None:
        criterion = compiled.by_code[criterion.parent].criterion
    if criterion.applies_to and member.kind not in criterion.applies_to:
        return ""
    return entries.not_applicable.get((member.unit, criterion.code))
