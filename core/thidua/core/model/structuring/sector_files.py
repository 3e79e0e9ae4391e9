"""A plugin's card, its sector, indicators, checks and formulas from plain values."""

import keyword

from attrs import evolve

from thidua.core.model.code import repeated
from thidua.core.model.contribution import Check, Plugin, Sector, Severity, UnitKind
from thidua.core.model.formulas import Formula, Parameter
from thidua.core.model.indicator import (
    INDICATOR_CODE,
    Direction,
    Indicator,
    ValueKind,
    WhenBlank,
    is_indicator_code,
)
from thidua.core.model.plain_table import PlainTable
from thidua.core.model.plain_values import (
    NotRead,
    as_boolean,
    as_code,
    as_expression,
    as_integer,
    as_note,
    as_parameter,
    as_text,
    one_of,
)
from thidua.core.model.sector_file import SectorFile
from thidua.core.text.bilingual import Text


def structure_sector_file(table: PlainTable) -> SectorFile:
    """The file as far as it can be read, with stand-ins where it cannot, each of them noted."""
    sector_file = SectorFile(
        plugin=_plugin(table.table("plugin")) if table.has("plugin") else None,
        sector=_sector(table.table("sector")) if table.has("sector") else None,
        indicators=tuple(_indicator(item) for item in table.tables("indicators")),
        checks=tuple(_check(item) for item in table.tables("checks")),
        formulas=tuple(_formula(item) for item in table.tables("formulas")),
    )
    table.close()
    return sector_file


def _plugin(table: PlainTable) -> Plugin:
    code = table.need("code", as_code, "plugin")
    plugin = Plugin(
        code=code,
        title=table.need_title("title", code),
        api_version=table.need("api_version", as_integer, 1),
        maintainers=table.values("maintainers", as_text),
    )
    table.close()
    return plugin


def _sector(table: PlainTable) -> Sector:
    code = table.need("code", as_code, "sector")
    sector = Sector(
        code=code,
        title=table.need_title("title", code),
        legal_basis=table.need("legal_basis", as_text, "?"),
        unit_kinds=tuple(_unit_kind(item) for item in table.tables("unit_kinds")),
    )
    table.close()
    return sector


def _unit_kind(table: PlainTable) -> UnitKind:
    code = table.code()
    kind = UnitKind(code=code, title=table.need_title("title", code))
    table.close()
    return kind


def as_indicator_code(value: object) -> str:
    """A code that a formula can read: small letters, digits and ``_``, no word of a language."""
    text = as_text(value)
    if not is_indicator_code(text):
        raise NotRead(
            Text(f"“{text}” không phải là mã chỉ tiêu.", f"“{text}” is not an indicator code."),
            Text(
                "Mã chỉ tiêu gồm chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ,"
                " không trùng với từ của ngôn ngữ công thức hay của Python.",
                "It has small letters without diacritics, digits and underscores, starts with a"
                " letter, and is no word of the formula language or of Python.",
            ),
        )
    return text


def as_input_name(value: object) -> str:
    """A word that a formula writes for an input or a parameter; ``target`` and ``floor`` may be."""
    text = as_text(value)
    if not INDICATOR_CODE.fullmatch(text) or keyword.iskeyword(text) or text == "points":
        raise NotRead(
            Text(
                f"“{text}” không dùng làm tên trong công thức được.",
                f"“{text}” cannot be a name in a formula.",
            ),
            Text(
                "Tên gồm chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ.",
                "A name has small letters without diacritics, digits and underscores, and starts"
                " with a letter.",
            ),
        )
    return text


