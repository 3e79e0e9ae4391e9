"""One cell as the figure of an indicator: a number, a date, a grade, a yes or a no."""

from datetime import date
from fractions import Fraction

from thidua.core.exact.figure import Figure
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.text.bilingual import LANGUAGES, Text
from thidua.core.text.dates import DateRefused, days_since_epoch, read_date
from thidua.core.text.fault import Fault
from thidua.core.text.measures import conversion, read_figure
from thidua.core.text.names import matching_key, nearest
from thidua.core.text.number_format import format_number
from thidua.core.text.numbers import NumberRefused, fits_record, read_plain
from thidua.core.workspace.intake.sheets import Record
from thidua.core.workspace.readers import CellValue

_YES = {matching_key(word) for word in ("có", "yes", "x", "1", "đạt", "true", "đúng")}
_NO = {matching_key(word) for word in ("không", "no", "0", "chưa", "không đạt", "false", "sai")}


class FigureRefused(ValueError):
    """A text or cell that is no figure of its indicator."""

    def __init__(self, what: Text, remedy: Text | None = None) -> None:
        super().__init__(what.en)
        self.what = what
        self.remedy = remedy


def read_value(
    record: Record, column: str, indicator: Indicator, faults: list[Fault], measure: str = ""
) -> Figure | None:
    """The figure in a cell that is not blank; None, with a fault, where it is none."""
    try:
        return figure_of(record.cell(column).value, indicator, measure)
    except FigureRefused as refused:
        faults.append(Fault(refused.what, record.place(column), refused.remedy))
        return None


def read_flag(record: Record, column: str, faults: list[Fault]) -> bool:
    """Whether a cell says yes; blank is no, and what is neither a fault."""
    word = record.text(column)
    try:
        return bool(word) and _yes_or_no(word) == 1
    except FigureRefused as refused:
        faults.append(Fault(refused.what, record.place(column), refused.remedy))
        return False


def other_measure(named: str, indicator: Indicator) -> str:
    """The unit of measure that a row names; empty where it is the indicator's own."""
    own = (indicator.unit.vi, indicator.unit.en)
    return "" if matching_key(named) in map(matching_key, own) else named


def figure_of(value: CellValue, indicator: Indicator, measure: str = "") -> Figure:
    """Read a cell's value, or a text typed at a prompt; raises :class:`FigureRefused`.

    A bare number is counted in ``measure``, where that is not the indicator's own unit.
    """
    if indicator.kind is ValueKind.DATE:
        return Figure(Fraction(days_since_epoch(_day(value))))
    if indicator.kind is ValueKind.GRADE:
        return Figure(Fraction(_grade(_word(value), indicator)))
    if indicator.kind is ValueKind.YES_NO:
        return Figure(Fraction(_yes_or_no(_word(value))))
    if isinstance(value, date):
        raise FigureRefused(
            Text("đây là ngày tháng, cần một con số.", "this is a date, a number is needed."),
            Text(
                "Hãy đổi định dạng ô thành Số (Number), rồi ghi lại con số.",
                "Format the cell as a number, then write the number again.",
            ),
        )
    try:
        stated = _stated(value, measure or indicator.unit.vi)
        scale = conversion(measure, indicator.unit.vi) if measure else 1
    except NumberRefused as refused:
        raise FigureRefused(refused.message) from refused
    figure = _fitting(Figure(stated.value * scale, stated.bound))
    if indicator.whole:
        _refuse_uncountable(figure.value)
    return figure


def points_of(value: CellValue) -> Fraction:
    """Points in a cell or as typed: an exact number; raises :class:`FigureRefused`."""
    if isinstance(value, Fraction):
        return _fitting(Figure(value)).value
    try:
        return read_plain(_word(value))
    except NumberRefused as refused:
        raise FigureRefused(refused.message) from refused


def _stated(value: Fraction | str | None, measure: str) -> Figure:
    if isinstance(value, Fraction):
        return Figure(value)
    parsed = read_figure(value or "", measure)
    if parsed.ambiguous is not None:
        raise FigureRefused(parsed.ambiguous)
    return Figure(parsed.value, parsed.bound)


def _fitting(figure: Figure) -> Figure:
    if not fits_record(figure.value):
        raise FigureRefused(
            Text(
                "con số quá lớn hoặc có quá nhiều chữ số lẻ.",
                "the number is too large or has too many decimals.",
            ),
            Text(
                "Hãy làm tròn trong bảng tính (hàm ROUND), nhiều nhất 12 chữ số lẻ.",
                "Round it in the spreadsheet (ROUND) to at most 12 decimals.",
            ),
        )
    return figure


def _refuse_uncountable(count: Fraction) -> None:
    """Refuse a count of whole things below 0 or with a fraction, which may be a lost thousand."""
    if count < 0:
        raise FigureRefused(
            Text("số lượng không thể nhỏ hơn 0.", "a count cannot be below 0."),
            Text("Hãy ghi 0 hoặc số nguyên dương.", "Write 0 or a positive whole number."),
        )
    if count.denominator == 1:
        return
    shown = {language: format_number(count, language) for language in LANGUAGES}
    raise FigureRefused(
        Text(f"{shown['vi']} phải là số nguyên.", f"{shown['en']} must be a whole number."),
        _lost_thousand(count) or Text("Hãy ghi số nguyên.", "Write a whole number."),
    )


def _lost_thousand(count: Fraction) -> Text | None:
    """What to write if the mark of thousands was taken for a decimal one: 1.712 for 1712."""
    meant = count * 1000
    if meant.denominator != 1 or count < 1:
        return None
    written = format_number(meant, "vi")
    return Text(
        f"Nếu là {written} ({count.numerator // count.denominator} nghìn"
        f" {int(meant) % 1000:03d}), hãy ghi {int(meant)}.",
        f"If {format_number(meant, 'en')} is meant, write {int(meant)}.",
    )


def _word(value: CellValue) -> str:
    if isinstance(value, Fraction):
        return str(value)
    return "" if value is None or isinstance(value, date) else value.strip()


def _day(value: CellValue) -> date:
    if isinstance(value, date):
        return value
    try:
        return read_date(_word(value))
    except DateRefused as refused:
        raise FigureRefused(refused.message) from refused


def _grade(word: str, indicator: Indicator) -> int:
    words = indicator.grade_words
    for called in (indicator.grades, [title.vi for title in words], [title.en for title in words]):
        keys = [matching_key(grade) for grade in called]
        if matching_key(word) in keys:
            return keys.index(matching_key(word)) + 1
    near = nearest(word, [title.vi for title in words])
    known = Text(", ".join(title.vi for title in words), ", ".join(title.en for title in words))
    hint = f"“{near[0]}”? " if near else ""
    raise FigureRefused(
        Text(f"không có mức xếp loại “{word}”.", f"there is no grade “{word}”."),
        Text(
            f"{hint}Các mức, từ thấp lên cao: {known.vi}.",
            f"{hint}Grades, worst first: {known.en}.",
        ),
    )


def _yes_or_no(word: str) -> int:
    if matching_key(word) in _YES:
        return 1
    if matching_key(word) in _NO:
        return 0
    raise FigureRefused(
        Text(f"“{word}” không phải là có hoặc không.", f"“{word}” is neither yes nor no."),
        Text("Hãy ghi “có” hoặc “không”.", "Write “có” (yes) or “không” (no)."),
    )
