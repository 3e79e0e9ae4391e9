"""Scores of several tables as those of one, and scores put in the place of others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import define
from numpy.typing import NDArray

from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask, filled
from thidua.core.scoring.columns.results import PointColumn, TableScore

Array = NDArray[Any]


def joined(scores: Iterable[TableScore]) -> TableScore:
    """The scores of tables that follow each other; at least one."""
    every = list(scores)
    return every[0] if len(every) == 1 else _merged(every, np.concatenate, np.concatenate)


def pasted(
    score: TableScore, others: TableScore, rows: IntColumn, clusters: IntColumn
) -> TableScore:
    """The scores of whole clusters put in the place of what stands at their rows."""
    return _merged([score, others], _Paste(rows), _Paste(clusters))


@define(eq=False)
class _Paste:
    """Puts the second of two arrays in the place of some entries of the first."""

    at: IntColumn

    def __call__(self, pair: Sequence[Array]) -> Array:
        one, other = pair
        copy = one.copy()
        copy[self.at] = other
        return copy


_Merge = Callable[[Sequence[Array]], Array]


def _merged(scores: Sequence[TableScore], by_row: _Merge, by_cluster: _Merge) -> TableScore:
    """Several scores as one, by what becomes of arrays of rows and of clusters."""

    def points(columns: Sequence[PointColumn]) -> PointColumn:
        return _one_column(columns, by_row)

    return TableScore(
        statuses=by_row([one.statuses for one in scores]),
        ranks=by_row([one.ranks for one in scores]),
        ranked=by_row([one.ranked for one in scores]),
        shares_rank=by_row([one.shares_rank for one in scores]),
        points=points([one.points for one in scores]),
        bonus=points([one.bonus for one in scores]),
        deductions=points([one.deductions for one in scores]),
        bands=by_row([one.bands for one in scores]),
        banded=by_row([one.banded for one in scores]),
        band_codes=scores[0].band_codes,
        decided_by=by_row([one.decided_by for one in scores]),
        decided=by_row([one.decided for one in scores]),
        places={key: points([one.places[key] for one in scores]) for key in scores[0].places},
        unknown_criteria=_unknown_criteria(scores, by_row),
        provisional=by_cluster([one.provisional for one in scores]),
    )


def _one_column(columns: Sequence[PointColumn], merge: _Merge) -> PointColumn:
    known = None
    if any(one.known is not None for one in columns):
        known = merge([filled(one.known, len(one.scaled), absent=True) for one in columns])
    return PointColumn(merge([one.scaled for one in columns]), columns[0].places, known)


def _unknown_criteria(
    scores: Sequence[TableScore], merge: _Merge
) -> Mapping[tuple[str, str], Mask]:
    keys = dict.fromkeys(key for one in scores for key in one.unknown_criteria)
    found = {
        key: merge(
            [filled(one.unknown_criteria.get(key), len(one.ranks), absent=False) for one in scores]
        )
        for key in keys
    }
    return {key: mask for key, mask in found.items() if mask.any()}
