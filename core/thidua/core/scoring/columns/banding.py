"""Bands by the column: the class that holds each percentage of points."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask
from thidua.core.model.criteria import Band
from thidua.core.scoring.columns.enclosing import Amounts
from thidua.core.scoring.ranking import band_of


@frozen(eq=False)
class Bands:
    """The band of each row, as its place among those declared."""

    bands: NDArray[np.int16]
    banded: Mask
    undecided: Mask | None
    """Rows that an edge might part; None: no row."""


def bands_of(points: Amounts, scale: Fraction, bands: Sequence[Band]) -> Bands:
    """The classes of members with so many points; none on a scale of no points."""
    rows = points.rows
    if not scale or not bands:
        return Bands(np.zeros(rows, np.int16), np.zeros(rows, bool), None)
    percent = points.unit * 100 / scale
    edges = {edge for band in bands for edge in (band.low, band.high) if edge is not None}
    cuts = sorted({ceil(edge / percent) for edge in edges})
    # Between two neighbouring cuts every number is in the same band.
    inside = [cut for cut in cuts if points.low.low < cut <= points.high.high]
    numbers = [band_of(one * percent, bands) for one in (points.low.low, *inside)]
    codes = np.array([0 if one is None else bands.index(one) for one in numbers], np.int16)
    lowest = _intervals(points.low.values, inside)
    differs = None
    if not points.is_exact:
        differs = _intervals(points.high.values, inside) != lowest
    held = np.fromiter((one is not None for one in numbers), bool)
    return Bands(codes[lowest], held[lowest], differs)


def _intervals(values: IntColumn, cuts: Sequence[int]) -> IntColumn:
    """How many of the few cuts are at or below each."""
    index = np.zeros(len(values), np.min_scalar_type(len(cuts)))
    for cut in cuts:
        index += values >= cut
    return index.astype(np.int64)
