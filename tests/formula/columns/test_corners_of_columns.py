"""Corners of single columns: proved spans, ties and edges of ranks, and divisions near a half."""

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest

from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.formula.columns import placing
from thidua.core.formula.columns.arithmetic import (
    add,
    choose,
    divide,
    maximum,
    minimum,
    multiply,
    negate,
)
from thidua.core.formula.columns.comparing import Truths, compare, order_of_quotients, settled
from thidua.core.formula.columns.distinct import by_distinct, lookup
from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.columns.integers import LIMIT, measured
from thidua.core.formula.columns.masks import has_all
from thidua.core.formula.columns.merging import highest, lowest, total_of
from thidua.core.formula.columns.numbers import (
    Numbers,
    all_beyond,
    all_unknown,
    constant,
    of_integers,
    restricted,
    scaled,
)
from thidua.core.formula.columns.placing import MAXIMUM_SHIFTS, MINIMUM_SHIFTED, ranks_in
from thidua.core.formula.columns.reading import ColumnReading
from thidua.core.formula.columns.rounding import MAXIMUM_PLACES, floor, rounded
from thidua.core.formula.columns.scales import lowest_terms
from thidua.core.formula.columns.spans import Span
from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.tree import (
    AtMost,
    Child,
    Compare,
    CompareSign,
    Judgement,
    Name,
    Negate,
    Node,
    Number,
    Step,
    Steps,
)

Values = Callable[..., list[Any]]
Cluster = Callable[..., list[Any]]

BEYOND = "beyond"


def column(*values: int, places: int = 0) -> Numbers:
    return scaled(np.array(values, np.int64), places)


def values_of(numbers: Numbers) -> list[Fraction | str | None]:
    """What the rows hold; the column keeps to its bounds, which are whole numbers."""
    bounds = (numbers.low, numbers.high, numbers.denominator_bound, *numbers.span)
    assert {type(one) for one in bounds} == {int}
    assert -LIMIT <= numbers.low and numbers.high <= LIMIT
    assert (numbers.low <= numbers.numerators).all() and (numbers.numerators <= numbers.high).all()
    assert (numbers.bottom.values <= numbers.denominator_bound).all()
    assert (numbers.bottom.low <= numbers.bottom.values).all()
    beyond = numbers.beyond
    return [
        BEYOND if beyond is not None and beyond[row] else numbers.value(row)
        for row in range(numbers.rows)
    ]


def quotients(*pairs: tuple[int, int]) -> Numbers:
    return divide(column(*(top for top, _ in pairs)), column(*(bottom for _, bottom in pairs)))


def mask(*rows: bool) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.array(rows)


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


