"""What turns the order of two units, in words that a cluster head reads aloud."""

from fractions import Fraction

from thidua.core.exact.figure import Bound
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.scoring.margin import Cause, Change, Grid, Lever, Side, Way
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.dates import date_of_days, format_date
from thidua.core.text.joining import join_words
from thidua.core.text.number_format import bound_word, format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.figure_words import NO, YES
from thidua.core.workspace.views.comparison import exact_words
from thidua.core.workspace.views.wording import tie_key_words

_POINTS = Text("điểm", "points")
_PERCENTAGE_POINTS = Text("điểm phần trăm", "percentage points")

_CAUSES = {
    Cause.NOT_APPLICABLE: Text("không áp dụng cho đơn vị này", "does not apply to this unit"),
    Cause.NO_INPUT: Text(
        "không tính theo kết quả nào của đơn vị", "is read from no result of the unit"
    ),
    Cause.MISSING: Text(
        "chưa có số liệu, nên không có mức để thay đổi",
        "nothing is reported, so there is nothing to change",
    ),
    Cause.NOT_JUDGED: Text(
        "chưa có điểm chấm, nên không có mức để thay đổi",
        "not judged yet, so there is nothing to change",
    ),
}


REST = {
    Cause.NONE_IN_REACH: Text(
        "Không đổi được thứ tự, dù từ 0 đến gấp 10 lần số liệu lớn nhất trong cụm",
        "Cannot turn the order, from 0 to ten times the largest figure in the cluster",
    ),
    Cause.SEARCH_ENDED: Text("Chưa tìm thấy trong phạm vi đã xét", "None found as far as searched"),
    Cause.NOT_APPLICABLE: Text("Không áp dụng cho đơn vị này", "Does not apply to this unit"),
    Cause.NO_INPUT: Text(
        "Không tính theo kết quả nào của đơn vị", "Read from no result of the unit"
    ),
    Cause.MISSING: Text("Chưa có số liệu", "Nothing reported"),
    Cause.NOT_JUDGED: Text("Chưa có điểm chấm", "Not judged yet"),
}
"""What is said of all criteria together where no change of theirs turns the order."""


def side_words(shown: OpenCluster, side: Side) -> Text:
    """``Còn cách hạng 2 (Quận Bình Thủy) 1,25 điểm. Để vượt lên:``"""
    upwards = side.way is Way.UP
    ask = (
        Text("Để vượt lên:", "To come before:") if upwards else Text("Sẽ xếp sau:", "Falls behind:")
    )
    where = _distance(shown, side)
    return Text(f"{where.vi} {ask.vi}", f"{where.en} {ask.en}")


def _distance(shown: OpenCluster, side: Side) -> Text:
    names = [join_words((one.member.name for one in side.rivals), it) for it in ("vi", "en")]
    rank = side.rivals[0].rank
    if side.is_level:
        return Text(f"Đồng hạng với {names[0]}.", f"Shares its rank with {names[1]}.")
    if side.decided_by is not None:
        key = tie_key_words(side.decided_by, shown.indicators)
        place = ("sau", "behind") if side.way is Way.UP else ("trước", "before")
        return Text(
            f"Bằng điểm hạng {rank} ({names[0]}), xếp {place[0]} theo tiêu chí phụ: {key.vi}.",
            f"Level with rank {rank} ({names[1]}), placed {place[1]} it by: {key.en}.",
        )
    vi = exact_words(side.gap, "vi")
    en = f"{exact_words(side.gap, 'en')} {'point' if side.gap == 1 else 'points'}"
    if side.way is Way.UP:
        return Text(
            f"Còn cách hạng {rank} ({names[0]}) {vi} điểm.",
            f"{en} behind rank {rank} ({names[1]}).",
        )
    return Text(
        f"Hơn hạng {rank} ({names[0]}) {vi} điểm.",
        f"{en} ahead of rank {rank} ({names[1]}).",
    )


def measure_words(shown: OpenCluster, lever: Lever) -> Text:
    """The unit of measure of what may be changed."""
    return shown.indicators[lever.indicator].unit if lever.indicator else _POINTS


def change_words(shown: OpenCluster, way: Way, change: Change) -> Text:
    """``cần thêm 120 người (1.480 → 1.600; bước 1)``, or why no change is named."""
    lever, grid, value = change.input.lever, change.input.grid, change.value
    if change.cause in _CAUSES:
        return _CAUSES[change.cause]
    assert lever is not None and grid is not None, "an input that was searched has its steps"
    indicator = shown.indicators[lever.indicator] if lever.indicator else None
    if value is None:
        return _unfound(change, indicator, grid, measure_words(shown, lever))
    words = _turn(way, change, indicator, grid, value)
    if change.decided_by is None:
        return words
    key = tie_key_words(change.decided_by, shown.indicators)
    return Text(
        f"{words.vi}; khi đó bằng điểm, phân định bằng: {key.vi}",
        f"{words.en}; level then, decided by: {key.en}",
    )


