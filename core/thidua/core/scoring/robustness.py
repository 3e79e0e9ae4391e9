"""How safe ranks are: what they hinge on, and whether they would stand if a member left or a rule
had been declared otherwise."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from itertools import groupby, pairwise

from attrs import frozen

from thidua.core.formula.walking import has_aggregate
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.scoring.alternatives import Alternative, Change, alternatives
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.comparing import compare
from thidua.core.scoring.departures import Departure, departures, ranks_of
from thidua.core.scoring.results import Case, ClusterScore, MemberScore
from thidua.core.scoring.tally import ZERO

USUAL_SHARE = Fraction(1, 200)
"""Of the scheme's points: below it a gap is called narrow where nothing else is asked for."""


@frozen
class Step:
    """From one place of the ranking to the next; members of one place share it."""

    above: tuple[MemberScore, ...]
    below: tuple[MemberScore, ...]
    gap: Fraction
    """In the points by which members are ranked."""
    decided_by: TieKey | None
    """The key that parted them where the gap is 0."""


@frozen
class PeerCriterion:
    """A criterion whose points depend on who else is in the cluster."""

    criteria: str
    """The code of its criteria set."""
    code: str


@frozen
class RankChange:
    """A member's rank as it is and as it would be; None where it would have, or has, none."""

    unit: str
    before: int | None
    after: int | None


@frozen
class Outcome:
    """What a rule declared otherwise makes of the ranking."""

    change: Change
    ranks: tuple[RankChange, ...]
    """Of those whose rank would differ, in the order of the ranking."""


@frozen(slots=False)
class Robustness:
    """How safe the ranks of a cluster are."""

    score: ClusterScore
    within: Fraction
    """Points below which a gap is narrow."""
    places: tuple[tuple[MemberScore, ...], ...]
    """The members of each place of the ranking, from the best."""
    steps: tuple[Step, ...]
    peer_criteria: tuple[PeerCriterion, ...]
    peer_keys: tuple[TieKey, ...]
    """Tie keys whose formula compares the members."""
    departures: tuple[Departure, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def narrow(self) -> tuple[Step, ...]:
        """The steps of less than ``within`` points, and those that a tie key decided."""
        return tuple(step for step in self.steps if not step.gap or step.gap < self.within)

    @property
    def shared(self) -> tuple[tuple[MemberScore, ...], ...]:
        """The places that several members share: no key parts them."""
        return tuple(place for place in self.places if len(place) > 1)

    @cached_property
    def ranges(self) -> dict[str, tuple[int, int]]:
        """By unit of the ranked, the best and the worst rank over every alternative and departure;
        to move up because one above has left is no gain."""
        found = {unit: [rank] for unit, rank in ranks_of(self.score.rows).items()}
        for change in (change for one in self.outcomes for change in one.ranks):
            if change.before is not None and change.after is not None:
                found[change.unit].append(change.after)
        for unit, shift in (shift for one in self.departures for shift in one.shifts.items()):
            found[unit].append(found[unit][0] + shift)
        return {unit: (min(ranks), max(ranks)) for unit, ranks in found.items()}

    @cached_property
    def may_lose_rank(self) -> frozenset[str]:
        """The ranked whom some alternative or departure leaves without a rank."""
        changes = (change for one in self.outcomes for change in one.ranks)
        by_rule = frozenset(change.unit for change in changes if change.after is None)
        return by_rule.union(*(one.lost for one in self.departures))


def robustness(score: ClusterScore, within: Fraction | None = None) -> Robustness:
    """Try every departure and every alternative by scoring the cluster again.

    ``within`` is what counts as narrow, in points; half a percent of the scale unless given.
    """
    places = tuple(_places(score))
    return Robustness(
        score,
        score.points * USUAL_SHARE if within is None else within,
        places,
        steps=tuple(_step(score, above, below) for above, below in pairwise(places)),
        peer_criteria=peer_criteria(score.case),
        peer_keys=peer_keys(score.case),
        departures=departures(score),
        outcomes=tuple(_outcome(score, one) for one in alternatives(score.case)),
    )


def _places(score: ClusterScore) -> Iterator[tuple[MemberScore, ...]]:
    ranked = [row for row in score.rows if row.rank is not None]
    return (tuple(place) for _, place in groupby(ranked, lambda row: row.rank))


def _step(
    score: ClusterScore, above: tuple[MemberScore, ...], below: tuple[MemberScore, ...]
) -> Step:
    case = score.case
    first, second = (case.ranked_points(place[0]) or ZERO for place in (above, below))
    found = compare(score, above[0].member.unit, below[0].member.unit)
    return Step(above, below, first - second, found.decided_by if found else None)


def peer_criteria(case: Case) -> tuple[PeerCriterion, ...]:
    """The criteria that read an aggregate over the members, set by set."""
    return tuple(
        PeerCriterion(code, item.criterion.code)
        for code, compiled in case.sets.items()
        for item in compiled.criteria
        if item.criterion.parent is None and _compares(item)
    )


def _compares(item: CompiledCriterion) -> bool:
    return any(has_aggregate(node) for node in (item.full, item.deducted, item.base, item.bonus))


def peer_keys(case: Case) -> tuple[TieKey, ...]:
    """The tie keys whose formula reads an aggregate over the members."""
    comparing = {
        code
        for compiled in case.sets.values()
        for code, node in compiled.tie_formulas
        if has_aggregate(node)
    }
    return tuple(
        key
        for key in case.scheme.tie_breakers
        if key.kind is TieKeyKind.FORMULA and key.code in comparing
    )


def _outcome(score: ClusterScore, alternative: Alternative) -> Outcome:
    after = score_cluster(alternative.case).by_unit
    changes = (
        RankChange(row.member.unit, row.rank, after[row.member.unit].rank) for row in score.rows
    )
    return Outcome(alternative.change, tuple(one for one in changes if one.before != one.after))
