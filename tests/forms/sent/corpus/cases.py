"""A case of the corpus: one file that people send, and all that is found in it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

if TYPE_CHECKING:
    from tests.forms.conftest import Maker

HEAD: Final = ("Mã đơn vị", "Mã chỉ tiêu", "Giá trị")


@frozen
class Case:
    """One file and all that is found in it."""

    shows: str
    file: "Callable[[Maker], Path]"
    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    """Rows read, with a figure, blank, refused; and rows beside the figures."""
    stored: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    """The cell, and the first sentence that is said of it."""
    noted: dict[str, Any] = field(factory=dict)
    """What else is told; all that is not named here is nothing."""


def grid(*rows: tuple[object, ...]) -> "Callable[[Maker], Path]":
    """An .xlsx file of rows under the usual headings."""
    return lambda make: make.xlsx([HEAD, *rows])


def form(*rows: tuple[object, ...], marks: tuple[str, ...]) -> "Callable[[Maker], Path]":
    """The department's own form, with its marks in the hidden first row."""
    heads = ("Mã đơn vị", "Mã chỉ tiêu", "Tên đơn vị", "Tên chỉ tiêu", "Đơn vị tính", "Giá trị")

    def hide(_: Any, sheet: Any) -> None:
        sheet.set_row(0, None, None, {"hidden": True})

    return lambda make: make.xlsx([marks, ("Biểu số liệu",), heads, *rows], then=hide)
