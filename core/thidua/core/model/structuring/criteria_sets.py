"""Criteria sets, sections and criteria from plain values."""

from datetime import date
from fractions import Fraction

from attrs import evolve

from thidua.core.model.criteria import (
    Basis,
    Children,
    CriteriaSet,
    Criterion,
    NotApplicablePolicy,
    Section,
)
from thidua.core.model.plain_table import PlainTable
from thidua.core.model.plain_values import (
    as_amount,
    as_cap,
    as_code,
    as_day,
    as_floor,
    as_note,
    as_number,
    one_of,
    word_among,
)
from thidua.core.model.structuring.bases import read_base
from thidua.core.model.structuring.rows import read_rows
from thidua.core.model.structuring.rules import read_combine, read_rules
from thidua.core.text.bilingual import Text

ZERO = Fraction(0)


def structure_criteria_set(table: PlainTable) -> CriteriaSet | None:
    """The set as far as it can be read, with stand-ins where it cannot, each of them noted.

    None where there is no criterion to make a set of.
    """
    criteria = _with_children([_criterion(item) for item in table.need_tables("criteria")])
    valid_from, valid_to = _span(table)
    criteria_set = CriteriaSet(
        code=table.need("code", as_code, "set"),
        title=table.need_title("title", "?"),
        basis=table.need("basis", one_of(Basis), Basis.PROPOSAL),
        points=table.need("points", as_amount, ZERO),
        criteria=tuple(criteria or [_STAND_IN]),
        sections=tuple(_section(item) for item in table.tables("sections")),
        sector=table.read("sector", as_code, None),
        legal_basis=table.read("legal_basis", as_note, ""),
        valid_from=valid_from,
        valid_to=valid_to,
        bonus_cap=table.read("bonus_cap", as_cap, None),
        deductions_cap=table.read("deductions_cap", as_cap, None),
        not_applicable=table.read(
            "not_applicable", one_of(NotApplicablePolicy), NotApplicablePolicy.RESCALE
        ),
        combine=read_combine(table),
        **read_rules(table),
    )
    table.close()
    return criteria_set if criteria else None


_STAND_IN = Criterion(code="none", points=ZERO, title=Text("?", "?"))


def _span(table: PlainTable) -> tuple[date | None, date | None]:
    start = table.read("valid_from", as_day, None)
    end = table.read("valid_to", as_day, None)
    if start is None or end is None or start <= end:
        return start, end
    table.note(
        Text(
            f"Hiệu lực kết thúc ({end}) trước khi bắt đầu ({start}).",
            f"The set ends ({end}) before it starts ({start}).",
        ),
        "valid_to",
    )
    return start, None


def _section(table: PlainTable) -> Section:
    code = table.code()
    section = Section(
        code=code,
        points=table.need("points", as_amount, ZERO),
        title=table.title("title", Text(code, code)),
        parent=table.read("parent", as_code, None),
        combine=read_combine(table),
        weight=table.read("weight", as_number, None),
        bonus_cap=table.read("bonus_cap", as_cap, None),
        deductions_cap=table.read("deductions_cap", as_cap, None),
    )
    table.close()
    return section


def _criterion(table: PlainTable) -> tuple[Criterion, bool]:
    """A criterion, and whether it declares a base of its own."""
    code = table.code()
    base, declared = read_base(table)
    rows, gates = read_rows(table)
    evidence = table.read("evidence", word_among("required", "optional"), "optional")
    criterion = Criterion(
        code=code,
        points=table.need("points", as_amount, ZERO),
        title=table.title("title", Text(code, code)),
        section=table.read("section", as_code, None),
        parent=table.read("parent", as_code, None),
        base=base,
        rows=rows,
        gates=gates,
        floor=table.read("floor", as_floor, ZERO),
        bonus_cap=table.read("bonus_cap", as_cap, None),
        deductions_cap=table.read("deductions_cap", as_cap, None),
        weight=table.read("weight", as_number, None),
        evidence_required=evidence == "required",
        applies_to=table.values("applies_to", as_code),
        reference=table.read("reference", as_note, ""),
        scored_by=table.read("scored_by", as_note, ""),
    )
    table.close()
    return criterion, declared


def _with_children(read: list[tuple[Criterion, bool]]) -> list[Criterion]:
    """The criteria, those that others name as parent having their children as base."""
    parents = {criterion.parent for criterion, _ in read}
    return [
        evolve(criterion, base=Children())
        if criterion.code in parents and not declared
        else criterion
        for criterion, declared in read
    ]
