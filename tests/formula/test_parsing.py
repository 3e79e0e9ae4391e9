"""What an expression may say, and how a slip is answered: every fault, its column, a remedy."""

from fractions import Fraction

import pytest

from thidua.core.formula.parsing import ExpressionFault, ExpressionRefused, Names, parse_expression
from thidua.core.formula.tree import (
    Aggregate,
    AggregateKind,
    And,
    Arithmetic,
    Call,
    Child,
    Choose,
    Compare,
    Field,
    Function,
    Given,
    LabelKind,
    Labelled,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Or,
)

A, B, C = Name("a"), Name("b"), Name("c")
ONE, TWO = Number(Fraction(1)), Number(Fraction(2))


def refused(source: str, names: Names = Names()) -> tuple[ExpressionFault, ...]:  # noqa: B008
    with pytest.raises(ExpressionRefused) as caught:
        parse_expression(source, names)
    return caught.value.faults


def only_fault(source: str, names: Names = Names()) -> ExpressionFault:  # noqa: B008
    [fault] = refused(source, names)
    return fault


@pytest.mark.parametrize(
    ("source", "node"),
    [
        ("a", A),
        ("a.target", Name("a", Field.TARGET)),
        ("a.baseline", Name("a", Field.BASELINE)),
        ("a.previous", Name("a", Field.PREVIOUS)),
        ("a + b - c", Arithmetic("-", Arithmetic("+", A, B), C)),
        ("a * b / c", Arithmetic("/", Arithmetic("*", A, B), C)),
        ("-a", Negate(A)),
        ("-2", Number(Fraction(-2))),
        ("- -2", Negate(Number(Fraction(-2)))),
        ("0.50", Number(Fraction(1, 2))),
        ("1 < a <= 2", Compare(("<", "<="), (ONE, A, TWO))),
        (
            "a == b and not a != c",
            And((Compare(("==",), (A, B)), Not(Compare(("!=",), (A, C))))),
        ),
        ("a > b or a >= c", Or((Compare((">",), (A, B)), Compare((">=",), (A, C))))),
        ("a if a < b else c", Choose(Compare(("<",), (A, B)), A, C)),
        ("min(a, b, c)", Call(Function.MIN, (A, B, C))),
        ("floor(a)", Call(Function.FLOOR, (A,))),
        ("round(a, 2)", Call(Function.ROUND, (A, TWO))),
        ("power(a, -1, 2, 2)", Call(Function.POWER, (A, Number(Fraction(-1)), TWO, TWO))),
        ("given(a)", Given(A)),
        ("given(a > b)", Given(Compare((">",), (A, B)))),
        ("highest(a)", Aggregate(AggregateKind.HIGHEST, A)),
        ("mean(a, where = given(b))", Aggregate(AggregateKind.MEAN, A, Given(B))),
        ("count(where = given(b))", Aggregate(AggregateKind.COUNT, ONE, Given(B))),
        ("count(a)", Aggregate(AggregateKind.COUNT, A)),
        (
            "days_late(a)",
            Call(
                Function.MAX,
                (Arithmetic("-", A, Name("a", Field.TARGET)), Number(Fraction(0))),
            ),
        ),
        ("  a\n\t+\r\n b ", Arithmetic("+", A, B)),
    ],
)
def test_the_constructs_of_the_language(source: str, node: Node) -> None:
    assert parse_expression(source) == node


def test_a_literal_is_exactly_its_digits() -> None:
    digits = "0.1000000000000000055511151231257827"
    assert parse_expression(digits) == Number(Fraction(digits))


