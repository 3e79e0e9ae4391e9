"""How a cluster's ranking follows from its totals: columns, tie keys, bands, as exact numbers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from thidua.core.exact.rounding import round_to
from thidua.core.model.criteria import Band, RankOn, RankScheme, TieKey
from thidua.core.scoring.ranking import band_of
from thidua.core.scoring.results import ClusterScore, MemberScore
from thidua.core.scoring.tally import Level, LineKind
from thidua.core.scoring.tie_keys import TieReader
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.documents.added_lines import added_to_total
from thidua.core.workspace.documents.calculation_grids import GridRow, RowKind
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.summary.rankings import OUTSIDE
from thidua.core.workspace.views.wording import tie_key_words

RANK_PLACES: Final = 9
"""Decimals to which points are compared in a spreadsheet, below which its numbers are noise."""

SECTION: Final = Text("Mục", "Section")
CRITERIA: Final = Text("Các tiêu chí", "Criteria")
ADDED: Final = Text("Điều chỉnh", "Adjustments")


@frozen
class RankedRow:
    """A ranked member with all that its place depends on."""

    row: MemberScore
    points: Fraction
    keys: tuple[Fraction | None, ...]
    """Greater is better; None where the key did not part the member from others."""


def ranking_as_plain(
    read: ClusterReading, rows: Sequence[GridRow], language: Language
) -> dict[str, Any]:
    """The ranking at the highest layer over the rows of the table that holds its points."""
    score = read.score
    keys = _keys(score)
    ranked = _ranked(score, keys)
    return {
        "digest": read.shown.opened.digest,
        "columns": _columns(rows, language),
        "exact": _exact_rows(read, rows),
        "scheme": score.case.scheme.rank_scheme.value,
        "follows": _follows(ranked, score.case.scheme.rank_scheme),
        "keys": [_key(read, key, language) for key in keys],
        "bands": _bands(score, ranked, language),
        "members": [_member(read, row, keys, language) for row in score.rows],
    }


def _columns(rows: Sequence[GridRow], language: Language) -> list[dict[str, Any]]:
    """What the total is summed from: each part or section, the criteria beside them, the rest."""
    top = [(number, row) for number, row in enumerate(rows) if row.depth == 0]
    sections = [(n, row) for n, row in top if row.kind in (RowKind.PART, RowKind.SECTION)]
    others = [n for n, row in top if row.kind is RowKind.CRITERION]
    lines = [n for n, row in top if row.kind is RowKind.LINE]
    outside = (OUTSIDE if sections else CRITERIA).in_language(language)
    found = [
        *(_column(_heading(row, language), [number]) for number, row in sections),
        _column(outside, others),
        _column(ADDED.in_language(language), lines),
    ]
    return [column for column in found if column["rows"]]


def _column(title: str, rows: list[int]) -> dict[str, Any]:
    return {"title": title, "rows": rows}


def _heading(row: GridRow, language: Language) -> str:
    """As over the columns of a printed ranking: "Mục I", or the title of a part."""
    if row.place is None or row.kind is RowKind.PART:
        return row.title.in_language(language)
    return f"{SECTION.in_language(language)} {row.place.number.in_language(language)}"


def _exact_rows(read: ClusterReading, rows: Sequence[GridRow]) -> list[int]:
    """What makes the points by which members are ranked; empty where these are the total."""
    if read.score.case.scheme.rank_on is RankOn.ROUNDED:
        return []
    rounding = {
        line.title
        for row in read.score.rows
        for line in added_to_total(read.shown, row)
        if line.kind is LineKind.ROUNDING and line.level is Level.TOTAL
    }
    return [
        number
        for number, row in enumerate(rows)
        if row.depth == 0 and row.kind is not RowKind.TOTAL and row.title not in rounding
    ]


def _keys(score: ClusterScore) -> list[TieKey]:
    """The keys that parted anybody, in the order of the chain."""
    used = {key for row in score.rows for key, _ in row.parted}
    return [key for key in dict.fromkeys(score.case.scheme.tie_breakers) if key in used]


def _ranked(score: ClusterScore, keys: Sequence[TieKey]) -> list[RankedRow]:
    found = []
    for row in score.rows:
        points = score.case.ranked_points(row)
        if row.rank is not None and points is not None:
            own = dict(row.parted)
            found.append(RankedRow(row, points, tuple(own.get(key) for key in keys)))
    return found


def _follows(ranked: Sequence[RankedRow], scheme: RankScheme) -> bool:
    """Whether a spreadsheet that compares points and keys gives the very ranks."""
    if not _stays_apart([it.points for it in ranked]):
        return False
    places = [_place(it) for it in ranked]
    counted = sorted(set(places), reverse=True) if scheme is RankScheme.DENSE else places
    return all(
        it.row.rank == 1 + sum(place > own for place in counted)
        for it, own in zip(ranked, places, strict=True)
    )


def _place(it: RankedRow) -> tuple[Fraction, ...]:
    """What is compared; a cell left blank counts as 0 there."""
    return (it.points, *(Fraction(0) if key is None else key for key in it.keys))


def _stays_apart(values: Sequence[Fraction]) -> bool:
    """Whether numbers that differ still do so at the decimals that are compared."""
    return len({round_to(value, RANK_PLACES) for value in values}) == len(set(values))


def _key(read: ClusterReading, key: TieKey, language: Language) -> dict[str, Any]:
    return {
        "title": tie_key_words(key, read.shown.indicators).in_language(language),
        "descending": _is_descending(read.score, key),
    }


def _is_descending(score: ClusterScore, key: TieKey) -> bool:
    return TieReader(score.case, ()).is_descending(key)


def _bands(score: ClusterScore, ranked: Sequence[RankedRow], language: Language) -> dict[str, Any]:
    bands = score.case.scheme.bands
    follows = bool(score.points) and all(
        band_of(round_to(it.points * 100 / score.points, RANK_PLACES), bands) == it.row.band
        for it in ranked
    )
    return {
        "scale": str(score.points),
        "follows": follows,
        "steps": [_band(band, language) for band in bands],
    }


def _band(band: Band, language: Language) -> dict[str, str]:
    return {
        "title": band.title.in_language(language) if band.title else band.code,
        "low": _text(band.low),
        "high": _text(band.high),
    }


def _member(
    read: ClusterReading, row: MemberScore, keys: Sequence[TieKey], language: Language
) -> dict[str, Any]:
    own: Mapping[TieKey, Fraction] = dict(row.parted)
    return {
        "unit": row.member.unit,
        "rank": row.rank,
        "points": _text(read.score.case.ranked_points(row)),
        "keys": [_shown(read.score, key, own.get(key)) for key in keys],
        "totals": [_text(score.by_unit[row.member.unit].points) for score in read.scores.values()],
    }


def _shown(score: ClusterScore, key: TieKey, value: Fraction | None) -> str:
    """A key's own value; one of which less is better was turned round to be compared."""
    if value is None or _is_descending(score, key):
        return _text(value)
    return _text(-value)


def _text(value: Fraction | None) -> str:
    return "" if value is None else str(value)
