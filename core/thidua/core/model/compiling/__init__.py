"""From a criteria set to a compiled one: every name resolved, every rule a tree."""

from collections.abc import Mapping, Sequence

from thidua.core.formula.tree import Node
from thidua.core.formula.walking import names_read
from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.compiling.criteria import compile_criterion
from thidua.core.model.compiling.name_resolution import Known
from thidua.core.model.compiling.rows import RowCompiler
from thidua.core.model.compiling.tie_keys import tie_trees
from thidua.core.model.criteria import CombineKind, CriteriaSet, TieKey, TieKeyKind
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.places import criterion_places, within
from thidua.core.model.plain_table import Faults
from thidua.core.model.validation import faults_of
from thidua.core.model.validation.branches import branches
from thidua.core.model.validation.expressions import read_combine_expression
from thidua.core.text.fault import refuse_all


def compile_set(
    criteria_set: CriteriaSet,
    indicators: Mapping[str, Indicator],
    formulas: Mapping[str, Formula],
    *,
    tie_breakers: Sequence[TieKey] = (),
) -> CompiledSet:
    """Resolve the names of a set; Refused with all that is wrong with it.

    ``tie_breakers`` are those of a scheme that uses the set, whose formulas and indicators are
    then at hand beside the set's own.
    """
    refuse_all(faults_of(criteria_set))
    return compile_valid(criteria_set, indicators, formulas, tie_breakers=tie_breakers)


def compile_valid(
    criteria_set: CriteriaSet,
    indicators: Mapping[str, Indicator],
    formulas: Mapping[str, Formula],
    *,
    tie_breakers: Sequence[TieKey] = (),
) -> CompiledSet:
    """As :func:`compile_set`, for a set that is known to hold together by itself."""
    known = Known(indicators, formulas)
    rows = RowCompiler(criteria_set, known)
    criteria = _criteria(criteria_set, rows)
    combines = _combines(criteria_set, rows.faults)
    tie_formulas = {
        **tie_trees(criteria_set.tie_breakers, known, rows.faults),
        **tie_trees(tie_breakers, known, rows.faults),
    }
    refuse_all(rows.faults)
    read = {code for item in criteria for code in item.inputs}
    read.update(name.indicator for node in tie_formulas.values() for name in names_read(node))
    keys = (*criteria_set.tie_breakers, *tie_breakers)
    read.update(key.code for key in keys if key.kind is TieKeyKind.INDICATOR)
    return CompiledSet(
        source=criteria_set,
        criteria=criteria,
        indicators=tuple(indicators[code] for code in sorted(read)),
        formulas=tuple(formulas[code] for code in sorted(rows.used)),
        combines=tuple(combines.items()),
        tie_formulas=tuple(tie_formulas.items()),
    )


def _criteria(source: CriteriaSet, rows: RowCompiler) -> tuple[CompiledCriterion, ...]:
    """The criteria in the order of the set; a parent is compiled after its children."""
    done: dict[str, CompiledCriterion] = {}
    placed = {criterion.code: (place, criterion) for place, criterion in criterion_places(source)}

    def compiled(code: str) -> CompiledCriterion:
        if code not in done:
            children = [compiled(item.code) for item in source.criteria if item.parent == code]
            done[code] = compile_criterion(*placed[code], children, rows)
        return done[code]

    return tuple(compiled(code) for code in placed)


def _combines(source: CriteriaSet, faults: Faults) -> dict[str, Node]:
    """The sections (and ``""``, the set) whose points are an expression of their children's."""
    return {
        branch.code: read_combine_expression(
            branch.combine.expression,
            within(branch.place, "combine"),
            [item.code for _, item in branch.children],
            branch.points,
            faults,
        )
        for branch in branches(source)
        if branch.combine.kind is CombineKind.EXPRESSION
    }
