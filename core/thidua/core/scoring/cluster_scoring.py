"""From what is recorded of a cluster to its ranking: pure, exact, the same in any order."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from thidua.core.exact.reason import Reason
from thidua.core.model.observation import Standing
from thidua.core.scoring.cells import Scored, cells_of
from thidua.core.scoring.entries import Member
from thidua.core.scoring.gates import Gated, gates_of
from thidua.core.scoring.ranking import Ranked, band_of, rank
from thidua.core.scoring.results import Case, ClusterScore, MemberScore, Status
from thidua.core.scoring.set_scoring import SetScore, score_set
from thidua.core.scoring.tie_keys import tie_reader
from thidua.core.scoring.totals import scale_of, total_of

_OF_STANDING = {
    Standing.NORMAL: Status.RANKED,
    Standing.SUSPENDED: Status.SUSPENDED,
    Standing.CAPPED: Status.CAPPED,
}


def score_cluster(case: Case) -> ClusterScore:
    """Score and rank a cluster.

    Excluded members take no part in aggregates; suspended and capped ones do. A member with an
    unknown criterion has no total and comes after the ranked.
    """
    gates = gates_of(case)
    fields = fields_of(case)
    scores = _set_scores(fields)
    rows = [
        _excluded(member, gates[member.unit])
        if is_excluded(member, gates[member.unit])
        else _row(case, member, gates[member.unit].unknown, scores.get(member.unit, {}))
        for member in case.members
    ]
    return ClusterScore(case, _ranked(case, rows, fields), scale_of(case.scheme, case.sets), fields)


def fields_of(case: Case) -> dict[str, Scored]:
    """Each criteria set with the members among whom it is scored."""
    gates = gates_of(case)
    present = [member for member in case.members if not is_excluded(member, gates[member.unit])]
    return {
        code: Scored(compiled, case.members_of(code, present), case.entries)
        for code, compiled in case.sets.items()
    }


def is_excluded(member: Member, gated: Gated) -> bool:
    """Whether a decision or a gate takes the member out of the ranking."""
    return member.standing is Standing.EXCLUDED or gated.closed is not None


def _excluded(member: Member, gated: Gated) -> MemberScore:
    return MemberScore(member, Status.EXCLUDED, None, gate=gated.closed)


def _set_scores(fields: Mapping[str, Scored]) -> dict[str, dict[str, SetScore]]:
    found: dict[str, dict[str, SetScore]] = {}
    for code, scored in fields.items():
        columns = {
            item.criterion.code: cells_of(scored, item)
            for item in scored.compiled.criteria
            if item.criterion.parent is None
        }
        for member in scored.members:
            cells = {criterion: column[member.unit] for criterion, column in columns.items()}
            found.setdefault(member.unit, {})[code] = score_set(scored.compiled, cells)
    return found


def _row(
    case: Case, member: Member, gate_unknown: tuple[Reason, ...], scores: Mapping[str, SetScore]
) -> MemberScore:
    total = total_of(case.scheme, member, scores)
    unknown = tuple(dict.fromkeys((*gate_unknown, *total.unknown)))
    status = Status.UNSCORED if unknown else _OF_STANDING[member.standing]
    return MemberScore(member, status, total, unknown=unknown)


def _ranked(
    case: Case, rows: Sequence[MemberScore], fields: Mapping[str, Scored]
) -> tuple[MemberScore, ...]:
    scheme = case.scheme
    totals = [(row, points) for row in rows if (points := case.ranked_points(row)) is not None]
    read = tie_reader(case, fields)
    ranked = rank(totals, scheme.tie_breakers, scheme.rank_scheme, read)
    unscored = [row for row in rows if row.status is Status.UNSCORED]
    excluded = [row for row in rows if row.status is Status.EXCLUDED]
    return (*(_placed(case, item) for item in ranked), *unscored, *excluded)


def _placed(case: Case, item: Ranked[MemberScore]) -> MemberScore:
    points = case.ranked_points(item.member) or Fraction(0)
    percent = points * 100 / scale_of(case.scheme, case.sets)
    return evolve(
        item.member,
        rank=item.rank,
        shares_rank=item.is_shared,
        band=band_of(percent, case.scheme.bands),
        parted=item.place.parted,
        skipped_keys=item.place.skipped,
    )
