"""Results and targets from sheets, or from the form that ``result template`` writes.

A row is one figure of one unit. A blank value is nothing reported, never zero; an error cell is
a fault; a text that could be two numbers is asked back, never guessed; every row is accounted for.
"""

from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from thidua.core.model.code import repeated
from thidua.core.model.observation import Observation
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.workspace.intake import result_faults
from thidua.core.workspace.intake.beside_rows import holds_no_figure
from thidua.core.workspace.intake.form_marks import identity_of
from thidua.core.workspace.intake.headings import find_sheets, left_out
from thidua.core.workspace.intake.held_names import HeldNames
from thidua.core.workspace.intake.observed_rows import ImportScope as ImportScope
from thidua.core.workspace.intake.observed_rows import observed, small_share
from thidua.core.workspace.intake.result_columns import COLUMNS as COLUMNS
from thidua.core.workspace.intake.result_columns import FORM_COLUMNS as FORM_COLUMNS
from thidua.core.workspace.intake.result_columns import KIND_WORDS as KIND_WORDS
from thidua.core.workspace.intake.result_columns import WHENCE
from thidua.core.workspace.intake.row_counts import RowCounts, RowsRefused
from thidua.core.workspace.intake.sheet_heads import head_faults, stated_measure
from thidua.core.workspace.intake.sheets import Record, Sheet, count_hidden
from thidua.core.workspace.intake.suggestions import Suggestions
from thidua.core.workspace.readers import Table


@frozen
class ResultImport:
    """What the sheets of a file say, nothing of it stored yet."""

    observations: tuple[Observation, ...]
    rows: int
    blank: int
    """Rows without a value: nothing is stored for them."""
    ignored: tuple[str, ...] = ()
    hidden: int = 0
    """Rows that are hidden in the file; they are read like the others."""
    computed: int = 0
    """Values that a formula of the file has computed, taken as last saved."""
    elsewhere: int = 0
    """Figures of another span than the period's: they are kept, and count in no other period."""
    converted: int = 0
    """Figures that were stated in another unit than the indicator's own."""
    beside: tuple[str, ...] = ()
    """Rows that were passed over, for they hold no figure: where they stand."""
    words: int = 0
    """Rows that the form itself has for headings and signatures."""
    unread: tuple[str, ...] = ()
    """Sheets that hold something and were not read."""
    unsaid: tuple[str, ...] = ()
    """Columns that no sheet has: what they would say of a figure stays as it was."""
    declared: int | None = None
    """Rows of figures that the form was given out with, where it says so."""
    doubts: tuple[Fault, ...] = ()
    """Figures that may not be what was meant; they are taken in all the same."""

    @property
    def entries(self) -> int:
        """How many figures the rows give."""
        return len(self.observations)

    @property
    def counts(self) -> RowCounts:
        """What became of the rows."""
        beside = len(self.beside) + self.words
        return RowCounts(self.rows, self.entries, self.blank, 0, beside, self.declared)


def read_results(file: str, tables: Sequence[Table], scope: ImportScope) -> ResultImport:
    """Read figures; Refused with every fault, each with its cell and what to do."""
    known = (*COLUMNS, *FORM_COLUMNS)
    sheets = find_sheets(file, tables, known)
    refuse_all(fault for sheet in sheets for fault in head_faults(sheet, scope))
    reading = _Reading(scope, _Strangers(scope), HeldNames(scope))
    for sheet in sheets:
        reading.read(sheet)
    reading.refuse()
    return ResultImport(
        tuple(observation for _, observation in reading.read_rows),
        len(reading.records),
        reading.blank,
        tuple(dict.fromkeys(heading for sheet in sheets for heading in sheet.ignored)),
        count_hidden(reading.records),
        computed=sum(record.cell("value").computed for record, _ in reading.read_rows),
        elsewhere=sum(scope.span not in (None, item.span) for _, item in reading.read_rows),
        converted=sum(bool(item.measure) for _, item in reading.read_rows),
        beside=tuple(reading.beside),
        words=reading.words,
        unread=left_out(file, tables, sheets, known),
        unsaid=tuple(one for one in WHENCE if not any(one in it.columns for it in sheets)),
        declared=reading.declared,
        doubts=tuple(reading.doubts()),
    )


