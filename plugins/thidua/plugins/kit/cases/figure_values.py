"""The values of a case's figures, by the kind of their indicator."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import Field, Name
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.model.plain_values import (
    NotRead,
    as_boolean,
    as_day,
    as_number,
    as_text,
    unexpected,
)
from thidua.core.text.bilingual import Text
from thidua.core.text.bounds import BOUNDS, split_bound
from thidua.core.text.dates import days_since_epoch
from thidua.core.text.suggesting import did_you_mean


def name_of(key: str, indicators: Iterable[str]) -> Name:
    """The figure that a key means: ``born`` or ``"born.target"``; NotRead for no indicator."""
    code, _, last = key.partition(".")
    if last and last not in set(Field):
        fields = ", ".join(it for it in Field if it is not Field.ACTUAL)
        raise NotRead(
            Text(f"Sau dấu chấm chỉ có {fields}.", f"After the dot stands one of {fields}.")
        )
    if code not in (known := list(indicators)):
        raise NotRead(
            Text(
                f"Bảng điểm không dùng chỉ tiêu “{code}”.",
                f"The criteria set reads no indicator “{code}”.",
            ),
            did_you_mean(code, known),
        )
    return Name(code, Field(last) if last else Field.ACTUAL)


def in_quotes(key: str, reader: Callable[[object], Figure]) -> Callable[[object], Figure]:
    """The reader of a figure, which tells of a name with a dot that TOML took for a table."""

    def read(value: object) -> Figure:
        if isinstance(value, Mapping) and value:
            whole = f'"{key}.{next(iter(value))}"'
            raise NotRead(
                unexpected("một số liệu", "a figure", value).what,
                Text(f"Đặt tên trong ngoặc kép: {whole}.", f"Put the name in quotes: {whole}."),
            )
        return reader(value)

    return read


def figure_reader(indicator: Indicator) -> Callable[[object], Figure]:
    """The reader of the figures of an indicator."""
    match indicator.kind:
        case ValueKind.DATE:
            return lambda value: Figure(Fraction(days_since_epoch(as_day(value))))
        case ValueKind.YES_NO:
            return lambda value: Figure(Fraction(as_boolean(value)))
        case ValueKind.GRADE:
            return lambda value: _grade(indicator, value)
    return lambda value: _number(indicator, value)


def _grade(indicator: Indicator, value: object) -> Figure:
    text = as_text(value).casefold()
    for place, (code, words) in enumerate(
        zip(indicator.grades, indicator.grade_words, strict=True), start=1
    ):
        if text in {code.casefold(), words.vi.casefold(), words.en.casefold()}:
            return Figure(Fraction(place))
    listed = ", ".join(indicator.grades)
    raise NotRead(
        Text(f"“{value}” không phải là một mức.", f"“{value}” is not one of the grades."),
        Text(f"Các mức: {listed}.", f"The grades: {listed}."),
    )


def _number(indicator: Indicator, value: object) -> Figure:
    bound, rest = _bounded(value)
    number = as_number(rest)
    if indicator.whole and (number.denominator != 1 or number < 0):
        raise NotRead(
            Text(
                "Chỉ tiêu này là số nguyên, không âm.",
                "This indicator is a whole number, not below 0.",
            )
        )
    return Figure(number, bound)


def _bounded(value: object) -> tuple[Bound, object]:
    if isinstance(value, str):
        word, rest = split_bound(value)
        if word:
            return BOUNDS[word.casefold()], rest
    return Bound.EXACT, value
