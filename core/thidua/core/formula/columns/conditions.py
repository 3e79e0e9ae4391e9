"""Reading conditions in columns: three-valued, and no row further than its answer needs."""

from functools import reduce

from attrs import evolve

from thidua.core.formula.columns.arithmetic import choose
from thidua.core.formula.columns.comparing import Truths, compare, same_answer
from thidua.core.formula.columns.masks import Mask, both, either, unless_all
from thidua.core.formula.columns.numbers import Numbers
from thidua.core.formula.columns.reader import Columns
from thidua.core.formula.tree import And, Choose, Compare, Given, Labelled, Not, Or
from thidua.core.formula.walking import own_names


def read_labelled_truth(columns: Columns, node: Labelled) -> Truths:
    return columns.truth(node.operand)


def read_not(columns: Columns, node: Not) -> Truths:
    operand = columns.truth(node.operand)
    return evolve(operand, true=~operand.true)


def read_and(columns: Columns, node: And) -> Truths:
    return reduce(_and, map(columns.truth, node.operands))


def read_or(columns: Columns, node: Or) -> Truths:
    return reduce(_or, map(columns.truth, node.operands))


def read_compare(columns: Columns, node: Compare) -> Truths:
    numbers = [columns.number(operand) for operand in node.operands]
    return reduce(_and, map(compare, numbers, node.signs, numbers[1:]))


def read_given(columns: Columns, node: Given) -> Truths:
    """Whether each figure was reported; of figures that the column cannot hold, beyond."""
    reported: Mask | None = None
    beyond: Mask | None = None
    for name in own_names(node.operand):
        figures = columns.reported(name)
        if figures is None:
            return Truths(same_answer(False, columns.rows))
        reported, beyond = both(reported, figures.reported), either(beyond, figures.beyond)
    if reported is None:
        reported = same_answer(True, columns.rows)
    return Truths(reported, None, beyond)


def read_choose(columns: Columns, node: Choose) -> Numbers:
    """A branch that no row takes is not read at all."""
    condition = columns.truth(node.condition)
    if condition.known is None and condition.beyond is None:
        return _chosen(columns, node, condition)
    found = _chosen(columns, node, condition)
    known, beyond = both(found.known, condition.known), found.beyond
    if beyond is not None and condition.known is not None:
        beyond = beyond & condition.known
    return found.with_masks(
        None if known is None else unless_all(known), either(beyond, condition.beyond)
    )


def _chosen(columns: Columns, node: Choose, condition: Truths) -> Numbers:
    if condition.always(True):
        return columns.number(node.then)
    if condition.always(False):
        return columns.number(node.otherwise)
    return choose(condition.true, columns.number(node.then), columns.number(node.otherwise))


def _and(left: Truths, right: Truths) -> Truths:
    return _until(False, left, right, left.true & right.true)


def _or(left: Truths, right: Truths) -> Truths:
    return _until(True, left, right, left.true | right.true)


def _until(settling: bool, left: Truths, right: Truths, true: Mask) -> Truths:
    """Settled by ``left``, nothing of ``right`` counts; else ``right`` may settle it."""
    known, beyond = both(left.known, right.known), right.beyond
    if known is None and beyond is None:
        return Truths(true, None, left.beyond)
    settled = left.surely if settling else left.surely_not
    if beyond is not None:
        beyond = beyond & ~settled
    if known is not None:
        known = known | settled | (right.surely if settling else right.surely_not)
    return Truths(true, known, either(left.beyond, beyond))
