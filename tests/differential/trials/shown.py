"""Rankings as a scored table shows them: each number rounded to the places of its column.

Ranks, bands and statuses come of the exact numbers all the same, and are compared as they are.
"""

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve, frozen

from rulebook.plain import PlainRanking, PlainRow
from rulebook.rounding import rounded
from thidua.core.formula.columns.masks import Mask
from thidua.core.scoring.columns.results import STATUSES, PointColumn, TableScore
from thidua.core.scoring.columns.table import ClusterTable, Rules
from trials.casting import key_text

Rankings = Mapping[str, PlainRanking]
PlaceKey = tuple[str, str, str]


@frozen
class Digits:
    """To how many places each column is shown."""

    total: int
    deductions: int
    places: Mapping[PlaceKey, int]


@frozen
class Shown:
    """What a table shows, and to how many places."""

    rankings: Rankings
    digits: Digits
    provisional: Mapping[str, bool]
    """By cluster: whether a rank may still change without any figure being corrected."""


def as_shown(rankings: Rankings, digits: Digits) -> Rankings:
    """Exact rankings as a table would show them."""
    return {
        code: PlainRanking({unit: _shortened(row, digits) for unit, row in one.rows.items()})
        for code, one in rankings.items()
    }


def _shortened(row: PlainRow, digits: Digits) -> PlainRow:
    """A unit without a total shows none of its bonus and deductions either."""
    has_total = row.points is not None
    return evolve(
        row,
        points=_at(row.points, digits.total),
        exact_points=None,
        bonus=_at(row.bonus, digits.total) if has_total else None,
        deductions=_at(row.deductions, digits.deductions) if has_total else None,
        cells={("", code): None for (_, code), cell in row.cells.items() if cell is None},
        places={
            key: _at(points, digits.places[key])
            for key, points in row.places.items()
            # A file leaves out the one part of a plain scheme.
            if points is not None and (key in digits.places or key[1] != "part")
        },
    )


def _at(value: Fraction | None, places: int) -> Fraction | None:
    return None if value is None else rounded(value, places)


def is_provisional(ranking: PlainRanking, rank_scheme: str) -> bool:
    """Somebody is unscored, or was left out of an aggregate, or shares a rank where every place
    is to be taken once."""
    rows = ranking.rows.values()
    open_tie = rank_scheme == "1234" and any(row.shares_rank for row in rows)
    return open_tie or ranking.left_out or any(row.status == "unscored" for row in rows)


def shown_of(rules: Rules, table: ClusterTable, score: TableScore) -> Shown:
    """A scored table as plain data."""
    places = {
        (part, level.value, code): column for (part, level, code), column in score.places.items()
    }
    rankings = {}
    for number, cluster in enumerate(table.clusters):
        rows = table.rows_of(number)
        rankings[cluster] = PlainRanking(
            {
                table.units[row]: _plain_row(rules, score, places, row)
                for row in range(rows.start, rows.stop)
            }
        )
    return Shown(
        rankings,
        Digits(
            score.points.places,
            score.deductions.places,
            {key: column.places for key, column in places.items()},
        ),
        dict(zip(table.clusters, score.provisional.tolist(), strict=True)),
    )


def _plain_row(
    rules: Rules, score: TableScore, places: Mapping[PlaceKey, PointColumn], row: int
) -> PlainRow:
    chain = rules.scheme.tie_breakers
    found = {key: _points(column, row) for key, column in places.items()}
    return PlainRow(
        status=STATUSES[score.statuses[row]].value,
        rank=int(score.ranks[row]) if _is_set(score.ranked, row) else None,
        shares_rank=_is_set(score.shares_rank, row),
        points=_points(score.points, row),
        bonus=_points(score.bonus, row),
        deductions=_points(score.deductions, row),
        band=score.band_codes[score.bands[row]] if _is_set(score.banded, row) else None,
        decided_by=key_text(chain[score.decided_by[row]]) if _is_set(score.decided, row) else None,
        cells={
            ("", criterion): None
            for (_, criterion), lacking in score.unknown_criteria.items()
            if lacking[row]
        },
        places={key: points for key, points in found.items() if points is not None},
    )


def _is_set(mask: Mask, row: int) -> bool:
    return bool(mask[row])


def _points(column: PointColumn, row: int) -> Fraction | None:
    if column.known is not None and not column.known[row]:
        return None
    return Fraction(int(column.scaled[row]), 10**column.places)
