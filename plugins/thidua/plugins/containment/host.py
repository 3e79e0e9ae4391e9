"""The parent's side: one child for plugins, started when it is first needed."""

import json
import os
import sys
import weakref
from collections.abc import Mapping
from contextlib import ExitStack
from fractions import Fraction
from itertools import count
from typing import Any, Final

from attrs import frozen

from thidua.core.formula.evaluation import FunctionFault
from thidua.plugins.confinement import Confined, Limits, Stop, Stopped
from thidua.plugins.confinement.limits import MIB
from thidua.plugins.containment.exact_texts import from_text, to_text
from thidua.plugins.containment.limits import PluginLimits
from thidua.plugins.quarantine import Origin

_GUEST: Final = "thidua.plugins.containment.guest:answer"
_LONGEST_FAULT: Final = 1_000


@frozen
class Import:
    """What came of importing a plugin in a child."""

    hooks: tuple[str, ...]
    """The hooks that it has; none where it raised."""
    failure: str = ""
    """What it raised."""


class Host:
    """A child in which plugins run; a new one after each that had to be stopped.

    It is ended by :meth:`end`, with this object, or with the program, whichever comes first.
    All methods raise :class:`Stopped`; the child is gone then.
    """

    def __init__(self, limits: PluginLimits) -> None:
        # The time is the clock's: the processor's may run out only where nobody minds the clock.
        self._limits = Limits(
            wall_seconds=limits.seconds,
            cpu_seconds=limits.seconds + 1,
            memory=limits.memory * MIB,
        )
        self._numbers = count(1)
        self._confined: Confined | None = None
        self._ending: weakref.finalize[..., Host] | None = None

    def load(self, origin: Origin) -> Import:
        """Import a plugin."""
        told = {
            "entry_point": origin.entry_point,
            "target": origin.target,
            "distribution": origin.distribution,
            "version": origin.version,
        }
        answer = self._ask("load", {"home": _home(), "origin": told})
        return Import(_names(answer.get("hooks")), str(answer.get("failed", ""))[:_LONGEST_FAULT])

    def run_hook(self, name: str) -> None:
        """Run a hook of the plugin that was loaded last; whatever it raises is no matter here."""
        self._ask("hook", {"name": name})

    def evaluate(self, formula: str, inputs: Mapping[str, Fraction]) -> Fraction:
        """What a formula of that plugin gives; raises FunctionFault for what it does instead."""
        given = [[name, to_text(value)] for name, value in inputs.items()]
        answer = self._ask("formula", {"code": formula, "inputs": given})
        fault, value = answer.get("fault"), answer.get("value")
        if isinstance(fault, str):
            raise FunctionFault(fault[:_LONGEST_FAULT])
        try:
            return from_text(str(value))
        except ValueError as error:
            raise self._nonsense() from error

    @property
    def runs(self) -> bool:
        """Whether there is a child."""
        return self._confined is not None

    def end(self) -> None:
        """End the child, if there is one."""
        if self._ending is not None:
            self._ending()
        self._confined = self._ending = None

    def _ask(self, do: str, details: Mapping[str, Any]) -> Mapping[str, Any]:
        number = next(self._numbers)
        call = json.dumps({"id": number, "do": do, **details}).encode()
        try:
            answer = _object(self._started().call(call))
        except BaseException:
            # Also for Ctrl+C: an answer that comes late must not be taken for the next one's.
            self.end()
            raise
        if answer.get("id") != number:
            raise self._nonsense()
        return answer

    def _started(self) -> Confined:
        if self._confined is None:
            stack = ExitStack()
            try:
                self._confined = stack.enter_context(Confined(_GUEST, self._limits))
            except OSError as error:
                raise Stopped(Stop.FAILED, str(error)) from error
            self._ending = weakref.finalize(self, stack.close)
        return self._confined

    def _nonsense(self) -> Stopped:
        self.end()
        return Stopped(Stop.DIED, "its answer makes no sense")


def _home() -> Mapping[str, Any]:
    try:
        folder = os.getcwd()
    except OSError:  # it has been deleted
        folder = "/"
    return {
        "paths": [os.path.abspath(path) for path in sys.path],
        "environment": dict(os.environ),
        "folder": folder,
    }


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(name) for name in value) if isinstance(value, list) else ()
