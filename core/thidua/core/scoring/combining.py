"""Sections whose base is not the sum of their children: means and expressions."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from thidua.core.formula.evaluation import Reading, decided
from thidua.core.formula.trace import Unknown
from thidua.core.formula.tree import Child, GeometricMean, Node
from thidua.core.model.criteria import CombineKind
from thidua.core.model.observation import Layer
from thidua.core.scoring.entries import Entries
from thidua.core.scoring.scored import UnitFigures
from thidua.core.scoring.structure import Branch, Leaf
from thidua.core.scoring.tally import ZERO

Parts = Sequence[tuple[Branch | Leaf, Fraction]]
"""The children of a section that count, with their base points."""


_NO_FIGURES = Entries(Layer.SELF)
"""An expression of a section reads nothing but its children."""


def combined_base(branch: Branch, parts: Parts, expression: Node | None) -> Fraction | Unknown:
    """The base of a section from those of its children that count.

    A weighted mean is Σwv/Σw; where nothing counts the base is 0. A geometric mean is rounded
    half-up at its declared places and unknown where a part is negative.
    """
    if not parts:
        return ZERO
    if branch.combine.kind is CombineKind.WEIGHTED_MEAN:
        weights = sum((weight_of(child) for child, _ in parts), ZERO)
        return sum((weight_of(child) * value for child, value in parts), ZERO) / weights
    node = expression or geometric_mean(branch, [child for child, _ in parts])
    points = {child.code: value for child, value in parts}
    reading = Reading(UnitFigures("", _NO_FIGURES, points))
    return decided(reading.number(node))


def weight_of(child: Branch | Leaf) -> Fraction:
    """What a part counts for in a mean."""
    return child.weight or Fraction(1)


def geometric_mean(branch: Branch, parts: Sequence[Branch | Leaf]) -> GeometricMean:
    """The tree of a section's geometric mean over those of its children that count."""
    weights = [weight_of(child) for child in parts]
    common = lcm(*(weight.denominator for weight in weights))
    return GeometricMean(
        operands=tuple(Child(child.code) for child in parts),
        weights=tuple(int(weight * common) for weight in weights),
        places=branch.combine.places or 0,
    )
