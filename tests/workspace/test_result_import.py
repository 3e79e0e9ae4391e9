"""Results from a sheet: a row a figure; blank is not zero, and nothing is guessed."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from thidua.core.exact.figure import Bound
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation, ObservationKind, Place
from thidua.core.model.period import Span
from thidua.core.text.bilingual import LANGUAGES, Text
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.intake.results import ImportScope, ResultImport, read_results
from thidua.core.workspace.intake.suggestions import MOST_WORDS, Suggestions
from thidua.core.workspace.readers import Cell, Row, Table

if TYPE_CHECKING:
    from tests.workspace.conftest import Sheets

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
QUARTER = Span(date(2026, 1, 1), date(2026, 3, 31))
HEADINGS = "Mã đơn vị|Mã chỉ tiêu|Loại số liệu|Giá trị|Cận|Từ ngày|Đến ngày"
PLACE = Place("phong", "2026")


@pytest.fixture
def scope(indicators: dict[str, Indicator]) -> ImportScope:
    return ImportScope(("ncc", "vl"), indicators, YEAR)


def read(tables: tuple[Table, ...], scope: ImportScope) -> ResultImport:
    return read_results("ket-qua.xlsx", tables, scope)


def faults(tables: tuple[Table, ...], scope: ImportScope) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as refused:
        read(tables, scope)
    return refused.value.faults


def cell_of(fault: Fault) -> str:
    return fault.place.partition("!")[2]


def test_a_row_is_a_figure(sheets: "Sheets", scope: ImportScope) -> None:
    heads = f"{HEADINGS}|Nguồn|Tài liệu minh chứng|Lý do|Số liệu minh hoạ"
    taken = read(
        sheets(
            heads,
            "ncc|jobs||1.712||||Báo cáo số 1|BC-01|Bổ sung|x",
            "ncc|jobs|chỉ tiêu|1.500||||||",
            "vl|jobs|mức gốc|trên 24.000|||||||không",
            "vl|complaints|actual|0||01/01/2026|31/03/2026",
        ),
        scope,
    )
    first, target, baseline, zero = taken.observations
    assert first == Observation(
        unit="ncc",
        indicator="jobs",
        kind=ObservationKind.ACTUAL,
        span=YEAR,
        value=Fraction(1712),
        source="Báo cáo số 1",
        evidence="BC-01",
        reason="Bổ sung",
        illustrative=True,
    )
    assert (target.kind, target.value) == (ObservationKind.TARGET, Fraction(1500))
    assert (baseline.kind, baseline.bound) == (ObservationKind.BASELINE, Bound.OVER)
    assert not baseline.illustrative
    assert (zero.value, zero.span) == (Fraction(0), QUARTER)
    assert (taken.rows, taken.entries, taken.blank, taken.elsewhere) == (4, 4, 0, 1)


def test_a_blank_value_is_nothing_reported(sheets: "Sheets", scope: ImportScope) -> None:
    taken = read(sheets(HEADINGS, "ncc|jobs||", "vl|jobs||   ", "vl|complaints||0"), scope)
    assert [item.value for item in taken.observations] == [0]
    assert (taken.rows, taken.blank) == (3, 2)


@pytest.mark.parametrize(
    ("value", "stated", "bound"),
    [
        ("5", "", Bound.EXACT),
        ("5", "trên", Bound.OVER),
        ("5", "hơn", Bound.OVER),
        ("5", "under", Bound.UNDER),
        ("5", "đúng", Bound.EXACT),
        ("gần 5", "", Bound.NEAR),
        ("gần 5", "gần", Bound.NEAR),
    ],
)
def test_a_bound_stands_before_the_value_or_beside_it(
    sheets: "Sheets", scope: ImportScope, value: str, stated: str, bound: Bound
) -> None:
    (item,) = read(sheets(HEADINGS, f"ncc|jobs||{value}|{stated}"), scope).observations
    assert item.bound is bound


def test_above_the_self_layer_figures_hold_in_their_place(
    sheets: "Sheets", scope: ImportScope
) -> None:
    above = evolve(scope, layer=Layer.APPRAISED, place=PLACE)
    (item,) = read(sheets(HEADINGS, "ncc|jobs||4"), above).observations
    assert (item.layer, item.place) == (Layer.APPRAISED, PLACE)
    (fault,) = faults(sheets(HEADINGS, "ncc|jobs||4||01/01/2026|31/03/2026"), above)
    assert cell_of(fault) == "F2"
    assert "đúng thời gian của kỳ" in fault.what.vi


def test_among_the_members_of_a_cluster_a_stranger_is_no_member(
    sheets: "Sheets", scope: ImportScope
) -> None:
    within = evolve(scope, place=PLACE)
    (fault,) = faults(sheets(HEADINGS, "ncx|jobs||4"), within)
    assert fault.what.vi == "“ncx” không phải là thành viên của cụm “phong” trong kỳ “2026”."
    (item,) = read(sheets(HEADINGS, "ncc|jobs||4"), within).observations
    assert item.place is None


def test_without_a_period_every_row_names_its_days(sheets: "Sheets", scope: ImportScope) -> None:
    free = evolve(scope, span=None)
    taken = read(sheets(HEADINGS, "ncc|jobs||4||01/01/2026|31/03/2026"), free)
    assert (taken.observations[0].span, taken.elsewhere) == (QUARTER, 0)
    neither, only_start = faults(
        sheets(HEADINGS, "ncc|jobs||4", "ncc|complaints||4||01/01/2026"), free
    )
    assert [cell_of(neither), cell_of(only_start)] == ["F2", "G3"]
    assert neither.remedy is not None and "--period" in neither.remedy.vi


def test_ten_different_faults_are_ten_each_with_its_cell_in_both_languages(
    sheets: "Sheets", scope: ImportScope
) -> None:
    found = faults(
        sheets(
            HEADINGS,
            "ncx|jobs||5",  # no such unit
            "ncc|job||5",  # no such indicator
            "|jobs||5",  # no unit
            "ncc|jobs||#DIV/0!",  # an error cell
            "vl|jobs||1.71",  # could be two numbers
            "vl|jobs|kế hoạch|5",  # no such kind
            "vl|jobs|chỉ tiêu|trên 5|dưới",  # two bounds
            "vl|plan||có lẽ",  # neither yes nor no
            "vl|quality||Xuất sắc",  # no such grade
            "vl|reported_on||31/02/2026",  # not in the calendar
            "vl|complaints||1",
        ),
        scope,
    )
    assert len(found) == 10
    assert sorted(map(cell_of, found)) == sorted(
        ["A2", "B3", "A4", "D5", "D6", "C7", "E8", "D9", "D10", "D11"]
    )
    for language in LANGUAGES:
        shown = {fault.in_language(language) for fault in found}
        assert len(shown) == 10
        assert all(line.startswith("ket-qua.xlsx, 'Bảng'!") for line in shown)
    by_cell = {cell_of(fault): fault for fault in found}
    near = by_cell["B3"].remedy
    assert near is not None and near.vi == "Có phải là “jobs”?"
    assert "không phải là ô trống" in by_cell["D5"].what.vi


def test_days_in_disorder_or_unreadable_are_faults(sheets: "Sheets", scope: ImportScope) -> None:
    disorder, unreadable = faults(
        sheets(
            HEADINGS,
            "ncc|jobs||5||01/03/2026|01/01/2026",
            "vl|jobs||5||mồng một|31/03/2026",
        ),
        scope,
    )
    assert [cell_of(disorder), cell_of(unreadable)] == ["G2", "F3"]


def test_a_figure_twice_is_not_chosen_between(sheets: "Sheets", scope: ImportScope) -> None:
    (fault,) = faults(sheets(HEADINGS, "ncc|jobs||5", "vl|jobs||5", "ncc|jobs|kết quả|6"), scope)
    assert cell_of(fault) == "B4"
    assert "“jobs” của “ncc” đã có ở dòng trên" in fault.what.vi


def test_a_flag_is_yes_or_no(sheets: "Sheets", scope: ImportScope) -> None:
    (fault,) = faults(sheets(f"{HEADINGS}|illustrative", "ncc|jobs||5||||có thể"), scope)
    assert cell_of(fault) == "H2"


def cells(number: int, *values: str | Fraction | None, merged: bool = False) -> tuple[Cell, ...]:
    return tuple(
        Cell(value, f"{letter}{number}", merged=merged and letter in "AC")
        for letter, value in zip("ABC", values, strict=False)
    )


def test_a_unit_may_be_merged_over_its_rows_but_no_value(scope: ImportScope) -> None:
    heads = Row(1, cells(1, "unit", "indicator", "value"))
    row = Row(2, cells(2, "ncc", "jobs", Fraction(5)))
    below = Row(3, cells(3, "ncc", "complaints", Fraction(5), merged=True))
    (fault,) = faults((Table("", (heads, row, below)),), scope)
    assert fault.place == "ket-qua.xlsx, C3"
    assert "gộp" in fault.what.vi
    without = Row(3, (*below.cells[:2], Cell(Fraction(7), "C3")))
    taken = read((Table("", (heads, row, without)),), scope)
    assert [item.unit for item in taken.observations] == ["ncc", "ncc"]


def test_a_bare_number_below_one_is_asked_about_where_per_cent_are_counted(
    scope: ImportScope,
) -> None:
    rate = Indicator("rate", Text("Tỷ lệ", "Share"), Text("%", "%"))
    known = evolve(scope, indicators={**scope.indicators, "rate": rate})
    heading = Row(1, cells(1, "unit", "indicator", "value"))

    def read_one(value: str | Fraction, indicator: str = "rate") -> tuple[Fault, ...]:
        row = Row(2, cells(2, "ncc", indicator, value))
        return read((Table("Bảng", (heading, row)),), known).doubts

    for value in ("0,95", Fraction(0), Fraction(1), Fraction("-0.5")):
        assert read_one(value) == ()
    assert read_one(Fraction("0.95"), "jobs") == ()
    (doubt,) = read_one(Fraction("0.95"))
    assert (cell_of(doubt), doubt.what.vi) == ("C2", "0,95 % có phải là 95 %?")
    assert doubt.remedy is not None and doubt.remedy.en.startswith("If so, write 95 ")


def test_hidden_rows_and_computed_values_are_counted(scope: ImportScope) -> None:
    heads = Row(1, cells(1, "unit", "indicator", "value"))
    value = Cell(Fraction(5), "C2", computed=True)
    taken = read(
        (Table("", (heads, Row(2, (*cells(2, "ncc", "jobs"), value), hidden=True))),), scope
    )
    assert (taken.entries, taken.hidden, taken.computed) == (1, 1, 1)


def test_a_formula_that_was_never_computed_is_a_fault(scope: ImportScope) -> None:
    heads = Row(1, cells(1, "unit", "indicator", "value"))
    value = Cell(None, "C2", error=True, computed=True)
    (fault,) = faults((Table("", (heads, Row(2, (*cells(2, "ncc", "jobs"), value)))),), scope)
    assert fault.what.vi == "công thức trong ô chưa được tính."


def test_columns_of_the_form_are_carried_and_others_named(
    sheets: "Sheets", scope: ImportScope
) -> None:
    taken = read(sheets("unit|indicator|Tên chỉ tiêu|value|STT", "ncc|jobs|Việc làm|5|1"), scope)
    assert taken.ignored == ("STT",)


def test_a_column_of_nonsense_is_not_searched_for_ever() -> None:
    """Comparing thousands of words with thousands of codes would take minutes."""
    suggestions = Suggestions(["ncc"])
    for number in range(MOST_WORDS):
        suggestions.near(f"word-{number}")
    assert suggestions.near("ncx") is None
    assert suggestions.near("word-1") is None
    assert Suggestions(["ncc"]).near("ncx") is not None
