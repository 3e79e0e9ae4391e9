"""Score sheets and cluster tables as .xlsx files that compute what they show.

Every text is written as text, whatever it begins with; every formula carries its value, so that a
program that does not compute shows the same numbers as one that does.
"""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import refuse
from thidua.core.workspace.templates import Document, Plain
from thidua.office.points_cluster import write_cluster_table
from thidua.office.points_paper import Paper
from thidua.office.points_score_sheet import write_score_sheet
from thidua.office.points_words import own_words
from thidua.plugins import TemplateFile

MADE: Final = datetime(2026, 1, 1)
"""Stands as the day of making, so that the same points are the same file."""

_WRITERS: Final[Mapping[str, Callable[[Paper, Mapping[str, Any]], None]]] = {
    Document.SCORE_SHEET.value: write_score_sheet,
    Document.CLUSTER_TABLE.value: write_cluster_table,
}


def write_points(template: TemplateFile, data: Mapping[str, Plain], language: Language) -> bytes:
    """Write the score sheet or cluster table that ``documents.building.plain_of`` describes.

    Refused for any other data, and for a template with anything but its words.
    """
    import xlsxwriter

    write = _WRITERS.get(str(data.get("document")))
    if write is None or not data.get("calculation"):
        raise _no_table(template)
    words = own_words(template, language)
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"title": words.title, "created": MADE})
    write(Paper(book, language, words), data)
    book.close()
    return content.getvalue()


def _no_table(template: TemplateFile) -> Exception:
    return refuse(
        "mẫu này dành cho phiếu chấm điểm và bảng tổng hợp điểm.",
        "this template is for score sheets and tables of points.",
        place=template.file,
        remedy=Text("Hãy dùng lệnh: thidua report list", "Use: thidua report list"),
    )
