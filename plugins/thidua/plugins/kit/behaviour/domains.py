"""Which figures are worth trying: usual ones, and those at and beside the thresholds of a tree."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.exact.rounding import round_to
from thidua.core.formula.tree import (
    Call,
    Compare,
    Field,
    Interpolate,
    Name,
    Node,
    Number,
    Steps,
)
from thidua.core.formula.walking import names_read, walk
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.plugins.kit.behaviour.subject import Subject

PERCENT: Final = Fraction(100)
_A_DAY: Final = Fraction(20_788)
"""2026-12-01, about which days are tried."""
_FIRST_DAY: Final = Fraction(10_000)
"""What is less, in 1997 or before, is a number of days and not a day."""
_DAYS: Final = tuple(_A_DAY + days for days in (0, -1, 1, 2, 3, 5, 10, 30, -30))
_SHARES: Final = tuple(map(Fraction, (0, 1, 50, 80, 90, 95, 99, 100)))
_COUNTS: Final = tuple(map(Fraction, (0, 1, 2, 3, 5, 10, 20, 100, 1000)))
_AMOUNTS: Final = tuple(map(Fraction, ("0", "1", "10", "100", "1000", "0.5", "33.33", "98.76")))
_RATIOS: Final = tuple(map(Fraction, ("1", "0", "0.5", "0.9", "1.1", "2")))


@frozen
class Domain:
    """What one figure may be."""

    values: tuple[Fraction, ...]
    """Numbers to try, the plainest first."""
    ratios: tuple[Fraction, ...] = ()
    """Shares of another figure of the indicator to try; none where shares make no sense."""
    most: int = 0
    """Any multiple of the step up to so many is possible; 0 where only the values are."""
    places: int = 0
    """Decimals of a figure."""
    ceiling: Fraction | None = None

    def near(self, other: Fraction, ratio: Fraction) -> Fraction:
        """A figure that is about a share of another."""
        value = round_to(other * ratio, self.places)
        return value if self.ceiling is None else min(value, self.ceiling)

    def stepped(self, count: int) -> Fraction:
        """So many steps."""
        return Fraction(count, 10**self.places)


def domains_of(subject: Subject) -> Mapping[Name, Domain]:
    """The domain of every figure that a criterion reads."""
    marks = thresholds(subject.nodes)
    fixed = {one.value for one in subject.nodes if isinstance(one, Number)}
    ratios = tuple(sorted(value for value in fixed if 0 < value <= 2))
    return {
        name: _domain(subject.indicators[name.indicator], name, marks.get(name, set()), ratios)
        for name in subject.names
    }


def _domain(
    indicator: Indicator, name: Name, marks: Iterable[Fraction], ratios: tuple[Fraction, ...]
) -> Domain:
    match indicator.kind:
        case ValueKind.YES_NO:
            return Domain((Fraction(0), Fraction(1)))
        case ValueKind.GRADE:
            return Domain(tuple(map(Fraction, range(1, 1 + len(indicator.grades)))))
        case ValueKind.DATE:
            days = (mark for mark in marks if mark >= _FIRST_DAY)
            return Domain((*_DAYS, *_beside(days, Fraction(1), whole=True)))
    places = 0 if indicator.whole else 2
    step = Fraction(1, 10**places)
    near = [*_beside(marks, step, whole=indicator.whole)]
    is_share = indicator.unit.vi.strip() == "%"
    usual = _COUNTS if indicator.whole else _SHARES if is_share else _AMOUNTS
    return Domain(
        _ordered((*usual, *near)),
        tuple(dict.fromkeys((*_RATIOS, *ratios))) if name.field is Field.ACTUAL else (),
        (100 if is_share else 2000) * 10**places,
        places,
        PERCENT if is_share else None,
    )


def _beside(marks: Iterable[Fraction], step: Fraction, *, whole: bool) -> Iterator[Fraction]:
    """Each threshold with the figures one step below and above it."""
    for mark in marks:
        for value in (mark, mark - step, mark + step):
            if not (whole and value.denominator != 1) and (value >= 0 or mark < 0):
                yield round_to(value, 4)


def _ordered(values: Iterable[Fraction]) -> tuple[Fraction, ...]:
    return tuple(sorted(set(values), key=lambda one: (one < 0, one.denominator, abs(one))))


def thresholds(nodes: Iterable[Node]) -> Mapping[Name, set[Fraction]]:
    """The fixed numbers that figures are set against: edges of steps, knots, comparisons, caps."""
    found: dict[Name, set[Fraction]] = {}
    for node in nodes:
        marks = set(_marks(node))
        for name in names_read(node) if marks else ():
            found.setdefault(name, set()).update(marks)
    return found


def _marks(node: Node) -> Iterator[Fraction]:
    match node:
        case Steps(steps=steps):
            yield from (
                edge for step in steps for edge in (step.low, step.high) if edge is not None
            )
        case Interpolate(knots=knots):
            yield from (value for value, _ in knots)
        case Compare(operands=operands) | Call(arguments=operands):
            below = (one for operand in operands for one in walk(operand))
            yield from (one.value for one in below if isinstance(one, Number))
