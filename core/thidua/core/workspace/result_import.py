"""Results and targets from a sheet, or from the form that ``result template`` writes.

A row is one figure of one unit. A blank value is nothing reported, never zero; an error cell is
a fault; a text that could be two numbers is asked back, never guessed.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from attrs import frozen

from thidua.core.exact.figure import Bound
from thidua.core.model.code import repeated
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation, ObservationKind, Place
from thidua.core.model.period import Span
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.text.names import matching_key
from thidua.core.workspace.figure_reading import other_measure, read_value
from thidua.core.workspace.readers import Table
from thidua.core.workspace.sheets import Column, Record, find_sheet
from thidua.core.workspace.unit_import import did_you_mean

Meaning = TypeVar("Meaning")

COLUMNS = (
    Column("unit", Text("Mã đơn vị", "Unit code"), required=True),
    Column("indicator", Text("Mã chỉ tiêu", "Indicator code"), required=True),
    Column("kind", Text("Loại số liệu", "Kind of figure")),
    Column("value", Text("Giá trị", "Value")),
    Column("bound", Text("Cận", "Bound")),
    Column("measure", Text("Đơn vị tính", "Unit of measure")),
    Column("from", Text("Từ ngày", "From")),
    Column("to", Text("Đến ngày", "To")),
    Column("source", Text("Nguồn", "Source")),
    Column("evidence", Text("Tài liệu minh chứng", "Evidence")),
    Column("reason", Text("Lý do", "Reason")),
    Column("illustrative", Text("Số liệu minh hoạ", "Illustrative")),
)

KIND_WORDS = {
    ObservationKind.ACTUAL: Text("kết quả", "actual"),
    ObservationKind.TARGET: Text("chỉ tiêu", "target"),
    ObservationKind.BASELINE: Text("mức gốc", "baseline"),
}
BOUND_WORDS = {
    Bound.EXACT: Text("đúng", "exact"),
    Bound.OVER: Text("trên", "over"),
    Bound.UNDER: Text("dưới", "under"),
    Bound.NEAR: Text("gần", "near"),
}

_KINDS = {
    matching_key(word): kind
    for kind, text in KIND_WORDS.items()
    for word in (kind.value, text.vi, text.en, "")
    if word or kind is ObservationKind.ACTUAL
}
_BOUNDS = {
    matching_key(word): bound
    for bound, text in BOUND_WORDS.items()
    for word in (bound.value, text.vi, text.en)
} | {matching_key("hơn"): Bound.OVER}


@frozen
class ResultImport:
    """What a sheet of results says, nothing of it stored yet."""

    observations: tuple[Observation, ...]
    rows: int
    blank: int
    """Rows without a value: nothing is stored for them."""
    ignored: tuple[str, ...]


@frozen
class ImportScope:
    """Whose figures for what may stand in the file."""

    units: Collection[str]
    indicators: Mapping[str, Indicator]
    span: Span
    """The span of figures whose row names none."""
    layer: Layer = Layer.SELF
    place: Place | None = None


def read_results(file: str, tables: Sequence[Table], scope: ImportScope) -> ResultImport:
    """Read figures; Refused with every fault, each with its cell and what to do."""
    sheet = find_sheet(file, tables, COLUMNS)
    faults: list[Fault] = []
    read: list[tuple[Record, Observation]] = []
    records = list(sheet.records())
    blank = 0
    for record in records:
        found = [*record.faults(), *_strangers(record, scope)]
        if found:
            faults.extend(found)
        elif record.cell("value").is_blank:
            blank += 1
        else:
            read.extend(_observed(record, scope, faults))
    faults.extend(_twice(read))
    refuse_all(faults)
    return ResultImport(
        tuple(observation for _, observation in read), len(records), blank, sheet.ignored
    )


def _strangers(record: Record, scope: ImportScope) -> list[Fault]:
    faults = []
    unit, code = record.text("unit"), record.text("indicator")
    if unit and unit not in scope.units:
        faults.append(
            Fault(
                Text(f"chưa có đơn vị “{unit}”.", f"there is no unit “{unit}”."),
                record.place("unit"),
                did_you_mean(unit, set(scope.units)),
            )
        )
    if code and code not in scope.indicators:
        faults.append(
            Fault(
                Text(f"không có chỉ tiêu “{code}”.", f"there is no indicator “{code}”."),
                record.place("indicator"),
                did_you_mean(code, set(scope.indicators)),
            )
        )
    return faults


def _observed(
    record: Record, scope: ImportScope, faults: list[Fault]
) -> list[tuple[Record, Observation]]:
    before = len(faults)
    indicator = scope.indicators[record.text("indicator")]
    kind = _word(record, "kind", _KINDS, faults)
    stated = _word(record, "bound", _BOUNDS, faults) if record.text("bound") else None
    measure = other_measure(record.text("measure"), indicator)
    figure = read_value(record, "value", indicator, faults, measure)
    span = _span(record, scope.span, faults)
    if figure is None or kind is None or len(faults) > before:
        return []
    observation = Observation(
        unit=record.text("unit"),
        indicator=indicator.code,
        kind=kind,
        span=span,
        value=figure.value,
        bound=stated or figure.bound,
        layer=scope.layer,
        place=scope.place,
        source=record.text("source"),
        evidence=record.text("evidence"),
        measure=measure,
        reason=record.text("reason"),
        illustrative=bool(record.text("illustrative")),
    )
    return [(record, observation)]


def _word(
    record: Record, column: str, words: Mapping[str, Meaning], faults: list[Fault]
) -> Meaning | None:
    word = record.text(column)
    found = words.get(matching_key(word))
    if found is None:
        known = ", ".join(f"“{item}”" for item in words if item)
        faults.append(
            Fault(
                Text(f"không hiểu “{word}”.", f"“{word}” is not understood."),
                record.place(column),
                Text(f"Các từ dùng được: {known}.", f"Known words: {known}."),
            )
        )
    return found


def _span(record: Record, default: Span, faults: list[Fault]) -> Span:
    start = record.day("from", faults) or default.start
    end = record.day("to", faults) or default.end
    if end < start:
        faults.append(
            Fault(
                Text("ngày kết thúc trước ngày bắt đầu.", "the end is before the start."),
                record.place("to"),
            )
        )
        return default
    return Span(start, end)


def _twice(read: Sequence[tuple[Record, Observation]]) -> list[Fault]:
    again = repeated(
        read,
        lambda pair: (pair[1].unit, pair[1].indicator, pair[1].kind, pair[1].span),
    )
    return [
        Fault(
            Text(
                f"số liệu “{item.indicator}” của “{item.unit}” đã có ở dòng trên.",
                f"a figure “{item.indicator}” of “{item.unit}” stands in a row above.",
            ),
            record.place("indicator"),
            Text("Hãy giữ một dòng.", "Keep one of the rows."),
        )
        for record, item in again
    ]
