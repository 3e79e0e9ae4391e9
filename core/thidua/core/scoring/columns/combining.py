"""Sections whose base is not the sum of their children, by the column: means and expressions."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import compress
from math import lcm

import numpy as np
from attrs import evolve

from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import Integers, measured
from thidua.core.formula.columns.masks import Mask, either, filled, where_any
from thidua.core.formula.columns.numbers import Numbers, of_integers, restricted
from thidua.core.formula.columns.reading import ColumnReading
from thidua.core.formula.tree import Node
from thidua.core.model.criteria import CombineKind
from thidua.core.scoring.columns import amounts
from thidua.core.scoring.columns.cells import but_not
from thidua.core.scoring.columns.enclosing import (
    Amounts,
    amounts_of,
    nothing,
    numbers_of,
    put_aside,
)
from thidua.core.scoring.columns.places import PlaceColumns
from thidua.core.scoring.columns.spreading import Spreads, patterns
from thidua.core.scoring.combining import geometric_mean, weight_of
from thidua.core.scoring.structure import Branch, Leaf
from thidua.core.scoring.tally import ZERO

Parts = Sequence[tuple[Branch | Leaf, Amounts, Mask | None]]
"""The children of a section: base points, and for whom they count (None: for all)."""


def combined(
    spreads: Spreads,
    expression: Node | None,
    branch: Branch,
    children: Sequence[PlaceColumns],
) -> tuple[Amounts, Mask | None]:
    """The base points of a section that a mean or an expression combines, and the members for
    whom it has no value though every child has one."""
    parts = [
        (child, scored.base, spreads.counts(child))
        for child, scored in zip(branch.children, children, strict=True)
    ]
    if branch.combine.kind is CombineKind.WEIGHTED_MEAN:
        return _weighted_mean(parts), None
    if expression is None:
        base, unknown = _geometric_mean(branch, parts)
    else:
        base, unknown = _by_expression(expression, parts)
    nobody = _nothing_counts(parts)
    if nobody is not None:
        base, unknown = (
            amounts.chosen(~nobody, base, nothing(base.rows)),
            but_not(unknown, nobody),
        )
    return base, unknown


def with_loss_told_apart(place: PlaceColumns) -> PlaceColumns:
    """What a mean makes of a loss is no sum: where a cap asks for it, the scalar reading tells."""
    deductions = place.deductions
    if deductions is None or deductions.lost is None:
        return place
    aside = where_any(deductions.lost.high.values > 0)
    return evolve(place, base=put_aside(place.base, aside))


def _nothing_counts(parts: Parts) -> Mask | None:
    """The members for whom no child counts; None: nobody."""
    rows = parts[0][1].rows
    counted = np.zeros(rows, bool)
    for _, _, counts in parts:
        if counts is None:
            return None
        counted |= counts
    return where_any(~counted)


def _weighted_mean(parts: Parts) -> Amounts:
    """Σwv/Σw over the children that count."""
    weights = [weight_of(child) for child, _, _ in parts]
    if all(counts is None for _, _, counts in parts):
        weighed = [amounts.scaled(base, weight_of(child)) for child, base, _ in parts]
        return amounts.scaled(amounts.total(weighed), 1 / sum(weights, ZERO))
    common = lcm(*(weight.denominator for weight in weights))
    divisors = np.zeros(parts[0][1].rows, np.int64)
    weighed = []
    for child, base, counts in parts:
        whole = int(weight_of(child) * common)
        divisors += whole * filled(counts, len(divisors), absent=True)
        weighed.append(amounts.scaled(_where(counts, base), Fraction(whole)))
    return amounts.divided(amounts.total(weighed), measured(np.maximum(divisors, 1)))


def _where(counts: Mask | None, base: Amounts) -> Amounts:
    return base if counts is None else amounts.chosen(counts, base, nothing(base.rows))


def _by_expression(expression: Node, parts: Parts) -> tuple[Amounts, Mask | None]:
    children = {
        child.code: restricted(numbers_of(base), known=counts) for child, base, counts in parts
    }
    return _read(expression, children, parts[0][1].rows)


def _read(node: Node, children: Mapping[str, Numbers], rows: int) -> tuple[Amounts, Mask | None]:
    segments = Segments(np.array([0, rows], np.int64))
    found = ColumnReading({}, segments, children=children).number(node)
    unknown = None if found.known is None else but_not(~found.known, found.beyond)
    return amounts_of(found), unknown


def _geometric_mean(branch: Branch, parts: Parts) -> tuple[Amounts, Mask | None]:
    """Over the children that count for each; every combination of them has a tree of its own."""
    rows = parts[0][1].rows
    base, unknown = nothing(rows), None
    for which, members in _combinations(parts):
        some = [*compress(parts, which)]
        if not some:
            continue
        found, is_unknown = _mean_of(branch, some, rows)
        base = found if members is None else amounts.chosen(members, found, base)
        here = is_unknown if members is None or is_unknown is None else is_unknown & members
        unknown = either(unknown, here)
    return base, unknown


def _combinations(parts: Parts) -> list[tuple[tuple[bool, ...], Mask | None]]:
    """Which children count, with the members for whom just these do; None: all."""
    masks = [filled(counts, base.rows, absent=True) for _, base, counts in parts]
    if all(counts is None for _, _, counts in parts):
        return [((True,) * len(parts), None)]
    pattern, first = patterns(masks)
    return [
        (tuple(bool(mask[row]) for mask in masks), pattern == number)
        for number, row in enumerate(first.tolist())
    ]


def _mean_of(branch: Branch, parts: Parts, rows: int) -> tuple[Amounts, Mask | None]:
    """The mean of the lower ends and that of the upper ones enclose it, for it never falls."""
    node = geometric_mean(branch, [child for child, _, _ in parts])
    lower, unknown = _read(
        node, {child.code: _end(base, base.low) for child, base, _ in parts}, rows
    )
    if all(base.is_exact for _, base, _ in parts):
        return lower, unknown
    upper, other = _read(
        node, {child.code: _end(base, base.high) for child, base, _ in parts}, rows
    )
    lower, upper = amounts.aligned(lower, upper)
    differs = where_any(lower.low.values != upper.low.values)
    aside = either(differs, _differs(unknown, other))
    return put_aside(lower, aside), but_not(unknown, aside)


def _differs(one: Mask | None, other: Mask | None) -> Mask | None:
    """The rows that are in one mask only (None: no row)."""
    if one is None or other is None:
        return either(one, other)
    return where_any(one ^ other)


def _end(base: Amounts, end: Integers) -> Numbers:
    return of_integers(base.unit, end, None)
