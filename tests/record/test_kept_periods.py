"""Periods: what opens with them is kept as it was on that day."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from sqlalchemy import Connection, update

from thidua.core.model.cluster import Cluster, Membership, Role
from thidua.core.model.criteria import Basis
from thidua.core.model.observation import Place
from thidua.core.model.period import Period, PeriodKind, Span
from thidua.core.record import tables
from thidua.core.record.clusters import save_clusters, save_roster
from thidua.core.record.opened import OpenedCluster, PeriodMember
from thidua.core.record.periods import (
    load_opened,
    load_period,
    load_periods,
    load_scheme,
    open_period,
    preceding_period,
)
from thidua.core.text.fault import Refused

if TYPE_CHECKING:
    from tests.record.conftest import World


def year(number: int, code: str = "") -> Period:
    span = Span(date(number, 1, 1), date(number, 12, 31))
    return Period(code or str(number), span, PeriodKind.YEAR, deadline=date(number + 1, 1, 15))


def opened(period: str, cluster: str = "k1", digest: str = "d1") -> OpenedCluster:
    members = (PeriodMember("u2"), PeriodMember("u1", Role.DEPUTY))
    return OpenedCluster(Place(cluster, period), "set", Basis.OFFICIAL, digest, members)


def begin(connection: Connection, world: "World", period: Period, *clusters: OpenedCluster) -> None:
    schemes = {item.digest: f"scheme {item.digest}" for item in clusters}
    open_period(connection, period, clusters, schemes, world.actor, world.at)


def test_a_period_comes_back(connection: Connection, world: "World") -> None:
    begin(connection, world, year(2024), opened("2024"))
    assert load_period(connection, "2024") == year(2024)
    assert load_period(connection, "2023") is None
    assert load_periods(connection) == (year(2024), world.period())


def test_what_was_open_comes_back(connection: Connection, world: "World") -> None:
    begin(connection, world, year(2024), opened("2024"))
    assert load_opened(connection) == (opened("2024"), world.opened())
    assert load_opened(connection, cluster="k1", period="2024") == (opened("2024"),)
    assert load_opened(connection, period="2025") == (world.opened(),)
    assert load_opened(connection, cluster="k9") == ()
    assert load_scheme(connection, world.digest) == world.scheme


def test_a_later_roster_does_not_change_what_was_open(
    connection: Connection, world: "World"
) -> None:
    save_roster(connection, world.cluster, [Membership("k1", "so")])
    assert load_opened(connection, period="2025") == (world.opened(),)


def test_further_clusters_open_in_the_same_period(connection: Connection, world: "World") -> None:
    save_clusters(connection, [Cluster("k2", "Cụm số 2", "so")])
    begin(connection, world, world.period(), opened("2025", "k2", world.digest))
    assert [item.place.cluster for item in load_opened(connection, period="2025")] == ["k1", "k2"]
    assert load_scheme(connection, world.digest) == world.scheme


def test_a_scheme_does_not_change_once_its_cluster_is_open(
    connection: Connection, world: "World"
) -> None:
    with pytest.raises(Refused) as caught:
        begin(connection, world, world.period(), opened("2025", digest="another"))
    (fault,) = caught.value.faults
    assert fault.what.vi == ("Cụm k1 đã mở trong kỳ 2025; cách tính điểm không đổi được nữa.")
    assert fault.what.en == (
        "Cluster k1 is already open in period 2025; its scheme can no longer change."
    )


def test_a_period_does_not_change_its_days(connection: Connection, world: "World") -> None:
    with pytest.raises(Refused) as caught:
        begin(connection, world, year(2024, "2025"), opened("2025"))
    (fault,) = caught.value.faults
    assert fault.what.vi == (
        "Kỳ này đã mở với thời gian từ 01/01/2025 đến 31/12/2025, loại “year”."
    )
    assert fault.what.en == (
        "This period is already open, from 01/01/2025 to 31/12/2025, as a “year”."
    )


def test_a_period_does_not_change_its_kind(connection: Connection, world: "World") -> None:
    movement = evolve(world.period(), kind=PeriodKind.MOVEMENT)
    save_clusters(connection, [Cluster("k2", "Cụm số 2", "so")])
    with pytest.raises(Refused) as caught:
        begin(connection, world, movement, opened("2025", "k2"))
    (fault,) = caught.value.faults
    assert fault.place == "2025"
    assert "loại “year”" in fault.what.vi
    assert "as a “year”" in fault.what.en
    assert load_opened(connection, cluster="k2") == ()


def test_a_final_period_takes_no_further_cluster(connection: Connection, world: "World") -> None:
    connection.execute(update(tables.period).values(state="final"))
    with pytest.raises(Refused) as caught:
        begin(connection, world, world.period(), opened("2025", "k2"))
    (fault,) = caught.value.faults
    assert fault.what.vi == "Kỳ này đã chốt, không mở thêm cho cụm nào được."
    assert fault.what.en == "This period is final and takes no further cluster."


def test_a_period_code_that_differs_only_by_capitals_is_refused(
    connection: Connection, world: "World"
) -> None:
    begin(connection, world, year(2024, "nam-2024"))
    with pytest.raises(Refused, match="NAM-2024: This code differs from the existing nam-2024"):
        begin(connection, world, year(2024, "NAM-2024"))


def test_clusters_open_in_the_period_that_they_name(connection: Connection, world: "World") -> None:
    with pytest.raises(ValueError, match=r"clusters of other periods: \['2023'\]"):
        begin(connection, world, year(2024), opened("2023"))


def test_the_preceding_period_is_the_latest_of_its_kind_that_has_ended(
    connection: Connection, world: "World"
) -> None:
    half = Period("2024-h2", Span(date(2024, 7, 1), date(2024, 12, 31)), PeriodKind.HALF_YEAR)
    for period in (year(2022), year(2024), year(2023), half):
        begin(connection, world, period)
    assert preceding_period(connection, world.period()) == year(2024)
    assert preceding_period(connection, year(2024)) == year(2023)
    assert preceding_period(connection, year(2022)) is None
    assert preceding_period(connection, half) is None
    overlapping = evolve(world.period(), span=Span(date(2024, 12, 31), date(2025, 12, 30)))
    assert preceding_period(connection, overlapping) == year(2023)


def test_the_preceding_period_of_a_cluster_is_one_in_which_it_was_scored(
    connection: Connection, world: "World"
) -> None:
    begin(connection, world, year(2023), opened("2023"))
    begin(connection, world, year(2024))
    assert preceding_period(connection, world.period(), "k1") == year(2023)
    assert preceding_period(connection, world.period(), "k2") is None
