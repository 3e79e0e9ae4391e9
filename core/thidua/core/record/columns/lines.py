"""Figures in lines, for a database that takes rows by ``executemany``.

Half of the time that a tuple a figure takes is the driver's: a call and the words of the key for
each. So the words stand in a table of their own, and a line holds many figures of one owner: the
number of their words and their value, in turn. The database makes the rows of it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from numpy.typing import NDArray
from sqlalchemy import Connection, Table

LONGEST = 100
"""Figures in one line at most."""

_HEAD = 8
"""What a line takes beside its figures, in places of figures that are left blank."""

_OWNER = ("unit", "cluster")
_VALUE = "value"
_WORDS = "figure_words"


def insert_lines(
    connection: Connection, table: Table, columns: Mapping[str, Any], constants: Mapping[str, Any]
) -> None:
    """Insert figures: Arrow arrays of their columns, and what the driver gets for the others."""
    owner = [name for name in columns if name in _OWNER]
    said = [name for name in columns if name not in (*_OWNER, _VALUE)]
    different = pa.array(_numbers(columns[name] for name in said)).dictionary_encode()
    words = different.indices.to_numpy()
    firsts = _firsts(words)
    _keep_words(connection, {name: _taken(columns[name], firsts) for name in said})
    lines = _laid(_numbers(columns[name] for name in owner))
    head = [*constants.values(), *(_taken(columns[name], lines.firsts) for name in owner)]
    rows = lines.rows(head, words, columns[_VALUE].to_numpy(zero_copy_only=False))
    statement = _statement(table, (*constants, *owner), said, lines.width)
    connection.exec_driver_sql(statement, rows)
    connection.exec_driver_sql(f"DROP TABLE temp.{_WORDS}")


@frozen(eq=False)
class _Lines:
    """Where each figure stands."""

    width: int
    """Figures in a line."""
    firsts: NDArray[np.int64]
    """A figure of the owner of each line."""
    line: NDArray[np.int64]
    """Of each figure."""
    place: NDArray[np.int64]
    """Of each figure, in its line."""

    def rows(
        self, head: list[Any], words: NDArray[np.int32], values: NDArray[np.object_]
    ) -> list[tuple[Any, ...]]:
        """The lines as the driver takes them; ``head`` begins each."""
        start = len(head)
        cells = np.full((len(self.firsts), start + 2 * self.width), None, object)
        for at, what in enumerate(head):
            cells[:, at] = what
        cells[self.line, start + 2 * self.place] = words
        cells[self.line, start + 2 * self.place + 1] = values
        return list(map(tuple, cells.tolist()))


def _laid(owners: NDArray[np.int64]) -> _Lines:
    """Lines for the figures of these owners, each of whom has his one after the other."""
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    counts = np.diff(starts, append=len(owners))
    width = _width(counts)
    lines = -(-counts // width)
    within = np.arange(len(owners)) - np.repeat(starts, counts)
    before = np.cumsum(lines) - lines
    line = np.repeat(before, counts) + within // width
    return _Lines(width, np.repeat(starts, lines), line, within % width)


def _width(counts: NDArray[np.int64]) -> int:
    """The figures of a line with which so many of each owner take the least time."""

    def cost(width: int) -> int:
        return int((-(-counts // width)).sum()) * (_HEAD + width)

    return min(range(1, min(LONGEST, int(counts.max())) + 1), key=cost)


def _numbers(columns: Iterable[Any]) -> NDArray[np.int64]:
    """A number for each row, the same for the same words."""
    numbers: Any = np.int64(0)
    for column in columns:
        encoded = column.dictionary_encode()
        numbers = numbers * len(encoded.dictionary) + encoded.indices.to_numpy()
    found: NDArray[np.int64] = numbers
    return found


def _firsts(numbers: NDArray[np.int32]) -> NDArray[np.int64]:
    """The first row of each number."""
    firsts = np.empty(int(numbers.max()) + 1, np.int64)
    firsts[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return firsts


def _taken(column: Any, rows: NDArray[np.int64]) -> list[Any]:
    """What a column says in some rows."""
    taken: list[Any] = column.take(pa.array(rows)).to_pylist()
    return taken


def _keep_words(connection: Connection, words: Mapping[str, list[Any]]) -> None:
    """Put the different words beside the table; the number of each is its place."""
    names = ", ".join(("number INTEGER PRIMARY KEY", *words))
    marks = ", ".join("?" * (len(words) + 1))
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {_WORDS} ({names})")
    rows = [(number, *row) for number, row in enumerate(zip(*words.values(), strict=True))]
    connection.exec_driver_sql(f"INSERT INTO temp.{_WORDS} VALUES ({marks})", rows)


def _statement(table: Table, head: tuple[str, ...], said: list[str], width: int) -> str:
    """The statement that makes rows of a line."""
    names = ", ".join((*head, *said, _VALUE))
    first = len(head) + 1
    marks = [f"?{number}" for number in range(1, first)]
    cells = ", ".join(f"(?{first + 2 * at}, ?{first + 2 * at + 1})" for at in range(width))
    found = ", ".join((*marks, *(f"words.{name}" for name in said), "cell.column2"))
    return (
        f"INSERT INTO {table.name} ({names}) SELECT {found} FROM (VALUES {cells}) AS cell"
        f" CROSS JOIN temp.{_WORDS} AS words WHERE words.number = cell.column1"
    )
