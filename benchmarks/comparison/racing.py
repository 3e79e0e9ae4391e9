"""All engines at the same work in turns: what slows the machine for a while slows all of them."""

import gc
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from comparison.answers import Answer, Wrong, wrong_in
from comparison.engine import AnyEngine
from comparison.generation import Work
from comparison.stopwatch import Timing, Took, repeats_for, timed, timing_of

PATIENCE: Final = 6.0
"""Seconds after which an engine has run often enough at one size."""

Say = Callable[[str], None]


@frozen
class Race:
    """One size of the work: what each engine took, by its code, and where it was wrong."""

    units: int
    timings: Mapping[str, Timing]
    wrong: Mapping[str, Wrong]


def race(
    engines: Sequence[AnyEngine], work: Work, right: Answer | None, rounds: int, say: Say
) -> Race:
    """Each engine once a round, after one round that counts only where it was long."""
    held = {engine.code: engine.prepare(work) for engine in engines}
    gc.freeze()  # some hold millions of objects
    try:
        return _raced(engines, work, held, right, rounds, say)
    finally:
        gc.unfreeze()


def _raced(
    engines: Sequence[AnyEngine],
    work: Work,
    held: Mapping[str, Any],
    right: Answer | None,
    rounds: int,
    say: Say,
) -> Race:
    taken: dict[str, list[Took]] = {}
    repeats: dict[str, int] = {}
    wrong: dict[str, Wrong] = {}
    for engine in engines:
        first, wrong[engine.code] = _first(engine, held[engine.code], right)
        taken[engine.code] = [first] if first.wall >= PATIENCE else []
        repeats[engine.code] = repeats_for(first)
        say(f"{work.units} units: {engine.title}: {first.cpu:.3f} s")
    for _ in range(rounds):
        for engine in engines:
            rest = taken[engine.code]
            if sum(one.wall for one in rest) < PATIENCE:
                rest.append(_again(engine, held[engine.code], repeats[engine.code]))
    timings = {code: timing_of(rest) for code, rest in taken.items()}
    return Race(work.units, timings, wrong)


def _first(engine: AnyEngine, held: Any, right: Answer | None) -> tuple[Took, Wrong]:
    found, took = timed(lambda: engine.run(held))
    nothing = Answer(None, None, None, None)
    return took, wrong_in(engine.answer(held, found), nothing if right is None else right)


def _again(engine: AnyEngine, held: Any, repeats: int) -> Took:
    _, took = timed(lambda: engine.run(held), repeats)
    return took
