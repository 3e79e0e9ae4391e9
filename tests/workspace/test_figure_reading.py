"""One cell as a figure: a number, a date, a grade, a yes or a no; whatever is in doubt is asked."""

from datetime import date
from fractions import Fraction

import pytest

from thidua.core.exact.figure import Bound, Figure
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.text.bilingual import Text
from thidua.core.text.dates import days_since_epoch
from thidua.core.workspace.intake.figure_reading import FigureRefused, figure_of, points_of
from thidua.core.workspace.readers import CellValue

TITLE = Text("Chỉ tiêu", "Indicator")
JOBS = Indicator("jobs", TITLE, Text("người (lượt lao động)", "persons (job turns)"))
QUALITY = Indicator(
    "quality",
    TITLE,
    Text("mức", "grade"),
    kind=ValueKind.GRADE,
    grades=("fair", "good"),
    grade_titles=(
        Text("hoàn thành nhiệm vụ", "tasks completed"),
        Text("hoàn thành tốt nhiệm vụ", "tasks completed well"),
    ),
)
HOUSEHOLDS = Indicator("households", TITLE, Text("hộ", "households"), whole=True)
RATE = Indicator("rate", TITLE, Text("%", "%"))
MONEY = Indicator("money", TITLE, Text("tỷ đồng", "billion VND"))
DAY = Indicator("day", TITLE, Text("ngày", "day"), kind=ValueKind.DATE)
PLAN = Indicator("plan", TITLE, Text("có/không", "yes/no"), kind=ValueKind.YES_NO)
GRADE = Indicator(
    "grade", TITLE, Text("mức", "grade"), kind=ValueKind.GRADE, grades=("Yếu", "Đạt", "Tốt", "1")
)


@pytest.mark.parametrize(
    ("indicator", "value", "figure"),
    [
        (JOBS, Fraction(1712), Figure(Fraction(1712))),
        (JOBS, "1.712", Figure(Fraction(1712))),
        (JOBS, "trên 24.000 người", Figure(Fraction(24000), Bound.OVER)),
        (JOBS, "24.000 lượt lao động", Figure(Fraction(24000))),
        (JOBS, "gần 500", Figure(Fraction(500), Bound.NEAR)),
        (JOBS, "0", Figure(Fraction(0))),
        (RATE, "5,12 %", Figure(Fraction("5.12"))),
        (RATE, "-2,5", Figure(Fraction("-2.5"))),
        (MONEY, "6.400.000.000 đồng", Figure(Fraction("6.4"))),
        (DAY, "5/3/2026", Figure(Fraction(days_since_epoch(date(2026, 3, 5))))),
        (DAY, date(2026, 3, 5), Figure(Fraction(days_since_epoch(date(2026, 3, 5))))),
        (PLAN, "Có", Figure(Fraction(1))),
        (PLAN, "x", Figure(Fraction(1))),
        (PLAN, Fraction(1), Figure(Fraction(1))),
        (PLAN, "KHÔNG ĐẠT", Figure(Fraction(0))),
        (GRADE, "đạt", Figure(Fraction(2))),
        (GRADE, Fraction(1), Figure(Fraction(4))),
    ],
)
def test_a_value_is_read_as_its_indicator_is_entered(
    indicator: Indicator, value: CellValue, figure: Figure
) -> None:
    assert figure_of(value, indicator) == figure


@pytest.mark.parametrize(
    ("indicator", "value", "said"),
    [
        (JOBS, "1.71", "hai cách"),
        (JOBS, "1,712", "hai cách"),
        (JOBS, "nhiều", "nhiều"),
        (JOBS, "5,12 %", "%"),
        (JOBS, date(2026, 3, 5), "ngày tháng"),
        (JOBS, Fraction(10**19), "quá lớn"),
        (RATE, Fraction("0.3333333333333"), "quá nhiều chữ số lẻ"),
        (MONEY, "5 USD", "USD"),
        (DAY, "32/01/2026", "32/01/2026"),
        (DAY, "05/03/26", "05/03/26"),
        (DAY, Fraction(46000), "46000"),
        (PLAN, "có lẽ", "có lẽ"),
        (PLAN, date(2026, 3, 5), "có hoặc không"),
        (PLAN, None, "có hoặc không"),
        (GRADE, "Tôt lắm", "Tôt lắm"),
        (GRADE, "???", "???"),
    ],
)
def test_what_is_no_figure_or_could_be_two_is_refused(
    indicator: Indicator, value: CellValue, said: str
) -> None:
    with pytest.raises(FigureRefused) as refused:
        figure_of(value, indicator)
    assert said in refused.value.what.vi
    assert str(refused.value) == refused.value.what.en


