"""Unknown and beyond through every node: each kind of row beside each other, all in one column."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.tree import (
    Arithmetic,
    AtMost,
    Call,
    Function,
    GeometricMean,
    Interpolate,
    Name,
    Node,
    Number,
    Step,
    Steps,
)

Values = Callable[..., list[Any]]
Cluster = Callable[..., list[Any]]

WIDE = 10**18
BEYOND = "beyond"
FIGURES = [3, None, WIDE, 5]
"""Known, unknown and beyond, and known otherwise."""
ANSWERS: dict[bool | str | None, int | None] = {True: 3, False: 1, None: None, BEYOND: WIDE}
"""The figure by which ``a > 2`` has an answer."""


def kind(figure: int | None) -> Fraction | str | None:
    return BEYOND if figure == WIDE else None if figure is None else Fraction(figure)


def of_both(one: Any, other: Any, function: Callable[[Any, Any], Any]) -> Any:
    if BEYOND in (one, other):
        return BEYOND
    return None if None in (one, other) else function(one, other)


def conjunction(one: bool | str | None, other: bool | str | None) -> bool | str | None:
    """Read from the left, and no further than the answer needs."""
    if one is True:
        return other
    if one is None:
        return None if other is True else other
    return one


def negation(one: bool | str | None) -> bool | str | None:
    return not one if isinstance(one, bool) else one


PAIRS = [*product(ANSWERS, ANSWERS)]


@pytest.mark.parametrize("form", ["a > 2 and t > 2", "a > 2 < t"])
def test_both_of_any_two_answers(values: Values, cluster: Cluster, form: str) -> None:
    one = cluster(a=[ANSWERS[a] for a, _ in PAIRS], t=[ANSWERS[t] for _, t in PAIRS])
    assert values(form, [one]) == [conjunction(*pair) for pair in PAIRS]


def test_one_of_any_two_answers(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[ANSWERS[a] for a, _ in PAIRS], t=[ANSWERS[t] for _, t in PAIRS])
    expected = [negation(conjunction(negation(a), negation(t))) for a, t in PAIRS]
    assert values("a > 2 or t > 2", [one]) == expected
    assert values("not (not a > 2 and not t > 2)", [one]) == expected


@pytest.mark.parametrize("sign", ["and", "or"])
@pytest.mark.parametrize("missing", [None, BEYOND])
@pytest.mark.parametrize("side", ["a", "t"])
def test_answers_of_which_one_side_lacks_some(
    values: Values, cluster: Cluster, sign: str, missing: str | None, side: str
) -> None:
    some, every = [True, False, missing] * 2, [True, True, True, False, False, False]
    a, t = (some, every) if side == "a" else (every, some)
    one = cluster(a=[ANSWERS[one] for one in a], t=[ANSWERS[one] for one in t])
    found = values(f"a > 2 {sign} t > 2", [one])
    if sign == "and":
        assert found == [*map(conjunction, a, t)]
    else:
        assert found == [
            negation(conjunction(negation(x), negation(y))) for x, y in zip(a, t, strict=True)
        ]


def divided(one: Any, other: Any) -> Fraction | None:
    return Fraction(one) / other if other else None


OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "{} + {}": lambda one, other: one + other,
    "{} - {}": lambda one, other: one - other,
    "{} * {}": lambda one, other: one * other,
    "{} / {}": divided,
    "min({}, {})": min,
    "max({}, {})": max,
}
OPERANDS: list[tuple[str, Callable[[Any], Any]]] = [
    ("a", lambda a: a),
    ("a / 7", lambda a: of_both(a, Fraction(7), OPERATIONS["{} / {}"])),
    ("1 / (a + 1)", lambda a: of_both(1, of_both(a, 1, OPERATIONS["{} + {}"]), divided)),
    ("1 / (a - 5)", lambda a: of_both(1, of_both(a, 5, OPERATIONS["{} - {}"]), divided)),
    ("1 / (a - 4)", lambda a: of_both(1, of_both(a, 4, OPERATIONS["{} - {}"]), divided)),
    ("0 * a", lambda a: of_both(a, Fraction(0), OPERATIONS["{} * {}"])),
]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_of_two_operands_beyond_comes_first_then_unknown(
    values: Values, cluster: Cluster, operation: str
) -> None:
    rows = [*product(FIGURES, FIGURES)]
    one = cluster(a=[a for a, _ in rows], t=[t for _, t in rows])
    for (left, of_left), (right, of_right) in product(OPERANDS, OPERANDS):
        text = operation.format(f"({left})", f"({right.replace('a', 't')})")
        assert values(text, [one]) == [
            of_both(of_left(kind(a)), of_right(kind(t)), OPERATIONS[operation]) for a, t in rows
        ], text


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("number", [-9, 0, 1, 4, 9])
def test_with_a_constant_a_row_stays_what_it_is(
    values: Values, cluster: Cluster, operation: str, number: int
) -> None:
    one = cluster(a=FIGURES, t=[7, 7, 7, 8])
    by, compute = Fraction(number), OPERATIONS[operation]
    figures = [*map(kind, FIGURES)]
    on_the_right = values(operation.format("a", f"({number})"), [one])
    assert on_the_right == [of_both(a, by, compute) for a in figures]
    on_the_left = values(operation.format(f"({number})", "a"), [one])
    assert on_the_left == [of_both(by, a, compute) for a in figures]


def test_of_three_branches_the_condition_s_own_row_comes_first(
    values: Values, cluster: Cluster
) -> None:
    rows = [*product(ANSWERS, FIGURES, FIGURES)]
    one = cluster(
        a=[ANSWERS[answer] for answer, _, _ in rows],
        b=[then for _, then, _ in rows],
        t=[otherwise for _, _, otherwise in rows],
    )
    expected = [
        (kind(then) if answer else kind(otherwise)) if isinstance(answer, bool) else answer
        for answer, then, otherwise in rows
    ]
    assert values("b if a > 2 else t", [one]) == expected
    ratios = [one / 7 if isinstance(one, Fraction) else one for one in expected]
    assert values("b / 7 if a > 2 else t / 7", [one]) == ratios
    for place in (1, 2):
        few = [row for row, (answer, *_) in enumerate(rows) if answer is not bool(place - 1)]
        found = values("b if a > 2 else t", [[one[row] for row in few]])
        assert found == [expected[row] for row in few]


def test_a_function_of_a_row_without_a_value_has_none(values: Values, cluster: Cluster) -> None:
    one = cluster(a=FIGURES)
    for text, known in (
        ("floor(a / 2)", [1, 2]),
        ("round(a / 8, 1)", [Fraction("0.4"), Fraction("0.6")]),
        ("power(a, 2, 1, 0)", [9, 25]),
        ("-a", [-3, -5]),
        ("-(a / 2)", [Fraction(-3, 2), Fraction(-5, 2)]),
    ):
        assert values(text, [one]) == [known[0], None, BEYOND, known[1]]


def test_a_setting_without_a_value_leaves_none(values: Values, cluster: Cluster) -> None:
    """A setting is a literal, as the parser makes sure; one that is not may lack some rows."""
    zero: Node = Arithmetic("*", Number(Fraction(0)), Name("a"))
    one = cluster(a=FIGURES, t=[8, 8, 8, 8])
    assert values(Call(Function.ROUND, (Name("t"), zero)), [one]) == [8, None, BEYOND, 8]
    half = Number(Fraction(1)), Number(Fraction(3)), zero
    assert values(Call(Function.POWER, (Name("t"), *half)), [one]) == [2, None, BEYOND, 2]


RATIO = parse_expression("a / t", Names())
THIRD = Fraction(1, 3)


def test_tables_keep_rows_without_a_value_apart(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[3, None, WIDE, 5], t=[1, 1, 1, 10])
    bands = (Step(Fraction(1), high=Fraction(1)), Step(Fraction(2), low=Fraction(1), low_open=True))
    knots = ((Fraction(0), Fraction(0)), (Fraction(2), Fraction(4)), (Fraction(9), Fraction(11)))
    for on, second in ((Name("a"), 2), (RATIO, 1)):
        assert values(Steps(on, bands), [one]) == [2, None, BEYOND, second]
    assert values(Interpolate(RATIO, knots), [one]) == [5, None, BEYOND, 1]
    mean = GeometricMean((Name("a"), Name("t")), (1, 1), 1)
    assert values(mean, [one]) == [Fraction("1.7"), None, BEYOND, Fraction("7.1")]
    other = cluster(a=[4, 4, 4, 9], t=FIGURES)
    assert values(mean, [other]) == [Fraction("3.5"), None, BEYOND, Fraction("6.7")]


def test_a_step_whose_edge_cannot_be_compared_is_not_guessed(
    values: Values, cluster: Cluster
) -> None:
    wide = 4 * 10**16
    one = cluster(a=[wide - 1, None, 1, 2, 9], t=[wide, 1, 4, 3, 1])
    edges = (
        Step(Fraction(5), high=THIRD),
        Step(Fraction(6), low=THIRD, low_open=True, high=Fraction(4)),
        Step(Fraction(7), low=Fraction(4), low_open=True),
    )
    assert values(Steps(RATIO, edges), [one]) == [BEYOND, None, 5, 6, 7]


def test_a_maximum_that_has_no_value_settles_nothing(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[1, 1, 1, 2], t=[9, None, WIDE, 7])
    assert values(AtMost(Name("a"), Name("t")), [one]) == [1, None, BEYOND, 2]
    assert values(AtMost(Name("t"), Name("a")), [one]) == [None, None, BEYOND, None]
    nine: Node = parse_expression("max(t, 9)", Names())
    assert values(AtMost(Name("a"), nine), [one]) == [1, None, BEYOND, 2]


ROWS = [*product([True, False, None, BEYOND], FIGURES)]


@pytest.mark.parametrize("form", ["sum(t, where = a > 2)", "sum(t / 7, where = a > 2) * 7"])
def test_only_a_member_of_whom_it_is_known_counts_or_does_not(
    values: Values, cluster: Cluster, form: str
) -> None:
    """Each beside a member who counts; a cluster of which somebody is in doubt is beyond."""
    clusters = [cluster(a=[3, ANSWERS[answer]], t=[10, figure]) for answer, figure in ROWS]
    expected = [
        10 if answer is False
        else BEYOND if answer is not True or figure in (None, WIDE)
        else 10 + figure
        for answer, figure in ROWS
    ]  # fmt: skip
    assert values(form, clusters) == [one for one in expected for _ in range(2)]


def test_who_is_no_peer_counts_for_nothing_whatever_is_in_doubt(
    values: Values, cluster: Cluster
) -> None:
    for answer, figure in ROWS:
        peer, gone = cluster(a=[3, ANSWERS[answer]], t=[10, figure])
        members = [peer, {"figures": gone.figures, "is_peer": False}]
        for text, known in (
            ("sum(t, where = a > 2)", 10),
            ("count(where = a > 2)", 1),
            ("highest(t)", 10),
            ("lowest(t / 7, where = a > 2)", Fraction(10, 7)),
            ("rank(t, where = a > 2)", 1),
        ):
            assert values(text, [members])[0] == known
