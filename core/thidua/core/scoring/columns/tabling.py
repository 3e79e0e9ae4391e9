"""From the cases of clusters to one table, and from a table back to the case of one cluster."""

from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

import numpy as np

from thidua.core.exact.decimal_text import decimal_places, is_decimal
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.tree import Name
from thidua.core.model.observation import JudgedPoints, Layer, Place, Standing
from thidua.core.scoring.columns.table import JUDGED, ClusterTable, Rules, category_of
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.results import Case

MOST_PLACES = 9
"""Decimals that a column holds at most; a figure with more is kept beside it."""

Key = TypeVar("Key")
Held = TypeVar("Held")
ByRow = dict[int, Held]
Special = dict[int, dict[Name, Figure]]


def table_of(cases: Mapping[str, Case]) -> ClusterTable:
    """The clusters, by code, as one table; they share their scheme and sets."""
    members = [member for case in cases.values() for member in case.members]
    sizes = [len(case.members) for case in cases.values()]
    special: Special = {}
    figures = _by_row(cases, lambda entries: entries.figures)
    judged = _by_row(cases, _judged_figures)
    return ClusterTable(
        clusters=tuple(cases),
        segments=Segments(np.cumsum([0, *sizes], dtype=np.int64)),
        units=tuple(member.unit for member in members),
        kinds=category_of([member.kind for member in members]),
        sectors=category_of([member.sector for member in members]),
        standings=category_of([member.standing.value for member in members]),
        figures={
            name: figure_column(name, found, len(members), special)
            for name, found in figures.items()
        },
        judged={
            code: figure_column(_judged_name(code), found, len(members), special)
            for code, found in judged.items()
        },
        not_applicable=_by_row(cases, lambda entries: entries.not_applicable),
        special=special,
    )


def _by_row(
    cases: Mapping[str, Case], read: Callable[[Entries], Mapping[tuple[str, Key], Held]]
) -> dict[Key, ByRow[Held]]:
    """What is said of units, by key and then by row; what is said of no member is left out."""
    found: dict[Key, ByRow[Held]] = {}
    first = 0
    for case in cases.values():
        rows = {member.unit: first + place for place, member in enumerate(case.members)}
        first += len(rows)
        for (unit, key), held in read(case.entries).items():
            if unit in rows:
                found.setdefault(key, {})[rows[unit]] = held
    return found


def _judged_figures(entries: Entries) -> dict[tuple[str, str], Figure]:
    return {
        key: Figure(one.points, illustrative=one.illustrative)
        for key, one in entries.judged.items()
    }


def _judged_name(criterion: str) -> Name:
    return Name(f"{JUDGED}{criterion}")


def figure_column(
    name: Name, figures: Mapping[int, Figure], rows: int, special: Special
) -> FigureColumn:
    """The figures of one name, by row; what the column cannot hold, or not wholly, is added to
    ``special``."""
    places = _places_of(figures)
    scaled, present = np.zeros(rows, np.int64), np.zeros(rows, bool)
    given, beyond = np.ones(rows, bool), np.zeros(rows, bool)
    scale = 10**places
    for row, figure in figures.items():
        number, rest = divmod(figure.value.numerator * scale, figure.value.denominator)
        present[row] = True
        if rest or figure.bound is not Bound.EXACT or abs(number) > LIMIT:
            beyond[row] = True
        else:
            scaled[row] = number
        if beyond[row] or figure.illustrative:
            special.setdefault(row, {})[name] = figure
        given[row] = not figure.presumed
    return FigureColumn(
        scaled,
        places,
        present=None if present.all() else present,
        given=None if given.all() else given & present,
        beyond=beyond if beyond.any() else None,
    )


def _places_of(figures: Mapping[int, Figure]) -> int:
    """Decimals enough for every figure that a column may hold."""
    parts = {figure.value.denominator for figure in figures.values()}
    units = (Fraction(1, part) for part in parts)
    return min(
        MOST_PLACES, max((decimal_places(one) for one in units if is_decimal(one)), default=0)
    )


def case_at(
    rules: Rules, table: ClusterTable, cluster: int, inputs: Collection[str] | None = None
) -> Case:
    """One cluster as the scalar reading takes it; members are named by their units' codes, and
    what the table does not say of judged points is left general.

    With ``inputs`` only the figures of these indicators.
    """
    rows = table.rows_of(cluster)
    units = table.units[rows]
    judged = {
        (units[row], code): figure
        for code, column in table.judged.items()
        for row, figure in _figures_in(table, _judged_name(code), column, rows)
    }
    entries = Entries(
        layer=Layer.SELF,
        figures={
            (units[row], name): figure
            for name, column in table.figures.items()
            if inputs is None or name.indicator in inputs
            for row, figure in _figures_in(table, name, column, rows)
        },
        judged={
            key: _judged_points(*key, figure, table.clusters[cluster])
            for key, figure in judged.items()
        },
        not_applicable={
            (table.units[row], code): reasons[row]
            for code, reasons in table.not_applicable.items()
            for row in range(rows.start, rows.stop)
            if row in reasons
        },
    )
    members = tuple(_member(table, row) for row in range(rows.start, rows.stop))
    return Case(rules.scheme, rules.sets, members, entries)


def _figures_in(
    table: ClusterTable, name: Name, column: FigureColumn, rows: slice
) -> Iterator[tuple[int, Figure]]:
    """The figures of a cluster, by row from its first."""
    scale = 10**column.places
    present = None if column.present is None else column.present[rows].tolist()
    given = None if column.given is None else column.given[rows].tolist()
    for row, number in enumerate(column.scaled[rows].tolist()):
        if present is None or present[row]:
            apart = table.special.get(rows.start + row, {}).get(name)
            presumed = given is not None and not given[row]
            yield row, apart or Figure(Fraction(number, scale), presumed=presumed)


def _judged_points(unit: str, criterion: str, figure: Figure, cluster: str) -> JudgedPoints:
    return JudgedPoints(
        unit,
        criterion,
        Place(cluster, cluster),
        Layer.SELF,
        figure.value,
        reason=cluster,
        illustrative=figure.illustrative,
    )


def _member(table: ClusterTable, row: int) -> Member:
    unit = table.units[row]
    standing = Standing(table.standings.at(row) or "")
    return Member(unit, unit, table.kinds.at(row) or "", table.sectors.at(row), standing)
