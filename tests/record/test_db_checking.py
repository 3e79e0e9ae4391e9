"""What ``db check`` finds: nothing in a sound database, everything in an altered one."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine

from thidua.core.record.checking import check_database
from thidua.core.record.connection import open_engine, writing
from thidua.core.record.observations import save_observations

if TYPE_CHECKING:
    from tests.record.conftest import World


def tamper(path: Path, *statements: str) -> None:
    """Change a file behind thidua's back, as a database browser would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


@pytest.fixture
def sound(filled: Engine, path: Path, world: "World") -> Path:
    with writing(filled) as connection:
        save_observations(connection, [world.figure()], world.actor, world.at)
    return path


def test_a_sound_database_has_no_fault(sound: Path) -> None:
    assert check_database(sound) == ()
    assert check_database(f"sqlite:///{sound}") == ()


def test_a_file_that_cannot_be_opened_is_one_fault(tmp_path: Path) -> None:
    (fault,) = check_database(tmp_path / "thidua.db")
    assert fault.what.vi == "Không tìm thấy cơ sở dữ liệu."


def test_an_altered_scheme_is_found_by_its_digest(sound: Path, world: "World") -> None:
    tamper(sound, "UPDATE frozen_scheme SET scheme = replace(scheme, 'code', 'Code')")
    (fault,) = check_database(sound)
    assert fault.place == world.digest
    assert "không còn khớp mã kiểm tra" in fault.what.vi
    assert "no longer matches its digest" in fault.what.en


def test_a_row_that_refers_to_nothing_is_found(sound: Path) -> None:
    tamper(sound, "DELETE FROM unit WHERE code = 'u2'")
    faults = check_database(sound)
    assert {fault.place for fault in faults} == {"unit_version", "cluster_member", "period_member"}
    assert {fault.what.en.split("refers")[1] for fault in faults} == {
        " to an entry that unit does not hold."
    }


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("observation", "UPDATE observation SET value = '1.50'"),
        ("observation", "UPDATE observation SET bound = 'roughly'"),
        ("cluster_member", "UPDATE cluster_member SET role = 'king'"),
        ("unit_version", "UPDATE unit_version SET name = ' '"),
        ("period", "UPDATE period SET deadline = 'mai'"),
    ],
)
def test_every_row_must_read_as_a_record(sound: Path, table: str, statement: str) -> None:
    tamper(sound, statement)
    (fault,) = check_database(sound)
    assert fault.place == table
    assert fault.what.vi.startswith(f"Bảng {table} có dòng không đọc được")
    assert fault.what.en.startswith(f"A row of {table} cannot be read")
    assert fault.remedy is not None


def test_missing_tables_are_named(sound: Path) -> None:
    tamper(sound, "DROP TABLE judged_points", "DROP TABLE enabled_sector")
    assert [fault.what.en for fault in check_database(sound)] == [
        "The table enabled_sector is missing.",
        "The table judged_points is missing.",
    ]


def test_an_index_that_does_not_tell_what_its_table_holds_is_found(sound: Path) -> None:
    """Opening the file overlooks it: that check leaves the indexes out."""
    tamper(
        sound,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'IS NOT NULL', 'IS NULL')"
        " WHERE name = 'uq_observation_above'",
    )
    open_engine(sound)
    (fault,) = check_database(sound)
    assert fault.what.vi == "Cơ sở dữ liệu bị hỏng."
    assert fault.what.en == "The database is damaged."
