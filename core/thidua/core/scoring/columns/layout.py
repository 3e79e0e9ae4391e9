"""Which numbers a scored table shows, and to how many places."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import Rounding
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.set_scoring import rules_of
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


def layout_of(rules: Rules) -> Layout:
    """The columns of a scheme: its criteria without parent, its sections, its parts."""
    rounding = rules.scheme.rounding
    places: dict[Place, int] = {}
    for part in rules.scheme.parts:
        for code in part.set_codes():
            for level, place, digits in _places(rules.sets[code], rounding):
                key = (part.code, level, place)
                places[key] = max(digits, places.get(key, 0))
        places[part.code, Level.PART, part.code] = _shown(rounding.part)
    return Layout(_shown(rounding.total), SHOWN_PLACES, places)


def _places(compiled: CompiledSet, scheme: Rounding) -> Iterator[tuple[Level, str, int]]:
    rules = rules_of(compiled, scheme)
    for criterion in compiled.source.criteria:
        if criterion.parent is None:
            yield Level.CRITERION, criterion.code, _shown(rules.criterion.places)
    for section in compiled.source.sections:
        yield Level.SECTION, section.code, _shown(rules.section.places, rules.criterion.places)


def _shown(*declared: int | None) -> int:
    """The first number of places that is declared, else as usual."""
    return next((places for places in declared if places is not None), SHOWN_PLACES)
