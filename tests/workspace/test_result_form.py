"""The form asks each member for the figures that its criteria read, and is read back as is."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from thidua.core.exact.figure import Bound
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.model.period import Span
from thidua.core.record.connection import writing
from thidua.core.record.observations import save_observations
from thidua.core.text.dates import days_since_epoch
from thidua.core.text.fault import Refused
from thidua.core.workspace.clock import now
from thidua.core.workspace.intake.result_form import form_data
from thidua.core.workspace.intake.results import ImportScope, read_results
from thidua.core.workspace.readers import Cell, Row, Table, cell_address

if TYPE_CHECKING:
    from tests.workspace.conftest import Desk

BEFORE = Span(date(2025, 1, 1), date(2025, 12, 31))


def figures(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for page in data["sheets"] for row in page["rows"] if row["kind"] == "figure"]


def column(data: dict[str, Any], code: str) -> list[str]:
    index = [item["code"] for item in data["columns"]].index(code)
    return [row["cells"][index] for row in figures(data)]


def headings(data: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [row for page in data["sheets"] for row in page["rows"]]
    return [(row["kind"], row["text"]) for row in rows if row["kind"] != "figure"]


def test_a_row_is_a_figure_that_the_criteria_read(desk: "Desk") -> None:
    data = form_data(desk.cluster(), "vi", ["vl"])
    asked = list(zip(column(data, "indicator"), column(data, "kind"), strict=True))
    assert asked == [
        ("jobs", "kết quả"),
        ("jobs", "chỉ tiêu"),
        ("complaints", "kết quả"),
        ("plan", "kết quả"),
        ("quality", "kết quả"),
        ("reported_on", "kết quả"),
        ("reported_on", "chỉ tiêu"),
        ("jobs", "mức gốc"),
    ]
    assert set(column(data, "unit")) == {"vl"}
    assert set(column(data, "unit_name")) == {"Phòng Việc làm"}
    assert column(data, "value") == ["", "", "0", "", "", "", "", ""]
    assert data["title"] == "Cụm các phòng"
    assert data["period"] == "Kỳ 2026: 01/01/2026 - 31/12/2026"


def test_without_units_it_is_of_the_whole_cluster(desk: "Desk") -> None:
    assert set(column(form_data(desk.cluster(), "vi"), "unit")) == {"ncc", "vl"}
    with pytest.raises(Refused, match="Did you mean “ncc”"):
        form_data(desk.cluster(), "vi", ["ncx"])


def test_a_criterion_of_other_kinds_of_unit_asks_nothing(desk: "Desk") -> None:
    shown = desk.cluster()
    commune = evolve(shown, members=tuple(evolve(it, kind="commune") for it in shown.members))
    assert "plan" not in column(form_data(commune, "vi"), "indicator")


def test_the_deadline_stands_in_the_head(desk: "Desk") -> None:
    shown = desk.cluster()
    dated = evolve(shown, period=evolve(shown.period, deadline=date(2026, 11, 15)))
    assert form_data(dated, "vi")["period"].endswith(". Hạn nộp: 15/11/2026")
    assert form_data(dated, "en")["period"].endswith(". Deadline: 2026-11-15")


def test_few_words_are_offered_and_the_rest_explained(desk: "Desk") -> None:
    data = form_data(desk.cluster(), "vi", ["ncc"])
    by_code = dict(zip(column(data, "indicator"), figures(data), strict=True))
    notes = dict(zip(column(data, "indicator"), column(data, "note"), strict=True))
    assert by_code["plan"]["choices"] == ["có", "không"]
    assert by_code["quality"]["choices"] == ["Không đạt", "Đạt", "Tốt"]
    assert by_code["complaints"]["choices"] == []
    assert notes["complaints"] == "để trống là không có"
    values = dict(zip(column(data, "indicator"), column(data, "value"), strict=True))
    assert {code for code, value in values.items() if value == "0"} == {"complaints"}
    assert notes["quality"] == "Không đạt / Đạt / Tốt"
    assert notes["reported_on"] == "ngày/tháng/năm"
    assert column(data, "note")[0] == ""


def test_the_results_of_the_preceding_period_stand_beside(desk: "Desk") -> None:
    held = {
        "jobs": (Fraction(24000), Bound.OVER),
        "plan": (Fraction(1), Bound.EXACT),
        "quality": (Fraction(3), Bound.EXACT),
        "reported_on": (Fraction(days_since_epoch(date(2025, 11, 5))), Bound.EXACT),
    }
    with writing(desk.engine) as connection:
        items = [
            Observation("ncc", code, ObservationKind.ACTUAL, BEFORE, value, bound)
            for code, (value, bound) in held.items()
        ]
        save_observations(connection, items, "an", now())
    data = form_data(desk.cluster(), "vi", ["ncc"])
    shown = column(data, "previous")
    assert shown == ["trên 24.000", "", "", "có", "Tốt", "05/11/2025", "", ""]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_form_filled_in_is_read_back_as_is(
    desk: "Desk", indicators: dict[str, Indicator], language: Any
) -> None:
    data = form_data(desk.cluster(), language, ["ncc"])
    answers = ["1.712", "1.500", "", "có", "Tốt", "05/03/2026", "31/03/2026", "trên 900"]
    titles = [item["title"] for item in data["columns"]]
    at = [item["code"] for item in data["columns"]].index("value")
    lines = [titles] + [
        [*row["cells"][:at], answer, *row["cells"][at + 1 :]]
        for row, answer in zip(figures(data), answers, strict=True)
    ]
    rows = tuple(
        Row(
            number,
            tuple(Cell(text or None, cell_address(it, number)) for it, text in enumerate(line)),
        )
        for number, line in enumerate(lines, start=1)
    )
    scope = ImportScope(("ncc",), indicators, Span(date(2026, 1, 1), date(2026, 12, 31)))
    taken = read_results("form.xlsx", [Table("", rows)], scope)
    assert (taken.entries, taken.blank, taken.ignored) == (7, 1, ())
    assert [(item.indicator, item.kind.value, item.value) for item in taken.observations][:2] == [
        ("jobs", "actual", Fraction(1712)),
        ("jobs", "target", Fraction(1500)),
    ]
    assert (taken.observations[-1].kind.value, taken.observations[-1].bound) == (
        "baseline",
        Bound.OVER,
    )
    assert all(item.measure == "" for item in taken.observations)
