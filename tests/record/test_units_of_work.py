"""Units of work: whole or not at all, one writer after the other, whatever kills or fills them."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from thidua.core.record import identity
from thidua.core.record.checking import check_database
from thidua.core.record.connection import open_engine, reading, writing
from thidua.core.record.observations import load_observations, save_observations
from thidua.core.record.refusals import refusing
from thidua.core.record.units import load_units, save_units
from thidua.core.text.fault import Refused

if TYPE_CHECKING:
    from tests.record.conftest import World

INCREMENT = """
import sys, pathlib
from datetime import UTC, date, datetime
from fractions import Fraction
from attrs import evolve
from thidua.core.model.period import Span
from thidua.core.record.connection import open_engine, writing
from thidua.core.record.observations import load_observations, save_observations

engine = open_engine(pathlib.Path(sys.argv[1]))
year = Span(date(2025, 1, 1), date(2025, 12, 31))
for _ in range(int(sys.argv[2])):
    with writing(engine) as connection:
        (figure,) = load_observations(connection, ["u1"], [year])
        more = evolve(figure, value=figure.value + 1)
        save_observations(connection, [more], "robot", datetime.now(UTC))
"""

HALF_DONE = """
import sys, pathlib, time
from datetime import date
from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.record.connection import open_engine, writing
from thidua.core.record.units import save_units

engine = open_engine(pathlib.Path(sys.argv[1]))
version = UnitVersion(date(2020, 1, 1), "Đơn vị " * 20, "division")
with writing(engine) as connection:
    connection.exec_driver_sql("PRAGMA cache_size=10")  # so that pages reach the file at once
    save_units(connection, [Unit(f"x{number}", (version,)) for number in range(5_000)])
    print("half done", flush=True)
    time.sleep(60)
