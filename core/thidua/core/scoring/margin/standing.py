"""Whether one member may come before another while one input of one of them moves."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import evolve, field, frozen

from thidua.core.formula.trace import Unknown
from thidua.core.formula.tree import Judgement, Name, Node
from thidua.core.formula.walking import has_aggregate, walk
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.criteria import TieKey, TieKeyKind
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
from thidua.core.scoring.results import ClusterScore, MemberScore
from thidua.core.scoring.set_scoring import SetScore
from thidua.core.scoring.tie_keys import TieReader

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
        return most > least or (most == least and self._may_win_tie(one, other, stretch))

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

    def _may_win_tie(self, one: Stand, other: Stand, stretch: Stretch) -> bool:
        """Whether the tie chain may put ``one`` before ``other`` where their points are level."""
        if one.worst is None or other.best is None:
            return True
        readers = [self._tie_reader(end) for end in (stretch.low, stretch.high)]
        for key in self.score.case.scheme.tie_breakers:
            if self._key_moves(key):
                return True
            ours, theirs = _key_range(readers, key, one), _key_range(readers, key, other)
            if ours is None or theirs is None:
                continue
            if ours[1] > theirs[0]:
                return True
            if ours[1] < theirs[0] and key in self._sure_keys:
                return False
        return False

    def _tie_reader(self, value: Fraction) -> TieReader:
        case = evolve(self.score.case, entries=self.lever.put(self.entries, value))
        return TieReader(case, self._units)

    def _key_moves(self, key: TieKey) -> bool:
        """Whether the key is a formula that reads the input."""
        trees = [
            node
            for compiled in self.score.case.sets.values()
            for code, node in compiled.tie_formulas
            if key.kind is TieKeyKind.FORMULA and code == key.code
        ]
        unit = self.lever.unit
        return any(self.lever.is_read_by(unit, node) for tree in trees for node in walk(tree))

    @cached_property
    def _units(self) -> Sequence[str]:
        return [row.member.unit for row in self.score.rows if row.total is not None]

    @cached_property
    def _sure_keys(self) -> frozenset[TieKey]:
        """The keys that are known of every member, so that no tied group goes without them."""
        case = self.score.case
        read = TieReader(evolve(case, entries=self.entries), self._units)
        rows = [row for row in self.score.rows if row.total is not None]
        return frozenset(
            key
            for key in case.scheme.tie_breakers
            if all(read(key, row) is not None for row in rows)
        )


def _key_range(
    readers: Sequence[TieReader], key: TieKey, stand: Stand
) -> tuple[Fraction, Fraction] | None:
    """The least and the greatest value of a key; None where it is unknown."""
    rows = [row for row in (stand.worst, stand.best) if row is not None]
    values = [read(key, row) for read, row in zip(readers, rows, strict=True)]
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if len(known) == len(values) else None
