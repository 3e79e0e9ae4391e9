"""pandas, as its documentation recommends: whole columns of float64, ``groupby`` for clusters.

Figures that are not reported are NaN. ``round`` of pandas goes to the even digit; half up is
written with ``floor``, as float users do.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from attrs import frozen

from comparison.answers import Answer, whole_cents
from comparison.engine import Engine, package
from comparison.generation import Work
from comparison.specification import (
    BANDS,
    CLASSES,
    CRITERIA,
    GAIN,
    KEPT,
    KNOTS,
    MOST_OFF,
    OFF,
    SCALE,
    SECTIONS,
    Criterion,
    Kind,
)


@frozen(eq=False)
class Held:
    """A data frame with a row a unit, and its clusters."""

    frame: Any
    clusters: Any


@frozen(eq=False)
class Found:
    """Points, totals and the rest as pandas gives them."""

    cells: Any
    totals: Any
    ranks: Any
    classes: Any


@frozen(eq=False)
class Column:
    """The figures of one criterion, and what the cluster adds to them."""

    x: Any
    t: Any
    points: int
    of_cluster: Mapping[str, Any]


def _prepare(work: Work) -> Held:
    import pandas as pd

    columns = {}
    for criterion in CRITERIA:
        row = criterion.number
        columns[f"x{row}"] = np.where(work.given[row], work.x[row] / SCALE, np.nan)
        columns[f"t{row}"] = work.t[row] / SCALE
    return Held(pd.DataFrame(columns), pd.Series(work.cluster_of))


def _run(held: Held) -> Found:
    import pandas as pd

    of_cluster = _of_clusters(held)
    cells = pd.DataFrame(
        {
            criterion.number: _rounded(_points(held, criterion, of_cluster)).fillna(0.0)
            for criterion in CRITERIA
        }
    )
    sections = [
        _rounded(cells[[one.number for one in section.criteria]].sum(axis=1) * section.weight / 100)
        for section in SECTIONS
    ]
    totals = _rounded(sum(sections[1:], start=sections[0]))
    # Sums of floats that print the same may differ in the last bit: whole cents rank rightly.
    key = (totals * 1e12).round(-10) + (sections[0] * 1e7).round(-5) + (sections[1] * 100).round()
    ranks = key.groupby(held.clusters).rank(method="min", ascending=False)
    edges = [float(low) for _, low in reversed(CLASSES)]
    classes = pd.cut(totals, [*edges, np.inf], right=False, labels=False)
    return Found(cells, totals, ranks, classes)


def _of_clusters(held: Held) -> Mapping[str, Any]:
    """All that needs a cluster, each question asked once for all its columns."""
    import pandas as pd

    ranked = [one.number for one in CRITERIA if one.kind is Kind.RANK]
    bests = [f"x{one.number}" for one in CRITERIA if one.kind is Kind.BEST]
    margins = pd.DataFrame({row: held.frame[f"x{row}"] - held.frame[f"t{row}"] for row in ranked})
    groups = margins.groupby(held.clusters)
    highest = held.frame[bests].groupby(held.clusters).transform("max")
    return {
        "rank": groups.rank(method="min", ascending=False),
        "count": groups.transform("count"),
        "highest": highest.rename(columns=lambda name: int(name[1:])),
    }


def _points(held: Held, criterion: Criterion, of_cluster: Mapping[str, Any]) -> Any:
    row = criterion.number
    own = {name: table[row] for name, table in of_cluster.items() if row in table}
    column = Column(held.frame[f"x{row}"], held.frame[f"t{row}"], criterion.points, own)
    return _RULES[criterion.kind](column)


def _rounded(points: Any) -> Any:
    return np.floor(points * 100 + 0.5) / 100


def _ratio(column: Column) -> Any:
    return column.points * (column.x / column.t).clip(0, 1)


def _improvement(column: Column) -> Any:
    return column.points * (GAIN * (column.x - column.t) / column.t).clip(0, 1)


def _bands(column: Column) -> Any:
    share = column.x / column.t
    shares = [tenths / 10 * column.points for _, tenths in BANDS]
    return share * 0 + np.select([share >= low / 100 for low, _ in BANDS], shares, 0.0)


def _interpolation(column: Column) -> Any:
    at = [low / 100 for low, _ in KNOTS]
    points = [percent * column.points / 100 for _, percent in KNOTS]
    share = column.x / column.t
    return share * 0 + np.interp(share, at, points)


def _deduction(column: Column) -> Any:
    off = np.floor(column.x - column.t).clip(0) * (OFF / 100)
    return column.points - off.clip(upper=MOST_OFF / 100 * column.points)


def _rank(column: Column) -> Any:
    count = column.of_cluster["count"]
    return column.points * (count + 1 - column.of_cluster["rank"]) / count


def _best(column: Column) -> Any:
    points = column.points * column.x / column.of_cluster["highest"]
    return points.where(column.x >= column.t / 2, 0.0)


def _condition(column: Column) -> Any:
    x, t = column.x, column.t
    missed = (column.points * (2 * x / t - 1)).where(x >= 0.6 * t, 0.0)
    return missed.where(~(x >= t), column.points) + x * 0


def _lower(column: Column) -> Any:
    x, t = column.x, column.t
    return (column.points * (KEPT / 100) * t / x).where(~(x <= t), column.points) + x * 0


_RULES: Final[Mapping[Kind, Callable[[Column], Any]]] = {
    Kind.RATIO: _ratio,
    Kind.IMPROVEMENT: _improvement,
    Kind.BANDS: _bands,
    Kind.INTERPOLATION: _interpolation,
    Kind.DEDUCTION: _deduction,
    Kind.RANK: _rank,
    Kind.BEST: _best,
    Kind.CONDITION: _condition,
    Kind.LOWER: _lower,
}


def _answer(_: Held, found: Found) -> Answer:
    return Answer(
        cells=whole_cents(found.cells.to_numpy().T),
        totals=whole_cents(found.totals.to_numpy()),
        ranks=found.ranks.to_numpy().astype(np.int64),
        classes=len(CLASSES) - 1 - found.classes.to_numpy().astype(np.int64),
    )


PANDAS: Final = Engine(
    "pandas",
    "pandas, float64",
    prepare=_prepare,
    run=_run,
    answer=_answer,
    version=package("pandas"),
)
