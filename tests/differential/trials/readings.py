"""The readings of the program, each a function from plain clusters to their rankings.

The clusters of one trial share their scheme and sets, as those of a dataset do.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from unittest.mock import patch

from rulebook.plain import PlainCell, PlainCluster, PlainRanking, PlainRow
from thidua.core.scoring import reading_choice
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.columns.scoring import score_table
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.columns.tabling import table_of
from thidua.core.scoring.results import Case, ClusterScore, MemberScore
from thidua.core.scoring.tally import Level
from trials.casting import case_of, key_text
from trials.shown import Shown, shown_of

Clusters = Mapping[str, PlainCluster]
Rankings = Mapping[str, PlainRanking]
Reading = Callable[[Clusters], Rankings]


def scalar(clusters: Clusters) -> Rankings:
    """Exactly, one cell after the other."""
    return {code: ranking_of(score_cluster(case_of(one))) for code, one in clusters.items()}


def told_in_columns(case: Case) -> ClusterScore:
    """The scalar reading of a cluster so large that its cells are read in columns."""
    with patch.object(reading_choice, "COLUMNS_PAY_FROM", 0):
        return score_cluster(case)


def ranking_of(score: ClusterScore) -> PlainRanking:
    """A ranking of the scalar reading as plain data."""
    return PlainRanking({row.member.unit: _row(row) for row in score.rows}, bool(score.left_out))


def _row(row: MemberScore) -> PlainRow:
    total = row.total
    return PlainRow(
        status=row.status.value,
        rank=row.rank,
        shares_rank=row.shares_rank,
        points=row.points,
        exact_points=row.exact_points,
        bonus=None if total is None else total.bonus,
        deductions=None if total is None else total.deductions,
        band=None if row.band is None else row.band.code,
        decided_by=None if row.decided_by is None else key_text(row.decided_by),
        cells=_cells(row),
        places=_places(row),
    )


def _cells(row: MemberScore) -> dict[tuple[str, str], PlainCell | None]:
    parts = () if row.total is None else row.total.parts
    return {
        (part.part.code, code): None
        if cell.points is None
        else PlainCell(cell.points.base, cell.points.deducted, cell.points.bonus)
        for part in parts
        for code, cell in part.score.cells.items()
        if cell.applies
    }


def _places(row: MemberScore) -> dict[tuple[str, str, str], Fraction | None]:
    found: dict[tuple[str, str, str], Fraction | None] = {}
    for part in () if row.total is None else row.total.parts:
        for (level, code), place in part.score.places.items():
            if level is not Level.SET and place.has_value:
                points = None if place.tally is None else place.tally.points
                found[part.part.code, level.value, code] = points
        points = None if part.tally is None else part.tally.points
        found[part.part.code, "part", part.part.code] = points
    return found


def columnar(clusters: Clusters) -> Shown:
    """Exactly, whole columns: all clusters as one table."""
    cases = {code: case_of(one) for code, one in clusters.items()}
    return columns_of(cases)


def columns_of(cases: Mapping[str, Case], *, threads: int = 1) -> Shown:
    """The cases of one scheme, scored as one table."""
    first = next(iter(cases.values()))
    rules, table = Rules(first.scheme, first.sets), table_of(cases)
    return shown_of(rules, table, score_table(rules, table, threads=threads))


TABLE_READINGS: Mapping[str, Callable[[Clusters], Shown]] = {"columnar": columnar}
"""Those that score whole tables."""
