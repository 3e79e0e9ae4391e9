"""Whether a file is a database of thidua that this release can read."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from thidua.core.record import refusals

APPLICATION_ID = 0x54444831
"""``TDH1``, in the header of every file."""

SCHEMA_NUMBER = 1
"""The ``user_version`` of the schema that this release reads and writes."""

OLDEST_SQLITE = (3, 37)
"""The first with STRICT tables."""

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for its turn."""

QUICK_CHECK_LIMIT = 16 * 2**20
"""Bytes up to which a file is checked whenever it is opened: the check reads all of it."""


def database_path(location: str | Path) -> Path:
    """The file that a path or an address ``sqlite:///…`` names; Refused for any other address."""
    if isinstance(location, Path):
        return location.absolute()
    try:
        url = make_url(location)
    except ArgumentError as error:
        raise refusals.not_sqlite(location) from error
    named = url.database not in (None, "", ":memory:") and not url.query
    if url.drivername not in ("sqlite", "sqlite+pysqlite") or not named:
        raise refusals.not_sqlite(url.render_as_string(hide_password=True))
    return Path(str(url.database)).absolute()


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """A bare connection; without ``create`` a missing file is an error and not a new database."""
    mode = "rwc" if create else "rw"
    return sqlite3.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_MS / 1000,
        isolation_level=None,
    )


def identify(path: Path, *, create: bool) -> None:
    """Refuse a file that is not ours, newer, older, empty or damaged, and leave it unchanged.

    With ``create`` a missing, empty or older file will do.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise refusals.old_sqlite(path, sqlite3.sqlite_version)
    if os.path.isdir(path):  # unlike the methods of Path, False where access is denied
        raise refusals.a_folder(path)
    if not os.path.exists(path):
        if not create:
            raise refusals.no_database(path)
        if not path.parent.is_dir():
            raise refusals.no_folder(path.parent)
        return
    with refusals.refusing(path), closing(connect(path, create=False)) as connection:
        _refuse_by_header(connection, path, create=create)
        _refuse_damaged(connection, path)


def _refuse_by_header(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    application = _number(connection, "PRAGMA application_id")
    schema = _number(connection, "PRAGMA user_version")
    if application == 0 and not _number(connection, "SELECT count(*) FROM sqlite_master"):
        if not create:
            raise refusals.empty_file(path)
    elif application != APPLICATION_ID:
        raise refusals.foreign_file(path)
    elif schema > SCHEMA_NUMBER:
        raise refusals.newer_file(path, schema, SCHEMA_NUMBER)
    elif schema < SCHEMA_NUMBER and not create:
        raise refusals.older_file(path, schema, SCHEMA_NUMBER)


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size > QUICK_CHECK_LIMIT:
        return
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise refusals.damaged(path)


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
