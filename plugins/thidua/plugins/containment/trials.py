"""Trying a foreign plugin out before it is loaded: import and hooks, in a child with limits.

A plugin that merely raises passes: that is for the loading to find and to name. What counts is
that it comes to an end by itself. Once it has, it is not tried again until its files change.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from thidua.plugins.confinement import Stop, Stopped
from thidua.plugins.containment.host import Host
from thidua.plugins.containment.limits import PluginLimits
from thidua.plugins.containment.module_state import files_of, state_of
from thidua.plugins.containment.trial_records import Trial, TrialRecords
from thidua.plugins.containment.wording import cause_of, remedy_of
from thidua.plugins.quarantine import Origin, Quarantine


def try_out(
    origins: Iterable[Origin], limits: PluginLimits, records: TrialRecords
) -> Mapping[Origin, Quarantine]:
    """Those among the plugins that must not be loaded, each with why.

    All that have to be tried share one child, until one of them ends it.
    """
    trials = _Trials(limits, records)
    try:
        found = ((origin, trials.quarantine(origin)) for origin in origins)
        return {origin: quarantine for origin, quarantine in found if quarantine is not None}
    finally:
        trials.end()
        records.save()


@frozen
class _Ended:
    """Where and why a plugin had to be stopped."""

    hook: str
    stopped: Stopped


class _Trials:
    def __init__(self, limits: PluginLimits, records: TrialRecords) -> None:
        self._limits = limits
        self._records = records
        self._host = Host(limits)

    def end(self) -> None:
        self._host.end()

    def quarantine(self, origin: Origin) -> Quarantine | None:
        files = files_of(origin)
        state = state_of(origin, files) if files else ""
        known = self._records.trial(state, self._limits) if state else None
        if known is not None:
            ended = _remembered(known)
        else:
            ended = self._tried(origin)
            if state and (ended is None or ended.stopped.kind is not Stop.FAILED):
                self._records.add(state, self._record(ended))
        return None if ended is None else self._told(origin, ended, files)

    def _tried(self, origin: Origin) -> _Ended | None:
        is_alone = not self._host.runs
        ended = self._loaded(origin)
        if ended is None or ended.stopped.kind is Stop.TIME or is_alone:
            return ended
        # What others have left in the child may have been to blame.
        return self._loaded(origin)

    def _loaded(self, origin: Origin) -> _Ended | None:
        at = ""
        try:
            for hook in self._host.load(origin).hooks:
                at = hook
                self._host.run_hook(hook)
        except Stopped as stopped:
            return _Ended(at, stopped)
        return None

    def _record(self, ended: _Ended | None) -> Trial:
        if ended is None:
            return Trial(self._records.now())
        return Trial(
            self._records.now(),
            ended.stopped.kind.value,
            ended.stopped.detail,
            ended.hook,
            self._limits.seconds,
            self._limits.memory,
        )

    def _told(self, origin: Origin, ended: _Ended, files: Sequence[Path]) -> Quarantine:
        return Quarantine(
            origin,
            cause_of(ended.stopped, self._limits),
            remedy_of(ended.stopped, self._limits),
            ended.hook,
            place=_place(origin, files),
        )


def _remembered(trial: Trial) -> _Ended | None:
    if not trial.stop:
        return None
    return _Ended(trial.hook, Stopped(Stop(trial.stop), trial.detail))


def _place(origin: Origin, files: Sequence[Path]) -> str:
    """The file of the module itself; else the first of the package."""
    name = origin.module.rpartition(".")[2]
    wanted = (f"{name}.py", "__init__.py")
    own = sorted((it for it in files if it.name in wanted), key=lambda it: len(it.parts))
    return str((own or files or ("",))[0])
