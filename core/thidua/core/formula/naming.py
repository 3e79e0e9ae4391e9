"""What the words of an expression stand for."""

import re
from collections.abc import Collection, Mapping
from fractions import Fraction

from attrs import Factory, frozen

from thidua.core.formula.tree import (
    AggregateKind,
    Field,
    Function,
    LabelKind,
    Labelled,
    Name,
    Node,
    Number,
)
from thidua.core.text.names import nearest

FUNCTIONS: tuple[str, ...] = (*Function, *AggregateKind, "given", "row", "child", "days_late")
"""Every word that may be called."""

FIELDS: tuple[str, ...] = (Field.TARGET, Field.BASELINE, Field.PREVIOUS)
"""What may follow the dot after an indicator."""

BROKEN = Number(Fraction(0))
"""Stands for a part that is already refused, so that the rest is checked too; by identity."""

_RESERVED = frozenset((*FUNCTIONS, *FIELDS, "points", "where", "true", "false"))
_INDICATOR = re.compile(r"[a-z][a-z0-9_]{0,62}")


@frozen
class Names:
    """The words that an expression may use, and their meaning where it stands.

    By default every well-formed code is taken for an indicator, and ``points``, ``row`` and
    ``child`` are refused.
    """

    aliases: Mapping[str, Node] = Factory(dict)
    """Inputs, parameters, choices. The node is used as it is, so an input comes already labelled;
    one that is a plain indicator may be followed by ``.target`` and its like."""
    indicators: Collection[str] | None = None
    """The indicators that exist; None where they are not known yet."""
    rows: Mapping[str, Node] | None = None
    """The rows that ``row("…")`` may name; None where there are no rows to speak of."""
    children: Collection[str] = ()
    """The codes that ``child("…")`` may name."""
    points: Fraction | None = None
    """What ``points`` stands for."""

    def meaning(self, word: str) -> Node | None:
        """The node that a bare word stands for; None where it is unknown."""
        if word in self.aliases:
            return self.aliases[word]
        if word == "points" and self.points is not None:
            return Number(self.points)
        return Name(word) if self._is_indicator(word) else None

    def like(self, word: str) -> tuple[str, ...]:
        """The known word nearest to an unknown one, if any is near."""
        points = () if self.points is None else ("points",)
        return nearest(word, (*self.aliases, *(self.indicators or ()), *points))

    def _is_indicator(self, word: str) -> bool:
        if self.indicators is not None:
            return word in self.indicators
        return word not in _RESERVED and _INDICATOR.fullmatch(word) is not None


def with_field(node: Node, field: Field) -> Node | None:
    """The target, baseline or previous of a plain indicator; None for any other node."""
    match node:
        case Name(indicator, Field.ACTUAL):
            return Name(indicator, field)
        case Labelled(LabelKind.INPUT, label, Name(indicator, Field.ACTUAL)):
            return Labelled(LabelKind.INPUT, f"{label}.{field}", Name(indicator, field))
    return None
