"""From the sheets of a workbook to the plain values of a sector, every value with its cell."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import define, evolve, field, frozen

from thidua.core.model.plain_values import NotRead
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.intake.cell_faults import (
    error_in_cell,
    merged_value,
    missing_in_cell,
    shown_otherwise,
)
from thidua.core.workspace.intake.sheets import text_of
from thidua.core.workspace.readers import Cell, Table
from thidua.core.workspace.sector_sheets.cell_reading import NO_EQUALS_SIGN, value_of
from thidua.core.workspace.sector_sheets.columns import Column, Form, Kind
from thidua.core.workspace.sector_sheets.detail_forms import KNOTS
from thidua.core.workspace.sector_sheets.finishing import finish, finish_grades, one_language
from thidua.core.workspace.sector_sheets.forms import FORMS
from thidua.core.workspace.sector_sheets.linking import Links, code_of
from thidua.core.workspace.sector_sheets.missing_sheets import missing_sheets
from thidua.core.workspace.sector_sheets.nodes import Node, Unread
from thidua.core.workspace.sector_sheets.places import CellPlaces, Spot
from thidua.core.workspace.sector_sheets.row_reading import read_rows
from thidua.core.workspace.sector_sheets.sector_plain import SectorPlain
from thidua.core.workspace.sector_sheets.sheet_finding import find_sheets
from thidua.core.workspace.sector_sheets.sheet_reading import Line, SheetLines, hidden_parts


@frozen
class SheetsRead:
    """What a workbook says, and all that could not be read in it."""

    plain: SectorPlain
    """With a stand-in that nothing takes where a cell could not be read."""
    faults: tuple[Fault, ...]
    """Each with its sheet and cell; those of the values themselves are found by
    :mod:`~thidua.core.workspace.sector_sheets.checking`."""
    sector: CellPlaces
    criteria: tuple[CellPlaces, ...]
    """In the order of ``plain.criteria``."""
    cases: Mapping[str, CellPlaces]
    ignored: tuple[str, ...] = ()
    """The sheets and columns that nothing reads, to be told."""
    notices: tuple[Text, ...] = ()
    """What is odd in how it was filled in."""
    is_torn: bool = False
    """A sheet is lacking to which others refer: what else seems wrong may come of that."""


def plain_of(tables: Sequence[Table], file: str) -> SheetsRead:
    """The plain values of a workbook as a reader gives it; ``file`` names it in faults.

    Refused where no sheet of it is one of a sector's.
    """
    sheets, faults, ignored = find_sheets(tables, file)
    missing = tuple(missing_sheets(sheets, tables, file))
    reading = _Reading(file, sheets, [*missing, *faults])
    lacking = {form.code for form in FORMS if missing and form.code not in sheets}
    for form in FORMS:
        # What belongs to a sheet that is not there would be told line by line.
        if form.parent in lacking:
            lacking.add(form.code)
            reading.nodes[form.code] = []
        else:
            reading.read(form)
    return evolve(reading.result(ignored), is_torn=bool(missing))


@define
class _Reading:
    file: str
    sheets: Mapping[str, SheetLines]
    faults: list[Fault]
    nodes: dict[str, list[tuple[str, Node]]] = field(factory=dict)
    """The records of each form, with the code of the set or case around them."""
    untranslated: int = 0
    """Texts that stand in Vietnamese alone."""

    def read(self, form: Form) -> None:
        """Make the records of a form, and put them where they belong."""
        found = self.nodes.setdefault(form.code, [])
        sheet = self.sheets.get(form.code)
        if form.code == "sector":
            found.append(("", self.root(form, sheet)))
            return
        if sheet is None:
            return
        links = Links(form, self.nodes, self.faults.append)
        if form.code == "rows":
            for above_it, row in read_rows(sheet.lines, links.owner, self.node, self.faults.append):
                above_it.lists.setdefault(form.key, []).append(row)
            return
        for line in sheet.lines:
            owner, around = links.owner_and_root(line)
            node = self.node(form, line)
            found.append((around if form.parent else code_of(node, form), node))
            finish(form, node)
            if owner is not None:
                owner.lists.setdefault(form.key, []).append(node)

    def root(self, form: Form, sheet: SheetLines | None) -> Node:
        """The one record of the sector itself."""
        if sheet is None or not sheet.lines:
            return Node(sheet.spot if sheet else Spot(self.file, "", ""))
        first, *others = sheet.lines
        self.faults.extend(_one_only(form, line) for line in others)
        return self.node(form, first)

    def node(self, form: Form, line: Line, columns: Sequence[Column] | None = None) -> Node:
        """The record of a line, of all the columns or of some."""
        node = Node(line.own_spot(form))
        columns = form.values if columns is None else columns
        for column in columns:
            if column.code in line.cells:
                node.spots[column.path] = line.spot(column.code)
                self.put(node, column, line)
            elif column.code in self.sheets[form.code].lacks:
                node.spots[column.path] = self.sheets[form.code].spot
                node.put(column.path, Unread())
        self.untranslated += one_language(node, columns)
        return node

    def put(self, node: Node, column: Column, line: Line) -> None:
        """The value of a cell, or the stand-in with a fault; nothing of a blank one."""
        cell = line.cell(column.code)
        place = str(line.spot(column.code))
        if cell.is_blank:
            # Half a pair would be a list of the wrong length, which nobody could understand.
            if column in KNOTS.values:
                node.put(column.path, Unread())
                self.faults.append(missing_in_cell(column.title, place))
            return
        node.put(column.path, Unread())
        if cell.computed and column.kind in _WRITTEN_OUT and (cell.error or _is_number(cell)):
            self.faults.append(_computed(place))
        elif cell.error:
            self.faults.append(error_in_cell(cell, place))
        elif cell.shown:
            self.faults.append(shown_otherwise(cell, text_of(cell), place))
        elif cell.merged and not column.names:
            # One cell may say of several lines to what they belong, and nothing else.
            self.faults.append(merged_value(place))
        else:
            try:
                node.put(column.path, value_of(cell, column))
            except NotRead as refusal:
                self.faults.append(Fault(refusal.what, place, refusal.remedy))

    def result(self, ignored: Sequence[str]) -> SheetsRead:
        """All that was read."""
        ((_, sector),) = self.nodes["sector"]
        for _, indicator in self.nodes["indicators"]:
            finish_grades(indicator)
        sets = [node for _, node in self.nodes["sets"]]
        cases = {name: node for name, node in self.nodes["cases"]}
        return SheetsRead(
            SectorPlain(
                sector.finished(),
                tuple(node.finished() for node in sets),
                {name: node.finished() for name, node in cases.items()},
            ),
            tuple(self.faults),
            _places(sector),
            tuple(self.places_of_set(node) for node in sets),
            {name: _places(node) for name, node in cases.items()},
            tuple(ignored),
            tuple(self.notices()),
        )

    def notices(self) -> Iterator[Text]:
        """What is odd, though it is read."""
        for form in FORMS:
            if sheet := self.sheets.get(form.code):
                yield from hidden_parts(sheet)
        if count := self.untranslated:
            yield Text(
                f"{count} ô tên tiếng Anh còn trống: dùng tên tiếng Việt thay.",
                f"{count} English titles are blank: the Vietnamese ones stand for them.",
            )

    def places_of_set(self, node: Node) -> CellPlaces:
        """The cells of a set; of a list that it lacks, the sheet where it would stand."""
        lists = {
            form.key: self.sheets[form.code].spot
            for form in FORMS
            if form.parent == "sets" and form.code in self.sheets
        }
        return CellPlaces(lists | node.spots_under(""), node.spot)


_WRITTEN_OUT: Final = (Kind.EXPRESSION, Kind.PAIRS)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell.value, Fraction)


def _computed(place: str) -> Fault:
    return Fault(
        Text(
            "Excel đã tính ô này như một công thức của bảng tính.",
            "The spreadsheet has taken this for a formula of its own.",
        ),
        place,
        NO_EQUALS_SIGN,
    )


def _one_only(form: Form, line: Line) -> Fault:
    return Fault(
        Text(
            f"Sheet “{form.title.vi}” chỉ có một cột nội dung.",
            f"The sheet “{form.title.en}” has one column of contents only.",
        ),
        str(line.own_spot(form)),
        Text("Hãy xóa cột này.", "Delete this column."),
    )


def _places(node: Node) -> CellPlaces:
    return CellPlaces(node.spots_under(""), node.spot)
