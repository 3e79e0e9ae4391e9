"""The work written by hand in numpy for this table and no other: exact, in int64.

Every cent is one whole-number division, (2n + d) // 2d. Nothing is checked against overflow: with
amounts beyond about 10^11 it wraps and is wrong without a word.
"""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from attrs import frozen

from comparison.answers import Answer
from comparison.engine import Engine, package
from comparison.engines.cluster_ranks import (
    LOWEST,
    highest_in_clusters,
    in_clusters,
    ranks_in_clusters,
)
from comparison.generation import Flags, Ints, Work
from comparison.specification import (
    BANDS,
    CLASSES,
    CLUSTER,
    CRITERIA,
    GAIN,
    KEPT,
    MOST_OFF,
    OFF,
    SCALE,
    SECTIONS,
    Kind,
)

NOTHING: Final = (0, 0)
"""Below the lowest band."""


@frozen(eq=False)
class Column:
    """The figures of one criterion."""

    x: Ints
    t: Ints
    given: Flags
    points: int


def score_by_hand(work: Work) -> Answer:
    """Cells, totals, ranks, classes."""
    cells = np.empty(work.x.shape, dtype=np.int64)
    for criterion in CRITERIA:
        row = criterion.number
        given = work.given[row]
        cents = _RULES[criterion.kind](Column(work.x[row], work.t[row], given, criterion.points))
        np.multiply(cents, given, out=cells[row])
    sections = [_section(cells, section.weight, at * 10) for at, section in enumerate(SECTIONS)]
    totals: Ints = np.sum(sections, axis=0)
    return Answer(cells, totals, _ranks(totals, sections[0], sections[1]), _classes(totals))


def _section(cells: Ints, weight: int, first: int) -> Ints:
    return _half_up(cells[first : first + 10].sum(axis=0) * weight, 100)


def _ranks(totals: Ints, first_key: Ints, second_key: Ints) -> Ints:
    """All three fit one whole number."""
    return ranks_in_clusters((totals * 100_000 + first_key) * 100_000 + second_key)


def _classes(totals: Ints) -> Ints:
    edges = np.array([100 * low for _, low in reversed(CLASSES[:-1])])
    classes: Ints = len(edges) - np.searchsorted(edges, totals, side="right")
    return classes


def _half_up(numerator: Ints, denominator: Ints | int) -> Ints:
    rounded: Ints = (2 * numerator + denominator) // (2 * denominator)
    return rounded


def _ratio(column: Column) -> Ints:
    return _half_up(100 * column.points * np.minimum(column.x, column.t), column.t)


def _improvement(column: Column) -> Ints:
    gained = np.clip(GAIN * (column.x - column.t), 0, column.t)
    return _half_up(100 * column.points * gained, column.t)


def _bands(column: Column) -> Ints:
    reached = np.zeros(column.x.size, dtype=np.int8)
    hundredfold = 100 * column.x
    for (low, tenths), below in zip(BANDS, (*BANDS[1:], NOTHING), strict=True):
        reached += (hundredfold >= low * column.t) * np.int8(tenths - below[1])
    return reached * np.int64(10 * column.points)


def _interpolation(column: Column) -> Ints:
    x, t, points = column.x, column.t, column.points
    lower, upper = 225 * points * (2 * x - t), points * (400 * x - 180 * t)
    cents = _half_up(np.where(10 * x <= 9 * t, lower, upper), 3 * t)
    kept: Ints = np.clip(cents, 0, 100 * points)
    return kept


def _deduction(column: Column) -> Ints:
    over = np.maximum(column.x - column.t, 0) // SCALE
    left: Ints = 100 * column.points - np.minimum(over * OFF, MOST_OFF * column.points)
    return left


def _rank(column: Column) -> Ints:
    ranks = ranks_in_clusters(np.where(column.given, column.x - column.t, LOWEST + 1))
    counts = in_clusters(column.given.astype(np.int64), 0).sum(axis=1)
    members = np.maximum(np.repeat(counts, CLUSTER)[: ranks.size], 1)
    return _half_up(100 * column.points * (members + 1 - ranks), members)


def _best(column: Column) -> Ints:
    highest = np.maximum(highest_in_clusters(column.x), 1)
    cents = _half_up(100 * column.points * column.x, highest)
    return np.where(2 * column.x >= column.t, cents, 0)


def _condition(column: Column) -> Ints:
    x, t, points = column.x, column.t, column.points
    cents = _half_up(100 * points * (2 * np.minimum(x, t) - t), t)
    return np.where(10 * x >= 6 * t, cents, 0)


def _lower(column: Column) -> Ints:
    x, t, points = column.x, column.t, column.points
    missed = _half_up(KEPT * points * t, np.maximum(x, 1))
    return np.where(x <= t, 100 * points, missed)


_RULES: Final[Mapping[Kind, Callable[[Column], Ints]]] = {
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


def _itself(work: Work) -> Work:
    return work


def _found(_: Work, answer: Answer) -> Answer:
    return answer


NUMPY: Final = Engine(
    "numpy",
    "numpy by hand, exact int64",
    prepare=_itself,
    run=score_by_hand,
    answer=_found,
    version=package("numpy"),
)
