"""What the cells of a form accept: lists of words, and formulas that let pass all that the import
reads.

A formula looks at the text as it was typed, so that "trên 24.000" passes where a number is asked
for and stays what it is; what it lets pass all the same, the import refuses with its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from thidua.core.text.bilingual import Language, Text
from thidua.core.text.numbers import LONGEST_TEXT
from thidua.plugins import cell_address

ASK: Final = Text("Chọn một trong danh sách", "Choose from the list")
HOW: Final = Text("Cách ghi", "How to fill in")
WRONG: Final = Text("Giá trị không đúng", "Not a value of this row")
CHOOSE: Final = Text("Chỉ nhận: {choices}.", "Only these: {choices}.")

LONGEST_RULE: Final = 255
"""Characters that Excel keeps of a list of choices, of a formula or of a message."""
MOST_RANGES: Final = 100
"""Ranges of one rule; more of them make another, for programs read no list without end."""

_MESSAGES: Final = {
    "whole": Text(
        "Số nguyên, từ 0 trở lên, ví dụ 1712 hoặc 1.712. Số chưa chính xác: trên 24.000.",
        "A whole number, 0 or more, such as 1712. Not exact: trên 24.000 (over 24,000).",
    ),
    "number": Text(
        "Một con số; số lẻ viết bằng dấu phẩy, ví dụ 98,5. Số chưa chính xác: trên 98.",
        "A number; decimals with a comma, such as 98,5. Not exact: trên 98 (over 98).",
    ),
    "date": Text(
        "Ngày/tháng/năm, năm đủ bốn chữ số, ví dụ 05/03/2026.",
        "Day/month/year, the year in four digits, such as 05/03/2026.",
    ),
}
_EACH_DIGIT: Final = 'MID("0123456789",ROW($1:$10),1)'
_HAS_DIGIT: Final = f"SUMPRODUCT(--ISNUMBER(FIND({_EACH_DIGIT},@)))>0"
_DIGITS: Final = f'SUMPRODUCT(LEN(@)-LEN(SUBSTITUTE(@,{_EACH_DIGIT},"")))'
_FORMULAS: Final = {
    "whole": f'=AND(LEN(@)<={LONGEST_TEXT},{_HAS_DIGIT},ISERROR(FIND(LEFT(TRIM(@)),"-−–")))',
    "number": f"=AND(LEN(@)<={LONGEST_TEXT},{_HAS_DIGIT})",
    "date": f"=AND(LEN(TRIM(@))>7,LEN(TRIM(@))<11,LEN(TRIM(@))-{_DIGITS}=2,"
    'OR(ISNUMBER(FIND(MID(TRIM(@),LEN(TRIM(@))-4,1),"/-.")),MID(TRIM(@),5,1)="-"))',
}


def formula_for(accepts: str, address: str) -> str:
    """The formula that is true where the cell may stand; KeyError for anything but a ``whole``
    number, a ``number`` or a ``date``."""
    return _FORMULAS[accepts].replace("@", address)


def set_rules(
    sheet: Any, rows: Mapping[int, Mapping[str, Any]], column: int, language: Language
) -> None:
    """Check the cells of a column, by the rows of the form at their numbers from 0."""
    alike: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number, row in rows.items():
        alike.setdefault((row["accepts"], tuple(row["choices"])), []).append(number)
    for (accepts, choices), numbers in alike.items():
        if choices and not _fits(choices):
            continue
        runs = list(_runs(numbers))
        for start in range(0, len(runs), MOST_RANGES):
            (first, last), *others = runs[start : start + MOST_RANGES]
            rule = (
                _words_rule(choices, language)
                if choices
                else _typed_rule(accepts, cell_address(column, first + 1), language)
            )
            cells = [[top, column, bottom, column] for top, bottom in others]
            sheet.data_validation(first, column, last, column, {**rule, "other_cells": cells})


def _fits(choices: Sequence[str]) -> bool:
    """Whether Excel has room for the list; where it has none, the note beside the cell says it."""
    return len(",".join(choices)) <= LONGEST_RULE and not any("," in it for it in choices)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows that follow each other, first and last."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        yield members[0], members[-1]


def _words_rule(choices: Sequence[str], language: Language) -> dict[str, Any]:
    message = CHOOSE.in_language(language).format(choices=", ".join(choices))
    return {"validate": "list", "source": list(choices), **_said(ASK, message, language)}


def _typed_rule(accepts: str, address: str, language: Language) -> dict[str, Any]:
    said = _said(HOW, _MESSAGES[accepts].in_language(language), language)
    return {"validate": "custom", "value": formula_for(accepts, address), **said}


def _said(title: Text, message: str, language: Language) -> dict[str, str]:
    return {
        "input_title": title.in_language(language),
        "input_message": message[:LONGEST_RULE],
        "error_title": WRONG.in_language(language),
        "error_message": message[:LONGEST_RULE],
    }
