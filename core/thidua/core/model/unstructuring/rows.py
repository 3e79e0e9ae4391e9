"""Rule rows and gates as plain values."""

from thidua.core.model.criteria import Alternative, Criterion, Effect, Gate, Row
from thidua.core.model.unstructuring.plain import Plain, plain_number, plain_text, said


def plain_rows(criterion: Criterion) -> list[Plain]:
    """The ``rows`` of a criterion, its gates last."""
    rules = [_row(row) for row in criterion.rows]
    return [*rules, *(_gate(gate) for gate in criterion.gates)]


def _gate(gate: Gate) -> Plain:
    return said({"code": gate.code, "title": plain_text(gate.title), "gate": gate.condition})


def _row(row: Row) -> Plain:
    first, *others = row.alternatives
    # Only a case of several has a cap of its own; beside a single one it is the row's.
    has_cases = bool(others) or first.cap is not None
    effect: Plain = (
        {"one_of": [_case(row.effect, case) for case in row.alternatives]}
        if has_cases
        else _case(row.effect, first)
    )
    return said(
        {
            "code": row.code,
            "title": plain_text(row.title),
            "only_if": "full" if row.only_if_full else None,
            **effect,
            "cap": plain_number(row.cap),
            "scored_by": row.scored_by,
        }
    )


def _case(effect: Effect, case: Alternative) -> Plain:
    return said(
        {
            effect.value: plain_number(case.amount),
            "when": case.when,
            "per": case.per,
            "cap": plain_number(case.cap),
        }
    )