def _indicator(table: PlainTable) -> Indicator:
    code = table.need("code", as_indicator_code, f"unreadable_{table.position}")
    kind = table.read("kind", one_of(ValueKind), ValueKind.NUMBER)
    grades = table.values("grades", as_code)
    titles = tuple(_grade_title(item) for item in table.tables("grade_titles"))
    whole = table.read("whole", as_boolean, False)
    indicator = Indicator(
        code=code,
        title=table.need_title("title", code),
        unit=_unit_of_measure(table),
        direction=table.read("direction", one_of(Direction), Direction.HIGHER),
        when_blank=table.read("when_blank", one_of(WhenBlank), WhenBlank.MISSING),
        reference=table.read("reference", as_note, ""),
        whole=whole and kind is ValueKind.NUMBER,
    )
    table.close()
    _refuse_bad_grades(table, kind, grades)
    if len(titles) not in (0, len(grades)):
        titles = ()
        table.note(
            Text("Mỗi mức cần một tên gọi.", "Each of the grades needs a title."), "grade_titles"
        )
    if whole and kind is not ValueKind.NUMBER:
        table.note(
            Text("Chỉ số lượng mới là số nguyên (whole).", "Only a number can be whole."), "whole"
        )
    if kind is ValueKind.GRADE and (not grades or repeated(grades, str.casefold)):
        return indicator
    if kind is ValueKind.GRADE:
        return evolve(indicator, kind=kind, grades=grades, grade_titles=titles)
    return evolve(indicator, kind=kind)


def _grade_title(table: PlainTable) -> Text:
    title = Text(vi=table.need("vi", as_text, "?"), en=table.need("en", as_text, "?"))
    table.close()
    return title


def _unit_of_measure(table: PlainTable) -> Text:
    """A unit of measure; one text does for both languages: ``"%"``."""
    sign = table.read("unit", lambda value: value if isinstance(value, str) else None, None)
    if sign is None:
        return table.need_title("unit", "?")
    text = table.need("unit", as_text, "?")
    return Text(text, text)


def _refuse_bad_grades(table: PlainTable, kind: ValueKind, grades: tuple[str, ...]) -> None:
    if (kind is ValueKind.GRADE) != bool(grades):
        table.note(
            Text(
                'Danh sách mức “grades” đi cùng kind = "grade", và chỉ đi cùng loại này.',
                'The list “grades” goes with kind = "grade", and only with it.',
            ),
            "grades",
        )
    for grade in repeated(grades, str.casefold):
        table.note(
            Text(f"Mức “{grade}” bị lặp lại.", f"The grade “{grade}” stands twice."), "grades"
        )


def _check(table: PlainTable) -> Check:
    code = table.code()
    check = Check(
        code=code,
        title=table.need_title("title", code),
        expression=table.need("expression", as_expression, "1 > 0"),
        severity=table.read("severity", one_of(Severity), Severity.WARNING),
        **_derivation(table),
    )
    table.close()
    return check


def _derivation(table: PlainTable) -> dict[str, str]:
    """The two expressions that a check of a derived figure shows; both of them or none."""
    keys = [key for key in ("stated", "recomputed") if table.has(key)]
    if len(keys) == 1:
        table.note(
            Text(
                "“stated” và “recomputed” đi cùng nhau.", "“stated” and “recomputed” go together."
            ),
            keys[0],
        )
    read = {key: table.need(key, as_expression, "0") for key in keys}
    return read if len(keys) == 2 else {}


def _formula(table: PlainTable) -> Formula:
    code = table.code()
    formula = Formula(
        code=code,
        title=table.need_title("title", code),
        explanation=table.need_title("explanation", code),
        inputs=table.values("inputs", as_input_name),
        parameters=tuple(_parameter(item) for item in table.tables("parameters")),
        expression=table.need("expression", as_expression, "0"),
        optional_inputs=tuple(table.pairs("optional_inputs", as_expression).items()),
        reference=table.read("reference", as_note, ""),
    )
    table.close()
    return formula


def _parameter(table: PlainTable) -> Parameter:
    name = table.need("name", as_input_name, f"unreadable_{table.position}")
    parameter = Parameter(
        name=name,
        default=table.read("default", as_parameter, None),
        title=table.need_title("title", name),
        choices=tuple(table.pairs("choices", as_expression).items()),
    )
    table.close()
    return parameter
