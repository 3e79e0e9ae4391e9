"""The formulas of what a place adds to its rows: caps, rounding, means, the scheme's scale.

A formula given here is one that a spreadsheet can say; whether it gives the very number of the
line is for the caller to see.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.exact.rounding import RoundingMode
from thidua.core.model.criteria import Cap, CombineKind
from thidua.core.model.scheme import PartBonus, Scheme
from thidua.core.scoring.policies import Spread, spread_of
from thidua.core.scoring.structure import Branch, Leaf
from thidua.core.scoring.tally import Digits, Level, LineKind
from thidua.core.scoring.totals import PartScore
from thidua.core.workspace.documents.added_lines import AddedLine
from thidua.core.workspace.documents.calculation_grids import BONUS, DEDUCTIONS, POINTS
from thidua.core.workspace.documents.calculation_rows import branch_at
from thidua.core.workspace.documents.calculation_terms import (
    ZERO,
    Greatest,
    Least,
    Number,
    Ref,
    Rounded,
    Sum,
    Term,
    less,
    times,
)

Terms = tuple[Term | None, Term | None]
"""Of the points and of the bonus in them; None where there is no formula."""

NO_TERMS: Final[Terms] = (None, None)
_NOTHING: Final = Number(ZERO)


@frozen
class Standing:
    """What a line is added to."""

    rows: tuple[int, ...]
    """The rows of the place and the lines before it, where they hold numbers."""
    places: Mapping[tuple[Level, str], int]
    """Among these the rows of criteria and sections, by their codes."""
    code: str
    """Of the section that adds the line; empty for a set, a part and the total."""
    scheme: Scheme
    score: PartScore | None
    """None for the total of several parts."""
    has_bonus: bool
    """Whether the table has any bonus at all."""

    @property
    def points(self) -> Term:
        """The points so far."""
        return Sum(tuple(Ref(POINTS, row) for row in self.rows))

    @property
    def bonus(self) -> Term:
        """How much of them is bonus."""
        if not self.has_bonus:
            return _NOTHING
        return Sum(tuple(Ref(BONUS, row) for row in self.rows))

    @property
    def base(self) -> Term:
        """The points without the bonus."""
        return less(self.points, self.bonus) if self.has_bonus else self.points

    @property
    def deductions(self) -> Term:
        """What was deducted in the rows."""
        return Sum(tuple(Ref(DEDUCTIONS, row) for row in self.places.values()))

    def base_of(self, row: int) -> Term:
        """The points of one row without its bonus."""
        points = Ref(POINTS, row)
        return less(points, Ref(BONUS, row)) if self.has_bonus else points


def line_terms(line: AddedLine, at: Standing) -> Terms:
    """The formulas of a line."""
    if line.kind is None:
        return (None, None) if at.score is None else _scaled(at, at.score.factor)
    if line.kind is LineKind.BONUS_CAP:
        return _bonus_cap(line, at)
    if line.kind is LineKind.ROUNDING and line.level is Level.TOTAL:
        return _rounded_total(at)
    if at.score is None:
        return NO_TERMS
    found = _OF_A_SET.get(line.kind)
    return NO_TERMS if found is None else found(line, at, at.score)


def _scaled(at: Standing, factor: Fraction) -> Terms:
    return less(times(at.base, factor), at.base), _NOTHING


def _bonus_cap(line: AddedLine, at: Standing) -> Terms:
    cap: Cap = at.scheme.bonus_cap
    if line.level is not Level.TOTAL and at.score is not None:
        cap = _branch(line, at, at.score).bonus_cap
    if not isinstance(cap, Fraction):
        return NO_TERMS
    term = Least(_NOTHING, less(Number(cap), at.bonus))
    return term, term


def _rounded_total(at: Standing) -> Terms:
    places = at.scheme.rounding.total
    if places is None or at.scheme.rounding.mode is not RoundingMode.HALF_UP:
        return NO_TERMS
    return less(Rounded(at.points, places), at.points), _NOTHING


def _rounded(line: AddedLine, at: Standing, score: PartScore) -> Terms:
    digits = score.score.rules.section
    if line.level is Level.PART:
        digits = Digits(at.scheme.rounding.part, at.scheme.rounding.mode)
    if digits.places is None or digits.mode is not RoundingMode.HALF_UP:
        return NO_TERMS
    base = Rounded(at.base, digits.places)
    if not at.has_bonus:
        return less(base, at.points), _NOTHING
    bonus = Rounded(at.bonus, digits.places)
    return less(Sum((base, bonus)), at.points), less(bonus, at.bonus)


def _deductions_cap(line: AddedLine, at: Standing, score: PartScore) -> Terms:
    cap = _branch(line, at, score).deductions_cap
    if not isinstance(cap, Fraction):
        return NO_TERMS
    return Greatest(_NOTHING, less(at.deductions, Number(cap))), _NOTHING


def _part_bonus(line: AddedLine, at: Standing, score: PartScore) -> Terms:
    dropped = score.part.bonus is PartBonus.DROPPED
    term = times(at.bonus, (ZERO if dropped else score.factor) - 1)
    return term, term


def _mean(line: AddedLine, at: Standing, score: PartScore) -> Terms:
    branch = _branch(line, at, score)
    if branch.combine.kind is not CombineKind.WEIGHTED_MEAN:
        return NO_TERMS
    spread = _spread(score)
    counted = [(it, at.places[key]) for it in branch.children if (key := _key(it)) in at.places]
    counted = [(it, row) for it, row in counted if spread.counts(it)]
    weights = sum((it.weight or Fraction(1) for it, _ in counted), ZERO)
    if not weights:
        return NO_TERMS
    weighed = tuple(times(at.base_of(row), it.weight or Fraction(1)) for it, row in counted)
    return less(times(Sum(weighed), 1 / weights), at.base), _NOTHING


def _made_up(line: AddedLine, at: Standing, score: PartScore) -> Terms:
    digits = score.score.rules.criterion
    if digits.places is not None and digits.mode is not RoundingMode.HALF_UP:
        return NO_TERMS
    return Sum(tuple(_each_made_up(at, score, digits.places))), _NOTHING


def _each_made_up(at: Standing, score: PartScore, places: int | None) -> Iterator[Term]:
    factors = _spread(score).factors
    for (level, code), row in at.places.items():
        if level is Level.CRITERION and code in factors:
            own = at.base_of(row)
            raised = times(own, factors[code])
            yield less(raised if places is None else Rounded(raised, places), own)


_OF_A_SET: Final[Mapping[LineKind, Callable[[AddedLine, Standing, PartScore], Terms]]] = {
    LineKind.ROUNDING: _rounded,
    LineKind.DEDUCTIONS_CAP: _deductions_cap,
    LineKind.PART_BONUS: _part_bonus,
    LineKind.COMBINED: _mean,
    LineKind.POLICY: _made_up,
}


def _branch(line: AddedLine, at: Standing, score: PartScore) -> Branch:
    code = at.code if line.level is Level.SECTION else ""
    return branch_at(score.score.rules.root, code)


def _key(child: Branch | Leaf) -> tuple[Level, str]:
    return child.level, child.code


def _spread(score: PartScore) -> Spread:
    rules = score.score.rules
    applicable = [code for code, cell in score.score.cells.items() if cell.applies]
    return spread_of(rules.root, applicable, rules.compiled.source.not_applicable)
