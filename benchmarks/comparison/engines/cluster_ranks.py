"""Competition ranks and maxima in clusters of twelve, by hand in numpy: no sort is needed."""

from itertools import combinations
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from comparison.generation import Ints
from comparison.specification import CLUSTER

LOWEST: Final = -(2**62)
Numbers = NDArray[Any]
_MANY: Final = 2_000
"""Clusters from which comparing column with column beats one comparison of all pairs."""


def in_clusters(values: Numbers, fill: float = LOWEST) -> Numbers:
    """One row a cluster; the last one is filled up."""
    missing = -values.size % CLUSTER
    if missing:
        values = np.concatenate((values, np.full(missing, fill, dtype=values.dtype)))
    return values.reshape(-1, CLUSTER)


def ranks_in_clusters(values: Numbers, least: float = LOWEST) -> Ints:
    """1 for the greatest of a cluster; equal values share the place. ``least`` is below all."""
    table = in_clusters(values, least)
    before = _by_columns(table) if len(table) >= _MANY else _by_pairs(table)
    ranks: Ints = before.reshape(-1)[: values.size] + 1
    return ranks


def highest_in_clusters(values: Ints) -> Numbers:
    """The greatest value of each unit's cluster."""
    table = in_clusters(values)
    highest = table[:, 0].copy()
    for place in range(1, CLUSTER):
        np.maximum(highest, table[:, place], out=highest)
    return np.repeat(highest, CLUSTER)[: values.size]


def _by_pairs(table: Numbers) -> Ints:
    before: Ints = np.count_nonzero(table[:, None, :] > table[:, :, None], axis=2)
    return before


def _by_columns(table: Numbers) -> Ints:
    columns = np.ascontiguousarray(table.T)
    before = np.zeros(columns.shape, dtype=np.int8)
    for one, other in combinations(range(CLUSTER), 2):
        before[other] += columns[one] > columns[other]
        before[one] += columns[other] > columns[one]
    ranks: Ints = before.T.astype(np.int64)
    return ranks
