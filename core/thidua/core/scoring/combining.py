"""Sections whose base is not the sum of their children: means and expressions."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from attrs import frozen

from thidua.core.exact.figure import Figure
from thidua.core.formula.evaluation import Reading, decided
from thidua.core.formula.trace import Unknown
from thidua.core.formula.tree import Child, GeometricMean, Name, Node
from thidua.core.model.criteria import CombineKind
from thidua.core.scoring.structure import Branch, Leaf
from thidua.core.scoring.tally import ZERO

Parts = Sequence[tuple[Branch | Leaf, Fraction]]
"""The children of a section that count, with their base points."""


@frozen
class _ChildPoints:
    """Reads nothing but the base points of a section's children."""

    values: Mapping[str, Fraction]
    unit: str = ""

    def figure(self, name: Name) -> Figure | None:
        return None

    def judged(self, criterion: str) -> Fraction | None:
        return None

    def child(self, code: str) -> Fraction | None:
        return self.values.get(code)


def combined_base(branch: Branch, parts: Parts, expression: Node | None) -> Fraction | Unknown:
    """The base of a section from those of its children that count.

    A weighted mean is Σwv/Σw; where nothing counts the base is 0. A geometric mean is rounded
    half-up at its declared places and unknown where a part is negative.
    """
    if not parts:
        return ZERO
    if branch.combine.kind is CombineKind.WEIGHTED_MEAN:
        weights = sum((_weight(child) for child, _ in parts), ZERO)
        return sum((_weight(child) * value for child, value in parts), ZERO) / weights
    node = expression if expression is not None else _geometric_mean(branch, parts)
    reading = Reading(_ChildPoints({child.code: value for child, value in parts}))
    return decided(reading.number(node))


def _weight(child: Branch | Leaf) -> Fraction:
    return child.weight or Fraction(1)


def _geometric_mean(branch: Branch, parts: Parts) -> GeometricMean:
    weights = [_weight(child) for child, _ in parts]
    common = lcm(*(weight.denominator for weight in weights))
    return GeometricMean(
        operands=tuple(Child(child.code) for child, _ in parts),
        weights=tuple(int(weight * common) for weight in weights),
        places=branch.combine.places or 0,
    )
