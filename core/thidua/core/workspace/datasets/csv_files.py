"""Figures in bulk from CSV, read as text by Arrow: never as floats, and no object a cell."""

import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from attrs import field, frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.delimited import RowBroken, broken_quotes, delimiter_of, rows_of
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.core.workspace.datasets.composing import composed
from thidua.core.workspace.readers import cell_address

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

        if _holds_quotes(self.path):
            self._look_through()
        if next(self._rows(), None) is None:
            return pa.table({name: pa.nulls(0, pa.string()) for name in self.headings})
        try:
            table = self._read(skip)
        except pa.ArrowInvalid as cause:
            self._look_through()
            raise _unreadable(self.path) from cause
        if any(_longest(column) > csv.field_size_limit() for column in table.columns):
            self._look_through()
        if ragged:
            raise Refused(tuple(self._ragged_rows()))
        return pa.table({name: composed(table[name]) for name in self.headings})

    def _read(self, skip: Callable[[Any], str]) -> Any:
        """The rows; ``skip`` is asked about those of another width."""
        return pa.csv.read_csv(
            self.path,
            pa.csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK,
                column_names=self.headings,
                skip_rows_after_names=1,
            ),
            pa.csv.ParseOptions(
                delimiter=self.delimiter, newlines_in_values=True, invalid_row_handler=skip
            ),
            pa.csv.ConvertOptions(
                column_types=dict.fromkeys(self.headings, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        )

    def _look_through(self) -> None:
        """Read row by row what Arrow reads as well as it can; Refused for the first broken one."""
        deque(self._rows(), maxlen=0)

    def place(self, row: int, heading: str) -> str:
        """The cell of a row, counted from 0, as a spreadsheet would call it."""
        if row not in self._lines:
            self._lines.update(enumerate(line for line, _ in islice(self._rows(), row + 1)))
        return f"{self.path.name}, {cell_address(self.headings.index(heading), self._lines[row])}"

    def _rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """The rows below the headings that are not empty, with the lines on which they begin."""
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            rows = rows_of(text, self.delimiter)
            next(rows)
            try:
                yield from (row for row in rows if row[1])
            except RowBroken as broken:
                raise _broken(self.path, broken) from broken
            except UnicodeDecodeError as cause:
                raise _unreadable(self.path) from cause

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
            delimiter = delimiter_of(text)
        with path.open(encoding="utf-8-sig", newline="") as text:
            _, said = next(rows_of(text, delimiter), (0, []))
    except RowBroken as broken:
        raise _broken(path, broken) from broken
    except UnicodeDecodeError as cause:
        raise _unreadable(path) from cause
    headings = tuple(normalize("NFC", heading) for heading in said)
    if not headings:
        raise refuse("tệp trống.", "the file is empty.", place=path.name)
    twice = sorted({name for name in headings if headings.count(name) > 1})
    refuse_all(two_columns(path, name) for name in twice)
    return CsvText(path, headings, delimiter)


def two_columns(path: Path, name: str) -> Fault:
    """Two columns have one name, and nobody can tell which of them counts."""
    return Fault(Text(f"hai cột cùng tên “{name}”.", f"two columns are named “{name}”."), path.name)


def _holds_quotes(path: Path) -> bool:
    with path.open("rb") as content:
        return any(b'"' in block for block in iter(partial(content.read, _BLOCK), b""))


def _longest(column: Any) -> int:
    """Bytes of the longest cell of a column."""
    return pc.max(pc.binary_length(column)).as_py() or 0


def _broken(path: Path, broken: RowBroken) -> Refused:
    return broken_quotes(f"{path.name}, {broken.line}")


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
