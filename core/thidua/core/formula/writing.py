"""From a tree back to the text of an expression."""

from fractions import Fraction

from thidua.core.formula.reading.quantity import exact_text
from thidua.core.formula.tree import (
    Aggregate,
    And,
    Arithmetic,
    Call,
    Child,
    Choose,
    Compare,
    Field,
    Given,
    LabelKind,
    Labelled,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Or,
)

_CHOOSE, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _UNARY, _WHOLE = range(9)
"""How tightly a construct binds; looser ones need brackets inside tighter ones."""


def written_name(name: Name) -> str:
    """A name as formulas write it: ``jobs_created.target``."""
    if name.field is Field.ACTUAL:
        return name.indicator
    return f"{name.indicator}.{name.field}"


def write_expression(node: Node) -> str:
    """The text that parses into the node.

    Inputs and rows are written by their names. ValueError for what no expression can say: a
    band table, a judged criterion, a Python function.
    """
    return _written(node)[0]


def _written(node: Node) -> tuple[str, int]:
    match node:
        case Number(value):
            return _number(value)
        case Name():
            return written_name(node), _WHOLE
        case Child(code):
            return f'child("{code}")', _WHOLE
        case Labelled(LabelKind.ROW, label):
            return f'row("{label}")', _WHOLE
        case Labelled(LabelKind.INPUT, label):
            return label, _WHOLE
        case Labelled(operand=operand):
            return _written(operand)
        case Negate(operand):
            return f"-{_inside(operand, _UNARY)}", _UNARY
        case Call(function, arguments):
            return f"{function}({', '.join(map(write_expression, arguments))})", _WHOLE
        case Given(operand):
            return f"given({write_expression(operand)})", _WHOLE
        case Aggregate():
            return _aggregate(node), _WHOLE
        case Arithmetic():
            return _arithmetic(node)
        case Choose():
            return _choose(node)
        case Compare() | And() | Or() | Not():
            return _condition(node)
    raise ValueError(f"no expression says {type(node).__name__}")


def _inside(node: Node, binding: int) -> str:
    text, own = _written(node)
    return text if own >= binding else f"({text})"


def _number(value: Fraction) -> tuple[str, int]:
    text = exact_text(value)
    if "/" in text:
        return text.replace("/", " / "), _PRODUCT
    return text, _WHOLE


def _arithmetic(node: Arithmetic) -> tuple[str, int]:
    binding = _SUM if node.sign in "+-" else _PRODUCT
    left, right = _inside(node.left, binding), _inside(node.right, binding + 1)
    return f"{left} {node.sign} {right}", binding


def _choose(node: Choose) -> tuple[str, int]:
    then, condition = _inside(node.then, _OR), _inside(node.condition, _OR)
    return f"{then} if {condition} else {write_expression(node.otherwise)}", _CHOOSE


def _condition(node: Compare | And | Or | Not) -> tuple[str, int]:
    match node:
        case Compare(signs, operands):
            first, *rest = (_inside(operand, _SUM) for operand in operands)
            pairs = (f" {sign} {one}" for sign, one in zip(signs, rest, strict=True))
            return first + "".join(pairs), _COMPARE
        case And(operands):
            return " and ".join(_inside(operand, _NOT) for operand in operands), _AND
        case Or(operands):
            return " or ".join(_inside(operand, _AND) for operand in operands), _OR
    return f"not {_inside(node.operand, _NOT)}", _NOT


def _aggregate(node: Aggregate) -> str:
    alone = node.operand == Number(Fraction(1)) and node.kind == "count" and node.where is not None
    parts = [] if alone else [write_expression(node.operand)]
    if node.where is not None:
        parts.append(f"where = {write_expression(node.where)}")
    return f"{node.kind}({', '.join(parts)})"
