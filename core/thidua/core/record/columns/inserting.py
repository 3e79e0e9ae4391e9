"""Columns of figures into a table, by the fastest way that the database has."""

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection, Table

from thidua.core.record.columns.lines import insert_lines

_ESCAPES: Final[Mapping[str, str]] = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_ESCAPED: Final = str.maketrans(dict(_ESCAPES))


def insert_columns(
    connection: Connection, table: Table, columns: Mapping[str, Any], said: Mapping[str, Any]
) -> None:
    """Insert figures: Arrow arrays of their columns, and what is said of them all.

    There is at least one figure; ``columns`` has a ``unit`` and a ``value`` and no nulls, and the
    figures of a unit follow one another.
    PostgreSQL gets them as one text by ``COPY``, a tenth of the time of its inserts; any other
    database by statements of many figures.
    """
    constants = {name: _for_driver(connection, table, name, value) for name, value in said.items()}
    if connection.dialect.name == "postgresql":
        _copy(connection, table, columns, constants)
    else:
        insert_lines(connection, table, columns, constants)


def count_rows(connection: Connection, table: Table) -> None:
    """Tell PostgreSQL what stands in a new table, or joins are planned as if it were empty."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {table.name}")


def _for_driver(connection: Connection, table: Table, name: str, value: Any) -> Any:
    """A value of a column in the form in which the driver takes it."""
    kind = table.c[name].type.dialect_impl(connection.dialect)
    process = kind.bind_processor(connection.dialect)
    return value if process is None else process(value)


def _copy(
    connection: Connection, table: Table, columns: Mapping[str, Any], constants: Mapping[str, Any]
) -> None:
    names = ", ".join([*columns, *constants])
    words = [pa.scalar(_word(value)) for value in constants.values()]
    rows = pc.binary_join_element_wise(*map(_escaped, columns.values()), *words, "\t")
    lines = pc.binary_join_element_wise(rows, "", "\n")
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as out:
        out.write(_written(lines))


def _escaped(column: Any) -> Any:
    """The words of a column as COPY reads them back."""
    words = column.cast(pa.string())
    written = _written(words)
    for character, escape in _ESCAPES.items():
        if character.encode() in written:
            words = pc.replace_substring(words, character, escape)
    return words


def _written(words: Any) -> bytes:
    """All words of a column, one after the other."""
    text = words.buffers()[2]
    return b"" if text is None else bytes(text)


def _word(value: Any) -> str:
    return "\\N" if value is None else str(value).translate(_ESCAPED)
