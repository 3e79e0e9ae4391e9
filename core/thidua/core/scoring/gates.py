"""Gates: conditions that take a member out of the ranking altogether."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from thidua.core.exact.reason import Reason
from thidua.core.formula.evaluation import Reading
from thidua.core.formula.trace import Unknown
from thidua.core.model.compiled import CompiledGate
from thidua.core.scoring.entries import Member
from thidua.core.scoring.results import Case
from thidua.core.scoring.scored import UnitFigures, why_not_applicable


@frozen
class Gated:
    """What the gates of all its criteria say of a member."""

    closed: CompiledGate | None = None
    """The first gate that excludes it."""
    unknown: tuple[Reason, ...] = ()
    """Why a gate could not be read: the member stays in, unscored."""
    illustrative: bool = False
    """Whether a gate read a figure that nobody published."""


def gates_of(case: Case) -> Mapping[str, Gated]:
    """Read the gates of every member; no gate reads another member's figures."""
    return {member.unit: _gated(case, member) for member in case.members}


def _gated(case: Case, member: Member) -> Gated:
    reading = Reading(UnitFigures(member.unit, case.entries))
    unknown: dict[Reason, None] = {}
    closed: CompiledGate | None = None
    for gate in _gates(case, member):
        answer = reading.truth(gate.condition)
        if answer is True:
            closed = gate
            break
        if isinstance(answer, Unknown):
            unknown.update(dict.fromkeys(answer.reasons))
    return Gated(closed, tuple(unknown), case.entries.is_illustrative(reading))


def _gates(case: Case, member: Member) -> Iterator[CompiledGate]:
    for code in case.set_codes(member):
        compiled = case.sets[code]
        for item in compiled.criteria:
            if item.gates and why_not_applicable(compiled, item, member, case.entries) is None:
                yield from item.gates
