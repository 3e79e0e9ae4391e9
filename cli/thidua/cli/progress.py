"""A sign of life while something takes its time; only ever on a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from thidua.cli.bilingual_commands import say
from thidua.core.text.bilingual import Text


@contextmanager
def working(on: Text) -> Iterator[None]:
    """Show a turning wheel beside the text; nothing where nobody watches."""
    if not _watched():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(say(on)):
        yield


def _watched() -> bool:
    return sys.stderr.isatty()
