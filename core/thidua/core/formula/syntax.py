"""From checked text to Python's syntax tree, shallow enough to walk."""

import ast
import re

from thidua.core.formula.limits import MAXIMUM_NESTING
from thidua.core.formula.refusal import ExpressionFault, ExpressionRefused, fault

MAXIMUM_DEPTH = 2 * MAXIMUM_NESTING
"""Depth of the syntax tree: a sum of a hundred terms is as deep as it is long."""

_SINGLE_EQUALS = re.compile(r"(?<![<>=!])(?<!where)(?<!where )=(?!=)")

TOO_DEEP = fault(
    f"Biểu thức nối tiếp hoặc lồng nhau quá {MAXIMUM_DEPTH} tầng.",
    f"The expression is chained or nested more than {MAXIMUM_DEPTH} levels deep.",
    remedy=(
        "Tách thành nhiều tiêu chí hoặc nhiều dòng chấm điểm.",
        "Split it over several criteria or rows.",
    ),
)


def syntax_of(text: str) -> ast.expr:
    """Parse a text on one line; ExpressionRefused where Python finds no expression in it."""
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ExpressionRefused((_bad_syntax(text, error),)) from None
    except (MemoryError, RecursionError):
        raise ExpressionRefused((TOO_DEEP,)) from None
    if _depth(body) > MAXIMUM_DEPTH:
        raise ExpressionRefused((TOO_DEEP,))
    return body


def _depth(tree: ast.expr) -> int:
    deepest = 0
    waiting: list[tuple[ast.AST, int]] = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, ast.expr | ast.keyword):
            deepest = max(deepest, depth)
            waiting.extend((below, depth + 1) for below in ast.iter_child_nodes(node))
    return deepest


def _bad_syntax(text: str, error: SyntaxError) -> ExpressionFault:
    if equals := _SINGLE_EQUALS.search(text):
        return fault(
            "Dấu “=” đơn không phải là phép so sánh.",
            "A single “=” is not a comparison.",
            equals.start() + 1,
            ("So sánh bằng viết là ==.", "Write == to compare."),
        )
    # Of a text that ends too early, some versions of Python give the column 0.
    end = len(text.rstrip()) + 1
    indent = len(text) - len(text.lstrip())
    return fault(
        "Biểu thức viết sai cú pháp.",
        "The expression is not well formed.",
        indent + error.offset if error.offset else end,
        (
            "Kiểm tra dấu phép tính và các từ and, or, not, if … else … (viết thường).",
            "Check the operators and the words and, or, not, if … else … (in small letters).",
        ),
    )
