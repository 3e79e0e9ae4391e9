"""Expressions in words, as a note beside a criterion tells them."""

from fractions import Fraction

import pytest

from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.titles import Naming
from thidua.core.formula.tree import (
    Judgement,
    LabelKind,
    Labelled,
    Name,
    Negate,
    Node,
    Number,
    Steps,
)
from thidua.core.formula.wording import expression_words
from thidua.core.text.bilingual import Text

NAMING = Naming(
    titles={
        "jobs": Text("Việc làm mới", "New jobs"),
        "plan": Text("Có kế hoạch", "Has a plan"),
        "grade": Text("Xếp loại", "Grade"),
        "sent": Text("Ngày gửi", "Day sent"),
        "a1": Text("Báo cáo chậm", "Late report"),
    },
    dates={"sent"},
    values={
        "plan": {1: Text("có", "yes"), 0: Text("không", "no")},
        "grade": {1: Text("Kém", "Poor"), 2: Text("Tốt", "Good")},
    },
)
ROW = Labelled(LabelKind.ROW, "a1", Number(Fraction(1)))
NAMES = Names(
    aliases={"actual": Labelled(LabelKind.INPUT, "actual", Name("jobs"))},
    rows={"a1": ROW},
    points=Fraction(20),
)


def in_words(text: str, language: str = "vi") -> str:
    return expression_words(
        parse_expression(text, NAMES), "vi" if language == "vi" else "en", NAMING
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("points", "20"),
        ("1234.5", "1.234,5"),
        ("jobs", "“Việc làm mới”"),
        ("jobs.target", "“Việc làm mới (mức giao)”"),
        ("other", "“other”"),
        ("actual / actual.target", "“Việc làm mới” / “Việc làm mới (mức giao)”"),
        ('row("a1") * 2', "điểm của dòng “Báo cáo chậm” × 2"),
        ("-jobs + 1", "-“Việc làm mới” + 1"),
        ("-(jobs + 1)", "-(“Việc làm mới” + 1)"),
        ("2 - -3", "2 - -3"),
        ("2 * (jobs - 3)", "2 × (“Việc làm mới” - 3)"),
        ("jobs - (3 - 2)", "“Việc làm mới” - (3 - 2)"),
        ("jobs * 2 - 1", "“Việc làm mới” × 2 - 1"),
        ("1 - jobs * 2", "1 - “Việc làm mới” × 2"),
        ("(jobs - 3) * 2", "(“Việc làm mới” - 3) × 2"),
        ("jobs / (2 * plan)", "“Việc làm mới” / (2 × “Có kế hoạch”)"),
        ("jobs * 0", "“Việc làm mới” × 0"),
        ("-0.5 - -(0.5)", "-0,5 - -0,5"),
        ("-(-jobs)", "-(-“Việc làm mới”)"),
        ("-(-0.5 * jobs)", "-(-0,5 × “Việc làm mới”)"),
        ("2 * highest(jobs)", "2 × mức cao nhất trong cụm của (“Việc làm mới”)"),
        (
            "max(jobs - jobs.target, 0)",
            "số lớn nhất trong (“Việc làm mới” - “Việc làm mới (mức giao)”; 0)",
        ),
        ("min(jobs, 5)", "số nhỏ nhất trong (“Việc làm mới”; 5)"),
        ("max(jobs - 1, 0)", "số lớn nhất trong (“Việc làm mới” - 1; 0)"),
        ("max(jobs - plan, 0)", "số lớn nhất trong (“Việc làm mới” - “Có kế hoạch”; 0)"),
        ("max(sent - jobs, 0)", "số lớn nhất trong (“Ngày gửi” - “Việc làm mới”; 0)"),
        ("max(sent - sent.target, 1)", "số lớn nhất trong (“Ngày gửi” - “Ngày gửi (mức giao)”; 1)"),
        ("days_late(sent)", "số ngày chậm “Ngày gửi”"),
        ("floor(jobs)", "làm tròn xuống (“Việc làm mới”)"),
        ("1 if jobs <= 3 < 5 else 0", "1 nếu “Việc làm mới” ≤ 3 < 5, không thì 0"),
        ("1 if jobs == 3 else 0", "1 nếu “Việc làm mới” = 3, không thì 0"),
        ("1 if plan == 1 else 0", "1 nếu “Có kế hoạch” là “có”, không thì 0"),
        ("1 if plan == 7 else 0", "1 nếu “Có kế hoạch” = 7, không thì 0"),
        ("1 if grade != 1 else 0", "1 nếu “Xếp loại” không phải là “Kém”, không thì 0"),
        ("1 if grade >= 2 else 0", "1 nếu “Xếp loại” từ “Tốt” trở lên, không thì 0"),
        ("1 if grade <= 1 else 0", "1 nếu “Xếp loại” từ “Kém” trở xuống, không thì 0"),
        ("1 if grade > 1 else 0", "1 nếu “Xếp loại” > 1, không thì 0"),
        (
            "1 if (jobs > 1 or plan == 1) and not jobs > 5 else 0",
            "1 nếu (“Việc làm mới” > 1 hoặc “Có kế hoạch” là “có”) và không phải"
            " (“Việc làm mới” > 5), không thì 0",
        ),
        ("1 if given(jobs) else 0", "1 nếu đã có số liệu “Việc làm mới”, không thì 0"),
        (
            "1 if not given(jobs / plan) else 0",
            "1 nếu chưa có số liệu “Việc làm mới” và “Có kế hoạch”, không thì 0",
        ),
        ("(1 if jobs > 1 else 0) + 2", "(1 nếu “Việc làm mới” > 1, không thì 0) + 2"),
        ("highest(jobs)", "mức cao nhất trong cụm của (“Việc làm mới”)"),
        ("count(where = jobs > 1)", "số đơn vị được tính, chỉ tính đơn vị có “Việc làm mới” > 1"),
        (
            "2 * mean(jobs, where = plan == 1)",
            "2 × (mức trung bình của cụm của (“Việc làm mới”), chỉ tính đơn vị có"
            " “Có kế hoạch” là “có”)",
        ),
    ],
)
def test_in_vietnamese(text: str, words: str) -> None:
    assert in_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("jobs.target", "“New jobs (target)”"),
        ('row("a1")', "the points of row “Late report”"),
        ("days_late(sent)", "the days late of “Day sent”"),
        ("round(jobs, 2)", "rounded, with the decimals, (“New jobs”; 2)"),
        ("power(jobs, 1, 2, 4)", "the power, with the decimals, (“New jobs”; 1; 2; 4)"),
        ("1 if grade >= 2 else 0", "1 if “Grade” is “Good” or better, else 0"),
        (
            "1 if given(jobs) and not plan > 1 else 0",
            "1 if “New jobs” is reported and not (“Has a plan” > 1), else 0",
        ),
        ("1 if not given(jobs) else 0", "1 if “New jobs” is not reported, else 0"),
        (
            "1 if given(jobs + plan) else 0",
            "1 if “New jobs” and “Has a plan” is reported, else 0",
        ),
        ("1 if jobs > 1 or plan > 1 else 0", "1 if “New jobs” > 1 or “Has a plan” > 1, else 0"),
        (
            "lowest(jobs, where = plan > 0)",
            "the lowest of the cluster of (“New jobs”), only of members where “Has a plan” > 0",
        ),
    ],
)
def test_in_english(text: str, words: str) -> None:
    assert in_words(text, "en") == words


def test_a_number_without_end_is_a_fraction_in_brackets_where_it_must_be() -> None:
    third = Labelled(LabelKind.FORMULA, "f", Number(Fraction(1, 3)))
    assert expression_words(third, "vi", NAMING) == "1/3"
    half = Number(Fraction(1, 2))
    for number, words in ((third, "-(1/3)"), (half, "-0,5"), (Number(Fraction(0)), "-0")):
        assert expression_words(Negate(number), "vi", NAMING) == words


@pytest.mark.parametrize(
    "node", [Judgement("c", Fraction(0), Fraction(5)), Steps(Name("jobs"), ())]
)
def test_what_no_expression_says(node: Node) -> None:
    with pytest.raises(ValueError, match=type(node).__name__):
        expression_words(node, "vi", NAMING)


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        ("jobs", "Việc làm mới"),
        ("jobs.target", "Việc làm mới (mức giao)"),
        ("a1", "Báo cáo chậm"),
        ("a1.2", "a1.2"),
        ("a1.2.target", "a1.2 (mức giao)"),
        ("target", "target"),
        ("", "?"),
    ],
)
def test_what_is_written_is_named_as_the_figure_or_by_its_title(written: str, subject: str) -> None:
    assert NAMING.subject(written).vi == subject
