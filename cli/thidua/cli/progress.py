"""A sign of life while something takes its time; only ever on a terminal."""

import sys
from collections.abc import Callable, Iterator
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


@contextmanager
def measured(on: Text) -> Iterator[Callable[[int, int], None]]:
    """Show a bar that is told how much is done, of how much; nothing where nobody watches."""
    if not _watched():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say(on), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _watched() -> bool:
    return sys.stderr.isatty()
