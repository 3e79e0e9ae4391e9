"""The words of bands, of interpolation, of other parts, and of figures of the whole cluster."""

from fractions import Fraction

import pytest
from tests.formula.told_traces import Unit, explained, number, over, parse, under

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import (
    AtMost,
    Child,
    GeometricMean,
    Interpolate,
    Judgement,
    Name,
    PythonCall,
    Step,
    Steps,
)

# --- tables ---------------------------------------------------------------------------------

BANDS = (
    Step(Fraction(5), Fraction(98), low_open=True),
    Step(Fraction(4), Fraction(97), high=Fraction(98)),
    Step(Fraction(3), Fraction(96), low_open=True, high=Fraction(97), high_open=True),
    Step(Fraction(2), Fraction(95), high=Fraction(96), high_open=False),
    Step(Fraction(1), Fraction(94), high=Fraction(95)),
    Step(Fraction(1), high=Fraction(94)),
)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (
            "98.01",
            "98,01 % nằm trong bậc trên 98 → 5 điểm",
            "98.01 % is in the step over 98 → 5 points",
        ),
        (
            "97",
            "97 % nằm trong bậc từ 97 đến dưới 98 → 4 điểm",
            "97 % is in the step from 97 to under 98 → 4 points",
        ),
        (
            "96.5",
            "96,5 % nằm trong bậc trên 96 đến dưới 97 → 3 điểm",
            "96.5 % is in the step over 96 to under 97 → 3 points",
        ),
        (
            "96",
            "96 % nằm trong bậc từ 95 đến 96 → 2 điểm",
            "96 % is in the step from 95 to 96 → 2 points",
        ),
        (
            "90",
            "90 % nằm trong bậc dưới 94 → 1 điểm",
            "90 % is in the step under 94 → 1 point",
        ),
    ],
)
def test_the_step_of_a_band_table_is_named(value: str, vi: str, en: str) -> None:
    bands = Steps(Name("rate"), BANDS)
    assert explained(bands, {"rate": value})[-1] == vi
    assert explained(bands, {"rate": value}, language="en")[-1] == en


def test_a_bounded_value_may_touch_several_steps_of_the_same_points() -> None:
    lines = explained(Steps(Name("rate"), BANDS), {"rate": under(95)})
    assert lines[-1] == "Dưới 95 % nằm trong bậc từ 94 đến dưới 95 hoặc dưới 94 → 1 điểm"


def test_a_band_table_may_stand_on_a_formula() -> None:
    steps = (
        Step(Fraction(2), Fraction(1)),
        Step(Fraction(1), Fraction(0), high=Fraction(1)),
        Step(Fraction(0), high=Fraction(0), high_open=False),
    )
    table = Steps(parse("jobs / 4"), steps)
    assert explained(table, {"jobs": 8})[-1] == "8 / 4 = 2 nằm trong bậc từ 1 → 2 điểm"
    assert explained(table, {"jobs": -4}, language="en")[-1] == (
        "-4 / 4 = -1 is in the step up to 0 → 0 points"
    )
    everything = Steps(parse("jobs"), (Step(Fraction(1)),))
    assert explained(everything, {"jobs": 8})[-1] == "8 người nằm trong bậc mọi giá trị → 1 điểm"


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (
            75,
            "75 % nằm giữa mốc 50 (0 điểm) và mốc 100 (5 điểm) → 2,5 điểm",
            "75 % is between 50 (0 points) and 100 (5 points) → 2.5 points",
        ),
        (
            40,
            "40 % không quá mốc đầu 50 → 0 điểm",
            "40 % is not above the first mark, 50 → 0 points",
        ),
        (
            100,
            "100 % từ mốc cuối 100 trở lên → 5 điểm",
            "100 % is not below the last mark, 100 → 5 points",
        ),
        (
            over(100),
            "Trên 100 % nội suy theo bảng mốc → 5 điểm",
            "Over 100 % interpolated → 5 points",
        ),
    ],
)
def test_interpolation_names_the_marks(value: int | Figure, vi: str, en: str) -> None:
    knots = ((Fraction(50), Fraction(0)), (Fraction(100), Fraction(5)))
    table = Interpolate(Name("rate"), knots)
    assert explained(table, {"rate": value})[-1] == vi
    assert explained(table, {"rate": value}, language="en")[-1] == en


