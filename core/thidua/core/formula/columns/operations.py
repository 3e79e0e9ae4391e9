"""Reading figures, arithmetic and the functions of the language in columns."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce

from thidua.core.exact.power import power
from thidua.core.formula.columns.arithmetic import (
    add,
    divide,
    maximum,
    minimum,
    multiply,
    negate,
    subtract,
)
from thidua.core.formula.columns.distinct import by_distinct
from thidua.core.formula.columns.masks import both, either
from thidua.core.formula.columns.numbers import Numbers, all_beyond, restricted
from thidua.core.formula.columns.reader import Columns
from thidua.core.formula.columns.rounding import floor, rounded
from thidua.core.formula.tree import (
    Arithmetic,
    Call,
    Child,
    Function,
    Judgement,
    Labelled,
    Name,
    Negate,
    PythonCall,
)

_ON_NUMBERS: Mapping[str, Callable[[Numbers, Numbers], Numbers]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
}


def read_name(columns: Columns, node: Name) -> Numbers:
    return columns.figures_of(node)


def read_judgement(columns: Columns, node: Judgement) -> Numbers:
    return columns.judged_points(node.criterion)


def read_child(columns: Columns, node: Child) -> Numbers:
    return columns.child(node.code)


def read_labelled(columns: Columns, node: Labelled) -> Numbers:
    return columns.number(node.operand)


def read_negate(columns: Columns, node: Negate) -> Numbers:
    return negate(columns.number(node.operand))


def read_arithmetic(columns: Columns, node: Arithmetic) -> Numbers:
    return _ON_NUMBERS[node.sign](columns.number(node.left), columns.number(node.right))


def read_python_call(columns: Columns, node: PythonCall) -> Numbers:
    """A plain Python function takes one cell at a time."""
    return all_beyond(columns.rows)


def read_call(columns: Columns, node: Call) -> Numbers:
    first, *others = [columns.number(argument) for argument in node.arguments]
    match node.function:
        case Function.MIN:
            return reduce(minimum, others, first)
        case Function.MAX:
            return reduce(maximum, others, first)
        case Function.FLOOR:
            return floor(first)
    settings = [other.constant for other in others]
    numbers = [setting for setting in settings if setting is not None]
    if len(numbers) < len(settings) or min(numbers[-1:]) < 0:
        return all_beyond(columns.rows)
    known = reduce(both, (other.known for other in others), None)
    beyond = reduce(either, (other.beyond for other in others), None)
    return restricted(_with_settings(node.function, first, [*map(int, numbers)]), known, beyond)


def _with_settings(function: Function, numbers: Numbers, settings: list[int]) -> Numbers:
    """Places and exponents are literals, as the parser makes sure."""
    if function is Function.ROUND:
        return rounded(numbers, settings[0])

    def raised(values: tuple[Fraction, ...]) -> Fraction:
        return power(values[0], *settings)

    return by_distinct(raised, (numbers,))
