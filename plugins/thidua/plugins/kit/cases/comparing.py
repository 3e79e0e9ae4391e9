"""What came out of a case beside what was expected."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from thidua.core.exact.decimal_text import decimal_places
from thidua.core.exact.rounding import round_to
from thidua.core.model.criteria import Rounding
from thidua.core.scoring.cells import cell_of
from thidua.core.scoring.results import MemberScore
from thidua.core.scoring.tally import Level
from thidua.core.workspace.views.ranking import DISPLAY_PLACES
from thidua.plugins.kit.cases.records import CaseUnit, Expectation, Expected
from thidua.plugins.kit.cases.running import ScoredCase

Value = Fraction | str | None


@frozen
class Difference:
    """One value that is not as expected."""

    unit: CaseUnit
    expected: Expected
    got: Value


def differences(scored: ScoredCase) -> tuple[Difference, ...]:
    """Every value that did not come out as the case says, in the order of the file."""
    return tuple(_differences(scored))


def _differences(scored: ScoredCase) -> Iterator[Difference]:
    rounding = scored.shown.sets[scored.case.criteria].source.rounding
    for unit in scored.case.units:
        row = scored.score.by_unit[unit.code]
        for expected in unit.expected:
            got = came_out(scored, row, expected)
            if not _agrees(expected, got, rounding):
                yield Difference(unit, expected, got)


def came_out(scored: ScoredCase, row: MemberScore, expected: Expected) -> Value:
    """What a unit has of what is expected: points as declared, not rounded any further."""
    match expected.kind:
        case Expectation.POINTS:
            return row.points
        case Expectation.RANK:
            return None if row.rank is None else Fraction(row.rank)
        case Expectation.BAND:
            return row.band.code if row.band else None
        case Expectation.STATUS:
            return row.status.value
        case Expectation.SECTION:
            return _of_section(row, expected.code)
    return _of_criterion(scored, row, expected.code)


def _of_section(row: MemberScore, code: str) -> Fraction | None:
    if row.total is None:
        return None
    tally = row.total.parts[0].score.places[Level.SECTION, code].tally
    return None if tally is None else tally.points


def _of_criterion(scored: ScoredCase, row: MemberScore, code: str) -> Fraction | None:
    """By its own rules: before what others that do not apply make of it."""
    if row.total is None:
        return None
    field = scored.score.fields[scored.case.criteria]
    points = cell_of(field, field.compiled.by_code[code], row.member).points
    return None if points is None else points.base + points.bonus


def _agrees(expected: Expected, got: Value, rounding: Rounding) -> bool:
    wanted = expected.value
    if not isinstance(wanted, Fraction) or not isinstance(got, Fraction):
        return wanted == got
    if expected.kind is Expectation.RANK:
        return wanted == got
    places = max(DISPLAY_PLACES, decimal_places(wanted), _declared(expected.kind, rounding))
    return wanted == round_to(got, places)


def _declared(kind: Expectation, rounding: Rounding) -> int:
    places = {
        Expectation.POINTS: rounding.total,
        Expectation.SECTION: rounding.section,
        Expectation.CRITERION: rounding.criterion,
    }
    return places[kind] or 0
