"""Sums and extremes by segments: each segment's numbers together, without a loop over segments.

Whole numbers go through ``reduceat``; quotients are merged two by two, in as many passes as the
largest segment has halvings.
"""

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from thidua.core.formula.columns.arithmetic import add, choose, maximum, minimum
from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import LIMIT, IntColumn, measured
from thidua.core.formula.columns.masks import unless_all
from thidua.core.formula.columns.numbers import Numbers, constant, of_integers, restricted

Merge = Callable[[Numbers, Numbers], Numbers]


def highest(numbers: Numbers, segments: Segments) -> Numbers:
    """The highest of each segment; unknown where it has none."""
    return _extreme(numbers, segments, maximum, greatest=numbers.factor > 0)


def lowest(numbers: Numbers, segments: Segments) -> Numbers:
    """The lowest of each segment; unknown where it has none."""
    return _extreme(numbers, segments, minimum, greatest=numbers.factor < 0)


def total_of(numbers: Numbers, segments: Segments) -> Numbers:
    """The sum of each segment; 0 where it has nothing."""
    if numbers.denominators is not None:
        return _merged(numbers, segments, add)
    sizes = segments.sizes
    largest = int(sizes.max(initial=0))
    if numbers.numerator_bound * largest <= LIMIT:
        sums = measured(_reduced(np.add, numbers.numerators, segments))
    else:
        magnitudes = _reduced(np.maximum, np.abs(numbers.numerators), segments)
        over = magnitudes > LIMIT // np.maximum(sizes, 1)
        sums = measured(np.where(over, 0, _reduced(np.add, numbers.numerators, segments)), over)
    return of_integers(numbers.factor, sums, None)


def _extreme(numbers: Numbers, segments: Segments, merge: Merge, *, greatest: bool) -> Numbers:
    some = segments.sizes > 0
    if numbers.denominators is not None:
        found = _merged(numbers, segments, merge)
    else:
        extreme = np.maximum if greatest else np.minimum
        values = measured(_reduced(extreme, numbers.numerators, segments))
        found = of_integers(numbers.factor, values, None)
    return restricted(found, known=unless_all(some))


def _reduced(function: np.ufunc, values: IntColumn, segments: Segments) -> IntColumn:
    """The function over each segment; 0 for an empty one."""
    found = np.zeros(segments.clusters, np.int64)
    some = segments.sizes > 0
    if some.any():
        found[some] = function.reduceat(values, segments.starts[:-1][some])
    return found


def _merged(numbers: Numbers, segments: Segments, merge: Merge) -> Numbers:
    """Neighbours are merged until one number a segment is left; 0 for an empty segment."""
    some = segments.sizes > 0
    nothing = constant(Fraction(0), segments.clusters)
    if not some.any():
        return nothing
    sizes = segments.sizes[some]
    while sizes.max() > 1:
        numbers, sizes = _halved(numbers, sizes, merge)
    of_segments = numbers.take(np.maximum(np.cumsum(some) - 1, 0))
    return of_segments if some.all() else choose(some, of_segments, nothing)


def _halved(numbers: Numbers, sizes: IntColumn, merge: Merge) -> tuple[Numbers, IntColumn]:
    """Each number at an even place of its segment merged with the next, where there is one."""
    halves = (sizes + 1) // 2
    segment = np.repeat(np.arange(len(sizes)), halves)
    place = 2 * (np.arange(len(segment)) - (np.cumsum(halves) - halves)[segment])
    first = (np.cumsum(sizes) - sizes)[segment] + place
    has_next = place + 1 < sizes[segment]
    one = numbers.take(first)
    return choose(has_next, merge(one, numbers.take(first + has_next)), one), halves