@define
class _Reading:
    """The rows of a file, gathered sheet by sheet."""

    scope: ImportScope
    strangers: "_Strangers"
    names: HeldNames
    records: list[Record] = field(factory=list)
    read_rows: list[tuple[Record, Observation]] = field(factory=list)
    faults: list[Fault] = field(factory=list)
    beside: list[str] = field(factory=list)
    blank: int = 0
    refused: int = 0
    words: int = 0
    declared: int | None = None

    def read(self, sheet: Sheet) -> None:
        """Read the rows of one sheet."""
        stated = stated_measure(sheet)
        self.words += sheet.count_words()
        identity = identity_of(sheet.table)
        before = len(self.records)
        owner = "" if identity is None else identity.unit
        for record in sheet.records():
            if holds_no_figure(record, self.scope.units):
                self.beside.append(record.spot)
                continue
            self.records.append(record)
            found = [*record.faults(), *self.strangers.faults(record), *self.names.faults(record)]
            if owner and record.text("unit") not in ("", owner):
                found.append(result_faults.of_another(owner, record.place("unit")))
            self._read_row(record, stated, found)
        if identity is not None and identity.rows is not None:
            self._hold_against(identity.rows, len(self.records) - before, sheet)

    def _hold_against(self, declared: int, read: int, sheet: Sheet) -> None:
        self.declared = (self.declared or 0) + declared
        if read < declared:
            place = sheet.table.place(sheet.file, str(sheet.heading_row))
            self.faults.append(result_faults.rows_lost(place, read, declared - read))

    def _read_row(self, record: Record, stated: str, found: list[Fault]) -> None:
        if not found and record.cell("value").is_blank:
            self.blank += 1
            return
        item = None if found else observed(record, self.scope, stated, found)
        if item is None:
            self.refused += 1
        else:
            self.read_rows.append((record, item))
        self.faults.extend(found)

    def refuse(self) -> None:
        """Raise RowsRefused where there is any fault."""
        twice = _twice(self.read_rows)
        if self.faults or twice:
            refused = self.refused + len(twice)
            sound = len(self.read_rows) - len(twice)
            beside = len(self.beside) + self.words
            rows = RowCounts(len(self.records), sound, self.blank, refused, beside, self.declared)
            raise RowsRefused((*self.faults, *twice), rows)

    def doubts(self) -> Iterator[Fault]:
        """Figures that may not be what was meant."""
        for record, item in self.read_rows:
            if (doubt := small_share(record, item, self.scope)) is not None:
                yield doubt


class _Strangers:
    """Codes that nothing is recorded for, each with the nearest that is known."""

    def __init__(self, scope: ImportScope) -> None:
        self._place = scope.place
        self._units, self._indicators = Suggestions(scope.units), Suggestions(scope.indicators)

    def faults(self, record: Record) -> Iterator[Fault]:
        """The unknown codes of a row."""
        unit, code = record.text("unit"), record.text("indicator")
        if unit and unit not in self._units:
            where, near = record.place("unit"), self._units.near(unit)
            yield result_faults.unknown_unit(unit, self._place, where, near)
        if code and code not in self._indicators:
            where, near = record.place("indicator"), self._indicators.near(code)
            yield result_faults.unknown_indicator(code, where, near)


def _twice(read: Sequence[tuple[Record, Observation]]) -> list[Fault]:
    again = repeated(
        read,
        lambda pair: (pair[1].unit, pair[1].indicator, pair[1].kind, pair[1].span),
    )
    return [
        result_faults.stands_twice(item.unit, item.indicator, record.place("indicator"))
        for record, item in again
    ]
