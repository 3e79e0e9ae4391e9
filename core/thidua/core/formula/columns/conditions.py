"""Reading conditions in columns: three-valued, and no row further than its answer needs."""

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

import numpy as np
from attrs import evolve

from thidua.core.formula.columns.arithmetic import choose
from thidua.core.formula.columns.comparing import Truths, compare
from thidua.core.formula.columns.masks import Mask, both, either, filled, unless_all
from thidua.core.formula.columns.numbers import Numbers
from thidua.core.formula.columns.reader import Columns
from thidua.core.formula.tree import And, Choose, Compare, Given, Labelled, Name, Not, Or
from thidua.core.formula.walking import own_names, unlabelled


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
    signs = zip(node.signs, pairwise(numbers), strict=True)
    return reduce(_and, [compare(left, sign, right) for sign, (left, right) in signs])


def read_given(columns: Columns, node: Given) -> Truths:
    """Whether each figure was reported; of figures that the column cannot hold, beyond."""
    operand = unlabelled(node.operand)
    names: Sequence[Name] = (
        [operand] if isinstance(operand, Name) else sorted(own_names(operand), key=str)
    )
    reported: Mask | None = None
    beyond: Mask | None = None
    for name in names:
        figures = columns.reported(name)
        if figures is None:
            return Truths(np.zeros(columns.rows, np.bool_))
        reported, beyond = both(reported, figures.reported), either(beyond, figures.beyond)
    return Truths(filled(reported, columns.rows, absent=True), beyond=beyond)


def read_choose(columns: Columns, node: Choose) -> Numbers:
    """A branch that no row takes is not read at all."""
    condition = columns.truth(node.condition)
    taken, left = condition.surely, condition.surely_not
    if not left.any():
        found = columns.number(node.then)
    elif not taken.any():
        found = columns.number(node.otherwise)
    else:
        then, otherwise = columns.number(node.then), columns.number(node.otherwise)
        found = choose(condition.true, then, otherwise)
    known, beyond = both(found.known, condition.known), found.beyond
    if beyond is not None and condition.known is not None:
        beyond = beyond & condition.known
    return found.with_masks(
        None if known is None else unless_all(known), either(beyond, condition.beyond)
    )


def _and(left: Truths, right: Truths) -> Truths:
    return _until(False, left, right, left.true & right.true)


def _or(left: Truths, right: Truths) -> Truths:
    return _until(True, left, right, left.true | right.true)


def _until(settling: bool, left: Truths, right: Truths, true: Mask) -> Truths:
    """Settled by ``left``, nothing of ``right`` counts; else ``right`` may settle it."""
    if left.known is right.known is left.beyond is right.beyond is None:
        return Truths(true)
    settled = left.surely if settling else left.surely_not
    beyond = right.beyond
    if beyond is not None:
        beyond = beyond & ~settled
    known = both(left.known, right.known)
    if known is not None:
        known = known | settled | (right.surely if settling else right.surely_not)
    return Truths(true, known, either(left.beyond, beyond))
