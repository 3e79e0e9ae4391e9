"""The reading against a second, plain evaluator written here; and what is written reads back."""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.interval import Interval
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.tree import (
    Aggregate,
    AggregateKind,
    And,
    Arithmetic,
    Call,
    Choose,
    Compare,
    CompareSign,
    Field,
    Function,
    Given,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Or,
)
from thidua.core.formula.writing import write_expression

Read = Callable[..., Any]

SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}

COMPARE: list[CompareSign] = ["<", "<=", ">", ">=", "==", "!="]

decimals = st.decimals(-20, 20, places=1, allow_nan=False).map(Fraction)
names = st.sampled_from("abc").map(Name)
leaves = st.builds(Number, decimals) | names


def nodes_over(
    numbers: st.SearchStrategy[Node], truths: st.SearchStrategy[Node]
) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Arithmetic, st.sampled_from("+-*/"), numbers, numbers),
        st.builds(Negate, numbers.filter(lambda node: not isinstance(node, Number))),
        st.builds(
            Call,
            st.sampled_from([Function.MIN, Function.MAX]),
            st.lists(numbers, min_size=2, max_size=3).map(tuple),
        ),
        st.builds(lambda node: Call(Function.FLOOR, (node,)), numbers),
        st.builds(
            lambda node, places: Call(Function.ROUND, (node, Number(Fraction(places)))),
            numbers,
            st.integers(0, 2),
        ),
        st.builds(Choose, truths, numbers, numbers),
    )


def truths_over(
    numbers: st.SearchStrategy[Node], truths: st.SearchStrategy[Node]
) -> st.SearchStrategy[Node]:
    pair = st.lists(truths, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        comparisons(numbers), st.builds(And, pair), st.builds(Or, pair), st.builds(Not, truths)
    )


def comparisons(numbers: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.lists(
        st.tuples(st.sampled_from(COMPARE), numbers),
        min_size=1,
        max_size=2,
    ).flatmap(
        lambda pairs: numbers.map(
            lambda first: Compare(
                tuple(sign for sign, _ in pairs), (first, *(node for _, node in pairs))
            )
        )
    )


def trees(depth: int) -> tuple[st.SearchStrategy[Node], st.SearchStrategy[Node]]:
    numbers: st.SearchStrategy[Node] = leaves
    truths = comparisons(numbers)
    for _ in range(depth):
        numbers, truths = leaves | nodes_over(numbers, truths), truths_over(numbers, truths)
    return numbers, truths


NUMBERS, TRUTHS = trees(3)


class Undefined(Exception):
    """Divided by zero on the way."""


def plain(node: Node, figures: Mapping[str, Fraction]) -> Any:
    """The value by the plainest means, None where it is unknown."""

    def of(one: Node) -> Any:
        return plain(one, figures)

    match node:
        case Number(value):
            return value
        case Name(indicator):
            return figures[indicator]
        case Negate(operand):
            value = of(operand)
            return None if value is None else -value
        case Arithmetic(sign, left, right):
            one, other = of(left), of(right)
            if one is None or other is None or (sign == "/" and other == 0):
                return None
            return SIGNS[sign](one, other)
        case Call(function, arguments):
            return called(function, [of(argument) for argument in arguments])
        case Choose(condition, then, otherwise):
            answer = of(condition)
            return None if answer is None else of(then if answer else otherwise)
        case Not(operand):
            answer = of(operand)
            return None if answer is None else not answer
        case And(operands):
            return all_of([of(operand) for operand in operands])
        case Or(operands):
            answers = [of(operand) for operand in operands]
            return True if True in answers else None if None in answers else False
        case Compare(signs, operands):
            values = [of(operand) for operand in operands]
            pairs = zip(signs, values, values[1:], strict=False)
            return all_of([None if None in (a, b) else SIGNS[sign](a, b) for sign, a, b in pairs])
    raise AssertionError(node)


def all_of(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def called(function: Function, values: list[Any]) -> Any:
    if None in values:
        return None
    match function:
        case Function.MIN:
            return sorted(values)[0]
        case Function.MAX:
            return sorted(values)[-1]
        case Function.FLOOR:
            return Fraction(floor(values[0]))
    scale = 10 ** int(values[1])
    half_up = floor(abs(values[0]) * scale + Fraction(1, 2))
    return Fraction(half_up, scale) * (1 if values[0] >= 0 else -1)


figures_of_three = st.fixed_dictionaries({name: decimals for name in "abc"})


@settings(max_examples=300, deadline=None)
@given(NUMBERS | TRUTHS, figures_of_three)
def test_the_reading_agrees_with_a_plain_evaluator(
    read: Read, node: Node, figures: dict[str, Fraction]
) -> None:
    expected, answer = plain(node, figures), read(node, **figures)
    if expected is None:
        assert set(answer) == {"divided-by-zero"}
    else:
        assert answer == expected


@settings(max_examples=300, deadline=None)
@given(
    NUMBERS | TRUTHS,
    figures_of_three,
    st.fixed_dictionaries({name: st.sampled_from(["", "> ", "< "]) for name in "abc"}),
    st.fixed_dictionaries({name: st.fractions(Fraction(1, 10), 30) for name in "abc"}),
)
def test_a_reading_with_bounds_is_true_of_every_figure_within_them(
    read: Read,
    node: Node,
    edges: dict[str, Fraction],
    bounds: dict[str, str],
    distances: dict[str, Fraction],
) -> None:
    written = {name: f"{bounds[name]}{edge}" for name, edge in edges.items()}
    direction = {"": 0, "> ": 1, "< ": -1}
    inside = {name: edges[name] + direction[bounds[name]] * distances[name] for name in "abc"}
    answer, actual = read(node, **written), plain(node, inside)
    if isinstance(answer, Interval):
        assert actual is not None and answer.holds(actual)
    elif not isinstance(answer, list):
        assert answer == actual


def wider(numbers: st.SearchStrategy[Node], truths: st.SearchStrategy[Node]) -> Any:
    return st.one_of(
        numbers,
        truths,
        st.builds(Name, st.sampled_from("abc"), st.sampled_from(Field)),
        st.builds(Given, numbers | truths),
        st.builds(Aggregate, st.sampled_from(AggregateKind), numbers, st.none() | truths),
        st.builds(
            lambda base, p, q: Call(
                Function.POWER, (base, *(Number(Fraction(one)) for one in (p, q, 2)))
            ),
            numbers,
            st.integers(-12, 12),
            st.integers(1, 12),
        ),
    )


@settings(max_examples=300, deadline=None)
@given(wider(NUMBERS, TRUTHS))
def test_what_is_written_reads_back(node: Node) -> None:
    assert parse_expression(write_expression(node)) == node
