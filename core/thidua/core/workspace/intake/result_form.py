"""The form that members fill: a row a figure, codes carried along, so that it is read back as is.

Rows are the figures that the criteria of the member's sets read, in the order of the criteria.
What a renderer writes of it, sheet by sheet:

- Row 1 is hidden and carries whose form it is, as text: ``A1`` is ``thidua-form``, ``B1`` the code
  of the cluster, ``C1`` that of the period, ``D1`` that of the unit on a sheet of one unit alone,
  else blank (``thidua.core.workspace.intake.form_marks.identity_of`` reads it).
- Title, period and instructions stand below from column C on, then one row of headings, the titles
  of ``LAYOUT`` in their order. Columns A and B are hidden: the codes of unit and indicator.
- Below the headings a row is one figure, or words only: the heading of a unit, a section or a
  criterion above its figures, and at the foot the places to sign. Such a row has ``thidua-text`` in
  column A instead of a unit, nothing in column B, and no figure; the import passes over it.
- Every cell is text. A form of several sheets has one member on each, with the same headings.
"""

from collections.abc import Collection, Iterable
from typing import Any

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Field, Name, Node
from thidua.core.formula.walking import names_read
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.indicator import Indicator, ValueKind, WhenBlank
from thidua.core.model.observation import ObservationKind
from thidua.core.scoring.entries import Entries, Member
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.dates import date_of_days, format_date
from thidua.core.text.number_format import format_figure
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.intake.results import COLUMNS, FORM_COLUMNS, KIND_WORDS

LAYOUT = (
    "unit",
    "indicator",
    "unit_name",
    "indicator_title",
    "kind",
    "measure",
    "previous",
    "value",
    "source",
    "evidence",
    "note",
)
"""The columns of the form, by their codes, from the left."""
CARRIED = ("unit", "indicator")
"""Codes, which tell the import whose figure a row is; nobody needs to see them."""
FILLED = ("value", "source", "evidence")
"""What the member writes."""

_TITLES = {column.code: column.title for column in (*COLUMNS, *FORM_COLUMNS)}

_KINDS = {
    Field.ACTUAL: ObservationKind.ACTUAL,
    Field.TARGET: ObservationKind.TARGET,
    Field.BASELINE: ObservationKind.BASELINE,
}

PERIOD = Text("Kỳ", "Period")
DEADLINE = Text("Hạn nộp", "Deadline")
ZERO_NOTE = Text("để trống là không có", "blank means none")
DATE_NOTE = Text("ngày/tháng/năm", "day/month/year")
YES = Text("có", "yes")
NO = Text("không", "no")


def form_data(shown: OpenCluster, language: Language, units: Iterable[str] = ()) -> dict[str, Any]:
    """The form of a whole cluster, or of some of its members, as plain data for a renderer.

    ``columns`` have ``code``, ``title``, ``carried`` and ``filled``; each of the ``rows`` has
    its ``cells`` in their order and the ``choices`` for its value, where these are few.
    Refused for a unit that is no member.
    """
    wanted = {shown.member(unit).unit for unit in units}
    entries = shown.case().entries
    return {
        "form": "result",
        "title": shown.cluster.name,
        "period": _period(shown, language),
        "columns": [
            {
                "code": code,
                "title": _TITLES[code].in_language(language),
                "carried": code in CARRIED,
                "filled": code in FILLED,
            }
            for code in LAYOUT
        ],
        "rows": [
            row
            for member in shown.members
            if not wanted or member.unit in wanted
            for row in _rows(shown, member, entries, language)
        ],
    }


def figures_asked(shown: OpenCluster, member: Member) -> tuple[Name, ...]:
    """The figures that a member's criteria read, once each, in the order of the criteria."""
    found: dict[Name, None] = {}
    for code in shown.case().set_codes(member):
        for item in shown.sets[code].criteria:
            kinds = item.criterion.applies_to
            if not kinds or member.kind in kinds:
                found |= dict.fromkeys(_names(item))
    return tuple(name for name in found if name.field is not Field.PREVIOUS)


def _names(item: CompiledCriterion) -> list[Name]:
    trees: list[Node] = [*(gate.condition for gate in item.gates), item.base, item.bonus]
    names = {name for tree in trees for name in names_read(tree)}
    return sorted(names, key=lambda name: (name.indicator, list(Field).index(name.field)))


def _period(shown: OpenCluster, language: Language) -> str:
    """``Kỳ 2026: 01/01/2026 - 31/12/2026. Hạn nộp: 15/11/2026``."""
    span = shown.period.span
    days = " - ".join(format_date(day, language) for day in (span.start, span.end))
    line = f"{PERIOD.in_language(language)} {shown.period.code}: {days}"
    if shown.period.deadline is None:
        return line
    last = format_date(shown.period.deadline, language)
    return f"{line}. {DEADLINE.in_language(language)}: {last}"


def _rows(
    shown: OpenCluster, member: Member, entries: Entries, language: Language
) -> list[dict[str, Any]]:
    indicators = shown.indicators
    return [
        _row(member, name, indicators[name.indicator], entries, language)
        for name in figures_asked(shown, member)
    ]


def _row(
    member: Member, name: Name, indicator: Indicator, entries: Entries, language: Language
) -> dict[str, Any]:
    known = {
        "unit": member.unit,
        "indicator": name.indicator,
        "unit_name": member.name,
        "indicator_title": indicator.title.in_language(language),
        "kind": KIND_WORDS[_KINDS[name.field]].in_language(language),
        "measure": indicator.unit.in_language(language),
        "previous": _previous(member, name, indicator, entries, language),
        "value": "0" if _blank_is_zero(indicator, name) else "",
        "note": _note(indicator, name, language),
    }
    return {
        "cells": [known.get(code, "") for code in LAYOUT],
        "choices": list(_choices(indicator, language)),
    }


def _previous(
    member: Member, name: Name, indicator: Indicator, entries: Entries, language: Language
) -> str:
    """The result of the preceding period, as the member would have written it."""
    figure = entries.figures.get((member.unit, Name(name.indicator, Field.PREVIOUS)))
    if figure is None or name.field is not Field.ACTUAL:
        return ""
    return _written(figure, indicator, language)


def _written(figure: Figure, indicator: Indicator, language: Language) -> str:
    number = int(figure.value)
    if indicator.kind is ValueKind.GRADE:
        return indicator.grade_words[number - 1].in_language(language)
    if indicator.kind is ValueKind.YES_NO:
        return (YES if number else NO).in_language(language)
    if indicator.kind is ValueKind.DATE:
        return format_date(date_of_days(number), language)
    return format_figure(figure, language)


def _choices(indicator: Indicator, language: Language) -> Collection[str]:
    """The few words that a value may be; none where it is a number or a date."""
    if indicator.kind is ValueKind.YES_NO:
        return (YES.in_language(language), NO.in_language(language))
    return [title.in_language(language) for title in indicator.grade_words]


def _note(indicator: Indicator, name: Name, language: Language) -> str:
    if choices := _choices(indicator, language):
        return " / ".join(choices)
    if indicator.kind is ValueKind.DATE:
        return DATE_NOTE.in_language(language)
    return ZERO_NOTE.in_language(language) if _blank_is_zero(indicator, name) else ""


def _blank_is_zero(indicator: Indicator, name: Name) -> bool:
    """Whether no case is the usual answer, so that the form starts from 0."""
    return indicator.when_blank is WhenBlank.ZERO and name.field is Field.ACTUAL
