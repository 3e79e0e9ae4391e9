"""Between which values the tie keys of two members lie while one input moves."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import evolve, frozen

from thidua.core.formula.reading.quantity import interval_of
from thidua.core.formula.trace import Unknown
from thidua.core.formula.tree import Node
from thidua.core.formula.walking import walk
from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.scoring.entries import Entries
from thidua.core.scoring.margin.enclosure import Stretch
from thidua.core.scoring.margin.inputs import Lever
from thidua.core.scoring.margin.stand import Stand
from thidua.core.scoring.results import ClusterScore, MemberScore
from thidua.core.scoring.tie_keys import TieReader

KeyRange = tuple[Fraction, Fraction]
"""The least and the greatest value of a key, greater meaning better."""


@frozen(slots=False)
class TieBounds:
    """The tie chain of a scored cluster in which one input of one member moves."""

    score: ClusterScore
    lever: Lever
    entries: Entries
    """With some exact value of the input in its place."""

    def may_come_before(self, one: Stand, other: Stand, stretch: Stretch) -> bool:
        """Whether, for some value of the stretch, the chain may put ``one`` before ``other`` where
        their points are level.

        A key that may be unknown for a third member of the tied group may be skipped: then the
        keys after it must rule it out as well.
        """
        ours, theirs = self._ends(one), self._ends(other)
        if ours is None or theirs is None:
            return True
        readers = [self._reader(end) for end in (stretch.low, stretch.high)]
        for key in self.score.case.scheme.tie_breakers:
            moving = self._moving_formula(key)
            if moving is not None and stretch.low < stretch.high:
                first = self._formula_range(key, moving, one.row, stretch)
                second = self._formula_range(key, moving, other.row, stretch)
                if first is None or second is None or first[1] > second[0]:
                    return True
                continue
            mine, its = _range(readers, key, ours), _range(readers, key, theirs)
            if mine is None or its is None:
                continue
            if mine[1] > its[0]:
                return True
            if mine[1] < its[0] and moving is None and key in self._sure:
                return False
        return False

    def _ends(self, stand: Stand) -> tuple[MemberScore, MemberScore] | None:
        """The member at its worst and at its best, where both have a total."""
        worst, best, ranked = stand.worst, stand.best, self.score.case.ranked_points
        if worst is None or best is None or ranked(worst) is None or ranked(best) is None:
            return None
        return worst, best

    def _reader(self, value: Fraction) -> TieReader:
        case = evolve(self.score.case, entries=self.lever.put(self.entries, value))
        return TieReader(case, self._units)

    def _moving_formula(self, key: TieKey) -> Node | None:
        """The formula of a key that reads the input; None for any other key."""
        node = self._formulas.get(key.code) if key.kind is TieKeyKind.FORMULA else None
        if node is None:
            return None
        unit = self.lever.unit
        return node if any(self.lever.is_read_by(unit, one) for one in walk(node)) else None

    def _formula_range(
        self, key: TieKey, node: Node, row: MemberScore, stretch: Stretch
    ) -> KeyRange | None:
        """Where a formula lies on the stretch; None where it is unknown or unlimited."""
        reading = stretch.key_reading(row.member.unit, self._units)
        value = reading.quantity(node)
        if isinstance(value, Unknown) or reading.left_out:
            return None
        one = interval_of(value)
        if one.low is None or one.high is None:
            return None
        return (-one.high, -one.low) if key.descending is False else (one.low, one.high)

    @cached_property
    def _formulas(self) -> Mapping[str, Node]:
        sets = self.score.case.sets.values()
        return {code: node for compiled in sets for code, node in compiled.tie_formulas}

    @cached_property
    def _present(self) -> Sequence[MemberScore]:
        return [row for row in self.score.rows if row.total is not None]

    @cached_property
    def _units(self) -> Sequence[str]:
        return [row.member.unit for row in self._present]

    @cached_property
    def _sure(self) -> frozenset[TieKey]:
        """The keys that are known of every member, so that no tied group goes without them."""
        case = self.score.case
        read = TieReader(evolve(case, entries=self.entries), self._units)
        return frozenset(
            key
            for key in case.scheme.tie_breakers
            if all(read(key, row) is not None for row in self._present)
        )


def _range(
    readers: Sequence[TieReader], key: TieKey, ends: tuple[MemberScore, MemberScore]
) -> KeyRange | None:
    """The least and the greatest value of a key, read at either end; None where it is unknown."""
    values = [read(key, row) for read, row in zip(readers, ends, strict=True)]
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if len(known) == len(values) else None
