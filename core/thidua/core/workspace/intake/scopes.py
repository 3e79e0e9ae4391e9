"""Whose figures for what may be entered now, as the record tells: for a file, or one figure."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Engine

from thidua.core.model.formulas import Formula
from thidua.core.model.freezing import thaw_scheme
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Place
from thidua.core.record.connection import reading
from thidua.core.record.opened import OpenedCluster
from thidua.core.record.periods import load_opened, load_scheme
from thidua.core.record.units import load_units
from thidua.core.text.fault import refuse
from thidua.core.workspace.cases import find_cluster, find_period, not_open
from thidua.core.workspace.intake.results import ImportScope
from thidua.core.workspace.period_state import refuse_final


def import_scope(
    engine: Engine,
    catalogue: Mapping[str, Indicator],
    formulas: Mapping[str, Formula],
    *,
    layer: Layer = Layer.SELF,
    cluster: str | None = None,
    period: str | None = None,
) -> ImportScope:
    """What may be entered; Refused where the place is lacking, unknown, not open or final.

    ``catalogue`` are the indicators of the enabled sectors. Those that the period's frozen sets
    read come before them, for they are what will be scored.
    """
    if layer is not Layer.SELF and (cluster is None or period is None):
        raise refuse(
            "--cluster và --period bắt buộc với các lớp từ thẩm định trở lên.",
            "above the self layer both --cluster and --period are needed.",
        )
    if cluster is not None and period is None:
        raise refuse("--cluster cần đi cùng --period.", "--cluster goes with --period.")
    with reading(engine) as connection:
        if period is None:
            indicators = {
                **frozen_indicators(load_opened(connection), connection, formulas),
                **catalogue,
            }
            names = _names(connection)
            return ImportScope(names, indicators, None, names=names)
        at = find_period(connection, period)
        refuse_final(at)
        indicators = {
            **catalogue,
            **frozen_indicators(load_opened(connection, period=period), connection, formulas),
        }
        names = _names(connection)
        place = None if cluster is None else Place(cluster, period)
        units = names if place is None else _members(connection, place)
        return ImportScope(units, indicators, at.span, layer, place, period, names)


def _names(connection: Connection) -> dict[str, tuple[str, ...]]:
    """What each unit is or has been called, by its code."""
    return {
        unit.code: tuple(version.name for version in unit.versions)
        for unit in load_units(connection)
    }


def _members(connection: Connection, place: Place) -> Collection[str]:
    find_cluster(connection, place.cluster)
    opened = load_opened(connection, period=place.period, cluster=place.cluster)
    if not opened:
        raise not_open(place.cluster, place.period)
    return {member.unit for member in opened[0].members}


def frozen_indicators(
    opened: Collection[OpenedCluster], connection: Connection, formulas: Mapping[str, Formula]
) -> dict[str, Indicator]:
    """The indicators that the frozen sets of opened clusters read, by code."""
    found: dict[str, Indicator] = {}
    for digest in sorted({item.digest for item in opened}):
        _, sets = thaw_scheme(load_scheme(connection, digest), formulas)
        found |= {item.code: item for one in sets.values() for item in one.indicators}
    return found
