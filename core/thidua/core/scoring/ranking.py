"""From totals to places: the tie chain, the three rank schemes, the bands."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import Generic, TypeVar

from attrs import frozen

from thidua.core.model.criteria import Band, RankScheme, TieKey
from thidua.core.scoring.ties import KeyReader, Placed, break_ties

T = TypeVar("T")


@frozen
class Ranked(Generic[T]):
    """A member with its rank; members of one place share it."""

    member: T
    rank: int
    place: Placed[T]

    @property
    def is_shared(self) -> bool:
        """Whether no key parted the member from another."""
        return len(self.place.members) > 1


def rank(
    totals: Sequence[tuple[T, Fraction]],
    keys: Sequence[TieKey],
    scheme: RankScheme,
    read: KeyReader[T],
) -> list[Ranked[T]]:
    """Rank members by their totals, the best first; 1 is the leader.

    After two second places comes 4 under ``1224`` and 3 under ``1223``. ``1234`` promises every
    place once: a tie that no key breaks is shared all the same, for only people may break it.
    """
    ranked: list[Ranked[T]] = []
    for number, place in enumerate(_places(totals, keys, read), start=1):
        place_rank = number if scheme is RankScheme.DENSE else len(ranked) + 1
        ranked.extend(Ranked(member, place_rank, place) for member in place.members)
    return ranked


def _places(
    totals: Sequence[tuple[T, Fraction]], keys: Sequence[TieKey], read: KeyReader[T]
) -> list[Placed[T]]:
    ordered = sorted(totals, key=lambda pair: pair[1], reverse=True)
    return [
        place
        for _, tied in groupby(ordered, key=lambda pair: pair[1])
        for place in break_ties([member for member, _ in tied], keys, read)
    ]


def band_of(percent: Fraction, bands: Sequence[Band]) -> Band | None:
    """The class that holds a percentage of points."""
    for band in bands:
        above = band.low is None or percent >= band.low
        if above and (band.high is None or percent < band.high):
            return band
    return None
