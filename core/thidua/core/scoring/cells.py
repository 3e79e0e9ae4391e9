"""The points of one criterion for one member: three numbers, or the reasons why not."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from thidua.core.exact.figure import Figure
from thidua.core.exact.reason import Reason
from thidua.core.formula.evaluation import LeftOut, Reading, SharedAggregates, decided
from thidua.core.formula.trace import Unknown
from thidua.core.formula.tree import Name
from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.criteria import Judged
from thidua.core.model.formulas import PythonFunction
from thidua.core.model.observation import JudgedPoints
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.tally import ZERO


@frozen
class Points:
    """What the rules of a criterion give, before any policy or rounding."""

    full: Fraction
    """Base with earned points, before deductions."""
    deducted: Fraction
    """Deductions after caps."""
    base: Fraction
    """Base after deductions, not below the floor."""
    bonus: Fraction

    @property
    def lost(self) -> Fraction:
        """What the deductions really took: less than ``deducted`` where the floor held."""
        return self.full - self.base


@frozen
class Cell:
    """One criterion of one member."""

    criterion: str
    points: Points | None
    """None where unknown or not applicable."""
    unknown: tuple[Reason, ...] = ()
    not_applicable: str | None = None
    """The reason, ``""`` where the kind of unit says it."""
    judged: JudgedPoints | None = None
    left_out: tuple[LeftOut, ...] = ()
    presumed: tuple[Name, ...] = ()
    """Figures that counted as 0 because nothing was reported."""
    illustrative: bool = False
    """Whether a figure that nobody published has counted."""

    is_judged_whole: bool = False
    """Whether the judged points stand for the whole criterion, not only for its base."""

    @property
    def applies(self) -> bool:
        """Whether the criterion concerns the member."""
        return self.not_applicable is None


@frozen
class UnitFigures:
    """The figures of one member, as the formula language reads them."""

    unit: str
    entries: Entries

    def figure(self, name: Name) -> Figure | None:
        return self.entries.figures.get((self.unit, name))

    def judged(self, criterion: str) -> Fraction | None:
        entry = self.entries.judged.get((self.unit, criterion))
        return None if entry is None else entry.points

    def child(self, code: str) -> Fraction | None:
        return None


@frozen
class Scored:
    """A set with the members who are scored by it, read at one layer."""

    compiled: CompiledSet
    members: tuple[Member, ...]
    """Without the excluded and gated; the suspended and capped are in."""
    entries: Entries
    shared: SharedAggregates = field(factory=SharedAggregates)

    def peers(self, item: CompiledCriterion) -> tuple[UnitFigures, ...]:
        """Those over whom the criterion's aggregates run."""
        return tuple(
            self.figures(member.unit)
            for member in self.members
            if why_not_applicable(item, member, self.entries) is None
        )

    def figures(self, unit: str) -> UnitFigures:
        """The figures of one member."""
        return UnitFigures(unit, self.entries)

    def python(self) -> Mapping[str, PythonFunction]:
        """The plain Python functions of the set, by formula code."""
        return {
            formula.code: formula.function
            for formula in self.compiled.formulas
            if formula.function is not None
        }

    def reading(self, own: str, peers: Sequence[UnitFigures], *, trace: bool = False) -> Reading:
        """A reading of one member's cell among its peers."""
        return Reading(
            self.figures(own),
            peers,
            self.python(),
            trace=trace,
            shared=self.shared,
        )


def why_not_applicable(item: CompiledCriterion, member: Member, entries: Entries) -> str | None:
    """The reason why a criterion does not concern a member; ``""`` where its kind says so."""
    criterion = item.criterion
    if criterion.applies_to and member.kind not in criterion.applies_to:
        return ""
    return entries.not_applicable.get((member.unit, criterion.code))


def cells_of(scored: Scored, item: CompiledCriterion) -> dict[str, Cell]:
    """The criterion's cell of every member, by unit."""
    peers = scored.peers(item)
    return {member.unit: cell_of(scored, item, member, peers) for member in scored.members}


def cell_of(
    scored: Scored, item: CompiledCriterion, member: Member, peers: Sequence[UnitFigures]
) -> Cell:
    """Score one criterion of one member."""
    code = item.criterion.code
    reason = why_not_applicable(item, member, scored.entries)
    if reason is not None:
        return Cell(code, None, not_applicable=reason)
    judged = scored.entries.judged.get((member.unit, code))
    if judged is not None and not isinstance(item.criterion.base, Judged):
        split = judged_split(item, judged.points)
        return Cell(
            code, split, judged=judged, illustrative=judged.illustrative, is_judged_whole=True
        )
    reading = scored.reading(member.unit, peers)
    points = _points(reading, item)
    read = _figures_read(reading, member.unit, scored.entries)
    return Cell(
        code,
        points if isinstance(points, Points) else None,
        unknown=points.reasons if isinstance(points, Unknown) else (),
        judged=judged,
        left_out=reading.left_out,
        presumed=tuple(name for name, figure in read if figure.presumed),
        illustrative=any(figure.illustrative for _, figure in read)
        or (judged is not None and judged.illustrative),
    )


def judged_split(item: CompiledCriterion, points: Fraction) -> Points:
    """Judged points split alike: up to the criterion's points base, the rest bonus."""
    base = min(points, item.criterion.points)
    return Points(full=base, deducted=ZERO, base=base, bonus=points - base)


def _points(reading: Reading, item: CompiledCriterion) -> Points | Unknown:
    nodes = (item.full, item.deducted, item.base, item.bonus)
    values = [decided(reading.number(node)) for node in nodes]
    reasons = [reason for value in values if isinstance(value, Unknown) for reason in value.reasons]
    if reasons:
        return Unknown(tuple(dict.fromkeys(reasons)))
    return Points(*(value for value in values if isinstance(value, Fraction)))


def _figures_read(reading: Reading, unit: str, entries: Entries) -> list[tuple[Name, Figure]]:
    names = sorted(reading.reads, key=lambda name: (name.indicator, name.field))
    found = ((name, entries.figures.get((unit, name))) for name in names)
    return [(name, figure) for name, figure in found if figure is not None]
