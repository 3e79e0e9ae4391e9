"""The names of a criteria set that nothing answers to, also where the set has other faults.

A set that does not hold together cannot be compiled (its parents may go round in circles), but
each of its expressions can be looked at alone.
"""

from collections.abc import Collection

from thidua.core.model.compiling.formulas import formula_node
from thidua.core.model.compiling.name_resolution import Known, Scope
from thidua.core.model.compiling.tie_keys import tie_trees
from thidua.core.model.criteria import (
    BandTable,
    CriteriaSet,
    Criterion,
    FormulaBase,
    Interpolation,
)
from thidua.core.model.places import (
    alternative_places,
    criterion_places,
    gate_places,
    row_places,
    within,
)
from thidua.core.model.plain_table import Faults
from thidua.core.model.validation.doubt import Doubt
from thidua.core.model.validation.expressions import row_stand_ins
from thidua.core.text.fault import Fault


def faults_of_names(
    criteria_set: CriteriaSet, known: Known, unread: Collection[str] = frozenset()
) -> tuple[Fault, ...]:
    """All indicators, formulas, inputs and parameters that a set names and ``known`` lacks.

    ``unread`` are the places at which a stand-in stands: nothing is said of those.
    """
    faults: Faults = []
    rows = row_stand_ins(criteria_set)
    for place, criterion in criterion_places(criteria_set):
        scope = Scope(known, rows, criterion.points, faults)
        _read_rows(place, criterion, scope)
        _read_base(place, criterion, scope)
    if not Doubt(unread).within("tie_breakers"):
        tie_trees(criteria_set.tie_breakers, known, faults)
    return tuple(fault for fault in faults if not _is_unread(fault.place, unread))


def _is_unread(place: str, unread: Collection[str]) -> bool:
    """Whether a place, what encloses it, or a part of it could not be read."""
    return Doubt(unread).within(place) or any(Doubt([place]).within(one) for one in unread)


def _read_rows(place: str, criterion: Criterion, scope: Scope) -> None:
    for at, gate in gate_places(place, criterion):
        scope.condition(gate.condition, within(at, "gate"))
    for at, row in row_places(place, criterion):
        for inside, case in alternative_places(at, row):
            if case.when is not None:
                scope.condition(case.when, within(inside, "when"))
            if case.per is not None:
                scope.number(case.per, within(inside, "per"))


def _read_base(place: str, criterion: Criterion, scope: Scope) -> None:
    match criterion.base:
        case BandTable(on=on):
            scope.number(on, f"{place}.bands.on")
        case Interpolation(on=on):
            scope.number(on, f"{place}.interpolate.on")
        case FormulaBase() as base:
            formula_node(place, base, scope)
