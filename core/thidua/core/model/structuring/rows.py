"""Rule rows and gates from plain values."""

from collections.abc import Mapping
from fractions import Fraction

from thidua.core.model.criteria import Alternative, Effect, Gate, Row
from thidua.core.model.plain_table import PlainTable
from thidua.core.model.plain_values import (
    as_amount,
    as_code,
    as_expression,
    as_note,
    word_among,
)
from thidua.core.text.bilingual import Text

_EFFECTS = ", ".join(effect.value for effect in Effect)


def read_rows(criterion: PlainTable) -> tuple[tuple[Row, ...], tuple[Gate, ...]]:
    """The ``rows`` of a criterion, gates apart."""
    items = criterion.items("rows")
    gates = [item for item in items if _is_gate(item)]
    rules = [item for item in items if not _is_gate(item)]
    return (
        tuple(_row(table) for table in criterion.tables_at("rows", rules)),
        tuple(_gate(table) for table in criterion.tables_at("gates", gates)),
    )


def _is_gate(item: object) -> bool:
    return isinstance(item, Mapping) and "gate" in item


def _gate(table: PlainTable) -> Gate:
    gate = Gate(
        condition=table.need("gate", as_expression, "0 > 1"),
        title=table.title("title", None),
        code=table.read("code", as_code, None),
    )
    table.close()
    return gate


def _row(table: PlainTable) -> Row:
    effect, alternatives = _cases(table) if table.has("one_of") else _single_case(table)
    only_if = table.read("only_if", word_among("full"), None)
    row = Row(
        effect=effect,
        alternatives=alternatives,
        code=table.read("code", as_code, None),
        title=table.title("title", None),
        cap=table.read("cap", as_amount, None),
        only_if_full=only_if is not None,
        scored_by=table.read("scored_by", as_note, ""),
    )
    table.close()
    return row


def _single_case(table: PlainTable) -> tuple[Effect, tuple[Alternative, ...]]:
    effect, amount = _effect(table)
    return effect, (_alternative(table, amount, cap=None),)


def _cases(table: PlainTable) -> tuple[Effect, tuple[Alternative, ...]]:
    effects: list[Effect] = []
    alternatives: list[Alternative] = []
    for case in table.tables("one_of"):
        effect, amount = _effect(case)
        effects.append(effect)
        alternatives.append(_alternative(case, amount, case.read("cap", as_amount, None)))
        case.close()
    if len(set(effects)) > 1:
        table.note(
            Text(
                "Các trường hợp của one_of phải cùng một loại tác động.",
                "All the cases of one_of must have one kind of effect.",
            ),
            "one_of",
        )
    if not effects:
        _note_no_effect(table)
    return (effects or [Effect.DEDUCT])[0], tuple(alternatives or [Alternative(Fraction(0))])


def _alternative(table: PlainTable, amount: Fraction, cap: Fraction | None) -> Alternative:
    return Alternative(
        amount=amount,
        when=table.read("when", as_expression, None),
        per=table.read("per", as_expression, None),
        cap=cap,
    )


def _effect(table: PlainTable) -> tuple[Effect, Fraction]:
    found = [effect for effect in Effect if table.has(effect.value)]
    if not found:
        _note_no_effect(table)
        return Effect.DEDUCT, Fraction(0)
    amounts = [table.read(effect.value, as_amount, Fraction(0)) for effect in found]
    if len(found) > 1:
        named = ", ".join(effect.value for effect in found)
        table.note(
            Text(
                f"Một dòng chỉ có một tác động, nhưng ở đây có: {named}.",
                f"A row has one effect, but here are: {named}.",
            )
        )
    return found[0], amounts[0]


def _note_no_effect(table: PlainTable) -> None:
    table.note(
        Text(
            f"Dòng không nói cộng hay trừ bao nhiêu điểm: cần một trong {_EFFECTS}, one_of, gate.",
            f"The row does not say what it does: give one of {_EFFECTS}, one_of, gate.",
        )
    )
