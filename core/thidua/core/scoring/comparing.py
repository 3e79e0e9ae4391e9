"""Why one member stands above another: a line for each difference, adding up to the gap."""

from fractions import Fraction

from attrs import frozen

from thidua.core.model.criteria import TieKey
from thidua.core.scoring.results import ClusterScore, MemberScore
from thidua.core.scoring.tally import ZERO, Level, LineKind


@frozen
class Difference:
    """What one line gives to the first member, to the second, and between them."""

    part: str
    kind: LineKind
    level: Level
    code: str
    first: Fraction
    second: Fraction

    @property
    def gap(self) -> Fraction:
        """Positive where the first member gains by the line."""
        return self.first - self.second


@frozen
class Comparison:
    """Two members of a cluster, line by line."""

    first: MemberScore
    second: MemberScore
    differences: tuple[Difference, ...]
    """Largest gap first; their gaps sum to ``gap``."""
    gap: Fraction
    decided_by: TieKey | None
    """The key that parted them where their totals are equal."""


def compare(score: ClusterScore, first: str, second: str) -> Comparison | None:
    """Compare two members by unit code; None where one of them has no total."""
    rows = [score.by_unit[first], score.by_unit[second]]
    points = [_lines(row) for row in rows]
    if any(row.rank is None for row in rows):
        return None
    keys = dict.fromkeys([*points[0], *points[1]])
    differences = [
        Difference(*key, points[0].get(key, ZERO), points[1].get(key, ZERO)) for key in keys
    ]
    unequal = [difference for difference in differences if difference.gap]
    gap = sum((difference.gap for difference in unequal), ZERO)
    return Comparison(
        rows[0],
        rows[1],
        tuple(sorted(unequal, key=lambda difference: -abs(difference.gap))),
        gap,
        decided_by=_deciding(*rows) if _tied(score, *rows) else None,
    )


_Key = tuple[str, LineKind, Level, str]


def _lines(row: MemberScore) -> dict[_Key, Fraction]:
    found: dict[_Key, Fraction] = {}
    tally = None if row.total is None else row.total.tally
    for line in () if tally is None else tally.lines:
        key = (line.part, line.kind, line.level, line.code)
        found[key] = found.get(key, ZERO) + line.points
    return found


def _tied(score: ClusterScore, first: MemberScore, second: MemberScore) -> bool:
    return score.case.ranked_points(first) == score.case.ranked_points(second)


def _deciding(first: MemberScore, second: MemberScore) -> TieKey | None:
    for (key, ours), (_, theirs) in zip(first.parted, second.parted, strict=False):
        if ours != theirs:
            return key
    return None
