"""The form that members fill: a row a figure, codes carried along, so that it is read back as is.

Rows are the figures that the criteria of the member's sets read, in the order of the criteria.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Field, Name, Node
from thidua.core.formula.walking import names_read
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.indicator import Indicator, ValueKind, WhenBlank
from thidua.core.model.observation import ObservationKind
from thidua.core.scoring.entries import Entries, Member
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import format_figure
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.result_import import COLUMNS, KIND_WORDS

_KINDS = {
    Field.ACTUAL: ObservationKind.ACTUAL,
    Field.TARGET: ObservationKind.TARGET,
    Field.BASELINE: ObservationKind.BASELINE,
}

TITLE_COLUMN = Text("Tên chỉ tiêu", "Indicator")
UNIT_COLUMN = Text("Đơn vị tính", "Unit of measure")
PREVIOUS_COLUMN = Text("Kỳ trước", "Previous period")
NOTE_COLUMN = Text("Cách ghi", "How to fill in")

ZERO_NOTE = Text("để trống là không có", "blank means none")
DATE_NOTE = Text("ngày/tháng/năm", "day/month/year")
YES_NO_NOTE = Text("có hoặc không", "có (yes) or không (no)")


def form_data(shown: OpenCluster, language: Language, units: Iterable[str] = ()) -> dict[str, Any]:
    """The form of a whole cluster, or of some of its members, as plain data for a renderer."""
    wanted = set(units) or {member.unit for member in shown.members}
    entries = shown.case().entries
    headings = {column.code: column.title.in_language(language) for column in COLUMNS}
    return {
        "title": shown.cluster.name,
        "period": shown.period.code,
        "headings": [
            headings["unit"],
            headings["indicator"],
            headings["kind"],
            TITLE_COLUMN.in_language(language),
            UNIT_COLUMN.in_language(language),
            PREVIOUS_COLUMN.in_language(language),
            headings["value"],
            headings["source"],
            headings["evidence"],
            NOTE_COLUMN.in_language(language),
        ],
        "fill": [6, 7, 8],
        "members": [
            {
                "unit": member.unit,
                "name": member.name,
                "rows": _rows(shown, member, entries, language),
            }
            for member in shown.members
            if member.unit in wanted
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


def _rows(
    shown: OpenCluster, member: Member, entries: Entries, language: Language
) -> list[list[str]]:
    indicators = shown.indicators
    return [
        _row(member, name, indicators[name.indicator], entries, language)
        for name in figures_asked(shown, member)
    ]


def _row(
    member: Member, name: Name, indicator: Indicator, entries: Entries, language: Language
) -> list[str]:
    previous = entries.figures.get((member.unit, Name(name.indicator, Field.PREVIOUS)))
    return [
        member.unit,
        name.indicator,
        KIND_WORDS[_KINDS[name.field]].in_language(language),
        indicator.title.in_language(language),
        indicator.unit.in_language(language),
        _shown(previous, name, language),
        "",
        "",
        "",
        _note(indicator, name, language),
    ]


def _shown(figure: Figure | None, name: Name, language: Language) -> str:
    if figure is None or name.field is not Field.ACTUAL:
        return ""
    return format_figure(figure, language)


def _note(indicator: Indicator, name: Name, language: Language) -> str:
    notes: Mapping[ValueKind, Text] = {
        ValueKind.DATE: DATE_NOTE,
        ValueKind.YES_NO: YES_NO_NOTE,
    }
    if indicator.kind is ValueKind.GRADE:
        return " / ".join(indicator.grades)
    if indicator.kind in notes:
        return notes[indicator.kind].in_language(language)
    blank_is_zero = indicator.when_blank is WhenBlank.ZERO and name.field is Field.ACTUAL
    return ZERO_NOTE.in_language(language) if blank_is_zero else ""
