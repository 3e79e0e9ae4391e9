"""The form that members fill: a row a figure, codes carried along, so that it is read back as is.

Rows are the figures that the criteria of the member's sets read, in the order of the criteria.
What a renderer writes of it, sheet by sheet:

- Row 1 is hidden and carries whose form it is, as text: ``A1`` is ``thidua-form``, ``B1`` the code
  of the cluster, ``C1`` that of the period, ``D1`` that of the unit on a sheet of one unit alone,
  else blank, ``E1`` how many figures are asked for on the sheet
  (``thidua.core.workspace.intake.form_marks.identity_of`` reads it).
- Title, period and instructions stand below, then one row of headings, the titles of ``LAYOUT`` in
  their order. Columns A and B are hidden: the codes of unit and indicator. On a sheet of one unit
  alone column C, the name of the unit, is hidden too.
- Below the headings a row is one figure, or words only: the heading of a unit, a section or a
  criterion above its figures, and at the foot the places to sign. Such a row has ``thidua-text`` in
  column A instead of a unit, nothing in column B, and no figure; the import passes over it.
- Every cell is text. A form of several sheets has one member on each, with the same headings.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from thidua.core.formula.tree import Name
from thidua.core.scoring.entries import Member
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.dates import format_date
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.intake.form_figures import Asked, asked_of, figure_row
from thidua.core.workspace.intake.form_headings import Headings, heading
from thidua.core.workspace.intake.form_marks import FormIdentity
from thidua.core.workspace.intake.results import COLUMNS, FORM_COLUMNS
from thidua.core.workspace.views.ranking import naming_of

LAYOUT = (
    "unit",
    "indicator",
    "unit_name",
    "indicator_title",
    "kind",
    "measure",
    "given_target",
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

PERIOD = Text("Kỳ", "Period")
DEADLINE = Text("Hạn nộp", "Deadline")

_TITLES = {column.code: column.title for column in (*COLUMNS, *FORM_COLUMNS)}


def form_data(
    shown: OpenCluster, language: Language, units: Iterable[str] = (), *, apart: bool = False
) -> dict[str, Any]:
    """The form of a whole cluster, or of some of its members, as plain data for a renderer.

    One sheet holds them all; with ``apart`` each member has its own. ``columns`` have ``code``,
    ``title``, ``carried`` and ``filled``. A sheet has the ``marks`` of its first row, the
    ``unit`` (its name) where it is of one member alone, and ``rows``: of ``kind`` ``figure`` with
    its ``cells``, the ``choices`` for its value, where these are few, and what it ``accepts``; of
    any other kind a heading with its ``text`` and ``note``. Refused for a unit that is no member.
    """
    wanted = {shown.member(unit).unit for unit in units}
    members = [it for it in shown.members if not wanted or it.unit in wanted]
    groups = [[member] for member in members] if apart else [members]
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
        "sheets": [_sheet(shown, group, language) for group in groups],
    }


def figures_asked(shown: OpenCluster, member: Member) -> tuple[Name, ...]:
    """The figures that a member's criteria read, once each, in the order of the criteria."""
    return tuple(name for asked in asked_of(shown, member) for name in asked.names)


def _period(shown: OpenCluster, language: Language) -> str:
    """``Kỳ 2026: 01/01/2026 - 31/12/2026. Hạn nộp: 15/11/2026``."""
    span = shown.period.span
    days = " - ".join(format_date(day, language) for day in (span.start, span.end))
    line = f"{PERIOD.in_language(language)} {shown.period.code}: {days}"
    if shown.period.deadline is None:
        return line
    last = format_date(shown.period.deadline, language)
    return f"{line}. {DEADLINE.in_language(language)}: {last}"


def _sheet(shown: OpenCluster, members: Sequence[Member], language: Language) -> dict[str, Any]:
    code, name = (members[0].unit, members[0].name) if len(members) == 1 else ("", "")
    rows = [row for member in members for row in _rows(shown, member, language, not name)]
    asked = sum(row["kind"] == "figure" for row in rows)
    identity = FormIdentity(shown.cluster.code, shown.period.code, code, asked)
    return {"unit": name, "marks": list(identity.marks()), "rows": rows}


def _rows(
    shown: OpenCluster, member: Member, language: Language, is_named: bool
) -> list[dict[str, Any]]:
    """The headings and figures of one member, under its name where there are several."""
    entries, indicators = shown.case().entries, shown.indicators
    names_sets = len(shown.case().set_codes(member)) > 1
    headings = Headings(language, naming_of(shown, member), names_sets)
    rows = [heading("unit", member.name)] if is_named else []
    last: Asked | None = None
    for asked in asked_of(shown, member):
        rows.extend(headings.before(asked, last))
        for name in asked.names:
            row = figure_row(member, name, indicators[name.indicator], entries, language)
            known = row.pop("known")
            rows.append({**row, "cells": [known.get(code, "") for code in LAYOUT]})
        last = asked
    return rows
