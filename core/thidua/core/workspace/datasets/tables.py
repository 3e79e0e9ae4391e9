"""Clusters of the record as tables that are scored: ``OpenCluster.case`` of many at once."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np
import pyarrow as pa
from attrs import frozen
from sqlalchemy import Connection

from thidua.core.dataset.arrow_tables import NamedTable
from thidua.core.formula.columns.figures import FigureColumn
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.tree import Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.indicator import Indicator, WhenBlank
from thidua.core.model.observation import LAYERS, Layer, NotApplicable, ObservationKind, Place
from thidua.core.model.period import Period
from thidua.core.record.columns.entries import (
    read_figures_above,
    read_judged_points,
    read_self_figures,
)
from thidua.core.record.decisions import load_not_applicable, load_standings
from thidua.core.record.opened import OpenedCluster
from thidua.core.record.periods import preceding_period
from thidua.core.record.units import load_units
from thidua.core.scoring.columns.table import ClusterTable, category_of
from thidua.core.scoring.entries import Member, inputs_of
from thidua.core.workspace.cases import member_of
from thidua.core.workspace.datasets.figures import ColumnMaker, with_presumed
from thidua.core.workspace.datasets.layering import (
    Entered,
    entered,
    heights_in,
    of_words,
    unended,
)
from thidua.core.workspace.datasets.roster import Roster, roster_of

AT_ONCE = 16_384
"""Members that are read at a time, whole clusters always."""

_FIGURE = ("indicator", "kind")
_JUDGED = ("criterion",)


@frozen
class PeriodReading:
    """What of a period is read, and how its clusters are scored."""

    connection: Connection
    period: Period
    earlier: Period | None
    sets: Mapping[str, CompiledSet]
    layer: Layer | None
    """None: of each cluster the highest that holds anything."""

    @property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator that the sets read, by code."""
        return {item.code: item for one in self.sets.values() for item in one.indicators}


def period_reading(
    connection: Connection,
    period: Period,
    sets: Mapping[str, CompiledSet],
    layer: Layer | None,
) -> PeriodReading:
    """The reading of a period, with the actuals of the one before it."""
    return PeriodReading(connection, period, preceding_period(connection, period), sets, layer)


def read_tables(
    reading: PeriodReading, clusters: Collection[OpenedCluster]
) -> Iterator[NamedTable]:
    """The clusters by code, some at a time; no object is made for a figure."""
    some: list[OpenedCluster] = []
    for opened in sorted(clusters, key=lambda one: one.place.cluster):
        some.append(opened)
        if sum(len(one.members) for one in some) >= AT_ONCE:
            yield _read(reading, roster_of(some))
            some = []
    if some:
        yield _read(reading, roster_of(some))


def _read(reading: PeriodReading, roster: Roster) -> NamedTable:
    connection, code = reading.connection, reading.period.code
    places = [Place(cluster, code) for cluster in roster.clusters]
    figures = _figures(reading, roster, reading.period)
    points = read_judged_points(connection, code, roster.clusters)
    judged = entered(roster, [points], _JUDGED)
    exempt = _Exempt.of(roster, load_not_applicable(connection, places))
    limits = _limits(reading, roster, figures, judged, exempt)
    figures, judged = figures.visible(limits), judged.visible(limits)
    judged = unended(judged, figures, inputs_of(reading.sets.values()), roster.rows).highest()
    members = _members(reading, roster, places)
    maker = ColumnMaker(roster.rows, {})
    table = ClusterTable(
        clusters=roster.clusters,
        segments=roster.segments,
        units=roster.units,
        kinds=category_of([member.kind for member in members]),
        sectors=category_of([member.sector for member in members]),
        standings=category_of([member.standing.value for member in members]),
        figures=_columns(reading, roster, figures, maker),
        judged=dict(maker.judged(judged)),
        not_applicable=exempt.reasons(limits, judged),
        special=maker.special,
    )
    return NamedTable(table, [member.name for member in members])


def _figures(reading: PeriodReading, roster: Roster, period: Period) -> Entered:
    """The figures of every layer in a period."""
    own = read_self_figures(reading.connection, roster.different_units, period.span)
    above = read_figures_above(
        reading.connection, roster.different_units, period.code, roster.clusters
    )
    return entered(roster, [own, above], _FIGURE)


def _columns(
    reading: PeriodReading, roster: Roster, figures: Entered, maker: ColumnMaker
) -> dict[Name, FigureColumn]:
    read = reading.indicators
    columns = dict(maker.figures(of_words(figures, "indicator", read).highest()))
    zeros = [code for code, one in read.items() if one.when_blank is WhenBlank.ZERO]
    columns = with_presumed(columns, zeros, roster.rows)
    if reading.earlier is not None:
        before = of_words(_figures(reading, roster, reading.earlier), "indicator", read)
        actuals = of_words(before, "kind", [ObservationKind.ACTUAL])
        columns.update(maker.previous(actuals.highest()))
    return columns


def _limits(
    reading: PeriodReading, roster: Roster, figures: Entered, judged: Entered, exempt: "_Exempt"
) -> IntColumn:
    """The highest layer that is read of each row."""
    if reading.layer is not None:
        return np.full(roster.rows, LAYERS.index(reading.layer))
    found = [(one.rows, one.heights) for one in (figures, judged)]
    return heights_in(roster, [*found, (exempt.rows, exempt.heights)])


def _members(reading: PeriodReading, roster: Roster, places: Collection[Place]) -> list[Member]:
    day = reading.period.span.end
    decisions = {
        (one.place.cluster, one.unit): one for one in load_standings(reading.connection, places)
    }
    units = {one.code: one for one in load_units(reading.connection, roster.different_units)}
    clusters = np.repeat(roster.clusters, roster.segments.sizes)
    return [
        member_of(units[unit], day, decisions.get((cluster, unit)))
        for cluster, unit in zip(clusters.tolist(), roster.units, strict=True)
    ]


@frozen(eq=False)
class _Exempt:
    """Criteria that do not apply; there are few, so each is an object."""

    rows: IntColumn
    heights: IntColumn
    entries: tuple[NotApplicable, ...]

    @classmethod
    def of(cls, roster: Roster, entries: tuple[NotApplicable, ...]) -> "_Exempt":
        said = pa.table(
            {
                "unit": pa.array([one.unit for one in entries], pa.string()).dictionary_encode(),
                "cluster": pa.array(
                    [one.place.cluster for one in entries], pa.string()
                ).dictionary_encode(),
            }
        )
        positions, rows = roster.rows_of(said)
        held = [LAYERS.index(entries[position].layer) for position in positions]
        heights = np.array(held, np.int64)
        return cls(rows, heights, tuple(entries[position] for position in positions))

    def reasons(self, limits: IntColumn, judged: Entered) -> dict[str, dict[int, str]]:
        """The reasons by criterion and row: an entry holds in its layer and above, until a higher
        layer judges the criterion all the same."""
        points = {
            (criterion, int(judged.rows[position])): int(judged.heights[position])
            for (criterion,), positions in judged.groups()
            if any(one.criterion == criterion for one in self.entries)
            for position in positions
        }
        latest: dict[tuple[str, int], tuple[int, str]] = {}
        for row, height, entry in zip(self.rows, self.heights, self.entries, strict=True):
            key = (entry.criterion, int(row))
            if height <= limits[row] and height >= latest.get(key, (0, ""))[0]:
                latest[key] = (int(height), entry.reason)
        found: dict[str, dict[int, str]] = {}
        for (criterion, row), (height, reason) in latest.items():
            if points.get((criterion, row), 0) <= height:
                found.setdefault(criterion, {})[row] = reason
        return found