def _unfound(change: Change, indicator: Indicator | None, grid: Grid, unit: Text) -> Text:
    if indicator is not None and indicator.kind is ValueKind.YES_NO:
        return Text("có hay không cũng không đổi thứ tự", "neither yes nor no turns the order")
    if change.cause is Cause.NONE_IN_REACH:
        low, high = _value(indicator, grid.low), _value(indicator, grid.high)
        return Text(
            f"không mức nào từ {low.vi} đến {high.vi} làm đổi thứ tự",
            f"no value from {low.en} to {high.en} turns the order",
        )
    vi, en = (format_number(change.searched, language) for language in ("vi", "en"))
    return Text(
        f"mọi thay đổi đến {vi} {unit.vi} đều không làm đổi thứ tự; chưa xét xa hơn",
        f"no change of up to {en} {unit.en} turns the order; not searched further",
    )


def _turn(
    way: Way, change: Change, indicator: Indicator | None, grid: Grid, value: Fraction
) -> Text:
    need = Text("cần", "needs") if way is Way.UP else Text("nếu", "if")
    old, new = _value(indicator, grid.start), _value(indicator, value)
    bound = change.input.bound
    if bound is not Bound.EXACT:
        return Text(
            f"{need.vi} số đúng là {new.vi} (đang ghi “{bound_word(bound)} {old.vi}”)",
            f"{need.en} exactly {new.en} (now “{bound_word(bound, 'en')} {old.en}”)",
        )
    if indicator is not None and indicator.kind is not ValueKind.NUMBER:
        vi = f"{need.vi} {_moved(indicator, grid, value)} ({old.vi} → {new.vi})"
        return Text(vi, f"{need.en} {new.en} instead of {old.en}")
    amount = _amount(indicator, abs(value - grid.start))
    verb = _verb(way, is_more=value > grid.start)
    sign = "+" if value > grid.start else "-"
    short = [_numbers(grid, value, language) for language in ("vi", "en")]
    return Text(
        f"{verb} {amount.vi} ({short[0][0]} → {short[0][1]}; bước {short[0][3]})",
        f"{need.en} {short[1][1]} instead of {old.en} ({sign}{short[1][2]}; step {short[1][3]})",
    )


def _numbers(grid: Grid, value: Fraction, language: Language) -> list[str]:
    """The old value, the new one, the change and the step."""
    numbers = (grid.start, value, abs(value - grid.start), grid.step)
    return [format_number(number, language) for number in numbers]


def _verb(way: Way, *, is_more: bool) -> str:
    if way is Way.UP:
        return "cần thêm" if is_more else "cần bớt"
    return "nếu tăng" if is_more else "nếu giảm"


def _moved(indicator: Indicator, grid: Grid, value: Fraction) -> str:
    """How a date, a grade or a yes moves, in Vietnamese."""
    distance, is_more = format_number(abs(value - grid.start)), value > grid.start
    match indicator.kind:
        case ValueKind.DATE:
            return f"{'muộn' if is_more else 'sớm'} hơn {distance} ngày"
        case ValueKind.GRADE:
            return f"{'cao' if is_more else 'thấp'} hơn {distance} bậc"
    return "đổi lại"


def _value(indicator: Indicator | None, value: Fraction) -> Text:
    """A value of an input in words, with its unit of measure."""
    if indicator is None:
        return _with_unit(value, _POINTS)
    match indicator.kind:
        case ValueKind.DATE:
            day = date_of_days(int(value))
            return Text(format_date(day), format_date(day, "en"))
        case ValueKind.GRADE:
            return indicator.grade_words[int(value) - 1]
        case ValueKind.YES_NO:
            return YES if value else NO
    return _with_unit(value, indicator.unit)


def _amount(indicator: Indicator | None, value: Fraction) -> Text:
    """A change of an input: of percent, in percentage points."""
    unit = _POINTS if indicator is None else indicator.unit
    return _with_unit(value, _PERCENTAGE_POINTS if unit.vi == "%" else unit)


def _with_unit(value: Fraction, unit: Text) -> Text:
    vi, en = format_number(value, "vi"), format_number(value, "en")
    return Text(f"{vi} {unit.vi}", f"{en} {unit.en}")
