"""What is found in a file, told in short lines."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.cases import Case
from thidua import office
from thidua.core.exact.decimal_text import canonical
from thidua.core.exact.figure import Bound
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.model.observation import Observation, ObservationKind, Place
from thidua.core.model.period import Span
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.intake.results import ImportScope, read_results
from thidua.core.workspace.intake.row_counts import RowCounts, RowsRefused

if TYPE_CHECKING:
    from tests.forms.conftest import Maker

INDICATORS: Final = (
    Indicator("jobs", Text("Việc làm mới", "New jobs"), Text("người", "persons"), whole=True),
    Indicator("rate", Text("Tỷ lệ thất nghiệp", "Unemployment"), Text("%", "%")),
    Indicator("share", Text("Tỷ lệ lao động qua đào tạo", "Trained labour"), Text("%", "%")),
    Indicator("fund", Text("Quỹ Vì người nghèo", "Fund for the poor"), Text("tỷ đồng", "bn VND")),
    Indicator("score", Text("Chỉ số", "Index"), Text("điểm", "points")),
    Indicator("complaints", Text("Đơn khiếu nại", "Complaints"), Text("đơn", "letters")),
    Indicator(
        "plan", Text("Có kế hoạch", "Has a plan"), Text("có/không", "yes/no"), kind=ValueKind.YES_NO
    ),
    Indicator(
        "quality",
        Text("Xếp loại", "Grade"),
        Text("mức", "grade"),
        kind=ValueKind.GRADE,
        grades=("Không đạt", "Đạt", "Tốt"),
    ),
    Indicator(
        "reported_on",
        Text("Ngày báo cáo", "Day of the report"),
        Text("ngày", "day"),
        kind=ValueKind.DATE,
    ),
)
NAMES: Final = {
    "ncc": ("Phòng Người có công",),
    "vl": ("Phòng Việc làm",),
    "hoa": ("Xã Hòa Bình",),
    "tan-phu-1": ("Xã Tân Phú",),
    "tan-phu-2": ("Xã Tân Phú",),
}
SCOPE: Final = ImportScope(
    NAMES,
    {item.code: item for item in INDICATORS},
    Span(date(2026, 1, 1), date(2026, 12, 31)),
    place=Place("phong", "2026"),
    period="2026",
    names=NAMES,
)


def told(item: Observation) -> str:
    """A figure in a line: ``ncc jobs 1712``; what is usual is left unsaid."""
    kind = "" if item.kind is ObservationKind.ACTUAL else f" {item.kind.value}"
    bound = "" if item.bound is Bound.EXACT else f" {item.bound.value}"
    measure = f" [{item.measure}]" if item.measure else ""
    return f"{item.unit} {item.indicator}{kind}{bound} {canonical(item.value)}{measure}"


def said(fault: Fault, file: str) -> str:
    """A fault in a line: ``C2: ô đang báo lỗi #REF!``."""
    place = fault.place.removeprefix(file).removeprefix(", ").removeprefix("'Kết quả'!")
    sentence = fault.what.vi.partition(". ")[0].removesuffix(".")
    return f"{place}: {sentence}" if place else sentence


NOTED: Final = ("ignored", "hidden", "computed", "converted", "beside", "unread", "declared")


def findings(path: Path) -> tuple[RowCounts, Case]:
    """What is found in a file, as a case tells it."""
    (reader,) = (it for it in office.thidua_readers() if it.reads(path))
    try:
        taken = read_results(path.name, reader.read(path), SCOPE)
    except Refused as refused:
        counts = refused.counts if isinstance(refused, RowsRefused) else RowCounts(0, 0, 0)
        faults = tuple(said(fault, path.name) for fault in refused.faults)
        return counts, Case("", _nothing, faults=faults)
    noted = {name: getattr(taken, name) for name in NOTED if getattr(taken, name)}
    doubts = tuple(said(doubt, path.name) for doubt in taken.doubts)
    noted |= {"doubts": doubts} if doubts else {}
    stored = tuple(map(told, taken.observations))
    return taken.counts, Case("", _nothing, stored=stored, noted=noted)


def _nothing(make: "Maker") -> Path:
    return make.folder
