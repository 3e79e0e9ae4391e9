"""Corners of single columns: what spans prove, and rows that lack a value or pass the limit."""

from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from tests.formula.columns.small_columns import (
    BEYOND,
    Cluster,
    Values,
    column,
    mask,
    quotients,
    values_of,
)

from thidua.core.formula.columns.arithmetic import add, choose, divide, maximum, minimum, multiply
from thidua.core.formula.columns.distinct import by_distinct
from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.columns.integers import LIMIT, measured
from thidua.core.formula.columns.masks import has_all
from thidua.core.formula.columns.numbers import (
    all_beyond,
    all_unknown,
    constant,
    of_integers,
    restricted,
)
from thidua.core.formula.columns.reading import ColumnReading
from thidua.core.formula.columns.scales import lowest_terms
from thidua.core.formula.columns.spans import Span
from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.tree import (
    AtMost,
    Child,
    Compare,
    Judgement,
    Name,
    Negate,
    Node,
    Number,
    Step,
    Steps,
)


def test_appraisers_and_children_are_asked_by_their_code() -> None:
    def points(one: int) -> FigureColumn:
        return FigureColumn(np.array([one]), 1)

    reading = ColumnReading(
        {},
        Segments(np.array([0, 1])),
        judged={"j": points(15), "k": points(25)},
        children={"c": points(35).numbers, "d": points(45).numbers},
    )
    nodes: list[Node] = [
        *(Judgement(one, Fraction(0), Fraction(9)) for one in "jk"),
        Child("c"),
        Child("d"),
    ]
    assert [float(reading.number(node).at(0)) for node in nodes] == [1.5, 2.5, 3.5, 4.5]


def test_one_step_without_edges_keeps_what_its_value_is(values: Values, cluster: Cluster) -> None:
    always = Steps(Name("a"), (Step(Fraction(5)),))
    assert values(always, [cluster(a=[1, None, 10**18])]) == [5, None, BEYOND]


def test_a_maximum_that_nobody_reported_is_not_0(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[-5, -5, -5], t=[1, None, 10**18])
    assert values(AtMost(Name("a"), Name("t")), [one]) == [-5, None, BEYOND]
    other = cluster(a=[-5, -5, -5, 2, 2], t=[1, None, 10**18, 1, 7])
    assert values(AtMost(Name("a"), Name("t")), [other]) == [-5, None, BEYOND, None, 2]
    assert values(AtMost(Name("t"), Number(Fraction(3))), [one]) == [1, None, BEYOND]


def test_a_constant_branch_may_lack_rows(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[1, 1, 1, 0, 0], b=[4, None, 10**18, None, 10**18], t=[2] * 5)
    for number in (0, 3, Fraction(7, 3)):
        then = f"0 * b + {number}"
        expected = [number, None, BEYOND, Fraction(2, 7), Fraction(2, 7)]
        assert values(f"{then} if a > 0 else t / (t + 5)", [one]) == expected
        other = f"t / (t + 5) if a < 1 else {then}"
        assert values(other, [one]) == expected


def test_a_column_of_one_number_is_chosen_like_a_constant() -> None:
    found = choose(mask(True, False), column(3, 3, places=1), quotients((1, 7), (2, 5)))
    assert values_of(found) == [Fraction(3, 10), Fraction(2, 5)]


def test_sums_products_and_choices_keep_the_spans_that_are_proved() -> None:
    """Each of the two lies between 0 and 1, however large what it was divided from."""
    one = constant(Fraction(1), 2)
    left = minimum(quotients((10**9, 7), (3, 10)), one)
    right = minimum(quotients((10**9, 11), (5, 13)), one)
    assert add(left, right).span == (0, 2)
    assert multiply(left, right).span == (0, 1)
    assert choose(mask(True, False), left, right).span == (0, 1)


UNIT = 10**9


def test_rows_that_lack_something_keep_lacking_it_where_terms_are_cancelled() -> None:
    ratio = quotients((30 * UNIT, 40 * UNIT), (20 * UNIT, 50 * UNIT), (UNIT, 7 * UNIT))
    leader = quotients((60 * UNIT, 70 * UNIT), (90 * UNIT, 80 * UNIT), (UNIT, 5 * UNIT))
    first, second = mask(False, True, True), mask(False, True, False)
    for known, beyond in product([None, first], [None, second]):
        lacking = restricted(ratio, known, beyond)
        for found in (multiply(lacking, leader), multiply(leader, lacking)):
            expected = [Fraction(9, 14), Fraction(9, 20), Fraction(1, 35)]
            assert values_of(found) == lacked(expected, known, beyond)
        expected = [Fraction(45, 28), Fraction(61, 40), Fraction(12, 35)]
        assert values_of(add(lacking, leader)) == lacked(expected, known, beyond)


