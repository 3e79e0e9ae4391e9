"""Whether the formulas, checks and indicators that a plugin contributes hold together."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from thidua.core.exact.decimal_text import read_decimal
from thidua.core.formula.parsing import Names
from thidua.core.formula.tree import LabelKind, Labelled, Name, Node, Number
from thidua.core.model.code import repeated
from thidua.core.model.expressions import NOTHING, labels, read_condition, read_number
from thidua.core.model.formulas import Formula, Parameter
from thidua.core.model.places import numbered, placed, within
from thidua.core.model.plain_table import Faults
from thidua.core.model.plain_values import did_you_mean
from thidua.core.model.validation.doubt import Doubt
from thidua.core.model.validation.trees import repeated_codes
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault

if TYPE_CHECKING:  # compiling needs neither
    from thidua.core.model.contribution import Check
    from thidua.core.model.sector_file import SectorFile


def faults_of_sector_file(
    sector_file: "SectorFile", unread: Collection[str] = frozenset()
) -> tuple[Fault, ...]:
    """All that is wrong with a plugin's file by itself; ``unread`` as in validation."""
    doubt = Doubt(unread)
    faults: Faults = []
    kinds = sector_file.sector.unit_kinds if sector_file.sector else ()
    faults.extend(repeated_codes(placed("sector.unit_kinds", kinds), doubt))
    faults.extend(repeated_codes(placed("indicators", sector_file.indicators), doubt))
    checks = placed("checks", sector_file.checks)
    faults.extend(repeated_codes(checks, doubt))
    for place, check in checks:
        faults.extend(faults_of_check(check, place))
    formulas = placed("formulas", sector_file.formulas)
    faults.extend(repeated_codes(formulas, doubt))
    for place, formula in formulas:
        if not doubt.within(place):
            faults.extend(faults_of_formula(formula, place))
    return tuple(faults)


def faults_of_check(check: "Check", place: str = "") -> tuple[Fault, ...]:
    """What is wrong with the expressions of a check, before any indicator is known."""
    faults: Faults = []
    read_condition(check.expression, within(place, "expression"), Names(), faults)
    for key, source in (("stated", check.stated), ("recomputed", check.recomputed)):
        if source is not None:
            read_number(source, within(place, key), Names(), faults)
    return tuple(faults)


def faults_of_formula(formula: Formula, place: str = "") -> tuple[Fault, ...]:
    """What is wrong with a formula: it reads its inputs, parameters and points, nothing else."""
    faults: Faults = list(default_faults(formula, place))
    named = [
        *formula.inputs,
        *(name for name, _ in formula.optional_inputs),
        *(parameter.name for parameter in formula.parameters),
    ]
    for name in repeated(named, str):
        what = Text(f"Tên “{name}” bị lặp lại.", f"The name “{name}” stands twice.")
        faults.append(Fault(what, place))
    read = _names_read(formula, place, faults)
    if formula.expression is not None and not faults:
        faults.extend(_never_read(name, place) for name in named if name not in read)
    return tuple(faults)


def _names_read(formula: Formula, place: str, faults: Faults) -> set[str]:
    """Parse all the expressions of a formula; the inputs and parameters that any of them reads."""
    inputs = (*formula.inputs, *(name for name, _ in formula.optional_inputs))
    aliases = {name: _stand_in(name, Name(name)) for name in inputs}
    for parameter in formula.parameters:
        if not parameter.choices:
            aliases[parameter.name] = _stand_in(parameter.name, _any_number(parameter))
    trees = [
        _read(source, at, aliases, faults) for at, source in _inner_expressions(formula, place)
    ]
    for parameter in formula.parameters:
        aliases.setdefault(parameter.name, _stand_in(parameter.name, NOTHING))
    if formula.expression is not None:
        trees.append(_read(formula.expression, within(place, "expression"), aliases, faults))
    return {label.partition(".")[0] for tree in trees for label in labels(tree, LabelKind.INPUT)}


def _read(source: str, place: str, aliases: dict[str, Node], faults: Faults) -> Node:
    names = Names(aliases=dict(aliases), indicators=(), points=Fraction(1))
    return read_number(source, place, names, faults)


def _stand_in(name: str, node: Node) -> Node:
    return Labelled(LabelKind.INPUT, name, node)


def _any_number(parameter: Parameter) -> Node:
    """A number in place of the parameter's: its default, if that is one."""
    return Number(_number(parameter.default or "") or Fraction(1))


def _number(text: str) -> Fraction | None:
    try:
        return read_decimal(text)
    except ValueError:
        return None


def _inner_expressions(formula: Formula, place: str) -> Iterator[tuple[str, str]]:
    for name, source in formula.optional_inputs:
        yield within(place, f"optional_inputs.{name}"), source
    for at, parameter in parameter_places(formula, place):
        for choice, source in parameter.choices:
            yield f"{at}.choices.{choice}", source


def parameter_places(formula: Formula, place: str) -> Sequence[tuple[str, Parameter]]:
    """Each parameter of a formula with its place."""
    return numbered(within(place, "parameters"), formula.parameters)


def default_faults(formula: Formula, place: str) -> Iterator[Fault]:
    """Defaults that a formula's own parameters do not take."""
    for at, parameter in parameter_places(formula, place):
        if parameter.default is not None:
            yield from setting_faults(parameter, parameter.default, f"{at}.default")


def setting_faults(parameter: Parameter, value: str, place: str) -> Iterator[Fault]:
    """What is wrong with a value for a parameter: no number, or none of its choices."""
    choices = [choice for choice, _ in parameter.choices]
    if choices and value not in choices:
        yield Fault(
            Text(
                f"Tham số “{parameter.name}” không nhận giá trị “{value}”.",
                f"The parameter “{parameter.name}” does not take “{value}”.",
            ),
            place,
            did_you_mean(value, choices),
        )
    elif not choices and _number(value) is None:
        yield Fault(
            Text(
                f"Tham số “{parameter.name}” cần một số, nhưng gặp “{value}”.",
                f"The parameter “{parameter.name}” needs a number, but found “{value}”.",
            ),
            place,
        )


def _never_read(name: str, place: str) -> Fault:
    return Fault(
        Text(
            f"Công thức không dùng đến “{name}”.",
            f"The formula never reads “{name}”.",
        ),
        within(place, "expression"),
    )
