"""From the text of an expression to its tree, by way of ``ast``, and nothing but the language."""

import ast
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from attrs import define, field

from thidua.core.formula.calls import call_node
from thidua.core.formula.limits import check_text
from thidua.core.formula.naming import BROKEN, FIELDS, FUNCTIONS, Names, with_field
from thidua.core.formula.refusal import ExpressionFault, ExpressionRefused, fault
from thidua.core.formula.syntax import TOO_DEEP, syntax_of
from thidua.core.formula.tree import (
    And,
    Arithmetic,
    ArithmeticSign,
    Choose,
    Compare,
    CompareSign,
    Field,
    Negate,
    Node,
    Not,
    Number,
    Or,
)
from thidua.core.formula.walking import depth, is_truth
from thidua.core.text.names import nearest

__all__ = ["ExpressionFault", "ExpressionRefused", "Names", "parse_expression"]

MAXIMUM_TREE_DEPTH = 200
"""Deepest tree, counting the rows and inputs that an expression names."""

_ARITHMETIC: Mapping[type[ast.operator], ArithmeticSign] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_COMPARE: Mapping[type[ast.cmpop], CompareSign] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def parse_expression(source: str, names: Names = Names()) -> Node:  # noqa: B008
    """The tree of an expression: a number node or a truth node.

    Raises ExpressionRefused with every fault found, each with its column.
    """
    check_text(source)
    text = re.sub(r"\s", " ", source)
    parser = _Parser(text, names, indent=len(text) - len(text.lstrip()))
    node = parser.node(syntax_of(text))
    if parser.faults:
        raise ExpressionRefused(tuple(sorted(parser.faults, key=lambda one: one.column or 0)))
    if depth(node) > MAXIMUM_TREE_DEPTH:
        raise ExpressionRefused((TOO_DEEP,))
    return node


@define
class _Parser:
    """Turns syntax into nodes and gathers faults on the way."""

    text: str
    names: Names
    indent: int
    faults: list[ExpressionFault] = field(factory=list)

    def node(self, syntax: ast.expr) -> Node:
        read = _READERS.get(type(syntax))
        if read is None:
            return self.refuse(
                syntax,
                "Ngôn ngữ công thức không có cách viết này.",
                "The formula language has no such construct.",
            )
        return read(self, syntax)

    def number(self, syntax: ast.expr) -> Node:
        """The node, refused where it is a condition."""
        node = self.node(syntax)
        if is_truth(node):
            return self.refuse(
                syntax,
                "Chỗ này cần một con số, không phải một điều kiện.",
                "A number is needed here, not a condition.",
                ("Viết: 1 if điều_kiện else 0.", "Write: 1 if condition else 0."),
            )
        return node

    def truth(self, syntax: ast.expr) -> Node:
        """The node, refused where it is a number."""
        node = self.node(syntax)
        if node is not BROKEN and not is_truth(node):
            return self.refuse(
                syntax,
                "Chỗ này cần một điều kiện, không phải một con số.",
                "A condition is needed here, not a number.",
                ("Viết một phép so sánh, chẳng hạn x > 0.", "Write a comparison, as x > 0."),
            )
        return node

    def refuse(
        self, syntax: ast.expr, vi: str, en: str, remedy: tuple[str, str] | None = None
    ) -> Node:
        """Note a fault at a place, and give the node that stands for it."""
        column = self.indent + syntax.col_offset + 1
        self.faults.append(fault(vi, en, column, remedy))
        return BROKEN

    def written(self, syntax: ast.expr) -> str:
        """The source text of a part."""
        stripped = self.text[self.indent :]
        return stripped[syntax.col_offset : syntax.end_col_offset]


def _constant(parser: _Parser, syntax: ast.Constant) -> Node:
    if type(syntax.value) in (int, float):
        return Number(Fraction(parser.written(syntax)))
    if isinstance(syntax.value, str):
        return parser.refuse(
            syntax,
            'Chữ trong ngoặc kép chỉ dùng trong row("…") và child("…").',
            'Quoted text belongs only in row("…") and child("…").',
        )
    return parser.refuse(
        syntax,
        f"“{parser.written(syntax)}” không thuộc ngôn ngữ công thức.",
        f"“{parser.written(syntax)}” is not of the formula language.",
    )


