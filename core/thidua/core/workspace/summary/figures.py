"""The figures of a summary report: which belong in it, in which group, and each as one row."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from thidua.core.exact.figure import Bound, Figure
from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.model.criteria import CriteriaSet, Criterion
from thidua.core.model.indicator import Direction, Indicator, ValueKind
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.model.period import Span
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import bound_word, format_number
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.figure_words import figure_words
from thidua.core.workspace.report_data import FigureGroup, FigureKind, FigureRow
from thidua.core.workspace.summary.spans import overlap, span_words

OTHER = Text("Số liệu khác", "Other figures")
MADE_UP = Text(
    "Số liệu minh hoạ, không nguồn nào công bố", "Illustrative figures, published by no source"
)
NO_TARGET = Text("chưa công bố chỉ tiêu", "no target published")
KIND_WORDS = {
    ObservationKind.TARGET: Text("chỉ tiêu", "target"),
    ObservationKind.BASELINE: Text("mức gốc", "baseline"),
}
MET, NOT_MET = Text("đạt", "met"), Text("chưa đạt", "not met")
PERCENT_PLACES = 1


@frozen
class Book:
    """What the figures of one report are called, and where they stand."""

    indicators: Mapping[str, Indicator]
    headings: Mapping[str, Text]
    """Indicator code to the title of the section that reads it, in the order of the sections."""
    language: Language
    sources: tuple[str, ...] = ()
    """The sources of its figures, in the order of their numbers."""

    def indicator(self, code: str) -> Indicator:
        """The indicator; one that no enabled plugin provides any more goes by its code."""
        return self.indicators.get(code) or Indicator(code, Text(code, code), Text("-", "-"))

    def say(self, text: Text) -> str:
        """A text in the language of the report."""
        return text.in_language(self.language)

    def mark(self, source: str) -> str:
        """The number of a source: "[1]"; empty where there is none."""
        return f"[{self.sources.index(source) + 1}]" if source in self.sources else ""

    def words(self, item: Observation) -> str:
        """The figure with its bound and its unit."""
        return figure_words(item, self.indicator(item.indicator), self.language).whole()


def headings_of(catalogue: Catalogue) -> dict[str, Text]:
    """The section that reads an indicator: of a sector's own set first, then of shared ones."""
    found: dict[str, Text] = {}
    for source in sorted(catalogue.criteria_sets.values(), key=lambda item: item.sector is None):
        by_section: dict[str, list[str]] = {section.code: [] for section in source.sections}
        for item in catalogue.compiled(source.code).criteria:
            by_section.get(_section_of(item.criterion, source), []).extend(item.inputs)
        # A section without points of its own holds bonus or deductions, not a field of work.
        for section in (one for one in source.sections if one.points):
            found |= {code: section.title for code in by_section[section.code] if code not in found}
    return found


def _section_of(criterion: Criterion, source: CriteriaSet) -> str:
    """The section in which a criterion stands, if only by its parent."""
    parents = {item.code: item for item in source.criteria}
    while criterion.section is None and criterion.parent is not None:
        criterion = parents[criterion.parent]
    return criterion.section or ""


def reported(items: Iterable[Observation], span: Span) -> tuple[Observation, ...]:
    """The figures of a span, and all others of the sources that speak of it.

    A report carries every figure of the sources it draws on: the starting point of a change, the
    targets of the coming year.
    """
    listed = tuple(items)
    inside = {item for item in listed if overlap(item.span, span)}
    sources = {item.source for item in inside if item.source and not item.illustrative}
    return tuple(item for item in listed if item in inside or item.source in sources)


def figure_groups(items: Sequence[Observation], book: Book) -> tuple[FigureGroup, ...]:
    """The rows under the headings of the sections; figures that were made up come last, apart."""
    targets = {
        (item.indicator, item.span): item for item in items if item.kind is ObservationKind.TARGET
    }
    headings = dict.fromkeys([*book.headings.values(), OTHER, MADE_UP])
    groups: dict[Text, list[FigureRow]] = {heading: [] for heading in headings}
    for item in items:
        groups[_heading(item, book)].append(_row(item, targets, book))
    return tuple(
        FigureGroup(book.say(heading), tuple(rows)) for heading, rows in groups.items() if rows
    )


def _heading(item: Observation, book: Book) -> Text:
    return MADE_UP if item.illustrative else book.headings.get(item.indicator, OTHER)


def _row(
    item: Observation, targets: Mapping[tuple[str, Span], Observation], book: Book
) -> FigureRow:
    indicator = book.indicator(item.indicator)
    shown = figure_words(item, indicator, book.language)
    is_actual = item.kind is ObservationKind.ACTUAL
    target = targets.get((item.indicator, item.span)) if is_actual else None
    kind = KIND_WORDS.get(item.kind)
    return FigureRow(
        indicator=item.indicator,
        label=book.say(indicator.title),
        value=shown.value,
        unit=shown.unit,
        bound=item.bound,
        kind=FigureKind(item.kind.value),
        kind_text=book.say(kind) if kind else "",
        period=book.say(span_words(item.span)),
        target=book.words(target) if target else "",
        share=share_words(item, target, indicator, book.language) if target else "",
        source=item.source or item.reason,
        source_mark=book.mark(item.source),
        published=bool(item.source) and not item.illustrative,
        illustrative=item.illustrative,
    )


def share_words(
    actual: Observation, target: Observation, indicator: Indicator, language: Language
) -> str:
    """The result as a share of its target: "trên 102,1 %"; where less is better, whether it is met.

    Empty where neither can be said: a target of 0, a date, a grade, a bound that leaves it open.
    """
    if indicator.kind is not ValueKind.NUMBER:
        return ""
    if indicator.direction is Direction.LOWER:
        met = _is_kept(actual, target)
        return "" if met is None else (MET if met else NOT_MET).in_language(language)
    if target.value <= 0:
        return ""
    return percent_words(Figure(actual.value / target.value, actual.bound), language)


def percent_words(share: Figure, language: Language) -> str:
    """A share as a percentage; what stands after "trên" or "dưới" is rounded so that it holds."""
    modes = {Bound.OVER: RoundingMode.DOWN, Bound.UNDER: RoundingMode.UP}
    mode = modes.get(share.bound, RoundingMode.HALF_UP)
    percent = round_to(share.value * 100, PERCENT_PLACES, mode)
    number = format_number(percent, language, None if percent.denominator == 1 else PERCENT_PLACES)
    return f"{bound_word(share.bound, language)} {number} %".lstrip()


def _is_kept(actual: Observation, target: Observation) -> bool | None:
    """Whether a result stays within a ceiling; None where a bound leaves it open."""
    room: Fraction = target.value - actual.value
    strict = target.bound is Bound.UNDER
    if actual.bound is Bound.EXACT:
        return room > 0 if strict else room >= 0
    if actual.bound is Bound.UNDER and room >= 0:
        return True
    return False if actual.bound is Bound.OVER and room <= 0 else None
