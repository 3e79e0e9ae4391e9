"""Calls in an expression: functions of fixed arity, aggregates, and the two that take a code."""

import ast
import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Protocol

from thidua.core.formula.naming import FUNCTIONS, Names, with_field
from thidua.core.formula.tree import (
    Aggregate,
    AggregateKind,
    Arithmetic,
    Call,
    Child,
    Field,
    Function,
    Given,
    Node,
    Number,
)
from thidua.core.formula.walking import unlabelled
from thidua.core.text.names import nearest

MAXIMUM_EXPONENT = 12
"""Largest p and q of ``power(x, p, q, places)``."""
MAXIMUM_PLACES = 12
"""Most decimals that ``round`` and ``power`` keep."""

_AGGREGATES = frozenset(AggregateKind)
_QUOTED = re.compile(r"""\"[^"]*\"|'[^']*'""")

_ARITY: Mapping[str, tuple[int, int | None]] = {
    "min": (2, None),
    "max": (2, None),
    "round": (2, 2),
    "power": (4, 4),
    **dict.fromkeys(("floor", "given", "row", "child", "days_late", *AggregateKind), (1, 1)),
}
_ROOTS = frozenset({"sqrt", "cbrt", "root", "pow", "exp", "can"})
"""What people call a function for which there is only ``power``."""
_USAGE = {
    "min": "min(a, b)",
    "max": "max(a, b)",
    "floor": "floor(x)",
    "round": "round(x, 2)",
    "given": "given(x)",
    "row": 'row("a1")',
    "child": 'child("A1")',
    "days_late": "days_late(x)",
    "count": "count(where = x > 0)",
}


class Parser(Protocol):
    """What a call needs of the parser around it."""

    names: Names

    def node(self, syntax: ast.expr) -> Node: ...
    def number(self, syntax: ast.expr) -> Node: ...
    def truth(self, syntax: ast.expr) -> Node: ...
    def written(self, syntax: ast.expr) -> str: ...
    def refuse(
        self, syntax: ast.expr, vi: str, en: str, remedy: tuple[str, str] | None = None
    ) -> Node: ...


def call_node(parser: Parser, call: ast.Call) -> Node:
    """The node of a call; every fault in it goes to the parser."""
    if not isinstance(call.func, ast.Name):
        return parser.refuse(call, "Chỉ gọi được hàm theo tên.", "Only named functions are called.")
    name = call.func.id
    if name not in FUNCTIONS:
        return _unknown(parser, call, name)
    where = _where(parser, call, name)
    if not _count_is_right(call, name, where):
        return _wrong_count(parser, call, name)
    if name in ("row", "child"):
        return _by_code(parser, call.args[0], name)
    if name in _AGGREGATES:
        return _aggregate(parser, call, AggregateKind(name), where)
    return _function(parser, call.args, name)


def _unknown(parser: Parser, call: ast.Call, name: str) -> Node:
    _read_for_faults(parser, call)
    what = (f"Không có hàm “{name}”.", f"There is no function “{name}”.")
    return parser.refuse(call, *what, _function_meant(name))


def _function_meant(name: str) -> tuple[str, str]:
    if name.lower() in _ROOTS:
        return _usage("power")
    if like := nearest(name, FUNCTIONS):
        return f"Có phải là “{like[0]}”?", f"Did you mean “{like[0]}”?"
    known = ", ".join(FUNCTIONS)
    return f"Các hàm dùng được: {known}.", f"The functions are: {known}."


def _read_for_faults(parser: Parser, call: ast.Call) -> None:
    """The call itself is refused; what stands in it may be wrong as well."""
    for argument in call.args:
        if not isinstance(argument, ast.Constant):
            parser.node(argument)


def _where(parser: Parser, call: ast.Call, name: str) -> Node | None:
    names = [word.arg for word in call.keywords]
    if names == ["where"] and name in _AGGREGATES:
        return parser.truth(call.keywords[0].value)
    if names:
        parser.refuse(
            call,
            "Chỉ các hàm tính trên cả cụm có “where = …”, và chỉ một lần; không hàm nào có tham số"
            " đặt tên khác.",
            "Only the functions over the cluster take “where = …”, and once; nothing else is"
            " passed by name.",
        )
    return None


def _count_is_right(call: ast.Call, name: str, where: Node | None) -> bool:
    least, most = _ARITY[name]
    if name == "count" and where is not None:
        least = 0
    return least <= len(call.args) and (most is None or len(call.args) <= most)


