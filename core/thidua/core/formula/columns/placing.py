"""Ranks within segments, of whole numbers and of quotients, by exact keys that never overflow."""

import numpy as np

from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import LIMIT, IntColumn
from thidua.core.formula.columns.numbers import Numbers
from thidua.core.formula.columns.scales import lowest_terms

MAXIMUM_KEYS = 16
"""Columns with denominators so wide that more keys were needed are left to the scalar reading."""


def ranks_in(numbers: Numbers, segments: Segments) -> IntColumn | None:
    """1 for the highest of each segment, equal numbers sharing; None where that is too wide."""
    keys = _falling_keys(numbers)
    if keys is None:
        return None
    segment = segments.cluster_of_rows
    keys = _packed(keys, segment, segments.clusters)
    order = np.argsort(keys[0]) if len(keys) == 1 else np.lexsort(keys[::-1])
    starts_anew = np.zeros(numbers.rows, np.bool_)
    for key in keys:
        in_order = key[order]
        starts_anew[1:] |= in_order[1:] != in_order[:-1]
    place = np.arange(numbers.rows)
    first = np.maximum.accumulate(np.where(starts_anew, place, 0))
    ranks = np.empty(numbers.rows, np.int64)
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
