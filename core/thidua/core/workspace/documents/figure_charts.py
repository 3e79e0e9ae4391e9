"""Charts of figures: results against targets, and against those of the period before."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final, TypeVar

from attrs import evolve, frozen

from thidua.core.exact.decimal_text import canonical
from thidua.core.exact.figure import Bound, Figure
from thidua.core.exact.rounding import round_to
from thidua.core.formula.tree import Field, Name
from thidua.core.model.indicator import Direction, Indicator, ValueKind
from thidua.core.model.observation import LAYERS, Observation, ObservationKind
from thidua.core.model.period import Span
from thidua.core.scoring.results import ClusterScore
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import bound_word, format_figure, format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.chart_building import share_text
from thidua.core.workspace.documents.charts import Change, ChangeRow, TargetBar, TargetBars, Turn
from thidua.core.workspace.figure_words import figure_words
from thidua.core.workspace.summary.figures import MADE_UP, MET, NOT_MET, Book, share_words
from thidua.core.workspace.summary.spans import span_title, span_words
from thidua.core.workspace.views.wording import ILLUSTRATIVE

Row = TypeVar("Row", TargetBar, ChangeRow)

PERCENT_PLACES: Final = 1
UNCHANGED = Text("không đổi", "unchanged")
PERIOD_BEFORE = Text("kỳ trước", "the period before")
RESULTS = Text("Kết quả so với mức giao", "Results against targets")
CHANGES = Text("Thay đổi so với kỳ trước", "Change on the period before")


def target_bars(title: str, items: Sequence[Observation], book: Book) -> TargetBars:
    """The results among figures that have a target for the same span, in the order given.

    For a summary report ``items`` are those that it reports.
    """
    targets = {
        (item.indicator, item.span): item for item in items if item.kind is ObservationKind.TARGET
    }
    pairs = [
        (item, target)
        for item in items
        if item.kind is ObservationKind.ACTUAL
        and (target := targets.get((item.indicator, item.span)))
        and book.indicator(item.indicator).kind is ValueKind.NUMBER
    ]
    rows = tuple(_target_bar(*pair, book) for pair in pairs)
    if len({actual.span for actual, _ in pairs}) > 1:
        rows = tuple(
            evolve(row, label=f"{row.label}, {book.say(span_words(actual.span))}")
            for row, (actual, _) in zip(rows, pairs, strict=True)
        )
    made_up = [actual.illustrative or target.illustrative for actual, target in pairs]
    return TargetBars(title, *_told(rows, made_up, book.language))


def unit_target_bars(
    shown: OpenCluster, score: ClusterScore, unit: str, language: Language
) -> TargetBars:
    """The results of one member at the layer of ``score``; Refused for a unit that is none."""
    member = shown.member(unit)
    visible = LAYERS[: LAYERS.index(score.case.entries.layer) + 1]
    latest = {
        (item.indicator, item.kind, item.span): item
        for item in sorted(shown.recorded.observations, key=lambda one: LAYERS.index(one.layer))
        if item.unit == unit and item.layer in visible
    }
    order = {code: place for place, code in enumerate(shown.indicators)}
    items = sorted(latest.values(), key=lambda item: order.get(item.indicator, len(order)))
    title = _title(RESULTS, member.name, shown.period.span, language)
    return target_bars(title, items, Book(shown.indicators, {}, language))


def change_on_last_period(
    shown: OpenCluster, score: ClusterScore, unit: str, language: Language
) -> Change:
    """Every number of a member that the period before has too; Refused for a unit that is none."""
    member = shown.member(unit)
    figures = score.case.entries.figures
    moves = [
        _Move(indicator, figures[unit, before], figures[unit, after])
        for code, indicator in shown.indicators.items()
        if indicator.kind is ValueKind.NUMBER
        and (unit, before := Name(code, Field.PREVIOUS)) in figures
        and (unit, after := Name(code)) in figures
        and not figures[unit, after].presumed
    ]
    spans = [item.span for item in shown.recorded.previous]
    rows = tuple(_change_row(move, language) for move in moves)
    return Change(
        _title(CHANGES, member.name, shown.period.span, language),
        (span_words(spans[0]) if spans else PERIOD_BEFORE).in_language(language),
        span_words(shown.period.span).in_language(language),
        *_told(rows, [move.illustrative for move in moves], language),
    )


@frozen
class _Move:
    """One indicator's figure before and after."""

    indicator: Indicator
    before: Figure
    after: Figure

    @property
    def difference(self) -> Fraction:
        return self.after.value - self.before.value

    @property
    def illustrative(self) -> bool:
        return self.before.illustrative or self.after.illustrative


