"""Judged points from a sheet: one row the points of one member for one criterion."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve, frozen

from thidua.core.model.code import repeated
from thidua.core.model.criteria import Criterion
from thidua.core.model.observation import JudgedPoints, Layer
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse_all
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.deciding import find_criterion, points_faults
from thidua.core.workspace.intake.figure_reading import FigureRefused, points_of, read_flag
from thidua.core.workspace.intake.headings import find_sheet
from thidua.core.workspace.intake.sheets import Column, Record, count_hidden
from thidua.core.workspace.readers import Table
from thidua.core.workspace.views.wording import LAYER_WORDS

COLUMNS = (
    Column("unit", Text("Mã đơn vị", "Unit code"), required=True),
    Column("criterion", Text("Mã tiêu chí", "Criterion code"), required=True),
    Column("points", Text("Điểm", "Points"), required=True, may_be_blank=True),
    Column("reason", Text("Lý do", "Reason"), required=True, may_be_blank=True),
    Column("layer", Text("Lớp", "Layer")),
    Column("illustrative", Text("Số liệu minh hoạ", "Illustrative")),
)


@frozen
class JudgedImport:
    """What a sheet of judged points says, nothing of it stored yet."""

    judged: tuple[JudgedPoints, ...]
    rows: int
    blank: int
    """Rows without points: not judged yet."""
    ignored: tuple[str, ...] = ()
    hidden: int = 0
    """Rows that are hidden in the file; they are read like the others."""

    @property
    def entries(self) -> int:
        """How many judgements the rows give."""
        return len(self.judged)


def read_judged(
    file: str, tables: Sequence[Table], shown: OpenCluster, layer: Layer
) -> JudgedImport:
    """Read judged points of a cluster's members; Refused with every fault, each with its cell.

    ``layer`` is that of the rows that name none.
    """
    sheet = find_sheet(file, tables, COLUMNS)
    faults: list[Fault] = []
    read: list[tuple[Record, JudgedPoints]] = []
    records = list(sheet.records())
    blank = 0
    for record in records:
        found = list(record.faults())
        faults.extend(found)
        if not found and record.cell("points").is_blank:
            blank += 1
        elif not found:
            read.extend(_judged(record, shown, layer, faults))
    faults.extend(_twice(read))
    refuse_all(faults)
    judged = tuple(item for _, item in read)
    return JudgedImport(judged, len(records), blank, sheet.ignored, count_hidden(records))


def _judged(
    record: Record, shown: OpenCluster, layer: Layer, faults: list[Fault]
) -> list[tuple[Record, JudgedPoints]]:
    before = len(faults)
    said = record.word("layer", LAYER_WORDS, faults) or layer
    reason = record.text("reason")
    if not reason:
        faults.append(_no_reason(record))
    illustrative = read_flag(record, "illustrative", faults)
    criterion = _criterion(record, shown, faults)
    points = _points(record, faults)
    if criterion is not None and points is not None:
        faults.extend(points_faults(criterion, points, record.place("points")))
    if criterion is None or points is None or len(faults) > before:
        return []
    unit, code = record.text("unit"), criterion.code
    return [(record, JudgedPoints(unit, code, shown.place, said, points, reason, illustrative))]


def _criterion(record: Record, shown: OpenCluster, faults: list[Fault]) -> Criterion | None:
    """The row's criterion; None, with a fault in the cell of the unit or criterion, otherwise."""
    unit, column = record.text("unit"), "unit"
    try:
        shown.member(unit)
        column = "criterion"
        return find_criterion(shown, unit, record.text("criterion"))
    except Refused as refused:
        faults.extend(evolve(fault, place=record.place(column)) for fault in refused.faults)
        return None


def _points(record: Record, faults: list[Fault]) -> Fraction | None:
    try:
        return points_of(record.cell("points").value)
    except FigureRefused as refused:
        faults.append(Fault(refused.what, record.place("points"), refused.remedy))
        return None


def _no_reason(record: Record) -> Fault:
    return Fault(
        Text("thiếu lý do của điểm chấm.", "the reason of the points is missing."),
        record.place("reason"),
    )


def _twice(read: Sequence[tuple[Record, JudgedPoints]]) -> list[Fault]:
    again = repeated(read, lambda pair: (pair[1].unit, pair[1].criterion, pair[1].layer))
    return [
        Fault(
            Text(
                f"“{item.unit}” đã có điểm của tiêu chí “{item.criterion}” ở dòng trên.",
                f"“{item.unit}” has points for criterion “{item.criterion}” in a row above.",
            ),
            record.place("criterion"),
            Text("Hãy giữ một dòng.", "Keep one of the rows."),
        )
        for record, item in again
    ]
