"""Figures of one department, in the few words that a test needs."""

from collections.abc import Callable, Iterable
from fractions import Fraction

import pytest

from thidua.core.exact.figure import Bound
from thidua.core.model.indicator import Direction, Indicator, ValueKind
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.summary.figures import Book
from thidua.core.workspace.summary.spans import years

ARTICLE = "Báo Hà Tĩnh, 28/02/2019"
INDICATORS = (
    Indicator("jobs", Text("Việc làm mới", "New jobs"), Text("người", "persons")),
    Indicator("poverty", Text("Tỷ lệ hộ nghèo", "Poverty rate"), Text("%", "%"), Direction.LOWER),
    Indicator("trained", Text("Tỷ lệ qua đào tạo", "Trained-labour rate"), Text("%", "%")),
    Indicator("fund", Text("Quỹ", "Fund"), Text("tỷ đồng", "billion VND")),
    Indicator("fall", Text("Mức giảm", "Fall"), Text("điểm phần trăm", "points")),
    Indicator("year_count", Text("Số năm", "Years"), Text("năm", "years")),
    Indicator("day", Text("Ngày nộp", "Day"), Text("ngày", "day"), kind=ValueKind.DATE),
    Indicator("sent", Text("Đã gửi", "Sent"), Text("có/không", "yes/no"), kind=ValueKind.YES_NO),
    Indicator(
        "grade",
        Text("Xếp loại", "Grade"),
        Text("mức", "grade"),
        kind=ValueKind.GRADE,
        grades=("yếu", "khá", "tốt"),
    ),
    Indicator(
        "work", Text("Lao động", "Labour"), Text("người (lượt lao động)", "persons (job turns)")
    ),
)
KINDS = {
    "": ObservationKind.ACTUAL,
    "target": ObservationKind.TARGET,
    "baseline": ObservationKind.BASELINE,
}
BOUNDS = {"trên": Bound.OVER, "dưới": Bound.UNDER, "gần": Bound.NEAR}

MakeFigure = Callable[..., Observation]
MakeBook = Callable[..., Book]


@pytest.fixture
def figure() -> MakeFigure:
    """``figure("jobs.target", 2019, "trên 100", measure=…)``: a figure of the department."""

    def make(
        name: str,
        year: int | tuple[int, int],
        value: str,
        *,
        source: str = ARTICLE,
        reason: str = "",
        measure: str = "",
        illustrative: bool = False,
    ) -> Observation:
        indicator, _, kind = name.partition(".")
        word, _, number = value.rpartition(" ")
        return Observation(
            unit="so",
            indicator=indicator,
            kind=KINDS[kind],
            span=years(*year) if isinstance(year, tuple) else years(year),
            value=Fraction(number),
            bound=BOUNDS.get(word, Bound.EXACT),
            source=source,
            reason=reason,
            measure=measure,
            illustrative=illustrative,
        )

    return make


@pytest.fixture
def book() -> MakeBook:
    """The book of a report on the indicators above."""

    def make(language: Language = "vi", headings: Iterable[tuple[str, Text]] = ()) -> Book:
        return Book({item.code: item for item in INDICATORS}, dict(headings), language, (ARTICLE,))

    return make
