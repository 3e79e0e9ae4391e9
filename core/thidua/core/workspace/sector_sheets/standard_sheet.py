"""The sheet that explains the standard formulas, to choose from; nothing is read from it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from thidua.core.model.formulas import Formula, Parameter
from thidua.core.text.bilingual import Language, Text

STANDARD: Final = "standard"
STANDARD_SHEET: Final = Text("Công thức chuẩn", "Standard formulas")
ABOUT: Final = Text(
    "Các công thức có sẵn: ghi mã vào cột “Công thức” của trang “Tiêu chí”. Trang này để xem, không"
    " đọc lại khi nạp.",
    "The formulas that are there already: their codes go under “Formula” on the sheet “Criteria”."
    " Nothing is read from this sheet.",
)
_COLUMNS: Final = (
    ("code", Text("Mã công thức", "Code"), 26),
    ("title", Text("Tên gọi", "Title"), 38),
    ("explanation", Text("Cách tính", "How it is computed"), 64),
    ("inputs", Text("Đầu vào", "Inputs"), 22),
    ("parameters", Text("Tham số", "Parameters"), 60),
)


def standard_page(formulas: Iterable[Formula], language: Language) -> dict[str, Any]:
    """The sheet as the plain data that a renderer writes."""
    return {
        "code": STANDARD,
        "title": STANDARD_SHEET.in_language(language),
        "upright": False,
        "heads": [],
        "columns": [_column(code, title, width, language) for code, title, width in _COLUMNS],
        "lines": [_line(formula, language) for formula in formulas],
    }


def _column(code: str, title: Text, width: int, language: Language) -> Mapping[str, Any]:
    return {
        "code": code,
        "title": title.in_language(language),
        "about": ABOUT.in_language(language),
        "choices": [],
        "is_strict": False,
        "is_number": False,
        "names": "",
        "width": width,
    }


def _line(formula: Formula, language: Language) -> list[str]:
    optional = Text("có thể bỏ", "optional").in_language(language)
    return [
        formula.code,
        formula.title.in_language(language),
        formula.explanation.in_language(language),
        "\n".join((*formula.inputs, *(f"{name} ({optional})" for name, _ in _optional(formula)))),
        "\n".join(_parameter(it, language) for it in formula.parameters),
    ]


def _optional(formula: Formula) -> Iterable[tuple[str, str]]:
    return dict(formula.optional_inputs).items()


def _parameter(parameter: Parameter, language: Language) -> str:
    """``floor = 0: what it means``, the choices of one in brackets."""
    default = "" if parameter.default is None else f" = {str(parameter.default).replace('.', ',')}"
    choices = ", ".join(dict(parameter.choices))
    known = f" ({choices})" if choices else ""
    return f"{parameter.name}{default}: {parameter.title.in_language(language)}{known}"
