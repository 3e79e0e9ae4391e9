"""The cells of one large cluster, read in columns and told as the scalar reading tells them."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import repeat

import numpy as np
from attrs import frozen

from thidua.core.exact.figure import Figure
from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.columns.masks import Mask, both, unless_all
from thidua.core.formula.columns.numbers import Numbers
from thidua.core.formula.columns.reading import ColumnReading
from thidua.core.formula.tree import Name
from thidua.core.formula.walking import has_aggregate, names_read
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.scoring.cells import Cell, Points, cell_of
from thidua.core.scoring.columns.tabling import figure_column
from thidua.core.scoring.scored import Scored, why_not_applicable


@frozen(eq=False)
class _Field:
    """The members of a set with their figures in columns."""

    scored: Scored
    figures: Mapping[Name, FigureColumn]
    segments: Segments
    noted: Mapping[Name, frozenset[int]]
    """Rows whose figure of a name is presumed or illustrative: its cell has more to tell."""
    illustrative: frozenset[Name]
    """The names of which anybody's figure is illustrative."""


def cells_in_columns(
    scored: Scored, items: Iterable[CompiledCriterion]
) -> dict[str, dict[str, Cell]]:
    """The cells by criterion and unit, equal to those of the scalar reading, which tells every
    cell that is more than points."""
    field = _field_of(scored)
    return {item.criterion.code: _cells(field, item) for item in items}


def _field_of(scored: Scored) -> _Field:
    rows = {member.unit: row for row, member in enumerate(scored.members)}
    wanted = {indicator.code for indicator in scored.compiled.indicators}
    found: dict[Name, dict[int, Figure]] = {}
    for (unit, name), figure in scored.entries.figures.items():
        if unit in rows and name.indicator in wanted:
            found.setdefault(name, {})[rows[unit]] = figure
    noted = {
        name: frozenset(row for row, one in figures.items() if one.presumed or one.illustrative)
        for name, figures in found.items()
    }
    return _Field(
        scored,
        {name: figure_column(name, figures, len(rows), {}) for name, figures in found.items()},
        Segments(np.array([0, len(rows)], np.int64)),
        noted,
        frozenset(name for _, name in scored.entries.illustrative),
    )


def _cells(field: _Field, item: CompiledCriterion) -> dict[str, Cell]:
    scored, code = field.scored, item.criterion.code
    reasons = [
        why_not_applicable(scored.compiled, item, member, scored.entries)
        for member in scored.members
    ]
    applies = np.fromiter((reason is None for reason in reasons), bool)
    points = _points(field, item, applies)
    return {
        member.unit: Cell(code, None, not_applicable=reason)
        if reason is not None
        else cell_of(scored, item, member)
        if found is None
        else Cell(code, found)
        for member, reason, found in zip(scored.members, reasons, points, strict=True)
    }


def _points(field: _Field, item: CompiledCriterion, applies: Mask) -> Sequence[Points | None]:
    """The points of every member; None where the scalar reading has to tell the cell."""
    trees = (item.full, item.deducted, item.base, item.bonus)
    names = frozenset[Name]().union(*(names_read(tree) for tree in trees))
    points: list[Points | None] = [None] * len(applies)
    if not names.isdisjoint(field.illustrative) and any(map(has_aggregate, trees)):
        return points
    peers = unless_all(applies)
    reading = ColumnReading(field.figures, field.segments, peers=peers)
    numbers = [reading.number(tree) for tree in trees]
    told: Mask | None = _unnoted(field, item, names)
    for one in numbers:
        told = both(told, one.has_value)
    rows = range(len(applies)) if told is None else np.flatnonzero(told).tolist()
    columns = [_fractions(one, rows) for one in numbers]
    for row, found in zip(rows, map(Points, *columns), strict=False):
        points[row] = found
    return points


def _unnoted(field: _Field, item: CompiledCriterion, names: Iterable[Name]) -> Mask | None:
    """The members of whose cell nothing but points is to be told; None: all."""
    entries, code = field.scored.entries, item.criterion.code
    noted = frozenset[int]().union(*(field.noted.get(name, frozenset()) for name in names))
    judged = {
        row
        for row, member in enumerate(field.scored.members)
        if entries.judged and (member.unit, code) in entries.judged
    }
    apart = noted | judged
    if not apart:
        return None
    return np.fromiter((row not in apart for row in range(len(field.scored.members))), bool)


def _fractions(numbers: Numbers, rows: Sequence[int]) -> Iterable[Fraction]:
    """The numbers of some rows, which are known."""
    value = numbers.constant
    if value is not None:
        return repeat(value)
    found = numbers.take(np.array(rows, np.int64))
    if numbers.denominators is None:
        top, bottom = numbers.factor.numerator, numbers.factor.denominator
        return (Fraction(number * top, bottom) for number in found.numerators.tolist())
    quotients = map(Fraction, found.numerators.tolist(), found.bottom.values.tolist())
    return (numbers.factor * one for one in quotients)
