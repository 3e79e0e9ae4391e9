"""The schema is made and upgraded in one transaction: old or new, never between."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from thidua.core.record import identity, migrating
from thidua.core.record.connection import open_engine, reading
from thidua.core.record.migrating import create_database, ensure_schema
from thidua.core.record.migrations.versions import schema_1
from thidua.core.record.tables import metadata
from thidua.core.text.fault import Refused

NEXT = """
from alembic import op
import sqlalchemy as sa

revision, down_revision = "2", "1"


def upgrade():
{body}
"""

ADD_COLUMN = '    op.add_column("cluster", sa.Column("seal", sa.Text()))\n'

REBUILD_PARENTS = """
    for table in ("unit", "cluster"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("note", sa.Text()))
"""

DROP_A_UNIT = "    op.execute(\"DELETE FROM unit WHERE code = 'u1'\")\n"


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A later release of thidua: a copy of the migrations, to which a test adds schema 2."""
    copy = tmp_path / "a % of scripts"
    shutil.copytree(migrating.SCRIPTS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for module in (identity, migrating):
        monkeypatch.setattr(module, "SCHEMA_NUMBER", 2)
    monkeypatch.setattr(migrating, "SCRIPTS", copy)
    return copy


def write_next(scripts: Path, body: str) -> None:
    (scripts / "versions" / "schema_2.py").write_text(NEXT.format(body=body))


def shape(path: Path) -> dict[str, list[str]]:
    """The statements that would make each table and index, their lines sorted."""
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND name <> 'alembic_version'"
        ).fetchall()
    return {name: sorted(line.strip(" ,\t") for line in sql.splitlines()) for name, sql in rows}


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def test_the_migrations_make_the_tables_as_they_are_declared(path: Path, tmp_path: Path) -> None:
    declared = tmp_path / "declared.db"
    engine = create_engine(f"sqlite:///{declared}")
    metadata.create_all(engine)
    engine.dispose()
    assert shape(path) == shape(declared)


def test_the_newest_script_is_that_of_the_schema_number() -> None:
    assert schema_1.revision == str(identity.SCHEMA_NUMBER)


def test_a_schema_that_is_up_to_date_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    assert ensure_schema(open_engine(path)) is False
    create_database(path)
    assert path.read_bytes() == before


def test_an_older_database_is_upgraded_with_all_its_rows(
    filled: Engine, path: Path, scripts: Path
) -> None:
    write_next(scripts, ADD_COLUMN)
    assert ensure_schema(open_engine(path, create=True)) is True
    with reading(open_engine(path)) as connection:
        assert connection.exec_driver_sql("SELECT seal FROM cluster").all() == [(None,)]
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == 2


def test_a_migration_that_fails_half_way_leaves_the_old_schema(
    filled: Engine, path: Path, scripts: Path
) -> None:
    before = content(path)
    write_next(scripts, ADD_COLUMN + "    raise ZeroDivisionError\n")
    with pytest.raises(ZeroDivisionError):
        ensure_schema(open_engine(path, create=True))
    assert content(path) == before
    write_next(scripts, ADD_COLUMN)
    assert ensure_schema(open_engine(path, create=True)) is True


def test_a_first_schema_that_fails_half_way_can_be_made_again(
    tmp_path: Path, scripts: Path
) -> None:
    path = tmp_path / "thidua.db"
    write_next(scripts, ADD_COLUMN + "    raise ZeroDivisionError\n")
    with pytest.raises(ZeroDivisionError):
        create_database(path)
    with pytest.raises(Refused, match="The database file is empty"):
        open_engine(path)
    write_next(scripts, ADD_COLUMN)
    create_database(path)
    open_engine(path)


def test_a_table_that_is_made_anew_keeps_the_rows_that_refer_to_it(
    filled: Engine, path: Path, scripts: Path
) -> None:
    write_next(scripts, REBUILD_PARENTS)
    ensure_schema(open_engine(path, create=True))
    with reading(open_engine(path)) as connection:
        counts = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            for table in ("unit", "unit_version", "cluster_member", "period_member")
        }
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert counts == {"unit": 3, "unit_version": 3, "cluster_member": 2, "period_member": 2}


def test_a_migration_that_orphans_rows_is_taken_back(
    filled: Engine, path: Path, scripts: Path
) -> None:
    before = content(path)
    write_next(scripts, DROP_A_UNIT)
    with pytest.raises(Refused) as caught:
        ensure_schema(open_engine(path, create=True))
    (fault,) = caught.value.faults
    assert fault.what.vi == (
        "Nâng cấp cấu trúc sẽ làm 3 dòng mất liên kết; đã hủy, dữ liệu giữ nguyên."
    )
    assert fault.what.en == ("The upgrade would leave 3 rows referring to nothing; it was undone.")
    assert content(path) == before
