"""Which sectors a department has enabled, and so what it can use.

A sector may be enabled for one department, or for the whole workspace, which is what a single
department that has not been imported yet does.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from thidua.core.record.settings import enabled_sectors

WHOLE_WORKSPACE = "*"
"""The department under which a sector enabled for everyone is kept."""


def sectors_of(connection: Connection, department: str) -> tuple[str, ...]:
    """The sectors that a department can use, by code."""
    return _of(enabled_sectors(connection), department)


def all_sectors(connection: Connection) -> tuple[str, ...]:
    """Every sector that anyone in the workspace has enabled."""
    enabled = enabled_sectors(connection)
    return tuple(sorted({code for codes in enabled.values() for code in codes}))


def _of(enabled: Mapping[str, tuple[str, ...]], department: str) -> tuple[str, ...]:
    shared = enabled.get(WHOLE_WORKSPACE, ())
    return tuple(sorted({*shared, *enabled.get(department, ())}))
