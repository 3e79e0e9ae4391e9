"""Scores in columns beside those of the scalar reading, compared field by field."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from thidua.core.formula.columns.masks import filled
from thidua.core.scoring.cells import cell_of
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.columns import scalar_cells, scoring
from thidua.core.scoring.columns.results import PointColumn, TableScore, table_score_of
from thidua.core.scoring.columns.scoring import score_table
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.columns.tabling import table_of
from thidua.core.scoring.results import ClusterScore

BY_ROW = (
    "statuses", "ranks", "ranked", "shares_rank", "bands", "banded", "decided_by", "decided",
    "provisional",
)  # fmt: skip


def plain(score: TableScore) -> dict[str, Any]:
    """A score as plain data, in which None and a mask of every row are the same."""
    return {
        **{name: getattr(score, name).tolist() for name in BY_ROW},
        **{name: points(getattr(score, name)) for name in ("points", "bonus", "deductions")},
        "places": {key: points(column) for key, column in score.places.items()},
        "unknown": {key: mask.tolist() for key, mask in score.unknown_criteria.items()},
        "band_codes": score.band_codes,
    }


def points(column: PointColumn) -> list[tuple[int, int] | None]:
    """Scaled points with their places; None where unknown."""
    known = filled(column.known, len(column.scaled), absent=True).tolist()
    return [
        (number, column.places) if is_known else None
        for number, is_known in zip(column.scaled.tolist(), known, strict=True)
    ]


def rules_and_table(scores: Sequence[ClusterScore]) -> tuple[Rules, Any]:
    cases = {f"k{number}": score.case for number, score in enumerate(scores)}
    first = scores[0].case
    return Rules(first.scheme, first.sets), table_of(cases)


def same_in_columns(scores: Sequence[ClusterScore], threads: int = 1) -> TableScore:
    """The clusters scored in columns, which must be what the scalar reading found."""
    rules, table = rules_and_table(scores)
    found = score_table(rules, table, threads=threads)
    expected = plain(table_score_of(rules, scores))
    assert plain(found) == expected
    assert [*dtypes(found)] == [*dtypes(table_score_of(rules, scores))]
    return found


def dtypes(score: TableScore) -> Iterator[np.dtype[Any]]:
    """What kind of number each array holds: never a float."""
    points = (score.points, score.bonus, score.deductions, *score.places.values())
    yield from (getattr(score, name).dtype for name in BY_ROW)
    yield from (column.scaled.dtype for column in points)
    yield from (np.bool_(0).dtype for column in points if column.known is None)
    yield from (column.known.dtype for column in points if column.known is not None)
    yield from (mask.dtype for mask in score.unknown_criteria.values())


@pytest.fixture(scope="session")
def in_columns() -> Callable[..., TableScore]:
    """Scores clusters in columns, which must be the same; see :func:`same_in_columns`."""
    return same_in_columns


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the scalar reading: a cell's criterion, or a whole cluster."""
    found: list[str] = []

    def cell(*arguments: object) -> object:
        found.append(arguments[1].criterion.code)  # type: ignore[attr-defined]
        return cell_of(*arguments)  # type: ignore[arg-type]

    def cluster(case: object) -> object:
        found.append("cluster")
        return score_cluster(case)  # type: ignore[arg-type]

    monkeypatch.setattr(scalar_cells, "cell_of", cell)
    monkeypatch.setattr(scoring, "score_cluster", cluster)
    return found
