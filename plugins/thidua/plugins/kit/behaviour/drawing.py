"""Generated trials; the one module, with :mod:`searching`, that needs hypothesis."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import takewhile
from typing import Final

from hypothesis import strategies as st

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import Name
from thidua.plugins.kit.behaviour.domains import Domain, domains_of
from thidua.plugins.kit.behaviour.scene import Key, Scene, Trial
from thidua.plugins.kit.behaviour.subject import Subject

LARGEST_CLUSTER: Final = 6
_ALONE: Final = 3
"""Members of a cluster whose criterion does not look at it."""

_MOST_SHARES: Final = 40
_FIXED: Final = "fixed"
_FREE: Final = "free"
_Option = tuple[str | Name, Fraction]
_Draw = st.DrawFn

_STATES: Final = st.sampled_from(
    (*[Bound.EXACT] * 12, None, None, Bound.OVER, Bound.UNDER, Bound.NEAR)
)
"""How a figure is reported; None for a blank."""
_ALL_REPORTED: Final = st.sampled_from((True, True, False))
"""Whether a unit reports every figure as one number: the more a criterion reads, the fewer units
would by chance."""
_FACTORS: Final = st.sampled_from(tuple(map(Fraction, (2, 3, 10, 1000))))


def trials(subject: Subject) -> st.SearchStrategy[Trial]:
    """Clusters of one to six members with all that the criterion reads of them."""
    most = LARGEST_CLUSTER if subject.depends_on_cluster else _ALONE
    return _trials(subject, _Figures(domains_of(subject)), most)


class _Figures:
    """How each figure is drawn; the strategies are made once for a subject."""

    def __init__(self, domains: Mapping[Name, Domain]) -> None:
        self._domains = domains
        self._counts = {name: st.integers(0, one.most) for name, one in domains.items() if one.most}
        self._options = {name: st.sampled_from(self._possible(name)) for name in domains}

    def _possible(self, name: Name) -> tuple[_Option, ...]:
        """Numbers as they are, shares of a figure drawn before, and any number at all."""
        domain = self._domains[name]
        fixed = [(_FIXED, value) for value in domain.values]
        before = list(takewhile(lambda one: one != name, self._domains))
        shares = [
            (one, ratio)
            for one in reversed(before)
            if one in self._counts
            for ratio in domain.ratios
        ]
        free = [(_FREE, Fraction(0))] * (2 + len(fixed) // 3) if domain.most else []
        return (*fixed, *shares[:_MOST_SHARES], *free)

    def is_number(self, name: Name) -> bool:
        """Whether "trên" and "dưới" may stand before the figure."""
        return name in self._counts

    def one(self, draw: _Draw, name: Name, beside: Mapping[Name, Fraction]) -> Fraction:
        """A number for a figure, given the other figures of the unit so far."""
        how, value = draw(self._options[name])
        domain = self._domains[name]
        if isinstance(how, Name):
            return domain.near(beside[how], value) if how in beside else domain.values[0]
        return domain.stepped(draw(self._counts[name])) if how == _FREE else value


@st.composite
def _trials(draw: _Draw, subject: Subject, figures: _Figures, most: int) -> Trial:
    units = tuple(f"u{place}" for place in range(1, 1 + draw(st.integers(1, most))))
    reported: dict[Key, Figure] = {}
    others: dict[Key, Fraction] = {}
    for unit in units:
        _draw_unit(draw, subject, figures, unit, reported, others)
    judged = {
        (unit, one.criterion): draw(st.sampled_from((one.low, one.high, (one.low + one.high) / 2)))
        for unit in units
        for one in subject.judgements
    }
    order = draw(st.permutations(units)) if len(units) > 1 else units
    return Trial(Scene(units, reported, judged), others, tuple(order), draw(_FACTORS))


def _draw_unit(
    draw: _Draw,
    subject: Subject,
    figures: _Figures,
    unit: str,
    reported: dict[Key, Figure],
    others: dict[Key, Fraction],
) -> None:
    first: dict[Name, Fraction] = {}
    is_complete = draw(_ALL_REPORTED)
    for name in subject.names:
        first[name] = figures.one(draw, name, first)
        others[unit, name] = figures.one(draw, name, first)
        state = Bound.EXACT if is_complete else draw(_STATES)
        if state is not None:
            bound = state if figures.is_number(name) else Bound.EXACT
            # A number of its own: a formula may change the very object that it is given.
            reported[unit, name] = Figure(Fraction(first[name]), bound)
