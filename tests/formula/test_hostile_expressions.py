"""Text made to exhaust the machine or to reach beyond the language is refused, and quickly."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import Factory, frozen
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thidua.core.exact.figure import Figure
from thidua.core.formula.evaluation import Reading
from thidua.core.formula.parsing import ExpressionRefused, Names, parse_expression
from thidua.core.formula.tree import (
    And,
    Arithmetic,
    Call,
    Function,
    LabelKind,
    Labelled,
    Name,
    Node,
    Number,
)
from thidua.core.formula.walking import depth

HOSTILE = [
    "a" * 1_000_000,
    "1 + " * 300_000 + "1",
    "(" * 10_000 + "1" + ")" * 10_000,
    "(" * 51 + "1" + ")" * 51,
    "not " * 60 + "a > 1",
    "- " * 900 + "1",
    "-not " * 300 + "1",
    "not(" * 60 + "a > 1" + ")" * 60,
    "+".join("a" * 900),
    "a" + ".target" * 200,
    "a if a > 1 else " * 110 + "a",
    "f" + "(a)" * 300,
    "9**9",
    "9**9**9**9",
    "9" * 1_999,
    "power(9, 999999999, 1, 0)",
    "power(9, 1, 999999999, 0)",
    "power(9, 1, 1, 999999999)",
    "round(1, 999999999)",
    "__import__('os').system('id')",
    "().__class__.__bases__[0].__subclasses__()",
    "a.__class__",
    "a.target.__class__",
    "open('/etc/passwd')",
    "eval('1')",
    "min.__globals__",
    "lambda: 1",
    "[a for a in b]",
    "{a: b}",
    "(a := 1)",
    "f'{a}'",
    "b'a'",
    "a[0]",
    "await a",
    "(yield)",
    "a; b",
    "a\\\n+ b",
    "a # comment",
    "'''" * 600,
    "...",
    "a @ b",
    "a << 999999999",
    "~a",
    "\ufeffa",
    "а + 1",  # a Cyrillic letter
    "row('" + "a" * 1_900 + "')",
    "highest(" * 49 + "a" + ", where = a)" * 49,
]


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_refused(source: str) -> None:
    with pytest.raises(ExpressionRefused) as caught:
        parse_expression(source)
    for fault in caught.value.faults:
        assert len(fault.what.vi) < 500 and len(fault.what.en) < 500


def test_what_is_just_within_the_limits_is_read() -> None:
    assert parse_expression("(" * 50 + "1" + ")" * 50) == Number(Fraction(1))
    assert depth(parse_expression("+".join("a" * 100))) == 100
    assert parse_expression("a" + " " * 1_999) == Name("a")


def test_python_giving_up_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("ast.parse", exhausted)
    with pytest.raises(ExpressionRefused, match="levels deep"):
        parse_expression("a")


def test_rows_that_name_rows_cannot_grow_without_end() -> None:
    row: Node = Name("a")
    for _ in range(150):
        row = Labelled(LabelKind.ROW, "r", Arithmetic("+", row, row))
    with pytest.raises(ExpressionRefused, match="levels deep"):
        parse_expression("row('r')", Names(rows={"r": row}))


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            "a b.target 1 0.5 'x' ( ) , + - * / < <= == = != . and or not if else in is for lambda"
            " min max floor round power given row child highest rank count where days_late points"
            " None".split()
        ),
        max_size=14,
    ).map(" ".join)
)
@example("count(where=where)")
def test_any_text_is_a_tree_or_a_refusal_and_nothing_else(source: str) -> None:
    try:
        parse_expression(source)
    except ExpressionRefused as refusal:
        assert refusal.faults


def test_deeply_nested_aggregates_are_read_once_each(
    read_cluster: Callable[..., list[object]],
) -> None:
    expression = "highest(" * 49 + "a" + ")" * 49
    assert read_cluster(expression, [{"a": value} for value in range(5)]) == [4] * 5


@frozen
class Watched:
    """A member whose every figure is 5."""

    unit: str = "u"
    asked: list[Name] = Factory(list)

    def figure(self, name: Name) -> Figure:
        self.asked.append(name)
        return Figure(Fraction(5))

    def judged(self, criterion: str) -> None:
        return None

    def child(self, code: str) -> None:
        return None


def test_a_condition_that_stands_in_many_places_is_read_once() -> None:
    once, often = Watched(), Watched()
    condition = parse_expression("given(a)")
    node = condition
    for _ in range(8):
        node = And((node, node))
    assert Reading(once).truth(condition) is True
    assert Reading(often).truth(node) is True
    assert often.asked == once.asked


def test_the_deepest_trees_are_read(read: Callable[..., object]) -> None:
    node: Node = Name("a")
    for _ in range(199):
        node = Call(Function.MAX, (node, Number(Fraction(1))))
    assert parse_expression("deep", Names(aliases={"deep": node})) is node
    assert read(node, a=5) == 5
