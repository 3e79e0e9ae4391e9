"""Which figures a member is asked for, criterion by criterion, and what a row says of one."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from attrs import frozen

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Field, Name, Node
from thidua.core.formula.walking import names_read
from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.indicator import Indicator, ValueKind, WhenBlank
from thidua.core.model.observation import ObservationKind
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.structure import in_table_order
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.dates import date_of_days, format_date
from thidua.core.text.number_format import format_figure
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.intake.results import KIND_WORDS

_KINDS = {
    Field.ACTUAL: ObservationKind.ACTUAL,
    Field.TARGET: ObservationKind.TARGET,
    Field.BASELINE: ObservationKind.BASELINE,
}

ZERO_NOTE = Text("để trống là không có", "blank means none")
DATE_NOTE = Text("ngày/tháng/năm", "day/month/year")
ON_RECORD = Text("đã có; chỉ ghi nếu cần sửa", "on record; fill in only to change it")
YES = Text("có", "yes")
NO = Text("không", "no")


@frozen
class Asked:
    """A criterion that a member is scored by, and the figures that are asked for under it."""

    of: CompiledSet
    compiled: CompiledCriterion
    names: tuple[Name, ...]
    """Those that no criterion before it has asked for, and none of its parts will."""
    is_told_above: bool
    """Whether it reads figures, and all of them are asked for elsewhere."""


def asked_of(shown: OpenCluster, member: Member) -> Iterator[Asked]:
    """The criteria by which a member is scored, section by section, each figure with the first."""
    found: set[Name] = set()
    for code in shown.case().set_codes(member):
        compiled = shown.sets[code]
        read = {
            item.criterion.code: _names(item)
            for item in compiled.criteria
            if not item.criterion.applies_to or member.kind in item.criterion.applies_to
        }
        for item in in_table_order(compiled):
            if item.criterion.code in read:
                names = read[item.criterion.code]
                later = _of_parts(compiled, item, read)
                fresh = tuple(name for name in names if name not in found | later)
                found.update(fresh)
                yield Asked(compiled, item, fresh, bool(names) and not fresh and not later)


def _names(item: CompiledCriterion) -> list[Name]:
    trees: list[Node] = [*(gate.condition for gate in item.gates), item.base, item.bonus]
    names = {name for tree in trees for name in names_read(tree)}
    asked = [name for name in names if name.field is not Field.PREVIOUS]
    return sorted(asked, key=lambda name: (name.indicator, list(Field).index(name.field)))


def _of_parts(
    compiled: CompiledSet, parent: CompiledCriterion, read: Mapping[str, list[Name]]
) -> set[Name]:
    """What the criteria read that are parts of another."""
    parts = (item.criterion for item in compiled.criteria)
    codes = [part.code for part in parts if part.parent == parent.criterion.code]
    return {name for code in codes for name in read.get(code, ())}


def figure_row(
    member: Member, name: Name, indicator: Indicator, entries: Entries, language: Language
) -> dict[str, Any]:
    """The row of a figure: what it says by column, the words to choose from, what it accepts."""
    known = {
        "unit": member.unit,
        "indicator": name.indicator,
        "unit_name": member.name,
        "indicator_title": indicator.title.in_language(language),
        "kind": KIND_WORDS[_KINDS[name.field]].in_language(language),
        "measure": indicator.unit.in_language(language),
        "given_target": _held(member, name, Field.TARGET, indicator, entries, language),
        "previous": _held(member, name, Field.PREVIOUS, indicator, entries, language),
        "value": "0" if _starts_from_zero(member, name, indicator, entries) else "",
        "note": _note(member, name, indicator, entries, language),
    }
    return {
        "kind": "figure",
        "known": known,
        "choices": list(_choices(indicator, language)),
        "accepts": _accepts(indicator),
    }


def _held(
    member: Member,
    name: Name,
    field: Field,
    indicator: Indicator,
    entries: Entries,
    language: Language,
) -> str:
    """A figure on record, as the member would have written it, beside the rows that it bears on."""
    beside = {Field.TARGET: (Field.ACTUAL, Field.TARGET), Field.PREVIOUS: (Field.ACTUAL,)}
    figure = entries.figures.get((member.unit, Name(name.indicator, field)))
    if figure is None or name.field not in beside[field]:
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


def _accepts(indicator: Indicator) -> str:
    """``words`` of the choices, a ``date``, a ``whole`` number from 0 on, or any ``number``."""
    if indicator.kind is ValueKind.NUMBER:
        return "whole" if indicator.whole else "number"
    return "date" if indicator.kind is ValueKind.DATE else "words"


def _note(
    member: Member, name: Name, indicator: Indicator, entries: Entries, language: Language
) -> str:
    notes = [_how_to_write(indicator, language)]
    if _starts_from_zero(member, name, indicator, entries):
        notes.append(ZERO_NOTE.in_language(language))
    is_count = indicator.when_blank is WhenBlank.ZERO
    if (is_count or name.field is not Field.ACTUAL) and _is_held(member, name, entries):
        notes.insert(0, ON_RECORD.in_language(language))
    return "; ".join(filter(None, notes))


def _how_to_write(indicator: Indicator, language: Language) -> str:
    if choices := _choices(indicator, language):
        return " / ".join(choices)
    return DATE_NOTE.in_language(language) if indicator.kind is ValueKind.DATE else ""


def _starts_from_zero(member: Member, name: Name, indicator: Indicator, entries: Entries) -> bool:
    """Whether no case is the usual answer: then the form says 0, but never over what is held."""
    if indicator.when_blank is not WhenBlank.ZERO or name.field is not Field.ACTUAL:
        return False
    return not _is_held(member, name, entries)


def _is_held(member: Member, name: Name, entries: Entries) -> bool:
    """Whether the record has the figure, which a blank in the form leaves as it is."""
    figure = entries.figures.get((member.unit, name))
    return figure is not None and not figure.presumed
