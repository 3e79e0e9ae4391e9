"""From the record to a scored cluster: what ``rank``, ``explain``, ``compare`` and reports read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen
from sqlalchemy import Connection, Engine

from thidua.core.model.cluster import Cluster
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.formulas import Formula
from thidua.core.model.freezing import thaw_scheme
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import (
    Layer,
    Place,
    Standing,
    StandingDecision,
)
from thidua.core.model.period import Period
from thidua.core.model.scheme import Scheme
from thidua.core.model.unit import Unit
from thidua.core.record.clusters import load_clusters
from thidua.core.record.connection import reading
from thidua.core.record.decisions import load_judged, load_not_applicable, load_standings
from thidua.core.record.observations import load_observations
from thidua.core.record.opened import OpenedCluster
from thidua.core.record.periods import load_opened, load_period, load_scheme, preceding_period
from thidua.core.record.units import load_units
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Member, Recorded, entries_at, inputs_of
from thidua.core.scoring.results import Case, ClusterScore
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse
from thidua.core.text.suggesting import did_you_mean


@frozen
class OpenCluster:
    """A cluster as it stands in a period: everything recorded of it, nothing computed yet."""

    cluster: Cluster
    period: Period
    opened: OpenedCluster
    scheme: Scheme
    sets: Mapping[str, CompiledSet]
    members: tuple[Member, ...]
    recorded: Recorded

    @property
    def place(self) -> Place:
        """Where entries above the self layer hold."""
        return self.opened.place

    @property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator that the frozen sets read, by code."""
        return {item.code: item for one in self.sets.values() for item in one.indicators}

    def member(self, unit: str) -> Member:
        """A member by its code; Refused, with the nearest code, for any other unit."""
        for member in self.members:
            if member.unit == unit:
                return member
        raise refuse(
            f"“{unit}” không phải là thành viên của cụm “{self.cluster.code}” trong kỳ này.",
            f"“{unit}” is no member of cluster “{self.cluster.code}” in this period.",
            remedy=did_you_mean(unit, [member.unit for member in self.members]),
        )

    def case(self, layer: Layer | None = None) -> Case:
        """What scoring reads at a layer; without one, the highest that holds anything."""
        entries = entries_at(
            layer or self.recorded.highest_layer(),
            self.recorded,
            self.indicators.values(),
            inputs_of(self.sets.values()),
            [member.unit for member in self.members],
        )
        return Case(self.scheme, self.sets, self.members, entries)

    def score(self, layer: Layer | None = None) -> ClusterScore:
        """The ranking at a layer."""
        return score_cluster(self.case(layer))

    def scores(self) -> dict[Layer, ClusterScore]:
        """The ranking at each layer that holds anything, from the lowest to the highest; at the
        self layer where none does."""
        return {layer: self.score(layer) for layer in self.recorded.layers() or (Layer.SELF,)}


def load_open_cluster(
    engine: Engine, cluster: str, period: str, formulas: Mapping[str, Formula]
) -> OpenCluster:
    """Read a cluster in a period; ``formulas`` give the plain Python functions of plugins.

    Refused for an unknown cluster or period, and for a cluster that is not open in it.
    """
    with reading(engine) as connection:
        return read_open_cluster(connection, cluster, period, formulas)


def read_open_cluster(
    connection: Connection, cluster: str, period: str, formulas: Mapping[str, Formula]
) -> OpenCluster:
    """:func:`load_open_cluster` within a unit of work."""
    found = find_cluster(connection, cluster)
    at = find_period(connection, period)
    opened = load_opened(connection, period=period, cluster=cluster)
    if not opened:
        raise not_open(cluster, period)
    scheme, sets = thaw_scheme(load_scheme(connection, opened[0].digest), formulas)
    units = [member.unit for member in opened[0].members]
    return OpenCluster(
        found,
        at,
        opened[0],
        scheme,
        sets,
        _members(load_units(connection, units), opened[0], at.span.end, connection),
        _recorded(connection, units, at, opened[0].place),
    )


def find_cluster(connection: Connection, code: str) -> Cluster:
    """A cluster by code; Refused, with the nearest, where there is none."""
    known = {item.code: item for item in load_clusters(connection)}
    if code not in known:
        raise _unknown(Text("cụm", "cluster"), code, known)
    return known[code]


def find_period(connection: Connection, code: str) -> Period:
    """A period by code; Refused where it has not been opened."""
    from thidua.core.record.periods import load_periods

    found = load_period(connection, code)
    if found is None:
        raise _unknown(
            Text("kỳ chấm điểm", "period"), code, [item.code for item in load_periods(connection)]
        )
    return found


def _unknown(kind: Text, code: str, known: Iterable[str]) -> Refused:
    return refuse(
        f"không có {kind.vi} “{code}”.",
        f"there is no {kind.en} “{code}”.",
        remedy=did_you_mean(code, known),
    )


def not_open(cluster: str, period: str) -> Refused:
    """The refusal of a cluster that exists, in a period that exists without it."""
    return refuse(
        f"kỳ “{period}” chưa mở cho cụm “{cluster}”.",
        f"period “{period}” is not open for cluster “{cluster}”.",
        remedy=Text(
            f"Hãy mở bằng lệnh: thidua period open {period} --cluster {cluster} …",
            f"Open it with: thidua period open {period} --cluster {cluster} …",
        ),
    )


def _members(
    units: Sequence[Unit], opened: OpenedCluster, day: date, connection: Connection
) -> tuple[Member, ...]:
    standings = {item.unit: item for item in load_standings(connection, [opened.place])}
    return tuple(member_of(unit, day, standings.get(unit.code)) for unit in units)


def member_of(unit: Unit, day: date, decision: StandingDecision | None = None) -> Member:
    """A unit as a member: named and placed as it was on a day."""
    version = unit.on(day)
    return Member(
        unit.code,
        version.name,
        version.kind,
        version.sector,
        decision.standing if decision else Standing.NORMAL,
        decision.reason if decision else "",
    )


def _recorded(
    connection: Connection, units: Collection[str], period: Period, place: Place
) -> Recorded:
    earlier = preceding_period(connection, period)
    before = () if earlier is None else (Place(place.cluster, earlier.code),)
    return Recorded(
        observations=load_observations(connection, units, [period.span], [place]),
        previous=load_observations(connection, units, [earlier.span], before) if earlier else (),
        judged=load_judged(connection, [place]),
        not_applicable=load_not_applicable(connection, [place]),
    )
