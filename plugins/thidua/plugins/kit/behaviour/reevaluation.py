"""A second evaluator, which knows only a trace: every step again, from what stands below it.

It shares no code with the reading of trees, so that the two can disagree.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from thidua.core.exact.figure import Bound
from thidua.core.formula.trace import Known, Trace
from thidua.core.formula.tree import (
    Aggregate,
    AggregateKind,
    And,
    Arithmetic,
    AtMost,
    Call,
    Choose,
    Compare,
    Function,
    GeometricMean,
    Interpolate,
    Labelled,
    Name,
    Negate,
    Not,
    Number,
    Or,
    PythonCall,
    Step,
    Steps,
)

Result = Any
"""A Fraction, or a truth."""

_SIGNS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


class NotExact(Exception):
    """A figure on the way is bounded or missing: there is no one number to compare."""


class Contradiction(Exception):
    """A step of the trace does not follow from what stands below it."""


def reevaluated(trace: Trace, unit: str, python: Mapping[str, Callable[..., Any]]) -> Result:
    """The value of a trace of one unit, computed anew; NotExact or Contradiction where it has
    none."""
    return _Again(unit, python).value(trace)


class _Again:
    def __init__(self, unit: str, python: Mapping[str, Callable[..., Any]]) -> None:
        self._unit = unit
        self._python = python
        self._known: dict[int, Result] = {}

    def value(self, trace: Trace) -> Result:
        if id(trace) not in self._known:
            self._known[id(trace)] = self._of(trace)
        return self._known[id(trace)]

    def _of(self, trace: Trace) -> Result:
        match trace.node:
            case Number(value):
                return value
            case Name():
                return _reported(trace)
            case Aggregate() as node:
                return self._aggregate(trace, node)
            case Choose() as node:
                return self._choice(trace, node)
        below = [self.value(child) for child in trace.children]
        return self._from(trace, below)

    def _from(self, trace: Trace, below: Sequence[Result]) -> Result:
        """The value of a node from those of the nodes below it."""
        match trace.node:
            case Labelled():
                return below[0]
            case Negate():
                return -below[0]
            case Not():
                return not below[0]
            case And():
                return all(below)
            case Or():
                return any(below)
            case Arithmetic(sign):
                return _SIGNS[sign](below[0], below[1])
            case Compare(signs):
                return all(
                    _SIGNS[sign](*pair) for sign, pair in zip(signs, pairwise(below), strict=False)
                )
            case PythonCall(formula, arguments):
                names = (name for name, _ in arguments)
                inputs = dict(zip(names, below, strict=True))
                return Fraction(self._python[formula](MappingProxyType(inputs)))
        return _tabled(trace, below)

    def _choice(self, trace: Trace, node: Choose) -> Result:
        condition, *taken = trace.children
        wanted = node.then if self.value(condition) else node.otherwise
        if not taken or taken[0].node is not wanted:
            raise Contradiction
        return self.value(taken[0])

    def _aggregate(self, trace: Trace, node: Aggregate) -> Result:
        values = {
            child.unit: _point(child) for child in trace.children if isinstance(child.value, Known)
        }
        if node.kind is AggregateKind.RANK:
            own = values[self._unit]
            return Fraction(1 + sum(value > own for value in values.values()))
        return _together(node.kind, list(values.values()))


def _reported(trace: Trace) -> Fraction:
    if trace.figure is None or trace.figure.bound is not Bound.EXACT:
        raise NotExact
    return trace.figure.value


def _point(trace: Trace) -> Result:
    """What the trace itself says of a node that stands for itself."""
    if isinstance(trace.value, bool):
        return trace.value
    if not isinstance(trace.value, Known) or trace.value.point is None:
        raise NotExact
    return trace.value.point


def _together(kind: AggregateKind, values: Sequence[Fraction]) -> Fraction:
    match kind:
        case AggregateKind.COUNT:
            return Fraction(len(values))
        case AggregateKind.HIGHEST:
            return sorted(values)[-1]
        case AggregateKind.LOWEST:
            return sorted(values)[0]
    added = sum(values, Fraction(0))
    return added if kind is AggregateKind.SUM else added / len(values)


def _tabled(trace: Trace, below: Sequence[Fraction]) -> Result:
    match trace.node:
        case Steps(steps=steps):
            return _on_steps(steps, below[0])
        case Interpolate(knots=knots):
            return _on_line(knots, below[0])
        case AtMost():
            if below[0] > below[1]:
                raise Contradiction
            return below[0]
        case GeometricMean(weights=weights, places=places):
            powers = Fraction(1)
            for value, weight in zip(below, weights, strict=True):
                powers *= value**weight
            return _root(_point(trace), powers, sum(weights), places)
        case Call(function):
            return _called(trace, function, below)
    return _point(trace)  # judged points, points of a child, what is given: there is no step


def _called(trace: Trace, function: Function, values: Sequence[Fraction]) -> Fraction:
    match function:
        case Function.MIN:
            return sorted(values)[0]
        case Function.MAX:
            return sorted(values)[-1]
        case Function.FLOOR:
            return Fraction(values[0].numerator // values[0].denominator)
        case Function.ROUND:
            return _half_up(values[0], int(values[1]))
    base, numerator, root, places = values
    return _root(_point(trace), base ** int(numerator), int(root), int(places))


def _half_up(value: Fraction, places: int) -> Fraction:
    scaled = abs(value) * 10**places + Fraction(1, 2)
    rounded = Fraction(scaled.numerator // scaled.denominator, 10**places)
    return rounded if value >= 0 else -rounded


def _root(answer: Fraction, value: Fraction, degree: int, places: int) -> Fraction:
    """The answer, once it is sure that no other number of so many decimals is nearer."""
    half = Fraction(1, 2 * 10**places)
    if (answer * 10**places).denominator != 1 or (answer + half) ** degree <= value:
        raise Contradiction
    if answer > 0 and (answer - half) ** degree > value:
        raise Contradiction
    return answer


def _on_steps(steps: Sequence[Step], value: Fraction) -> Fraction:
    held = [step.points for step in steps if _is_above(step, value) and _is_below(step, value)]
    if len(held) != 1:
        raise Contradiction
    return held[0]


def _is_above(step: Step, value: Fraction) -> bool:
    if step.low is None:
        return True
    return value > step.low if step.low_open else value >= step.low


def _is_below(step: Step, value: Fraction) -> bool:
    if step.high is None:
        return True
    return value < step.high if step.high_open else value <= step.high


def _on_line(knots: Sequence[tuple[Fraction, Fraction]], value: Fraction) -> Fraction:
    if value >= knots[-1][0]:
        return knots[-1][1]
    for (start, first), (end, last) in pairwise(knots):
        if start <= value < end:
            share = (value - start) / (end - start)
            return first * (1 - share) + last * share
    return knots[0][1]
