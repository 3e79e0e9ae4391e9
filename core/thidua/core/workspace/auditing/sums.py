"""Sums of a table: a row against those under it, a total row against those it adds up."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.text.bilingual import Text
from thidua.core.workspace.auditing.findings import (
    Claim,
    Finding,
    Kind,
    Part,
    is_computed,
    judged,
    last_place,
    sum_words,
    unverifiable,
)
from thidua.core.workspace.auditing.grids import Column, Grid, Line, address_of
from thidua.core.workspace.auditing.numbering import PART, Code, whole_code
from thidua.core.workspace.auditing.roles import (
    Role,
    group_of,
    is_bonus,
    is_deduction,
    terms_of,
)
from thidua.core.workspace.report_data import Verdict

MOST_SUBTOTALS: Final = 60
"""Below more totals than these, a further one sums what stands since the last, and not all."""
_DASH: Code = ("-",)


@frozen
class Reading:
    """One way in which a sum can be meant."""

    parts: tuple[Part, ...]
    missing: tuple[str, ...] = ()
    """Cells of parts that are empty."""


def claim_of(kind: Kind, grid: Grid, column: Column, line: Line) -> Claim:
    """What a cell states, named by its row and column."""
    name = f"{line.label or line.number}, {column.heading}"
    return Claim(kind, grid.sheet, Text(name, name), line.figures[column.index], column.step)


def part_of(grid: Grid, column: Column, line: Line, sign: int = 1) -> Part:
    """The figure of a row as part of a sum. Counts and points are exact, other decimals and
    every percentage are rounded."""
    figure = line.figures[column.index]
    place = last_place(figure, column.step)
    if grid.are_points(column):
        rounded = is_computed(figure)
    else:
        rounded = place != 1 or figure.percent or column.role is Role.SHARE
    return Part(figure, sign, rounded, place)


def group_findings(grid: Grid) -> Iterator[Finding]:
    """Every row with points against the rows right under it."""
    for column in grid.columns:
        if not column.role.is_points:
            continue
        for above, below in grid.children.items():
            line = grid.lines[above]
            if column.index not in line.figures or _is_scaled(grid, line, below):
                continue
            if not _are_levels(grid, column, line, below):
                yield from filter(None, [_group(grid, column, line, below)])


def _is_scaled(grid: Grid, line: Line, below: Sequence[int]) -> bool:
    """Whether a part counts by a weight of its own: its maximum cannot be
    shown to be that of its rows."""
    if not line.code or line.code[0] != PART:
        return False
    maxima = [column for column in grid.having(Role.MAXIMUM) if column.index in line.figures]
    return any(
        found is not None and found.verdict is not Verdict.AGREES
        for found in (_group(grid, column, line, below) for column in maxima)
    )


def _group(grid: Grid, column: Column, line: Line, below: Sequence[int]) -> Finding | None:
    reading = _sum_of(grid, column, below, within=line)
    readings = _with_bonus_or_not(grid, column, below, reading, line)
    return _best(claim_of(Kind.GROUP, grid, column, line), readings) if reading.parts else None


def _are_levels(grid: Grid, column: Column, line: Line, below: Sequence[int]) -> bool:
    """Whether the rows under a criterion are levels of which one holds: the highest gives all."""
    held = [grid.lines[index] for index in below if column.index in grid.lines[index].figures]
    if len(held) < 2 or any(item.code != _DASH for item in held):
        return False
    highest = max(item.figures[column.index].value for item in held)
    return highest == line.figures[column.index].value


def _sum_of(
    grid: Grid, column: Column, indexes: Iterable[int], within: Line | None = None
) -> Reading:
    """The rows added up; of a row without a figure, those under it."""
    parts: list[Part] = []
    missing: list[str] = []
    for index in indexes:
        line = grid.lines[index]
        if column.index in line.figures:
            if sign := _sign(column, line, within):
                parts.append(part_of(grid, column, line, sign))
        elif index in grid.children:
            deeper = _sum_of(grid, column, grid.children[index], within)
            parts.extend(deeper.parts)
            missing.extend(deeper.missing)
        elif not _is_adjustment(line):
            missing.append(address_of(column, line))
    return Reading(tuple(parts), tuple(missing))


def _sign(column: Column, line: Line, within: Line | None) -> int:
    """1 or -1; 0 where the row does not count. Deductions are often written without a sign."""
    if column.role is Role.DEDUCTION or not is_deduction(line.label):
        return 1
    if within is not None and is_deduction(within.label):
        return 1
    if column.role is Role.MAXIMUM:
        return 0
    return -1 if line.figures[column.index].value > 0 else 1


def _with_bonus_or_not(
    grid: Grid, column: Column, indexes: Sequence[int], reading: Reading, within: Line | None = None
) -> list[Reading]:
    """The most points of a table may or may not hold those of its bonus rows."""
    if column.role is not Role.MAXIMUM or (within is not None and is_bonus(within.label)):
        return [reading]
    without = [index for index in indexes if not is_bonus(grid.lines[index].label)]
    if len(without) == len(indexes):
        return [reading]
    return [reading, _sum_of(grid, column, without, within)]


def total_findings(grid: Grid) -> Iterator[Finding]:
    """Every total row against the rows that it adds up, column by column."""
    totals = [index for index, line in enumerate(grid.lines) if line.is_total]
    for column in grid.columns:
        for place, index in enumerate(totals):
            line = grid.lines[index]
            if column.index not in line.figures:
                continue
            claim = claim_of(Kind.TOTAL, grid, column, line)
            if column.role.adds_up:
                yield _total(grid, column, totals, place, claim)


def _total(grid: Grid, column: Column, totals: Sequence[int], place: int, claim: Claim) -> Finding:
    readings = (reading for reading in _readings(grid, column, totals, place) if reading.parts)
    return _best(claim, readings) or unverifiable(claim, _NOTHING)


_NOTHING: Final = Text("không thấy số nào để cộng", "there are no figures to add up")


def _readings(grid: Grid, column: Column, totals: Sequence[int], place: int) -> Iterator[Reading]:
    """What a total row may add up, the likeliest first."""
    line = grid.lines[totals[place]]
    if (named := _named_rows(grid, line)) is not None:
        yield from _with_bonus_or_not(grid, column, named, _sum_of(grid, column, named))
        return
    start = totals[place - 1] + 1 if place else 0
    between = _terms(grid, range(start, totals[place]))
    if not any(_has_figures(grid, column, index) for index in between):
        yield from _of_earlier(grid, column, totals, place)
        return
    if place and all(_is_adjustment(grid.lines[index]) for index in between):
        running = [totals[place - 1], *between]
        yield from _with_bonus_or_not(grid, column, running, _sum_of(grid, column, running))
        return
    yield from _with_bonus_or_not(grid, column, between, _sum_of(grid, column, between))
    if 0 < place <= MOST_SUBTOTALS:
        yield _sum_of(grid, column, _terms(grid, range(totals[place])))
        yield _sum_of(grid, column, [*totals[:place], *between])


def _of_earlier(grid: Grid, column: Column, totals: Sequence[int], place: int) -> Iterator[Reading]:
    """Below another total: the sum of those above; as the first row: of all below."""
    if place:
        yield _sum_of(grid, column, totals[:place])
        yield _sum_of(grid, column, _terms(grid, range(totals[place])))
        return
    end = totals[1] if len(totals) > 1 else len(grid.lines)
    below = _terms(grid, range(totals[0] + 1, end))
    yield from _with_bonus_or_not(grid, column, below, _sum_of(grid, column, below))


def _named_rows(grid: Grid, line: Line) -> list[int] | None:
    """The rows that a total names: ``(I + II)``, or those under ``Cộng mục I``."""
    if terms := terms_of(line.label):
        rows = [_row_of(grid, term) for term in terms]
        return None if None in rows else [row for row in rows if row is not None]
    if (row := _row_of(grid, group_of(line.label))) is not None:
        return list(grid.children.get(row, ())) or None
    return None


def _row_of(grid: Grid, number: str) -> int | None:
    """The row of a number that a label names in small letters."""
    code = whole_code(number) or whole_code(number.upper()) or ()
    return grid.numbered.get(tuple(piece.lower() for piece in code))


def _terms(grid: Grid, indexes: range) -> list[int]:
    """The topmost rows of a stretch that count in its total."""
    return [
        index
        for index in indexes
        if not (line := grid.lines[index]).is_total
        and not line.is_average
        and (line.parent is None or line.parent not in indexes)
        and (line.code is not None or not grid.is_numbered or _is_adjustment(line))
    ]


def _is_adjustment(line: Line) -> bool:
    return is_bonus(line.label) or is_deduction(line.label)


def _has_figures(grid: Grid, column: Column, index: int) -> bool:
    return bool(_sum_of(grid, column, [index]).parts)


def row_total_findings(grid: Grid) -> Iterator[Finding]:
    """A column of totals, as in a cluster table, against the columns to its left."""
    for total in grid.having(Role.TOTAL):
        columns = [it for it in grid.columns if it.index < total.index and it.role.adds_up]
        if len(columns) < 2 or any(_is_beside(column) for column in columns):
            continue
        for line in grid.lines:
            if total.index in line.figures and not line.is_average:
                reading = _across(grid, columns, line)
                claim = claim_of(Kind.ROW_TOTAL, grid, total, line)
                if len(reading.parts) > 1:
                    yield _judged(claim, reading)


def _is_beside(column: Column) -> bool:
    """Columns that say the same of a row in other ways, and so do not add up."""
    return column.role in (Role.MAXIMUM, Role.TOTAL, Role.PLAN, Role.PREVIOUS, Role.OPENING)


def _across(grid: Grid, columns: Sequence[Column], line: Line) -> Reading:
    held = [column for column in columns if column.index in line.figures]
    parts = [part_of(grid, column, line, -1 if _takes(column, line) else 1) for column in held]
    missing = [address_of(column, line) for column in columns if column not in held]
    return Reading(tuple(parts), tuple(missing))


def _takes(column: Column, line: Line) -> bool:
    return column.role is Role.DEDUCTION and line.figures[column.index].value > 0


def _best(claim: Claim, readings: Iterable[Reading]) -> Finding | None:
    """The finding of the first reading that agrees, else of the likeliest; None without any."""
    likeliest: Finding | None = None
    for reading in readings:
        found = _judged(claim, reading)
        if found.verdict is Verdict.AGREES:
            return found
        likeliest = likeliest or found
    return likeliest


def _judged(claim: Claim, reading: Reading) -> Finding:
    value = sum((part.value for part in reading.parts), Fraction(0))
    working = sum_words(reading.parts, value)
    return judged(claim, value, reading.parts, working, reading.missing)
