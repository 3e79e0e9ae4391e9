"""Which numbers a scored table shows, and to how many places."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from thidua.core.formula.columns.keeping import kept_by_identity
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.set_scoring import SetRules, rules_of
from thidua.core.scoring.tally import Level

SHOWN_PLACES = 2
"""Decimals shown where nothing is declared; nothing is computed from them."""

Place = tuple[str, Level, str]
"""Part, level, and the code of a criterion, a section or the part itself."""


@frozen
class Layout:
    """The places of every column of points; sets of one part share their columns."""

    total: int
    deductions: int
    places: Mapping[Place, int]


@kept_by_identity(64)
def layout_of(rules: Rules) -> Layout:
    """The columns of a scheme: its criteria without parent, its sections, its parts."""
    rounding, set_rules = rules.scheme.rounding, set_rules_of(rules)
    places: dict[Place, int] = {}
    for part in rules.scheme.parts:
        for code in part.set_codes():
            for level, place, digits in _places(set_rules[code]):
                key = (part.code, level, place)
                places[key] = max(digits, places.get(key, 0))
        places[part.code, Level.PART, part.code] = _shown(rounding.part)
    return Layout(_shown(rounding.total), SHOWN_PLACES, places)


@kept_by_identity(64)
def set_rules_of(rules: Rules) -> Mapping[str, SetRules]:
    """The rules of every set in the scheme, by code."""
    rounding = rules.scheme.rounding
    return {code: rules_of(compiled, rounding) for code, compiled in rules.sets.items()}


def _places(rules: SetRules) -> Iterator[tuple[Level, str, int]]:
    compiled = rules.compiled
    for criterion in compiled.source.criteria:
        if criterion.parent is None:
            yield Level.CRITERION, criterion.code, _shown(rules.criterion.places)
    for section in compiled.source.sections:
        yield Level.SECTION, section.code, _shown(rules.section.places, rules.criterion.places)


def _shown(*declared: int | None) -> int:
    """The first number of places that is declared, else as usual."""
    return next((places for places in declared if places is not None), SHOWN_PLACES)
