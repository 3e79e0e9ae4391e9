"""How safe a rank is: how far the next one is either way, and the smallest change of each input
that turns the order, proven smallest and shown by re-ranking the whole cluster."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve, field, frozen

from thidua.core.model.criteria import TieKey
from thidua.core.model.indicator import Direction
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.comparing import compare
from thidua.core.scoring.margin.inputs import (
    Cause,
    Input,
    Lever,
    inputs_of_member,
    inputs_of_ties,
)
from thidua.core.scoring.margin.search import Contradicted, Found, Grid, nearest
from thidua.core.scoring.margin.standing import Moving, Read, what_is_read
from thidua.core.scoring.results import ClusterScore, MemberScore
from thidua.core.scoring.tally import ZERO

__all__ = [
    "Cause",
    "Change",
    "Contradicted",
    "Grid",
    "Input",
    "Lever",
    "Margin",
    "Side",
    "Way",
    "margin_of",
]


class Way(StrEnum):
    """Which way a rank may change."""

    UP = "up"
    DOWN = "down"


@frozen
class Change:
    """What becomes of an input: the smallest change that turns the order, or why none does."""

    input: Input
    steps: int | None = None
    """How many steps of the input, with their sign; None where no change is named."""
    value: Fraction | None = None
    """The input after the change."""
    decided_by: TieKey | None = None
    """The key that parts the two after the change, where their points are level then."""
    cause: Cause | None = None
    """Why no change is named."""
    searched: Fraction = ZERO
    """How far either way every smaller change was ruled out, in the input's unit of measure."""


@frozen
class Side:
    """The next rank one way, and what it takes to turn the order.

    Upwards the order turns when the unit comes before all who stand there, downwards when one of
    them comes before the unit; to draw level and share the rank is not enough. Both must have a
    rank.
    """

    way: Way
    rivals: tuple[MemberScore, ...]
    """Who stands there: one place, which several may share."""
    gap: Fraction
    """Points between, never below 0, as ranks read them."""
    decided_by: TieKey | None
    """The key that parts them where the gap is 0; None too where they share the rank."""
    changes: tuple[Change, ...]

    @property
    def is_level(self) -> bool:
        """Whether the unit shares its rank with them."""
        return not self.gap and self.decided_by is None


@frozen
class Margin:
    """How safe the rank of one member is."""

    row: MemberScore
    sides: tuple[Side, ...]
    """The rank above, then those who share the rank, then the rank below."""


def margin_of(score: ClusterScore, unit: str, criterion: str | None = None) -> Margin | None:
    """How far a member stands from the next rank either way; None where it has no rank.

    With ``criterion`` only the inputs of that criterion are looked at; a criterion that is part of
    another is looked at by its judged points.
    """
    row = score.by_unit[unit]
    if row.rank is None:
        return None
    search = _Search(score, row, criterion)
    places = _places(score, row)
    return Margin(row, tuple(search.side(way, rivals) for way, rivals in places))


def _places(score: ClusterScore, row: MemberScore) -> list[tuple[Way, tuple[MemberScore, ...]]]:
    """The place above, those who share the member's own (both ways), the place below."""
    ranked = [(one.rank, one) for one in score.rows if one.rank is not None]
    here = row.rank or 0
    above = [rank for rank, _ in ranked if rank < here]
    below = [rank for rank, _ in ranked if rank > here]
    wanted = [
        *([(Way.UP, max(above))] if above else []),
        (Way.UP, here),
        (Way.DOWN, here),
        *([(Way.DOWN, min(below))] if below else []),
    ]
    found = [
        (way, tuple(one for rank, one in ranked if rank == at and one is not row))
        for way, at in wanted
    ]
    return [(way, rivals) for way, rivals in found if rivals]