def lacked(expected: list[Fraction], known: Any, beyond: Any) -> list[Fraction | str | None]:
    rows: list[Fraction | str | None] = [*expected]
    if known is not None:
        rows[0] = None
    if beyond is not None:
        rows[1] = BEYOND
    return rows


def test_whole_amounts_too_are_cancelled_with_a_quotient() -> None:
    whole, ratio = column(60 * UNIT, 7), quotients((5 * UNIT, 20 * UNIT), (1, 3))
    assert values_of(multiply(whole, ratio)) == [15 * UNIT, Fraction(7, 3)]
    assert values_of(multiply(ratio, whole)) == [15 * UNIT, Fraction(7, 3)]
    assert values_of(add(whole, ratio)) == [60 * UNIT + Fraction(1, 4), Fraction(22, 3)]
    assert values_of(add(ratio, whole)) == [60 * UNIT + Fraction(1, 4), Fraction(22, 3)]


@pytest.mark.parametrize("turned", [False, True])
def test_the_lesser_of_columns_that_no_one_scale_holds(turned: bool) -> None:
    huge, cents = column(LIMIT, -LIMIT, 5), column(3, 5, 600, places=2)
    left, right = (cents, huge) if turned else (huge, cents)
    assert values_of(maximum(left, right)) == [BEYOND, BEYOND, 6]
    assert values_of(minimum(left, right)) == [BEYOND, BEYOND, 5]


def test_the_lesser_of_ratios_that_cannot_be_compared_is_beyond() -> None:
    grains = divide(column(1, 5, places=2), column(3, 4))
    tons = divide(multiply(column(10**17, 5), constant(Fraction(10), 2)), column(7, 8))
    assert values_of(minimum(grains, tons)) == [BEYOND, Fraction(1, 80)]
    assert values_of(maximum(grains, tons)) == [BEYOND, Fraction(25, 4)]


class Asked(dict[Name, FigureColumn]):
    """Figures that note which of them are read."""

    def __init__(self, **figures: list[int]) -> None:
        super().__init__(
            {Name(one): FigureColumn(np.array(them), 0) for one, them in figures.items()}
        )
        self.names: list[str] = []

    def get(self, name: Name, default: Any = None) -> Any:
        self.names.append(name.indicator)
        return super().get(name, default)


@pytest.mark.parametrize(("edge", "read"), [(0, "ta"), (3, "tab"), (9, "tb")])
def test_a_branch_that_no_row_takes_is_not_read(edge: int, read: str) -> None:
    figures = Asked(a=[1, 2], b=[3, 4], t=[2, 5])
    node = parse_expression(f"a if t > {edge} else b", Names())
    ColumnReading(figures, Segments(np.array([0, 2]))).number(node)
    assert figures.names == [*read]


def test_a_node_that_is_gone_is_never_taken_for_another() -> None:
    reading = ColumnReading({Name("a"): FigureColumn(np.array([7]), 0)}, Segments(np.array([0, 1])))
    for number in range(30):
        value = Number(Fraction(number))
        assert reading.number(Negate(value)).value(0) == -number
        assert bool(reading.truth(Compare(("<",), (Name("a"), value))).true[0]) is (7 < number)


def test_only_rows_with_a_value_are_computed() -> None:
    asked: list[Fraction] = []

    def noted(values: tuple[Fraction, ...]) -> Fraction:
        asked.append(values[0])
        return values[0]

    known, beyond = mask(True, False, True, True), mask(False, False, True, False)
    numbers = restricted(column(5, 6, 7, 5), known, beyond)
    assert values_of(by_distinct(noted, [numbers])) == [5, None, BEYOND, 5]
    assert asked == [5]


def test_of_several_figures_each_may_be_bounded(values: Values, cluster: Cluster) -> None:
    one = cluster(a=["> 1", 1, 1], b=[1, "> 1", 1], c=[1, 1, 1])
    assert values("given(a + b + c)", [one]) == [BEYOND, BEYOND, True]


