"""Rows that change in place: a version a row, so that of two editors the second is told."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select, update

from thidua.core.model.code import folded, repeated
from thidua.core.record.bulk import insert_rows, portions
from thidua.core.record.mapping import Values, coded_values
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse_all


def row_versions(connection: Connection, table: Table, codes: Iterable[str]) -> dict[str, int]:
    """The version of each row that exists, by code; an editor hands it back as ``seen``."""
    return {
        row.code: row.version
        for portion in portions(codes)
        for row in connection.execute(
            select(table.c.code, table.c.version).where(table.c.code.in_(portion))
        )
    }


def add_coded(connection: Connection, table: Table, rows: Mapping[str, Values]) -> None:
    """Insert rows with codes of their own."""
    insert_rows(
        connection, table, [{**coded_values(code), **values} for code, values in rows.items()]
    )


def change_coded(
    connection: Connection, table: Table, rows: Mapping[str, Values], seen: Mapping[str, int]
) -> None:
    """Change rows that are still as they were ``seen``; Refused, all at once, where one is not.

    A code that ``seen`` leaves out was read in this same unit of work, and cannot have changed.
    """
    if not rows:
        return
    held = row_versions(connection, table, rows)
    claims = {code: seen.get(code, held[code]) for code in rows}
    columns = next(iter(rows.values()))
    statement = (
        update(table)
        .where(table.c.code == bindparam("claimed"), table.c.version == bindparam("seen"))
        .values(
            version=bindparam("seen") + 1, **{name: bindparam(f"new_{name}") for name in columns}
        )
    )
    changed = connection.execute(
        statement, [_claim(code, claims[code], values) for code, values in rows.items()]
    )
    if changed.rowcount != len(rows):
        raise Refused(tuple(_overtaken(code) for code in rows if claims[code] != held[code]))


def _claim(code: str, seen: int, values: Values) -> Values:
    changes = {f"new_{name}": value for name, value in values.items()}
    return {"claimed": code, "seen": seen, **changes}


def _overtaken(code: str) -> Fault:
    return Fault(
        Text(
            "Có người vừa sửa mục này; thay đổi của bạn chưa được lưu.",
            "Somebody else has just changed this; your change was not saved.",
        ),
        place=code,
        remedy=Text(
            "Hãy xem lại nội dung hiện nay rồi sửa tiếp.",
            "Look at what stands there now, then edit again.",
        ),
    )


def refuse_twins(connection: Connection, table: Table, codes: Iterable[str]) -> None:
    """Refuse codes that stand twice, or differ from a stored one only by capital letters."""
    wanted = list(codes)
    refuse_all(_twice(code) for code in repeated(wanted, folded))
    by_folded = {folded(code): code for code in wanted}
    stored = {
        row.folded: row.code
        for portion in portions(by_folded)
        for row in connection.execute(_folded_rows(table, portion))
    }
    refuse_all(
        _twin(by_folded[key], code) for key, code in stored.items() if by_folded[key] != code
    )


def _folded_rows(table: Table, portion: tuple[str, ...]) -> Any:
    return select(table.c.folded, table.c.code).where(table.c.folded.in_(portion))


def _twice(code: str) -> Fault:
    return Fault(
        Text("Mã này xuất hiện hai lần.", "This code stands twice."),
        place=code,
        remedy=Text("Hãy bỏ bớt một dòng.", "Remove one of the lines."),
    )


def _twin(code: str, stored: str) -> Fault:
    return Fault(
        Text(
            f"Mã này chỉ khác mã đã có {stored} ở chữ hoa, chữ thường.",
            f"This code differs from the existing {stored} only by capital letters.",
        ),
        place=code,
        remedy=Text(f"Hãy ghi đúng là {stored}.", f"Write it as {stored}."),
    )
