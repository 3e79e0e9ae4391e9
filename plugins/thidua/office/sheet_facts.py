"""What a file says of its cells beside their values, which the libraries that read it leave out."""

from collections.abc import Mapping

from attrs import define, field

from thidua.office.number_shown import NumberFormat

Spot = tuple[int, int]
"""Row and column, both from 1."""


@define
class SheetFacts:
    """The facts of one sheet, gathered while its size is checked."""

    name: str = ""
    formulas: dict[Spot, bool] = field(factory=dict)
    """Cells with a formula; True where the formula gave a text."""
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: set[int] = field(factory=set)
    merged: list[tuple[int, int, int]] = field(factory=list)
    """Column, first and last row of what is merged downwards."""
    errors: dict[Spot, str] = field(factory=dict)
    """Cells that could not be computed, with what they show; only where the library hides them."""
    formats: dict[Spot, NumberFormat] = field(factory=dict)
    """What is shown around numbers; only where the library does not tell."""
    said: dict[Spot, str] = field(factory=dict)
    """What is shown in cells that hold another number."""
    filled: int = 0
    """Cells that surely hold a value; a library that gives fewer has lost some."""
    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int) -> None:
        """Note that a cell stands there."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)


Facts = Mapping[str, SheetFacts]
"""The facts of every sheet, by its name or, in an .xlsx file, by its part's name."""