def _title(what: Text, name: str, span: Span, language: Language) -> str:
    return f"{what.in_language(language)}: {name}, {span_title(span).in_language(language)}"


def _told(
    rows: tuple[Row, ...], made_up: Sequence[bool], language: Language
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows and the notes: illustrative figures are marked one by one, unless all are."""
    if rows and all(made_up):
        return rows, (f"{MADE_UP.in_language(language)}.",)
    mark = f" ({ILLUSTRATIVE.in_language(language)})"
    return tuple(
        evolve(row, label=f"{row.label}{mark}") if marked else row
        for row, marked in zip(rows, made_up, strict=True)
    ), ()


def _target_bar(actual: Observation, target: Observation, book: Book) -> TargetBar:
    indicator = book.indicator(actual.indicator)
    shown = figure_words(actual, indicator, book.language)
    asked = figure_words(target, indicator, book.language)
    words = share_words(actual, target, indicator, book.language)
    return TargetBar(
        label=book.say(indicator.title),
        unit=shown.unit,
        actual_text=shown.value,
        target_text=asked.value if asked.unit == shown.unit else asked.whole(),
        ratio=share_text(actual.value / target.value) if target.value > 0 else None,
        ratio_text=words or "-",
        bound=bound_word(actual.bound, book.language),
        met=_met(actual, target, indicator, words, book),
    )


def _met(
    actual: Observation, target: Observation, indicator: Indicator, words: str, book: Book
) -> bool | None:
    """Whether the target is met; None where a bound leaves it open."""
    if indicator.direction is Direction.LOWER:
        return {book.say(MET): True, book.say(NOT_MET): False}.get(words)
    beyond = actual.value - target.value
    if actual.bound is Bound.EXACT:
        return beyond > 0 if target.bound is Bound.OVER else beyond >= 0
    if actual.bound is Bound.OVER and beyond >= 0:
        return True
    return False if actual.bound is Bound.UNDER and beyond <= 0 else None


def _change_row(move: _Move, language: Language) -> ChangeRow:
    before, after = move.before, move.after
    index = after.value * 100 / before.value if before.value > 0 else None
    return ChangeRow(
        label=move.indicator.title.in_language(language),
        unit=move.indicator.unit.in_language(language),
        before_text=format_figure(before, language),
        after_text=format_figure(after, language),
        change_text=_change_words(move, index, language),
        turn=_turn(move),
        index=None if index is None else share_text(index),
        before=canonical(before.value),
        after=canonical(after.value),
    )


def _turn(move: _Move) -> Turn:
    if not move.difference:
        return Turn.NONE
    rises = move.difference > 0
    return Turn.GOOD if rises is (move.indicator.direction is Direction.HIGHER) else Turn.BAD


def _change_words(move: _Move, index: Fraction | None, language: Language) -> str:
    """ "+5,3 %"; the difference itself for a percentage, and where a percentage says nothing."""
    if not move.difference and _is_exact((move.before, move.after)):
        return UNCHANGED.in_language(language)
    about = "" if _is_exact((move.before, move.after)) else "≈ "
    if move.indicator.unit.vi == "%":
        points = Text("điểm %", "points").in_language(language)
        return f"{about}{_signed(move.difference, language)} {points}"
    percent = None if index is None else round_to(index - 100, PERCENT_PLACES)
    if not percent:
        return f"{about}{_signed(move.difference, language)}"
    return f"{about}{_signed(percent, language)} %"


def _is_exact(figures: Iterable[Figure]) -> bool:
    return all(figure.bound is Bound.EXACT for figure in figures)


def _signed(value: Fraction, language: Language) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{format_number(abs(value), language)}"