def _word(parser: _Parser, syntax: ast.Name) -> Node:
    word = syntax.id
    if (node := parser.names.meaning(word)) is not None:
        return node
    if word in FUNCTIONS:
        return parser.refuse(
            syntax,
            f"“{word}” là một hàm, cần có ngoặc.",
            f"“{word}” is a function and needs brackets.",
            (f"Viết {word}(…).", f"Write {word}(…)."),
        )
    if word == "points":
        return parser.refuse(
            syntax,
            "Ở đây không có điểm chuẩn nào để “points” chỉ tới.",
            "There are no points here for “points” to mean.",
        )
    return parser.refuse(
        syntax, f"Không có tên “{word}”.", f"There is no name “{word}”.", _meant(parser, word)
    )


def _meant(parser: _Parser, word: str) -> tuple[str, str]:
    if like := parser.names.like(word):
        return (f"Có phải là “{like[0]}”?", f"Did you mean “{like[0]}”?")
    return (
        "Mã chỉ tiêu gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ.",
        "An indicator's code is small plain letters, digits and underscores, a letter first.",
    )


def _attribute(parser: _Parser, syntax: ast.Attribute) -> Node:
    known = syntax.attr in FIELDS
    if not known:
        like = nearest(syntax.attr, FIELDS)
        meant = f".{like[0]}" if like else ", ".join(f".{name}" for name in FIELDS)
        parser.refuse(
            syntax,
            f"Sau mã chỉ tiêu không có “.{syntax.attr}”.",
            f"Nothing called “.{syntax.attr}” follows an indicator.",
            (f"Dùng {meant}.", f"Use {meant}."),
        )
    base = parser.node(syntax.value) if isinstance(syntax.value, ast.Name) else None
    if base is BROKEN or not known:
        return BROKEN
    node = with_field(base, Field(syntax.attr)) if base is not None else None
    return node or parser.refuse(
        syntax,
        f"“.{syntax.attr}” chỉ đứng ngay sau một mã chỉ tiêu.",
        f"“.{syntax.attr}” only follows an indicator's code.",
    )


def _unary(parser: _Parser, syntax: ast.UnaryOp) -> Node:
    if isinstance(syntax.op, ast.Not):
        return Not(parser.truth(syntax.operand))
    operand = parser.number(syntax.operand)
    if not isinstance(syntax.op, ast.USub):
        return parser.refuse(
            syntax,
            "Dấu + này không có tác dụng.",
            "This + does nothing.",
            ("Bỏ dấu +.", "Drop it."),
        )
    if isinstance(syntax.operand, ast.Constant) and isinstance(operand, Number):
        return Number(-operand.value)
    return Negate(operand)


def _binary(parser: _Parser, syntax: ast.BinOp) -> Node:
    left, right = parser.number(syntax.left), parser.number(syntax.right)
    sign = _ARITHMETIC.get(type(syntax.op))
    if sign is not None:
        return Arithmetic(sign, left, right)
    if isinstance(syntax.op, ast.Pow):
        written, instead = "**", "power(x, p, q, places)"
    else:
        written, instead = "//", "floor(x / y)"
    return parser.refuse(
        syntax,
        f"Ngôn ngữ công thức không có phép {written}.",
        f"The formula language has no {written}.",
        (f"Dùng {instead}.", f"Use {instead}."),
    )


def _boolean(parser: _Parser, syntax: ast.BoolOp) -> Node:
    operands = tuple(parser.truth(operand) for operand in syntax.values)
    return And(operands) if isinstance(syntax.op, ast.And) else Or(operands)


def _compare(parser: _Parser, syntax: ast.Compare) -> Node:
    operands = tuple(parser.number(one) for one in (syntax.left, *syntax.comparators))
    if any(type(sign) not in _COMPARE for sign in syntax.ops):
        return parser.refuse(
            syntax,
            "Ngôn ngữ công thức không có “in” và “is”.",
            "The formula language has no “in” and no “is”.",
            ("So sánh bằng == hoặc !=.", "Compare with == or !=."),
        )
    return Compare(tuple(_COMPARE[type(sign)] for sign in syntax.ops), operands)


def _choose(parser: _Parser, syntax: ast.IfExp) -> Node:
    then = parser.number(syntax.body)
    condition = parser.truth(syntax.test)
    return Choose(condition, then, parser.number(syntax.orelse))


_READERS: Mapping[type[ast.expr], Callable[[_Parser, Any], Node]] = {
    ast.Constant: _constant,
    ast.Name: _word,
    ast.Attribute: _attribute,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _choose,
    ast.Call: call_node,
}
