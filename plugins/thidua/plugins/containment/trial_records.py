"""What came of trying plugins out, remembered in a file of the user's cache."""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import asdict, frozen

from thidua.core.files.whole_file import write_whole
from thidua.core.text.fault import Refused
from thidua.plugins.confinement import Stop
from thidua.plugins.containment.limits import PluginLimits

SECONDS_KEPT: Final = 3_600
"""A plugin that was stopped is tried again after so long: the machine may have been at fault."""
MOST_KEPT: Final = 500
_FORM: Final = "thidua plugin trials 1"


@frozen
class Trial:
    """What came of trying out one state of a plugin."""

    at: float
    """When, in seconds since 1970."""
    stop: str = ""
    """Why it was stopped, a value of :class:`Stop`; empty where it was loaded to its end."""
    detail: str = ""
    hook: str = ""
    """The hook in which it was stopped; empty for the import."""
    seconds: int = 0
    memory: int = 0
    """The limits under which it was stopped."""

    def counts(self, limits: PluginLimits, now: float) -> bool:
        """Whether it need not be tried again: what was loaded once will be, what was stopped is
        tried again under other limits, or after a while."""
        if not self.stop:
            return True
        same = (self.seconds, self.memory) == (limits.seconds, limits.memory)
        return same and 0 <= now - self.at < SECONDS_KEPT


class TrialRecords:
    """The trials that a file remembers, by the digest of the plugin's state.

    Losing the file, or failing to write it, costs nothing but trying again.
    """

    def __init__(self, file: Path | None, clock: Callable[[], float] = time.time) -> None:
        """No ``file``: nothing is remembered."""
        self._file = file
        self._clock = clock
        self._trials = {} if file is None else _read(file)
        self._has_news = False

    def now(self) -> float:
        """The time that trials bear."""
        return self._clock()

    def trial(self, state: str, limits: PluginLimits) -> Trial | None:
        """What came of a state; None where it must be tried."""
        found = self._trials.get(state)
        return found if found is not None and found.counts(limits, self.now()) else None

    def add(self, state: str, trial: Trial) -> None:
        """Remember a trial, when :meth:`save` comes."""
        self._trials[state] = trial
        self._has_news = True

    def save(self) -> None:
        """Write what is new into the file."""
        if self._file is None or not self._has_news:
            return
        latest = sorted(self._trials.items(), key=lambda pair: pair[1].at)[-MOST_KEPT:]
        plain = {"form": _FORM, "trials": {state: asdict(trial) for state, trial in latest}}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps(plain).encode())
        except (OSError, Refused):  # a cache that cannot be written: tried again next time
            return
        self._has_news = False


def _read(file: Path) -> dict[str, Trial]:
    try:
        plain = json.loads(file.read_bytes())
        if plain["form"] != _FORM:
            return {}
        return {state: _trial(item) for state, item in plain["trials"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _trial(item: Mapping[str, Any]) -> Trial:
    stop = str(item["stop"])
    return Trial(
        float(item["at"]),
        Stop(stop).value if stop else "",
        str(item["detail"]),
        str(item["hook"]),
        int(item["seconds"]),
        int(item["memory"]),
    )
