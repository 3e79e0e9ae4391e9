"""Canonical decimals as scaled integers, a whole column at a time; never through a float."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from thidua.core.formula.columns.integers import LIMIT

DIGITS = 38
"""Digits that Arrow's decimal holds; a longer text is ``wide``."""

MOST_PLACES = 18
"""Decimals that an int64 can hold at all."""


@frozen(eq=False)
class ScaledTexts:
    """Each value is ``scaled · 10^-places``; 0 where ``wide``."""

    scaled: NDArray[np.int64]
    places: int
    wide: NDArray[np.bool_]
    """The value does not fit at these places: it is to be read from its text."""


def decimal_places_of(texts: Any) -> NDArray[np.int64]:
    """The number of decimals of each text."""
    point = np.asarray(pc.find_substring(texts, "."))
    return np.where(point < 0, 0, np.asarray(pc.binary_length(texts)) - point - 1)


def scaled_texts(texts: Any, places: int | None = None) -> ScaledTexts:
    """Canonical decimals (an Arrow array of text without nulls) at one number of decimals.

    Without ``places``, as many as the column needs, unless a value that needs more than the
    others would leave no room for them: then as many as let most of them in.
    ValueError for a text that is no decimal.
    """
    decimals = decimal_places_of(texts)
    if places is not None:
        return _at(texts, decimals, places)
    wanted = sorted({0, *np.unique(decimals[decimals <= MOST_PLACES]).tolist()}, reverse=True)
    tries = [_at(texts, decimals, wanted[0])]
    for count in wanted[1:]:
        if not tries[-1].wide.any():
            break
        tries.append(_at(texts, decimals, count))
    return min(tries, key=lambda one: (int(one.wide.sum()), one.places))


def _at(texts: Any, decimals: NDArray[np.int64], places: int) -> ScaledTexts:
    whole_digits = np.asarray(pc.binary_length(texts)) - decimals
    fitting = (decimals <= places) & (whole_digits <= DIGITS - places)
    known = texts if fitting.all() else pc.if_else(pa.array(fitting), texts, pa.scalar("0"))
    numbers = known.cast(pa.decimal128(DIGITS, places))
    low, high = _words(numbers)
    fitting &= (high == low >> 63) & (low <= LIMIT) & (low >= -LIMIT)
    return ScaledTexts(np.where(fitting, low, 0), places, ~fitting)


def _words(numbers: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The low and high half of each decimal, which Arrow keeps as one integer of 128 bits."""
    first = numbers.offset
    halves = np.frombuffer(numbers.buffers()[1], np.int64)
    pairs = halves[2 * first : 2 * (first + len(numbers))].reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def decimal_texts(scaled: NDArray[np.int64], places: int) -> Any:
    """The texts of ``scaled · 10^-places``, which may end in zeros."""
    digits = pa.array(np.abs(scaled).view(np.uint64)).cast(pa.string())
    if places:
        padded = pc.utf8_lpad(digits, places + 1, "0")
        whole = pc.utf8_slice_codeunits(padded, 0, -places)
        decimals = pc.utf8_slice_codeunits(padded, -places)
        digits = pc.binary_join_element_wise(whole, decimals, ".")
    signs = pc.if_else(pa.array(scaled < 0), "-", "")
    return pc.binary_join_element_wise(signs, digits, "")
