"""Whole clusters gathered into row groups of much the same size, however they come."""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

GROUP_ROWS = 32_768
"""Rows of a group, unless a single cluster has more."""

Portion = tuple[pa.Table, NDArray[np.int64]]
"""Rows, and where in them each cluster ends."""


def row_groups(portions: Iterable[Portion], most: int = GROUP_ROWS) -> Iterator[pa.Table]:
    """The rows in groups of at most ``most``, but never less than a cluster.

    They depend on the clusters alone, not on how these were portioned.
    """
    held: list[pa.Table] = []
    rows = 0
    for table, ends in portions:
        begin = 0
        while begin < table.num_rows:
            stop = _last_end(ends, begin, begin + most - rows)
            if stop is None and held:
                yield _one(held)
                held, rows = [], 0
                continue
            if stop is None:
                stop = int(ends[np.searchsorted(ends, begin, "right")])
            held.append(table.slice(begin, stop - begin))
            rows += stop - begin
            begin = stop
    if held:
        yield _one(held)


def _last_end(ends: NDArray[np.int64], begin: int, limit: int) -> int | None:
    """The last end of a cluster in (begin, limit]."""
    place = int(np.searchsorted(ends, limit, "right"))
    return int(ends[place - 1]) if place and ends[place - 1] > begin else None


def _one(held: list[pa.Table]) -> pa.Table:
    """One table of one chunk a column: pages must not depend on how the rows came."""
    return held[0] if len(held) == 1 else pa.concat_tables(held).combine_chunks()
