"""Members whose figures are written as people say them: ``7``, ``"> 6"`` (trên 6), ``"< 6"``
(dưới), ``"~ 6"`` (gần), ``"? 0"`` (a presumed zero)."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import pytest
from attrs import Factory, frozen

from thidua.core.exact.figure import Bound, Figure
from thidua.core.exact.interval import Interval
from thidua.core.exact.reason import Reason
from thidua.core.formula.evaluation import Known, Reading
from thidua.core.formula.parsing import Names, parse_expression
from thidua.core.formula.tree import Field, Name, Node
from thidua.core.formula.walking import is_truth

Written = int | str | Fraction
Answer = Fraction | Interval | bool | list[str]
"""A number, an interval, a truth, or the reasons of an unknown as ``"missing jobs"``."""

_BOUNDS = {">": Bound.OVER, "<": Bound.UNDER, "~": Bound.NEAR}


def figure_of(written: Written) -> Figure:
    sign, _, rest = str(written).rpartition(" ")
    return Figure(Fraction(rest), _BOUNDS.get(sign, Bound.EXACT), presumed=sign == "?")


@frozen
class Member:
    """A reader over figures by name: ``jobs``, ``jobs_target``."""

    unit: str
    figures: Mapping[str, Written] = Factory(dict)
    judgements: Mapping[str, Fraction] = Factory(dict)
    children: Mapping[str, Fraction] = Factory(dict)

    def figure(self, name: Name) -> Figure | None:
        suffix = "" if name.field is Field.ACTUAL else f"_{name.field}"
        written = self.figures.get(name.indicator + suffix)
        return None if written is None else figure_of(written)

    def judged(self, criterion: str) -> Fraction | None:
        return self.judgements.get(criterion)

    def child(self, code: str) -> Fraction | None:
        return self.children.get(code)


def in_short(reason: Reason) -> str:
    member = f"@{reason.unit}" if reason.unit else ""
    return " ".join(part for part in (reason.kind, reason.subject + member, reason.detail) if part)


def answer(reading: Reading, node: Node) -> Answer:
    value = reading.truth(node) if is_truth(node) else reading.number(node)
    if isinstance(value, bool):
        return value
    if isinstance(value, Known):
        return value.interval if value.point is None else value.point
    return [in_short(reason) for reason in value.reasons]


def node_of(expression: str | Node) -> Node:
    if isinstance(expression, str):
        return parse_expression(expression, Names(points=Fraction(10)))
    return expression


@pytest.fixture(scope="session")
def member() -> Callable[..., Member]:
    """A member by its unit code and figures."""
    return lambda unit="u", **figures: Member(unit, figures)


@pytest.fixture(scope="session")
def read() -> Callable[..., Answer]:
    """The answer of an expression (or node) over the figures of one unit; ``points`` is 10."""
    return lambda expression, **figures: answer(Reading(Member("u", figures)), node_of(expression))


@pytest.fixture(scope="session")
def read_cluster() -> Callable[..., list[Answer]]:
    """The answers of every member of a cluster, given their figures one after the other.

    The members are called ``u1``, ``u2`` …
    """

    def answers(expression: str | Node, members: Sequence[Mapping[str, Written]]) -> list[Answer]:
        peers = [Member(f"u{place}", figures) for place, figures in enumerate(members, start=1)]
        node = node_of(expression)
        return [answer(Reading(peer, peers), node) for peer in peers]

    return answers
