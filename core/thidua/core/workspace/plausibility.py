"""Plausibility: figures that cannot be true, and stated figures that their parts contradict.

Checks are contributions, read with the formula language for one unit. What is unknown is silent;
a warning is shown and never in the way, an error refuses an import.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from thidua.core.exact.figure import Figure
from thidua.core.formula.evaluation import Reading, decided
from thidua.core.formula.naming import Names
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.trace import Unknown
from thidua.core.formula.tree import Field, Name, Node
from thidua.core.formula.walking import names_read
from thidua.core.model.contribution import Check, Severity
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.number_format import format_figure

_FIELDS = {
    ObservationKind.ACTUAL: Field.ACTUAL,
    ObservationKind.TARGET: Field.TARGET,
    ObservationKind.BASELINE: Field.BASELINE,
}


@frozen
class Finding:
    """A check that a unit's figures do not pass, or a derived figure with both its numbers."""

    check: Check
    unit: str
    figures: tuple[tuple[Name, Figure], ...]
    """What the check read."""
    holds: bool
    stated: Fraction | None = None
    recomputed: Fraction | None = None

    @property
    def refuses(self) -> bool:
        """Whether an import is refused for it."""
        return not self.holds and self.check.severity is Severity.ERROR


@frozen
class _Figures:
    """One unit's figures, free of any cluster."""

    unit: str
    figures: Mapping[Name, Figure]

    def figure(self, name: Name) -> Figure | None:
        return self.figures.get(name)

    def judged(self, criterion: str) -> Fraction | None:
        return None

    def child(self, code: str) -> Fraction | None:
        return None


def findings(
    checks: Iterable[Check],
    observations: Iterable[Observation],
    previous: Iterable[Observation] = (),
) -> tuple[Finding, ...]:
    """Read every check for every unit; checks that do not hold, and audits with both numbers.

    The figures are those of one span and layer; ``previous`` the actuals of the span before.
    """
    by_unit: dict[str, dict[Name, Figure]] = {}
    for item in observations:
        by_unit.setdefault(item.unit, {})[Name(item.indicator, _FIELDS[item.kind])] = _figure(item)
    for item in previous:
        if item.kind is ObservationKind.ACTUAL:
            name = Name(item.indicator, Field.PREVIOUS)
            by_unit.setdefault(item.unit, {})[name] = _figure(item)
    read = [
        _finding(check, _Figures(unit, figures))
        for check in sorted(checks, key=lambda check: check.code)
        for unit, figures in sorted(by_unit.items())
    ]
    return tuple(item for item in read if item is not None)


def _figure(observation: Observation) -> Figure:
    return Figure(observation.value, observation.bound, illustrative=observation.illustrative)


def _finding(check: Check, figures: _Figures) -> Finding | None:
    reading = Reading(figures, (), {})
    node = _parsed(check.expression)
    holds = reading.truth(node)
    if isinstance(holds, Unknown):
        return None
    stated, recomputed = (_value(reading, text) for text in (check.stated, check.recomputed))
    if holds and stated is None:
        return None
    used = sorted(names_read(node), key=lambda name: (name.indicator, name.field))
    given = ((name, figures.figure(name)) for name in used)
    return Finding(
        check,
        figures.unit,
        tuple((name, figure) for name, figure in given if figure is not None),
        holds,
        stated,
        recomputed,
    )


def _parsed(expression: str) -> Node:
    return parse_expression(expression, Names())


def _value(reading: Reading, expression: str | None) -> Fraction | None:
    if expression is None:
        return None
    value = decided(reading.number(_parsed(expression)))
    return value if isinstance(value, Fraction) else None


def fault_of(finding: Finding, indicators: Mapping[str, Indicator]) -> Fault:
    """A finding as a message: what is wrong, with the figures that say so."""
    title = finding.check.title
    figures = [_shown(name, figure, indicators) for name, figure in finding.figures]
    vi = "; ".join(text.vi for text in figures)
    en = "; ".join(text.en for text in figures)
    return Fault(Text(f"{title.vi} ({vi}).", f"{title.en} ({en})."), finding.unit)


def _shown(name: Name, figure: Figure, indicators: Mapping[str, Indicator]) -> Text:
    indicator = indicators.get(name.indicator)
    title = indicator.title if indicator else Text(name.indicator, name.indicator)
    vi, en = _KIND_WORDS[name.field]
    return Text(
        f"{title.vi}{vi}: {format_figure(figure, 'vi')}",
        f"{title.en}{en}: {format_figure(figure, 'en')}",
    )


_KIND_WORDS = {
    Field.ACTUAL: ("", ""),
    Field.TARGET: (", mục tiêu", ", target"),
    Field.BASELINE: (", mức gốc", ", baseline"),
    Field.PREVIOUS: (", kỳ trước", ", previous period"),
}
