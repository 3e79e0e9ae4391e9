"""In what steps an input moves, and how far a search for a change of it goes."""

from fractions import Fraction

from thidua.core.exact.decimal_text import decimal_places
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import Name, Number
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.criteria import Judged
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.scoring.margin.search import Grid
from thidua.core.scoring.results import Case
from thidua.core.scoring.set_scoring import SetScore
from thidua.core.scoring.tally import ZERO
from thidua.core.text.measures import measure_of
from thidua.core.text.numbers import NumberUnit

REACH = 10
"""How many times the largest figure known of an indicator a search goes up to."""
LEAST_REACH = Fraction(100)
YEARS_OF_DAYS = 3653
"""How far a date is moved: ten years either way."""
PERCENT_PLACES = 2
JUDGED_PLACES = 2


def grid_of_points(case: Case, own: SetScore, code: str, points: Fraction) -> Grid:
    """The steps of judged points: the decimals to which the set rounds a criterion, else those of
    the total, else two; never coarser than the points that were given."""
    declared = (own.rules.criterion.places, case.scheme.rounding.total, JUDGED_PLACES)
    places = max(next(it for it in declared if it is not None), decimal_places(points))
    low, high = _limits(own.compiled.by_code[code])
    return Grid(points, Fraction(1, 10**places), low, high)


def _limits(item: CompiledCriterion) -> tuple[Fraction, Fraction]:
    """Between which points a person may give; where nothing limits them, the reach of a figure."""
    criterion = item.criterion
    if isinstance(criterion.base, Judged):
        return criterion.base.low, criterion.base.high
    low = criterion.floor if isinstance(criterion.floor, Fraction) else -criterion.points
    if isinstance(criterion.bonus_cap, Fraction):
        return low, criterion.points + criterion.bonus_cap
    if criterion.bonus_cap is None and item.bonus == Number(ZERO):
        return low, criterion.points
    return low, max(REACH * criterion.points, LEAST_REACH)


def grid_of_figure(case: Case, indicator: Indicator, figure: Figure) -> Grid:
    """The steps of a reported figure, in the indicator's own unit of measure."""
    first = 1 if figure.bound is Bound.EXACT else 0
    start, one = figure.value, Fraction(1)
    match indicator.kind:
        case ValueKind.YES_NO:
            return Grid(start, one, ZERO, one, first)
        case ValueKind.GRADE:
            return Grid(start, one, one, Fraction(len(indicator.grades)), first)
        case ValueKind.DATE:
            return Grid(start, one, start - YEARS_OF_DAYS, start + YEARS_OF_DAYS, first)
    low, high = _reach(case, indicator)
    return Grid(start, _step(case, indicator), low, high, first)


def _reach(case: Case, indicator: Indicator) -> tuple[Fraction, Fraction]:
    """From 0 (from as far below it, where a figure of the indicator is below 0) to ten times the
    largest figure that any member has of it."""
    values = [
        figure.value
        for (_, name), figure in case.entries.figures.items()
        if name.indicator == indicator.code
    ]
    reach = max(REACH * max(map(abs, values)), LEAST_REACH)
    return (-reach if min(values) < 0 else ZERO), reach


def _step(case: Case, indicator: Indicator) -> Fraction:
    """1 for what is counted whole, else the finest decimal that a member's result has; a percent
    has two at least."""
    if indicator.whole:
        return Fraction(1)
    places = max(
        decimal_places(figure.value)
        for (_, name), figure in case.entries.figures.items()
        if name == Name(indicator.code)
    )
    if measure_of(indicator.unit.vi).unit is NumberUnit.PERCENT:
        places = max(places, PERCENT_PLACES)
    return Fraction(1, 10**places)