def _wrong_count(parser: Parser, call: ast.Call, name: str) -> Node:
    _read_for_faults(parser, call)
    return parser.refuse(
        call,
        f"Hàm “{name}” nhận sai số lượng giá trị ({len(call.args)}).",
        f"“{name}” is given the wrong number of values ({len(call.args)}).",
        _usage(name),
    )


def _usage(name: str) -> tuple[str, str]:
    if name == "power":
        return (
            "Cách viết: power(x, p, q, places) là x mũ p/q, lấy places chữ số thập phân; căn bậc"
            " hai: power(x, 1, 2, 4).",
            "Usage: power(x, p, q, places) is x to the power p/q; square root: power(x, 1, 2, 4).",
        )
    usage = _USAGE.get(name, f"{name}(x) / {name}(x, where = y > 0)")
    return f"Cách viết: {usage}.", f"Usage: {usage}."


def _by_code(parser: Parser, argument: ast.expr, name: str) -> Node:
    code = argument.value if isinstance(argument, ast.Constant) else None
    if not isinstance(code, str) or not _QUOTED.fullmatch(parser.written(argument)):
        return parser.refuse(
            argument,
            f"{name}(…) nhận một mã đặt trong ngoặc kép.",
            f"{name}(…) takes one code in quotes.",
            (f"Viết {_USAGE[name]}.", f"Write {_USAGE[name]}."),
        )
    return _row(parser, argument, code) if name == "row" else _child(parser, argument, code)


def _row(parser: Parser, argument: ast.expr, code: str) -> Node:
    rows = parser.names.rows
    if rows is None:
        return parser.refuse(
            argument,
            "row(…) chỉ dùng được trong các dòng chấm điểm của một bảng điểm.",
            "row(…) belongs only in the rows and criteria of a criteria set.",
        )
    if code in rows:
        return rows[code]
    what = (f"Không có dòng trừ điểm “{code}”.", f"There is no deduct row “{code}”.")
    return parser.refuse(argument, *what, _code_meant(code, rows))


def _child(parser: Parser, argument: ast.expr, code: str) -> Node:
    children = parser.names.children
    if not children:
        return parser.refuse(
            argument,
            "child(…) chỉ dùng được trong cách gộp điểm (combine) của một phần.",
            "child(…) belongs only in the combine of a section.",
        )
    if code in children:
        return Child(code)
    what = (f"Không có phần con “{code}”.", f"There is no child “{code}”.")
    return parser.refuse(argument, *what, _code_meant(code, children))


def _code_meant(code: str, known: Collection[str]) -> tuple[str, str] | None:
    like = nearest(code, known)
    return (f"Có phải là “{like[0]}”?", f"Did you mean “{like[0]}”?") if like else None


def _aggregate(parser: Parser, call: ast.Call, kind: AggregateKind, where: Node | None) -> Node:
    operand = parser.number(call.args[0]) if call.args else Number(Fraction(1))
    return Aggregate(kind, operand, where)


def _function(parser: Parser, arguments: list[ast.expr], name: str) -> Node:
    if name == "given":
        return Given(parser.node(arguments[0]))
    operand = parser.number(arguments[0])
    match name:
        case "days_late":
            return _days_late(parser, arguments[0], operand)
        case "round":
            limits = [(0, MAXIMUM_PLACES)]
        case "power":
            limits = [
                (-MAXIMUM_EXPONENT, MAXIMUM_EXPONENT),
                (1, MAXIMUM_EXPONENT),
                (0, MAXIMUM_PLACES),
            ]
        case _:
            rest = tuple(parser.number(argument) for argument in arguments[1:])
            return Call(Function(name), (operand, *rest))
    settings = (
        _whole(parser, argument, *limit)
        for argument, limit in zip(arguments[1:], limits, strict=True)
    )
    return Call(Function(name), (operand, *settings))


def _days_late(parser: Parser, argument: ast.expr, day: Node) -> Node:
    due = with_field(day, Field.TARGET)
    if due is None:
        return parser.refuse(
            argument,
            "days_late(…) nhận mã của một chỉ tiêu ngày.",
            "days_late(…) takes the code of an indicator that is a date.",
        )
    return Call(Function.MAX, (Arithmetic("-", day, due), Number(Fraction(0))))


def _whole(parser: Parser, argument: ast.expr, low: int, high: int) -> Node:
    """A literal, or a parameter that stands for one: limits must be known before reading."""
    node = unlabelled(parser.number(argument))
    if isinstance(node, Number) and node.value.denominator == 1 and low <= node.value <= high:
        return node
    return parser.refuse(
        argument,
        f"Chỗ này cần một số nguyên viết sẵn từ {low} đến {high}.",
        f"A whole number from {low} to {high}, written out, is needed here.",
    )