@define(eq=False, slots=False)
class _Search:
    """The search for one member; what was re-ranked is kept for both ways."""

    score: ClusterScore
    row: MemberScore
    criterion: str | None
    _reranked: dict[tuple[Lever, Fraction], ClusterScore] = field(factory=dict, init=False)
    _moving: dict[Lever, Moving] = field(factory=dict, init=False)

    @cached_property
    def _inputs(self) -> Sequence[Input]:
        found = inputs_of_member(self.score, self.row)
        if self.criterion is None:
            return found
        return [
            one
            for one in found
            if self.criterion in (one.criterion, one.lever.judged if one.lever else "")
        ]

    @cached_property
    def _tie_inputs(self) -> Sequence[Input]:
        """Indicators that nothing but tie keys read."""
        known = {one.lever for one in inputs_of_member(self.score, self.row)}
        found = () if self.criterion else inputs_of_ties(self.score, self.row)
        return [one for one in found if one.lever not in known]

    @cached_property
    def _read(self) -> Read:
        return what_is_read(self.score)

    def side(self, way: Way, rivals: tuple[MemberScore, ...]) -> Side:
        """The next rank one way."""
        found = compare(self.score, self.row.member.unit, rivals[0].member.unit)
        points = [self.score.case.ranked_points(one) or ZERO for one in (self.row, rivals[0])]
        inputs = [*self._inputs, *(() if points[0] != points[1] else self._tie_inputs)]
        changes: dict[Lever, Change] = {}
        for one in inputs:
            if one.lever is not None and one.lever not in changes:
                changes[one.lever] = self._change(way, rivals, one)
        return Side(
            way,
            rivals,
            abs(points[0] - points[1]),
            found.decided_by if found else None,
            tuple(
                evolve(changes[one.lever], input=one) if one.lever else Change(one, cause=one.cause)
                for one in inputs
            ),
        )

    def _change(self, way: Way, rivals: tuple[MemberScore, ...], one: Input) -> Change:
        lever, grid = one.lever, one.grid
        if lever is None or grid is None:
            return Change(one, cause=one.cause)
        codes = [rival.member.unit for rival in rivals]
        found = self._nearest(way, codes, lever, grid)
        searched = found.searched * grid.step
        if found.steps is None:
            cause = Cause.NONE_IN_REACH if found.is_whole else Cause.SEARCH_ENDED
            return Change(one, cause=cause, searched=searched)
        value = grid.value(found.steps)
        key = self._deciding(lever, value, codes)
        return Change(one, found.steps, value, key, searched=searched)

    def _nearest(self, way: Way, rivals: Sequence[str], lever: Lever, grid: Grid) -> Found:
        moving, unit = self._moving_of(lever, grid), self.row.member.unit

        def is_excluded(low: Fraction, high: Fraction) -> bool:
            stretch = moving.stretch(low, high)
            if way is Way.UP:
                return not all(moving.comes_before(unit, one, stretch) for one in rivals)
            return not any(moving.comes_before(one, unit, stretch) for one in rivals)

        def turns(value: Fraction) -> bool:
            after = self._after(lever, value)
            if way is Way.UP:
                return all(_is_before(after, unit, one) for one in rivals)
            return any(_is_before(after, one, unit) for one in rivals)

        better = -1 if self._is_lower_better(lever) else 1
        return nearest(grid, is_excluded, turns, better if way is Way.UP else -better)

    def _moving_of(self, lever: Lever, grid: Grid) -> Moving:
        if lever not in self._moving:
            entries = lever.put(self.score.case.entries, grid.start)
            self._moving[lever] = Moving(self.score, lever, entries, self._read)
        return self._moving[lever]

    def _after(self, lever: Lever, value: Fraction) -> ClusterScore:
        """The whole cluster re-ranked with another value of the input."""
        key = (lever, value)
        if key not in self._reranked:
            case = self.score.case
            changed = evolve(case, entries=lever.put(case.entries, value))
            self._reranked[key] = score_cluster(changed)
        return self._reranked[key]

    def _deciding(self, lever: Lever, value: Fraction, rivals: Sequence[str]) -> TieKey | None:
        """The key that parts the unit from a rival of the same points after the change."""
        after = self._after(lever, value)
        compared = (compare(after, self.row.member.unit, rival) for rival in rivals)
        keys = (one.decided_by for one in compared if one and one.decided_by)
        return next(keys, None)

    def _is_lower_better(self, lever: Lever) -> bool:
        indicators = (item for one in self.score.case.sets.values() for item in one.indicators)
        return any(
            item.code == lever.indicator and item.direction is Direction.LOWER
            for item in indicators
        )


def _is_before(score: ClusterScore, first: str, second: str) -> bool:
    """Whether a member has a better rank than another; both must have one."""
    one, other = score.by_unit[first].rank, score.by_unit[second].rank
    return one is not None and other is not None and one < other