@pytest.mark.parametrize(
    ("value", "said", "remedy"),
    [
        (
            Fraction("1.712"),
            "1,712 phải là số nguyên.",
            "Nếu là 1.712 (1 nghìn 712), hãy ghi 1712.",
        ),
        (Fraction("3.1"), "3,1 phải là số nguyên.", "Nếu là 3.100 (3 nghìn 100), hãy ghi 3100."),
        (Fraction("0.5"), "0,5 phải là số nguyên.", "Hãy ghi số nguyên."),
        (Fraction("2.00005"), "2,00005 phải là số nguyên.", "Hãy ghi số nguyên."),
        ("1,5", "1,5 phải là số nguyên.", "Nếu là 1.500 (1 nghìn 500), hãy ghi 1500."),
        ("-3", "số lượng không thể nhỏ hơn 0.", "Hãy ghi 0 hoặc số nguyên dương."),
        ("-1", "số lượng không thể nhỏ hơn 0.", "Hãy ghi 0 hoặc số nguyên dương."),
    ],
)
def test_whole_things_are_not_counted_in_fractions_or_below_nothing(
    value: CellValue, said: str, remedy: str
) -> None:
    with pytest.raises(FigureRefused) as refused:
        figure_of(value, HOUSEHOLDS)
    assert refused.value.what.vi == said
    assert refused.value.remedy is not None and refused.value.remedy.vi == remedy


def test_whole_things_may_be_counted_in_thousands() -> None:
    assert figure_of("1.712", HOUSEHOLDS).value == 1712
    assert figure_of(Fraction(0), HOUSEHOLDS).value == 0


def test_a_date_in_place_of_a_number_is_told_with_what_to_do() -> None:
    with pytest.raises(FigureRefused) as refused:
        figure_of(date(2026, 3, 5), RATE)
    assert refused.value.remedy is not None and "định dạng ô" in refused.value.remedy.vi


@pytest.mark.parametrize("word", ["good", "Hoàn thành tốt nhiệm vụ", "tasks completed well"])
def test_a_grade_is_called_by_its_code_or_by_its_words(word: str) -> None:
    assert figure_of(word, QUALITY).value == 2
    assert QUALITY.grade_words[1].vi == "hoàn thành tốt nhiệm vụ"


def test_the_grades_are_listed_by_their_words() -> None:
    with pytest.raises(FigureRefused) as refused:
        figure_of("hoàn thành tốt nhiệm vu", QUALITY)
    assert refused.value.remedy == Text(
        "“hoàn thành tốt nhiệm vụ”? Các mức, từ thấp lên cao: hoàn thành nhiệm vụ,"
        " hoàn thành tốt nhiệm vụ.",
        "“hoàn thành tốt nhiệm vụ”? Grades, worst first: tasks completed, tasks completed well.",
    )


def test_a_grade_that_is_near_is_suggested_beside_the_list() -> None:
    with pytest.raises(FigureRefused) as refused:
        figure_of("Tôt", GRADE)
    assert refused.value.remedy is not None
    assert refused.value.remedy.vi == "“Tốt”? Các mức, từ thấp lên cao: Yếu, Đạt, Tốt, 1."


@pytest.mark.parametrize(
    ("value", "points"),
    [("12,5", "12.5"), ("-2", "-2"), (" 7 ", "7"), (Fraction("8.25"), "8.25")],
)
def test_points_are_exact_numbers(value: CellValue, points: str) -> None:
    assert points_of(value) == Fraction(points)


@pytest.mark.parametrize(
    "value", ["trên 5", "12.5", "năm", None, date(2026, 1, 1), Fraction(10**19)]
)
def test_points_are_nothing_else(value: CellValue) -> None:
    with pytest.raises(FigureRefused):
        points_of(value)
