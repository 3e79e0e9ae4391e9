"""Plausibility of figures in bulk: the checks of sectors, read over whole columns.

They are read as scoring reads formulas in columns; only a unit that fails one, or of which the
columns cannot tell, is read once more by itself. Likewise a digit too many is looked for.
"""

from collections.abc import Collection, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from sqlalchemy import Connection

from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import filled
from thidua.core.formula.columns.reading import ColumnReading
from thidua.core.formula.naming import Names
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.tree import Field, Name, Node
from thidua.core.formula.walking import names_read
from thidua.core.model.contribution import Check, Severity
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.model.observation import LAYERS, Layer, Observation, ObservationKind, Place
from thidua.core.model.period import Period
from thidua.core.record.columns.entries import read_figures_above, read_self_figures
from thidua.core.record.columns.new_figures import NewFigures
from thidua.core.record.observations import load_observations
from thidua.core.record.periods import preceding_period
from thidua.core.text.fault import Fault
from thidua.core.workspace.datasets.checking import BulkScope
from thidua.core.workspace.datasets.far_off import FarOff
from thidua.core.workspace.datasets.faults_found import FaultsFound
from thidua.core.workspace.datasets.figures import ColumnMaker
from thidua.core.workspace.datasets.layering import Entered, entered, of_words
from thidua.core.workspace.datasets.roster import Roster
from thidua.core.workspace.plausibility import Finding, fault_of, findings

_FIGURE = ("indicator", "kind")


def refuse_implausible_figures(
    connection: Connection, checks: Collection[Check], figures: NewFigures, scope: BulkScope
) -> tuple[Fault, ...]:
    """What looks wrong with figures that have just been stored, for a warning; Refused where one
    cannot be true.

    For the unit of work that has stored them. Only what concerns a new figure is said.
    """
    results = _results(figures, scope)
    if not checks and not results:
        return ()
    refused, warned, far = FaultsFound(), FaultsFound(), FaultsFound()
    trees = {check: parse_expression(check.expression, Names()) for check in checks}
    checking = _checking(connection, trees.values(), results, figures, scope)
    for check, tree in sorted(trees.items(), key=lambda item: item[0].code):
        found = refused if check.severity is Severity.ERROR else warned
        checking.tell_failing(check, tree, found)
    refused.refuse()
    for indicator in results:
        checking.far_off.tell(indicator, checking.fresh[Name(indicator.code)], far)
    return (*warned.told(), *far.told())


def _results(figures: NewFigures, scope: BulkScope) -> list[Indicator]:
    """The indicators with a new result that is a number."""
    actual = pc.equal(figures.kinds, ObservationKind.ACTUAL.value)
    codes = pc.unique(figures.indicators.filter(actual)).to_pylist()
    known = (scope.indicators[code] for code in sorted(codes))
    return [one for one in known if one.kind is ValueKind.NUMBER]


@frozen(eq=False)
class _Seen:
    """What a layer sees of some members; the preceding period is seen likewise."""

    connection: Connection
    roster: Roster
    layer: Layer

    def columns(self, period: Period, indicators: Collection[str]) -> Entered:
        """The figures of some indicators in a period, of each the highest."""
        units = self.roster.different_units
        tables = [read_self_figures(self.connection, units, period.span)]
        if self.layer is not Layer.SELF:
            clusters = self.roster.clusters
            tables.append(read_figures_above(self.connection, units, period.code, clusters))
        height = LAYERS.index(self.layer)
        seen = entered(self.roster, tables, _FIGURE).visible(np.full(self.roster.rows, height))
        return of_words(seen, "indicator", indicators).highest()

    def objects(self, row: int, period: Period) -> list[Observation]:
        """All figures of one member in a period, from the lowest layer on."""
        cluster = self.roster.clusters[int(self.roster.segments.cluster_of_rows[row])]
        above = [] if self.layer is Layer.SELF else [Place(cluster, period.code)]
        visible = LAYERS[: LAYERS.index(self.layer) + 1]
        units = [self.roster.units[row]]
        held = load_observations(self.connection, units, [period.span], above)
        return sorted(
            (item for item in held if item.layer in visible),
            key=lambda item: LAYERS.index(item.layer),
        )


