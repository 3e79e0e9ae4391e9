"""Scores of several tables as those of one, and scores put in the place of others."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask, filled, unless_all
from thidua.core.scoring.columns.layout import Place
from thidua.core.scoring.columns.results import PointColumn, TableScore

Rows = slice | IntColumn
"""Where scores stand among those of a larger table."""


def joined(scores: Iterable[TableScore], rows: int, clusters: int) -> TableScore:
    """The scores of at least one table that together have so many rows and clusters, in their
    order; each is let go of as soon as it is written."""
    waiting = iter(scores)
    first = next(waiting)
    if (len(first.ranks), len(first.provisional)) == (rows, clusters):
        return first
    whole, row, cluster = _empty(first, rows, clusters), 0, 0
    score: TableScore | None = first
    del first
    while score is not None:
        end, last = row + len(score.ranks), cluster + len(score.provisional)
        whole.put(score, slice(row, end), slice(cluster, last))
        row, cluster, score = end, last, None  # let go of before the next is made
        score = next(waiting, None)
    return whole.score()


def pasted(
    score: TableScore, others: TableScore, rows: IntColumn, clusters: IntColumn
) -> TableScore:
    """The scores of whole clusters put in the place of what stands at their rows."""
    whole = _empty(score, len(score.ranks), len(score.provisional))
    whole.put(score, slice(None), slice(None))
    whole.put(others, rows, clusters)
    return whole.score()


_BY_ROW = ("statuses", "ranks", "ranked", "shares_rank", "bands", "banded", "decided_by", "decided")
_POINTS = ("points", "bonus", "deductions")
_Name = str | Place
"""A column of points: one of those named, or a place."""


@define(eq=False)
class _Whole:
    """Scores in the making, filled in place."""

    band_codes: tuple[str, ...]
    digits: Mapping[_Name, int]
    """The places of every column of points."""
    arrays: Mapping[str, NDArray[Any]]
    scaled: Mapping[_Name, IntColumn]
    provisional: Mask
    known: dict[_Name, Mask] = field(factory=dict)
    """Only of columns in which anybody is unknown."""
    unknown: dict[tuple[str, str], Mask] = field(factory=dict)

    @property
    def rows(self) -> int:
        return len(self.arrays["ranks"])

    def put(self, score: TableScore, rows: Rows, clusters: Rows) -> None:
        for name, array in self.arrays.items():
            array[rows] = getattr(score, name)
        for key, column in _columns(score).items():
            self.scaled[key][rows] = column.scaled
            self._put_known(key, column, rows)
        for criterion in {**self.unknown, **score.unknown_criteria}:
            mask = score.unknown_criteria.get(criterion)
            whole = self.unknown.setdefault(criterion, np.zeros(self.rows, bool))
            whole[rows] = filled(mask, len(score.ranks), absent=False)
        self.provisional[clusters] = score.provisional

    def _put_known(self, key: _Name, column: PointColumn, rows: Rows) -> None:
        if column.known is not None and key not in self.known:
            self.known[key] = np.ones(self.rows, bool)
        if key in self.known:
            self.known[key][rows] = filled(column.known, len(column.scaled), absent=True)

    def score(self) -> TableScore:
        arrays: dict[str, Any] = {**self.arrays, **{name: self._column(name) for name in _POINTS}}
        return TableScore(
            **arrays,
            band_codes=self.band_codes,
            places={key: self._column(key) for key in self.digits if not isinstance(key, str)},
            unknown_criteria={key: mask for key, mask in self.unknown.items() if mask.any()},
            provisional=self.provisional,
        )

    def _column(self, key: _Name) -> PointColumn:
        known = self.known.get(key)
        known = None if known is None else unless_all(known)
        return PointColumn(self.scaled[key], self.digits[key], known)


def _columns(score: TableScore) -> dict[_Name, PointColumn]:
    found: dict[_Name, PointColumn] = {name: getattr(score, name) for name in _POINTS}
    return found | dict(score.places)


def _empty(like: TableScore, rows: int, clusters: int) -> _Whole:
    """Kept apart from the arrays of ``like``, which may be let go of."""
    columns = _columns(like)
    return _Whole(
        like.band_codes,
        {key: column.places for key, column in columns.items()},
        {name: np.zeros(rows, getattr(like, name).dtype) for name in _BY_ROW},
        {key: np.empty(rows, np.int64) for key in columns},
        np.zeros(clusters, bool),
    )
