"""A reported number together with the word that bounds it."""

from enum import StrEnum
from fractions import Fraction

from attrs import frozen


class Bound(StrEnum):
    """What a published figure says of the true value."""

    EXACT = "exact"
    OVER = "over"
    """trên, hơn: an open interval on an actual, a strict comparison on a target."""
    UNDER = "under"
    """dưới."""
    NEAR = "near"
    """gần: given, but not scored until an exact figure takes its place."""


@frozen
class Figure:
    """One figure as a formula reads it."""

    value: Fraction
    bound: Bound = Bound.EXACT
    presumed: bool = False
    """A blank that the indicator declares to mean zero; counted, and not ``given``."""
    illustrative: bool = False
    """Not published by anyone: shown wherever it has counted."""
