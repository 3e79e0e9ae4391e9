"""Loading many plugins: the foreign ones only after a trial, and with their formulas contained."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from thidua.plugins.containment.limits import PluginLimits
from thidua.plugins.discovery import Found, normalised
from thidua.plugins.loading import Attempt, attempt
from thidua.plugins.quarantine import Origin

_OURS: Final = "thidua"


@frozen
class Fences:
    """How foreign plugins are kept from harming the program."""

    limits: PluginLimits = PluginLimits()
    trials_file: Path | None = None
    """Where it is remembered which plugins have stood their trial; None: nowhere."""


def attempt_each(found: Iterable[Found], fences: Fences | None) -> list[Attempt]:
    """Load the plugins, each apart; without ``fences`` all are trusted."""
    every = list(found)
    foreign = [it.origin for it in every if is_foreign(it.origin)]
    if fences is None or not foreign:
        return [attempt(it) for it in every]
    return _fenced(every, foreign, fences)


def is_foreign(origin: Origin) -> bool:
    """Whether a plugin is code of another distribution; a workspace's own sectors are no code."""
    return not origin.folder and normalised(origin.distribution) != _OURS


def _fenced(every: Sequence[Found], foreign: Sequence[Origin], fences: Fences) -> list[Attempt]:
    # A run with nothing foreign in it needs none of these.
    from thidua.plugins.containment.formulas import contained
    from thidua.plugins.containment.trial_records import TrialRecords
    from thidua.plugins.containment.trials import try_out

    stopped = try_out(foreign, fences.limits, TrialRecords(fences.trials_file))
    attempts: list[Attempt] = []
    for found in every:
        if found.origin in stopped:
            attempts.append(Attempt(found, quarantined=(stopped[found.origin],)))
            continue
        done = attempt(found)
        if done.plugin is not None and found.origin in foreign:
            done = evolve(done, plugin=contained(done.plugin, fences.limits))
        attempts.append(done)
    return attempts
