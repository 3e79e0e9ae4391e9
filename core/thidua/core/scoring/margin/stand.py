"""A member at its best and at its worst, while some of its criteria lie between two values."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import evolve, frozen

from thidua.core.model.criteria import CombineKind
from thidua.core.scoring.margin.enclosure import Enclosed
from thidua.core.scoring.results import Case, MemberScore
from thidua.core.scoring.set_scoring import SetRules, SetScore, score_set
from thidua.core.scoring.structure import Branch
from thidua.core.scoring.totals import total_of


@frozen(slots=False)
class Stand:
    """A member of a scored cluster with criteria that move; the others are as they were scored."""

    case: Case
    row: MemberScore
    moved: Mapping[str, Mapping[str, Enclosed]]
    """By criteria set and criterion."""

    @cached_property
    def best(self) -> MemberScore | None:
        """No total is above this one; None where nothing can be said."""
        return self._corner(best=True)

    @cached_property
    def worst(self) -> MemberScore | None:
        """No total is below this one; None where nothing can be said."""
        return self._corner(best=False)

    def _corner(self, *, best: bool) -> MemberScore | None:
        if not self.moved:
            return self.row
        scores: dict[str, SetScore] = {}
        for code, own in self._scores.items():
            corner = self._set_corner(own, self.moved.get(code, {}), best=best)
            if corner is None:
                return None
            scores[code] = corner
        total = total_of(self.case.scheme, self.row.member, scores)
        return evolve(self.row, total=total)

    def _set_corner(
        self, own: SetScore, moved: Mapping[str, Enclosed], *, best: bool
    ) -> SetScore | None:
        if not moved:
            return own
        if not (all(points.is_one for points in moved.values()) or is_monotone(own.rules)):
            return None
        cells = dict(own.cells)
        for criterion, points in moved.items():
            corner = points.corner(best=best)
            if corner is None:
                return None
            cells[criterion] = evolve(cells[criterion], points=corner)
        unit = self.row.member.unit
        return score_set(own.rules, {unit: cells})[unit]

    @property
    def _scores(self) -> Mapping[str, SetScore]:
        parts = () if self.row.total is None else self.row.total.parts
        return {part.score.compiled.source.code: part.score for part in parts}


def is_monotone(rules: SetRules) -> bool:
    """Whether more points in a criterion never make fewer in the set: sums, and means where no cap
    gives deductions back. An expression may do anything."""
    branches = list(_branches(rules.root))
    kinds = {branch.combine.kind for branch in branches}
    if kinds == {CombineKind.SUM}:
        return True
    return CombineKind.EXPRESSION not in kinds and not any(
        isinstance(branch.deductions_cap, Fraction) for branch in branches
    )


def _branches(branch: Branch) -> Iterator[Branch]:
    yield branch
    for child in branch.children:
        if isinstance(child, Branch):
            yield from _branches(child)
