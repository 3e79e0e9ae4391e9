"""A trace in words: the lines that a cluster head reads aloud when a result is disputed.

"125.000 / 100.000 = 125 %, giới hạn 100 % → 45 điểm". Every number is exact; where a decimal
has no end the fraction stands beside its rounded value.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from thidua.core.formula.reasons import reason_in_words
from thidua.core.formula.telling.aggregates import tell_aggregate
from thidua.core.formula.telling.arithmetic import (
    tell_arithmetic,
    tell_child,
    tell_judgement,
    tell_name,
    tell_negate,
    tell_number,
)
from thidua.core.formula.telling.calls import tell_call
from thidua.core.formula.telling.clamps import literal
from thidua.core.formula.telling.conditions import tell_choose, verdict_lines
from thidua.core.formula.telling.labels import tell_labelled
from thidua.core.formula.telling.sentences import (
    Said,
    capitalised,
    finished,
    number_piece,
    settled,
)
from thidua.core.formula.telling.tables import (
    tell_at_most,
    tell_geometric_mean,
    tell_interpolate,
    tell_python_call,
    tell_steps,
)
from thidua.core.formula.telling.teller import Teller
from thidua.core.formula.titles import Naming
from thidua.core.formula.trace import Known, Trace, Unknown
from thidua.core.formula.tree import (
    Aggregate,
    Arithmetic,
    AtMost,
    Call,
    Child,
    Choose,
    GeometricMean,
    Interpolate,
    Judgement,
    LabelKind,
    Labelled,
    Name,
    Negate,
    Number,
    PythonCall,
    Steps,
)
from thidua.core.formula.walking import is_truth
from thidua.core.text.bilingual import Language

__all__ = ["Naming", "explain_trace", "reason_in_words"]

_WORDS: Mapping[type, Callable[[Teller, Trace, Any, bool], Said]] = {
    Number: tell_number,
    Name: tell_name,
    Judgement: tell_judgement,
    Child: tell_child,
    Negate: tell_negate,
    Arithmetic: tell_arithmetic,
    Call: tell_call,
    Choose: tell_choose,
    Aggregate: tell_aggregate,
    Steps: tell_steps,
    Interpolate: tell_interpolate,
    AtMost: tell_at_most,
    GeometricMean: tell_geometric_mean,
    PythonCall: tell_python_call,
    Labelled: tell_labelled,
}
_ALSO_UNKNOWN = (Name, Child, Aggregate, Labelled)
"""Nodes that have something to say even where their value is unknown."""


def explain_trace(trace: Trace, language: Language, naming: Naming) -> tuple[str, ...]:
    """How a value came about, line by line, in one language.

    The figures that were read come before the steps that use them; the last line gives the
    points, says whether the condition holds, or says why there is no answer. A literal 0 (no
    bonus, no deduction foreseen) has no lines.
    """
    teller = _Teller(language, naming, _criterion(trace), frozenset(_formula_guards(trace, False)))
    if literal(trace) == 0:
        return ()
    if is_truth(trace.node):
        lines = verdict_lines(teller, trace)
    else:
        lines = teller.points_lines(trace)
    if isinstance(trace.value, Unknown):
        lines = (*lines, *teller.reasons(trace.value))
    return tuple(dict.fromkeys(lines))


def _criterion(trace: Trace) -> str:
    return trace.node.label if isinstance(trace.node, Labelled) else ""


def _formula_guards(trace: Trace, inside: bool) -> Iterator[int]:
    """The choices of formulas; what a set gives as an input, or as a row, is its own again."""
    if isinstance(trace.node, Labelled):
        inside = trace.node.kind is LabelKind.FORMULA
    elif inside and isinstance(trace.node, Choose):
        yield id(trace)
    for child in trace.children:
        yield from _formula_guards(child, inside)


@frozen(eq=False)
class _Teller:
    language: Language
    naming: Naming
    criterion: str
    _guards: frozenset[int]
    """The choices within formulas, by trace."""
    _told: dict[tuple[int, bool], Said] = field(factory=dict, init=False)
    """By trace and place: rows are shared between the parts of a criterion."""

    def is_formula_guard(self, trace: Trace) -> bool:
        return id(trace) in self._guards

    def say(self, vi: str, en: str) -> str:
        return vi if self.language == "vi" else en

    def points_lines(self, trace: Trace) -> tuple[str, ...]:
        if not isinstance(trace.value, Known):
            return self.settle(trace).lines
        said = self.tell(trace)
        if said.told:
            return said.lines
        return (*said.lines, capitalised(finished(said, trace.value, self.language)))

    def reasons(self, unknown: Unknown) -> tuple[str, ...]:
        words = self.say("Chưa tính được", "No answer")
        clauses = (reason_in_words(reason, self.naming) for reason in unknown.reasons)
        return tuple(f"{words}: {clause.in_language(self.language)}" for clause in clauses)

    def tell(self, trace: Trace, *, in_row: bool = False) -> Said:
        key = (id(trace), in_row)
        if key not in self._told:
            self._told[key] = self._tell(trace, in_row)
        return self._told[key]

    def operand(self, trace: Trace) -> Said:
        said = self.tell(trace)
        return said if said.sentence is None else self.settle(trace)

    def settle(self, trace: Trace) -> Said:
        return settled(self.tell(trace), trace.value, self.language)

    def _tell(self, trace: Trace, in_row: bool) -> Said:
        if isinstance(trace.value, Unknown) and not isinstance(trace.node, _ALSO_UNKNOWN):
            return self._unknown(trace)
        return _WORDS[type(trace.node)](self, trace, trace.node, in_row)

    def _unknown(self, trace: Trace) -> Said:
        """What could be worked out below an unknown value, each in its own lines."""
        lines: tuple[str, ...] = ()
        for child in trace.children:
            below = verdict_lines(self, child) if is_truth(child.node) else self.settle(child).lines
            lines = (*lines, *below)
        return number_piece(lines, trace.value, self.language)
