"""Before an .xls workbook of Excel 97-2003 is parsed: what its records say ([MS-XLS], BIFF8).

python-calamine gives its values, but neither errors nor the signs around numbers (0.0512 is shown
as 5,12 %), formulas or hidden rows. All of these stand in short records of fixed form.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import define, field

from thidua.office import file_refusals
from thidua.office.archive_guard import DAMAGE, Counter
from thidua.office.compound_file import COMPOUND_MARK, CompoundFile
from thidua.office.number_shown import NumberFormat, number_format
from thidua.office.sheet_facts import SheetFacts

LAST_ROW: Final = 65_536
"""A sheet that reaches the last row of the format may have lost all that came after."""

_BIFF8: Final = 0x0600
_BOF, _EOF, _FILEPASS, _SHEET, _FORMAT, _STYLE = 0x0809, 0x000A, 0x002F, 0x0085, 0x041E, 0x00E0
_ROW, _MERGED, _FORMULA, _ERROR = 0x0208, 0x00E5, 0x0006, 0x0205
_NUMBERS: Final = (0x0203, 0x027E)  # NUMBER, RK
_MANY_NUMBERS: Final = 0x00BD
_CELLS: Final = (0x00FD, 0x0204, 0x0201, *_NUMBERS, _ERROR, _FORMULA)  # texts, blanks, numbers
_BLANK: Final = 0x0201
_HIDDEN_ROW: Final = 0x20
_WORKSHEET: Final = 0
_MACROS: Final = 1
_PERCENTS: Final = {9: "0%", 10: "0.00%"}
"""The built-in formats that change what a number says."""
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

_MACRO_STORAGE: Final = "_VBA_PROJECT_CUR"


def guarded(file: Path) -> bytes:
    """The content of a workbook; Refused where it is none, is encrypted, or would not fit."""
    content = file_refusals.content_of(file)
    if content.startswith(b"PK"):
        raise file_refusals.new_workbook(file)
    if not content.startswith(COMPOUND_MARK):
        raise file_refusals.not_a_workbook(file)
    try:
        facts_of(file, content)
    except DAMAGE as cause:
        raise file_refusals.not_a_workbook(file) from cause
    return content


def facts_of(file: Path, content: bytes) -> dict[str, SheetFacts]:
    """The facts of each worksheet by its name; Refused, or damaged as ``DAMAGE`` says."""
    try:
        compound = CompoundFile.read(content)
        if "EncryptedPackage" in compound.names:
            raise file_refusals.encrypted(file)
        if _MACRO_STORAGE in compound.names:
            raise file_refusals.holds_foreign_parts(file, "VBA")
        if "Workbook" not in compound.names:
            raise file_refusals.too_old_workbook(file)
        return _Book(file, compound.stream("Workbook"), Counter(file)).facts()
    except struct.error as cause:
        raise ValueError("a record is cut short") from cause


@define
class _Book:
    """Walks through the records of a workbook."""

    file: Path
    stream: bytes
    counter: Counter
    codes: dict[int, str] = field(factory=lambda: dict(_PERCENTS))
    styles: list[int] = field(factory=list)

    def facts(self) -> dict[str, SheetFacts]:
        """The facts of each worksheet by its name."""
        sheets: list[tuple[int, str]] = []
        for kind, data in self._records(0):
            if kind == _FILEPASS:
                raise file_refusals.encrypted(self.file)
            if kind == _FORMAT:
                number, length = struct.unpack_from("<HH", data)
                self.codes[number] = _text(data, 4, length)
            elif kind == _STYLE:
                self.styles.append(struct.unpack_from("<H", data, 2)[0])
            elif kind == _SHEET:
                place, _, sort = struct.unpack_from("<IBB", data)
                if sort == _MACROS:
                    raise file_refusals.holds_foreign_parts(self.file, "Excel 4.0")
                if sort == _WORKSHEET:
                    sheets.append((place, _text(data, 7, data[6])))
        return {name: self._sheet(name, place) for place, name in sheets}

    def _records(self, place: int) -> Iterator[tuple[int, bytes]]:
        """The records of one part of the stream; ValueError for another version of the format."""
        kind, _, version = struct.unpack_from("<HHH", self.stream, place)
        if kind != _BOF:
            raise ValueError("no records")
        if version != _BIFF8:
            raise file_refusals.too_old_workbook(self.file)
        depth = 0
        while True:
            kind, length = struct.unpack_from("<HH", self.stream, place)
            data = self.stream[place + 4 : place + 4 + length]
            place += 4 + length
            # A chart within a sheet is a part within a part.
            depth += (kind == _BOF) - (kind == _EOF)
            if depth == 0:
                return
            if depth == 1:
                yield kind, data

    def _sheet(self, name: str, place: int) -> SheetFacts:
        facts = SheetFacts(name)
        for kind, data in self._records(place):
            if kind in _CELLS:
                self._cell(facts, kind, data)
            elif kind == _MANY_NUMBERS:
                row, column = struct.unpack_from("<HH", data)
                for index in range((len(data) - 6) // 6):
                    style = struct.unpack_from("<H", data, 4 + 6 * index)[0]
                    self._number(facts, (row + 1, column + index + 1), style)
            elif kind == _ROW:
                row, flags = *struct.unpack_from("<H", data), data[12]
                if flags & _HIDDEN_ROW:
                    facts.hidden_rows.add(row + 1)
            elif kind == _MERGED:
                self._merge(facts, data)
        if facts.rows == LAST_ROW:
            raise file_refusals.cut_off(self.file, LAST_ROW)
        return facts

    def _cell(self, facts: SheetFacts, kind: int, data: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", data)
        spot = row + 1, column + 1
        if kind == _BLANK:
            return
        if kind == _FORMULA:
            self._formula(facts, spot, style, data[6:14])
        elif kind == _ERROR and data[7]:
            facts.errors[spot] = _ERRORS.get(data[6], "#VALUE!")
        if kind in _NUMBERS:
            self._number(facts, spot, style)
        else:
            self._reach(facts, spot)

    def _formula(self, facts: SheetFacts, spot: tuple[int, int], style: int, result: bytes) -> None:
        special = result[6:8] == b"\xff\xff"
        facts.formulas[spot] = special and result[0] in (0, 3)
        if special and result[0] == 2:
            facts.errors[spot] = _ERRORS.get(result[2], "#VALUE!")
        if not special:
            self._number(facts, spot, style)

    def _number(self, facts: SheetFacts, spot: tuple[int, int], style: int) -> None:
        self._reach(facts, spot)
        facts.filled += 1
        found = number_format(self.codes.get(self.styles[style], "General"))
        if found != NumberFormat():
            facts.formats[spot] = found

    def _reach(self, facts: SheetFacts, spot: tuple[int, int]) -> None:
        if spot[0] != LAST_ROW:
            self.counter.check(*spot)
        self.counter.count(1)
        facts.reach(*spot)

    def _merge(self, facts: SheetFacts, data: bytes) -> None:
        for index in range(struct.unpack_from("<H", data)[0]):
            top, bottom, left, _ = struct.unpack_from("<HHHH", data, 2 + 8 * index)
            bottom = min(bottom, file_refusals.MOST_ROWS - 1)
            self.counter.count(max(0, bottom - top))
            if bottom > top:
                facts.merged.append((left + 1, top + 1, bottom + 1))


def _text(data: bytes, start: int, length: int) -> str:
    """A string of ``length`` letters whose byte of flags stands at ``start``."""
    wide = data[start] & 1
    letters = data[start + 1 : start + 1 + length * (1 + wide)]
    return letters.decode("utf-16-le" if wide else "latin-1")
