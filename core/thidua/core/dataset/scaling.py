"""Scaled integers brought to another number of decimals, and what does not fit told apart."""

import numpy as np

from thidua.core.formula.columns.figures import FigureColumn
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask, unless_all

_WIDEST = 2**63 - 1


def rescaled(scaled: IntColumn, places: int, wanted: int) -> tuple[IntColumn, Mask | None]:
    """The same values at ``wanted`` decimals, and the rows that fit there (None: all).

    What does not fit is 0: it has more decimals, or is wider than an int64.
    """
    if wanted == places or not scaled.any():
        return scaled, None
    factor = 10 ** abs(wanted - places)
    if factor > _WIDEST:
        return np.zeros_like(scaled), scaled == 0
    return _widened(scaled, factor) if wanted > places else _narrowed(scaled, factor)


def _widened(scaled: IntColumn, factor: int) -> tuple[IntColumn, Mask | None]:
    most = _WIDEST // factor
    if -most <= scaled.min() and scaled.max() <= most:
        return scaled * factor, None
    fits = (scaled >= -most) & (scaled <= most)
    return np.where(fits, scaled, 0) * factor, fits


def _narrowed(scaled: IntColumn, factor: int) -> tuple[IntColumn, Mask | None]:
    values, rest = np.divmod(scaled, factor)
    fits = unless_all(rest == 0)
    return (values, None) if fits is None else (np.where(fits, values, 0), fits)


def least_places(column: FigureColumn) -> int:
    """The most decimals that any figure of a column really has."""
    for places in range(column.places):
        if rescaled(column.scaled, column.places, places)[1] is None:
            return places
    return column.places
