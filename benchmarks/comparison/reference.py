"""The right answer, one unit after another in exact fractions: slow, and written from the
specification alone, with nothing of ``thidua`` or of any engine in it."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Final

import numpy as np
from attrs import frozen

from comparison.answers import Answer
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
    SCALE,
    SECTIONS,
    Criterion,
    Kind,
)

ZERO: Final = Fraction(0)


@frozen
class Cell:
    """Both figures of a unit, and x of all of its cluster that report it, less t and plain."""

    x: Fraction
    t: Fraction
    points: Fraction
    margins: Sequence[Fraction]
    peers: Sequence[Fraction]


def right_answer(work: Work, processes: int = 1) -> Answer:
    """Every cell, total, rank and class; by several processes where there is much."""
    step = CLUSTER * max(1, -(-work.clusters // (processes * 4)))
    parts = [_part(work, first, first + step) for first in range(0, work.units, step)]
    if processes == 1:
        found = [_answer(part) for part in parts]
    else:
        with ProcessPoolExecutor(processes) as pool:
            found = list(pool.map(_answer, parts))
    return Answer(*(np.concatenate(columns, axis=-1) for columns in zip(*found, strict=True)))


def _part(work: Work, first: int, last: int) -> Work:
    return Work(work.x[:, first:last], work.t[:, first:last], work.given[:, first:last])


def _answer(work: Work) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    cells = np.zeros(work.x.shape, dtype=np.int64)
    totals, ranks, classes = np.zeros((3, work.units), dtype=np.int64)
    for first in range(0, work.units, CLUSTER):
        last = min(first + CLUSTER, work.units)
        for criterion in CRITERIA:
            cells[criterion.number, first:last] = _column(work, criterion, first, last)
        sections = [_sections(cells[:, unit].tolist()) for unit in range(first, last)]
        sums = [sum(own) for own in sections]
        keys = [(total, own[0], own[1]) for total, own in zip(sums, sections, strict=True)]
        totals[first:last] = sums
        ranks[first:last] = [1 + sum(other > key for other in keys) for key in keys]
        classes[first:last] = [_class_of(total) for total in sums]
    return cells, totals, ranks, classes


def _column(work: Work, criterion: Criterion, first: int, last: int) -> list[int]:
    """The cents of one criterion in one cluster."""
    row = criterion.number
    given = work.given[row, first:last].tolist()
    x = [Fraction(value, SCALE) for value in work.x[row, first:last].tolist()]
    t = [Fraction(value, SCALE) for value in work.t[row, first:last].tolist()]
    peers = [own for own, there in zip(x, given, strict=True) if there]
    margins = [a - b for a, b, there in zip(x, t, given, strict=True) if there]
    points = Fraction(criterion.points)
    rule = _RULES[criterion.kind]
    return [
        _half_up(100 * rule(Cell(a, b, points, margins, peers))) if there else 0
        for a, b, there in zip(x, t, given, strict=True)
    ]


def _half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def _sections(cells: Sequence[int]) -> list[int]:
    return [
        _half_up(Fraction(section.weight, 100) * sum(cells[one.number] for one in section.criteria))
        for section in SECTIONS
    ]


def _class_of(total: int) -> int:
    return next(number for number, (_, low) in enumerate(CLASSES) if total >= 100 * low)


def _ratio(cell: Cell) -> Fraction:
    return cell.points * min(cell.x / cell.t, Fraction(1))


def _improvement(cell: Cell) -> Fraction:
    return cell.points * min(max(GAIN * (cell.x - cell.t) / cell.t, ZERO), Fraction(1))


def _bands(cell: Cell) -> Fraction:
    share = cell.x / cell.t
    tenths = (tenths for low, tenths in BANDS if share >= Fraction(low, 100))
    return cell.points * Fraction(next(tenths, 0), 10)


def _interpolation(cell: Cell) -> Fraction:
    share = 100 * cell.x / cell.t
    at, percent = KNOTS[0]
    if share <= at:
        return cell.points * percent / 100
    for (low, before), (high, after) in pairwise(KNOTS):
        if share <= high:
            inside = before + (after - before) * (share - low) / (high - low)
            return cell.points * inside / 100
    return cell.points * KNOTS[-1][1] / 100


def _deduction(cell: Cell) -> Fraction:
    off = max(floor(cell.x - cell.t), 0) * Fraction(OFF, 100)
    return cell.points - min(off, cell.points * MOST_OFF / 100)


def _rank(cell: Cell) -> Fraction:
    before = sum(margin > cell.x - cell.t for margin in cell.margins)
    return cell.points * (len(cell.margins) - before) / len(cell.margins)


def _best(cell: Cell) -> Fraction:
    return cell.points * cell.x / max(cell.peers) if 2 * cell.x >= cell.t else ZERO


def _condition(cell: Cell) -> Fraction:
    if cell.x >= cell.t:
        return cell.points
    reached = 10 * cell.x >= 6 * cell.t
    return cell.points * (2 * cell.x / cell.t - 1) if reached else ZERO


def _lower(cell: Cell) -> Fraction:
    if cell.x <= cell.t:
        return cell.points
    return cell.points * Fraction(KEPT, 100) * cell.t / cell.x


_RULES: Final[Mapping[Kind, Callable[[Cell], Fraction]]] = {
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
