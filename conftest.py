"""What the tests share with those of the manual: where coverage looks away, what one worker makes
for all, and the plugins of thidua itself, which each worker loads once.

Tests marked ``untraced`` run whole programs, renderers and office suites over parts that other
tests go through branch by branch; property tests run the same lines hundreds of times, and what
they meet is left to chance. Traced, all these would take as long again and show nothing certain.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from attrs import evolve

from thidua.plugins import deprecations
from thidua.plugins.containment import loading
from thidua.plugins.deprecations import Deprecation
from thidua.plugins.discovery import Found
from thidua.plugins.loading import Attempt, attempt
from thidua.plugins.quarantine import Origin

_STARTS_TRACING = ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")
"""Names in the environment by which coverage begins in a program that a test starts."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Tests that share a fixture of their file go to one worker: made by each, it would cost
    twice. Every group is set as its tests are collected: xdist may ask for them before any
    conftest is given all items."""
    if item.get_closest_marker("xdist_group") is None and _shares_a_fixture(item):
        item.add_marker(pytest.mark.xdist_group(_file_of(item)))


def _shares_a_fixture(item: pytest.Item) -> bool:
    known = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    return any(
        one.scope != "function" and one.baseid == _file_of(item)
        for definitions in known.values()
        for one in definitions
    )


def _file_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if item.get_closest_marker("untraced") is None and not _is_property(item):
        return (yield)
    with _untraced():
        return (yield)


def _is_property(item: pytest.Item) -> bool:
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


@contextmanager
def _untraced() -> Iterator[None]:
    """Neither this program nor those that it starts are traced."""
    tracer = sys.modules["coverage"].Coverage.current() if "coverage" in sys.modules else None
    if tracer is None:
        yield
        return
    kept = {name: os.environ.pop(name) for name in _STARTS_TRACING if name in os.environ}
    tracer.stop()
    try:
        yield
    finally:
        tracer.start()
        os.environ.update(kept)


@pytest.fixture(scope="session", autouse=True)
def _own_plugins_loaded_once() -> Iterator[None]:
    """A command of a test, which runs among a thousand others in one process, would spend most of
    its time on reading the same files of ours again; whoever runs one command loads them once."""
    loaded: dict[tuple[Origin, tuple[Deprecation, ...]], Attempt] = {}

    def attempt_once(found: Found) -> Attempt:
        if found.origin.folder or loading.is_foreign(found.origin):
            return attempt(found)
        key = found.origin, deprecations.DEPRECATIONS
        if key not in loaded:
            loaded[key] = attempt(found)
        return evolve(loaded[key], found=found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "attempt", attempt_once)
        yield
