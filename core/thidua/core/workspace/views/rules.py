"""How a criterion is scored, in words and before there are figures: its note in a form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from thidua.core.exact.decimal_text import read_decimal
from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.telling.amounts import exactly, points_words, step_words
from thidua.core.formula.titles import Naming
from thidua.core.formula.tree import LabelKind, Labelled, Name, Node, Number
from thidua.core.formula.wording import expression_words
from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.criteria import (
    UNLIMITED,
    Alternative,
    BandTable,
    Children,
    Criterion,
    Effect,
    FormulaBase,
    Interpolation,
    Judged,
    Row,
    Start,
)
from thidua.core.model.formulas import Formula, Parameter
from thidua.core.text.bilingual import Language, Text

_EFFECTS = {
    Effect.EARN: Text("được", "earns"),
    Effect.DEDUCT: Text("trừ", "takes off"),
    Effect.BONUS: Text("thưởng", "gives a bonus of"),
}
_NO_ALIASES: Mapping[str, Node] = {}


def rule_lines(
    compiled: CompiledCriterion, of: CompiledSet, language: Language, naming: Naming
) -> tuple[str, ...]:
    """The rule of a criterion of the set, line by line; the lines bear no full stop."""
    criterion = compiled.criterion
    rows = {row.row.code: row.node for item in of.criteria for row in item.rows if row.row.code}
    words = _Words(criterion, {item.code: item for item in of.formulas}, rows, language, naming)
    lines = (*_base(words), *_rows(words), *_limits(words), *_conditions(words))
    return tuple(line[:1].upper() + line[1:] for line in lines)


@frozen
class _Words:
    """What the expressions of a criterion may name, and what that is called."""

    criterion: Criterion
    formulas: Mapping[str, Formula]
    rows: Mapping[str, Node]
    language: Language
    naming: Naming

    def say(self, vi: str, en: str) -> str:
        return vi if self.language == "vi" else en

    def points(self, points: Fraction) -> str:
        return points_words(points, self.language)

    def tree(self, source: str, aliases: Mapping[str, Node] = _NO_ALIASES) -> Node:
        names = Names(aliases=aliases, rows=self.rows, points=self.criterion.points)
        return parse_expression(source, names)

    def of(self, source: str, aliases: Mapping[str, Node] = _NO_ALIASES) -> str:
        """An expression in words."""
        return expression_words(self.tree(source, aliases), self.language, self.naming)


def _base(words: _Words) -> Iterator[str]:
    """What gives the points before rows act on them."""
    points = words.points(words.criterion.points)
    match words.criterion.base:
        case FormulaBase() as base if base.formula in words.formulas:
            yield from _standard(words, base, words.formulas[base.formula])
        case FormulaBase() as base:
            told = words.of(base.formula, _inputs(words, base))
            yield words.say(f"Điểm = {told}", f"Points = {told}")
        case BandTable() as table:
            yield from _bands(words, table)
        case Interpolation() as line:
            yield from _knots(words, line)
        case Judged(low, high):
            least, most = exactly(low, words.language), words.points(high)
            yield words.say(f"chấm từ {least} đến {most}", f"judged from {least} to {most}")
        case Children():
            yield words.say("tổng điểm của các tiêu chí con", "the sum of its parts")
        case Start(full=True) if words.criterion.points:
            yield words.say(f"có sẵn {points}", f"starts from {points}")


def _standard(words: _Words, base: FormulaBase, formula: Formula) -> Iterator[str]:
    """The formula as it explains itself, the figures that it reads, and how it is set."""
    yield formula.title.in_language(words.language)
    yield formula.explanation.in_language(words.language)
    figures = "; ".join(words.of(source) for _, source in base.inputs)
    yield words.say(f"số liệu để tính: {figures}", f"computed from: {figures}")
    aliases = _aliases(words, base, formula)
    given = dict(base.parameters)
    for parameter in formula.parameters:
        value = given.get(parameter.name, "" if parameter.choices else parameter.default or "0")
        if parameter.name in given or (value not in ("", "0") and _reads(base, formula, parameter)):
            yield _setting(words, parameter, value, aliases)


def _reads(base: FormulaBase, formula: Formula, parameter: Parameter) -> bool:
    """Whether the formula, with the choices that the criterion has made, reads the parameter."""
    given = dict(base.parameters)
    chosen = [
        dict(one.choices)[given.get(one.name, one.default or "")]
        for one in formula.parameters
        if one.choices
    ]
    source = " ".join((formula.expression or parameter.name, *chosen))
    return parameter.name in re.findall(r"\w+", source)


def _setting(words: _Words, parameter: Parameter, value: str, aliases: Mapping[str, Node]) -> str:
    title = parameter.title.in_language(words.language)
    chosen = dict(parameter.choices).get(value)
    if chosen is not None:
        return f"{title}: {words.of(chosen, aliases)}"
    return f"{title}: {exactly(read_decimal(value), words.language)}"


def _inputs(words: _Words, base: FormulaBase) -> dict[str, Node]:
    return {
        alias: Labelled(LabelKind.INPUT, alias, words.tree(source)) for alias, source in base.inputs
    }


def _aliases(words: _Words, base: FormulaBase, formula: Formula) -> dict[str, Node]:
    """What the formula's own expressions name: its inputs and its numbers."""
    aliases = _inputs(words, base)
    given = dict(base.parameters)
    for parameter in formula.parameters:
        if not parameter.choices:
            value = given.get(parameter.name, parameter.default or "")
            aliases[parameter.name] = Number(read_decimal(value))
    for name, source in formula.optional_inputs:
        if name not in aliases:
            aliases[name] = words.tree(source, aliases)
    return aliases