def test_other_parts_of_a_criterion_have_their_words() -> None:
    assert explained(Judgement("judged", Fraction(0), Fraction(5)), {}) == [
        "Điểm chấm trong khung từ 0 đến 5 → 4 điểm"
    ]
    assert explained(Child("A1"), {}, language="en") == ["Section A1: 120", "120 points"]
    assert explained(AtMost(parse("jobs + 1"), number("45")), {"jobs": 3})[-1] == "3 + 1 = 4 điểm"


def test_a_geometric_mean_lists_its_parts_and_weights() -> None:
    mean = GeometricMean((parse("jobs"), number("9")), (1, 1), 2)
    assert explained(mean, {"jobs": 4})[-1] == (
        "Trung bình nhân của 4; 9 (trọng số 1; 1), làm tròn đến 2 chữ số thập phân → 6 điểm"
    )


def test_a_python_formula_lists_what_it_was_given() -> None:
    call = PythonCall("curve", (("x", parse("jobs")),), 2)
    assert explained(call, {"jobs": 4})[-1] == "Công thức “Đường cong” với x = 4 → 8 điểm"


# --- the cluster ----------------------------------------------------------------------------

PEERS = (
    Unit("u2", {"jobs": 9, "jobs.target": 3}),
    Unit("u3", {"jobs.target": 3}),
    Unit("u4", {"jobs": over(6), "jobs.target": 3}),
)


def test_an_aggregate_lists_the_value_of_every_member() -> None:
    lines = explained("points * jobs / highest(jobs)", {"jobs": 3}, peers=PEERS[:2])
    assert lines == [
        "Việc làm mới (kết quả): 3 người",
        "Mức cao nhất trong cụm, “Việc làm mới (kết quả)”"
        " (Phòng Một: 3; Phòng Hai: 9; u3: không tính được) → 9",
        "45 × 3 / 9 = 15 điểm",
    ]


@pytest.mark.parametrize(
    ("formula", "vi", "en"),
    [
        (
            "rank(jobs / jobs.target)",
            "Thứ hạng trong cụm, “Việc làm mới (kết quả)” / “Việc làm mới (mức giao)”"
            " (Phòng Một: 1; Phòng Hai: 3; u3: không tính được) → 2 điểm",
            "The rank in the cluster, “Jobs created (actual)” / “Jobs created (target)”"
            " (Phòng Một: 1; Phòng Hai: 3; u3: left out) → 2 points",
        ),
        (
            "count(where = given(jobs))",
            "Số đơn vị được tính (Phòng Một; Phòng Hai) → 2 điểm",
            "The number of members counted (Phòng Một; Phòng Hai) → 2 points",
        ),
        (
            "lowest((jobs + 1) * 2)",
            "Mức thấp nhất trong cụm, (“Việc làm mới (kết quả)” + 1) × 2"
            " (Phòng Một: 8; Phòng Hai: 20; u3: không tính được) → 8 điểm",
            "The lowest of the cluster, (“Jobs created (actual)” + 1) × 2"
            " (Phòng Một: 8; Phòng Hai: 20; u3: left out) → 8 points",
        ),
        (
            "mean(min(jobs, 5) + 1)",
            "Mức trung bình của cụm (Phòng Một: 4; Phòng Hai: 6; u3: không tính được) → 5 điểm",
            "The mean of the cluster (Phòng Một: 4; Phòng Hai: 6; u3: left out) → 5 points",
        ),
        (
            "sum(jobs, where = jobs > 100)",
            "Tổng của cụm, “Việc làm mới (kết quả)” (u3: không tính được) → 0 điểm",
            "The sum over the cluster, “Jobs created (actual)” (u3: left out) → 0 points",
        ),
        (
            "sum(jobs, where = given(jobs) and jobs > 100)",
            "Tổng của cụm, “Việc làm mới (kết quả)” → 0 điểm",
            "The sum over the cluster, “Jobs created (actual)” → 0 points",
        ),
    ],
)
def test_each_aggregate_says_what_it_takes(formula: str, vi: str, en: str) -> None:
    figures = {"jobs": 3, "jobs.target": 3}
    assert explained(formula, figures, peers=PEERS[:2])[-1] == vi
    assert explained(formula, figures, peers=PEERS[:2], language="en")[-1] == en


def test_bounded_figures_of_members_stay_bounded() -> None:
    lines = explained("lowest(jobs)", {"jobs": 3}, peers=(PEERS[2],))
    assert lines == [
        "Mức thấp nhất trong cụm, “Việc làm mới (kết quả)” (Phòng Một: 3; u4: trên 6) → 3 điểm"
    ]
