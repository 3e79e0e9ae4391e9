"""The four operations, the lesser and the greater, on whole columns.

Where products would pass the limit, the operands are first brought to lowest terms, which the
ordinary case never needs; only rows that pass it even then are beyond.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import ceil, floor

import numpy as np

from thidua.core.formula.columns import masks
from thidua.core.formula.columns.comparing import compare
from thidua.core.formula.columns.factors import common_factor, multiples, product, quotient
from thidua.core.formula.columns.integers import (
    LIMIT,
    Integers,
    by,
    chosen,
    minus,
    plus,
    same,
    times,
)
from thidua.core.formula.columns.masks import Mask, both, but, either
from thidua.core.formula.columns.numbers import (
    Numbers,
    all_beyond,
    all_unknown,
    constant,
    is_long,
    of_integers,
    restricted,
)
from thidua.core.formula.columns.scales import (
    lowest_terms,
    on_one_denominator,
)
from thidua.core.formula.columns.spans import Span


def add(left: Numbers, right: Numbers) -> Numbers:
    """``left + right``."""
    value, other = left.constant, right.constant
    if value is not None and other is not None:
        return _of_masks(constant(value + other, left.rows), left, right)
    if other is not None and not other:
        return restricted(left, right.known, right.beyond)
    if value is not None and not value:
        return restricted(right, left.known, left.beyond)
    found = _sum(left, right)
    if not _passes(found, left, right):
        return found
    return _sum(lowest_terms(left), lowest_terms(right), least=True)


def subtract(left: Numbers, right: Numbers) -> Numbers:
    """``left - right``."""
    return add(left, negate(right))


def negate(one: Numbers) -> Numbers:
    """``-one``."""
    return one.with_factor(-one.factor)


def multiply(left: Numbers, right: Numbers) -> Numbers:
    """``left * right``."""
    value = right.constant
    if value is not None:
        return _multiplied(left, value, right)
    value = left.constant
    if value is not None:
        return _multiplied(right, value, left)
    found = _product(left, right)
    if not _passes(found, left, right):
        return found
    return _product(*_cancelled(lowest_terms(left), lowest_terms(right)))


def divide(left: Numbers, right: Numbers) -> Numbers:
    """``left / right``; unknown where ``right`` is 0, whatever stands there."""
    value = right.constant
    if value is None:
        return multiply(left, right.reciprocal)
    if value:
        return _multiplied(left, 1 / value, right)
    return all_unknown(left.rows, beyond=either(left.beyond, right.beyond))


def total(numbers: Sequence[Numbers]) -> Numbers:
    """The sum of at least one column."""
    return reduce(add, numbers)


def minimum(left: Numbers, right: Numbers) -> Numbers:
    """The lesser of the two."""
    return _extreme(left, right, greater=False)


def maximum(left: Numbers, right: Numbers) -> Numbers:
    """The greater of the two."""
    return _extreme(left, right, greater=True)


def choose(condition: Mask, then: Numbers, otherwise: Numbers) -> Numbers:
    """``then`` where the condition holds, else ``otherwise``; known and beyond as by these."""
    then, otherwise = _like(then, otherwise), _like(otherwise, then)
    factor, one, other = common_factor(then.factor, otherwise.factor)
    top = chosen(condition, by(then.top, one), by(otherwise.top, other))
    if then.divisors is otherwise.divisors:
        bottom = then.divisors
    else:
        bottom = chosen(condition, then.bottom, otherwise.bottom)
    known = masks.chosen(condition, then.known, otherwise.known, absent=True)
    known = None if known is None else masks.unless_all(known)
    beyond = masks.chosen(condition, then.beyond, otherwise.beyond, absent=False)
    if bottom is None:
        return of_integers(factor, top, None, known=known, beyond=beyond)
    span = then.span.by(one).or_(otherwise.span.by(other))
    return of_integers(factor, top, bottom, span=span, known=known, beyond=beyond)


def _like(one: Numbers, model: Numbers) -> Numbers:
    """A constant by the factor of a model with denominators, so that the model needs no product;
    0 by that of any, and by its denominators too."""
    if not one.is_constant:
        return one
    if not one.span.least:
        return _zero_like(one, model)
    if model.divisors is None:
        return one
    share = quotient(product(one.factor, Fraction(one.span.least)), model.factor)
    if max(abs(share.numerator), share.denominator) > LIMIT:
        return one
    top, bottom = same(share.numerator, one.rows), same(share.denominator, one.rows)
    reach = floor(share), ceil(share)
    return Numbers(model.factor, top, bottom, Span(*reach), one.known, one.beyond)


def _zero_like(zero: Numbers, model: Numbers) -> Numbers:
    return Numbers(model.factor, zero.top, model.divisors, zero.span, zero.known, zero.beyond)


def _multiplied(one: Numbers, value: Fraction, other: Numbers) -> Numbers:
    found = one.with_factor(product(one.factor, value)) if value else constant(value, one.rows)
    return _of_masks(found, one, other)


def _of_masks(found: Numbers, left: Numbers, right: Numbers) -> Numbers:
    """What is found, unknown and beyond also where one of the operands is."""
    known, beyond = both(left.known, right.known), either(left.beyond, right.beyond)
    return restricted(found, known, beyond)


def _sum(left: Numbers, right: Numbers, *, least: bool = False) -> Numbers:
    factor, one, other = common_factor(left.factor, right.factor)
    first, second, bottom = on_one_denominator(left, right, least=least)
    if other < 0:
        top = minus(by(first, one), by(second, -other))
    else:
        top = plus(by(first, one), by(second, other))
    span = left.span.by(one).plus(right.span.by(other))
    return _of_both(factor, top, bottom, span, left, right)


def _product(left: Numbers, right: Numbers) -> Numbers:
    factor = product(left.factor, right.factor)
    if is_long(factor):
        return all_beyond(left.rows)
    bottom: Integers | None
    if left.numerators is right.denominators:
        top, bottom = right.top, left.divisors
    elif right.numerators is left.denominators:
        top, bottom = left.top, right.divisors
    else:
        top, bottom = times(left.top, right.top), _product_of(left.divisors, right.divisors)
    span = left.span.times(right.span)
    return _of_both(factor, top, bottom, span, left, right)


def _product_of(one: Integers | None, other: Integers | None) -> Integers | None:
    """The product of two denominators; None is 1."""
    if one is None:
        return other
    return one if other is None else times(one, other)


def _cancelled(left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """Two factors with the same product, each numerator cancelled with the other's denominator."""
    one = of_integers(left.factor, left.top, right.bottom, known=left.known, beyond=left.beyond)
    other = of_integers(right.factor, right.top, left.bottom, known=right.known)
    return lowest_terms(one), lowest_terms(restricted(other, beyond=right.beyond))