SIGNS: dict[CompareSign, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
ENDS = [(-2, -1), (-1, 1), (1, 2), (2, 2), (0, 3)]


@pytest.mark.parametrize("sign", SIGNS)
def test_an_answer_is_settled_exactly_where_every_pair_gives_it(sign: CompareSign) -> None:
    for ends, others, by in product(ENDS, ENDS, (Fraction(1), Fraction(1, 2), Fraction(-1, 2))):
        left, right = multiply(column(*ends), constant(by, 2)), column(*others)
        low, high = sorted(end * by for end in ends)
        answers = {SIGNS[sign](one, other) for one in (low, high) for other in others}
        if sign in ("==", "!="):  # numbers in common may be equal or not
            apart = low > others[1] or others[0] > high
            answers = {sign == "!="} if apart else {True, False}
        assert settled(left, sign, right) is (answers.pop() if len(answers) == 1 else None)
        found = compare(left, sign, right)
        exact = [SIGNS[sign](one * by, other) for one, other in zip(ends, others, strict=True)]
        assert found.true.tolist() == exact


@pytest.mark.parametrize("sign", SIGNS)
def test_what_is_settled_is_one_answer_held_once(sign: CompareSign) -> None:
    found = compare(column(1, 2), sign, quotients((7, 2), (9, 2)))
    assert found.true.strides == (0,)
    found = compare(constant(Fraction(3), 2), sign, column(4, 5))
    assert found.true.strides == (0,)


def test_the_order_of_any_two_small_quotients() -> None:
    some = [*product(range(-5, 6), range(1, 6))]
    pairs = [*product(some, some)]
    arrays = [np.array([pair[one][part] for pair in pairs]) for one in (0, 1) for part in (0, 1)]
    order = order_of_quotients(*arrays)
    assert order.dtype == np.int64
    exact = [(Fraction(*one), Fraction(*other)) for one, other in pairs]
    assert order.tolist() == [(one > other) - (one < other) for one, other in exact]


def test_what_surely_holds_is_known_and_within_the_columns() -> None:
    plain = Truths(mask(True, False))
    assert (plain.surely.tolist(), plain.surely_not.tolist()) == ([True, False], [False, True])
    rows = [*product((True, False), repeat=3)]
    true, known, beyond = (np.array([row[place] for row in rows]) for place in range(3))
    some = Truths(true, known, beyond)
    assert some.surely.tolist() == [one and k and not b for one, k, b in rows]
    assert some.surely_not.tolist() == [not one and k and not b for one, k, b in rows]


def test_an_answer_is_always_given_where_no_row_surely_has_the_other() -> None:
    rows: list[bool | str | None] = [True, False, None, BEYOND]
    for some in (row for count in (1, 2, 3) for row in product(rows, repeat=count)):
        known, beyond = (
            np.array([one is not None for one in some]),
            np.array([one == BEYOND for one in some]),
        )
        found = Truths(
            np.array([one is True for one in some]),
            None if known.all() else known,
            beyond if beyond.any() else None,
        )
        assert found.always(True) is (False not in some)
        assert found.always(False) is (True not in some)


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


def sized(*sizes: int) -> Segments:
    return Segments(np.cumsum([0, *sizes]))


def ranks(numbers: list[int], *sizes: int) -> list[int]:
    found = ranks_in(column(*numbers), sized(*sizes))
    assert found is not None and found.values.dtype == np.int64
    assert (found.low, found.high) == (1, max(sizes))
    often = 1 + MINIMUM_SHIFTED // len(numbers)
    among_many = ranks_in(column(*numbers * often), sized(*sizes * often))
    assert among_many is not None and among_many.values.dtype == np.int64
    assert (among_many.low, among_many.high) == (1, max(sizes))
    assert [*among_many.values] == [*found.values] * often
    return [int(one) for one in found.values]


def test_empty_clusters_and_clusters_of_one_among_others() -> None:
    numbers = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    assert ranks(numbers, 6, 0, 1, 5) == placed(numbers, 6, 0, 1, 5)
    assert ranks(numbers, 0, 11, 1, 0) == placed(numbers, 0, 11, 1, 0)


def placed(numbers: Sequence[int], *sizes: int) -> list[int]:
    starts = [sum(sizes[:number]) for number in range(len(sizes))]
    clusters = [numbers[start : start + size] for start, size in zip(starts, sizes, strict=True)]
    return [1 + sum(other > one for other in some) for some in clusters for one in some]


@pytest.mark.parametrize("size", [3, MAXIMUM_SHIFTS, MAXIMUM_SHIFTS + 5])
@pytest.mark.parametrize("base", [0, -(2**30), 2**30, 2**40, -(2**45)])
def test_neighbouring_clusters_with_the_same_extremes(size: int, base: int) -> None:
    numbers = [base + (place * 7) % size - size // 2 for place in range(size)] * 3
    assert ranks(numbers, size, size, size) == placed(numbers, size, size, size)


@pytest.mark.parametrize("gap", [2**31 - 1, 2**31, 2**31 + 1, 2**32 - 1, 2**32, 2**61])
@pytest.mark.parametrize("size", [4, MAXIMUM_SHIFTS + 4])
def test_ranks_of_numbers_that_far_apart(gap: int, size: int) -> None:
    numbers = [0, gap, gap - 1, 1] * (size // 4) * 5
    assert ranks(numbers, *[size] * 5) == placed(numbers, *[size] * 5)


def test_quotients_are_never_ranked_by_their_whole_parts_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(placing, "MINIMUM_SHIFTED", 0)
    for size in (4, MAXIMUM_SHIFTS, MAXIMUM_SHIFTS + 4):
        tops = [(place * 7) % 11 + 1 for place in range(size)]
        pairs = [(top * (1 + top % 2), 13 * (1 + top % 2)) for top in tops]
        found = ranks_in(quotients(*pairs), sized(size))
        assert found is not None and found.values.tolist() == placed(tops, size)


def test_the_longest_factor_and_the_most_places_are_still_read() -> None:
    for long in (Fraction(2**4095), Fraction(1, 2**4095)):
        assert constant(long, 1).value(0) == long
        assert constant(long / 2 if long < 1 else long * 2, 1).value(0) is None
    assert rounded(constant(Fraction(0), 1), MAXIMUM_PLACES).value(0) == 0
    assert rounded(constant(Fraction(0), 1), MAXIMUM_PLACES + 1).value(0) is None


def test_of_no_rows_none_is_put_aside() -> None:
    none = np.zeros(0, np.bool_)
    assert measured(np.zeros(0, np.int64), none).over is none


def test_a_lookup_of_points_as_wide_as_a_column_holds_is_exact() -> None:
    points = [Fraction(LIMIT), Fraction(2**61 + 1), Fraction(-3), None, Fraction(-LIMIT)]
    found = lookup(points).at(np.array([4, 3, 2, 1, 0, 1]))
    assert values_of(found) == [-LIMIT, None, -3, 2**61 + 1, LIMIT, 2**61 + 1]


def test_ranks_by_sorting_are_whole_numbers_too(values: Values, cluster: Cluster) -> None:
    size = MAXIMUM_SHIFTS + 3
    one = cluster(a=[*range(size)], t=[*range(1, size + 1)])
    assert values("rank(a)", [one]) == [*range(size, 0, -1)]
    assert values("rank(a / t, where = t > 1)", [one]) == [None, *range(size - 1, 0, -1)]


def test_a_first_cluster_of_one_row_counts() -> None:
    assert sized(1, 2).among(mask(True, False, True)).starts.tolist() == [0, 1, 2]
    assert sized(0, 1, 1).among(mask(False, True)).starts.tolist() == [0, 0, 0, 1]


def test_without_clusters_nothing_is_added_or_compared() -> None:
    none = column()
    for function in (total_of, highest, lowest):
        assert function(none, Segments(np.array([0]))).rows == 0


def test_extremes_turn_round_with_the_sign_of_the_factor_only() -> None:
    for factor in (Fraction(1, 100), Fraction(5), Fraction(-1, 100), Fraction(-5)):
        numbers = multiply(column(3, 1, 2), constant(factor, 3))
        ends = sorted((factor, 3 * factor))
        assert values_of(lowest(numbers, sized(3))) == [ends[0]]
        assert values_of(highest(numbers, sized(3))) == [ends[1]]


def test_sums_that_pass_the_limit_keep_to_no_row_s_neighbours() -> None:
    found = total_of(column(LIMIT, LIMIT, LIMIT, 5, 6, -LIMIT), sized(3, 2, 0, 1))
    assert values_of(found)[:3] == [BEYOND, 11, 0]
    assert values_of(total_of(column(2**61 - 1, 2**61 - 1, 4), sized(2, 1))) == [2**62 - 2, 4]


WIDE = 10**14
NEAR_HALVES = [
    (10001, 10_000),
    (12_501, 12_500),
    (10_002, 10_000),
    (30_003, 10_000),
    (8_000, 7_000),
]


@pytest.mark.parametrize("mode", [*RoundingMode])
@pytest.mark.parametrize("sign", [1, -1])
def test_near_a_half_by_hand(mode: RoundingMode, sign: int) -> None:
    """Fifty times these has a third decimal of 5, of 4, or none; no int64 holds the dividend."""
    pairs = [(sign * top * WIDE, bottom * WIDE) for top, bottom in NEAR_HALVES]
    points = multiply(quotients(*pairs), constant(Fraction(50), len(pairs)))
    exact = [50 * Fraction(*pair) for pair in pairs]
    assert values_of(rounded(points, 2, mode)) == [round_to(one, 2, mode) for one in exact]
    assert values_of(floor(points)) == [one.__floor__() for one in exact]
    assert values_of(floor(negate(points))) == [(-one).__floor__() for one in exact]


@pytest.mark.parametrize("mode", [*RoundingMode])
def test_a_share_below_1_by_hand(mode: RoundingMode) -> None:
    tops = [2**61, -(2**61), 2**61 - 1, 5, -5, 0]
    for share in (Fraction(6, 7), Fraction(-6, 7)):
        numbers = multiply(column(*tops), constant(share, len(tops)))
        exact = [share * top for top in tops]
        assert values_of(floor(numbers)) == [one.__floor__() for one in exact]
        assert values_of(rounded(numbers, 0, mode)) == [round_to(one, 0, mode) for one in exact]


def test_a_divisor_that_no_int64_holds_is_divided_by_too() -> None:
    numbers = multiply(quotients((2**61 - 1, 2**61), (-1, 3), (7, 3)), constant(Fraction(1, 3), 3))
    for found, nearest in ((floor(numbers), [-1, 0]), (rounded(numbers, 0), [0, 1])):
        assert values_of(found)[0] in (BEYOND, 0)
        assert values_of(found)[1:] == nearest


@pytest.mark.parametrize("sign", [1, -1])
def test_what_is_rounded_has_bounds_within_the_limit(sign: int) -> None:
    """What the extremes prove is far off, on one side of 0 or on both; the rows are not."""
    for rows in ([10**9, 1], [10**9, -1], [-(10**9), 1]):
        area = multiply(column(*rows), column(1, 10**9))
        third = multiply(area, constant(sign * Fraction(1, 3), 2))
        exact = [
            sign * Fraction(one * other, 3) for one, other in zip(rows, (1, 10**9), strict=True)
        ]
        assert values_of(rounded(third, 2)) == [
            round_to(one, 2, RoundingMode.HALF_UP) for one in exact
        ]
        assert values_of(floor(third)) == [one.__floor__() for one in exact]


@pytest.mark.parametrize("mode", [*RoundingMode])
@pytest.mark.parametrize("bottom", [1, 2, 3, 4, 8])
def test_all_small_quotients_in_each_mode(mode: RoundingMode, bottom: int) -> None:
    tops = [*range(-25, 26)]
    for numbers, exact in (
        (quotients(*((top, bottom) for top in tops)), [Fraction(top, bottom) for top in tops]),
        (
            multiply(column(*tops), constant(Fraction(1, 10 * bottom), len(tops))),
            [Fraction(top, 10 * bottom) for top in tops],
        ),
    ):
        for places in (0, 1):
            expected = [round_to(one, places, mode) for one in exact]
            assert values_of(rounded(numbers, places, mode)) == expected
        assert values_of(floor(numbers)) == [one.__floor__() for one in exact]


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
