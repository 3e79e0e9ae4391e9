"""The audit of a report: every figure that a source derives, computed again from its own parts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from thidua.core.exact.decimal_text import decimal_places, is_decimal, read_decimal
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.naming import Names
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.titles import Naming
from thidua.core.formula.tree import Field, Name, Node
from thidua.core.formula.walking import names_read
from thidua.core.formula.writing import write_expression, written_name
from thidua.core.model.contribution import Check
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.text.bilingual import Text
from thidua.core.text.joining import join_words
from thidua.core.text.number_format import format_figure, format_number
from thidua.core.workspace.plausibility import Finding, findings
from thidua.core.workspace.report_data import AuditRow, Verdict
from thidua.core.workspace.summary.figures import Book
from thidua.core.workspace.summary.spans import span_words

_FIELDS = {
    ObservationKind.ACTUAL: Field.ACTUAL,
    ObservationKind.TARGET: Field.TARGET,
    ObservationKind.BASELINE: Field.BASELINE,
}
_WORDS = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z]+)?|[0-9]+(?:\.[0-9]+)?")
_SIGNS = str.maketrans({"-": "−", "*": "×"})
MOST_PLACES = 4
"""Decimals shown of a recomputed figure that has no end."""

Figures = Mapping[Name, Observation]


def audit(
    items: Sequence[Observation], checks: Iterable[Check], book: Book
) -> tuple[AuditRow, ...]:
    """The checks that set a stated figure beside its parts, source by source.

    A check speaks where a source states its derived figure; figures without a source help.
    """
    derived = sorted((one for one in checks if one.stated), key=lambda check: check.code)
    rows: list[AuditRow] = []
    for source in dict.fromkeys(item.source for item in items if item.source) or ("",):
        figures = _latest(item for item in items if item.source in (source, ""))
        own = {item for item in figures.values() if item.source == source}
        rows.extend(_rows(derived, figures, own, book))
    return tuple(rows)


def _latest(items: Iterable[Observation]) -> Figures:
    """One figure a name: that of the latest span, as the article's last word."""
    ordered = sorted(items, key=lambda item: (item.span.end, item.span.start))
    return {Name(item.indicator, _FIELDS[item.kind]): item for item in ordered}


def _rows(
    checks: Sequence[Check], figures: Figures, own: set[Observation], book: Book
) -> Iterator[AuditRow]:
    found = {item.check.code: item for item in findings(checks, figures.values())}
    for check in checks:
        stated = sorted(names_read(_parsed(check.stated)), key=written_name)
        if not all(name in figures for name in stated) or not own & {figures[it] for it in stated}:
            continue
        if check.code in found and found[check.code].recomputed is not None:
            yield _compared(found[check.code], figures, stated, book)
        else:
            yield _not_verifiable(check, figures, stated, book)


def _compared(finding: Finding, figures: Figures, stated: Sequence[Name], book: Book) -> AuditRow:
    published, recomputed = finding.stated or Fraction(0), finding.recomputed or Fraction(0)
    tree = _parsed(finding.check.recomputed)
    result = _number(recomputed, book)
    return AuditRow(
        code=finding.check.code,
        label=_label(finding.check, figures, stated, book),
        stated=_stated(stated, figures, book) or _number(published, book),
        recomputed=result,
        working=f"{_with_numbers(tree, figures, book)} = {result}",
        verdict=Verdict.AGREES if finding.holds else Verdict.DISAGREES,
        verdict_text=book.say(_agrees(published, recomputed, finding.holds, book)),
        source=figures[stated[0]].source,
    )


def _not_verifiable(check: Check, figures: Figures, stated: Sequence[Name], book: Book) -> AuditRow:
    naming = Naming(titles={code: item.title for code, item in book.indicators.items()})
    parts = sorted(names_read(_parsed(check.recomputed)), key=written_name)
    lacking = [name for name in parts if name not in figures] or parts
    titles = join_words([book.say(naming.figure(name)) for name in lacking], book.language)
    return AuditRow(
        code=check.code,
        label=_label(check, figures, stated, book),
        stated=_stated(stated, figures, book) or "-",
        recomputed="-",
        working=book.say(Text(f"nguồn chưa nêu: {titles}", f"not stated: {titles}")),
        verdict=Verdict.NOT_VERIFIABLE,
        verdict_text=book.say(Text("chưa đủ số liệu để tính lại", "cannot be computed again")),
        source=figures[stated[0]].source,
    )


def _label(check: Check, figures: Figures, stated: Sequence[Name], book: Book) -> str:
    """The title of the stated figure with its span; of a computed one, that of the check."""
    if len(stated) != 1:
        return book.say(check.title)
    title = book.say(book.indicator(stated[0].indicator).title)
    return f"{title} ({book.say(span_words(figures[stated[0]].span))})"


def _stated(stated: Sequence[Name], figures: Figures, book: Book) -> str:
    return book.words(figures[stated[0]]) if len(stated) == 1 else ""


def _agrees(published: Fraction, recomputed: Fraction, holds: bool, book: Book) -> Text:
    if holds:
        return Text("khớp", "agrees")
    apart = _number(abs(published - recomputed), book)
    if published < recomputed:
        return Text(f"không khớp, thấp hơn {apart}", f"disagrees, {apart} too low")
    return Text(f"không khớp, cao hơn {apart}", f"disagrees, {apart} too high")


def _with_numbers(tree: Node, figures: Figures, book: Book) -> str:
    """The expression with every name replaced by its figure: ``(9,87 − 2,69) / 4``."""
    values = {written_name(name): figures[name] for name in names_read(tree)}

    def replaced(found: re.Match[str]) -> str:
        word = found[0]
        if word in values:
            item = values[word]
            return format_figure(Figure(item.value, item.bound), book.language)
        return format_number(read_decimal(word), book.language) if word[0].isdigit() else word

    return _WORDS.sub(replaced, write_expression(tree).translate(_SIGNS))


def _number(value: Fraction, book: Book) -> str:
    if is_decimal(value) and decimal_places(value) <= MOST_PLACES:
        return format_figure(Figure(value, Bound.EXACT), book.language)
    return f"≈ {format_number(value, book.language, MOST_PLACES)}"


def _parsed(expression: str | None) -> Node:
    return parse_expression(expression or "0", Names())
