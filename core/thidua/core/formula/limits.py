"""What an expression's raw text must be before anything parses it: short, shallow, plain."""

import re
from collections.abc import Iterator

from thidua.core.formula.refusal import ExpressionFault, ExpressionRefused, fault

MAXIMUM_LENGTH = 2_000
MAXIMUM_NESTING = 50
MAXIMUM_DIGITS = 40
"""Longest literal; a province's budget in đồng has 14 digits."""

_STRANGE = re.compile(r"""[^A-Za-z0-9_.,()+\-*/<>=!"'\s]|[^\x00-\x7f]""")
_WORD = re.compile(r"""(?P<text>"[^"]*"|'[^']*')|(?P<number>\.?[0-9][A-Za-z0-9_.]*)|[A-Za-z_]\w*""")
_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")
_UNARY = re.compile(rf"(?:(?:\bnot\b|[-+])\s*){{{MAXIMUM_NESTING + 1},}}")

_INSTEAD = {
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "“": '"',
    "”": '"',
    "^": "power(x, p, q, places)",
    "&": "and",
    "|": "or",
    ";": ",",
}


def check_text(source: str) -> None:
    """Refuse what is too long, nested too deep, or holds anything but the language's characters."""
    if len(source) > MAXIMUM_LENGTH:
        raise ExpressionRefused((_too_long(source),))
    if not source.strip():
        raise ExpressionRefused((fault("Biểu thức để trống.", "The expression is empty."),))
    faults = tuple(_faults(source))
    if faults:
        raise ExpressionRefused(tuple(sorted(faults, key=lambda one: one.column or 0)))


def _too_long(source: str) -> ExpressionFault:
    return fault(
        f"Biểu thức dài {len(source)} ký tự, tối đa {MAXIMUM_LENGTH}.",
        f"The expression has {len(source)} characters, at most {MAXIMUM_LENGTH} are allowed.",
        remedy=(
            "Tách thành nhiều tiêu chí hoặc nhiều dòng chấm điểm.",
            "Split it over several criteria or rows.",
        ),
    )


def _faults(source: str) -> Iterator[ExpressionFault]:
    yield from _strange_characters(source)
    yield from _brackets(source)
    yield from _commas(source)
    for word in _WORD.finditer(source):
        if word["number"] and not _NUMBER.fullmatch(word["number"]):
            yield _not_a_number(word["number"], word.start() + 1)
        elif word["number"] and len(word["number"]) > MAXIMUM_DIGITS:
            yield _long_number(word.start() + 1)


def _strange_characters(source: str) -> Iterator[ExpressionFault]:
    first_places = {match[0]: match.start() for match in reversed([*_STRANGE.finditer(source)])}
    for character, place in first_places.items():
        yield _strange(character, place + 1)


def _strange(character: str, column: int) -> ExpressionFault:
    if character == "%":
        remedy = ("Viết 50 % thành 0.5 hoặc 50 / 100.", "Write 50 % as 0.5 or 50 / 100.")
    elif character in _INSTEAD:
        instead = _INSTEAD[character]
        remedy = (f"Dùng {instead} thay cho ký tự này.", f"Use {instead} instead.")
    else:
        remedy = (
            "Biểu thức chỉ gồm mã chỉ tiêu không dấu, chữ số và các dấu + - * / ( ) < > = .",
            "An expression holds only codes in plain letters, digits and + - * / ( ) < > = .",
        )
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return fault(
        f"Ký tự “{shown}” không thuộc ngôn ngữ công thức.",
        f"The character “{shown}” is not of the formula language.",
        column,
        remedy,
    )


def _brackets(source: str) -> Iterator[ExpressionFault]:
    open_at: list[int] = []
    for column, character in enumerate(_without_texts(source), start=1):
        if character == "(":
            open_at.append(column)
            if len(open_at) > MAXIMUM_NESTING:
                yield _too_deep(column)
                return
        elif character == ")" and not open_at:
            yield fault("Thừa dấu “)”.", "A “)” closes nothing.", column)
            return
        elif character == ")":
            open_at.pop()
    if open_at:
        yield fault("Dấu “(” chưa được đóng.", "This “(” is never closed.", open_at[-1])
    if chain := _UNARY.search(source):
        yield _too_deep(chain.start() + 1)


def _without_texts(source: str) -> str:
    return _WORD.sub(lambda word: "x" * len(word[0]), source)


def _too_deep(column: int) -> ExpressionFault:
    return fault(
        f"Biểu thức lồng nhau quá {MAXIMUM_NESTING} tầng.",
        f"The expression is nested more than {MAXIMUM_NESTING} levels deep.",
        column,
        (
            "Tách thành nhiều tiêu chí hoặc nhiều dòng chấm điểm.",
            "Split it over several criteria or rows.",
        ),
    )


def _commas(source: str) -> Iterator[ExpressionFault]:
    for comma in _COMMA.finditer(source):
        yield fault(
            "Dấu phẩy đứng giữa hai chữ số.",
            "A comma stands between two digits.",
            comma.start() + 1,
            (
                "Số thập phân viết với dấu chấm: 0.5. Nếu đây là hai giá trị của một hàm, hãy viết"
                " một dấu cách sau dấu phẩy: max(1, 2).",
                "Write decimals with a point: 0.5. If these are two values of a function, put a"
                " space after the comma: max(1, 2).",
            ),
        )


def _not_a_number(written: str, column: int) -> ExpressionFault:
    shown = written[:MAXIMUM_DIGITS]
    return fault(
        f"“{shown}” không phải là số của ngôn ngữ công thức.",
        f"“{shown}” is not a number of the formula language.",
        column,
        (
            "Số chỉ gồm chữ số, có thể có một dấu chấm thập phân: 12 hoặc 0.5; không dùng dấu ngăn"
            " cách hàng nghìn, số mũ hay số 0 ở đầu.",
            "A number is digits with at most one decimal point: 12 or 0.5; no thousands separator,"
            " exponent or leading zero.",
        ),
    )


def _long_number(column: int) -> ExpressionFault:
    return fault(
        f"Số dài quá {MAXIMUM_DIGITS} ký tự.",
        f"The number has more than {MAXIMUM_DIGITS} characters.",
        column,
    )
