"""Gates: conditions that take a member out of the ranking altogether."""

from collections.abc import Mapping

from attrs import frozen

from thidua.core.exact.reason import Reason
from thidua.core.formula.evaluation import Reading
from thidua.core.formula.trace import Unknown
from thidua.core.model.compiled import CompiledGate
from thidua.core.scoring.cells import UnitFigures, why_not_applicable
from thidua.core.scoring.entries import Member
from thidua.core.scoring.results import Case


@frozen
class Gated:
    """What the gates of all its criteria say of a member."""

    closed: CompiledGate | None = None
    """The first gate that excludes it."""
    unknown: tuple[Reason, ...] = ()
    """Why a gate could not be read: the member stays in, unscored."""


def gates_of(case: Case) -> Mapping[str, Gated]:
    """Read the gates of every member; no gate reads another member's figures."""
    return {member.unit: _gated(case, member) for member in case.members}


def _gated(case: Case, member: Member) -> Gated:
    reading = Reading(UnitFigures(member.unit, case.entries), (), {})
    unknown: list[Reason] = []
    for gate in _gates(case, member):
        answer = reading.truth(gate.condition)
        if answer is True:
            return Gated(closed=gate)
        if isinstance(answer, Unknown):
            unknown.extend(answer.reasons)
    return Gated(unknown=tuple(dict.fromkeys(unknown)))


def _gates(case: Case, member: Member) -> list[CompiledGate]:
    return [
        gate
        for code in case.set_codes(member)
        for item in case.sets[code].criteria
        if why_not_applicable(item, member, case.entries) is None
        for gate in item.gates
    ]
