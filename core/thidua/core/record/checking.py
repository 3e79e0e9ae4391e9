"""Whether a whole database is sound: what ``thidua db check`` finds."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import Connection, Table, inspect, select

from thidua.core.record import refusals, tables
from thidua.core.record.connection import open_engine, path_of, reading
from thidua.core.record.mapping import READERS
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused

_RESTORE = Text(
    "Hãy phục hồi từ bản sao lưu gần nhất còn tốt.",
    "Restore the latest sound backup.",
)


def check_database(location: str | Path) -> tuple[Fault, ...]:
    """Every fault of a database: the file itself, its schema, references, schemes, each row.

    Empty where all is sound. A file that cannot be opened at all is one fault.
    """
    try:
        engine = open_engine(location)
        with reading(engine) as connection:
            return tuple(_faults(connection, path_of(engine)))
    except Refused as refused:
        return refused.faults


def _faults(connection: Connection, path: Path) -> Iterable[Fault]:
    if connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() != ["ok"]:
        return refusals.damaged(path).faults
    if missing := sorted(set(tables.metadata.tables) - set(inspect(connection).get_table_names())):
        return tuple(_missing_table(name) for name in missing)
    return (*_references(connection), *_schemes(connection), *_rows(connection))


def _missing_table(name: str) -> Fault:
    return Fault(
        Text(f"Thiếu bảng {name}.", f"The table {name} is missing."), place=name, remedy=_RESTORE
    )


def _references(connection: Connection) -> Iterator[Fault]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault(
            Text(
                f"Dòng {row} nhắc đến một mục không có trong bảng {parent}.",
                f"Row {row} refers to an entry that {parent} does not hold.",
            ),
            place=table,
            remedy=_RESTORE,
        )


def _schemes(connection: Connection) -> Iterator[Fault]:
    from thidua.core.model.freezing import digest_of

    for row in connection.execute(select(tables.frozen_scheme)):
        if digest_of(row.scheme) != row.digest:
            yield Fault(
                Text(
                    "Cách tính điểm đã đóng băng khi mở kỳ không còn khớp mã kiểm tra của nó:"
                    " nội dung đã bị sửa.",
                    "The scheme that was frozen when the period opened no longer matches its"
                    " digest: it has been altered.",
                ),
                place=row.digest,
                remedy=_RESTORE,
            )


def _rows(connection: Connection) -> Iterator[Fault]:
    for name, read in READERS.items():
        try:
            for row in connection.execute(select(tables.metadata.tables[name])):
                read(row)
        except ValueError as error:
            yield _unreadable(tables.metadata.tables[name], error)


def _unreadable(table: Table, error: ValueError) -> Fault:
    return Fault(
        Text(
            f"Bảng {table.name} có dòng không đọc được: {error}.",
            f"A row of {table.name} cannot be read: {error}.",
        ),
        place=table.name,
        remedy=_RESTORE,
    )
