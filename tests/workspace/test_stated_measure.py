"""A figure stated in another unit of measure than its indicator's is read, and kept, as stated."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Observation
from thidua.core.model.period import Span
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.core.workspace.intake.results import ImportScope, read_results
from thidua.core.workspace.readers import Cell, Row, Table

FUND = Indicator("fund", Text("Quỹ", "Fund"), Text("tỷ đồng", "billion VND"))
HEADINGS = ("unit", "indicator", "value", "Đơn vị tính")
Read = Callable[[str | Fraction, str], Observation]


def row(number: int, *values: str | Fraction) -> Row:
    cells = (Cell(value, f"{letter}{number}") for letter, value in zip("ABCD", values, strict=True))
    return Row(number, tuple(cells))


@pytest.fixture
def read() -> Read:
    """The one figure of a file with this value under this unit of measure."""

    def figure(value: str | Fraction, measure: str) -> Observation:
        table = Table("", (row(1, *HEADINGS), row(2, "so", "fund", value, measure)))
        span = Span(date(2019, 1, 1), date(2019, 12, 31))
        scope = ImportScope(units=["so"], indicators={"fund": FUND}, span=span)
        (found,) = read_results("ket-qua.csv", [table], scope).observations
        return found

    return figure


@pytest.mark.parametrize("value", ["214", Fraction(214), "214 triệu đồng", "0,214 tỷ đồng"])
def test_it_is_converted_and_its_own_unit_is_kept(read: Read, value: str | Fraction) -> None:
    found = read(value, "triệu đồng")
    assert (found.value, found.measure) == (Fraction("0.214"), "triệu đồng")


@pytest.mark.parametrize("measure", ["", "tỷ đồng", "Tỷ đồng", "billion VND"])
def test_nothing_is_kept_of_the_indicators_own_unit(read: Read, measure: str) -> None:
    found = read("3,4", measure)
    assert (found.value, found.measure) == (Fraction("3.4"), "")


def test_a_unit_that_counts_something_else_is_refused_in_its_cell(read: Read) -> None:
    with pytest.raises(Refused) as refusal:
        read("3,4", "người")
    (fault,) = refusal.value.faults
    assert "C2" in fault.place
    assert "tính bằng" in fault.what.vi and "is measured in" in fault.what.en
