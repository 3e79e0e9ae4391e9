"""Making the schema, and bringing an older one up to date. Only this module loads alembic."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from thidua.core.record import refusals
from thidua.core.record.connection import open_engine, path_of, reading, rebuilding
from thidua.core.record.identity import APPLICATION_ID, SCHEMA_NUMBER
from thidua.core.record.tables import metadata

SCRIPTS = Path(__file__).parent / "migrations"


def create_database(location: str | Path) -> Engine:
    """The engine of a new database with its schema; an existing one is kept, and upgraded."""
    engine = open_engine(location, create=True)
    ensure_schema(engine)
    return engine


def ensure_schema(engine: Engine) -> bool:
    """Make or upgrade the schema in one transaction; False where it is already up to date."""
    with reading(engine) as connection:
        if _number(connection, "PRAGMA user_version") == SCHEMA_NUMBER:
            return False
    with rebuilding(engine) as connection:
        _upgrade(connection)
        if orphans := len(connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise refusals.broken_upgrade(path_of(engine), orphans)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_NUMBER}")
    return True


def run_scripts() -> None:
    """Called by ``migrations/env.py``: the scripts that are due, on the caller's connection."""
    from alembic import context

    context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
    context.run_migrations()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    command.upgrade(config, "head")


def _number(connection: Connection, query: str) -> Any:
    return connection.exec_driver_sql(query).scalar_one()
