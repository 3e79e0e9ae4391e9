"""Blocks of the formula language: what expressions give for the figures above them.

A line that is not indented gives a member of the cluster its figures, ``a: x = 3, x.target = 4``;
without a name it is the only one. An indented line is an expression, an arrow, and its answer for
the first member::

    done = 45, total = 50
        points * min(done / total, 1)   → 9

``points`` is 10 unless given. ``row("r1") = 2`` and ``child("A") = 8`` give what those stand for.
"""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import Factory, define

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.evaluation import Known, Reading, Unknown
from thidua.core.formula.parsing import ExpressionRefused, Names, parse_expression
from thidua.core.formula.reading.quantity import exact_text, quantity_text
from thidua.core.formula.reasons import reason_in_words
from thidua.core.formula.titles import Naming
from thidua.core.formula.tree import Field, Name, Node, Number
from thidua.core.formula.walking import is_truth
from thidua.core.text.dates import days_since_epoch

ARROW = "→"
_BOUNDS = {"over": Bound.OVER, "under": Bound.UNDER, "nearly": Bound.NEAR}
_GIVEN = re.compile(r"""(?P<what>[\w.]+|(?:row|child)\("\w+"\))\s*=\s*(?P<value>[^,]+)""")
_BY_CODE = re.compile(r"""(row|child)\("(\w+)"\)""")


@define
class Member:
    """A member of the cluster with its figures."""

    unit: str
    figures: dict[Name, Figure] = Factory(dict)
    children: dict[str, Fraction] = Factory(dict)

    def figure(self, name: Name) -> Figure | None:
        """What it reported."""
        return self.figures.get(name)

    def judged(self, criterion: str) -> Fraction | None:
        """Nobody judges here."""
        return None

    def child(self, code: str) -> Fraction | None:
        """The points of a child of the section."""
        return self.children.get(code)


@define
class Scene:
    """What the expressions of a block are read over."""

    members: list[Member] = Factory(list)
    points: Fraction = Fraction(10)
    rows: dict[str, Node] = Factory(dict)

    def read(self, line: str) -> None:
        """Take up a line of figures."""
        unit, _, given = line.rpartition(":")
        member = Member(unit.strip())
        for found in _GIVEN.finditer(given):
            self._take(member, found["what"], found["value"].strip())
        self.members.append(member)

    def _take(self, member: Member, what: str, value: str) -> None:
        if by_code := _BY_CODE.fullmatch(what):
            kind, code = by_code.groups()
            if kind == "child":
                member.children[code] = Fraction(value)
            else:
                self.rows[code] = Number(Fraction(value))
        elif what == "points":
            self.points = Fraction(value)
        else:
            code, _, last = what.partition(".")
            member.figures[Name(code, Field(last or "actual"))] = figure_of(value)

    def answer(self, expression: str) -> str:
        """What an expression gives the first member, in words."""
        own = self.members[0] if self.members else Member("")
        names = Names(points=self.points, rows=self.rows or None, children=tuple(own.children))
        try:
            node = parse_expression(expression, names)
        except ExpressionRefused as refused:
            return f"refused: {refused}"
        reading = Reading(own, self.members)
        value = reading.truth(node) if is_truth(node) else reading.number(node)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, Known):
            return quantity_text(value) if value.point is None else exact_text(value.point)
        return f"unknown: {in_words(value)}"


def figure_of(value: str) -> Figure:
    """``950``, ``over 950``, ``2026-11-30``, ``blank`` (which the indicator counts as 0)."""
    if value == "blank":
        return Figure(Fraction(0), presumed=True)
    word, _, number = value.rpartition(" ")
    if number.count("-") == 2:
        return Figure(Fraction(days_since_epoch(date.fromisoformat(number))))
    return Figure(Fraction(number), _BOUNDS.get(word, Bound.EXACT))


def in_words(value: Unknown) -> str:
    """Why there is no value."""
    return "; ".join(reason_in_words(reason, Naming()).en for reason in value.reasons)


def answers(source: str) -> Iterator[tuple[str, str, str]]:
    """Each expression with the answer that the page gives, and the one there is."""
    scene, asked = Scene(), False
    for line in source.splitlines():
        if line.startswith(" "):
            expression, _, expected = line.partition(ARROW)
            asked = True
            yield expression.strip(), expected.strip(), scene.answer(expression.strip())
        elif line.strip():
            scene, asked = (Scene(), False) if asked else (scene, False)
            scene.read(line)


def run_expressions(source: str) -> str | None:
    """Read a block; says which answers are not those of the page."""
    wrong = [
        f"{expression} {ARROW} {got}" for expression, said, got in answers(source) if said != got
    ]
    return "\n".join(wrong) or None
