"""Points given against the most that their row allows."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from thidua.core.text.bilingual import LANGUAGES, Text
from thidua.core.workspace.auditing.findings import Finding, Kind, number
from thidua.core.workspace.auditing.grids import Column, Grid, Line
from thidua.core.workspace.auditing.printed import Printed
from thidua.core.workspace.auditing.roles import Role, is_bonus, is_deduction
from thidua.core.workspace.auditing.sums import claim_of
from thidua.core.workspace.report_data import Verdict


def ceiling_findings(grid: Grid) -> Iterator[Finding]:
    """Every row with points given and a maximum; bonus points of the row come on top.

    Rows of totals, of bonus and of deductions have no ceiling of their own.
    """
    maxima = grid.having(Role.MAXIMUM)
    if len(maxima) != 1:
        return
    for column in grid.having(Role.GIVEN):
        has_bonus = _exceeds_in_total(grid, column, maxima[0])
        for line in grid.lines:
            if column.index in line.figures and maxima[0].index in line.figures:
                if not _is_apart(line):
                    yield _compared(grid, column, maxima[0], line, has_bonus=has_bonus)


def _is_apart(line: Line) -> bool:
    is_adjustment = is_bonus(line.label) or is_deduction(line.label)
    return line.is_total or line.is_average or is_adjustment


def _exceeds_in_total(grid: Grid, column: Column, maximum: Column) -> bool:
    """Whether the table's own total, or without one that of a section, is above its maximum:
    then it gives bonus on top."""
    totals = [line for line in grid.lines if line.is_total and column.index in line.figures]
    sections = [grid.lines[index] for index in grid.children if grid.lines[index].parent is None]
    return any(
        line.figures[column.index].value > line.figures[maximum.index].value
        for line in totals or sections
        if column.index in line.figures and maximum.index in line.figures
    )


def _compared(
    grid: Grid, column: Column, maximum: Column, line: Line, *, has_bonus: bool
) -> Finding:
    claim = claim_of(Kind.CEILING, grid, column, line)
    most = line.figures[maximum.index]
    extra = [line.figures[it.index] for it in grid.having(Role.BONUS) if it.index in line.figures]
    allowed = most.value + sum((it.value for it in extra), Fraction(0))
    over = claim.figure.value - allowed
    verdict, note = Verdict.AGREES, _WITHIN
    if over > 0:
        verdict = Verdict.NOT_VERIFIABLE if has_bonus else Verdict.DISAGREES
        note = _above(over, has_bonus=has_bonus)
    return Finding(
        claim.kind, claim.sheet, claim.figure.address, claim.label, claim.figure.value, allowed,
        tuple(it.address for it in (most, *extra)), _words(claim.figure, allowed), verdict, note,
    )  # fmt: skip


_WITHIN: Final = Text("không quá điểm tối đa", "within the maximum")


def _above(over: Fraction, *, has_bonus: bool) -> Text:
    vi, en = number(over, "vi"), number(over, "en")
    if has_bonus:
        return Text(
            f"hơn điểm tối đa {vi} điểm: chỉ đúng nếu là điểm thưởng",
            f"{en} points above the maximum: right only if it is bonus",
        )
    return Text(f"vượt điểm tối đa {vi} điểm", f"{en} points above the maximum")


def _words(given: Printed, allowed: Fraction) -> Text:
    sign = ">" if given.value > allowed else "≤"
    vi, en = (
        f"{number(given.value, language)} {sign} {number(allowed, language)}"
        for language in LANGUAGES
    )
    return Text(vi, en)
