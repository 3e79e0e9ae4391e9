"""The columns of a sheet of results, and the words of their cells."""

from typing import Final

from thidua.core.exact.figure import Bound
from thidua.core.model.observation import ObservationKind
from thidua.core.text.bilingual import Text
from thidua.core.workspace.intake.sheets import Column

COLUMNS: Final = (
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

WHENCE: Final = ("source", "evidence")
"""Columns that say where a figure comes from; a file without them takes nothing of it away."""

FORM_COLUMNS: Final = (
    Column("unit_name", Text("Tên đơn vị", "Unit name")),
    Column("indicator_title", Text("Tên chỉ tiêu", "Indicator title")),
    Column("given_target", Text("Chỉ tiêu đã giao", "Target on record")),
    Column("previous", Text("Kỳ trước", "Previous period")),
    Column("note", Text("Cách ghi", "How to fill in")),
)
"""What the form carries for the one who fills it in. Names are held against their codes."""

KIND_WORDS: Final = {
    ObservationKind.ACTUAL: Text("kết quả", "actual"),
    ObservationKind.TARGET: Text("chỉ tiêu", "target"),
    ObservationKind.BASELINE: Text("mức gốc", "baseline"),
}
BOUND_WORDS: Final = {
    Bound.EXACT: Text("đúng", "exact"),
    Bound.OVER: Text("trên", "over"),
    Bound.UNDER: Text("dưới", "under"),
    Bound.NEAR: Text("gần", "near"),
}
ALSO_BOUNDS: Final = {"hơn": Bound.OVER}
"""A further word of people for a bound."""
