"""Each department enables its own sectors."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from thidua.core.record.settings import disable_sector, enable_sector, enabled_sectors

if TYPE_CHECKING:
    from tests.record.conftest import World


def test_departments_enable_their_sectors_apart(connection: Connection, world: "World") -> None:
    assert enabled_sectors(connection) == {}
    for department, sector in [("so", "labour-social"), ("so", "a"), ("sct", "industry-trade")]:
        assert enable_sector(connection, department, sector, world.actor, world.at) is True
    assert enable_sector(connection, "so", "a", world.actor, world.at) is False
    assert enabled_sectors(connection) == {
        "sct": ("industry-trade",),
        "so": ("a", "labour-social"),
    }


def test_a_sector_is_disabled_for_one_department(connection: Connection, world: "World") -> None:
    for department in ("so", "sct"):
        enable_sector(connection, department, "a", world.actor, world.at)
    assert disable_sector(connection, "so", "a") is True
    assert disable_sector(connection, "so", "a") is False
    assert enabled_sectors(connection) == {"sct": ("a",)}
