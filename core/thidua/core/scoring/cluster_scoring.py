"""From what is recorded of a cluster to its ranking: pure, exact, the same in any order."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from thidua.core.model.criteria import Band
from thidua.core.model.observation import Standing
from thidua.core.scoring.entries import Member
from thidua.core.scoring.gates import Gated, gates_of
from thidua.core.scoring.ranking import Ranked, band_of, rank
from thidua.core.scoring.reading_choice import cells_by_criterion
from thidua.core.scoring.results import Case, ClusterScore, MemberScore, Status
from thidua.core.scoring.scored import Scored
from thidua.core.scoring.set_scoring import SetScore, rules_of, score_set
from thidua.core.scoring.tally import ZERO
from thidua.core.scoring.tie_keys import TieReader
from thidua.core.scoring.totals import scale_of, total_of

STATUS_OF_STANDING = {
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
    excluded = [member for member in case.members if _is_excluded(member, gates[member.unit])]
    out = {member.unit for member in excluded}
    present = [member for member in case.members if member.unit not in out]
    fields = _fields(case, present)
    scores = {code: _set_scores(case, scored) for code, scored in fields.items()}
    rows = [_row(case, member, gates[member.unit], scores) for member in present]
    scale = scale_of(case.scheme, case.sets)
    last = (_excluded(member, gates[member.unit]) for member in excluded)
    return ClusterScore(case, (*_ranked(case, rows, scale), *last), scale, fields)


def _is_excluded(member: Member, gated: Gated) -> bool:
    return member.standing is Standing.EXCLUDED or gated.closed is not None


def _excluded(member: Member, gated: Gated) -> MemberScore:
    return MemberScore(
        member,
        Status.EXCLUDED,
        None,
        gate=gated.closed,
        placed_by_illustrative=gated.closed is not None and gated.illustrative,
    )


def _fields(case: Case, present: Sequence[Member]) -> dict[str, Scored]:
    """Each criteria set with the members among whom it is scored."""
    return {
        code: Scored(compiled, case.members_of(code, present), case.entries)
        for code, compiled in case.sets.items()
    }


def _set_scores(case: Case, scored: Scored) -> dict[str, SetScore]:
    columns = cells_by_criterion(scored)
    cells = {
        member.unit: {criterion: column[member.unit] for criterion, column in columns.items()}
        for member in scored.members
    }
    return score_set(rules_of(scored.compiled, case.scheme.rounding), cells)


def _row(
    case: Case, member: Member, gated: Gated, scores: Mapping[str, Mapping[str, SetScore]]
) -> MemberScore:
    own = {code: scores[code][member.unit] for code in case.set_codes(member)}
    total = total_of(case.scheme, member, own)
    unknown = tuple(dict.fromkeys((*gated.unknown, *total.unknown)))
    status = Status.UNSCORED if unknown else STATUS_OF_STANDING[member.standing]
    return MemberScore(
        member, status, total, unknown=unknown, placed_by_illustrative=gated.illustrative
    )


def _ranked(case: Case, rows: Sequence[MemberScore], scale: Fraction) -> Iterator[MemberScore]:
    """The ranked by rank, then the unscored."""
    scheme = case.scheme
    totals = [(row, points) for row in rows if (points := case.ranked_points(row)) is not None]
    read = TieReader(case, [row.member.unit for row in rows])
    for item in rank(totals, scheme.tie_breakers, scheme.rank_scheme, read):
        yield _placed(item, _band(case, item.member, scale), read)
    yield from (row for row in rows if row.status is Status.UNSCORED)


def _band(case: Case, row: MemberScore, scale: Fraction) -> Band | None:
    """The class of a member; none on a scale of no points."""
    points = case.ranked_points(row) or ZERO
    return band_of(points * 100 / scale, case.scheme.bands) if scale else None


def _placed(item: Ranked[MemberScore], band: Band | None, read: TieReader) -> MemberScore:
    row, place = item.member, item.place
    by_key = (read.is_illustrative(key, row.member.unit) for key, _ in place.parted)
    return evolve(
        row,
        rank=item.rank,
        shares_rank=item.is_shared,
        band=band,
        parted=place.parted,
        skipped_keys=place.skipped,
        placed_by_illustrative=row.placed_by_illustrative or any(by_key),
    )
