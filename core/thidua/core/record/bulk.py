"""Many codes and many rows at once."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Table, insert

from thidua.core.record.mapping import Values

PORTION = 5_000
"""Codes in one statement; SQLite takes 32,766 variables, and other conditions need some too."""


def portions(codes: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The different codes, sorted, as many at a time as a statement can hold."""
    wanted = sorted(set(codes))
    for start in range(0, len(wanted), PORTION):
        yield tuple(wanted[start : start + PORTION])


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows of one shape with a single prepared statement; none is fine."""
    if rows:
        connection.execute(insert(table), rows)