def _bands(words: _Words, table: BandTable) -> Iterator[str]:
    on = words.of(table.on)
    yield words.say(f"điểm theo bậc của {on}:", f"points by the step of {on}:")
    for step in table.steps:
        yield f"- {step_words(step, words.language)}: {words.points(step.points)}"


def _knots(words: _Words, line: Interpolation) -> Iterator[str]:
    on = words.of(line.on)
    yield words.say(
        f"điểm theo {on}, chia đều giữa các mốc:", f"points by {on}, evenly between the marks:"
    )
    for value, points in line.knots:
        yield f"- {exactly(value, words.language)}: {words.points(points)}"


def _rows(words: _Words) -> Iterator[str]:
    for row in words.criterion.rows:
        title = "" if row.title is None else row.title.in_language(words.language)
        name = " ".join(filter(None, (row.code, title)))
        told = _row(words, row)
        yield f"{name}: {told}" if name else told


def _row(words: _Words, row: Row) -> str:
    cases = [_case(words, row, case) for case in row.alternatives]
    told = words.say("; nếu không, ", "; otherwise, ").join(cases)
    if row.cap is not None:
        told += _at_most(words, row.cap)
    if row.only_if_full:
        told += words.say(", chỉ khi không bị trừ điểm", ", only where nothing is taken off")
    return told


def _case(words: _Words, row: Row, case: Alternative) -> str:
    told = f"{_EFFECTS[row.effect].in_language(words.language)} {words.points(case.amount)}"
    if case.per is not None:
        told += _per(words, case.per)
    if case.when is not None:
        condition = words.of(case.when)
        told += words.say(f" nếu {condition}", f" if {condition}")
    return told if case.cap is None else told + _at_most(words, case.cap)


def _per(words: _Words, per: str) -> str:
    """``cho mỗi vụ “Tai nạn lao động”``; with an expression, times what it gives."""
    node, told = words.tree(per), words.of(per)
    unit = words.naming.unit(node, words.language) if isinstance(node, Name) else ""
    if not unit:
        return f" × ({told})"
    return words.say(f" cho mỗi {unit} {told}", f" for each of the {unit}: {told}")


def _at_most(words: _Words, cap: Fraction) -> str:
    points = words.points(cap)
    return words.say(f", tối đa {points}", f", at most {points}")


def _limits(words: _Words) -> Iterator[str]:
    """The caps and the floor of the criterion as a whole."""
    criterion = words.criterion
    if isinstance(criterion.deductions_cap, Fraction):
        points = words.points(criterion.deductions_cap)
        yield words.say(f"trừ tất cả không quá {points}", f"takes off at most {points} in all")
    if isinstance(criterion.bonus_cap, Fraction) and criterion.bonus_cap:
        points = words.points(criterion.bonus_cap)
        yield words.say(f"thưởng tất cả không quá {points}", f"bonus of at most {points} in all")
    if criterion.floor == UNLIMITED:
        yield words.say("điểm có thể xuống dưới 0", "the points may fall below 0")
    elif criterion.floor:
        points = words.points(criterion.floor)
        yield words.say(f"điểm không thấp hơn {points}", f"never less than {points}")


def _conditions(words: _Words) -> Sequence[str]:
    """Gates of the ranking, and what must come with the figures."""
    gates = [words.of(gate.condition) for gate in words.criterion.gates]
    lines = [words.say(f"không xếp hạng nếu {it}", f"not ranked where {it}") for it in gates]
    if words.criterion.evidence_required:
        lines.append(words.say("cần tài liệu minh chứng", "evidence is needed"))
    return lines
