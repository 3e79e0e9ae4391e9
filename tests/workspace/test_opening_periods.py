"""Opening a period: the members of its first day, as they stand on its last."""

from datetime import date, datetime
from pathlib import Path

import pytest
from attrs import frozen
from sqlalchemy import Engine

from thidua.core.model.cluster import Cluster, Membership
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.period import Period, Span
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_scheme
from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.record.clusters import save_clusters, save_roster
from thidua.core.record.connection import open_engine, writing
from thidua.core.record.migrating import create_database
from thidua.core.record.units import save_units
from thidua.core.text.fault import Refused
from thidua.core.workspace.cases import load_open_cluster
from thidua.core.workspace.opening import SchemeOffer, open_clusters, plan_opening

SPAN = Span(date(2026, 1, 1), date(2026, 12, 31))
PERIOD = Period("2026", SPAN, SPAN.kind())
LAST_DAY = SPAN.end
BY_SECTOR = {"parts": [{"code": "p", "by_sector": {"labour-social": "bang-2026"}, "weight": 50}]}


@frozen
class Office:
    """A database in which clusters are put together and opened in 2026."""

    engine: Engine
    compiled: CompiledSet

    def gathers(self, units: list[Unit], roster: list[Membership]) -> None:
        """Store units with the cluster ``cum`` that they make up."""
        cluster = Cluster("cum", "Cụm các phòng", "so")
        organiser = Unit("so", (UnitVersion(date(2020, 1, 1), "Sở Lao động", "department"),))
        with writing(self.engine) as connection:
            save_units(connection, [organiser, *units])
            save_clusters(connection, [cluster])
            save_roster(connection, cluster, roster)

    def planned(self, scheme: Scheme | None = None) -> list[str]:
        """The members that the period would have."""
        (opening,) = plan_opening(self.engine, PERIOD, ["cum"], self.offer(scheme))
        return [member.unit for member in opening.members]

    def offer(self, scheme: Scheme | None = None) -> SchemeOffer:
        """The point table by itself, or in a scheme."""
        source = self.compiled.source
        return SchemeOffer(scheme or Scheme.plain(source), {source.code: self.compiled})


@pytest.fixture
def office(tmp_path: Path, compiled: CompiledSet) -> Office:
    path = tmp_path / "thidua.db"
    create_database(path).dispose()
    return Office(open_engine(path), compiled)


def unit(code: str, *versions: UnitVersion) -> Unit:
    return Unit(code, versions or (UnitVersion(date(2020, 1, 1), f"Phòng {code}", "division"),))


def moving(code: str, day: date, before: str | None, after: str | None) -> Unit:
    """A unit that is of another name, kind and sector from a day on."""
    return unit(
        code,
        UnitVersion(date(2020, 1, 1), "Phòng Việc làm", "division", sector=before),
        UnitVersion(day, "Xã Hòa Bình", "commune", sector=after),
    )


def test_the_members_are_those_of_the_first_day(office: Office) -> None:
    leaving = {"first": SPAN.start, "eve": date(2025, 12, 31), "summer": date(2026, 6, 30)}
    joining = {"new": SPAN.start, "second": date(2026, 1, 2), "last": LAST_DAY}
    office.gathers(
        [unit(code) for code in (*leaving, *joining)],
        [
            *(Membership("cum", code, valid_to=day) for code, day in leaving.items()),
            *(Membership("cum", code, valid_from=day) for code, day in joining.items()),
        ],
    )
    assert sorted(office.planned()) == ["first", "new", "summer"]


def test_a_cluster_with_nobody_on_the_first_day_is_refused(office: Office) -> None:
    office.gathers([unit("a")], [Membership("cum", "a", valid_from=date(2026, 1, 2))])
    with pytest.raises(Refused, match="no member on 01/01/2026"):
        office.planned()


@pytest.mark.parametrize(
    ("day", "stands_as"),
    [
        (SPAN.start, ("Xã Hòa Bình", "commune", "labour-social")),
        (date(2026, 7, 1), ("Xã Hòa Bình", "commune", "labour-social")),
        (LAST_DAY, ("Xã Hòa Bình", "commune", "labour-social")),
        (date(2027, 1, 1), ("Phòng Việc làm", "division", "industry-trade")),
    ],
)
def test_a_member_has_the_name_kind_and_sector_of_the_last_day(
    office: Office, day: date, stands_as: tuple[str, str, str], now: datetime
) -> None:
    office.gathers([moving("a", day, "industry-trade", "labour-social")], [Membership("cum", "a")])
    offer = office.offer()
    openings = plan_opening(office.engine, PERIOD, ["cum"], offer)
    open_clusters(office.engine, PERIOD, openings, offer, "an", now)
    (member,) = load_open_cluster(office.engine, "cum", "2026", {}).members
    assert (member.name, member.kind, member.sector) == stands_as


def test_the_sector_of_the_last_day_says_which_point_table_is_needed(office: Office) -> None:
    summer = date(2026, 7, 1)
    office.gathers(
        [
            moving("comes", summer, "industry-trade", "labour-social"),
            moving("goes", summer, "labour-social", "industry-trade"),
        ],
        [Membership("cum", "comes"), Membership("cum", "goes")],
    )
    with pytest.raises(Refused) as caught:
        office.planned(read_scheme(BY_SECTOR))
    (fault,) = caught.value.faults
    assert "“goes” is of sector “industry-trade”" in fault.what.en


@pytest.fixture
def now() -> datetime:
    return datetime.fromisoformat("2026-03-01T05:00:00+00:00")
