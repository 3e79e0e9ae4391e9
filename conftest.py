"""What the tests share with those of the manual: where coverage looks away.

Tests marked ``untraced`` run whole programs, renderers and office suites over parts that other
tests go through branch by branch. Traced, they would take as long again and show nothing new.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_STARTS_TRACING = ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")
"""Names in the environment by which coverage begins in a program that a test starts."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if item.get_closest_marker("untraced") is None:
        return (yield)
    with _untraced():
        return (yield)


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
