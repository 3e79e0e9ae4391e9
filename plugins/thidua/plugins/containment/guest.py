"""The child's side: loads one plugin after another, calls hooks and formulas, and says what came.

Every call is a JSON object with the number of the call (``id``), what to ``do`` and the details;
the answer bears the same number, so that none can be taken for another's.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import EntryPoint
from typing import Any, Final

from thidua.core.formula.evaluation import FunctionFault, exact_answer
from thidua.core.model.formulas import Formula, PythonFunction
from thidua.plugins.containment.exact_texts import from_text, to_text
from thidua.plugins.contributions import HOOKS, Hook
from thidua.plugins.guard import Failed, guarded
from thidua.plugins.hookspecs import ENTRY_POINT_GROUP
from thidua.plugins.implementations import Implementations, implementations_of
from thidua.plugins.quarantine import Origin, described
from thidua.plugins.validation import exhaust, validated

FORMULAS: Final = HOOKS["thidua_formulas"]
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Libraries of numbers start a thread a processor when they are imported; here they may not."""


class Guest:
    """The plugin that was loaded last."""

    def __init__(self) -> None:
        self._process = os.getpid()
        self._origin = Origin("", "")
        self._hooks = Implementations((), ())
        self._functions: dict[str, PythonFunction] | None = None

    def answer(self, payload: bytes) -> bytes:
        """Do what a call asks for. MemoryError, wherever in the plugin it came up, goes on."""
        call = json.loads(payload)
        try:
            found = _DOINGS[call["do"]](self, call)
        finally:
            if os.getpid() != self._process:
                # The plugin has forked, and this is the copy: only the original may answer.
                os._exit(0)
        return json.dumps({"id": call["id"], **found}).encode()

    def load(self, call: Mapping[str, Any]) -> Mapping[str, Any]:
        """Import the plugin of an ``origin``; its ``hooks``, or why it ``failed``."""
        _settle_in(call["home"])
        self._origin = Origin(**call["origin"])
        self._hooks, self._functions = Implementations((), ()), None
        entry_point = EntryPoint(self._origin.entry_point, self._origin.target, ENTRY_POINT_GROUP)
        outcome = guarded(entry_point.load)
        if isinstance(outcome, Failed):
            return _failed(outcome.error)
        self._hooks = implementations_of(outcome.value, self._origin)
        return {"hooks": list(self._hooks.hooks)}

    def run_hook(self, call: Mapping[str, Any]) -> Mapping[str, Any]:
        """Take all that the hook of a ``name`` gives."""
        outcome = guarded(partial(self._given, HOOKS[call["name"]]))
        return _failed(outcome.error) if isinstance(outcome, Failed) else {}

    def evaluate(self, call: Mapping[str, Any]) -> Mapping[str, Any]:
        """The ``value`` of the formula of a ``code`` for its ``inputs``, or its ``fault``."""
        if self._functions is None:
            self._functions = self._python_functions()
        function = self._functions.get(call["code"])
        if function is None:
            return {"fault": "no such function"}
        inputs = {name: from_text(text) for name, text in call["inputs"]}
        try:
            return {"value": to_text(exact_answer(function, inputs))}
        except FunctionFault as fault:
            _raise_memory_error(fault.__cause__)
            return {"fault": str(fault)}

    def _python_functions(self) -> dict[str, PythonFunction]:
        items = self._given(FORMULAS) if FORMULAS.name in self._hooks.hooks else []
        sound, _ = validated(FORMULAS, items, self._origin)
        formulas = [it for it in sound if isinstance(it, Formula)]
        return {it.code: it.function for it in formulas if it.function is not None}

    def _given(self, hook: Hook) -> list[object]:
        items, faults = exhaust(hook, self._hooks.call(hook), self._origin)
        for fault in faults:
            _raise_memory_error(fault.error)
        return items


_DOINGS: Final[Mapping[str, Callable[[Guest, Mapping[str, Any]], Mapping[str, Any]]]] = {
    "load": Guest.load,
    "hook": Guest.run_hook,
    "formula": Guest.evaluate,
}

answer: Final = Guest().answer
"""What the child does with a call."""


def _settle_in(home: Mapping[str, Any]) -> None:
    """See modules, environment and folder as the plugin would see them in the program."""
    sys.path[:] = home["paths"]
    os.environ.update(home["environment"])
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    with contextlib.suppress(OSError):  # the folder may have gone
        os.chdir(home["folder"])


def _failed(error: BaseException) -> Mapping[str, Any]:
    _raise_memory_error(error)
    return {"hooks": [], "failed": described(error)}


def _raise_memory_error(error: BaseException | None) -> None:
    # Of the limit, not of the plugin's own choosing: the parent is to hear of the limit.
    if isinstance(error, MemoryError):
        raise MemoryError from error
