"""scikit-criteria and pymcdm: the weighted sum of a table of points, and the ranks by it.

That is the part of the work that they do; they know no clusters, no tie chain, no rounding, and
refuse columns that hold zero or less, so each point is raised by one for them. The same part is
done by hand, and by ``thidua``'s own function, to compare with.
"""

from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from comparison.answers import Answer
from comparison.engine import Engine, package
from comparison.engines.cluster_ranks import ranks_in_clusters
from comparison.engines.numpy_kernel import score_by_hand
from comparison.generation import Ints, Work
from comparison.specification import CRITERIA, SECTIONS


@frozen(eq=False)
class Points:
    """What was scored already: one row a unit, one column a criterion, all above 0."""

    table: NDArray[np.float64]
    weights: NDArray[np.float64]
    keys: Ints
    """Total and both tie keys as one number, for those who rank in clusters."""


def points_of(work: Work) -> Points:
    """The points of each criterion, scored by hand."""
    answer = score_by_hand(work)
    if answer.cells is None or answer.totals is None:
        raise ValueError("the kernel gives both")
    table = np.ascontiguousarray(answer.cells.T) / 100 + 1
    weights = np.array([section.weight / 1000 for section in SECTIONS]).repeat(10)
    first, second = (answer.cells[at : at + 10].sum(axis=0) for at in (0, 10))
    return Points(table, weights, (answer.totals * 100_000 + first) * 100_000 + second)


def _scikit_criteria(points: Points) -> Any:
    import skcriteria as skc
    from skcriteria.agg.simple import WeightedSumModel

    matrix = skc.mkdm(points.table, [max] * len(CRITERIA), weights=points.weights)
    return WeightedSumModel().evaluate(matrix).rank_


def _pymcdm(points: Points) -> Any:
    from pymcdm.helpers import rankdata
    from pymcdm.methods import WSM

    types = np.ones(len(CRITERIA))
    return rankdata(WSM()(points.table, points.weights, types), reverse=True)


def _by_hand(points: Points) -> Ints:
    return ranks_in_clusters(points.keys)


def _weighted_sum(points: Points) -> Any:
    return np.argsort(-(points.table @ points.weights))


def _nothing(_: Points, __: Any) -> Answer:
    return Answer(None, None, None, None)


SCIKIT_CRITERIA: Final = Engine(
    "skcriteria",
    "scikit-criteria, WSM: ranking only",
    prepare=points_of,
    run=_scikit_criteria,
    answer=_nothing,
    version=package("scikit-criteria"),
)
PYMCDM: Final = Engine(
    "pymcdm",
    "pymcdm, WSM: ranking only",
    prepare=points_of,
    run=_pymcdm,
    answer=_nothing,
    version=package("pymcdm"),
)
RANKS_BY_HAND: Final = Engine(
    "ranks",
    "numpy by hand: ranking only",
    prepare=points_of,
    run=_by_hand,
    answer=_nothing,
    version=package("numpy"),
)
WEIGHTED_SUM: Final = Engine(
    "sum",
    "numpy weighted sum and argsort",
    prepare=points_of,
    run=_weighted_sum,
    answer=_nothing,
    version=package("numpy"),
)