"""


def test_no_update_of_several_processes_is_lost(filled: Engine, path: Path, world: "World") -> None:
    with writing(filled) as connection:
        save_observations(connection, [world.figure("0")], world.actor, world.at)
    writers = [
        subprocess.Popen([sys.executable, "-c", INCREMENT, path, "25"], stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    for writer in writers:
        with writer:
            _, complaint = writer.communicate(timeout=60)
        assert (writer.returncode, complaint) == (0, b"")
    with reading(filled) as connection:
        (figure,) = load_observations(connection, ["u1"], [world.year])
    assert figure.value == 100


def test_a_writer_killed_in_the_middle_leaves_nothing_half_saved(
    filled: Engine, path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HALF_DONE, path], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"half done\n"
        assert os.path.exists(f"{path}-journal") or os.path.exists(f"{path}-wal")
        os.kill(writer.pid, signal.SIGKILL)
    with reading(open_engine(path)) as connection:
        assert [unit.code for unit in load_units(connection)] == ["so", "u1", "u2"]
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_an_exception_takes_back_the_whole_unit_of_work(filled: Engine, world: "World") -> None:
    with pytest.raises(ZeroDivisionError), writing(filled) as connection:
        save_observations(connection, [world.figure()], world.actor, world.at)
        raise ZeroDivisionError
    with reading(filled) as connection:
        assert load_observations(connection, ["u1"], [world.year]) == ()


def test_a_reader_sees_one_state_throughout(filled: Engine, world: "World") -> None:
    with reading(filled) as earlier:
        before = load_units(earlier)
        with reading(filled) as other:
            assert load_units(other) == before
        assert load_units(earlier) == before


def test_a_reader_cannot_write(filled: Engine, world: "World") -> None:
    with pytest.raises(Refused) as caught, reading(filled) as connection:
        save_observations(connection, [world.figure()], world.actor, world.at)
    (fault,) = caught.value.faults
    assert fault.what.vi == "Không có quyền ghi vào cơ sở dữ liệu. Chưa có gì được lưu."
    assert fault.what.en == "The database may not be written. Nothing was saved."


def test_a_writer_that_waits_too_long_is_told(
    filled: Engine, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "BUSY_TIMEOUT_MS", 20)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused) as caught, writing(filled):
            pass
    (fault,) = caught.value.faults
    assert fault.what.vi.startswith("Cơ sở dữ liệu đang bận: có người khác đang ghi.")
    assert fault.what.en.startswith("The database is busy: somebody else is writing.")
    assert fault.remedy is not None
    assert fault.remedy.vi == "Hãy thử lại sau ít phút."


def test_a_full_disk_is_told_and_nothing_is_lost(
    filled: Engine, path: Path, world: "World"
) -> None:
    with writing(filled) as connection:
        save_observations(connection, [world.figure()], world.actor, world.at)
    flood = [world.figure(str(number)) for number in range(5_000)]
    with pytest.raises(Refused) as caught, writing(filled) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 5}")
        save_observations(connection, flood, world.actor, world.at)
    (fault,) = caught.value.faults
    assert fault.what.vi == "Ổ đĩa đã đầy. Chưa có gì được lưu; dữ liệu cũ còn nguyên."
    assert fault.what.en == "The disk is full. Nothing was saved; what was there is intact."
    with reading(filled) as connection:
        (figure,) = load_observations(connection, ["u1"], [world.year])
    assert figure.value == world.figure().value
    with writing(filled) as connection:  # space is there again
        assert save_observations(connection, flood[:1], world.actor, world.at).changed == 1
    assert check_database(path) == ()


def test_an_entry_that_names_an_unknown_unit_is_refused(filled: Engine, world: "World") -> None:
    with pytest.raises(Refused) as caught, writing(filled) as connection:
        save_observations(connection, [world.figure(unit="ghost")], world.actor, world.at)
    (fault,) = caught.value.faults
    assert fault.what.vi.startswith("Có mục nhắc đến đơn vị, cụm, kỳ hoặc thành viên chưa có")
    assert fault.what.en.startswith("An entry names a unit, cluster, period or member that")


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        (sqlite3.SQLITE_IOERR_FSYNC, "Ổ đĩa báo lỗi khi đọc hoặc ghi", "The disk reported an"),
        (sqlite3.SQLITE_CANTOPEN, "Không mở được cơ sở dữ liệu.", "The database cannot be opened."),
        (sqlite3.SQLITE_LOCKED, "Cơ sở dữ liệu đang bận", "The database is busy"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "Cơ sở dữ liệu bị hỏng.", "The database is damaged."),
    ],
)
def test_what_the_disk_reports_is_told_in_both_languages(
    tmp_path: Path, code: int, vi: str, en: str
) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    with pytest.raises(Refused) as caught, refusing(tmp_path):
        raise error
    (fault,) = caught.value.faults
    assert fault.what.vi.startswith(vi)
    assert fault.what.en.startswith(en)
    assert fault.remedy is not None


def test_a_mistake_in_a_statement_stays_an_error(filled: Engine) -> None:
    with pytest.raises(DBAPIError), reading(filled) as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO unit (code, folded, version) VALUES ('A', 'a', 'abc')",
        "INSERT INTO unit (code, folded, version) VALUES ('A', 'a', 1.5)",
        "INSERT INTO unit (code, folded, version) VALUES ('A', 'a', NULL)",
        "INSERT INTO unit (code, folded, version) VALUES ('U1', 'u1', 1)",
    ],
)
def test_the_tables_themselves_refuse_what_cannot_be(filled: Engine, statement: str) -> None:
    with pytest.raises(IntegrityError), writing(filled) as connection:
        connection.exec_driver_sql(statement)


def test_a_unit_of_work_leaves_no_file_open(filled: Engine, path: Path) -> None:
    with writing(filled) as connection:
        save_units(connection, [])
    path.rename(path.with_name("moved.db"))
    with pytest.raises(Refused, match="cannot be opened"), reading(filled):
        pass
