"""Not-applicable policies by the column: one spread for each pattern of criteria that apply."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from attrs import frozen

from thidua.core.formula.columns.integers import LIMIT, IntColumn, measured
from thidua.core.formula.columns.keeping import kept_by_identity
from thidua.core.formula.columns.masks import Mask, unless_all, where_any
from thidua.core.formula.columns.numbers import Numbers, constant, of_integers, restricted
from thidua.core.scoring.policies import ONE, Spread, spread_of
from thidua.core.scoring.set_scoring import SetRules
from thidua.core.scoring.structure import Branch, Leaf

_BITS = 30
"""Patterns are numbered anew after as many criteria, so that their numbers stay small."""


@frozen(eq=False)
class Spreads:
    """What the policy of a set does to each member."""

    rows: int
    pattern: IntColumn | None
    """Each member's place among ``spreads``; None: all have the first."""
    spreads: Sequence[Spread]

    def factor(self, criterion: str) -> Numbers | None:
        """What the base of a criterion is multiplied by; None where by nothing for anybody."""
        factors = [spread.factors.get(criterion, ONE) for spread in self.spreads]
        if self.pattern is None or len(set(factors)) == 1:
            return None if factors[0] == ONE else constant(factors[0], self.rows)
        usable = [one if _is_held(one) else ONE for one in factors]
        found = of_integers(
            ONE,
            measured(np.array([one.numerator for one in usable])[self.pattern]),
            measured(np.array([one.denominator for one in usable])[self.pattern]),
        )
        beyond = np.array([not _is_held(one) for one in factors])
        return restricted(found, beyond=where_any(beyond[self.pattern]))

    def bends(self, criterion: str) -> Mask | None:
        """The members for whom the base of a criterion is multiplied; None: nobody."""
        is_bent = np.array([criterion in spread.factors for spread in self.spreads])
        if self.pattern is None:
            return np.ones(self.rows, bool) if is_bent[0] else None
        return where_any(is_bent[self.pattern])

    def factor_of(self, criterion: str, row: int) -> Fraction:
        """The same for one member, 1 where there is none."""
        spread = self.spreads[0 if self.pattern is None else int(self.pattern[row])]
        return spread.factors.get(criterion, ONE)

    def counts(self, place: Branch | Leaf) -> Mask | None:
        """The members for whom a mean or an expression counts a place; None: for all."""
        answers = np.array([spread.counts(place) for spread in self.spreads])
        if self.pattern is None:
            return None if answers[0] else np.zeros(self.rows, bool)
        return unless_all(answers[self.pattern])


def _is_held(factor: Fraction) -> bool:
    """Whether a column holds a factor above 0."""
    return max(factor.numerator, factor.denominator) <= LIMIT


def spreads_of(rules: SetRules, applies: Mapping[str, Mask | None], rows: int) -> Spreads:
    """The spreads for members to whom each criterion applies as ``applies`` has it."""
    partly = {code: mask for code, mask in applies.items() if mask is not None}
    always = frozenset(applies) - frozenset(partly)
    if not partly:
        return Spreads(rows, None, (_spread_over_all(rules),))
    root, policy = rules.root, rules.compiled.source.not_applicable
    pattern, first = patterns(list(partly.values()))
    found = (
        always.union(code for code, mask in partly.items() if mask[row]) for row in first.tolist()
    )
    return Spreads(rows, pattern, [spread_of(root, applicable, policy) for applicable in found])


@kept_by_identity(256)
def _spread_over_all(rules: SetRules) -> Spread:
    """The spread for a member whom every criterion concerns."""
    source = rules.compiled.source
    codes = frozenset(one.code for one in source.criteria if one.parent is None)
    return spread_of(rules.root, codes, source.not_applicable)


def patterns(masks: Sequence[Mask]) -> tuple[IntColumn, IntColumn]:
    """Which of the masks hold each row, as the number of a pattern, and a row of each pattern."""
    pattern = np.zeros(len(masks[0]), np.int64)
    for start in range(0, len(masks), _BITS):
        for mask in masks[start : start + _BITS]:
            pattern = 2 * pattern + mask
        _, first, pattern = np.unique(pattern, return_index=True, return_inverse=True)
    return pattern, first
