"""A criterion's ``formula``: a standard one with its inputs and parameters, or an expression."""

from collections.abc import Iterator, Mapping
from typing import Final

from thidua.core.exact.decimal_text import read_decimal
from thidua.core.formula.parsing import Names
from thidua.core.formula.tree import LabelKind, Labelled, Node, Number, PythonCall
from thidua.core.model.compiling.name_resolution import Scope
from thidua.core.model.criteria import FormulaBase
from thidua.core.model.expressions import NOTHING, labels, read_number
from thidua.core.model.formulas import Formula
from thidua.core.model.plain_values import did_you_mean
from thidua.core.model.validation.expressions import is_like_a_formula_code
from thidua.core.model.validation.formulas import default_faults, setting_faults
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.names import nearest


def formula_node(place: str, base: FormulaBase, scope: Scope) -> Node:
    """The tree of the formula of the criterion at ``place``."""
    inputs: dict[str, Node] = {
        alias: Labelled(LabelKind.INPUT, alias, scope.number(source, f"{place}.inputs.{alias}"))
        for alias, source in base.inputs
    }
    if base.formula in scope.known.unclear:
        return NOTHING
    formula = scope.known.formulas.get(base.formula)
    if formula is not None:
        return _standard(place, base, formula, inputs, scope)
    if _names_a_formula(base, scope):
        if not scope.known.any_formula:
            scope.faults.append(_unknown_formula(place, base.formula, scope))
        return NOTHING
    return _expression(place, base, inputs, scope)


def _names_a_formula(base: FormulaBase, scope: Scope) -> bool:
    """Whether the text is meant as a formula's code: one word, or words joined by hyphens, of
    which not all are names that an expression could subtract."""
    known = scope.known
    if is_like_a_formula_code(base.formula):
        words = base.formula.split("-")
    elif known.any_indicator and not known.any_formula:
        return False
    else:
        words = [base.formula]
    names = {"points", *dict(base.inputs), *known.indicators}
    return all(word.isidentifier() for word in words) and not names.issuperset(words)


def _unknown_formula(place: str, code: str, scope: Scope) -> Fault:
    formulas, names = list(scope.known.formulas), list(scope.known.indicators)
    known = [*formulas, *names] if nearest(code, (*formulas, *names)) else formulas
    what = Text(f"Không có công thức “{code}”.", f"There is no formula “{code}”.")
    return Fault(what, f"{place}.formula", did_you_mean(code, known) or _NO_FORMULAS)


_NO_FORMULAS: Final = Text(
    "Ở đây chưa có công thức nào: phần mở rộng “standard” chưa được nạp.",
    "No formula is known here: the plugin “standard” is not loaded.",
)


def _expression(place: str, base: FormulaBase, inputs: Mapping[str, Node], scope: Scope) -> Node:
    node = scope.number(base.formula, f"{place}.formula", inputs)
    read = {label.partition(".")[0] for label in labels(node, LabelKind.INPUT)}
    for alias in inputs:
        if alias not in read and node is not NOTHING:
            scope.faults.append(_idle(f"{place}.inputs.{alias}", alias))
    for name, _ in base.parameters:
        scope.faults.append(
            Fault(
                Text(
                    "Tham số chỉ đi cùng công thức chuẩn, không đi cùng biểu thức.",
                    "Parameters go with a standard formula, not with an expression.",
                ),
                f"{place}.parameters.{name}",
            )
        )
    return node


def _idle(place: str, alias: str) -> Fault:
    return Fault(
        Text(f"Biểu thức không dùng đến “{alias}”.", f"The expression never reads “{alias}”."),
        place,
    )


def _standard(
    place: str, base: FormulaBase, formula: Formula, inputs: Mapping[str, Node], scope: Scope
) -> Node:
    scope.used.add(formula.code)
    faults = [
        *default_faults(formula, f"formulas[{formula.code}]"),
        *_input_faults(place, base, formula),
        *_setting_faults(place, base, formula),
    ]
    if faults:
        scope.faults.extend(faults)
        return NOTHING
    aliases = _aliases(formula, inputs, dict(base.parameters), scope)
    return Labelled(LabelKind.FORMULA, formula.code, _body(formula, aliases, scope))


def _body(formula: Formula, aliases: Mapping[str, Node], scope: Scope) -> Node:
    if formula.expression is not None:
        return _own(formula, formula.expression, aliases, scope)
    points = [] if scope.points is None else [("points", Number(scope.points))]
    arguments = (*sorted(aliases.items()), *points)
    return PythonCall(formula.code, arguments, formula.places or 0)


def _own(formula: Formula, source: str, aliases: Mapping[str, Node], scope: Scope) -> Node:
    """One of the formula's own expressions: it sees its inputs, its parameters and points."""
    names = Names(aliases=dict(aliases), indicators=(), points=scope.points)
    return read_number(source, f"formulas[{formula.code}]", names, scope.faults)


def _aliases(
    formula: Formula, inputs: Mapping[str, Node], given: Mapping[str, str], scope: Scope
) -> dict[str, Node]:
    """The inputs, those left out by what stands for them, and the parameters as they are set."""
    settings = {
        parameter.name: given.get(parameter.name, parameter.default or "")
        for parameter in formula.parameters
    }
    aliases = dict(inputs)
    for parameter in formula.parameters:
        if not parameter.choices:
            aliases[parameter.name] = Number(read_decimal(settings[parameter.name]))
    for name, source in formula.optional_inputs:
        if name not in inputs:
            node = _own(formula, source, aliases, scope)
            aliases[name] = Labelled(LabelKind.INPUT, name, node)
    choices = {
        parameter.name: _own(
            formula, dict(parameter.choices)[settings[parameter.name]], aliases, scope
        )
        for parameter in formula.parameters
        if parameter.choices
    }
    return aliases | choices


def _input_faults(place: str, base: FormulaBase, formula: Formula) -> Iterator[Fault]:
    optional = [name for name, _ in formula.optional_inputs]
    given = [alias for alias, _ in base.inputs]
    for alias in given:
        if alias not in (*formula.inputs, *optional):
            what = Text(
                f"Công thức “{formula.code}” không có đầu vào “{alias}”.",
                f"The formula “{formula.code}” has no input “{alias}”.",
            )
            remedy = did_you_mean(alias, (*formula.inputs, *optional))
            yield Fault(what, f"{place}.inputs.{alias}", remedy)
    for name in formula.inputs:
        if name not in given:
            yield Fault(
                Text(
                    f"Công thức “{formula.code}” cần đầu vào “{name}”.",
                    f"The formula “{formula.code}” needs the input “{name}”.",
                ),
                f"{place}.inputs",
            )


def _setting_faults(place: str, base: FormulaBase, formula: Formula) -> Iterator[Fault]:
    parameters = {parameter.name: parameter for parameter in formula.parameters}
    given = dict(base.parameters)
    for name, value in given.items():
        at = f"{place}.parameters.{name}"
        if name in parameters:
            yield from setting_faults(parameters[name], value, at)
        else:
            what = Text(
                f"Công thức “{formula.code}” không có tham số “{name}”.",
                f"The formula “{formula.code}” has no parameter “{name}”.",
            )
            yield Fault(what, at, did_you_mean(name, list(parameters)))
    for name, parameter in parameters.items():
        if name not in given and parameter.default is None:
            yield Fault(
                Text(
                    f"Công thức “{formula.code}” cần tham số “{name}”.",
                    f"The formula “{formula.code}” needs the parameter “{name}”.",
                ),
                f"{place}.parameters",
            )
