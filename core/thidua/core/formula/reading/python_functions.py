"""Calling a plugin's plain Python function, and believing only an exact number from it."""

import decimal
from collections.abc import Mapping
from fractions import Fraction
from pathlib import PurePath
from types import MappingProxyType, TracebackType

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
from thidua.core.text.fault import Refused

MAXIMUM_DETAIL = 200
"""Most characters kept of what a plugin's exception says."""


class FunctionFault(Exception):
    """A function gave no exact number; the message says what it did instead.

    What stands in for a function, to call it elsewhere, raises it for the function.
    """


class FunctionStopped(Refused):
    """A function was stopped from outside, at a limit or because it died.

    Never a mere reason for unknown points: where a limit is reached depends on the machine, and
    a ranking must not.
    """


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


def exact_answer(function: PythonFunction, inputs: Mapping[str, Fraction]) -> Fraction:
    """What a function gives for these inputs, called in a decimal context of its own.

    Raises :class:`FunctionFault` for whatever it raises, with its file and line, but for the
    user's own Ctrl+C; and for anything that is no exact number.
    """
    try:
        with decimal.localcontext(decimal.Context()):
            result = function(MappingProxyType(inputs))
    except (FunctionFault, FunctionStopped, KeyboardInterrupt):
        raise
    except BaseException as error:  # the fault boundary to a plugin's code
        raise FunctionFault(f"{_said(error)}{_line_of(error.__traceback__)}") from error
    # By type: a bool is an int and a Fraction may be subclassed, but neither is what was agreed.
    if type(result) is not int and type(result) is not Fraction:
        raise FunctionFault(f"returned {type(result).__name__}, not Fraction or int")
    return Fraction(result)


def _said(error: BaseException) -> str:
    name = type(error).__name__
    try:
        return f"{name}: {error}"[:MAXIMUM_DETAIL].removesuffix(": ")
    except Exception:  # noqa: BLE001 - an exception of the plugin's own that fails to speak
        return name


def _line_of(trace: TracebackType | None) -> str:
    """``(formulas.py:12)``: the last line in the function's own file that an error came through;
    empty where Python has none."""
    found, own = "", None
    # The first frame is ours, which called the function.
    trace = trace and trace.tb_next
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        own = own or file
        if file == own:
            found = f" ({PurePath(file).name}:{trace.tb_lineno})"
        trace = trace.tb_next
    return found


def _called(node: PythonCall, function: PythonFunction, inputs: Mapping[str, Fraction]) -> Quantity:
    try:
        value = exact_answer(function, inputs)
    except FunctionFault as fault:
        return _failed(node, str(fault))
    if not is_decimal(value) or decimal_places(value) > node.places:
        return _failed(
            node, f"returned {number_text(value)}, which has more than {node.places} decimals"
        )
    return value


def _failed(node: PythonCall, detail: str) -> Unknown:
    return unknown(ReasonKind.PYTHON_FAULT, node.formula, detail)
