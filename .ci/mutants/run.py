"""mutmut in the folder that ``lay_out.py`` made, with the tests collected once.

mutmut has pytest collect the tests anew for every mutant, which takes far longer than running
them. Here the processes of the mutants are forked from one that has collected them, each stops at
the first failure, and a test that has stopped a mutant of a function is asked first about the
others. mutmut's own commands, ``results`` and ``show``, read what is found.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from _pytest.config import _prepareconfig
from hypothesis import Phase, settings
from mutmut.__main__ import cli
from mutmut.mutation import trampoline
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.workers import isolation

EXAMPLES = 25
"""Most examples of a property test: the same ones for every mutant."""
SECONDS = float(os.environ.get("MUTANTS_SECONDS", "0.4"))
"""Tests that took longer are not asked."""
STOPPERS = Path("stoppers").absolute()
"""By function, the tests that have stopped its mutants."""


class FewExamples:
    """A plugin by which Hypothesis tries a few fixed examples, and never looks for smaller ones."""

    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        """Settle what each property test tries."""
        for item in items:
            function = getattr(item, "obj", None)
            own = getattr(function, "_hypothesis_internal_use_settings", None)
            if own is not None:
                function._hypothesis_internal_use_settings = settings(
                    own,
                    max_examples=min(own.max_examples, EXAMPLES),
                    phases=(Phase.explicit, Phase.generate),
                    derandomize=True,
                    database=None,
                )


class OneCollection(PytestRunner):
    """mutmut's runner of pytest, whose forked processes inherit the collected tests."""

    def __init__(self) -> None:
        super().__init__()
        self._session: pytest.Session | None = None

    def execute_pytest(self, params: list[str], **kwargs: list[object]) -> int:
        """Run pytest as mutmut does: to learn which tests call which functions."""
        plugins = [*kwargs.pop("plugins", []), FewExamples()]
        return super().execute_pytest(params, plugins=plugins, **kwargs)

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        """0 where no test fails: for a mutant in its own process, which mutmut has forked, for
        none in one that is forked here, so that a failure of the ways of this file is seen."""
        session = self._collected()
        if mutant_name is not None:
            return self._run(session, mutant_name, tests)
        asked = list(tests) or [item.nodeid for item in session.items]
        quick = [name for name in asked if state().duration_by_test.get(name, 0) <= SECONDS]
        return isolation.run_in_fork(self._run, session, "", quick)

    def _collected(self) -> pytest.Session:
        if self._session is None:
            os.chdir("mutants")
            config = _prepareconfig(
                [
                    *("--rootdir=.", "--tb=no", "-x"),
                    *self._pytest_add_cli_args,
                    *self._pytest_add_cli_args_test_selection,
                ],
                [FewExamples()],
            )
            self._session = pytest.Session.from_config(config)
            config._do_configure()
            config.hook.pytest_sessionstart(session=self._session)
            config.hook.pytest_collection(session=self._session)
            os.chdir("..")
        return self._session

    def _run(self, session: pytest.Session, mutant: str, tests: Iterable[str]) -> int:
        os.chdir("mutants")
        if os.environ["MUTANT_UNDER_TEST"] != "fail":
            trampoline.get_mutant_under_test = lambda: mutant
        by_name = {item.nodeid: item for item in session.items}
        names = [name for name in _likely_first(mutant, tests) if name in by_name]
        for name, after in zip(names, [*names[1:], None], strict=True):
            item, following = by_name[name], by_name[after] if after else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                _note_stopper(mutant, name)
                return 1
        return 0


class QuickTests(isolation.ForkRunner):
    """mutmut's processes, without the slow tests, which would also make their time limits long.

    A package answers to its own tests: those of ``scoring`` are not asked about ``formula``.
    """

    def submit(
        self, mutant_name: str, tests: list[str], cpu_time_limit: int, estimated_time: float
    ) -> None:
        """Start the process of a mutant."""
        durations = state().duration_by_test
        others = "tests/scoring/" if ".core.formula." in mutant_name else "tests/formula/"
        quick = [
            name for name in tests if durations[name] <= SECONDS and not name.startswith(others)
        ]
        seconds = sum(durations[name] for name in quick)
        super().submit(mutant_name, quick, cpu_time_limit, seconds)


def _stoppers_of(mutant: str) -> Path:
    return STOPPERS / mutant.partition("__mutmut_")[0]


def _likely_first(mutant: str, tests: Iterable[str]) -> list[str]:
    """The tests, those before that have stopped other mutants of the function."""
    notes = _stoppers_of(mutant)
    known = notes.read_text("utf-8").splitlines() if notes.is_file() else []
    names = dict.fromkeys(tests)
    return [*dict.fromkeys([*(name for name in reversed(known) if name in names), *names])]


def _note_stopper(mutant: str, test: str) -> None:
    if mutant:
        with _stoppers_of(mutant).open("a", encoding="utf-8") as notes:
            notes.write(f"{test}\n")


def main() -> None:
    """Take mutmut's own command line."""
    STOPPERS.mkdir(exist_ok=True)
    # The deepest trees are read through a trampoline of mutmut's at every step.
    sys.setrecursionlimit(4 * sys.getrecursionlimit())
    isolation.PytestRunner = OneCollection
    isolation.ForkRunner = QuickTests
    cli()


if __name__ == "__main__":
    main()
