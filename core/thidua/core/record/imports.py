"""Which files were taken in: the same request is done once, however often it is repeated."""

import hashlib
from datetime import datetime
from typing import Any

from attrs import asdict, field, frozen
from sqlalchemy import Connection, Row, insert, select, update

from thidua.core.model.code import not_empty
from thidua.core.record import tables
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse


@frozen
class ImportBatch:
    """One file that was taken in."""

    request_id: str = field(validator=not_empty)
    """See :func:`request_id_of`."""
    subject: str
    """What was in it: ``units``, ``clusters``, ``results`` …"""
    file_name: str
    sha256: str
    read: int
    """Records found in the file."""
    stored: int
    """Records that said something new."""
    actor: str
    at: datetime


def request_id_of(subject: str, sha256: str, *target: str) -> str:
    """The identity of a request: this file, for this purpose, into this place.

    ``target`` is whatever else makes it another request: layer, cluster, period.
    """
    parts = "\0".join(("thidua-import-v1", subject, sha256, *target))
    return hashlib.sha256(parts.encode()).hexdigest()


def find_import(connection: Connection, request_id: str) -> ImportBatch | None:
    """The import that a request has already made: the answer to give again."""
    columns = tables.import_batch.c
    query = select(tables.import_batch).where(columns.request_id == request_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _batch_of(row)


def record_import(connection: Connection, batch: ImportBatch) -> int:
    """Enter an import, in the unit of work that stores its records; returns its number.

    Refused where the request has been done already.
    """
    if earlier := find_import(connection, batch.request_id):
        raise refuse(
            f"Tệp này đã được nhập trước đây (tên {earlier.file_name}); không nhập lại lần nữa.",
            f"This file was imported before (as {earlier.file_name}); it is not imported again.",
            place=batch.file_name,
            remedy=Text(
                "Dữ liệu không thay đổi; không cần làm gì thêm.",
                "The data is unchanged; there is nothing to do.",
            ),
        )
    statement = insert(tables.import_batch).values(**asdict(batch))
    number: int = connection.execute(statement.returning(tables.import_batch.c.id)).scalar_one()
    return number


def count_stored(connection: Connection, number: int, stored: int) -> None:
    """Say how many records of an import were new: known once those that name it are written.

    For the unit of work that has entered the import, before anybody else sees it.
    """
    columns = tables.import_batch.c
    connection.execute(
        update(tables.import_batch).where(columns.id == number).values(stored=stored)
    )


def load_imports(connection: Connection) -> tuple[ImportBatch, ...]:
    """Every import, in the order made."""
    query = select(tables.import_batch).order_by(tables.import_batch.c.id)
    return tuple(_batch_of(row) for row in connection.execute(query))


def _batch_of(row: Row[Any]) -> ImportBatch:
    return ImportBatch(
        request_id=row.request_id,
        subject=row.subject,
        file_name=row.file_name,
        sha256=row.sha256,
        read=row.read,
        stored=row.stored,
        actor=row.actor,
        at=row.at,
    )
