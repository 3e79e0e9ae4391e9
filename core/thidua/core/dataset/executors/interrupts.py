"""Ctrl+C is for the process that the user started; its workers hear from that one."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def deaf_children() -> Iterator[None]:
    """Processes and threads started within, and what these start, do not hear Ctrl+C, which a
    terminal sends to all: each would print a traceback. Pressed meanwhile, it is heard after."""
    if sys.platform == "win32":  # pragma: no cover
        yield
        return
    # Python's own helper for processes would undo this, where it is first started within.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
