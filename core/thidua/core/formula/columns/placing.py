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
"""Larger segments are sorted; places up to this one fit eight bits."""

MINIMUM_SHIFTED = 2_000
"""Fewer rows are sorted: each shift has a fixed cost."""


def ranks_in(numbers: Numbers, segments: Segments) -> Integers | None:
    """1 for the highest of each segment, equal numbers sharing; None where that is too wide."""
    keys = _falling_keys(numbers)
    if keys is None:
        return None
    if len(keys) == 1 and _are_small(segments):
        ranks = _by_shifts(keys[0], segments, np.less).astype(np.int64)
    else:
        ranks = _by_sorting(keys, segments)
    return Integers(ranks, 1, max(segments.largest, 1))


def order_in(values: IntColumn, segments: Segments) -> IntColumn:
    """The rows, segment after segment, the highest value of each first."""
    if not _are_small(segments):
        return _order([-values], segments)[0]
    places = _by_shifts(-values, segments, np.less_equal)
    order = np.empty(len(values), np.int64)
    order[segments.start_of_rows + places - 1] = np.arange(len(values))
    return order


def _are_small(segments: Segments) -> bool:
    return segments.rows >= MINIMUM_SHIFTED and segments.largest <= MAXIMUM_SHIFTS


def _by_shifts(key: NDArray[Any], segments: Segments, precedes: np.ufunc) -> NDArray[np.int8]:
    """Places from 1: each row with the next, with the one after it, and so on. The former of two
    rows is first where it ``precedes`` the latter, that one where its key is less."""
    low, high = int(key.min()), int(key.max())
    if high - low < 2**31:  # comparing takes half the time
        key = (key - low).astype(np.int32)
    places = np.ones(len(key), np.int8)
    left = np.repeat(segments.starts[1:], segments.sizes) - np.arange(len(key))
    after = left.astype(np.int8)
    for shift in range(1, segments.largest):
        together = after[:-shift] > shift
        # As numbers of eight bits, so that nothing is cast.
        places[:-shift] += ((key[shift:] < key[:-shift]) & together).view(np.int8)
        places[shift:] += (precedes(key[:-shift], key[shift:]) & together).view(np.int8)
    return places


def _by_sorting(keys: list[IntColumn], segments: Segments) -> IntColumn:
    rows = segments.rows
    order, keys = _order(keys, segments)
    starts_anew = np.zeros(rows, np.bool_)
    for key in keys:
        in_order = key[order]
        starts_anew[1:] |= in_order[1:] != in_order[:-1]
    first = np.maximum.accumulate(np.where(starts_anew, np.arange(rows), 0))
    ranks = np.empty(rows, np.int64)
    ranks[order] = first - segments.start_of_rows + 1
    return ranks


def _order(keys: list[IntColumn], segments: Segments) -> tuple[IntColumn, list[IntColumn]]:
    """The rows, segment after segment, by keys; and the keys that tell segments apart too."""
    keys = _packed(keys, segments.cluster_of_rows, segments.clusters)
    return np.argsort(keys[0]) if len(keys) == 1 else np.lexsort(keys[::-1]), keys


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
