"""From totals to ranks, from design.md section 7: tie keys, three rank schemes, bands."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from rulebook.plain import Table, amount

KeyValue = Callable[[str, str], Fraction | None]
"""The value of a tie key for a unit, greater meaning better; None where unknown."""


@frozen
class Standing:
    """A unit's rank, and the last key that parted it from others of the same total."""

    rank: int
    shares: bool
    decided_by: str | None


def ranked(
    totals: Mapping[str, Fraction], keys: Sequence[str], scheme: str, value: KeyValue
) -> dict[str, Standing]:
    """Each unit's rank: those before it are of a higher total, or the chain puts them before it."""
    places: list[tuple[list[str], str | None]] = []
    for total in sorted(set(totals.values()), reverse=True):
        tied = [unit for unit in totals if totals[unit] == total]
        places.extend(_parted(tied, list(keys), value, None))
    found: dict[str, Standing] = {}
    for number, (units, key) in enumerate(places, start=1):
        rank = number if scheme == "1223" else len(found) + 1
        found.update({unit: Standing(rank, len(units) > 1, key) for unit in units})
    return found


def _parted(
    tied: list[str], keys: list[str], value: KeyValue, decided: str | None
) -> list[tuple[list[str], str | None]]:
    """The tied in groups, the best first. A key that is unknown for any of them is skipped."""
    if len(tied) == 1 or not keys:
        return [(tied, decided)]
    key, rest = keys[0], keys[1:]
    found = {unit: value(key, unit) for unit in tied}
    known = sorted({one for one in found.values() if one is not None}, reverse=True)
    if None in found.values() or len(known) == 1:
        return _parted(tied, rest, value, decided)
    groups = [[unit for unit in tied if found[unit] == one] for one in known]
    return [place for group in groups for place in _parted(group, rest, value, key)]


def band_of(percent: Fraction, bands: Sequence[Table]) -> str | None:
    """The class of a percentage of points: ``from`` included, ``below`` not."""
    for band in bands:
        low, high = band.get("from"), band.get("below")
        above = low is None or percent >= amount(low)
        if above and (high is None or percent < amount(high)):
            return str(band["code"])
    return None
