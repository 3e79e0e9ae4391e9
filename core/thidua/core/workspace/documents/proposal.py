"""Whom a cluster proposes for its flag: the highest rank that no decision bars."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from attrs import frozen

from thidua.core.scoring.results import ClusterScore, MemberScore, Status
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.joining import join_words
from thidua.core.workspace.documents.contents import Candidate
from thidua.core.workspace.report_data import RankingRow, RankingTable

NOBODY = Text(
    "Không có đơn vị nào được xếp hạng mà không bị tạm hoãn hoặc hạn chế khen thưởng.",
    "No member is ranked whose award is neither suspended nor barred.",
)
FIRST_ALLOWED = Text(
    "Hạng cao nhất trong các đơn vị không bị tạm hoãn hoặc hạn chế khen thưởng",
    "The highest rank among those whose award is neither suspended nor barred",
)


@frozen
class Proposal:
    """Those proposed, several where they share the rank; and those whom a decision bars, though
    no lower in rank."""

    leaders: tuple[MemberScore, ...]
    barred: tuple[MemberScore, ...]


def proposal_of(score: ClusterScore) -> Proposal:
    """Whom the ranking puts first; the unscored and excluded have no rank and are in neither."""
    ranks = [row.rank for row in score.rows if row.status is Status.RANKED and row.rank is not None]
    first = min(ranks, default=None)
    placed = [(row.rank, row) for row in score.rows if row.rank is not None]
    return Proposal(
        leaders=tuple(row for rank, row in placed if rank == first and row.status is Status.RANKED),
        barred=tuple(
            row
            for rank, row in placed
            if row.status is not Status.RANKED and (first is None or rank <= first)
        ),
    )


def leading_candidates(
    proposal: Proposal, table: RankingTable, language: Language
) -> tuple[Candidate, ...]:
    """Those proposed, as the ranking prints them."""
    printed = _printed(table)
    return tuple(
        _candidate(printed[row.member.unit], _place_words(row, proposal, language))
        for row in proposal.leaders
    )


def barred_candidates(proposal: Proposal, table: RankingTable) -> tuple[Candidate, ...]:
    """Those whom a decision bars, each with what the decision is and why."""
    printed = (_printed(table)[row.member.unit] for row in proposal.barred)
    return tuple(_candidate(row, f"{row.status_text}: {'; '.join(row.reasons)}") for row in printed)


def obstacles(score: ClusterScore, table: RankingTable, language: Language) -> tuple[str, ...]:
    """Why no proposal can be made yet: nobody to propose, members without a total or left out of a
    comparison, ties that people must decide."""
    texts = (
        *(() if proposal_of(score).leaders else (NOBODY,)),
        *_unscored(table, language),
        *_open_ties(score),
        *_left_out(score),
    )
    return tuple(text.in_language(language) for text in texts)


def _printed(table: RankingTable) -> Mapping[str, RankingRow]:
    return {row.unit: row for row in table.rows}


def _candidate(row: RankingRow, note: str) -> Candidate:
    return Candidate(row.unit, row.name, row.rank, row.total, row.band, note)


def _place_words(row: MemberScore, proposal: Proposal, language: Language) -> str:
    if row.shares_rank and len(proposal.leaders) > 1:
        return Text(f"đồng hạng {row.rank}", f"shares rank {row.rank}").in_language(language)
    return FIRST_ALLOWED.in_language(language) if proposal.barred else ""


def _unscored(table: RankingTable, language: Language) -> Iterator[Text]:
    """A sentence for each member without a total; its reasons are in the language already."""
    for row in table.rows:
        if row.status == Status.UNSCORED.value:
            why = "; ".join(row.reasons)
            yield Text(f"{row.name} chưa chấm được: {why}.", f"{row.name} is unscored: {why}.")


def _open_ties(score: ClusterScore) -> Iterator[Text]:
    for rank, rows in groupby(score.open_ties, key=lambda row: row.rank):
        names = [row.member.name for row in rows]
        vi, en = join_words(names, "vi"), join_words(names, "en")
        yield Text(
            f"Hạng {rank} chưa phân định giữa {vi}: bằng điểm, cần quyết định thứ hạng.",
            f"Rank {rank} is open between {en}: a tie that needs a decision.",
        )


def _left_out(score: ClusterScore) -> Iterator[Text]:
    """A sentence for each member that a comparison had to leave out, with the criteria."""
    names = {row.member.unit: row.member.name for row in score.rows}
    criteria: dict[str, list[str]] = {}
    for _, criterion, absent in score.left_out:
        criteria.setdefault(absent.unit, []).append(criterion)
    for unit, codes in criteria.items():
        listed = _each_once(codes)
        yield Text(
            f"{names[unit]} không được tính vào so sánh của tiêu chí {join_words(listed, 'vi')}"
            " vì chưa đủ số liệu.",
            f"{names[unit]} is left out of the comparison of criterion {join_words(listed, 'en')}:"
            " its figures are not known.",
        )


def _each_once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))
