"""What may be changed of a unit: figures that it reported and points that people gave it, each in
its own steps and within its own reach."""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction

from attrs import evolve, frozen

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import Field, Judgement, Name, Node
from thidua.core.formula.walking import names_read, walk
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.criteria import TieKeyKind
from thidua.core.model.indicator import Indicator
from thidua.core.scoring.entries import Entries
from thidua.core.scoring.margin.grids import grid_of_figure, grid_of_points
from thidua.core.scoring.margin.search import Grid
from thidua.core.scoring.results import Case, ClusterScore, MemberScore
from thidua.core.scoring.set_scoring import SetScore


@frozen
class Lever:
    """One figure of a unit, or the points that a person gave it for a criterion."""

    unit: str
    indicator: str = ""
    judged: str = ""
    """The criterion whose points were given; empty for a figure."""

    def is_read_by(self, unit: str, node: Node) -> bool:
        """Whether a node stands for it when it is read for a unit."""
        if unit != self.unit:
            return False
        if isinstance(node, Judgement):
            return node.criterion == self.judged
        return isinstance(node, Name) and node == Name(self.indicator)

    def put(self, entries: Entries, value: Fraction) -> Entries:
        """The entries with another value in its place, exact and reported."""
        if self.judged:
            key = (self.unit, self.judged)
            given = evolve(entries.judged[key], points=value)
            return evolve(entries, judged={**entries.judged, key: given})
        name = (self.unit, Name(self.indicator))
        return evolve(entries, figures={**entries.figures, name: Figure(value)})


class Cause(StrEnum):
    """Why there is no change to name."""

    NOT_APPLICABLE = "not-applicable"
    NO_INPUT = "no-input"
    """The criterion reads no result of the unit."""
    MISSING = "missing"
    """Nothing is reported, so there is nothing to start from."""
    NOT_JUDGED = "not-judged"
    NONE_IN_REACH = "none-in-reach"
    """No value of the input turns the order."""
    SEARCH_ENDED = "search-ended"
    """The search went as far as it says, and found none."""


@frozen
class Input:
    """An input of a criterion, with the values it may take; or why there is none."""

    criterion: str
    """Empty for an indicator that nothing but a tie key reads."""
    criteria: str
    """The criteria set of the criterion."""
    lever: Lever | None = None
    grid: Grid | None = None
    bound: Bound = Bound.EXACT
    """How the present figure is reported."""
    cause: Cause | None = None


def trees_of(item: CompiledCriterion) -> tuple[Node, ...]:
    """Every tree of a criterion, its gates included."""
    gates = tuple(gate.condition for gate in item.gates)
    return (*gates, item.full, item.deducted, item.base, item.bonus)


def inputs_of_member(score: ClusterScore, row: MemberScore) -> list[Input]:
    """The inputs of a ranked member, criterion by criterion."""
    parts = () if row.total is None else row.total.parts
    scores = {part.score.compiled.source.code: part.score for part in parts}
    return [
        found
        for one in scores.values()
        for item in one.compiled.criteria
        if item.criterion.parent is None
        for found in _of_criterion(score, row.member.unit, one, item)
    ]


def inputs_of_ties(score: ClusterScore, row: MemberScore) -> list[Input]:
    """The indicators that tie keys read; they may be inputs of criteria too."""
    case = score.case
    trees = {code: node for one in case.sets.values() for code, node in one.tie_formulas}
    codes: dict[str, None] = {}
    for key in case.scheme.tie_breakers:
        if key.kind is TieKeyKind.INDICATOR:
            codes[key.code] = None
        elif key.kind is TieKeyKind.FORMULA and key.code in trees:
            codes.update(dict.fromkeys(_actuals([trees[key.code]])))
    return [_of_indicator(case, row.member.unit, "", "", code) for code in codes]


def _of_criterion(
    score: ClusterScore, unit: str, own: SetScore, item: CompiledCriterion
) -> Iterator[Input]:
    code, criteria = item.criterion.code, own.compiled.source.code
    cell = own.cells[code]
    if not cell.applies:
        yield Input(code, criteria, cause=Cause.NOT_APPLICABLE)
        return
    if cell.is_judged_whole:
        yield _of_judged(score.case, unit, own, code, code)
        return
    judged = dict.fromkeys(
        node.criterion
        for tree in trees_of(item)
        for node in walk(tree)
        if isinstance(node, Judgement)
    )
    indicators = _actuals(trees_of(item))
    for one in judged:
        yield _of_judged(score.case, unit, own, code, one)
    for one in indicators:
        yield _of_indicator(score.case, unit, code, criteria, one)
    if not (judged or indicators):
        yield Input(code, criteria, cause=Cause.NO_INPUT)


def _actuals(trees: tuple[Node, ...] | list[Node]) -> list[str]:
    """The indicators whose results some trees read."""
    names = {name for tree in trees for name in names_read(tree)}
    return sorted(name.indicator for name in names if name.field is Field.ACTUAL)


def _of_indicator(case: Case, unit: str, criterion: str, criteria: str, code: str) -> Input:
    figure = case.entries.figures.get((unit, Name(code)))
    if figure is None:
        return Input(criterion, criteria, Lever(unit, code), cause=Cause.MISSING)
    grid = grid_of_figure(case, _indicator(case, code), figure)
    return Input(criterion, criteria, Lever(unit, code), grid, figure.bound)


def _indicator(case: Case, code: str) -> Indicator:
    known = (item for one in case.sets.values() for item in one.indicators)
    return next(item for item in known if item.code == code)


def _of_judged(case: Case, unit: str, own: SetScore, whole: str, chosen: str) -> Input:
    criteria, lever = own.compiled.source.code, Lever(unit, judged=chosen)
    entry = case.entries.judged.get((unit, chosen))
    if entry is None:
        return Input(whole, criteria, lever, cause=Cause.NOT_JUDGED)
    return Input(whole, criteria, lever, grid_of_points(case, own, chosen, entry.points))
