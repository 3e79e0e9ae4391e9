"""Clusters whose figures are read twice: row by row, and in columns; and whether these agree."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from attrs import Factory, define, evolve, frozen

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.columns.comparing import Truths
from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.columns.numbers import Numbers
from thidua.core.formula.columns.reading import ColumnReading
from thidua.core.formula.evaluation import Known, Reading, Unknown
from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.tree import Field, Name, Node
from thidua.core.formula.walking import is_truth

PLACES = 2
"""Decimals of every column of figures in these tests."""


@frozen
class Row:
    """One member as both readings see it."""

    figures: Mapping[Name, Figure | None] = Factory(dict)
    judgements: Mapping[str, Fraction | None] = Factory(dict)
    children: Mapping[str, Fraction | None] = Factory(dict)
    unit: str = ""
    is_peer: bool = True

    def figure(self, name: Name) -> Figure | None:
        return self.figures.get(name)

    def judged(self, criterion: str) -> Fraction | None:
        return self.judgements.get(criterion)

    def child(self, code: str) -> Fraction | None:
        return self.children.get(code)


Clusters = Sequence[Sequence[Row]]
Written = int | str | Fraction | None


def column_of(figures: Sequence[Figure | None]) -> FigureColumn:
    scaled_figures = [0 if one is None else int(one.value * 10**PLACES) for one in figures]
    wide = [abs(one) >= 2**63 for one in scaled_figures]
    bounded = [one is not None and one.bound is not Bound.EXACT for one in figures]
    beyond = np.array([*map(any, zip(wide, bounded, strict=True))], np.bool_)
    present = np.array([one is not None for one in figures], np.bool_)
    given = np.array([one is not None and not one.presumed for one in figures], np.bool_)
    return FigureColumn(
        np.array([0 if bad else one for one, bad in zip(scaled_figures, wide, strict=True)], int),
        PLACES,
        present=None if present.all() else present,
        given=None if given.all() else given,
        beyond=beyond if beyond.any() else None,
    )


def points_of(values: Sequence[Fraction | None]) -> FigureColumn:
    return column_of([None if one is None else Figure(one) for one in values])


def in_columns(clusters: Clusters) -> ColumnReading:
    rows = [row for cluster in clusters for row in cluster]
    names = {name for row in rows for name in row.figures}
    criteria = {code for row in rows for code in row.judgements}
    codes = {code for row in rows for code in row.children}
    peers = np.array([row.is_peer for row in rows], np.bool_)
    return ColumnReading(
        {name: column_of([row.figure(name) for row in rows]) for name in names},
        Segments(np.cumsum([0, *map(len, clusters)])),
        judged={code: points_of([row.judged(code) for row in rows]) for code in criteria},
        children={code: points_of([row.child(code) for row in rows]).numbers for code in codes},
        peers=None if peers.all() else peers,
    )


@define
class Tally:
    """How many rows were what in columns."""

    known: int = 0
    unknown: int = 0
    beyond: int = 0


def compared(node: Node, clusters: Clusters) -> Tally:
    """Both readings of the node; AssertionError where a row differs."""
    columns, tally, place = in_columns(clusters), Tally(), 0
    found = _found(columns, node)
    for cluster in clusters:
        peers = [row for row in cluster if row.is_peer]
        for row in cluster:
            if row.is_peer:
                _compare_row(tally, found, place, node, Reading(row, peers))
            place += 1
    return tally


def _found(columns: ColumnReading, node: Node) -> Numbers | Truths:
    if not is_truth(node):
        return sound(columns.number(node))
    found = columns.truth(node)
    assert found.true.dtype == np.bool_
    return found


def sound(numbers: Numbers) -> Numbers:
    """The column, which keeps what every column promises of its bounds, whatever its rows are."""
    tops, bottoms, span = numbers.numerators, numbers.bottom.values, numbers.span
    assert tops.dtype == np.int64 and bottoms.dtype == np.int64
    assert isinstance(numbers.low, int) and isinstance(numbers.high, int)
    assert -LIMIT <= numbers.low and numbers.high <= LIMIT
    assert (numbers.low <= tops).all() and (tops <= numbers.high).all()
    assert (bottoms > 0).all() and (bottoms <= numbers.denominator_bound).all()
    for top, bottom in zip(tops.tolist(), bottoms.tolist(), strict=True):
        assert span.least * bottom <= top <= span.most * bottom
    return numbers


def _compare_row(
    tally: Tally, found: Numbers | Truths, place: int, node: Node, reading: Reading
) -> None:
    if found.beyond is not None and found.beyond[place]:
        tally.beyond += 1
        return
    known = found.known is None or bool(found.known[place])
    expected = reading.truth(node) if isinstance(found, Truths) else reading.number(node)
    assert reading.left_out == (), "a member was left out and the row is not beyond"
    assert known is not isinstance(expected, Unknown), (place, expected)
    tally.known += known
    tally.unknown += not known
    if isinstance(expected, Known):
        assert isinstance(found, Numbers)
        assert (place, found.value(place)) == (place, expected.point)
    elif isinstance(expected, bool):
        assert isinstance(found, Truths)
        assert (place, bool(found.true[place])) == (place, expected)


def with_units(clusters: Sequence[Sequence[Row | Mapping[str, Any]]]) -> Clusters:
    return [
        [
            evolve(row if isinstance(row, Row) else Row(**row), unit=f"u{place}")
            for place, row in enumerate(cluster)
        ]
        for cluster in clusters
    ]


def _node(expression: str | Node) -> Node:
    if isinstance(expression, str):
        return parse_expression(expression, Names(points=Fraction(10)))
    return expression


_BOUNDS = {">": Bound.OVER, "<": Bound.UNDER, "~": Bound.NEAR}


def _figure(written: Written) -> Figure:
    sign, _, rest = str(written).rpartition(" ")
    return Figure(Fraction(rest), _BOUNDS.get(sign, Bound.EXACT), presumed=sign == "?")


def _row(figures: Mapping[str, Written]) -> Row:
    names = {
        Name(code.removesuffix("_target"), Field.TARGET if "_target" in code else Field.ACTUAL): one
        for code, one in figures.items()
    }
    return Row({name: _figure(one) for name, one in names.items() if one is not None})


@pytest.fixture(scope="session")
def agree() -> Callable[..., Tally]:
    """Reads an expression or node twice over clusters of rows, and compares row by row."""
    return lambda expression, clusters: compared(_node(expression), with_units(clusters))


@pytest.fixture(scope="session")
def cluster() -> Callable[..., list[Row]]:
    """One cluster from columns of figures: ``cluster(a=[1, None, "> 3"], t=[2, "? 0", 4])``."""

    def rows(**columns: Sequence[Written]) -> list[Row]:
        lists = [[(code, one) for one in column] for code, column in columns.items()]
        return [_row(dict(pairs)) for pairs in zip(*lists, strict=True)]

    return rows


@pytest.fixture(scope="session")
def values() -> Callable[..., list[Fraction | bool | str | None]]:
    """What an expression or node is in columns: None where unknown, ``"beyond"`` where beyond."""

    def of_rows(expression: str | Node, clusters: Clusters) -> list[Fraction | bool | str | None]:
        columns, node = in_columns(with_units(clusters)), _node(expression)
        found = _found(columns, node)
        return [_said(found, place) for place in range(columns.rows)]

    return of_rows


def _said(found: Numbers | Truths, place: int) -> Fraction | bool | str | None:
    if found.beyond is not None and found.beyond[place]:
        return "beyond"
    if isinstance(found, Numbers):
        return found.value(place)
    is_known = found.known is None or found.known[place]
    return bool(found.true[place]) if is_known else None
