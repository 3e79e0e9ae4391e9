"""What a careful programmer writes first: objects, a loop, and ``decimal`` of 28 digits, which
multiplies before it divides and rounds half up."""

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

import numpy as np

from comparison.answers import Answer
from comparison.engine import Engine
from comparison.generation import Work
from comparison.specification import (
    BANDS,
    CLASSES,
    CLUSTER,
    CRITERIA,
    GAIN,
    KEPT,
    KNOTS,
    MOST_OFF,
    OFF,
    PLACES,
    SECTIONS,
    Criterion,
    Kind,
)

CENT: Final = Decimal("0.01")
ZERO: Final = Decimal(0)


@dataclass(slots=True)
class Reported:
    """Both figures of a cell; x is None where it is not reported."""

    x: Decimal | None
    t: Decimal


@dataclass(slots=True)
class Unit:
    """A unit with its figures and what comes of them."""

    cells: list[Reported]
    points: list[Decimal]
    sections: list[Decimal]
    total: Decimal = ZERO
    rank: int = 0
    class_number: int = 0


@dataclass(slots=True)
class Question:
    """One cell with those of its cluster."""

    points: Decimal
    x: Decimal
    t: Decimal
    column: list[Reported]


def _prepare(work: Work) -> list[list[Unit]]:
    x, t, given = work.x.T.tolist(), work.t.T.tolist(), work.given.T.tolist()
    units = [
        Unit([_reported(*cell) for cell in zip(*rows, strict=True)], [], [])
        for rows in zip(x, t, given, strict=True)
    ]
    return [units[first : first + CLUSTER] for first in range(0, len(units), CLUSTER)]


def _reported(x: int, t: int, given: bool) -> Reported:
    return Reported(_unscaled(x) if given else None, _unscaled(t))


def _unscaled(value: int) -> Decimal:
    return Decimal(value).scaleb(-PLACES)


def _run(clusters: Sequence[Sequence[Unit]]) -> None:
    for units in clusters:
        for unit in units:
            unit.points.clear()
        for criterion in CRITERIA:
            _score(units, criterion)
        for unit in units:
            _add_up(unit)
        _rank_all(units)


def _score(units: Sequence[Unit], criterion: Criterion) -> None:
    rule, points = _RULES[criterion.kind], Decimal(criterion.points)
    column = [unit.cells[criterion.number] for unit in units]
    for unit, cell in zip(units, column, strict=True):
        value = ZERO if cell.x is None else rule(Question(points, cell.x, cell.t, column))
        unit.points.append(_rounded(value))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _add_up(unit: Unit) -> None:
    unit.sections = [
        _rounded(
            sum((unit.points[one.number] for one in section.criteria), ZERO) * section.weight / 100
        )
        for section in SECTIONS
    ]
    unit.total = sum(unit.sections, ZERO)
    unit.class_number = next(number for number, (_, low) in enumerate(CLASSES) if unit.total >= low)


def _rank_all(units: Sequence[Unit]) -> None:
    keys = [(unit.total, unit.sections[0], unit.sections[1]) for unit in units]
    for unit, key in zip(units, keys, strict=True):
        unit.rank = 1 + sum(other > key for other in keys)


def _ratio(asked: Question) -> Decimal:
    return min(asked.points * asked.x / asked.t, asked.points)


def _improvement(asked: Question) -> Decimal:
    gained = asked.points * GAIN * (asked.x - asked.t) / asked.t
    return min(max(gained, ZERO), asked.points)


def _bands(asked: Question) -> Decimal:
    tenths = (tenths for low, tenths in BANDS if 100 * asked.x >= low * asked.t)
    return asked.points * next(tenths, 0) / 10


def _interpolation(asked: Question) -> Decimal:
    percent = 100 * asked.x / asked.t
    if percent <= KNOTS[0][0]:
        return asked.points * KNOTS[0][1] / 100
    for (low, before), (high, after) in pairwise(KNOTS):
        if percent <= high:
            inside = (after - before) * (100 * asked.x - low * asked.t)
            return asked.points * (before + inside / ((high - low) * asked.t)) / 100
    return asked.points * KNOTS[-1][1] / 100


def _deduction(asked: Question) -> Decimal:
    over = max((asked.x - asked.t).to_integral_value(ROUND_FLOOR), ZERO)
    return asked.points - min(over * OFF / 100, asked.points * MOST_OFF / 100)


def _rank(asked: Question) -> Decimal:
    margins = [cell.x - cell.t for cell in asked.column if cell.x is not None]
    before = sum(margin > asked.x - asked.t for margin in margins)
    return asked.points * (len(margins) - before) / len(margins)


def _best(asked: Question) -> Decimal:
    highest = max(cell.x for cell in asked.column if cell.x is not None)
    return asked.points * asked.x / highest if 2 * asked.x >= asked.t else ZERO


def _condition(asked: Question) -> Decimal:
    if asked.x >= asked.t:
        return asked.points
    reached = 10 * asked.x >= 6 * asked.t
    return asked.points * (2 * asked.x - asked.t) / asked.t if reached else ZERO


def _lower(asked: Question) -> Decimal:
    if asked.x <= asked.t:
        return asked.points
    return asked.points * KEPT * asked.t / (100 * asked.x)


_RULES: Final[Mapping[Kind, Callable[[Question], Decimal]]] = {
    Kind.RATIO: _ratio,
    Kind.IMPROVEMENT: _improvement,
    Kind.BANDS: _bands,
    Kind.INTERPOLATION: _interpolation,
    Kind.DEDUCTION: _deduction,
    Kind.RANK: _rank,
    Kind.BEST: _best,
    Kind.CONDITION: _condition,
    Kind.LOWER: _lower,
}


def _answer(clusters: Sequence[Sequence[Unit]], _: None) -> Answer:
    units = [unit for cluster in clusters for unit in cluster]
    cells = [[int(value * 100) for value in unit.points] for unit in units]
    return Answer(
        np.array(cells, dtype=np.int64).T,
        np.array([int(unit.total * 100) for unit in units], dtype=np.int64),
        np.array([unit.rank for unit in units], dtype=np.int64),
        np.array([unit.class_number for unit in units], dtype=np.int64),
    )


DECIMAL: Final = Engine(
    "decimal",
    "objects and Decimal in a loop",
    prepare=_prepare,
    run=_run,
    answer=_answer,
    version=platform.python_version,
    largest=100_000,
)
