"""The parent's side of a stage: a child process with the sector, asked for one stage at a time."""

import json
import sys
from types import TracebackType
from typing import Any

from thidua.plugins.confinement import Confined, Limits, Stop, Stopped
from thidua.plugins.kit.results import CheckResult, from_plain
from thidua.plugins.kit.targets import Target

_CHILD = "thidua.plugins.kit.child:answer"


class StageChild:
    """A child process that loads the sector once, ended when the ``with`` ends."""

    def __init__(self, target: Target, limits: Limits) -> None:
        self.limits = limits
        self._target = target.to_plain()
        self._confined = Confined(_CHILD, limits)

    def __enter__(self) -> "StageChild":
        self._confined.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._confined.__exit__(kind, error, traceback)

    def ask(self, stage: str, **options: Any) -> Any:
        """What a stage found, as JSON values; raises Stopped."""
        call = {
            "paths": [path for path in sys.path if path],
            "stage": stage,
            "target": self._target,
            "options": options,
        }
        answer = self._confined.call(json.dumps(call).encode("utf-8"))
        try:
            return json.loads(answer)
        except ValueError as error:
            raise garbled(error) from error

    def results(self, stage: str, **options: Any) -> tuple[CheckResult, ...]:
        """The results that a stage gives; raises Stopped."""
        return results_in(self.ask(stage, **options))


def results_in(found: Any) -> tuple[CheckResult, ...]:
    """The results in what a stage gave; Stopped where foreign code has spoilt them."""
    try:
        return tuple(from_plain(it) for it in found)
    except (KeyError, TypeError, ValueError) as error:
        raise garbled(error) from error


def garbled(error: Exception) -> Stopped:
    """What the child says is no answer."""
    return Stopped(Stop.FAILED, f"{type(error).__name__}: {error}")
