"""A sheet of a form under way: its columns, and how texts are put on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from thidua.core.text.bilingual import Language
from thidua.core.workspace.intake.form_marks import TEXT_MARK
from thidua.office.form_styles import LINE, SIZE, SMALL, WIDTHS, Styles, height_of


@frozen
class Paper:
    """A sheet under way; rows and columns count from 0."""

    sheet: Any
    styles: Styles
    columns: Sequence[Mapping[str, Any]]
    hidden: frozenset[str]
    language: Language

    @property
    def first(self) -> int:
        """The first column that is seen."""
        return next(i for i, one in enumerate(self.columns) if one["code"] not in self.hidden)

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.columns) - 1

    def at(self, code: str, otherwise: int) -> int:
        """The place of a column."""
        codes = [column["code"] for column in self.columns]
        return codes.index(code) if code in codes else otherwise

    def width(self, first: int, last: int) -> int:
        """Characters between two columns, both included."""
        shown = (one["code"] for one in self.columns[first : last + 1])
        return sum(WIDTHS.get(code, 12) for code in shown if code not in self.hidden)

    def size(self, code: str) -> int:
        """The font size of a column."""
        return SMALL if code == "unit_name" else SIZE

    def style(self, column: Mapping[str, Any]) -> Any:
        """How the cells of a column look."""
        if column["filled"]:
            return self.styles.open
        return self.styles.small if self.size(column["code"]) == SMALL else self.styles.fixed

    def fit(self, row: int, texts: Sequence[str]) -> None:
        """Raise a row whose texts, one a column, take more than a line.

        Any other row is left to grow with what is typed into it.
        """
        height = max(
            height_of(text, WIDTHS.get(column["code"], 12), self.size(column["code"]))
            for text, column in zip(texts, self.columns, strict=True)
            if column["code"] not in self.hidden
        )
        if height > LINE:
            self.sheet.set_row(row, height)

    def across(self, row: int, first: int, last: int, text: str, style: Any) -> None:
        """A text over several columns; one is not merged with itself."""
        if first < last:
            self.sheet.merge_range(row, first, row, last, "", style)
        self.sheet.write_string(row, first, text, style)

    def words_only(self, row: int) -> None:
        """Tell the import that the row holds no figure."""
        self.sheet.write_string(row, 0, TEXT_MARK, self.styles.mark)
