"""Clusters and their rosters."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from sqlalchemy import Connection

from thidua.core.model.cluster import Cluster, Membership, Role
from thidua.core.record.clusters import (
    cluster_row_versions,
    load_clusters,
    load_roster,
    save_clusters,
    save_roster,
)
from thidua.core.record.stored import Stored
from thidua.core.text.fault import Refused

if TYPE_CHECKING:
    from tests.record.conftest import World


def test_clusters_come_back_by_code(connection: Connection, world: "World") -> None:
    bloc = Cluster("a-bloc", "Khối Kinh tế - Kỹ thuật", "so", "khối")
    assert save_clusters(connection, [bloc, world.cluster]) == Stored(new=1, unchanged=1)
    assert load_clusters(connection) == (bloc, world.cluster)
    assert load_clusters(connection, ["k1", "ghost"]) == (world.cluster,)


def test_the_second_of_two_editors_of_a_cluster_is_told(
    connection: Connection, world: "World"
) -> None:
    seen = cluster_row_versions(connection, ["k1"])
    first = evolve(world.cluster, name="Cụm Bắc sông Hậu")
    assert save_clusters(connection, [first], seen=seen) == Stored(changed=1)
    with pytest.raises(Refused, match="k1: Somebody else has just changed this"):
        save_clusters(connection, [evolve(first, name="Cụm Nam sông Hậu")], seen=seen)
    assert load_clusters(connection) == (first,)


def test_a_roster_keeps_its_order_its_roles_and_its_days(
    connection: Connection, world: "World"
) -> None:
    roster = (
        Membership("k1", "u2", Role.HEAD, date(2025, 1, 1), date(2025, 6, 30)),
        Membership("k1", "u2", Role.DEPUTY, date(2025, 7, 1)),
        Membership("k1", "u1", valid_to=date(2025, 12, 31)),
    )
    assert save_roster(connection, world.cluster, roster) is True
    assert load_roster(connection, "k1") == roster
    assert save_roster(connection, world.cluster, roster) is False
    save_clusters(connection, [Cluster("k0", "Cụm khác", "so")])
    assert load_roster(connection, "k0") == ()
    assert load_roster(connection) == roster


def test_the_second_of_two_editors_of_a_roster_is_told(
    connection: Connection, world: "World"
) -> None:
    seen = cluster_row_versions(connection, ["k1"])
    assert save_roster(connection, world.cluster, [Membership("k1", "u1")], seen=seen)
    with pytest.raises(Refused, match="k1: Somebody else has just changed this"):
        save_roster(connection, world.cluster, [], seen=seen)
    assert save_roster(connection, world.cluster, []) is True
    assert load_roster(connection, "k1") == ()


def test_a_roster_holds_the_members_of_its_own_cluster(
    connection: Connection, world: "World"
) -> None:
    with pytest.raises(ValueError, match=r"memberships of other clusters: \['k2'\]"):
        save_roster(connection, world.cluster, [Membership("k2", "u1")])
