"""Percentages against what they are percentages of: result of plan, this year of the last."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from thidua.core.text.bilingual import LANGUAGES, Text
from thidua.core.text.names import without_marks
from thidua.core.workspace.auditing.findings import (
    Claim,
    Finding,
    Kind,
    Part,
    agrees,
    equals,
    judged,
    printed,
    unverifiable,
)
from thidua.core.workspace.auditing.grids import Column, Grid, Line, address_of
from thidua.core.workspace.auditing.printed import Printed
from thidua.core.workspace.auditing.roles import Role
from thidua.core.workspace.auditing.sums import claim_of

_HUNDRED = Fraction(100)
_EARLIER = re.compile(r"cung ky|nam truoc|ky truoc|previous|last year")
_CHANGE = re.compile(r"\b(?:tang|giam|growth|increase|decrease)\b")
_OF_PLAN = re.compile(
    r"ke hoach|chi tieu|muc tieu|\bkh\b|plan|target|hoan thanh|dat|thuc hien"
    r"|^(?:ty|ti) le\W*$|^\W*%"
)


def share_findings(grid: Grid) -> Iterator[Finding]:
    """Every percentage whose two figures stand beside it."""
    for column in grid.having(Role.PERCENT):
        sides = _sides(grid, column)
        if sides is None:
            continue
        for line in grid.lines:
            if column.index in line.figures:
                yield _share(claim_of(Kind.SHARE, grid, column, line), column, sides, line)


def _sides(grid: Grid, column: Column) -> tuple[Column, Column] | None:
    """The columns that a percentage divides, the nearest to its left first."""
    heading = without_marks(column.heading)
    if _EARLIER.search(heading):
        whole = Role.PREVIOUS
    elif _OF_PLAN.search(heading):
        whole = Role.PLAN
    else:
        return None
    results, wholes = grid.having(Role.RESULT), grid.having(whole)
    if not results or not wholes:
        return None
    return _nearest(column, results), _nearest(column, wholes)


def _nearest(column: Column, others: Sequence[Column]) -> Column:
    left = [other for other in others if other.index < column.index]
    return left[-1] if left else others[0]


def _share(claim: Claim, column: Column, sides: tuple[Column, Column], line: Line) -> Finding:
    missing = [address_of(side, line) for side in sides if side.index not in line.figures]
    if missing:
        cells = ", ".join(missing)
        return unverifiable(claim, Text(f"ô {cells} không có số", f"there is no figure in {cells}"))
    result, whole = (line.figures[side.index] for side in sides)
    if not whole.value:
        cell = whole.address
        return unverifiable(claim, Text(f"ô {cell} bằng 0", f"{cell} is 0"))
    ratio = result.value / whole.value
    if _is_ratio(claim.figure, ratio):
        return judged(claim, ratio, [Part(result), Part(whole)], _words(result, whole, ratio))
    less = _HUNDRED if _is_change(column, claim.figure, ratio) else Fraction(0)
    value = ratio * _HUNDRED - less
    working = _words(result, whole, ratio * _HUNDRED, hundredfold=True, less=less)
    slack = _slack(result, whole) * _HUNDRED
    return judged(claim, value, [Part(result), Part(whole)], working, slack=slack)


def _slack(result: Printed, whole: Printed) -> Fraction:
    """By how much the ratio may be off where its figures are rounded; whole numbers are not."""
    near = [_rounding(figure) / abs(figure.value) for figure in (result, whole) if figure.value]
    return sum(near, Fraction(0)) * abs(result.value / whole.value)


def _rounding(figure: Printed) -> Fraction:
    return figure.step / 2 if figure.step > 1 else Fraction(0)


def _is_ratio(figure: Printed, ratio: Fraction) -> bool:
    """A workbook may hold 0,979 for 97,9 % without showing it so."""
    if figure.percent or figure.step > Fraction(1, 100):
        return False
    trial = Claim(Kind.SHARE, "", Text("-", "-"), figure, figure.step)
    return agrees(trial, ratio, Fraction(0))


def _is_change(column: Column, figure: Printed, ratio: Fraction) -> bool:
    """A growth of 5 % is 105 % less 100; "đạt, tăng so với cùng kỳ" may be written either way."""
    if not _CHANGE.search(without_marks(column.heading)):
        return False
    share = ratio * _HUNDRED
    return abs(figure.value - share + _HUNDRED) <= abs(figure.value - share)


def _words(
    result: Printed,
    whole: Printed,
    value: Fraction,
    *,
    hundredfold: bool = False,
    less: Fraction = Fraction(0),
) -> Text:
    vi, en = (
        f"{printed(result, language)} / {printed(whole, language)}"
        + (" × 100" if hundredfold else "")
        + (" − 100" if less else "")
        + f" {equals(value - less, language)}"
        for language in LANGUAGES
    )
    return Text(vi, en)
