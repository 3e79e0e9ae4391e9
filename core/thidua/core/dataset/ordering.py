"""Whether the rows of a dataset stand as they must: by cluster, then by unit, each once."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from thidua.core.text.bilingual import Text


@frozen(eq=False)
class Runs:
    """The clusters in the order of their rows, and where each ends."""

    clusters: tuple[str, ...]
    ends: NDArray[np.int64]


def runs_of(clusters: pa.StringArray) -> Runs:
    """The runs of equal codes; a cluster whose rows lie apart has several."""
    encoded = pc.run_end_encode(clusters, run_end_type=pa.int64())
    return Runs(tuple(encoded.values.to_pylist()), encoded.run_ends.to_numpy())


def disorder_of(runs: Runs, units: pa.StringArray) -> Iterator[Text]:
    """What is wrong with the order of rows; nothing where they stand as they must."""
    yield from _clusters_out_of_order(runs.clusters)
    if len(units) < 2:
        return
    before, after = units.slice(0, len(units) - 1), units.slice(1)
    is_first = np.zeros(len(units), bool)
    is_first[runs.ends[:-1]] = True
    within = ~is_first[1:]
    for row in _rows(within, pc.equal(before, after)):
        unit, cluster = units[row].as_py(), _cluster_at(runs, row)
        yield Text(
            f"đơn vị “{unit}” có hai dòng trong cụm “{cluster}”.",
            f"unit “{unit}” has two rows in cluster “{cluster}”.",
        )
    for row in _rows(within, pc.greater(before, after)):
        unit, cluster = units[row].as_py(), _cluster_at(runs, row)
        yield Text(
            f"các dòng của cụm “{cluster}” không xếp theo mã đơn vị (tại “{unit}”).",
            f"the rows of cluster “{cluster}” are not in the order of units (at “{unit}”).",
        )


def _rows(within: NDArray[np.bool_], found: pa.BooleanArray) -> list[int]:
    """The later row of each pair found within a cluster."""
    rows: list[int] = (np.flatnonzero(within & found.to_numpy(zero_copy_only=False)) + 1).tolist()
    return rows


def _cluster_at(runs: Runs, row: int) -> str:
    return runs.clusters[int(np.searchsorted(runs.ends, row, "right"))]


def _clusters_out_of_order(clusters: Sequence[str]) -> Iterator[Text]:
    for before, after in pairwise(clusters):
        if after <= before:
            yield Text(
                f"các dòng không xếp theo mã cụm, hoặc một cụm nằm ở hai nơi (tại “{after}”).",
                f"the rows are not in the order of clusters, or one stands twice (at “{after}”).",
            )
