"""A tree as the author would write it."""

from fractions import Fraction

import pytest

from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.tree import (
    Child,
    Judgement,
    LabelKind,
    Labelled,
    Name,
    Node,
    Number,
    PythonCall,
    Steps,
)
from thidua.core.formula.writing import write_expression


@pytest.mark.parametrize(
    "text",
    [
        "a.target + 2 * (b - 3)",
        "a - (b - c)",
        "a / (b * c)",
        "-a * b",
        "-(a + b)",
        "--2",
        "not (a > 1 and b > 2) or c > 3",
        "not not a > 1",
        "a > 1 and (b > 2 and c > 3)",
        "(a if b > 1 else c) + 1",
        "a if b > 1 else c if d > 2 else 0.5",
        "(a if b > 1 else c) if d > 2 else 0",
        "(a if b > 1 else c) > d < e",
        "min(a, b if c > 1 else d)",
        "power(a, -1, 2, 4)",
        "given(a / b)",
        "highest(a / t, where = given(t) and a > t)",
        "count(where = a > 1)",
        "count(1)",
        "sum(1, where = a > 1)",
        "rank(a)",
    ],
)
def test_with_the_fewest_brackets(text: str) -> None:
    assert write_expression(parse_expression(text)) == text


def test_inputs_and_rows_are_written_by_name() -> None:
    actual = Labelled(LabelKind.INPUT, "actual", Name("jobs"))
    row = Labelled(LabelKind.ROW, "a4.1", Number(Fraction(1)))
    names = Names(aliases={"actual": actual}, rows={"a4.1": row}, children=["A1"])
    text = 'actual / actual.target + row("a4.1") - child("A1")'
    assert write_expression(parse_expression(text, names)) == text


def test_a_part_of_a_criterion_is_written_as_what_it_is() -> None:
    assert write_expression(Labelled(LabelKind.BASE, "LS-01", Child("A1"))) == 'child("A1")'


def test_a_number_that_is_no_decimal_is_written_as_a_division() -> None:
    text = write_expression(Labelled(LabelKind.BASE, "c", Number(Fraction(1, 3))))
    assert text == "1 / 3"


@pytest.mark.parametrize(
    "node",
    [
        Judgement("c1", Fraction(0), Fraction(5)),
        Steps(Name("a"), ()),
        PythonCall("f", (("a", Name("a")),), 2),
    ],
)
def test_what_no_expression_says(node: Node) -> None:
    with pytest.raises(ValueError, match=type(node).__name__):
        write_expression(node)
