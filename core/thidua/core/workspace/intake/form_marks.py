"""What a form carries for the import, unseen: whose form it is, and which rows hold no figure.

``thidua.core.workspace.intake.result_form`` tells where the marks stand.
"""

from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.exact.decimal_text import canonical
from thidua.core.workspace.readers import Row, Table

FORM_MARK: Final = "thidua-form"
"""The cell before the cluster, the period, the unit of the form and its number of figures."""
TEXT_MARK: Final = "thidua-text"
"""Stands for the code of the unit in rows that hold words only: headings, places to sign."""

_ROWS_SEARCHED: Final = 30
_LONGEST_COUNT: Final = 6


@frozen
class FormIdentity:
    """The cluster and the period that a form was written for, by their codes."""

    cluster: str
    period: str
    unit: str = ""
    """The member, where the form is that of one member alone."""
    rows: int | None = None
    """Rows of figures that the sheet was written with; fewer than that have lost some."""

    def marks(self) -> tuple[str, ...]:
        """The cells that carry it, from the left."""
        rows = () if self.rows is None else (str(self.rows),)
        return FORM_MARK, self.cluster, self.period, self.unit, *rows


def identity_of(table: Table) -> FormIdentity | None:
    """Whose form a sheet is; None where it is none, or carries no cluster and period."""
    for row in table.rows[:_ROWS_SEARCHED]:
        for index, cell in enumerate(row.cells):
            if cell.value == FORM_MARK:
                return _identity(row, index)
    return None


def _identity(row: Row, index: int) -> FormIdentity | None:
    cluster, period, unit, rows = (_code(row, index + step) for step in (1, 2, 3, 4))
    count = int(rows) if rows.isdecimal() and len(rows) <= _LONGEST_COUNT else None
    return FormIdentity(cluster, period, unit, count) if cluster and period else None


def _code(row: Row, index: int) -> str:
    """The code in a cell; ``2026`` also where a program has made a number of it."""
    value = row.cell(index).value
    if isinstance(value, Fraction):
        return canonical(value)
    return value.strip() if isinstance(value, str) else ""
