"""Made-up figures for the work, the same for every engine: from a seed, in whole numbers.

A share of the cells stands on a rounding or threshold boundary, or one unit of the last place
beside it; 3 % of the units are copies of another of their cluster, so that real ties occur; 3 % of
the cells are not reported.
"""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from attrs import frozen
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from comparison.specification import BANDS, CLUSTER, CRITERIA, GAIN, KEPT, SCALE, Criterion, Kind

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MISSING: Final = 0.03
COPIED: Final = 0.03
LEAST: Final = 50 * SCALE
"""Of an ordinary figure."""
MOST: Final = 5_000 * SCALE
ALLOWED: Final = 40 * SCALE
"""The most cases that a deduction lets pass."""


@frozen(eq=False)
class Work:
    """The figures of so many units, in the order of their clusters: one row a criterion, one
    column a unit, scaled by 10^4."""

    x: Ints
    """0 where not reported."""
    t: Ints
    given: Flags
    """Where x is reported."""

    @property
    def units(self) -> int:
        """How many there are."""
        return len(self.x[0])

    @property
    def clusters(self) -> int:
        """How many there are; the last may be smaller than the others."""
        return -(-self.units // CLUSTER)

    @property
    def cluster_of(self) -> Ints:
        """The number of each unit's cluster."""
        return np.arange(self.units, dtype=np.int64) // CLUSTER

    @property
    def starts(self) -> Ints:
        """The first unit of each cluster, and at last how many units there are."""
        return np.minimum(np.arange(self.clusters + 1, dtype=np.int64) * CLUSTER, self.units)


def make_work(units: int, share: float = 0.1, seed: int = 5, amounts: int = 1) -> Work:
    """Figures of so many units, ``share`` of the cells beside a boundary. With ``amounts`` the
    figures of two criteria are so many times as large: money in single đồng, say."""
    rng = default_rng([seed, units])
    shape = (len(CRITERIA), units)
    x, t = np.empty(shape, dtype=np.int64), np.empty(shape, dtype=np.int64)
    for criterion in CRITERIA:
        row = criterion.number
        x[row], t[row] = _ordinary(rng, criterion, units)
        chosen = np.flatnonzero(rng.random(units) < share)
        x[row, chosen], t[row, chosen] = _beside(rng, criterion, x[row], t[row], chosen)
    if amounts > 1:
        x[:2], t[:2] = x[:2] * amounts + rng.integers(-1, 2, (2, units)), t[:2] * amounts
    given = rng.random(shape) >= MISSING
    x[~given] = 0
    _copy_some(rng, x, t, given)
    return Work(x, t, given)


def _ordinary(rng: Generator, criterion: Criterion, units: int) -> tuple[Ints, Ints]:
    if criterion.kind is Kind.DEDUCTION:
        t = rng.integers(0, ALLOWED, units)
        return np.maximum(t + rng.integers(-ALLOWED // 4, ALLOWED, units), 0), t
    t = rng.integers(LEAST, MOST, units)
    return t * rng.integers(400, 1_300, units) // 1_000, t


def _copy_some(rng: Generator, x: Ints, t: Ints, given: Flags) -> None:
    """Some units become copies of the one before them in their cluster."""
    units = x.shape[1]
    copies = np.flatnonzero((rng.random(units) < COPIED) & (np.arange(units) % CLUSTER > 0))
    for table in (x, t, given):
        table[:, copies] = table[:, copies - 1]


def _beside(
    rng: Generator, criterion: Criterion, x: Ints, t: Ints, chosen: Ints
) -> tuple[Ints, Ints]:
    """Figures of the chosen units that give half a cent more than whole cents, or meet a
    threshold, or miss that by one."""
    points = criterion.points
    if criterion.kind is Kind.RANK:
        return _beside_neighbour(x, t, chosen) + rng.integers(-1, 2, chosen.size), t[chosen]
    if criterion.kind is Kind.BEST:
        return _beside_half(rng, t, chosen)
    some = _BESIDE[criterion.kind]
    near, base = some(rng, points, chosen.size)
    return np.maximum(near + rng.integers(-1, 2, chosen.size), 0), base


def _beside_neighbour(x: Ints, t: Ints, chosen: Ints) -> Ints:
    """As far above its t as the unit before it is."""
    near: Ints = np.maximum(t[chosen] + x[chosen - 1] - t[chosen - 1], 0)
    return near


def _beside_half(rng: Generator, t: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    even = t[chosen] // 2 * 2
    return even // 2 + rng.integers(-1, 2, chosen.size), even


def _odd(rng: Generator, below: int, size: int) -> Ints:
    """Odd numbers: as halves of cents, the boundaries of rounding."""
    return 2 * rng.integers(0, below, size) + 1


def _sized(rng: Generator, step: int, size: int) -> Ints:
    """Multipliers that bring ``step`` into the range of ordinary figures."""
    return rng.integers(max(LEAST // step, 1), max(MOST // step, 2), size)


def _ratio(rng: Generator, points: int, size: int) -> tuple[Ints, Ints]:
    step = 200 * points
    many = _sized(rng, step, size)
    return many * _odd(rng, 100 * points, size), many * step


def _improvement(rng: Generator, points: int, size: int) -> tuple[Ints, Ints]:
    step = 200 * points * GAIN
    many = _sized(rng, step, size)
    return many * (step + _odd(rng, 100 * points, size)), many * step


def _bands(rng: Generator, points: int, size: int) -> tuple[Ints, Ints]:
    many = _sized(rng, 100, size)
    return many * rng.choice([low for low, _ in BANDS], size), many * 100


def _interpolation(rng: Generator, points: int, size: int) -> tuple[Ints, Ints]:
    step = 300 * points  # the slope up to 0.9 is 1.5 points
    many = _sized(rng, step, size)
    return many * (step // 2 + _odd(rng, 60 * points, size)), many * step


def _deduction(rng: Generator, points: int, size: int) -> tuple[Ints, Ints]:
    t = rng.integers(0, ALLOWED, size)
    return t + rng.integers(0, 30, size) * SCALE, t


def _condition(rng: Generator, points: int, size: int) -> tuple[Ints, Ints]:
    step = 400 * points
    many = _sized(rng, step, size)
    return many * (step // 2 + _odd(rng, 100 * points, size)), many * step


def _lower(rng: Generator, points: int, size: int) -> tuple[Ints, Ints]:
    step = 2 * KEPT * points
    odd = 2 * rng.integers(step // 4, step // 2, size) + 1
    many = _sized(rng, step, size)
    return many * step, many * odd


_BESIDE: Final[Mapping[Kind, Callable[[Generator, int, int], tuple[Ints, Ints]]]] = {
    Kind.RATIO: _ratio,
    Kind.IMPROVEMENT: _improvement,
    Kind.BANDS: _bands,
    Kind.INTERPOLATION: _interpolation,
    Kind.DEDUCTION: _deduction,
    Kind.CONDITION: _condition,
    Kind.LOWER: _lower,
}
