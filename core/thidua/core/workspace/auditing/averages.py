"""Averages against their parts: of rows, of years, and the yearly change between two years."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from thidua.core.text.bilingual import LANGUAGES, Text
from thidua.core.text.names import without_marks
from thidua.core.workspace.auditing.findings import (
    Finding,
    Kind,
    Part,
    equals,
    judged,
    last_place,
    printed,
)
from thidua.core.workspace.auditing.grids import Column, Grid, Line, address_of
from thidua.core.workspace.auditing.roles import Role
from thidua.core.workspace.auditing.sums import claim_of

_CHANGE = re.compile(r"\b(?:tang|giam|increase|decrease|fall|rise|growth)\b")
_FALL = re.compile(r"\b(?:giam|decrease|fall)\b")
_YEARLY = re.compile(r"/ ?nam|moi nam|hang nam|1 nam|yearly|a year|per year")
_SPAN = re.compile(r"\b((?:19|20)[0-9]{2}) ?(?:den|to)? ?((?:19|20)[0-9]{2})\b")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def average_findings(grid: Grid) -> Iterator[Finding]:
    """Columns and rows that say they are averages."""
    for column in grid.having(Role.AVERAGE):
        for line in grid.lines:
            if column.index in line.figures and not line.is_average:
                yield from _across(grid, column, line)
    yield from _rows(grid)


def _across(grid: Grid, column: Column, line: Line) -> Iterator[Finding]:
    """What one row gives for an average; nothing where its parts cannot be told."""
    heading = without_marks(column.heading)
    years = [it for it in grid.having(Role.YEAR) if it.index in line.figures]
    about = f"{heading} {without_marks(line.label)}"
    if _CHANGE.search(about) and _YEARLY.search(heading) and len(years) > 1:
        yield _yearly_change(grid, column, line, (years[0], years[-1]), about)
    elif years:
        lacking = [it for it in grid.having(Role.YEAR) if it not in years]
        missing = [address_of(it, line) for it in lacking]
        yield _mean(grid, column, line, _parts(years, line), missing)
    elif _YEARLY.search(heading):
        yield from _over_a_span(grid, column, line, f"{about} {_other_headings(grid, column)}")
    elif not grid.having(Role.RESULT, Role.PLAN, Role.TOTAL):
        before = [it for it in grid.columns if it.index < column.index and it.index in line.figures]
        if len(before) > 1:
            yield _mean(grid, column, line, _parts(before, line))


def _other_headings(grid: Grid, column: Column) -> str:
    return " ".join(without_marks(it.heading) for it in grid.columns if it != column)


def _parts(columns: Sequence[Column], line: Line) -> list[Part]:
    return [Part(line.figures[it.index]) for it in columns]


def _yearly_change(
    grid: Grid, column: Column, line: Line, ends: tuple[Column, Column], about: str
) -> Finding:
    """The change between the first year and the last, by the years that passed between them."""
    first, last = (_parts([end], line)[0] for end in ends)
    years = _year(ends[1]) - _year(ends[0])
    falls = _FALL.search(about) is not None
    claim = claim_of(Kind.AVERAGE, grid, column, line)
    # A fall is stated as a positive figure, or with its sign.
    high, low = (first, last) if falls and claim.figure.value >= 0 else (last, first)
    value = (high.value - low.value) / (years or 1)
    vi, en = (
        f"({printed(high.figure, language)} − {printed(low.figure, language)}) / {years}"
        f" {equals(value, language)}"
        for language in LANGUAGES
    )
    return judged(claim, value, [high, low], Text(vi, en))


def _year(column: Column) -> int:
    found = _YEAR.search(column.heading)
    return int(found[0]) if found else 0


def _over_a_span(grid: Grid, column: Column, line: Line, words: str) -> Iterator[Finding]:
    """A total of several years by their number: both the first and the last count."""
    span = _SPAN.search(words)
    totals = [it for it in grid.having(Role.TOTAL, Role.RESULT) if it.index in line.figures]
    if span is None or len(totals) != 1:
        return
    years = int(span[2]) - int(span[1]) + 1
    if years < 1:
        return
    part = Part(line.figures[totals[0].index])
    value = part.value / years
    vi, en = (
        f"{printed(part.figure, language)} / {years} {equals(value, language)}"
        for language in LANGUAGES
    )
    yield judged(claim_of(Kind.AVERAGE, grid, column, line), value, [part], Text(vi, en))


def _mean(
    grid: Grid, column: Column, line: Line, parts: Sequence[Part], missing: Sequence[str] = ()
) -> Finding:
    total = sum((part.value for part in parts), Fraction(0))
    value = total / len(parts)
    vi, en = (
        f"({' + '.join(printed(part.figure, language) for part in parts)}) / {len(parts)}"
        f" {equals(value, language)}"
        for language in LANGUAGES
    )
    claim = claim_of(Kind.AVERAGE, grid, column, line)
    loose = sum((_half(part, column) for part in parts), Fraction(0)) / len(parts)
    return judged(claim, value, parts, Text(vi, en), missing, slack=loose)


def _half(part: Part, column: Column) -> Fraction:
    """Half of the last place of a part that is rounded: of whole numbers none is."""
    place = last_place(part.figure, part.figure.step)
    is_finer = place == 1 or place > last_place(part.figure, column.step)
    return Fraction(0) if is_finer else place / 2


def _rows(grid: Grid) -> Iterator[Finding]:
    """Rows of averages: of the rows above, since the last of them."""
    start = 0
    for index, line in enumerate(grid.lines):
        if not line.is_average:
            continue
        above = [
            grid.lines[it]
            for it in range(start, index)
            if not grid.lines[it].is_total
            and (grid.lines[it].parent is None or grid.lines[it].parent not in range(start, index))
        ]
        start = index + 1
        for column in grid.columns:
            held = [it for it in above if column.index in it.figures]
            if column.index in line.figures and len(held) > 1 and column.role is not Role.PERCENT:
                parts = [Part(it.figures[column.index]) for it in held]
                missing = [address_of(column, it) for it in above if it not in held]
                yield _mean(grid, column, line, parts, missing)
