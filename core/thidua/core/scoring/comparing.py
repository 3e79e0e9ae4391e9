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
    criteria: str
    """The criteria set in which the line arises; empty for lines of a part or of the total."""
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
    if any(row.rank is None for row in rows):
        return None
    ours, theirs = (_lines(row) for row in rows)
    differences = [
        Difference(*key, ours.get(key, ZERO), theirs.get(key, ZERO))
        for key in dict.fromkeys([*ours, *theirs])
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


_Key = tuple[str, str, LineKind, Level, str]


def _lines(row: MemberScore) -> dict[_Key, Fraction]:
    """The member's points by line. Members of two sectors may have criteria of one code in their
    own sets, which are not one line."""
    found: dict[_Key, Fraction] = {}
    for line in row.lines:
        key = (line.part, row.set_of(line), line.kind, line.level, line.code)
        found[key] = found.get(key, ZERO) + line.points
    return found


def _tied(score: ClusterScore, first: MemberScore, second: MemberScore) -> bool:
    return score.case.ranked_points(first) == score.case.ranked_points(second)


def _deciding(first: MemberScore, second: MemberScore) -> TieKey | None:
    for (key, ours), (_, theirs) in zip(first.parted, second.parted, strict=False):
        if ours != theirs:
            return key
    return None
