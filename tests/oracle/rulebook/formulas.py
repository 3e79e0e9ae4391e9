"""What a criterion's ``formula`` gives: a standard formula, a sector's own, a Python function or an
expression."""

from collections.abc import Mapping
from fractions import Fraction

from rulebook.language import Given, Scene, number
from rulebook.plain import PythonFormula, Table
from rulebook.standard import STANDARD, Bounded, Figures
from rulebook.values import UNKNOWN, Value, decided


def formula_value(
    criterion: Table,
    scene: Scene,
    formulas: Mapping[str, Table],
    python: Mapping[str, PythonFormula],
) -> Value:
    """The value of the criterion's formula, before any limit."""
    code = criterion["formula"]
    inputs = {name: Given(text) for name, text in criterion.get("inputs", {}).items()}
    if code in python:
        return _python_value(inputs, criterion, scene, formulas[code], python[code])
    if code not in formulas:
        return number(code, _seeing(scene, inputs))
    formula, given = formulas[code], criterion.get("parameters", {})

    def by_expression() -> Value:
        return number(formula["expression"], _seeing(scene, _names(formula, inputs, given)))

    if code not in STANDARD:
        return by_expression()
    try:
        return STANDARD[code](Figures(inputs, given, scene))
    except Bounded:  # How a range is carried on depends on each operation.
        return by_expression()


def _seeing(scene: Scene, names: Mapping[str, Given]) -> Scene:
    return Given("", names).within(scene)


def _names(
    formula: Table, inputs: Mapping[str, Given], given: Mapping[str, object]
) -> dict[str, Given]:
    """Inputs, number parameters, what stands for inputs left out, then choices."""
    names = dict(inputs)
    chosen = {}
    for parameter in formula.get("parameters", ()):
        name = parameter["name"]
        setting = str(given.get(name, parameter.get("default")))
        if "choices" in parameter:
            chosen[name] = parameter["choices"][setting]
        else:
            # A negative number is an expression like any other.
            names[name] = Given(setting)
    for name, source in formula.get("optional_inputs", {}).items():
        names.setdefault(name, Given(source, dict(names)))
    return names | {name: Given(source, dict(names)) for name, source in chosen.items()}


def _python_value(
    inputs: Mapping[str, Given],
    criterion: Table,
    scene: Scene,
    formula: Table,
    function: PythonFormula,
) -> Value:
    """Called only with one number for each input; no more decimals than it declares."""
    names = {**_names(formula, inputs, criterion.get("parameters", {}))}
    found = {name: number(one.source, one.within(scene)) for name, one in names.items()}
    exact = {name: decided(value) for name, value in found.items()}
    assert scene.points is not None
    arguments = {name: value for name, value in exact.items() if value is not None}
    if len(arguments) < len(exact):
        return UNKNOWN
    try:
        value = function({**arguments, "points": scene.points})
    except Exception:  # noqa: BLE001 - whatever a plugin's function raises leaves the points unknown
        return UNKNOWN
    if type(value) not in (int, Fraction):
        return UNKNOWN
    places = int(formula.get("places") or 0)
    is_short = (Fraction(value) * 10**places).denominator == 1
    return Fraction(value) if is_short else UNKNOWN
