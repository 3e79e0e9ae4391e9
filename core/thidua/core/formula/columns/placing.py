"""Ranks within segments, of whole numbers and of quotients, by exact keys that never overflow."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import LIMIT, IntColumn, Integers
from thidua.core.formula.columns.numbers import Numbers
from thidua.core.formula.columns.scales import lowest_terms

MAXIMUM_KEYS = 16
"""Columns with denominators so wide that more keys were needed are left to the scalar reading."""

MAXIMUM_SHIFTS = 40
"""Larger segments are sorted."""

MINIMUM_SHIFTED = 2_000
"""Fewer rows are sorted: each shift has a fixed cost."""


def ranks_in(numbers: Numbers, segments: Segments) -> Integers | None:
    """1 for the highest of each segment, equal numbers sharing; None where that is too wide."""
    keys, largest = _falling_keys(numbers), int(segments.sizes.max(initial=0))
    if keys is None:
        return None
    if len(keys) == 1 and largest <= MAXIMUM_SHIFTS and numbers.rows >= MINIMUM_SHIFTED:
        return Integers(_by_shifts(keys[0], segments, largest), 1, max(largest, 1))
    return Integers(_by_sorting(keys, segments), 1, max(largest, 1))


def _by_shifts(key: NDArray[Any], segments: Segments, largest: int) -> IntColumn:
    """Each with the next, with the one after it, and so on: for small segments the fastest."""
    low, high = int(key.min(initial=0)), int(key.max(initial=0))
    if high - low < 2**31:  # comparing takes half the time
        key = (key - low).astype(np.int32)
    ranks = np.ones(len(key), np.int16)
    after = (segments.starts[segments.cluster_of_rows + 1] - np.arange(len(key))).astype(np.int16)
    for shift in range(1, largest):
        together = after[:-shift] > shift
        ranks[:-shift] += (key[shift:] < key[:-shift]) & together
        ranks[shift:] += (key[:-shift] < key[shift:]) & together
    return ranks.astype(np.int64)


def _by_sorting(keys: list[IntColumn], segments: Segments) -> IntColumn:
    segment = segments.cluster_of_rows
    rows = len(segment)
    keys = _packed(keys, segment, segments.clusters)
    order = np.argsort(keys[0]) if len(keys) == 1 else np.lexsort(keys[::-1])
    starts_anew = np.zeros(rows, np.bool_)
    for key in keys:
        in_order = key[order]
        starts_anew[1:] |= in_order[1:] != in_order[:-1]
    first = np.maximum.accumulate(np.where(starts_anew, np.arange(rows), 0))
    ranks = np.empty(rows, np.int64)
    ranks[order] = first - segments.starts[segment[order]] + 1
    return ranks


def _packed(keys: list[IntColumn], segment: IntColumn, clusters: int) -> list[IntColumn]:
    """The keys, the foremost first, within segments: as a single one where its bits fit."""
    if len(keys) == 1 and segment.size:
        low, high = int(keys[0].min()), int(keys[0].max())
        if clusters * (high - low + 1) <= LIMIT:
            return [segment * (high - low + 1) + (keys[0] - low)]
    return [segment, *keys]


def _falling_keys(numbers: Numbers) -> list[IntColumn] | None:
    """Keys, the foremost first, by which the highest comes first; equal only for equal numbers."""
    if _keys_needed(numbers) > MAXIMUM_KEYS:
        numbers = lowest_terms(numbers)
    if _keys_needed(numbers) > MAXIMUM_KEYS:
        return None
    tops = -numbers.numerators if numbers.factor > 0 else numbers.numerators
    if numbers.denominators is None:
        return [tops]
    key, rest = np.divmod(tops, numbers.denominators)
    keys = [key]
    for _ in range(_keys_needed(numbers)):
        key, rest = np.divmod(rest << _room(numbers), numbers.denominators)
        keys.append(key)
    return keys


def _room(numbers: Numbers) -> int:
    """By how many binary digits a rest may be shifted."""
    return LIMIT.bit_length() - numbers.denominator_bound.bit_length()


def _keys_needed(numbers: Numbers) -> int:
    """How many times: two quotients that differ do so by 1 / bound² at least."""
    if numbers.denominators is None:
        return 0
    room = _room(numbers)
    return -(-2 * numbers.denominator_bound.bit_length() // room) if room else MAXIMUM_KEYS + 1
