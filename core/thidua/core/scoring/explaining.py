"""Why a member has the points it has, down to the last digit."""

from attrs import frozen

from thidua.core.formula.trace import Trace
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.scoring.cells import Cell
from thidua.core.scoring.results import ClusterScore, MemberScore
from thidua.core.scoring.structure import in_table_order
from thidua.core.scoring.tally import Level, Line
from thidua.core.scoring.totals import PartScore


@frozen
class CellExplanation:
    """One criterion of one member: its points, and how each tree was read."""

    part: PartScore
    compiled: CompiledCriterion
    cell: Cell
    lines: tuple[Line, ...]
    """The criterion's contributions, on the scheme's scale."""
    base: Trace | None
    """None where the criterion was judged or does not apply."""
    bonus: Trace | None


def explain_member(score: ClusterScore, row: MemberScore) -> tuple[CellExplanation, ...]:
    """Every criterion of a member, in the order of the parts and the sections of their sets."""
    parts = () if row.total is None else row.total.parts
    return tuple(
        _explain(score, row, part, item)
        for part in parts
        for item in in_table_order(part.score.compiled)
        if item.criterion.parent is None
    )


def explain_cell(score: ClusterScore, row: MemberScore, criterion: str) -> CellExplanation | None:
    """One criterion of a member; None where no part has it."""
    parts = () if row.total is None else row.total.parts
    for part in parts:
        if criterion in part.score.cells:
            return _explain(score, row, part, part.score.compiled.by_code[criterion])
    return None


def _explain(
    score: ClusterScore, row: MemberScore, part: PartScore, item: CompiledCriterion
) -> CellExplanation:
    cell = part.score.cells[item.criterion.code]
    lines = _lines(part, item.criterion.code)
    if not cell.applies or cell.is_judged_whole:
        return CellExplanation(part, item, cell, lines, None, None)
    scored = score.fields[part.score.compiled.source.code]
    reading = scored.reading(row.member.unit, item.criterion.code, trace=True)
    reading.number(item.base)
    reading.number(item.bonus)
    return CellExplanation(
        part, item, cell, lines, reading.trace_of(item.base), reading.trace_of(item.bonus)
    )


def _lines(part: PartScore, criterion: str) -> tuple[Line, ...]:
    tally = part.score.places[Level.CRITERION, criterion].tally
    return () if tally is None else tally.scaled(part.factor, part.part.code).lines
