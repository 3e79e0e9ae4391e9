"""Results and targets from a sheet, or from the form that ``result template`` writes.

A row is one figure of one unit. A blank value is nothing reported, never zero; an error cell is
a fault; a text that could be two numbers is asked back, never guessed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from thidua.core.exact.figure import Bound, Figure
from thidua.core.model.code import repeated
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation, ObservationKind, Place
from thidua.core.model.period import Span
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.workspace.intake import result_faults
from thidua.core.workspace.intake.cell_faults import ends_before_start, merged_value
from thidua.core.workspace.intake.figure_reading import other_measure, read_flag, read_value
from thidua.core.workspace.intake.headings import find_sheet
from thidua.core.workspace.intake.sheets import Column, Record, count_hidden
from thidua.core.workspace.intake.suggestions import Suggestions
from thidua.core.workspace.readers import Table

COLUMNS = (
    Column("unit", Text("Mã đơn vị", "Unit code"), required=True),
    Column("indicator", Text("Mã chỉ tiêu", "Indicator code"), required=True),
    Column("kind", Text("Loại số liệu", "Kind of figure")),
    Column("value", Text("Giá trị", "Value"), required=True, may_be_blank=True),
    Column("bound", Text("Cận", "Bound")),
    Column("measure", Text("Đơn vị tính", "Unit of measure")),
    Column("from", Text("Từ ngày", "From")),
    Column("to", Text("Đến ngày", "To")),
    Column("source", Text("Nguồn", "Source")),
    Column("evidence", Text("Tài liệu minh chứng", "Evidence")),
    Column("reason", Text("Lý do", "Reason")),
    Column("illustrative", Text("Số liệu minh hoạ", "Illustrative")),
)

FORM_COLUMNS = (
    Column("unit_name", Text("Tên đơn vị", "Unit name")),
    Column("indicator_title", Text("Tên chỉ tiêu", "Indicator title")),
    Column("given_target", Text("Chỉ tiêu đã giao", "Target on record")),
    Column("previous", Text("Kỳ trước", "Previous period")),
    Column("note", Text("Cách ghi", "How to fill in")),
)
"""What the form carries for the one who fills it in, and the import leaves alone."""

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

_ALSO = {"hơn": Bound.OVER}


@frozen
class ResultImport:
    """What a sheet of results says, nothing of it stored yet."""

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
    doubts: tuple[Fault, ...] = ()
    """Figures that may not be what was meant; they are taken in all the same."""

    @property
    def entries(self) -> int:
        """How many figures the rows give."""
        return len(self.observations)


@frozen
class ImportScope:
    """Whose figures for what may stand in the file."""

    units: Collection[str]
    indicators: Mapping[str, Indicator]
    span: Span | None
    """The span of figures whose row names none; None where every row must name its own."""
    layer: Layer = Layer.SELF
    place: Place | None = None
    """Above the self layer, and wherever only the members of one cluster may stand in the file."""


def read_results(file: str, tables: Sequence[Table], scope: ImportScope) -> ResultImport:
    """Read figures; Refused with every fault, each with its cell and what to do."""
    sheet = find_sheet(file, tables, (*COLUMNS, *FORM_COLUMNS))
    faults: list[Fault] = []
    read: list[tuple[Record, Observation]] = []
    records = list(sheet.records())
    units, indicators = Suggestions(scope.units), Suggestions(scope.indicators)
    blank = 0
    for record in records:
        found = [*record.faults(), *_strangers(record, scope, units, indicators)]
        faults.extend(found)
        if not found and record.cell("value").is_blank:
            blank += 1
        elif not found:
            read.extend(_observed(record, scope, faults))
    faults.extend(_twice(read))
    refuse_all(faults)
    observations = tuple(observation for _, observation in read)
    return ResultImport(
        observations,
        len(records),
        blank,
        sheet.ignored,
        count_hidden(records),
        computed=sum(record.cell("value").computed for record, _ in read),
        elsewhere=sum(scope.span not in (None, item.span) for item in observations),
        doubts=tuple(_small_shares(read, scope)),
    )


def _strangers(
    record: Record, scope: ImportScope, units: Suggestions, indicators: Suggestions
) -> list[Fault]:
    faults = []
    unit, code = record.text("unit"), record.text("indicator")
    if unit and unit not in units:
        faults.append(
            result_faults.unknown_unit(unit, scope.place, record.place("unit"), units.near(unit))
        )
    if code and code not in indicators:
        faults.append(
            result_faults.unknown_indicator(code, record.place("indicator"), indicators.near(code))
        )
    return faults


def _observed(
    record: Record, scope: ImportScope, faults: list[Fault]
) -> list[tuple[Record, Observation]]:
    before = len(faults)
    indicator = scope.indicators[record.text("indicator")]
    kind = record.word("kind", KIND_WORDS, faults) or ObservationKind.ACTUAL
    measure = other_measure(record.text("measure"), indicator)
    figure = _figure(record, indicator, measure, faults)
    span = _span(record, scope, faults)
    illustrative = read_flag(record, "illustrative", faults)
    if figure is None or span is None or len(faults) > before:
        return []
    observation = Observation(
        unit=record.text("unit"),
        indicator=indicator.code,
        kind=kind,
        span=span,
        value=figure.value,
        bound=figure.bound,
        layer=scope.layer,
        place=None if scope.layer is Layer.SELF else scope.place,
        source=record.text("source"),
        evidence=record.text("evidence"),
        measure=measure,
        reason=record.text("reason"),
        illustrative=illustrative,
    )
    return [(record, observation)]


def _figure(
    record: Record, indicator: Indicator, measure: str, faults: list[Fault]
) -> Figure | None:
    """The value with its bound, which may stand before it or in a column of its own."""
    if record.cell("value").merged:
        faults.append(merged_value(record.place("value")))
        return None
    figure = read_value(record, "value", indicator, faults, measure)
    stated = record.word("bound", BOUND_WORDS, faults, _ALSO)
    if figure is None or stated in (None, figure.bound):
        return figure
    if figure.bound is not Bound.EXACT:
        faults.append(result_faults.two_bounds(record.place("bound")))
    return Figure(figure.value, stated)


def _span(record: Record, scope: ImportScope, faults: list[Fault]) -> Span | None:
    before = len(faults)
    start, end = record.day("from", faults), record.day("to", faults)
    if len(faults) > before:
        return None
    if scope.span is not None:
        start, end = start or scope.span.start, end or scope.span.end
    if start is None or end is None:
        faults.append(result_faults.no_span(record.place("to" if start else "from")))
        return None
    if end < start:
        faults.append(ends_before_start(record.place("to")))
        return None
    if scope.layer is not Layer.SELF and Span(start, end) != scope.span:
        faults.append(result_faults.other_span(record.place("from")))
    return Span(start, end)


def _small_shares(
    read: Sequence[tuple[Record, Observation]], scope: ImportScope
) -> Iterator[Fault]:
    """Bare numbers between 0 and 1 where per cent are counted: 0.95 may stand for 95 %."""
    for record, item in read:
        value = record.cell("value").value
        measure = item.measure or scope.indicators[item.indicator].unit.vi
        if measure.startswith("%") and isinstance(value, Fraction) and 0 < value < 1:
            yield result_faults.small_share(value, record.place("value"))


def _twice(read: Sequence[tuple[Record, Observation]]) -> list[Fault]:
    again = repeated(
        read,
        lambda pair: (pair[1].unit, pair[1].indicator, pair[1].kind, pair[1].span),
    )
    return [
        result_faults.stands_twice(item.unit, item.indicator, record.place("indicator"))
        for record, item in again
    ]