def test_a_figure_past_the_limit_on_one_side_of_0_is_beyond() -> None:
    assert values_of(column(LIMIT + 1, 3)) == [BEYOND, 3]
    assert values_of(column(-LIMIT - 1, 3)) == [BEYOND, 3]
    assert values_of(column(-LIMIT, LIMIT)) == [-LIMIT, LIMIT]


def test_masks_are_masks_and_lowest_terms_keep_the_span() -> None:
    beyond, unknown = all_beyond(2).beyond, all_unknown(2).known
    assert beyond is not None and beyond.dtype == np.bool_
    assert unknown is not None and unknown.dtype == np.bool_
    assert has_all(mask(True, True)) and not has_all(mask(True, False))
    clamped = minimum(quotients((10**9, 7), (6, 10)), constant(Fraction(1), 2))
    assert lowest_terms(clamped).span == clamped.span == (0, 1)


def test_a_constant_column_that_lacks_rows_is_chosen_with_what_it_lacks() -> None:
    known, beyond = mask(False, True, True, True), mask(False, True, False, False)
    ratio = quotients((1, 7), (2, 5), (3, 5), (4, 9))
    for number, places in ((0, 0), (3, 1), (7, 0)):
        lacking = restricted(column(*[number] * 4, places=places), known, beyond)
        expected = [None, BEYOND, Fraction(number, 10**places), Fraction(4, 9)]
        condition = mask(True, True, True, False)
        assert values_of(choose(condition, lacking, ratio)) == expected
        assert values_of(choose(~condition, ratio, lacking)) == expected
        whole = column(5, 6, 7, 8)
        assert values_of(choose(condition, lacking, whole)) == [*expected[:3], 8]


@pytest.mark.parametrize("bottom", [(1, 1), (1, 2), (2, 2), (3, 5)])
def test_denominators_and_spans_are_no_wider_than_the_rows(bottom: tuple[int, int]) -> None:
    for tops in ([5, 9], [-5, -9], [-5, 9], [0, 3], [-3, 0], [0, 0]):
        top, below = measured(np.array(tops)), measured(np.array(bottom))
        for span in (None, Span(-4, 2), Span(0, 0), Span(-9, 9)):
            exact = [Fraction(*pair) for pair in zip(tops, bottom, strict=True)]
            if span is not None and not all(span.least <= one <= span.most for one in exact):
                continue
            found = of_integers(Fraction(1), top, below, span=span)
            assert values_of(found) == exact
            assert min(0, *tops) <= found.span.least <= min(exact)
            assert max(exact) <= found.span.most <= max(0, *tops)
            assert -max(map(abs, tops)) <= found.low and found.high <= max(map(abs, tops))
            assert (found.divisors is None) is (bottom == (1, 1) or not any(tops))


def test_rows_put_aside_in_either_part_are_beyond_and_so_are_those_that_were() -> None:
    over = np.array([True, False, False])
    top, bottom = measured(np.array([3, 4, 5]), over), measured(np.array([2, 2, 3]))
    beyond, known = mask(False, True, False), mask(True, True, False)
    for first, second in (
        (top, bottom),
        (bottom, top),
        (top, None),
        (top, measured(np.ones(3, int))),
    ):
        found = of_integers(Fraction(1), first, second, beyond=beyond)
        assert values_of(found)[:2] == [BEYOND, BEYOND] and values_of(found)[2] != BEYOND
        found = of_integers(Fraction(1), first, second, known=known)
        assert values_of(found)[0] == BEYOND and values_of(found)[1] is not None
        assert values_of(found)[2] is None
    zero = of_integers(Fraction(1), measured(np.zeros(3, int)), bottom, known=known, beyond=beyond)
    assert values_of(zero) == [0, BEYOND, None]


def test_a_power_of_ratios_needs_no_row_beside_its_own(values: Values, cluster: Cluster) -> None:
    one = cluster(a=[0, 0, 4, None], t=[1, 2, 9, 0])
    node = parse_expression("power(a / t, 1, 2, 2)", Names())
    assert values(node, [one]) == [0, 0, Fraction("0.67"), None]


def test_the_reciprocals_of_numbers_of_either_sign() -> None:
    for numbers in (
        [1, 2],
        [2, 3],
        [-1, -2],
        [-3, 0],
        [0, 3],
        [-2, 5, 0],
        [-5, 1],
        [-1, 1],
        [0, 1],
    ):
        found = divide(constant(Fraction(6), len(numbers)), column(*numbers))
        assert values_of(found) == [Fraction(6, one) if one else None for one in numbers]
        assert found.denominator_bound <= max(map(abs, numbers))
