"""Which sectors each department has enabled."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, select

from thidua.core.record import tables
from thidua.core.record.bulk import insert_rows


def enable_sector(
    connection: Connection, department: str, sector: str, actor: str, at: datetime
) -> bool:
    """Enable a sector for a department, which need not be imported yet; False if it was."""
    if sector in enabled_sectors(connection).get(department, ()):
        return False
    row = {"department": department, "sector": sector, "actor": actor, "at": at}
    insert_rows(connection, tables.enabled_sector, [row])
    return True


def disable_sector(connection: Connection, department: str, sector: str) -> bool:
    """Disable a sector for a department; False if it was not enabled."""
    columns = tables.enabled_sector.c
    statement = delete(tables.enabled_sector).where(
        columns.department == department, columns.sector == sector
    )
    return connection.execute(statement).rowcount == 1


def enabled_sectors(connection: Connection) -> Mapping[str, tuple[str, ...]]:
    """The sectors of each department that has any, by code."""
    columns = tables.enabled_sector.c
    query = select(columns.department, columns.sector).order_by(columns.department, columns.sector)
    sectors: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(query):
        sectors[row.department].append(row.sector)
    return {department: tuple(codes) for department, codes in sectors.items()}
