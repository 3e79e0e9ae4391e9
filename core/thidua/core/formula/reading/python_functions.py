"""Calling a plugin's plain Python function, and believing only an exact number from it."""

import decimal
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from thidua.core.exact.decimal_text import decimal_places, is_decimal
from thidua.core.exact.reason import ReasonKind
from thidua.core.formula.reading.quantity import (
    Quantity,
    number_text,
    undecided,
    unknown,
    unknown_of,
)
from thidua.core.formula.reading.reader import Cell, PythonFunction
from thidua.core.formula.trace import Unknown
from thidua.core.formula.tree import PythonCall

MAXIMUM_DETAIL = 200
"""Most characters kept of what a plugin's exception says."""


def read_python_call(cell: Cell, node: PythonCall) -> Quantity:
    """The function's result; unknown unless every input is one number."""
    inputs = {name: cell.quantity(argument) for name, argument in node.arguments}
    if any(isinstance(value, Unknown) for value in inputs.values()):
        return unknown_of(inputs.values())
    numbers = {name: value for name, value in inputs.items() if isinstance(value, Fraction)}
    if len(numbers) < len(inputs):
        return undecided(inputs.values())
    if node.formula not in cell.python:
        return _failed(node, "no such function")
    return _called(node, cell.python[node.formula], numbers)


def _called(node: PythonCall, function: PythonFunction, inputs: Mapping[str, Fraction]) -> Quantity:
    try:
        with decimal.localcontext(decimal.Context()):
            result = function(MappingProxyType(inputs))
    except Exception as error:  # noqa: BLE001 - the fault boundary to a plugin's code
        return _failed(node, f"{type(error).__name__}: {error}"[:MAXIMUM_DETAIL])
    # By type: a bool is an int and a Fraction may be subclassed, but neither is what was agreed.
    if type(result) is not int and type(result) is not Fraction:
        return _failed(node, f"returned {type(result).__name__}, not Fraction or int")
    value = Fraction(result)
    if not is_decimal(value) or decimal_places(value) > node.places:
        return _failed(
            node, f"returned {number_text(value)}, which has more than {node.places} decimals"
        )
    return value


def _failed(node: PythonCall, detail: str) -> Unknown:
    return unknown(ReasonKind.PYTHON_FAULT, node.formula, detail)
