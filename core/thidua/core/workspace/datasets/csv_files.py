"""Figures in bulk from CSV, read as text by Arrow: never as floats, and no object a cell."""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.csv
from attrs import field, frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.core.workspace.readers import cell_address

_DELIMITERS: Final = ",;\t"
_BLOCK: Final = 1 << 24
_MOST_RAGGED: Final = 20


@frozen(slots=False)
class CsvText:
    """A CSV file: its headings, and where its rows stand."""

    path: Path
    headings: tuple[str, ...]
    delimiter: str
    _lines: dict[int, int] = field(factory=dict, init=False)

    def table(self) -> Any:
        """All its rows, each column an Arrow array of text, null where blank."""
        ragged: list[int] = []

        def skip(row: Any) -> str:
            ragged.append(row.actual_columns)
            return "skip"

        types = dict.fromkeys(self.headings, pa.string())
        try:
            if next(self._rows(), None) is None:
                return pa.schema(types.items()).empty_table()
            table = pa.csv.read_csv(
                self.path,
                pa.csv.ReadOptions(use_threads=False, block_size=_BLOCK),
                pa.csv.ParseOptions(
                    delimiter=self.delimiter, newlines_in_values=True, invalid_row_handler=skip
                ),
                pa.csv.ConvertOptions(
                    column_types=types, strings_can_be_null=True, null_values=[""]
                ),
            )
        except (ValueError, csv.Error) as cause:
            raise _unreadable(self.path) from cause
        if ragged:
            raise Refused(tuple(self._ragged_rows()))
        return table

    def place(self, row: int, heading: str) -> str:
        """The cell of a row, counted from 0, as a spreadsheet would call it."""
        if row not in self._lines:
            self._lines.update(enumerate(line for line, _ in islice(self._rows(), row + 1)))
        return f"{self.path.name}, {cell_address(self.headings.index(heading), self._lines[row])}"

    def _rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """The rows below the headings that are not empty, with the lines on which they begin."""
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, delimiter=self.delimiter)
            next(reader)
            begin = reader.line_num + 1
            for cells in reader:
                if cells:
                    yield begin, cells
                begin = reader.line_num + 1

    def _ragged_rows(self) -> Iterator[Fault]:
        wide = len(self.headings)
        uneven = ((line, len(cells)) for line, cells in self._rows() if len(cells) != wide)
        for line, found in islice(uneven, _MOST_RAGGED):
            yield Fault(
                Text(
                    f"dòng có {found} cột, dòng tiêu đề có {wide}.",
                    f"the row has {found} columns, the headings {wide}.",
                ),
                f"{self.path.name}:{line}",
            )


def open_csv(path: Path) -> CsvText:
    """Read the headings of a file; Refused where it has none, or two that are the same."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            first = text.readline()
    except UnicodeDecodeError as cause:
        raise _unreadable(path) from cause
    delimiter = max(_DELIMITERS, key=first.count)
    headings = tuple(next(csv.reader([first], delimiter=delimiter), ()))
    if not headings:
        raise refuse("tệp trống.", "the file is empty.", place=path.name)
    twice = sorted({name for name in headings if headings.count(name) > 1})
    refuse_all(two_columns(path, name) for name in twice)
    return CsvText(path, headings, delimiter)


def two_columns(path: Path, name: str) -> Fault:
    """Two columns have one name, and nobody can tell which of them counts."""
    return Fault(Text(f"hai cột cùng tên “{name}”.", f"two columns are named “{name}”."), path.name)


def _unreadable(path: Path) -> Refused:
    return refuse(
        "không đọc được tệp CSV này.",
        "this CSV file cannot be read.",
        place=path.name,
        remedy=Text(
            "Hãy lưu tệp dạng CSV, bảng mã UTF-8, dòng đầu là tên cột.",
            "Save it as CSV in UTF-8, with the names of the columns in the first line.",
        ),
    )
