"""The same cluster by rules that might as well have been declared: another rounding, another
policy for criteria that do not apply."""

from collections.abc import Callable, Iterator
from functools import partial

from attrs import evolve, frozen

from thidua.core.exact.rounding import RoundingMode
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import NotApplicablePolicy, RankOn, Rounding
from thidua.core.scoring.results import Case
from thidua.core.scoring.set_scoring import rules_of
from thidua.core.scoring.tally import Digits, Level

USUAL_PLACES = 2
"""To how many places a level is tried that declares none, where the total declares none either."""


@frozen
class OtherPlaces:
    """A level rounded to other places."""

    level: Level
    places: tuple[int, ...]
    """Several where criteria sets differ; empty where the level is not rounded at all."""


@frozen
class OtherTotals:
    """Ranks read from totals before, or after, their rounding."""

    rank_on: RankOn
    places: int | None = None
    """To how many places the totals are rounded; None for exact ones."""


Change = RoundingMode | OtherPlaces | OtherTotals | NotApplicablePolicy
"""What is declared otherwise; a mode and a policy hold wherever one is declared."""


@frozen
class Alternative:
    """A cluster with one rule declared otherwise, everything recorded being the same."""

    change: Change
    case: Case


def alternatives(case: Case) -> tuple[Alternative, ...]:
    """Every alternative that is valid for the scheme and touches a rule that ranks are read by."""
    found = (*_modes(case), *_places(case), *_totals(case), *_policies(case))
    now = _in_force(case)
    return tuple(one for one in found if _in_force(one.case) != now)


def _in_force(case: Case) -> tuple[object, ...]:
    """All that an alternative may change, as far as ranks are read by it."""
    rounding, rank_on = case.scheme.rounding, case.scheme.rank_on
    digits = [Digits(rounding.part, rounding.mode)]
    if rank_on is RankOn.ROUNDED:
        digits.append(Digits(rounding.total, rounding.mode))
    for compiled in case.sets.values():
        rules = rules_of(compiled, rounding)
        digits += [rules.criterion, *([rules.section] if compiled.source.sections else [])]
    declared = (None if one.places is None else one for one in digits)
    return (rank_on, *declared, *(one.source.not_applicable for one in case.sets.values()))


def _modes(case: Case) -> Iterator[Alternative]:
    for mode in RoundingMode:
        yield Alternative(mode, _rounded(case, partial(evolve, mode=mode)))


def _policies(case: Case) -> Iterator[Alternative]:
    for policy in NotApplicablePolicy:
        sets = {
            code: evolve(one, source=evolve(one.source, not_applicable=policy))
            for code, one in case.sets.items()
        }
        yield Alternative(policy, evolve(case, sets=sets))


def _totals(case: Case) -> Iterator[Alternative]:
    scheme = case.scheme
    if scheme.rank_on is RankOn.ROUNDED:
        exact = evolve(scheme, rank_on=RankOn.EXACT)
        yield Alternative(OtherTotals(RankOn.EXACT), evolve(case, scheme=exact))
        return
    places = _usual_places(case)
    rounding = evolve(scheme.rounding, total=places)
    rounded = evolve(scheme, rank_on=RankOn.ROUNDED, rounding=rounding)
    yield Alternative(OtherTotals(RankOn.ROUNDED, places), evolve(case, scheme=rounded))


def _usual_places(case: Case) -> int:
    declared = case.scheme.rounding.total
    return USUAL_PLACES if declared is None else declared


def _places(case: Case) -> Iterator[Alternative]:
    for level in (Level.CRITERION, Level.SECTION, Level.PART, Level.TOTAL):
        for other in _with_other_places(case, level):
            yield Alternative(OtherPlaces(level, _declared(other, level)), other)


def _with_other_places(case: Case, level: Level) -> Iterator[Case]:
    """One place fewer, one more, none; for a level that declares none, as many as usual."""
    if _declared(case, level):
        yield _rounded(case, lambda one: _at(one, level, lambda places: max(places - 1, 0)))
        yield _rounded(case, lambda one: _at(one, level, lambda places: places + 1))
        if level is not Level.TOTAL:  # ranks read from exact totals are an alternative of their own
            yield _rounded(case, lambda one: _at(one, level, lambda _: None))
    elif level is not Level.PART or len(case.scheme.parts) > 1:
        rounding = _set_at(case.scheme.rounding, level, _usual_places(case))
        yield evolve(case, scheme=evolve(case.scheme, rounding=rounding))


def _declared(case: Case, level: Level) -> tuple[int, ...]:
    """The places to which a level is rounded, each number once."""
    rounding = case.scheme.rounding
    rules = [rules_of(compiled, rounding) for compiled in case.sets.values()]
    found = {
        Level.CRITERION: [one.criterion.places for one in rules],
        Level.SECTION: [one.section.places for one in rules if one.compiled.source.sections],
        Level.PART: [rounding.part],
        Level.TOTAL: [rounding.total],
    }
    return tuple(sorted({places for places in found[level] if places is not None}))


def _at(rounding: Rounding, level: Level, change: Callable[[int], int | None]) -> Rounding:
    places = getattr(rounding, level.value)
    return rounding if places is None else _set_at(rounding, level, change(places))


def _set_at(rounding: Rounding, level: Level, places: int | None) -> Rounding:
    changed: Rounding = evolve(rounding, **{level.value: places})  # type: ignore[arg-type]
    return changed


def _rounded(case: Case, change: Callable[[Rounding], Rounding]) -> Case:
    """The case with the roundings of its scheme and of every set changed."""
    scheme = evolve(case.scheme, rounding=change(case.scheme.rounding))
    sets = {code: _with_rounding(one, change) for code, one in case.sets.items()}
    return evolve(case, scheme=scheme, sets=sets)


def _with_rounding(compiled: CompiledSet, change: Callable[[Rounding], Rounding]) -> CompiledSet:
    source = compiled.source
    return evolve(compiled, source=evolve(source, rounding=change(source.rounding)))
