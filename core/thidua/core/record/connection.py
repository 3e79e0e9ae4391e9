"""The one way to a database: an engine with safe settings, and units of work on it.

The defaults of the driver lost 604-795 of 800 acknowledged updates without an error; so every
writing unit of work begins with ``BEGIN IMMEDIATE``, and the driver begins nothing of its own.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from thidua.core.record import identity, refusals

SAFE_WAL = sqlite3.sqlite_version_info >= (3, 51, 3)
"""Before 3.51.3 a write-ahead log could corrupt the file when it was reset."""

JOURNAL = "WAL" if SAFE_WAL else "DELETE"

SYNCHRONOUS = "FULL" if SAFE_WAL else "EXTRA"
"""The least under which, with that journal, a power cut loses no acknowledged write."""

_SETTINGS = (
    f"synchronous={SYNCHRONOUS}",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
)
"""None of them is kept in the file: each connection sets them anew."""


def open_engine(location: str | Path, *, create: bool = False) -> Engine:
    """The engine of a database, named by its path or as ``sqlite:///path``.

    Refused, with what to do, for a file that is missing, empty, not ours, newer, older or
    damaged. With ``create`` a missing, empty or older file is accepted; the caller then calls
    :func:`thidua.core.record.migrating.ensure_schema`. A file on a network disk is not safe.
    """
    path = identity.database_path(location)
    identity.identify(path, create=create)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        creator=lambda: _connect(path, create=create),
        poolclass=NullPool,  # no connection outlives its unit of work, or crosses a fork
    )
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A unit of work that is stored whole when the block ends, and not at all if it raises.

    It waits its turn before the block begins, so that what the block reads stays true. Keep
    long work (files, scoring, rendering) outside.
    """
    with refusals.refusing(path_of(engine)), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A unit of work that sees one state of the database throughout, and cannot write."""
    readonly = engine.execution_options(readonly=True)
    with refusals.refusing(path_of(engine)), readonly.begin() as connection:
        yield connection


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """A writing unit of work in which tables may be dropped and made anew.

    Foreign keys are off: with them on, dropping a table deletes the rows that refer to it.
    """
    unenforced = engine.execution_options(foreign_keys=False)
    with refusals.refusing(path_of(engine)), unenforced.begin() as connection:
        yield connection


def path_of(engine: Engine) -> Path:
    """The file of an engine that :func:`open_engine` made."""
    return Path(str(engine.url.database))


def _connect(path: Path, *, create: bool) -> sqlite3.Connection:
    connection = identity.connect(path, create=create)
    try:
        _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute(f"PRAGMA busy_timeout={identity.BUSY_TIMEOUT_MS}")
    (journal,) = connection.execute(f"PRAGMA journal_mode={JOURNAL}").fetchone()
    if journal.upper() != JOURNAL:
        raise refusals.unsafe_journal(path, JOURNAL, journal)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("readonly", False):
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")
        return
    if not options.get("foreign_keys", True):
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # has no effect once begun
    connection.exec_driver_sql("BEGIN IMMEDIATE")
