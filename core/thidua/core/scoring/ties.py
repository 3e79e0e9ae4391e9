"""The tie chain: declared keys, in order, each skipped for a group where any member lacks it."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Generic, TypeVar

from attrs import frozen

from thidua.core.model.criteria import TieKey

T = TypeVar("T")

KeyReader = Callable[[TieKey, T], Fraction | None]
"""The value of a key for a member, greater meaning better; None where it is unknown."""


@frozen
class Placed(Generic[T]):
    """Members who share a place, and how they came to it."""

    members: tuple[T, ...]
    parted: tuple[tuple[TieKey, Fraction], ...] = ()
    """The keys that parted them from others with the same total, with their own values."""
    skipped: tuple[TieKey, ...] = ()
    """Keys that could not be read for every member of the tied group."""


def break_ties(tied: Sequence[T], keys: Sequence[TieKey], read: KeyReader[T]) -> list[Placed[T]]:
    """Order members of equal total by the chain, from the best; what no key parts stays together.

    A permutation of ``tied`` gives the same places: display order never breaks a tie.
    """
    return _break(Placed(tuple(tied)), keys, read)


def _break(placed: Placed[T], keys: Sequence[TieKey], read: KeyReader[T]) -> list[Placed[T]]:
    if len(placed.members) < 2 or not keys:
        return [placed]
    key, rest = keys[0], keys[1:]
    values = [read(key, member) for member in placed.members]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        skipped = Placed(placed.members, placed.parted, (*placed.skipped, key))
        return _break(skipped, rest, read)
    groups = _groups(placed.members, known)
    if len(groups) == 1:
        return _break(placed, rest, read)
    parted = (
        Placed(group, (*placed.parted, (key, value)), placed.skipped) for value, group in groups
    )
    return [place for group in parted for place in _break(group, rest, read)]


def _groups(
    members: Sequence[T], values: Sequence[Fraction]
) -> list[tuple[Fraction, tuple[T, ...]]]:
    """The members by value, the greatest first, in their own order within a value."""
    ordered = sorted(zip(values, members, strict=True), key=lambda pair: pair[0], reverse=True)
    return [
        (value, tuple(member for _, member in group))
        for value, group in groupby(ordered, lambda pair: pair[0])
    ]
