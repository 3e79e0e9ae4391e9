"""Balances: what there was, and what came and went, against what is said to remain."""

from collections.abc import Iterator
from fractions import Fraction

from thidua.core.workspace.auditing.findings import Finding, Kind, Part, judged, sum_words
from thidua.core.workspace.auditing.grids import Grid
from thidua.core.workspace.auditing.roles import Role
from thidua.core.workspace.auditing.sums import claim_of

_SIGNS = {Role.OPENING: 1, Role.INCREASE: 1, Role.DECREASE: -1}


def balance_findings(grid: Grid) -> Iterator[Finding]:
    """Opening figure plus increase less decrease against the closing one, row by row."""
    closing = grid.having(Role.CLOSING)
    opening = grid.having(Role.OPENING)
    moving = grid.having(Role.INCREASE, Role.DECREASE)
    if len(closing) != 1 or len(opening) != 1 or not moving:
        return
    for line in grid.lines:
        held = [it for it in (*opening, *moving) if it.index in line.figures]
        if closing[0].index not in line.figures or len(held) < 2 or held[0] != opening[0]:
            continue
        parts = [Part(line.figures[it.index], _SIGNS[it.role]) for it in held]
        value = sum((part.value for part in parts), Fraction(0))
        claim = claim_of(Kind.BALANCE, grid, closing[0], line)
        yield judged(claim, value, parts, sum_words(parts, value))
