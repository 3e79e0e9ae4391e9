"""Where the tables of a sheet begin: rows of headings, in one or two tiers, told by their words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.exact.decimal_text import canonical
from thidua.core.text.names import without_marks
from thidua.core.workspace.auditing.printed import read_printed
from thidua.core.workspace.auditing.roles import Role, is_total, role_of
from thidua.core.workspace.readers import Cell, Row, Table

HEADING_ROWS: Final = 30
"""How far down the first headings may stand, below a title and notes."""
FEWEST: Final = 2
"""Headings that must be understood for a row to be one of headings."""

_COUNTED: Final = re.compile(r"\(?(?:[0-9]{1,2}|[A-Za-z])\)?(?: ?=.*)?")
_YEARS: Final = range(1900, 2100)


@frozen
class Block:
    """The rows of one table below its headings."""

    headings: Mapping[int, str]
    """By the column from 0, all tiers together."""
    rows: tuple[Row, ...]


def blocks_of(table: Table) -> Iterator[Block]:
    """The tables of a sheet, from above."""
    starts = _starts(table.rows)
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(table.rows)
        tiers = _tiers(table.rows, start, end)
        body = table.rows[start + tiers : end]
        rows = tuple(row for row in body if not row.is_blank and not _counts_columns(row))
        if rows:
            yield Block(_headings(table.rows[start : start + tiers]), rows)


def _starts(rows: Sequence[Row]) -> list[int]:
    """The rows of headings; a further table begins below an empty row or a title."""
    near = range(min(len(rows), HEADING_ROWS))
    first = next((index for index in near if _understood(rows[index]) >= FEWEST), None)
    if first is None:
        first = next((index for index in near if _is_plain_heading(rows, index)), None)
        return [] if first is None else [first]
    while first and _is_lower_tier(rows[first]) and _understood(rows[first - 1]):
        first -= 1
    later = range(first + 2, len(rows))
    return [first, *(index for index in later if _begins_anew(rows, index))]


def _understood(row: Row) -> int:
    """How many cells of a row are headings of different kinds; none where figures stand."""
    if _figures(row):
        return 0
    roles = [role for cell in row.cells if (role := _role(cell)) is not Role.UNKNOWN]
    return len(roles) if any(role not in _WORDS for role in roles) else 0


_WORDS: Final = (Role.LABEL, Role.CODE, Role.IGNORED)


def _role(cell: Cell) -> Role:
    return Role.UNKNOWN if cell.merged else role_of(heading_text(cell))


def heading_text(cell: Cell) -> str:
    """A heading as one line; a year may stand as a number."""
    if isinstance(cell.value, Fraction):
        return canonical(cell.value)
    return " ".join(cell.value.split()) if isinstance(cell.value, str) else ""


def _figures(row: Row) -> int:
    return sum(_is_figure(cell) for cell in row.cells)


def _is_figure(cell: Cell) -> bool:
    """A number that is not a year by itself, as years are headings too."""
    printed = read_printed(cell, point=False)
    return printed is not None and (printed.value not in _YEARS or printed.step != 1)


def _is_plain_heading(rows: Sequence[Row], index: int) -> bool:
    """Several words and no figure, right above figures."""
    row = rows[index]
    words = sum(bool(heading_text(cell)) for cell in row.cells)
    below = next((it for it in rows[index + 1 :] if not it.is_blank), None)
    return words >= FEWEST and not _figures(row) and below is not None and _figures(below) > 0


def _begins_anew(rows: Sequence[Row], index: int) -> bool:
    above = sum(not cell.is_blank for cell in rows[index - 1].cells)
    below = rows[index + 1] if index + 1 < len(rows) else None
    is_total_row = any(is_total(heading_text(cell)) for cell in rows[index].cells)
    stands_apart = above <= 1 and below is not None and not below.is_blank
    return stands_apart and not is_total_row and _understood(rows[index]) >= FEWEST


def _tiers(rows: Sequence[Row], start: int, end: int) -> int:
    """How many rows the headings take: those below the first leave its first cell out."""
    count = 1
    for row in rows[start + 1 : end]:
        if row.is_blank or not _understood(row) or not _is_lower_tier(row):
            break
        count += 1
    return count


def _is_lower_tier(row: Row) -> bool:
    """Whether the first heading stands above, spanning the tiers, as it does with two of them."""
    return row.cell(0).is_blank or row.cell(0).merged


def _headings(tiers: Sequence[Row]) -> dict[int, str]:
    """The words above each column; a word that spans columns counts for all that it spans."""
    headings: dict[int, str] = {}
    for place, row in enumerate(tiers):
        spanning = ""
        is_upper = place < len(tiers) - 1
        for column in range(max(len(tier.cells) for tier in tiers)):
            cell = row.cell(column)
            text = "" if cell.merged else heading_text(cell)
            below = is_upper and heading_text(tiers[place + 1].cell(column))
            spanning = text or (spanning if below else "")
            words = spanning if is_upper else text
            headings[column] = f"{headings.get(column, '')} {words}".strip()
    return headings


def _counts_columns(row: Row) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), A B 1 2 3=2/1."""
    texts = [without_marks(text) for cell in row.cells if (text := heading_text(cell))]
    if len(texts) <= FEWEST or not all(map(_COUNTED.fullmatch, texts)):
        return False
    counted = [int(digits[0]) for text in texts if (digits := re.search(r"[0-9]+", text))]
    return bool(counted) and counted == list(range(counted[0], counted[0] + len(counted)))
