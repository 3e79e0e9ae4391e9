"""Leave one out: what becomes of the others when a member leaves its cluster."""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from attrs import evolve, frozen

from thidua.core.model.criteria import RankScheme
from thidua.core.scoring.cells import Points
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.results import ClusterScore, MemberScore, Status


@frozen
class Turn:
    """Two members whose order changes to the good of the first."""

    rising: str
    falling: str
    was_level: bool
    """Whether they shared a rank before; else ``falling`` stood above."""
    is_level: bool
    """Whether they share a rank afterwards; else ``rising`` stands above."""


@frozen
class Moved:
    """A criterion whose points change, and for whom."""

    criteria: str
    """The code of its criteria set."""
    code: str
    units: tuple[str, ...]


@frozen
class Departure:
    """The cluster scored again without one member."""

    unit: str
    turns: tuple[Turn, ...]
    """Every two of the others that were ranked before and are afterwards, where their order
    changes."""
    moved: tuple[Moved, ...]
    lost: tuple[str, ...]
    """Members that can no longer be scored."""
    gained: tuple[str, ...]
    """Members that can be scored only now."""
    shifts: Mapping[str, int]
    """By unit, the places by which its rank gets worse (or, below 0, better) beyond what the
    leaving of one above it gives."""

    @property
    def is_felt(self) -> bool:
        """Whether anything changes for those who stay."""
        return bool(self.turns or self.moved or self.lost or self.gained)

    def moved_for(self, turn: Turn) -> tuple[Moved, ...]:
        """The criteria whose points change for one of the two; none where a tie key alone turned
        them."""
        both = {turn.rising, turn.falling}
        return tuple(one for one in self.moved if not both.isdisjoint(one.units))


def departures(score: ClusterScore) -> tuple[Departure, ...]:
    """Each member leaving in turn, in the order of the ranking.

    The excluded are left out: they take part in nothing, and their leaving changes nothing.
    """
    present = [row for row in score.rows if row.status is not Status.EXCLUDED]
    return tuple(_departure(score, row.member.unit) for row in present)


def _departure(score: ClusterScore, unit: str) -> Departure:
    staying = [member for member in score.case.members if member.unit != unit]
    after = score_cluster(evolve(score.case, members=staying))
    stayed = [row for row in score.rows if row.member.unit != unit]
    before, now = ranks_of(stayed), ranks_of(after.rows)
    return Departure(
        unit,
        turns=tuple(_turns(before, now)),
        moved=tuple(_moved(stayed, after)),
        lost=tuple(one for one in before if one not in now),
        gained=tuple(one for one in now if one not in before),
        shifts=_shifts(before, now, score.case.scheme.rank_scheme),
    )


def ranks_of(rows: Collection[MemberScore]) -> dict[str, int]:
    """The ranks of the ranked, by unit, the best first."""
    return {row.member.unit: row.rank for row in rows if row.rank is not None}


def _turns(before: Mapping[str, int], now: Mapping[str, int]) -> Iterator[Turn]:
    for first, second in combinations([unit for unit in before if unit in now], 2):
        was = before[second] - before[first]
        is_ = now[second] - now[first]
        if was and is_ <= 0:
            yield Turn(second, first, was_level=False, is_level=not is_)
        elif not was and is_:
            rising, falling = (first, second) if is_ > 0 else (second, first)
            yield Turn(rising, falling, was_level=True, is_level=False)


def _moved(stayed: Collection[MemberScore], after: ClusterScore) -> Iterator[Moved]:
    units: dict[tuple[str, str], list[str]] = {}
    for row in stayed:
        now = _points(after.by_unit[row.member.unit])
        for place, points in _points(row).items():
            if now[place] != points:
                units.setdefault(place, []).append(row.member.unit)
    for (criteria, code), moved in units.items():
        yield Moved(criteria, code, tuple(moved))


def _points(row: MemberScore) -> dict[tuple[str, str], Points | None]:
    return {(compiled.source.code, cell.criterion): cell.points for compiled, cell in row.cells()}


def _shifts(
    before: Mapping[str, int], now: Mapping[str, int], scheme: RankScheme
) -> dict[str, int]:
    return {
        unit: rank - _closed_up(before, before[unit], scheme)
        for unit, rank in now.items()
        if unit in before
    }


def _closed_up(ranks: Mapping[str, int], rank: int, scheme: RankScheme) -> int:
    """A rank once those who stay have closed up, nothing else having changed."""
    above = [one for one in ranks.values() if one < rank]
    return 1 + (len(set(above)) if scheme is RankScheme.DENSE else len(above))
