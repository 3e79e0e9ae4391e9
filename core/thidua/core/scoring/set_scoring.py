"""Members' scores by one criteria set: sections, caps, policy, declared rounding."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from thidua.core.exact.reason import Reason
from thidua.core.formula.trace import Unknown
from thidua.core.formula.tree import Node
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import CombineKind, NotApplicablePolicy, Rounding
from thidua.core.scoring.cells import Cell, Points
from thidua.core.scoring.combining import combined_base
from thidua.core.scoring.deductions import NONE, Deductions, all_of
from thidua.core.scoring.policies import ONE, Spread, spread_of
from thidua.core.scoring.structure import Branch, Leaf, structure_of
from thidua.core.scoring.tally import NOTHING, ZERO, Digits, Level, Line, LineKind, Tally, joined


@frozen(slots=False)
class SetRules:
    """A set with what is the same for all who are scored by it."""

    compiled: CompiledSet
    root: Branch
    criterion: Digits
    """How the points of a criterion are rounded."""
    section: Digits

    @cached_property
    def combines(self) -> Mapping[str, Node]:
        """The trees of the sections that an expression combines."""
        return dict(self.compiled.combines)


def rules_of(compiled: CompiledSet, scheme: Rounding) -> SetRules:
    """The rules of a set in a scheme, whose rounding goes before the set's own where both
    declare a level."""
    own = compiled.source.rounding
    return SetRules(
        compiled,
        structure_of(compiled.source),
        _digits(scheme.criterion, scheme, own.criterion, own),
        _digits(scheme.section, scheme, own.section, own),
    )


def _digits(first: int | None, by: Rounding, then: int | None, own: Rounding) -> Digits:
    return Digits(then, own.mode) if first is None else Digits(first, by.mode)


@frozen
class PlaceScore:
    """The score of a criterion, a section or the whole set."""

    level: Level
    code: str
    tally: Tally | None
    """None where a criterion at or below it is unknown."""
    has_value: bool
    """False where nothing at or below it applies to the member, nor is given in full: its tally
    is empty then, and to be told as no points rather than 0."""
    deductions: Deductions = NONE
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

    rules: SetRules
    cells: Mapping[str, Cell]
    """By criterion."""
    root: PlaceScore

    @property
    def compiled(self) -> CompiledSet:
        """The set."""
        return self.rules.compiled

    @cached_property
    def places(self) -> Mapping[tuple[Level, str], PlaceScore]:
        """Every criterion, section and the set itself, by level and code."""
        return {(place.level, place.code): place for place in self.root.walk()}

    @property
    def unknown(self) -> tuple[Reason, ...]:
        """Why the total is unknown, each reason once."""
        reasons = (reason for place in self.root.walk() for reason in place.unknown)
        return tuple(dict.fromkeys(reasons))


@frozen
class _Work:
    rules: SetRules
    cells: Mapping[str, Cell]
    spread: Spread


def score_set(rules: SetRules, cells: Mapping[str, Mapping[str, Cell]]) -> dict[str, SetScore]:
    """Combine the cells of each member, by unit and criterion, into sections and a total."""
    policy = rules.compiled.source.not_applicable
    spreads: dict[frozenset[str], Spread] = {}
    scores: dict[str, SetScore] = {}
    for unit, own in cells.items():
        applicable = frozenset(code for code, cell in own.items() if cell.applies)
        if applicable not in spreads:
            spreads[applicable] = spread_of(rules.root, applicable, policy)
        work = _Work(rules, own, spreads[applicable])
        scores[unit] = SetScore(rules, own, _score_branch(work, rules.root))
    return scores


def _score(work: _Work, place: Branch | Leaf) -> PlaceScore:
    return _score_leaf(work, place) if isinstance(place, Leaf) else _score_branch(work, place)


def _score_leaf(work: _Work, leaf: Leaf) -> PlaceScore:
    code, cell = leaf.code, work.cells[leaf.code]
    if not cell.applies:
        return _not_applicable(work, leaf)
    if cell.points is None:
        return PlaceScore(Level.CRITERION, code, None, True, unknown=cell.unknown)
    points, factor = cell.points, work.spread.factors.get(code)
    plain = Line(LineKind.CRITERION, Level.CRITERION, code, points.base, points.bonus)
    tally = Tally((plain,), points.base, points.bonus)
    if factor is not None:
        added = points.base * (factor - ONE)
        tally = tally.adding(Line(LineKind.POLICY, Level.CRITERION, code, added))
    rounded = tally.rounded(Level.CRITERION, code, work.rules.criterion)
    return PlaceScore(Level.CRITERION, code, rounded, True, _deductions(points, factor or ONE))


def _deductions(points: Points, factor: Fraction) -> Deductions:
    if not points.deducted:
        return NONE
    return Deductions(points.deducted, points.lost, points.lost * factor)


def _not_applicable(work: _Work, leaf: Leaf) -> PlaceScore:
    if work.spread.policy is not NotApplicablePolicy.FULL_POINTS:
        return PlaceScore(Level.CRITERION, leaf.code, NOTHING, False)
    gift = Line(LineKind.FULL_POINTS, Level.CRITERION, leaf.code, base=leaf.points)
    tally = NOTHING.adding(gift).rounded(Level.CRITERION, leaf.code, work.rules.criterion)
    return PlaceScore(Level.CRITERION, leaf.code, tally, True)


def _score_branch(work: _Work, branch: Branch) -> PlaceScore:
    children = tuple(_score(work, child) for child in branch.children)
    has_value = any(child.has_value for child in children)
    tallies = [child.tally for child in children if child.tally is not None]
    if len(tallies) < len(children):
        return PlaceScore(branch.level, branch.code, None, has_value, children=children)
    deductions = all_of(child.deductions for child in children)
    whole: Tally | Unknown = joined(tallies)
    if branch.combine.kind is not CombineKind.SUM:
        whole, deductions = _combined(work, branch, tallies, children)
    if isinstance(whole, Unknown):
        return PlaceScore(
            branch.level, branch.code, None, has_value, children=children, unknown=whole.reasons
        )
    kept = deductions.within(branch.deductions_cap)
    tally = _capped(work, branch, whole, deductions.counted - kept.counted)
    return PlaceScore(branch.level, branch.code, tally, has_value, kept, children)


def _combined(
    work: _Work, branch: Branch, tallies: Sequence[Tally], children: Sequence[PlaceScore]
) -> tuple[Tally | Unknown, Deductions]:
    """The children by a mean or an expression, which adds the line that makes up for it."""
    expression = work.rules.combines.get(branch.code)
    deductions = all_of(child.deductions for child in children)
    counted = [
        (place, tally.base, tally.base + child.deductions.counted)
        for place, tally, child in zip(branch.children, tallies, children, strict=True)
        if work.spread.counts(place)
    ]
    base = combined_base(branch, [(place, kept) for place, kept, _ in counted], expression)
    if isinstance(base, Unknown):
        return base, deductions
    full = combined_base(branch, [(place, full) for place, _, full in counted], expression)
    lost = max(full - base, ZERO) if isinstance(full, Fraction) else ZERO
    whole = joined(tallies).with_base(base, branch.level, branch.code)
    return whole, deductions.counting(lost)


def _capped(work: _Work, branch: Branch, whole: Tally, given_back: Fraction) -> Tally:
    """Within the caps of the place, and rounded where it is a section."""
    level, code = branch.level, branch.code
    line = Line(LineKind.DEDUCTIONS_CAP, level, code, base=given_back)
    capped = whole.adding(line).bonus_capped(level, code, branch.bonus_cap)
    return capped if level is Level.SET else capped.rounded(level, code, work.rules.section)
