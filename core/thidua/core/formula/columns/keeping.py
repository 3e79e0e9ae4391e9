"""What is the same for a node whatever the figures, found once and kept."""

from collections.abc import Callable
from typing import TypeVar

Thing = TypeVar("Thing")
Found = TypeVar("Found")

_MOST = 4096


def kept_by_identity(function: Callable[[Thing], Found]) -> Callable[[Thing], Found]:
    """The function, remembering what it found for a thing.

    By identity: to hash a tree takes longer than most of what is asked of it. The things are
    held too, so that no other takes the place of one in memory; all are let go of when they
    become many.
    """
    kept: dict[int, tuple[Thing, Found]] = {}

    def asked(thing: Thing) -> Found:
        found = kept.get(id(thing))
        if found is None:
            if len(kept) >= _MOST:
                kept.clear()
            found = kept[id(thing)] = thing, function(thing)
        return found[1]

    return asked
