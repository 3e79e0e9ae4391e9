"""Comparing whole columns exactly, also where cross-multiplying would pass the limit."""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Any

import numpy as np
from attrs import frozen

from thidua.core.formula.columns.factors import multiples, quotient
from thidua.core.formula.columns.integers import LIMIT, IntColumn, Integers, by
from thidua.core.formula.columns.masks import Mask, both, but, either, has_all, has_any
from thidua.core.formula.columns.numbers import Numbers
from thidua.core.formula.columns.scales import on_one_denominator
from thidua.core.formula.tree import CompareSign

_ON_INTEGERS: Mapping[CompareSign, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_MIRRORED: Mapping[CompareSign, CompareSign] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "==": "==",
    "!=": "!=",
}


@frozen(eq=False)
class Truths:
    """A column of answers; rows are beyond, unknown or known as those of :class:`Numbers`."""

    true: Mask
    """Of a row beyond or unknown it says nothing."""
    known: Mask | None = None
    beyond: Mask | None = None

    @property
    def surely(self) -> Mask:
        """The rows that are known and true."""
        return self._decided(self.true)

    @property
    def surely_not(self) -> Mask:
        """The rows that are known and false."""
        return self._decided(~self.true)

    def always(self, answer: bool) -> bool:
        """Whether no row surely has the other answer."""
        if self.known is None and self.beyond is None:
            return has_all(self.true) if answer else not has_any(self.true)
        return not has_any(self.surely_not if answer else self.surely)

    def _decided(self, mask: Mask) -> Mask:
        decided = but(self.known, self.beyond)
        return mask if decided is None else mask & decided


def compare(left: Numbers, sign: CompareSign, right: Numbers) -> Truths:
    """Whether the comparison holds, row by row."""
    known, beyond = both(left.known, right.known), either(left.beyond, right.beyond)
    answer = settled(left, sign, right)
    if answer is not None:
        return Truths(same_answer(answer, left.rows), known, beyond)
    if right.constant is not None and left.divisors is None:
        return Truths(_against(left, sign, right.constant), known, beyond)
    if left.constant is not None and right.divisors is None:
        return Truths(_against(right, _MIRRORED[sign], left.constant), known, beyond)
    one, other, over = in_order(left, right)
    return Truths(_ON_INTEGERS[sign](one, other), known, either(beyond, over))


@lru_cache(maxsize=256)
def same_answer(answer: bool, rows: int) -> Mask:
    """One answer for every row, held once."""
    return np.broadcast_to(np.bool_(answer), (rows,))


def settled(left: Numbers, sign: CompareSign, right: Numbers) -> bool | None:
    """The answer for all rows, where the spans prove it."""
    factor, other_factor = multiples(left.factor, right.factor)
    one, other = left.span.by(factor), right.span.by(other_factor)
    at_one_end = bool(_ON_INTEGERS[sign](one.least, other.most))
    at_other_end = bool(_ON_INTEGERS[sign](one.most, other.least))
    if at_one_end is not at_other_end or (sign in ("==", "!=") and one.meets(other)):
        return None
    return at_one_end


def _against(one: Numbers, sign: CompareSign, value: Fraction) -> Mask:
    """Whole numerators against one number: no product is needed."""
    edge = quotient(value, one.factor)
    if one.factor.numerator < 0:
        sign = _MIRRORED[sign]
    if edge.denominator > 1 and sign in ("==", "!="):
        return np.full(one.rows, sign == "!=")
    if edge.denominator > 1:
        sign = "<=" if sign in ("<", "<=") else ">"
    found: Mask = _ON_INTEGERS[sign](one.numerators, min(max(floor(edge), -LIMIT - 1), LIMIT + 1))
    return found


def in_order(left: Numbers, right: Numbers) -> tuple[IntColumn, IntColumn, Mask | None]:
    """Two columns of integers that stand to each other as the numbers do.

    The mask tells the rows of which it is not known, because their numerators alone, on one
    factor, pass the limit.
    """
    factor, other_factor = multiples(left.factor, right.factor)
    first, second, _ = on_one_denominator(left, right)
    one, other = by(first, factor), by(second, other_factor)
    over = either(one.over, other.over)
    if over is None or left.divisors is right.divisors:
        return one.values, other.values, over
    return _decided_by_division(
        (by(left.top, factor), left.bottom), (by(right.top, other_factor), right.bottom)
    )


def _decided_by_division(
    left: tuple[Integers, Integers], right: tuple[Integers, Integers]
) -> tuple[IntColumn, IntColumn, Mask | None]:
    order = order_of_quotients(*(column.values for column in (*left, *right)))
    return order, np.zeros_like(order), either(left[0].over, right[0].over)


def order_of_quotients(
    top: IntColumn, bottom: IntColumn, other_top: IntColumn, other_bottom: IntColumn
) -> IntColumn:
    """-1, 0 or 1 as ``top / bottom`` is below, equal to or above the other quotient.

    Without products: by whole parts, then by the reciprocals of what is left, as Euclid does.
    Denominators are above 0.
    """
    order = np.zeros(len(top), np.int64)
    rows, direction = np.arange(len(top)), 1
    while rows.size:
        whole, rest = np.divmod(top, bottom)
        other_whole, other_rest = np.divmod(other_top, other_bottom)
        open_ = (whole == other_whole) & (rest > 0) & (other_rest > 0)
        order[rows] = direction * np.where(
            whole == other_whole, np.sign(rest - other_rest), np.sign(whole - other_whole)
        )
        rows, direction = rows[open_], -direction
        top, bottom = bottom[open_], rest[open_]
        other_top, other_bottom = other_bottom[open_], other_rest[open_]
    return order
