"""What stands behind a score sheet in words: how points came about, which figures were changed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from thidua.core.text.bilingual import Text
from thidua.office.points_paper import HEADING, ROWS, Head, Paper, fitting

EXPLANATION: Final = Text("Cách tính điểm", "Explanation")
CHANGES: Final = Text("Số liệu thay đổi", "Changed figures")
CHANGED: Final = (
    (Text("Tiêu chí", "Criteria"), 14),
    (Text("Số liệu", "Figure"), 44),
    (Text("Tự báo cáo", "Reported"), 18),
    (Text("Sau thẩm định", "Appraised"), 18),
    (Text("Cấp thay đổi", "Changed by"), 18),
    (Text("Lý do", "Reason"), 40),
)
_WIDTHS: Final = (8, 112)


def write_explanations(paper: Paper, data: Mapping[str, Any]) -> None:
    """How the points of each criterion came about at the last layer, a row for each line."""
    sheet = paper.sheet(EXPLANATION)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    head = Head(paper.say(EXPLANATION), [data["unit_name"]])
    row = paper.heading(sheet, 0, (0, 1), head)
    for told in data["rows"]:
        if not told["explanation"]:
            continue
        own = {"bold": True, "bg_color": ROWS["section"], "border": 1}
        _write_line(paper, sheet, row, (told["number"], told["title"]), own)
        for number, line in enumerate(told["explanation"], start=row + 1):
            _write_line(paper, sheet, number, ("", line), {})
        row += 1 + len(told["explanation"])
    sheet.fit_to_pages(1, 0)


def _write_line(
    paper: Paper, sheet: Any, row: int, texts: tuple[str, str], own: Mapping[str, Any]
) -> None:
    for column, text in enumerate(texts):
        paper.text(sheet, row, column, text, **own)
    sheet.set_row(row, fitting([(texts[1], _WIDTHS[1])]))


def write_changes(paper: Paper, changes: Sequence[Mapping[str, Any]]) -> None:
    """A row for each figure that a layer above the self-score has changed."""
    sheet = paper.sheet(CHANGES)
    for column, (word, width) in enumerate(CHANGED):
        sheet.set_column(column, column, width)
        own = {"border": 1, "bold": True, "align": "center", "bg_color": HEADING}
        paper.text(sheet, 0, column, paper.say(word), **own)
    for row, change in enumerate(changes, start=1):
        texts = [change[it] for it in ("criteria", "label", "before", "after", "layer", "reason")]
        for column, text in enumerate(texts):
            paper.text(sheet, row, column, text, border=1)
        sheet.set_row(row, fitting(list(zip(texts, (width for _, width in CHANGED), strict=True))))
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
