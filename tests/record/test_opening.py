"""Opening a file: ours is opened, anything else is refused with what to do, and left unchanged."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from thidua.core.record import connection as connection_module
from thidua.core.record import identity
from thidua.core.record.connection import open_engine, reading, writing
from thidua.core.record.identity import APPLICATION_ID, SCHEMA_NUMBER
from thidua.core.record.migrating import create_database
from thidua.core.text.fault import Refused


def refused(location: str | Path, *, create: bool = False) -> tuple[str, str]:
    """Both languages of the one fault with which a file is refused; each names what to do."""
    with pytest.raises(Refused) as caught:
        open_engine(location, create=create)
    (fault,) = caught.value.faults
    assert fault.place
    assert fault.remedy is not None
    return fault.what.vi, fault.what.en


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


def test_a_database_is_opened_by_its_path_or_its_address(path: Path) -> None:
    for location in (path, f"sqlite:///{path}", f"sqlite+pysqlite:///{path}"):
        with reading(open_engine(location)) as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM unit").scalar() == 0


def test_a_folder_name_with_spaces_and_signs_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "Thi đua 100% (bản #2?)"
    folder.mkdir()
    engine = create_database(folder / "thidua.db")
    with reading(engine) as connection:
        connection.exec_driver_sql("SELECT * FROM unit").all()
    assert os.listdir(folder) == ["thidua.db"]


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    vi, en = refused(tmp_path / "thidua.db")
    assert vi == "Không tìm thấy cơ sở dữ liệu."
    assert en == "There is no database here."
    assert os.listdir(tmp_path) == []


def test_a_database_is_not_made_in_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    vi, en = refused(tmp_path / "nowhere" / "thidua.db", create=True)
    assert vi == "Chưa có thư mục để tạo cơ sở dữ liệu."
    assert en == "The folder for the database does not exist."


def test_a_folder_is_refused(tmp_path: Path) -> None:
    vi, en = refused(tmp_path)
    assert vi == "Đây là thư mục, không phải tệp cơ sở dữ liệu."
    assert en == "This is a folder, not a database file."


def test_an_empty_file_is_refused_and_may_be_made_a_database(tmp_path: Path) -> None:
    path = tmp_path / "thidua.db"
    path.touch()
    vi, en = refused(path)
    assert vi == "Tệp cơ sở dữ liệu rỗng."
    assert en == "The database file is empty."
    create_database(path)
    open_engine(path)


def test_a_text_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "thidua.db"
    path.write_text("Báo cáo tổng kết năm 2025\n" * 100, encoding="utf-8")
    vi, en = refused(path)
    assert vi == "Đây không phải là tệp cơ sở dữ liệu."
    assert en == "This is not a database file."


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("application", [0, 0x12345678])
def test_the_database_of_another_program_is_refused_and_left_alone(
    tmp_path: Path, application: int, create: bool
) -> None:
    path = tmp_path / "ke-toan.db"
    alter(path, "CREATE TABLE chung_tu (so INTEGER)", f"PRAGMA application_id={application}")
    before = path.read_bytes()
    vi, en = refused(path, create=create)
    assert vi == "Đây là cơ sở dữ liệu của một phần mềm khác, không phải của thidua."
    assert en == "This database was made by another program, not by thidua."
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["ke-toan.db"]


@pytest.mark.parametrize("create", [False, True])
def test_a_newer_database_is_refused(path: Path, create: bool) -> None:
    alter(path, f"PRAGMA user_version={SCHEMA_NUMBER + 1}")
    vi, en = refused(path, create=create)
    assert vi == (
        "Cơ sở dữ liệu do phiên bản thidua mới hơn tạo ra (cấu trúc số 2; phiên bản đang dùng"
        " đọc được đến số 1)."
    )
    assert en == "The database was made by a newer thidua (schema 2; this one reads up to 1)."


def test_an_older_database_waits_for_its_upgrade(path: Path) -> None:
    alter(path, f"PRAGMA user_version={SCHEMA_NUMBER - 1}")
    vi, en = refused(path)
    assert vi == "Cơ sở dữ liệu còn ở cấu trúc số 0; phiên bản đang dùng cần số 1."
    assert en == "The database still has schema 0; this thidua needs 1."
    open_engine(path, create=True)


def scribble(path: Path) -> None:
    """Overwrite the pages behind the first, which lists the tables."""
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)


def test_a_damaged_database_is_refused(path: Path) -> None:
    scribble(path)
    vi, en = refused(path)
    assert vi == "Cơ sở dữ liệu bị hỏng."
    assert en == "The database is damaged."


def test_a_value_of_the_wrong_type_is_damage(path: Path) -> None:
    """Somebody took the strictness off a table with another tool, and put it back after."""
    lax, strict = "replace(sql, 'STRICT', '')", "sql || ' STRICT'"
    change = "UPDATE sqlite_master SET sql = {} WHERE name = 'unit'"
    alter(path, "PRAGMA writable_schema=ON", change.format(lax))
    alter(path, "INSERT INTO unit VALUES ('u1', 'u1', 'abc')")
    alter(path, "PRAGMA writable_schema=ON", change.format(strict))
    assert refused(path)[1] == "The database is damaged."


def test_damage_in_a_file_too_big_to_be_checked_each_time_is_told_when_it_is_met(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scribble(path)
    monkeypatch.setattr(identity, "QUICK_CHECK_LIMIT", 0)
    engine = open_engine(path)
    with pytest.raises(Refused, match="The database is damaged"), reading(engine) as connection:
        connection.exec_driver_sql("SELECT * FROM unit").all()


@pytest.mark.parametrize(
    "location",
    [
        "thidua.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///thidua.db?mode=memory",
        "mysql+driver://u:secret@host/thidua",
    ],
)
def test_other_addresses_are_refused_without_their_password(location: str) -> None:
    with pytest.raises(Refused) as caught:
        open_engine(location)
    (fault,) = caught.value.faults
    assert fault.what.vi == "Địa chỉ cơ sở dữ liệu không dùng được."
    assert fault.what.en == "This database address cannot be used."
    assert "secret" not in fault.in_language("vi")


def test_an_sqlite_without_strict_tables_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "OLDEST_SQLITE", (99, 0))
    vi, en = refused(path)
    assert "quá cũ; thidua cần từ bản 3.37" in vi
    assert "is too old; thidua needs 3.37 or later" in en


def test_every_connection_has_the_settings_under_which_nothing_is_lost(path: Path) -> None:
    wanted = {
        "journal_mode": "delete" if sqlite3.sqlite_version_info < (3, 51, 3) else "wal",
        "synchronous": 3 if sqlite3.sqlite_version_info < (3, 51, 3) else 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "busy_timeout": 10_000,
        "application_id": APPLICATION_ID,
        "user_version": SCHEMA_NUMBER,
    }
    engine = open_engine(path)
    for unit_of_work in (reading, writing):
        with unit_of_work(engine) as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
        assert found == wanted


def test_a_file_that_does_not_take_the_journal_mode_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(path)
    monkeypatch.setattr(connection_module, "JOURNAL", "NONE")
    with pytest.raises(Refused) as caught, reading(engine):
        pass
    (fault,) = caught.value.faults
    assert fault.what.vi.startswith("Không đặt được chế độ nhật ký NONE")
    assert fault.what.en.startswith("The database did not take the journal mode NONE")


def test_opening_reading_and_writing_do_not_load_alembic(path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from thidua.core.record import migrating, units, clusters, periods, observations\n"
        "from thidua.core.record import decisions, imports, settings, checking\n"
        "engine = migrating.create_database(pathlib.Path(sys.argv[1]))\n"
        "with migrating.reading(engine) as connection: units.load_units(connection)\n"
        "heavy = {'alembic', 'mako', 'sqlalchemy.orm', 'sqlalchemy.dialects.postgresql',"
        " 'cattrs', 'rich', 'openpyxl', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
