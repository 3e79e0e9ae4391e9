"""What a summary report is built from, read once: figures, point tables, rankings of a period."""

from collections.abc import Iterable, Mapping

from attrs import frozen
from sqlalchemy import Connection, Engine

from thidua.core.model.cluster import Cluster
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Observation, Place
from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.record.clusters import load_clusters
from thidua.core.record.connection import reading
from thidua.core.record.observations import load_observations
from thidua.core.record.opened import OpenedCluster
from thidua.core.record.periods import load_opened, load_periods
from thidua.core.record.units import load_units
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import refuse
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.cases import OpenCluster, find_cluster, read_open_cluster
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.summary.figures import Book, headings_of, reported
from thidua.core.workspace.summary.spans import ReportPeriod, covers, find_report_period


@frozen
class SummaryRequest:
    """What a report is asked for."""

    unit: str
    """The department, or the one unit that the report is about."""
    period: str
    """The code of a period, or plain years: "2018", "2015-2020"."""
    cluster: str | None = None
    """The one cluster whose ranking is wanted; all that concern the unit unless named."""


@frozen
class SummaryReading:
    """All that a report on a unit's period says, in no language yet."""

    unit: str
    """The unit's code; ``version`` is what it was on the last day of the period."""
    version: UnitVersion
    superior: UnitVersion | None
    period: ReportPeriod
    figures: tuple[Observation, ...]
    """Those that the report carries, in its order."""
    clusters: tuple[OpenCluster, ...]
    """Those whose ranking it shows."""
    catalogue: Catalogue

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the figures come from, each source once."""
        return tuple(dict.fromkeys(item.source for item in self.figures if item.source))

    def book(self, language: Language) -> Book:
        """What the report calls indicators, fields of work and sources."""
        indicators = _indicators(self.catalogue, self.clusters)
        return Book(indicators, headings_of(self.catalogue), language, self.sources)


def read_summary(
    engine: Engine,
    catalogue: Catalogue,
    request: SummaryRequest,
    formulas: Mapping[str, Formula] | None = None,
) -> SummaryReading:
    """Read what is asked for; Refused for an unknown unit, period or cluster.

    ``catalogue`` is that of the department; ``formulas`` give the plain Python functions that
    frozen schemes name, those of the catalogue unless given.
    """
    known = catalogue.formulas if formulas is None else formulas
    with reading(engine) as connection:
        period = find_report_period(connection, request.period)
        unit = find_unit(connection, request.unit)
        figures = load_observations(connection, [unit.code])
        shown = _opened_clusters(connection, request, period, known)
        version = unit.on(period.span.end)
        parents = load_units(connection, [version.parent] if version.parent else [])
    return SummaryReading(
        unit.code,
        version,
        parents[0].on(period.span.end) if parents else None,
        period,
        tuple(reported(figures, period.span)),
        tuple(shown),
        catalogue,
    )


def find_unit(connection: Connection, code: str) -> Unit:
    """A unit by its code; Refused, with the nearest, where there is none."""
    units = {unit.code: unit for unit in load_units(connection)}
    if code in units:
        return units[code]
    raise refuse(
        f"không có đơn vị “{code}”.",
        f"there is no unit “{code}”.",
        remedy=did_you_mean(code, units),
    )


def organiser_of(connection: Connection, cluster: str | None = None) -> str:
    """The department whose report is meant where none is named: the organiser of the cluster, or
    the only organiser there is; Refused, with all of them, where there are several or none."""
    if cluster is not None:
        return find_cluster(connection, cluster).organiser
    organisers = sorted({item.organiser for item in load_clusters(connection)})
    if len(organisers) == 1:
        return organisers[0]
    known = ", ".join(organisers)
    raise refuse(
        "cần nêu đơn vị báo cáo bằng --department.",
        "name the reporting department with --department.",
        remedy=Text(
            f"Đơn vị đang tổ chức cụm, khối thi đua: {known or 'chưa có'}.",
            f"Departments that run clusters: {known or 'none yet'}.",
        ),
    )


def _opened_clusters(
    connection: Connection,
    request: SummaryRequest,
    period: ReportPeriod,
    formulas: Mapping[str, Formula],
) -> list[OpenCluster]:
    """The clusters that the unit organises or sits in, opened within the report's span."""
    within = [item for item in load_periods(connection) if covers(period.span, item.span)]
    clusters = {item.code: item for item in load_clusters(connection)}
    if request.cluster is not None:
        clusters = {request.cluster: find_cluster(connection, request.cluster)}
    return [
        read_open_cluster(connection, place.cluster, place.period, formulas)
        for at in within
        for place in _places(load_opened(connection, period=at.code), clusters, request)
    ]


def _places(
    opened: Iterable[OpenedCluster], clusters: Mapping[str, Cluster], request: SummaryRequest
) -> Iterable[Place]:
    for item in opened:
        cluster = clusters.get(item.place.cluster)
        if cluster is None:
            continue
        members = {member.unit for member in item.members}
        if request.cluster or request.unit in {cluster.organiser, *members}:
            yield item.place


def _indicators(catalogue: Catalogue, shown: Iterable[OpenCluster]) -> dict[str, Indicator]:
    """Those of open clusters too: a sector may have been disabled since."""
    frozen_ones = {code: it for item in shown for code, it in item.indicators.items()}
    return {**frozen_ones, **catalogue.indicators}
