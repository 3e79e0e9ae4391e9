"""The columnar reading against the scalar one: any tree, any figures, any clusters."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import (
    Aggregate,
    AggregateKind,
    And,
    Arithmetic,
    AtMost,
    Call,
    Child,
    Choose,
    Compare,
    CompareSign,
    Field,
    Function,
    GeometricMean,
    Given,
    Interpolate,
    Judgement,
    LabelKind,
    Labelled,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Or,
    Step,
    Steps,
)

Strategy = st.SearchStrategy[Node]
Agree = Callable[..., Any]

SIGNS: list[CompareSign] = ["<", "<=", ">", ">=", "==", "!="]
NAMES = [Name("a"), Name("b"), Name("a", Field.TARGET)]


def called(function: Function, node: Node, *others: int) -> Node:
    return Call(function, (node, *(Number(Fraction(other)) for other in others)))


def steps(edges: Sequence[int], *, to: bool, on: Node) -> Node:
    """A table with a gap below its first edge and between its last two."""
    low, *between, high = sorted(edges)
    middle = [*between, low, high]
    return Steps(
        on,
        (
            Step(Fraction(3), high=Fraction(low), high_open=not to),
            Step(Fraction(1, 3), Fraction(low), to, Fraction(min(middle)), False),
            Step(Fraction(-7), Fraction(high), True, None),
        ),
    )


def interpolated(values: Sequence[int], points: Sequence[int], on: Node) -> Node:
    knots = zip(sorted(values), points, strict=False)
    return Interpolate(on, tuple((Fraction(value), Fraction(one)) for value, one in knots))


def numbers_over(numbers: Strategy, truths: Strategy) -> Strategy:
    few = st.lists(numbers, min_size=1, max_size=3).map(tuple)
    edges = st.lists(st.integers(-6, 6), min_size=3, max_size=4, unique=True)
    return st.one_of(
        st.builds(Arithmetic, st.sampled_from("+-*/"), numbers, numbers),
        st.builds(Arithmetic, st.sampled_from("+-*/"), numbers, numbers),
        st.builds(Negate, numbers),
        st.builds(Call, st.sampled_from([Function.MIN, Function.MAX]), few),
        st.builds(called, st.just(Function.FLOOR), numbers),
        st.builds(called, st.just(Function.ROUND), numbers, st.integers(0, 3)),
        st.builds(
            called,
            st.just(Function.POWER),
            numbers,
            st.integers(-2, 3),
            st.integers(1, 3),
            st.integers(0, 3),
        ),
        st.builds(Choose, truths, numbers, numbers),
        st.builds(Aggregate, st.sampled_from(AggregateKind), numbers, st.none() | truths),
        st.builds(steps, edges, to=st.booleans(), on=numbers),
        st.builds(interpolated, edges, st.permutations([0, 1, 5, -3, 2]), numbers),
        st.builds(AtMost, numbers, numbers),
        st.builds(lambda operands: GeometricMean(operands, (2, 1, 1)[: len(operands)], 2), few),
        st.builds(Labelled, st.just(LabelKind.ROW), st.just("r"), numbers),
    )


def truths_over(numbers: Strategy, truths: Strategy) -> Strategy:
    few = st.lists(truths, min_size=1, max_size=3).map(tuple)
    pairs = st.lists(st.tuples(st.sampled_from(SIGNS), numbers), min_size=1, max_size=2)
    return st.one_of(
        st.builds(
            lambda first, others: Compare(
                tuple(sign for sign, _ in others), (first, *(node for _, node in others))
            ),
            numbers,
            pairs,
        ),
        st.builds(And, few),
        st.builds(Or, few),
        st.builds(Not, truths),
        st.builds(Given, numbers),
        st.builds(Labelled, st.just(LabelKind.ROW), st.just("r"), truths),
    )


LEAVES: Strategy = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sampled_from([Name("nobody"), Judgement("j", Fraction(0), Fraction(5)), Child("c")]),
    st.fractions(-8, 8, max_denominator=10).map(Number),
)


def trees(depth: int) -> tuple[Strategy, Strategy]:
    numbers = LEAVES
    truths: Strategy = st.builds(Given, st.sampled_from(NAMES))
    for _ in range(depth):
        numbers, truths = (
            LEAVES | numbers_over(numbers, truths),
            truths_over(numbers, truths),
        )
    return numbers, truths


NUMBERS, TRUTHS = trees(3)

plain_values = st.integers(-800, 800).map(lambda one: Fraction(one, 100)) | st.integers(-5, 5).map(
    Fraction
)
odd_values = st.sampled_from(
    [10**18, -(10**18), 10**30, 10**15, 10**15 - 1, 2**62, 2**61, 10**9, 10**9 + 1]
).map(Fraction)
plain_figures = st.builds(Figure, plain_values)
odd_figures = st.one_of(
    plain_figures,
    plain_figures,
    st.none(),
    st.just(Figure(Fraction(0), presumed=True)),
    st.builds(Figure, plain_values, st.sampled_from(Bound)),
    st.builds(Figure, odd_values),
)


points = st.none() | plain_values


def rows(figures: st.SearchStrategy[Figure | None]) -> st.SearchStrategy[dict[str, Any]]:
    """What one member reports, was given by appraisers, and scored in its children."""
    return st.fixed_dictionaries(
        {
            "figures": st.fixed_dictionaries({name: figures for name in NAMES}),
            "judgements": st.fixed_dictionaries({"j": points}),
            "children": st.fixed_dictionaries({"c": points}),
            "is_peer": st.sampled_from([True, True, True, False]),
        }
    )


def clusters(figures: st.SearchStrategy[Figure | None]) -> st.SearchStrategy[Any]:
    return st.lists(st.lists(rows(figures), max_size=5), min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(NUMBERS | TRUTHS, clusters(plain_figures) | clusters(odd_figures))
def test_any_tree_over_any_figures(agree: Agree, node: Node, clusters: Any) -> None:
    agree(node, clusters)