@frozen(eq=False)
class _Checking:
    seen: _Seen
    scope: BulkScope
    earlier: Period | None
    reading: ColumnReading
    fresh: Mapping[Name, IntColumn]
    """The rows of the members with a new figure of a name."""
    far_off: FarOff

    def tell_failing(self, check: Check, tree: Node, found: FaultsFound) -> None:
        """Note the members whose new figures fail a check."""
        rows = self.seen.roster.rows
        fresh = np.zeros(rows, bool)
        read = {name.indicator for name in names_read(tree)}
        for name, members in self.fresh.items():
            if name.indicator in read:
                fresh[members] = True
        truths = self.reading.truth(tree)
        beyond = fresh & filled(truths.beyond, rows, absent=False)
        known = fresh & filled(truths.known, rows, absent=True) & ~beyond
        failing = known & ~truths.true
        failing[[row for row in np.flatnonzero(beyond) if self._findings(check, int(row))]] = True
        rows_failing = np.flatnonzero(failing)

        def tell(at: int) -> Fault:
            (finding,) = self._findings(check, int(rows_failing[at]))
            return fault_of(finding, self.scope.indicators)

        found.add(rows_failing, tell)

    def _findings(self, check: Check, row: int) -> list[Finding]:
        """What the check says of one member, where it does not hold."""
        before = [] if self.earlier is None else self.seen.objects(row, self.earlier)
        now = self.seen.objects(row, self.scope.period)
        return [one for one in findings([check], now, before) if not one.holds]


def _checking(
    connection: Connection,
    trees: Collection[Node],
    results: Collection[Indicator],
    figures: NewFigures,
    scope: BulkScope,
) -> _Checking:
    read = {name.indicator for tree in trees for name in names_read(tree)}
    read.update(one.code for one in results)
    roster = _roster_of(figures)
    seen = _Seen(connection, roster, scope.layer)
    earlier = preceding_period(connection, scope.period)
    maker = ColumnMaker(roster.rows, {})
    columns: dict[Name, FigureColumn] = dict(maker.figures(seen.columns(scope.period, read)))
    if earlier is not None:
        before = of_words(seen.columns(earlier, read), "kind", [ObservationKind.ACTUAL])
        columns.update(maker.previous(before))
    reading = ColumnReading(columns, roster.segments)
    far_off = FarOff(roster.units, reading, maker.special)
    return _Checking(seen, scope, earlier, reading, _fresh(roster, figures), far_off)


def _roster_of(figures: NewFigures) -> Roster:
    """The units of the figures, each in the cluster in which its figures hold."""
    if figures.clusters is None:
        units = tuple(sorted(pc.unique(figures.units).to_pylist()))
        return Roster(("",), units, Segments(np.array([0, len(units)], np.int64)))
    pairs = pa.table({"cluster": figures.clusters, "unit": figures.units})
    members = pairs.group_by(["cluster", "unit"]).aggregate([])
    members = members.sort_by([("cluster", "ascending"), ("unit", "ascending")])
    clusters = members["cluster"].to_pylist()
    named = tuple(dict.fromkeys(clusters))
    ends = np.searchsorted(np.array(clusters), named, "right")
    starts = np.concatenate([[0], ends]).astype(np.int64)
    return Roster(named, tuple(members["unit"].to_pylist()), Segments(starts))


def _fresh(roster: Roster, figures: NewFigures) -> dict[Name, IntColumn]:
    said = {"indicator": figures.indicators, "kind": figures.kinds, "unit": figures.units}
    if figures.clusters is not None:
        said["cluster"] = figures.clusters
    entries = pa.table({name: column.dictionary_encode() for name, column in said.items()})
    new = entered(roster, [entries], _FIGURE)
    return {
        Name(indicator, Field(kind)): new.rows[positions]
        for (indicator, kind), positions in new.groups()
    }
