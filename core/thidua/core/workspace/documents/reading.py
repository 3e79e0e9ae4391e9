"""What the documents of one cluster in one period are written from: read once, scored once."""

from collections.abc import Mapping
from functools import cached_property

from attrs import field, frozen
from sqlalchemy import Connection, Engine

from thidua.core.model.formulas import Formula
from thidua.core.model.observation import Layer
from thidua.core.model.unit import UnitVersion
from thidua.core.record.connection import reading
from thidua.core.record.units import load_units
from thidua.core.scoring.results import ClusterScore, MemberScore
from thidua.core.workspace.cases import OpenCluster, read_open_cluster


@frozen(slots=False)
class ClusterReading:
    """A cluster with the names of all that its documents speak of; scored when first asked."""

    shown: OpenCluster
    units: Mapping[str, UnitVersion] = field(repr=False)
    """By code, as they are on the last day of the period: the organiser, the members, and what
    stands above them."""

    @property
    def organiser(self) -> UnitVersion:
        """The unit that runs the cluster."""
        return self.units[self.shown.cluster.organiser]

    def superior(self, unit: UnitVersion) -> UnitVersion | None:
        """What stands above a unit; None where none is recorded."""
        return self.units.get(unit.parent or "")

    @cached_property
    def scores(self) -> Mapping[Layer, ClusterScore]:
        """The ranking at each layer that holds anything, the self-score first."""
        return self.shown.scores()

    @property
    def score(self) -> ClusterScore:
        """The ranking at the highest layer that holds anything."""
        return list(self.scores.values())[-1]

    def member_scores(self, unit: str) -> tuple[MemberScore, ...]:
        """The rows of one member, by layer; Refused for a unit that is none."""
        code = self.shown.member(unit).unit
        return tuple(score.by_unit[code] for score in self.scores.values())


def read_cluster(
    engine: Engine, cluster: str, period: str, formulas: Mapping[str, Formula]
) -> ClusterReading:
    """Read all that the documents of a cluster in a period need; ``formulas`` give the plain
    Python functions of plugins.

    Refused for an unknown cluster or period, and for a cluster that is not open in it.
    """
    with reading(engine) as connection:
        shown = read_open_cluster(connection, cluster, period, formulas)
        return ClusterReading(shown, _units(connection, shown))


def _units(connection: Connection, shown: OpenCluster) -> dict[str, UnitVersion]:
    day = shown.period.span.end
    codes = [shown.cluster.organiser, *(member.unit for member in shown.members)]
    found = {unit.code: unit.on(day) for unit in load_units(connection, codes)}
    above = {item.parent for item in found.values() if item.parent} - found.keys()
    return {**found, **{unit.code: unit.on(day) for unit in load_units(connection, above)}}