class TestNames:
    INPUT = Labelled(LabelKind.INPUT, "actual", Name("jobs"))
    NAMES = Names(
        aliases={
            "actual": INPUT,
            "rank": Labelled(LabelKind.INPUT, "rank", Arithmetic("+", A, B)),
            "floor_share": Number(Fraction(1, 2)),
            "plain": A,
        },
        indicators=frozenset({"jobs", "poverty_rate"}),
        rows={"a4.1": Labelled(LabelKind.ROW, "a4.1", TWO)},
        children=("part-one", "part-two"),
        points=Fraction(45),
    )

    def test_points(self) -> None:
        assert parse_expression("points", self.NAMES) == Number(Fraction(45))

    def test_points_where_there_are_none(self) -> None:
        assert "no points here" in only_fault("points").what.en

    def test_an_alias_is_the_very_node(self) -> None:
        assert parse_expression("actual", self.NAMES) is self.INPUT
        assert parse_expression("floor_share", self.NAMES) == Number(Fraction(1, 2))

    def test_an_alias_may_be_a_word_of_the_language(self) -> None:
        assert parse_expression("rank", self.NAMES) is self.NAMES.aliases["rank"]

    def test_the_target_of_an_alias_that_is_an_indicator(self) -> None:
        target = Name("jobs", Field.TARGET)
        assert parse_expression("actual.target", self.NAMES) == Labelled(
            LabelKind.INPUT, "actual.target", target
        )
        assert parse_expression("plain.target", self.NAMES) == Name("a", Field.TARGET)

    def test_other_aliases_have_no_target(self) -> None:
        assert only_fault("rank.target", self.NAMES).column == 1

    def test_an_unknown_indicator_with_the_nearest(self) -> None:
        fault = only_fault("1 + poverty_rat", self.NAMES)
        assert fault.column == 5
        assert fault.what.vi == "Không có tên “poverty_rat”."
        assert fault.remedy is not None
        assert fault.remedy.vi == "Có phải là “poverty_rate”?"

    def test_an_unknown_indicator_with_a_field(self) -> None:
        assert "nothing" in only_fault("nothing.target", self.NAMES).what.en

    def test_an_unknown_name_like_nothing_at_all(self) -> None:
        fault = only_fault("Xyzzy")
        assert fault.remedy is not None
        assert fault.remedy.en.startswith("An indicator's code is small plain letters")

    def test_points_are_meant_only_where_there_are_points(self) -> None:
        without = only_fault("point", Names(indicators=frozenset({"jobs"}))).remedy
        assert without is not None and without.en.startswith("An indicator's code is")
        within = only_fault("point", self.NAMES).remedy
        assert within is not None and within.en == "Did you mean “points”?"

    def test_rows_and_children(self) -> None:
        assert parse_expression('row("a4.1")', self.NAMES) == Labelled(LabelKind.ROW, "a4.1", TWO)
        assert parse_expression("child('part-one')", self.NAMES) == Child("part-one")

    def test_unknown_rows_and_children_with_the_nearest(self) -> None:
        row = only_fault('row("a4.2")', self.NAMES)
        child = only_fault('child("part-on")', self.NAMES)
        assert row.remedy is not None and "a4.1" in row.remedy.vi
        assert child.remedy is not None and "part-one" in child.remedy.vi
        assert only_fault('row("zzz")', self.NAMES).remedy is None

    def test_rows_and_children_where_there_are_none(self) -> None:
        assert "criteria set" in only_fault('row("a")').what.en
        assert "combine" in only_fault('child("A")').what.en


@pytest.mark.parametrize(
    ("source", "column", "said"),
    [
        ("", None, "empty"),
        (" \n ", None, "empty"),
        ("0,5 * a", 2, "comma stands between two digits"),
        ("max(1,2)", 6, "comma stands between two digits"),
        ("a * 50%", 7, "“%”"),
        ("a × 2", 3, "“×”"),
        ("a\x00b", 2, "“U+0000”"),
        ("jobs_tạo", 7, "“ạ”"),
        ("1e5", 1, "“1e5” is not a number"),
        ("0x1F", 1, "“0x1F” is not a number"),
        ("1_000", 1, "“1_000” is not a number"),
        (".5", 1, "“.5” is not a number"),
        ("5.", 1, "“5.” is not a number"),
        ("1.234.567", 1, "“1.234.567” is not a number"),
        ("007", 1, "“007” is not a number"),
        ("1j", 1, "“1j” is not a number"),
        ("a if b>1else c", 8, "“1else” is not a number"),
        ("9" * 41, 1, "more than 40 characters"),
        ("(a", 1, "never closed"),
        ("a)", 2, "closes nothing"),
        ("a = 1", 3, "A single “=”"),
        ("a + (b > 1)", 6, "A number is needed"),
        ("1 if a else 2", 6, "A condition is needed"),
        ("not a", 5, "A condition is needed"),
        ("+a", 1, "This + does nothing"),
        ("a ** 2", 1, "no **"),
        ("a // 2", 1, "no //"),
        ("a in b", 1, "no “in”"),
        ("a is not b", 1, "no “in” and no “is”"),
        ("'a'", 1, "Quoted text"),
        ("True", 1, "“True” is not of"),
        ("None + 1", 1, "“None” is not of"),
        ("(a, b)", 1, "no such construct"),
        ("max(*a, b)", 5, "no such construct"),
        ("min", 1, "“min” is a function"),
        ("min.target", 1, "“min” is a function"),
        ("a.actual", 1, "Nothing called “.actual”"),
        ("a.targe", 1, "Nothing called “.targe”"),
        ("a.target.target", 1, "only follows an indicator"),
        ("(a + b).target", 1, "only follows an indicator"),
        ("maximum(a, b)", 1, "no function “maximum”"),
        ("qqq(a)", 1, "no function “qqq”"),
        ("a.target(1)", 1, "Only named functions"),
        ("min(a)", 1, "wrong number of values (1)"),
        ("floor(a, b)", 1, "wrong number of values (2)"),
        ("round(a)", 1, "wrong number of values (1)"),
        ("count()", 1, "wrong number of values (0)"),
        ("highest()", 1, "wrong number of values (0)"),
        ("row()", 1, "wrong number of values (0)"),
        ("min(a, b, key=c)", 1, "where = …"),
        ("mean(a, where=a > 1, where=b > 1)", 1, "where = …"),
        ("mean(a, **b)", 1, "where = …"),
        ("floor(a, where = b > 1)", 1, "where = …"),
        ("row(a)", 5, "one code in quotes"),
        ("row('a' 'b')", 5, "one code in quotes"),
        ("child(1)", 7, "one code in quotes"),
        ("round(a, b)", 10, "whole number from 0 to 12"),
        ("round(a, 0.5)", 10, "whole number from 0 to 12"),
        ("round(a, 13)", 10, "whole number from 0 to 12"),
        ("power(a, 13, 1, 2)", 10, "whole number from -12 to 12"),
        ("power(a, 1, 0, 2)", 13, "whole number from 1 to 12"),
        ("days_late(a - b)", 11, "indicator that is a date"),
    ],
)
def test_a_slip_is_named_with_its_column(source: str, column: int | None, said: str) -> None:
    fault = refused(source)[0]
    assert fault.column == column
    assert said in fault.what.en
    assert fault.what.vi


