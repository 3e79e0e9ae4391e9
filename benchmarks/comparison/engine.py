"""An engine as the comparison sees it."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, Generic, TypeVar

from attrs import frozen

from comparison.answers import Answer
from comparison.generation import Work

Held = TypeVar("Held")
Found = TypeVar("Found")


def package(name: str) -> Callable[[], str | None]:
    """Tells the installed version of a distribution."""

    def told() -> str | None:
        try:
            return version(name)
        except PackageNotFoundError:
            return None

    return told


EVERY_SIZE: Final = 1_000_000


@frozen
class Engine(Generic[Held, Found]):
    """How an engine takes the work in, does it, and tells what it found; only the middle one is
    timed."""

    code: str
    title: str
    prepare: Callable[[Work], Held]
    """Bring the figures into the engine's own form."""
    run: Callable[[Held], Found]
    answer: Callable[[Held, Found], Answer]
    version: Callable[[], str | None]
    """Of the library that does the work; None where it is not installed."""
    largest: int = EVERY_SIZE
    """The most units for which waiting is sensible."""
    note: str = ""

    def solve(self, work: Work) -> Answer:
        """The answer, untimed."""
        held = self.prepare(work)
        return self.answer(held, self.run(held))


AnyEngine = Engine[Any, Any]
