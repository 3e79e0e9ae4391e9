"""What is the same whatever the figures, found once for a tree or for rules and kept."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Thing = TypeVar("Thing")
Found = TypeVar("Found")


def kept_by_identity(
    most: int,
) -> Callable[[Callable[[Thing], Found]], Callable[[Thing], Found]]:
    """Makes a function remember what it found for a thing.

    By identity: to hash a tree takes longer than most of what is asked of it. The things are
    held too, so that no other takes the place of one in memory; all are let go of when there
    are ``most`` of them.
    """

    def remembering(function: Callable[[Thing], Found]) -> Callable[[Thing], Found]:
        kept: dict[int, tuple[Thing, Found]] = {}

        @wraps(function)
        def asked(thing: Thing) -> Found:
            found = kept.get(id(thing))
            if found is None:
                if len(kept) >= most:
                    kept.clear()
                found = kept[id(thing)] = thing, function(thing)
            return found[1]

        return asked

    return remembering
