"""One member's score by one criteria set: sections, caps, policy, declared rounding."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from thidua.core.exact.reason import Reason
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import UNLIMITED, Cap, CombineKind, NotApplicablePolicy
from thidua.core.scoring.cells import Cell
from thidua.core.scoring.combining import combined_base
from thidua.core.scoring.policies import ONE, factors, is_live
from thidua.core.scoring.structure import Branch, Leaf, structure_of
from thidua.core.scoring.tally import ZERO, Level, Line, LineKind, Tally, joined


@frozen
class PlaceScore:
    """The score of a criterion, a section or the whole set."""

    level: Level
    code: str
    tally: Tally | None
    """None where a criterion at or below it is unknown."""
    deducted: Fraction = ZERO
    """Points deducted, after the caps of criterion and section."""
    lost: Fraction = ZERO
    """What deductions really took from the base."""
    children: tuple["PlaceScore", ...] = ()
    unknown: tuple[Reason, ...] = ()

    def walk(self) -> Iterator["PlaceScore"]:
        """This place and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@frozen(slots=False)
class SetScore:
    """A member's score by one set, on the set's own scale."""

    compiled: CompiledSet
    cells: Mapping[str, Cell]
    root: PlaceScore

    @cached_property
    def places(self) -> Mapping[tuple[Level, str], PlaceScore]:
        """Every criterion, section and the set itself, by level and code."""
        return {(place.level, place.code): place for place in self.root.walk()}

    @property
    def unknown(self) -> tuple[Reason, ...]:
        """Why the total is unknown, each reason once."""
        reasons = (reason for place in self.root.walk() for reason in place.unknown)
        return tuple(dict.fromkeys(reasons))

    def at_maximum(self) -> int:
        """How many applicable criteria of points > 0 reached their points, before any policy."""
        return sum(self._is_full(code) for code in self.cells)

    def _is_full(self, code: str) -> bool:
        criterion = self.compiled.by_code[code].criterion
        points = self.cells[code].points
        if points is None or criterion.parent is not None or criterion.points <= 0:
            return False
        rounding = self.compiled.source.rounding
        plain = Tally((Line(LineKind.CRITERION, Level.CRITERION, code, points.base, points.bonus),))
        rounded = plain.rounded(Level.CRITERION, code, rounding.criterion, rounding.mode)
        return rounded.points >= criterion.points


@frozen
class _Work:
    compiled: CompiledSet
    cells: Mapping[str, Cell]
    factors: Mapping[str, Fraction]
    applicable: frozenset[str]

    @property
    def gives_full_points(self) -> bool:
        return self.compiled.source.not_applicable is NotApplicablePolicy.FULL_POINTS


def score_set(compiled: CompiledSet, cells: Mapping[str, Cell]) -> SetScore:
    """Combine the cells of one member, by criterion code, into sections and a total."""
    root = structure_of(compiled.source)
    applicable = frozenset(code for code, cell in cells.items() if cell.applies)
    spread = factors(root, applicable, compiled.source.not_applicable)
    work = _Work(compiled, cells, spread, applicable)
    return SetScore(compiled, cells, _score_branch(work, root))


def _score(work: _Work, place: Branch | Leaf) -> PlaceScore:
    return _score_leaf(work, place) if isinstance(place, Leaf) else _score_branch(work, place)


def _score_leaf(work: _Work, leaf: Leaf) -> PlaceScore:
    code, rounding = leaf.code, work.compiled.source.rounding
    cell = work.cells[code]
    if not cell.applies:
        gift = leaf.points if work.gives_full_points else ZERO
        line = Line(LineKind.FULL_POINTS, Level.CRITERION, code, base=gift)
        return PlaceScore(Level.CRITERION, code, Tally(()).adding(line))
    if cell.points is None:
        return PlaceScore(Level.CRITERION, code, None, unknown=cell.unknown)
    points, factor = cell.points, work.factors.get(code, ONE)
    plain = Line(LineKind.CRITERION, Level.CRITERION, code, points.base, points.bonus)
    spread = Line(LineKind.POLICY, Level.CRITERION, code, points.base * (factor - ONE))
    tally = Tally((plain,)).adding(spread)
    return PlaceScore(
        Level.CRITERION,
        code,
        tally.rounded(Level.CRITERION, code, rounding.criterion, rounding.mode),
        deducted=points.deducted,
        lost=points.lost * factor,
    )


def _score_branch(work: _Work, branch: Branch) -> PlaceScore:
    level = Level.SET if branch.is_set else Level.SECTION
    children = tuple(_score(work, child) for child in branch.children)
    deducted = _capped(sum((child.deducted for child in children), ZERO), branch.deductions_cap)
    tallies = [child.tally for child in children if child.tally is not None]
    if len(tallies) < len(children):
        return PlaceScore(level, branch.code, None, deducted, children=children)
    tally, unknown = _combined(work, branch, level, tallies)
    if tally is None:
        return PlaceScore(level, branch.code, None, deducted, ZERO, children, unknown)
    lost = sum((child.lost for child in children), ZERO)
    kept = _capped(lost, branch.deductions_cap)
    given_back = Line(LineKind.DEDUCTIONS_CAP, level, branch.code, base=lost - kept)
    capped = tally.adding(given_back).bonus_capped(level, branch.code, branch.bonus_cap)
    return PlaceScore(
        level, branch.code, _rounded(work, capped, level, branch.code), deducted, kept, children
    )


def _combined(
    work: _Work, branch: Branch, level: Level, tallies: Sequence[Tally]
) -> tuple[Tally | None, tuple[Reason, ...]]:
    """The children together; a mean or an expression adds the line that makes up for it."""
    whole = joined(tallies)
    if branch.combine.kind is CombineKind.SUM:
        return whole, ()
    live = [
        (child, tally.base)
        for child, tally in zip(branch.children, tallies, strict=True)
        if work.gives_full_points or is_live(child, work.applicable)
    ]
    base = combined_base(branch, live, dict(work.compiled.combines).get(branch.code))
    if isinstance(base, Fraction):
        return whole.with_base(base, level, branch.code), ()
    return None, base.reasons


def _rounded(work: _Work, tally: Tally, level: Level, code: str) -> Tally:
    rounding = work.compiled.source.rounding
    if level is Level.SET:
        return tally
    return tally.rounded(level, code, rounding.section, rounding.mode)


def _capped(value: Fraction, cap: Cap) -> Fraction:
    return value if cap is None or cap == UNLIMITED else min(value, cap)