@pytest.mark.parametrize("source", ["a b", "  a +", "'a", "a AND b", "a <> b", "a if b > 1"])
def test_what_python_cannot_parse(source: str) -> None:
    fault = only_fault(source)
    assert fault.what.vi == "Biểu thức viết sai cú pháp."
    # Which column Python blames differs from version to version.
    assert fault.column is not None and 1 <= fault.column <= len(source) + 1


def test_the_column_counts_the_spaces_before_an_expression() -> None:
    first, second = only_fault("a b").column, only_fault("   a b").column
    assert first is not None and second == first + 3


@pytest.mark.parametrize(("source", "column"), [("1 +", 4), ("  1 + ", 6), ("a and", 6)])
def test_a_text_that_ends_too_early_is_blamed_at_its_end(source: str, column: int) -> None:
    assert only_fault(source).column == column


@pytest.mark.parametrize("source", ["power(a, 0.5)", "sqrt(a)", "pow(a, 2)"])
def test_roots_and_powers_are_told_how_to_be_written(source: str) -> None:
    remedy = only_fault(source).remedy
    assert remedy is not None
    assert remedy.en == (
        "Usage: power(x, p, q, places) is x to the power p/q; square root: power(x, 1, 2, 4)."
    )
    assert "căn bậc hai: power(x, 1, 2, 4)" in remedy.vi


def test_all_faults_at_once_from_left_to_right() -> None:
    faults = refused("foo(a) + b.nothing * (1 if c else 2) - 'x' + mean(d ** 2)")
    assert [fault.column for fault in faults] == [1, 10, 28, 40, 51]


def test_faults_inside_a_refused_call_are_told_too() -> None:
    assert [fault.column for fault in refused("qqq(a ** 2, 3)")] == [1, 5]
    assert [fault.column for fault in refused("floor(a ** 2, 'x')")] == [1, 7]


def test_what_no_field_can_follow_is_refused_once() -> None:
    assert "only follows an indicator" in only_fault("(a ** 2).target").what.en


def test_all_faults_of_the_raw_text_at_once() -> None:
    faults = refused("0,5 × a + 1e5 % b ×")
    assert [fault.column for fault in faults] == [2, 5, 11, 15]


def test_the_exception_reads_as_a_sentence() -> None:
    with pytest.raises(ExpressionRefused, match="column 3: A single “=” is not a comparison"):
        parse_expression("a = 1")
    with pytest.raises(ExpressionRefused, match=r"^The expression is empty\.$"):
        parse_expression("")
    with pytest.raises(ExpressionRefused) as caught:
        parse_expression("+a + 'b'")
    assert str(caught.value).splitlines() == [
        "column 1: This + does nothing. Drop it.",
        'column 6: Quoted text belongs only in row("…") and child("…").',
    ]


def test_a_remedy_for_each_common_slip() -> None:
    remedies = {
        "0,5": "0.5",
        "a × 2": "*",
        "50%": "0.5",
        "a ** 2": "power",
        "a // 2": "floor",
        "a = 2": "==",
        "maximun(a)": "",
        "a.targe": ".target",
        "highes(a)": "“highest”",
        "qqq(a)": "highest, lowest",
    }
    for source, word in remedies.items():
        remedy = refused(source)[0].remedy
        assert remedy is not None
        assert word in remedy.vi and word in remedy.en
