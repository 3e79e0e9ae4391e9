"""How criteria behave, tried on many generated figures: property checks of a compiled set.

Nothing here needs hypothesis (the extra ``thidua[kit]``) until the checks run.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from thidua.core.formula.naming import Names
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.tree import Node
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.contribution import Check, Severity
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.plugins.kit.behaviour.examination import PROPERTIES, examine
from thidua.plugins.kit.behaviour.fingerprinting import fingerprint
from thidua.plugins.kit.behaviour.subject import subjects_of
from thidua.plugins.kit.results import CheckResult

__all__ = ["CHECKS", "behaviour_checks", "fingerprint"]

CHECKS: Final = tuple(one.check for one in PROPERTIES)
"""The codes of the checks, in the order in which they are reported."""


def behaviour_checks(
    compiled: CompiledSet,
    indicators: Mapping[str, Indicator],
    formulas: Mapping[str, Formula],
    *,
    examples: int,
    seed: int,
    checks: Iterable[Check] = (),
) -> Iterator[CheckResult]:
    """Try every criterion of a set, and its formulas, on so many generated clusters each.

    ``formulas`` are those of the catalogue; the set already holds the ones that it uses.
    ``checks`` are the plausibility checks of the catalogue: figures that one of severity ``error``
    refuses are not tried. Of a check that some criteria fail there is a result for each of them,
    with the smallest counterexample; else one result for the whole set.
    """
    conditions = tuple(_condition(one) for one in checks if one.severity is Severity.ERROR)
    subjects = subjects_of(compiled, indicators, conditions)
    return examine(subjects, examples=examples, seed=seed)


def _condition(check: Check) -> Node:
    return parse_expression(check.expression, Names())
