"""The reading itself: what it is given, and what it keeps."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from thidua.core.formula.columns.distinct import lookup
from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.formula.columns.masks import both, but, either, filled
from thidua.core.formula.columns.reading import ColumnReading
from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.tree import (
    Child,
    Choose,
    Compare,
    Given,
    Judgement,
    LabelKind,
    Labelled,
    Name,
    Negate,
    Number,
)
from thidua.core.formula.walking import is_truth

Values = Callable[..., list[Any]]
Cluster = Callable[..., list[Any]]

NAME = Name("a")
COLUMN = FigureColumn(np.array([150, 0, 0, 300]), 2, present=np.array([True, False, True, True]))
SEGMENTS = Segments(np.array([0, 3, 4]))


def test_each_shared_node_is_read_once() -> None:
    reading = ColumnReading({NAME: COLUMN}, SEGMENTS)
    node = parse_expression("a + 1 if a > 1 else a * 2", Names())
    assert reading.number(node) is reading.number(node)
    assert isinstance(node, Choose)
    assert reading.truth(node.condition) is reading.truth(node.condition)


def test_a_node_that_nobody_else_holds_is_not_taken_for_a_later_one() -> None:
    reading = ColumnReading({NAME: COLUMN}, SEGMENTS)
    numbers = [Fraction(one) for one in range(20)]
    negated = [reading.number(Negate(Number(one))).value(0) for one in numbers]
    assert negated == [-one for one in numbers]
    answers = [reading.truth(Compare((">",), (NAME, Number(one)))).true[0] for one in numbers]
    assert answers == [one < Fraction(3, 2) for one in numbers]


def test_equal_names_share_their_arrays() -> None:
    reading = ColumnReading({NAME: COLUMN}, SEGMENTS)
    assert reading.number(Name("a")) is reading.number(Name("a"))
    assert COLUMN.numbers is COLUMN.numbers


def test_a_mask_of_all_or_of_nothing_costs_nothing() -> None:
    every, none = np.ones(4, np.bool_), np.zeros(4, np.bool_)
    numbers = FigureColumn(COLUMN.scaled, 2, present=every, beyond=none).numbers
    assert numbers.known is None and numbers.beyond is None


def test_the_members_of_aggregates_over_one_mask_are_found_once() -> None:
    reading = ColumnReading({NAME: COLUMN}, SEGMENTS)
    node = parse_expression("rank(a, where = given(a)) + count(where = given(a))", Names())
    assert [reading.number(node).value(row) for row in range(4)] == [3, None, 4, 2]
    assert reading.selected(COLUMN.present) is reading.selected(COLUMN.present)


def test_labels_change_nothing() -> None:
    reading = ColumnReading({NAME: COLUMN}, SEGMENTS)
    for node in (Negate(NAME), Given(NAME)):
        labelled = Labelled(LabelKind.ROW, "r", node)
        if is_truth(node):
            assert reading.truth(labelled) is reading.truth(node)
        else:
            assert reading.number(labelled) is reading.number(node)
    assert reading.number(Negate(NAME)).value(0) == Fraction(-3, 2)


def test_no_cluster_has_no_rows() -> None:
    none = FigureColumn(np.array([], np.int64), 2)
    reading = ColumnReading({NAME: none}, Segments(np.array([0])))
    for text in ("a + 1", "a / a", "highest(a)", "rank(1 / a)", "round(a / 3, 1)", "min(a, 2)"):
        assert reading.number(parse_expression(text, Names())).rows == 0


def test_a_presumed_zero_is_present_and_not_given() -> None:
    given = np.array([True, True, False, True])
    column = FigureColumn(COLUMN.scaled, 2, present=COLUMN.present, given=given)
    reading = ColumnReading({NAME: column}, SEGMENTS)
    assert [reading.number(NAME).value(row) for row in range(4)] == [Fraction(3, 2), None, 0, 3]
    assert [*reading.truth(Given(NAME)).true] == [True, False, False, True]


def test_given_asks_for_every_figure_that_the_operand_reads(
    values: Values, cluster: Cluster
) -> None:
    one = [cluster(a=[1, 1, None], b=[1, None, 1])]
    assert values("given(a + b)", one) == [True, False, False]
    assert values("given(a + nobody)", one) == [False, False, False]
    assert values("given(1)", one) == [True, True, True]


def test_what_nobody_has_is_unknown() -> None:
    reading = ColumnReading({}, SEGMENTS)
    for node in (NAME, Judgement("j", Fraction(0), Fraction(1)), Child("c")):
        assert [reading.number(node).value(row) for row in range(4)] == [None] * 4


def test_segments_know_their_rows() -> None:
    assert (SEGMENTS.clusters, SEGMENTS.rows, [*SEGMENTS.sizes]) == (2, 4, [3, 1])
    assert [*SEGMENTS.cluster_of_rows] == [0, 0, 0, 1]
    assert [*SEGMENTS.among(np.array([False, True, True, False])).starts] == [0, 2, 2]
    assert SEGMENTS.having(np.zeros(4, np.bool_)) is None


def test_masks_that_hold_all_or_nothing_are_none() -> None:
    some = np.array([True, False])
    assert both(None, None) is None and both(some, None) is some
    assert either(some, some) is some and but(some, None) is some
    outside = but(None, some)
    assert outside is not None and [*outside] == [False, True]
    assert [*filled(None, 2, absent=True)] == [True, True]


def test_a_table_may_hold_what_no_int64_does() -> None:
    found = lookup([Fraction(10**30), Fraction(1), None]).at(np.array([0, 1, 2]))
    assert found.beyond is not None and found.known is not None
    assert ([*found.beyond], [*found.known]) == ([True, False, False], [True, True, False])


def test_numbers_are_looked_up_to_the_limit_itself_and_no_further() -> None:
    found = lookup([Fraction(one) for one in (LIMIT, 1, -LIMIT, LIMIT + 1, -LIMIT - 1)])
    numbers = found.at(np.array([4, 0, 3, 1, 2]))
    assert [numbers.value(row) for row in range(5)] == [None, LIMIT, None, 1, -LIMIT]
    assert numbers.beyond is not None and numbers.known is None
    assert [*numbers.beyond] == [True, False, True, False, False]
    assert numbers.numerators.dtype == np.int64