def _of_both(
    factor: Fraction,
    top: Integers,
    bottom: Integers | None,
    span: Span,
    left: Numbers,
    right: Numbers,
) -> Numbers:
    known, beyond = both(left.known, right.known), either(left.beyond, right.beyond)
    return of_integers(factor, top, bottom, span=span, known=known, beyond=beyond)


def _passes(found: Numbers, left: Numbers, right: Numbers) -> bool:
    """Whether rows passed the limit that lowest terms might keep within it."""
    if found.beyond is None or (left.divisors is None and right.divisors is None):
        return False
    passing = but(found.beyond, either(left.beyond, right.beyond))
    return passing is not None and bool(passing.any())


def _extreme(left: Numbers, right: Numbers, *, greater: bool) -> Numbers:
    one, other = multiples(left.factor, right.factor)
    reach, other_reach = left.span.by(one), right.span.by(other)
    if reach.least >= other_reach.most:
        return _of_masks(left if greater else right, left, right)
    if other_reach.least >= reach.most:
        return _of_masks(right if greater else left, left, right)
    span = reach.greater(other_reach) if greater else reach.lesser(other_reach)
    if left.divisors is right.divisors or left.is_constant or right.is_constant:
        first, second, bottom = on_one_denominator(left, right)
        top = _of_integers(by(first, one), by(second, other), greater)
        if top.over is None:
            factor, _, _ = common_factor(left.factor, right.factor)
            return _of_both(factor, top, bottom, span, left, right)
    takes_left = compare(left, ">=" if greater else "<=", right)
    found = choose(takes_left.true, left, right)
    return restricted(_of_masks(found, left, right), beyond=takes_left.beyond)


def _of_integers(one: Integers, other: Integers, greater: bool) -> Integers:
    over = either(one.over, other.over)
    if greater:
        values = np.maximum(one.values, other.values)
        return Integers(values, max(one.low, other.low), max(one.high, other.high), over)
    values = np.minimum(one.values, other.values)
    return Integers(values, min(one.low, other.low), min(one.high, other.high), over)
