"""Units with their dated versions."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, delete, select

from thidua.core.model.unit import Unit
from thidua.core.record import tables
from thidua.core.record.bulk import insert_rows, portions
from thidua.core.record.mapping import unit_version_of, unit_version_values
from thidua.core.record.stored import Stored
from thidua.core.record.versioning import add_coded, change_coded, refuse_twins, row_versions

_NOTHING_SEEN: Mapping[str, int] = {}


def save_units(
    connection: Connection, units: Iterable[Unit], *, seen: Mapping[str, int] = _NOTHING_SEEN
) -> Stored:
    """Store units as given: the versions of a unit replace those that it had.

    ``seen`` gives, by code, the :func:`unit_row_versions` on which an edit is founded.
    """
    given = {unit.code: unit for unit in _without_twins(connection, units)}
    held = {unit.code: unit for unit in load_units(connection, given)}
    new = [unit for code, unit in given.items() if code not in held]
    changed = [unit for code, unit in given.items() if code in held and held[code] != unit]
    add_coded(connection, tables.unit, {unit.code: {} for unit in new})
    change_coded(connection, tables.unit, {unit.code: {} for unit in changed}, seen)
    _replace_versions(connection, changed, new)
    return Stored(len(new), len(changed), len(given) - len(new) - len(changed))


def load_units(connection: Connection, codes: Iterable[str] | None = None) -> tuple[Unit, ...]:
    """Units by code; all of them, or those of the codes that exist."""
    if codes is None:
        return tuple(_units(connection))
    column = tables.unit_version.c.unit
    return tuple(
        unit for portion in portions(codes) for unit in _units(connection, column.in_(portion))
    )


def unit_row_versions(connection: Connection, codes: Iterable[str]) -> dict[str, int]:
    """What an editor of units hands back as ``seen``."""
    return row_versions(connection, tables.unit, codes)


def _without_twins(connection: Connection, units: Iterable[Unit]) -> list[Unit]:
    given = list(units)
    refuse_twins(connection, tables.unit, (unit.code for unit in given))
    return given


def _units(connection: Connection, *conditions: ColumnElement[bool]) -> Iterable[Unit]:
    columns = tables.unit_version.c
    rows = connection.execute(
        select(tables.unit_version).where(*conditions).order_by(columns.unit, columns.valid_from)
    )
    for code, versions in groupby(rows, key=lambda row: row.unit):
        yield Unit(code, tuple(unit_version_of(row) for row in versions))


def _replace_versions(connection: Connection, changed: list[Unit], new: list[Unit]) -> None:
    column = tables.unit_version.c.unit
    for portion in portions(unit.code for unit in changed):
        connection.execute(delete(tables.unit_version).where(column.in_(portion)))
    rows = [
        unit_version_values(unit.code, version)
        for unit in (*changed, *new)
        for version in unit.versions
    ]
    insert_rows(connection, tables.unit_version, rows)
