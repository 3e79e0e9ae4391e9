"""Coming targets beside what was reached."""

from typing import TYPE_CHECKING

import pytest

from thidua.core.workspace.summary.spans import years
from thidua.core.workspace.summary.targets import next_targets

if TYPE_CHECKING:
    from tests.workspace.summary.conftest import MakeBook, MakeFigure

SPAN = years(2018)


@pytest.mark.parametrize(
    ("name", "target", "result", "comparison", "flag"),
    [
        ("jobs", "110", "100", "110 % kết quả năm 2018", ""),
        ("jobs", "100", "100", "100 % kết quả năm 2018", ""),
        ("jobs", "95", "100", "95 % kết quả năm 2018", "thấp hơn kết quả năm 2018 (100)"),
        (
            "jobs",
            "23500",
            "trên 24000",
            "khoảng 97,9 % kết quả năm 2018",
            "thấp hơn kết quả năm 2018 (trên 24.000)",
        ),
        ("jobs", "5", "0", "", ""),
        ("poverty", "6", "6", "ngang kết quả năm 2018", ""),
        (
            "poverty",
            "dưới 6",
            "6.92",
            "thấp hơn kết quả năm 2018 trên 0,92 điểm phần trăm",
            "",
        ),
        (
            "poverty",
            "7",
            "6.92",
            "cao hơn kết quả năm 2018 0,08 điểm phần trăm",
            "dễ hơn kết quả năm 2018 (6,92)",
        ),
        (
            "trained",
            "trên 70",
            "gần 65",
            "cao hơn kết quả năm 2018 khoảng 5 điểm phần trăm",
            "",
        ),
        ("grade", "2", "3", "", "thấp hơn kết quả năm 2018 (tốt)"),
    ],
)
def test_a_target_is_compared_with_the_result_in_the_way_of_its_indicator(
    figure: "MakeFigure",
    book: "MakeBook",
    name: str,
    target: str,
    result: str,
    comparison: str,
    flag: str,
) -> None:
    items = [figure(name, 2018, result), figure(f"{name}.target", 2019, target)]
    (row,) = next_targets(items, SPAN, book())
    assert (row.comparison, row.flag) == (comparison, flag)
    assert row.below_result == bool(flag)


def test_it_speaks_english(figure: "MakeFigure", book: "MakeBook") -> None:
    items = [
        figure("jobs", 2018, "trên 24000"),
        figure("jobs.target", 2019, "23500"),
        figure("poverty", 2018, "6"),
        figure("poverty.target", 2019, "7"),
        figure("trained", 2018, "65"),
        figure("trained.target", 2019, "65"),
    ]
    said = [(row.comparison, row.flag) for row in next_targets(items, SPAN, book("en"))]
    assert said == [
        (
            "about 97.9 % of the result of the year 2018",
            "below the result of the year 2018 (over 24,000)",
        ),
        (
            "1 percentage points above the result of the year 2018",
            "easier than the result of the year 2018 (6)",
        ),
        ("the level of the year 2018", ""),
    ]


def test_the_latest_result_up_to_the_reports_span_is_taken(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    items = [
        figure("jobs.target", 2020, "100"),
        figure("jobs", 2016, "1"),
        figure("jobs", 2018, "90"),
        figure("jobs", (2017, 2018), "170"),
        figure("jobs", 2019, "95"),
        figure("trained", 2018, "5"),
    ]
    (row,) = next_targets(items, SPAN, book())
    assert (row.label, row.result, row.target) == ("Việc làm mới (năm 2020)", "90", "100")


def test_a_target_that_has_been_met_or_missed_by_now_is_not_to_come(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    assert next_targets([figure("jobs.target", 2018, "100")], SPAN, book()) == ()


def test_a_target_without_an_earlier_result_stands_alone(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    (row,) = next_targets([figure("trained.target", 2019, "65")], SPAN, book())
    assert (row.result, row.comparison, row.flag, row.below_result) == ("", "", "", False)


def test_a_result_in_another_unit_brings_its_unit_along(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    items = [
        figure("fund", 2018, "0.8", measure="triệu đồng"),
        figure("fund.target", 2019, "1"),
    ]
    (row,) = next_targets(items, SPAN, book())
    assert (row.target, row.unit, row.result) == ("1", "tỷ đồng", "800 triệu đồng")
    assert row.comparison == "125 % kết quả năm 2018"
