"""The same whole numbers as the kernel in numpy, in one loop that numba compiles: every figure is
read once. Compiling it takes seconds, which are not counted."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import numpy as np
from attrs import frozen

from comparison.answers import Answer
from comparison.engine import Engine, package
from comparison.generation import Ints, Work
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

_KINDS: Final = np.array([tuple(Kind).index(one.kind) for one in CRITERIA])
_POINTS: Final = np.array([one.points for one in CRITERIA])
_WEIGHTS: Final = np.array([section.weight for section in SECTIONS])
_BANDS: Final = np.array(BANDS)
_EDGES: Final = np.array([100 * low for _, low in CLASSES])
(
    _RATIO,
    _IMPROVEMENT,
    _IN_BANDS,
    _INTERPOLATION,
    _DEDUCTION,
    _RANK,
    _BEST,
    _CONDITION,
    _LOWER,
) = range(len(Kind))


Kernel = Callable[..., tuple[Ints, Ints, Ints, Ints]]


@frozen(eq=False)
class Held:
    """The figures, and the loop that is compiled already."""

    work: Work
    kernel: Kernel


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _alone(kind: int, points: int, x: int, t: int) -> int:
    """The cents of a cell that needs no other."""
    if kind == _RATIO:
        return 100 * points if x >= t else half_up(100 * points * x, t)
    if kind == _IMPROVEMENT:
        gained = min(GAIN * (x - t), t)
        return half_up(100 * points * gained, t) if gained > 0 else 0
    if kind == _IN_BANDS:
        for at in range(len(_BANDS)):
            if 100 * x >= _BANDS[at, 0] * t:
                return int(10 * _BANDS[at, 1] * points)
        return 0
    if kind == _INTERPOLATION:
        if 10 * x <= 9 * t:
            return half_up(75 * points * (2 * x - t), t) if 2 * x > t else 0
        return half_up(points * (400 * x - 180 * t), 3 * t) if 10 * x < 12 * t else 100 * points
    if kind == _DEDUCTION:
        return 100 * points - min(max(x - t, 0) // SCALE * OFF, MOST_OFF * points)
    if kind == _CONDITION:
        if x >= t:
            return 100 * points
        return half_up(100 * points * (2 * x - t), t) if 10 * x >= 6 * t else 0
    return 100 * points if x <= t else half_up(KEPT * points * t, x)


def _among(kind: int, points: int, x: Ints, t: Ints, given: Any, at: int) -> int:
    """The cents of a cell that is measured by its cluster."""
    first = at // CLUSTER * CLUSTER
    last = min(first + CLUSTER, len(x))
    if kind == _BEST:
        highest = 1
        for peer in range(first, last):
            highest = max(highest, x[peer])
        return half_up(100 * points * x[at], highest) if 2 * x[at] >= t[at] else 0
    before = members = 0
    for peer in range(first, last):
        members += given[peer]
        before += given[peer] and x[peer] - t[peer] > x[at] - t[at]
    return half_up(100 * points * (members - before), members)


def _column(kind: int, points: int, x: Ints, t: Ints, given: Any, cents: Ints) -> None:
    """All units by one criterion."""
    if kind == _BEST or kind == _RANK:
        for unit in range(len(x)):
            cents[unit] = among(kind, points, x, t, given, unit) if given[unit] else 0
    else:
        for unit in range(len(x)):
            cents[unit] = alone(kind, points, x[unit], t[unit]) if given[unit] else 0


def _whole(x: Ints, t: Ints, given: Any) -> tuple[Ints, Ints, Ints, Ints]:
    """Every criterion, then the totals and ranks."""
    cells = np.empty(x.shape, dtype=np.int64)
    for row in range(x.shape[0]):
        column(_KINDS[row], _POINTS[row], x[row], t[row], given[row], cells[row])
    totals, ranks, classes, keys = np.zeros((4, x.shape[1]), dtype=np.int64)
    for section in range(len(_WEIGHTS)):
        for unit in range(len(totals)):
            own = 0
            for row in range(section * 10, section * 10 + 10):
                own += cells[row, unit]
            own = half_up(own * _WEIGHTS[section], 100)
            totals[unit] += own
            if section < 2:
                keys[unit] = keys[unit] * 100_000 + own
    for unit in range(len(totals)):
        keys[unit] += totals[unit] * 10_000_000_000
        while totals[unit] < _EDGES[classes[unit]]:
            classes[unit] += 1
    for unit in range(len(totals)):
        first = unit // CLUSTER * CLUSTER
        ranks[unit] = 1
        for peer in range(first, min(first + CLUSTER, len(totals))):
            ranks[unit] += keys[peer] > keys[unit]
    return cells, totals, ranks, classes


half_up, alone, among, column = _half_up, _alone, _among, _column
"""What the loop calls: plain functions until they are compiled."""


def _prepare(work: Work) -> Held:
    kernel = _compiled()
    kernel(*(table[:, :CLUSTER].copy() for table in (work.x, work.t, work.given)))
    return Held(work, kernel)


@lru_cache
def _compiled() -> Kernel:
    from numba import njit

    global half_up, alone, among, column
    half_up = njit(_half_up, error_model="numpy")
    alone, among = njit(_alone, error_model="numpy"), njit(_among, error_model="numpy")
    column = njit(_column, error_model="numpy")
    kernel: Kernel = njit(_whole, error_model="numpy")
    return kernel


def _run(held: Held) -> tuple[Ints, Ints, Ints, Ints]:
    return held.kernel(held.work.x, held.work.t, held.work.given)


def _answer(_: Held, found: tuple[Ints, Ints, Ints, Ints]) -> Answer:
    return Answer(*found)


NUMBA: Final = Engine(
    "numba",
    "numba by hand, exact int64",
    prepare=_prepare,
    run=_run,
    answer=_answer,
    version=package("numba"),
)
