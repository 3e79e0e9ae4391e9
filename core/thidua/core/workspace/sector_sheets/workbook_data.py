"""The sheets of a sector as the plain data that a renderer writes a workbook from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from thidua.core.model.formulas import Formula
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.sector_sheets.cell_writing import Content
from thidua.core.workspace.sector_sheets.columns import Column, Kind
from thidua.core.workspace.sector_sheets.criteria_forms import CRITERIA
from thidua.core.workspace.sector_sheets.guide_words import GUIDE, GUIDE_SHEET, UPRIGHT_HEADS
from thidua.core.workspace.sector_sheets.standard_sheet import (
    ABOUT,
    STANDARD,
    STANDARD_SHEET,
    standard_page,
)
from thidua.core.workspace.sector_sheets.writing import Sheet


def workbook_data(
    sheets: Sequence[Sheet], language: Language, standard: Iterable[Formula] = ()
) -> Mapping[str, Any]:
    """What the renderer ``sector-workbook`` is given; ``standard`` formulas have a sheet of
    their own to choose from."""
    formulas = tuple(standard)
    return {
        "sector_workbook": True,
        "title": _title(sheets, language),
        "guide": {
            "title": GUIDE_SHEET.in_language(language),
            "lines": [line.in_language(language) for line in GUIDE],
            "sheets": [
                [sheet.form.title.in_language(language), sheet.form.about.in_language(language)]
                for sheet in sheets
            ]
            + (
                [[STANDARD_SHEET.in_language(language), ABOUT.in_language(language)]]
                * bool(formulas)
            ),
        },
        "sheets": [_sheet(sheet, language) for sheet in sheets],
        "standard": standard_page(formulas, language) if formulas else None,
    }


def _title(sheets: Sequence[Sheet], language: Language) -> str:
    """What the sector is called, or the plugin that has none."""
    sector = sheets[0]
    codes = [column.code for column in sector.form.columns]
    for line in sector.lines:
        for code in (f"sector_title_{language}", f"plugin_title_{language}"):
            if title := _said(line[codes.index(code)], language):
                return title
    return GUIDE_SHEET.in_language(language)


def _sheet(sheet: Sheet, language: Language) -> dict[str, Any]:
    form = sheet.form
    return {
        "code": form.code,
        "title": form.title.in_language(language),
        "upright": form.upright,
        "heads": [head.in_language(language) for head in UPRIGHT_HEADS] if form.upright else [],
        "columns": [_column(column, language) for column in form.columns],
        "lines": [[_said(cell, language) for cell in line] for line in sheet.lines],
    }


def _column(column: Column, language: Language) -> dict[str, Any]:
    return {
        "code": column.code,
        "title": column.title.in_language(language),
        "about": column.about.in_language(language),
        "choices": [word.in_language(language) for word in column.words.values()],
        "is_strict": column.kind is Kind.WORD,
        "is_number": column.kind in (Kind.NUMBER, Kind.LIMIT, Kind.WHOLE),
        "names": STANDARD if column is _FORMULA else column.names,
        "width": column.width,
    }


_FORMULA: Final = CRITERIA.column("formula")


def _said(content: Content, language: Language) -> str:
    return content.in_language(language) if isinstance(content, Text) else content
