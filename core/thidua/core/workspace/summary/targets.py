"""Targets still to come, each beside what was reached: a target may ask for less than last year."""

from collections.abc import Iterable, Sequence

from thidua.core.exact.figure import Bound, Figure
from thidua.core.model.indicator import Direction, Indicator, ValueKind
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.model.period import Span
from thidua.core.text.bilingual import Text
from thidua.core.text.number_format import format_number
from thidua.core.workspace.figure_words import figure_words
from thidua.core.workspace.report_data import TargetRow
from thidua.core.workspace.summary.figures import Book, percent_words
from thidua.core.workspace.summary.spans import span_title


def next_targets(items: Sequence[Observation], span: Span, book: Book) -> tuple[TargetRow, ...]:
    """The targets that reach beyond a span, with the latest earlier result of each indicator."""
    return tuple(
        _row(item, _latest_result(items, item, span), book)
        for item in items
        if item.kind is ObservationKind.TARGET and item.span.end > span.end
    )


def _latest_result(
    items: Iterable[Observation], target: Observation, span: Span
) -> Observation | None:
    earlier = [
        item
        for item in items
        if item.kind is ObservationKind.ACTUAL
        and item.indicator == target.indicator
        and item.span.end <= span.end
        and item.span.start < target.span.start
    ]
    return max(earlier, key=lambda item: (item.span.end, item.span.start), default=None)


def _row(target: Observation, result: Observation | None, book: Book) -> TargetRow:
    indicator = book.indicator(target.indicator)
    shown = figure_words(target, indicator, book.language)
    title, when = book.say(indicator.title), book.say(span_title(target.span))
    below = result is not None and asks_for_less(target, result, indicator)
    return TargetRow(
        indicator=target.indicator,
        label=f"{title} ({when})",
        target=shown.value,
        unit=shown.unit,
        result=_result(result, shown.unit, indicator, book) if result else "",
        comparison=_comparison(target, result, indicator, book) if result else "",
        below_result=below,
        flag=_flag(result, indicator, book) if result and below else "",
    )


def _result(result: Observation, unit: str, indicator: Indicator, book: Book) -> str:
    """The result; its unit only where the target is counted in another."""
    shown = figure_words(result, indicator, book.language)
    return shown.value if shown.unit == unit else shown.whole()


def asks_for_less(target: Observation, result: Observation, indicator: Indicator) -> bool:
    """Whether a target is easier than what was reached; bounded figures count as their number."""
    if indicator.direction is Direction.LOWER:
        return target.value > result.value
    return target.value < result.value


def _comparison(target: Observation, result: Observation, indicator: Indicator, book: Book) -> str:
    """ "khoảng 97,9 % kết quả năm 2018"; for a percentage, the difference in points."""
    if indicator.kind is not ValueKind.NUMBER:
        return ""
    when = span_title(result.span)
    if indicator.unit.vi == "%":
        return _points_apart(target, result, when, book)
    if result.value <= 0:
        return ""
    is_exact = target.bound is result.bound is Bound.EXACT
    share = percent_words(Figure(target.value / result.value), book.language)
    about = "" if is_exact else book.say(Text("khoảng ", "about "))
    return book.say(
        Text(f"{about}{share} kết quả {when.vi}", f"{about}{share} of the result of {when.en}")
    )


def _points_apart(target: Observation, result: Observation, when: Text, book: Book) -> str:
    apart = target.value - result.value
    if apart == 0:
        return book.say(Text(f"ngang kết quả {when.vi}", f"the level of {when.en}"))
    side = Text("thấp hơn", "below") if apart < 0 else Text("cao hơn", "above")
    points = f"{book.say(_beyond(target, result))} {format_number(abs(apart), book.language)}"
    return book.say(
        Text(
            f"{side.vi} kết quả {when.vi} {points.strip()} điểm phần trăm",
            f"{points.strip()} percentage points {side.en} the result of {when.en}",
        )
    )


def _beyond(target: Observation, result: Observation) -> Text:
    """How the figures' bounds bound their difference."""
    if target.bound is result.bound is Bound.EXACT:
        return Text(" ", " ")
    outward = Bound.UNDER if target.value < result.value else Bound.OVER
    if target.bound is outward and result.bound is Bound.EXACT:
        return Text("trên", "over")
    return Text("khoảng", "about")


def _flag(result: Observation, indicator: Indicator, book: Book) -> str:
    when = span_title(result.span)
    value = figure_words(result, indicator, book.language).value
    if indicator.direction is Direction.LOWER:
        words = Text(
            f"dễ hơn kết quả {when.vi} ({value})", f"easier than the result of {when.en} ({value})"
        )
    else:
        words = Text(
            f"thấp hơn kết quả {when.vi} ({value})", f"below the result of {when.en} ({value})"
        )
    return book.say(words)
