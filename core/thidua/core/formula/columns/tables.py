"""Reading band tables, interpolation, limits and geometric means in columns."""

from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import mul

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from thidua.core.exact.power import raised, rounded_root
from thidua.core.formula.columns.arithmetic import add, maximum, minimum, multiply
from thidua.core.formula.columns.comparing import compare, settled
from thidua.core.formula.columns.distinct import Lookup, by_distinct, lookup
from thidua.core.formula.columns.keeping import kept_by_identity
from thidua.core.formula.columns.masks import Mask, either, unless_all
from thidua.core.formula.columns.numbers import Numbers, constant, restricted
from thidua.core.formula.columns.reader import Columns
from thidua.core.formula.tree import AtMost, GeometricMean, Interpolate, Step, Steps

_KEPT = 4096
"""Trees of which the layout is held."""

Edge = tuple[Fraction, bool]
"""A gap between numbers: just below the number, or (true) just above it."""


def read_steps(columns: Columns, node: Steps) -> Numbers:
    """The points of the step that holds the value; no step is unknown."""
    on, (edges, points) = columns.number(node.on), _laid_out(node)
    index, beyond = _gaps_passed(on, edges)
    return restricted(points.at(index), on.known, either(on.beyond, beyond))


@kept_by_identity(_KEPT)
def _laid_out(node: Steps) -> tuple[list[Edge], Lookup]:
    """The edges of the steps, rising, and the points between them."""
    edges = sorted({edge for step in node.steps for edge in _edges(step) if edge is not None})
    gaps = pairwise([None, *edges, None])
    return edges, lookup([_points(node.steps, low, high) for low, high in gaps])


def _edges(step: Step) -> tuple[Edge | None, Edge | None]:
    return (
        None if step.low is None else (step.low, step.low_open),
        None if step.high is None else (step.high, not step.high_open),
    )


def _points(steps: tuple[Step, ...], low: Edge | None, high: Edge | None) -> Fraction | None:
    """The points of the first step that holds the numbers between two neighbouring edges."""
    for step in steps:
        start, end = _edges(step)
        starts = start is None or (low is not None and start <= low)
        ends = end is None or (high is not None and high <= end)
        if starts and ends:
            return step.points
    return None


def _gaps_passed(on: Numbers, edges: list[Edge]) -> tuple[NDArray[np.intp], Mask | None]:
    """How many of the edges lie below each number; and the rows of which it is not known."""
    index, beyond = np.zeros(on.rows, np.min_scalar_type(len(edges))), None
    for value, above in edges:
        passed = compare(on, ">" if above else ">=", constant(value, on.rows))
        index += passed.true
        beyond = either(beyond, passed.beyond)
    return index.astype(np.intp), beyond


def read_interpolate(columns: Columns, node: Interpolate) -> Numbers:
    """Clamped to the knots first, which keeps the bounds small; then ``slope · value + rest``."""
    on, knots, lines = columns.number(node.on), node.knots, _lines(node)
    clamped = maximum(on, constant(knots[0][0], on.rows))
    clamped = minimum(clamped, constant(knots[-1][0], on.rows))
    index, beyond = _gaps_passed(clamped, lines.inner)
    points = add(multiply(lines.slopes.at(index), clamped), lines.rests.at(index))
    return restricted(points, beyond=beyond)


@frozen(eq=False)
class _Lines:
    """The lines between neighbouring knots: points are ``slope · value + rest``."""

    inner: list[Edge]
    """Where one line ends and the next begins."""
    slopes: Lookup
    rests: Lookup


@kept_by_identity(_KEPT)
def _lines(node: Interpolate) -> _Lines:
    knots = node.knots
    lines = [_line(*pair) for pair in pairwise(knots)] or [(Fraction(0), knots[0][1])]
    return _Lines(
        [(value, True) for value, _ in knots[1:-1]],
        lookup([slope for slope, _ in lines]),
        lookup([rest for _, rest in lines]),
    )


def _line(
    start: tuple[Fraction, Fraction], end: tuple[Fraction, Fraction]
) -> tuple[Fraction, Fraction]:
    (value, points), (last, last_points) = start, end
    slope = (last_points - points) / (last - value)
    return slope, points - slope * value


def read_at_most(columns: Columns, node: AtMost) -> Numbers:
    operand, maximum = columns.number(node.operand), columns.number(node.maximum)
    if settled(operand, "<=", maximum):
        return restricted(operand, maximum.known, maximum.beyond)
    fits = compare(operand, "<=", maximum)
    known = unless_all(fits.true)
    return restricted(restricted(operand, fits.known, fits.beyond), known)


def read_geometric_mean(columns: Columns, node: GeometricMean) -> Numbers:
    operands = [columns.number(operand) for operand in node.operands]

    def mean(values: tuple[Fraction, ...]) -> Fraction:
        product = reduce(mul, map(raised, values, node.weights))
        return rounded_root(product, sum(node.weights), node.places)

    return by_distinct(mean, operands)
