"""Bases in steps and on a line, from design.md section 5."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from rulebook import ranges, values
from rulebook.plain import Table, amount
from rulebook.ranges import MINUS_INFINITY, End, Range
from rulebook.values import UNKNOWN, Unknown, Value


def banded(value: Value, steps: Sequence[Table]) -> Value:
    """The points of the step that a value lies in; of a range, those of every step it touches."""
    if isinstance(value, Unknown):
        return UNKNOWN
    if isinstance(value, Fraction):
        found = [amount(step["points"]) for step in steps if _holds(step, value)]
        return found[0] if found else UNKNOWN
    points = {_points_at(steps, place) for place in _places(value, steps)}
    only = points.pop()
    return only if not points and only is not None else UNKNOWN


def _holds(step: Table, value: Fraction) -> bool:
    within = [
        "from" not in step or value >= amount(step["from"]),
        "over" not in step or value > amount(step["over"]),
        "to" not in step or value <= amount(step["to"]),
        "below" not in step or value < amount(step["below"]),
    ]
    return all(within)


def _points_at(steps: Sequence[Table], value: Fraction) -> Fraction | None:
    return next((amount(step["points"]) for step in steps if _holds(step, value)), None)


def _places(one: Range, steps: Sequence[Table]) -> list[Fraction]:
    """Numbers of a range, one at least between any two edges and one on each: what holds for
    them holds for the whole of it."""
    keys = ("from", "over", "to", "below")
    marks = {amount(step[key]) for step in steps for key in keys if key in step}
    marks |= {end.at[1] for end in (one.low, one.high) if not end.at[0]}
    ordered = sorted(marks)
    between = [(low + high) / 2 for low, high in pairwise(ordered)]
    outside = [ordered[0] - 1, ordered[-1] + 1]
    return [place for place in (*ordered, *between, *outside) if ranges.holds(one, place)]


def on_line(value: Value, knots: Sequence[Sequence[object]]) -> Value:
    """Straight lines between knots, level beyond the first and the last."""
    line = [(amount(at), amount(points)) for at, points in knots]
    if isinstance(value, Unknown):
        return UNKNOWN
    if isinstance(value, Fraction):
        return _height(line, value)
    inside = [End((0, at), True) for at, _ in line if ranges.holds(value, at)]
    ends = [value.low, *inside, value.high]
    heights = [End((0, _height_at(line, end)), end.reached) for end in ends]
    level = [one for one, other in pairwise(heights) if one.at == other.at]
    return values.narrowed(ranges.from_ends([*heights, *(End(one.at, True) for one in level)]))


def _height_at(line: Sequence[tuple[Fraction, Fraction]], end: End) -> Fraction:
    if end.at[0]:
        return line[0][1] if end.at == MINUS_INFINITY else line[-1][1]
    return _height(line, end.at[1])


def _height(line: Sequence[tuple[Fraction, Fraction]], value: Fraction) -> Fraction:
    if value <= line[0][0]:
        return line[0][1]
    for (start, first), (end, last) in pairwise(line):
        if start <= value <= end:
            return first + (last - first) * (value - start) / (end - start)
    return line[-1][1]
