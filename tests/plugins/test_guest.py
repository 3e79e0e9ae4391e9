"""The child's side of a contained plugin, asked here: what it loads, calls, and says."""

import json
import os
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from thidua.plugins.containment.guest import Guest

Inline = Callable[..., EntryPoint]
Ask = Callable[..., dict[str, Any]]

SOURCE = """\
from fractions import Fraction
from thidua.plugins import Formula, Plugin, Text, hookimpl

ABOUT = Text("thử", "trial")

def halves(inputs):
    return inputs["a"] / 2

def hungry(inputs):
    raise MemoryError

@hookimpl
def thidua_plugin():
    return Plugin("mine", ABOUT, 1)

@hookimpl
def thidua_formulas():
    yield Formula("halves", ABOUT, ABOUT, ("a",), function=halves, places=1)
    yield Formula("hungry", ABOUT, ABOUT, ("a",), function=hungry, places=1)
    yield Formula("plus", ABOUT, ABOUT, ("a",), expression="a + 1")
    yield "no formula"

@hookimpl
def thidua_checks():
    raise ValueError

@hookimpl
def thidua_indicators():
    raise MemoryError

@hookimpl
def thidua_readers():
    yield "no reader"
    raise MemoryError
"""


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks a guest in this process, which is as before afterwards."""
    monkeypatch.chdir(os.getcwd())
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name in ("TRIAL", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.setenv(name, "8")
    answering = Guest()

    def asked(do: str, **details: object) -> dict[str, Any]:
        call = json.dumps({"id": 5, "do": do, **details})
        answer = json.loads(answering.answer(call.encode()))
        assert answer.pop("id") == 5
        return dict(answer)

    return asked


def home(**changes: object) -> dict[str, object]:
    return {"paths": sys.path, "environment": {"TRIAL": "1"}, "folder": os.getcwd(), **changes}


def origin(target: str) -> dict[str, str]:
    return {"entry_point": "mine", "target": target, "distribution": "d", "version": "1"}


@pytest.fixture
def mine(ask: Ask, inline: Inline) -> Ask:
    """A guest that has loaded the plugin."""
    target = inline(SOURCE).value
    assert ask("load", home=home(), origin=origin(target)) == {
        "hooks": [
            *("thidua_checks", "thidua_formulas", "thidua_indicators"),
            *("thidua_plugin", "thidua_readers"),
        ]
    }
    return ask


def test_what_raises_at_import_has_no_hooks(ask: Ask) -> None:
    failed = ask("load", home=home(), origin=origin("no_such_module"))
    assert failed == {
        "hooks": [],
        "failed": "ModuleNotFoundError: No module named 'no_such_module'",
    }
    assert ask("formula", code="halves", inputs=[]) == {"fault": "no such function"}


def test_it_settles_in_as_at_home_but_for_threads_of_libraries(ask: Ask) -> None:
    paths = [*sys.path, "/more"]
    ask("load", home=home(paths=paths, folder="/"), origin=origin("json"))
    assert sys.path == paths
    assert os.getcwd() == "/"
    assert (os.environ["TRIAL"], os.environ["OMP_NUM_THREADS"]) == ("1", "1")
    ask("load", home=home(folder="/no/such/folder"), origin=origin("json"))
    assert os.getcwd() == "/"


def test_a_hook_that_raises_has_been_run(mine: Ask) -> None:
    assert mine("hook", name="thidua_plugin") == {}
    assert mine("hook", name="thidua_formulas") == {}
    assert mine("hook", name="thidua_checks") == {"hooks": [], "failed": "ValueError"}


@pytest.mark.parametrize("hook", ["thidua_indicators", "thidua_readers"])
def test_want_of_memory_is_the_limit_s(mine: Ask, hook: str) -> None:
    with pytest.raises(MemoryError):
        mine("hook", name=hook)


def test_formulas_answer_in_exact_numbers(mine: Ask) -> None:
    assert mine("formula", code="halves", inputs=[["a", "f/1"]]) == {"value": "f/2"}
    assert mine("formula", code="halves", inputs=[["a", "1/2"]]) == {"value": "1/4"}
    assert "KeyError" in mine("formula", code="halves", inputs=[])["fault"]
    assert mine("formula", code="plus", inputs=[["a", "1/2"]]) == {"fault": "no such function"}
    with pytest.raises(MemoryError):
        mine("formula", code="hungry", inputs=[])


class Ended(BaseException):
    """Stands for the end of a process."""


def test_a_copy_of_the_process_never_answers(mine: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(code: int) -> None:
        raise Ended(code)

    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    with pytest.raises(Ended):
        mine("formula", code="halves", inputs=[["a", "1/2"]])
