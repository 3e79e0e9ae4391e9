"""A workbook of points under way: its looks, and how texts, numbers and formulas are put on it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from thidua.core.text.bilingual import Language, Text
from thidua.office.form_styles import FONT, LINE, height_of
from thidua.office.points_words import OwnWords

PAGE: Final = Text("Trang &P/&N", "Page &P/&N")
INPUT: Final = "#FFF9DB"
STATED: Final = "#FCE4D6"
HEADING: Final = "#D9E2F3"
ROWS: Final = {"part": "#BDD0EC", "section": "#E4E9F2", "total": "#D9E2F3"}
"""The kinds of row that stand for several others."""
LEGEND: Final = (
    (Text("Số đưa vào", "Entered"), INPUT),
    (Text("Công thức", "Formula"), ""),
    (
        Text("Số ghi sẵn, không viết được thành công thức", "Stated: no formula can say it"),
        STATED,
    ),
)
_DISPLAYED: Final = 2
"""Decimals shown where none are declared; the cell holds them all."""
_TALLEST: Final = 409
"""Points that a row may be high."""
SIZE: Final = 11
LIKE_FORMULAS: Final = tuple("=+-@\t\r\n|%;'\",\0＝")
"""How a text begins that some spreadsheet would run."""

Look = Mapping[str, Any]


@frozen
class Paper:
    """A workbook under way; rows and columns of its sheets count from 0."""

    book: Any
    language: Language
    words: OwnWords
    _looks: dict[tuple[tuple[str, Any], ...], Any] = field(factory=dict, repr=False)

    def say(self, text: Text) -> str:
        """A fixed word in the language of the workbook."""
        return text.in_language(self.language)

    def sheet(self, name: Text) -> Any:
        """A new sheet, of A4 pages that lie on their side."""
        sheet = self.book.add_worksheet(self.say(name))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer(f'&C&"{FONT}"&10{self.say(PAGE)}')
        sheet.set_default_row(LINE)
        return sheet

    def look(self, **own: Any) -> Any:
        """A format of the workbook, made once."""
        looks = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", **own}
        key = tuple(sorted(looks.items()))
        if key not in self._looks:
            self._looks[key] = self.book.add_format(looks)
        return self._looks[key]

    def text(self, sheet: Any, row: int, column: int, text: str, **own: Any) -> None:
        """A text, which nothing that opens the file takes for a formula or a number."""
        look = self._of_text(text, own)
        if text:
            sheet.write_string(row, column, text, look)
        else:
            sheet.write_blank(row, column, None, look)

    def across(self, sheet: Any, row: int, columns: tuple[int, int], text: str, **own: Any) -> None:
        """A text over several columns."""
        look = self._of_text(text, own)
        if columns[0] < columns[1]:
            sheet.merge_range(row, columns[0], row, columns[1], "", look)
        sheet.write_string(row, columns[0], text, look)

    def _of_text(self, text: str, own: Look) -> Any:
        """A text stays one even where it is edited: by its format and, for one that begins like a
        formula, by the mark that spreadsheets know."""
        marked = {"quote_prefix": True} if text.startswith(LIKE_FORMULAS) else {}
        return self.look(**{"num_format": "@", "text_wrap": True, **marked, **own})

    def number(self, sheet: Any, at: tuple[int, int], value: str, shape: str, **own: Any) -> None:
        """A number that stands by itself; "-" for one that is unknown."""
        if not value:
            self.text(sheet, *at, "-", border=1, align="center", **own)
            return
        look = self.look(border=1, num_format=shape, **own)
        sheet.write_number(*at, nearest(value), look)

    def formula(
        self, sheet: Any, at: tuple[int, int], formula: str, value: float | str, **own: Any
    ) -> None:
        """A formula with what it gives."""
        sheet.write_formula(*at, f"={formula}", self.look(border=1, **own), value)

    def heading(self, sheet: Any, row: int, columns: tuple[int, int], lines: "Head") -> int:
        """The title, what the sheet is about, what to mind and the legend; the next row."""
        said: list[tuple[str, dict[str, Any]]] = [
            (lines.title, {"bold": True, "font_size": 14, "align": "center"}),
            *((it, {"bold": True, "align": "center"}) for it in lines.about),
            *((it, {"bold": True, "font_color": "#C00000"}) for it in lines.notices),
            *((it, {"italic": True}) for it in lines.instructions),
        ]
        width = lines.width
        for number, (text, own) in enumerate(said, start=row):
            self.across(sheet, number, columns, text, **own)
            sheet.set_row(number, height_of(text, width) * own.get("font_size", SIZE) / SIZE)
        return row + len(said)

    def legend(self, sheet: Any, row: int, columns: Sequence[int]) -> None:
        """What the colours of cells mean, a cell each."""
        for column, (word, colour) in zip(columns, LEGEND, strict=False):
            own = {"bg_color": colour} if colour else {}
            self.text(sheet, row, column, self.say(word), border=1, align="center", **own)


@frozen
class Head:
    """What stands above a table."""

    title: str
    about: Sequence[str] = ()
    notices: Sequence[str] = ()
    instructions: Sequence[str] = ()
    width: int = 120
    """Characters that a line has room for."""

    @property
    def rows(self) -> int:
        """How many rows it takes."""
        return 1 + len(self.about) + len(self.notices) + len(self.instructions)


def nearest(value: str) -> float:
    """The number that a cell can hold nearest to an exact one: cells are binary, 17 digits."""
    return float(Fraction(value))


def shape_of(digits: int | None) -> str:
    """The number format of so many decimals; the reader's own program sets the separators."""
    places = _DISPLAYED if digits is None else digits
    return f"#,##0.{'0' * places}" if places else "#,##0"


def fitting(texts: Sequence[tuple[str, int]], size: int = SIZE) -> float:
    """The height of a row whose texts stand in columns of so many characters."""
    letters = SIZE / size
    lines = (
        sum(height_of(line, int(width * letters)) for line in text.split("\n"))
        for text, width in texts
        if text
    )
    return min(max(max(lines, default=LINE) * size / SIZE, LINE), _TALLEST)
