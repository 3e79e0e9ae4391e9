"""Whether one member may come before another while one input of one of them moves."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from thidua.core.formula.trace import Unknown
from thidua.core.formula.tree import Judgement, Name, Node
from thidua.core.formula.walking import has_aggregate, walk
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.scoring.cells import Cell
from thidua.core.scoring.entries import Entries
from thidua.core.scoring.margin.enclosure import (
    Enclosed,
    Stretch,
    enclosed,
    enclosed_judgement,
    is_sure,
)
from thidua.core.scoring.margin.inputs import Lever, trees_of
from thidua.core.scoring.margin.stand import Stand
from thidua.core.scoring.margin.tie_bounds import TieBounds
from thidua.core.scoring.results import ClusterScore, MemberScore
from thidua.core.scoring.set_scoring import SetScore

Read = Mapping[tuple[str, str], frozenset[Node]]
"""By criteria set and criterion: every figure and judgement that its trees read."""


def what_is_read(score: ClusterScore) -> Read:
    """What the trees of every counted criterion read."""
    return {
        (code, item.criterion.code): frozenset(
            node
            for tree in trees_of(item)
            for node in walk(tree)
            if isinstance(node, Name | Judgement)
        )
        for code, compiled in score.case.sets.items()
        for item in compiled.criteria
    }


@frozen(slots=False)
class Moving:
    """A scored cluster in which one input of one member moves."""

    score: ClusterScore
    lever: Lever
    entries: Entries
    """With some exact value of the input in its place."""
    read: Read = field(repr=False)
    _touched: dict[str, tuple[tuple[SetScore, CompiledCriterion], ...]] = field(
        factory=dict, init=False, repr=False
    )

    def stretch(self, low: Fraction, high: Fraction) -> Stretch:
        """The input anywhere between two values."""
        return Stretch(self.lever, self.entries, low, high)

    def comes_before(self, first: str, second: str, stretch: Stretch) -> bool:
        """Whether, for some value of the stretch, ``first`` may come before ``second``."""
        one, other = self._stand(first, stretch), self._stand(second, stretch)
        if one is None or other is None:
            return False
        if one.best is None or other.worst is None:
            return True
        ranked = self.score.case.ranked_points
        most, least = ranked(one.best), ranked(other.worst)
        if most is None or least is None:
            return True
        return most > least or (most == least and self._ties.may_come_before(one, other, stretch))

    def _stand(self, unit: str, stretch: Stretch) -> Stand | None:
        """How a member stands; None where it has no rank on the whole stretch."""
        row = self.score.by_unit[unit]
        if unit == self.lever.unit and self._is_out(row, stretch):
            return None
        moved: dict[str, dict[str, Enclosed]] = {}
        for own, item in self._touched_of(row):
            points = self._enclosed(row, own, item, stretch)
            if points is None:
                return None
            moved.setdefault(own.compiled.source.code, {})[item.criterion.code] = points
        return Stand(self.score.case, row, moved)

    def _is_out(self, row: MemberScore, stretch: Stretch) -> bool:
        """Whether a gate keeps the unit out, or is unknown, on the whole stretch."""
        for _, item in self._touched_of(row):
            answers = [stretch.gate(gate.condition) for gate in item.gates]
            if any(
                it is True or (isinstance(it, Unknown) and is_sure(it.reasons)) for it in answers
            ):
                return True
        return False

    def _enclosed(
        self, row: MemberScore, own: SetScore, item: CompiledCriterion, stretch: Stretch
    ) -> Enclosed | None:
        code = item.criterion.code
        if own.cells[code].is_judged_whole:
            return enclosed_judgement(item, stretch.low, stretch.high)
        scored = self.score.fields[own.compiled.source.code]
        return enclosed(stretch.reading(row.member.unit, scored, code), item)

    def _touched_of(self, row: MemberScore) -> tuple[tuple[SetScore, CompiledCriterion], ...]:
        """The criteria of a member whose points the input may move."""
        unit = row.member.unit
        if unit not in self._touched:
            self._touched[unit] = tuple(self._find_touched(row))
        return self._touched[unit]

    def _find_touched(self, row: MemberScore) -> Iterator[tuple[SetScore, CompiledCriterion]]:
        for part in () if row.total is None else row.total.parts:
            own = part.score
            for code, cell in own.cells.items():
                item = own.compiled.by_code[code]
                if cell.applies and self._touches(row.member.unit, own, cell, item):
                    yield own, item

    def _touches(self, unit: str, own: SetScore, cell: Cell, item: CompiledCriterion) -> bool:
        if cell.is_judged_whole:
            return unit == self.lever.unit and cell.criterion == self.lever.judged
        read = self.read[own.compiled.source.code, cell.criterion]
        if not any(self.lever.is_read_by(self.lever.unit, node) for node in read):
            return False
        return unit == self.lever.unit or any(map(has_aggregate, trees_of(item)))

    @cached_property
    def _ties(self) -> TieBounds:
        return TieBounds(self.score, self.lever, self.entries)
