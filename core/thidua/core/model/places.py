"""Where a thing stands in its source, as a path of keys and codes: ``criteria[LS-01].rows[2]``.

An item of a list is named by its code, and where it has none (or repeats that of an earlier
item) by its position, counted from 1. Gates are counted apart from the rows that earn, deduct
or add: ``criteria[a5].gates[1]``.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from thidua.core.model.criteria import (
    Alternative,
    CriteriaSet,
    Criterion,
    Gate,
    Row,
    Section,
)


class Coded(Protocol):
    """Anything that may have a code."""

    @property
    def code(self) -> str | None: ...


C = TypeVar("C", bound=Coded)
T = TypeVar("T")


def item_places(path: str, codes: Sequence[str | None]) -> tuple[str, ...]:
    """The places of a list's items, given their codes in order.

    >>> item_places("rows", ["a", None, "a"])
    ('rows[a]', 'rows[2]', 'rows[3]')
    """
    seen: set[str] = set()
    places: list[str] = []
    for position, code in enumerate(codes, start=1):
        repeats = code is None or code in seen
        places.append(f"{path}[{position if repeats else code}]")
        seen.add(code or "")
    return tuple(places)


def placed(path: str, items: Sequence[C]) -> tuple[tuple[str, C], ...]:
    """Each of some coded items with its place."""
    return tuple(zip(item_places(path, [item.code for item in items]), items, strict=True))


def numbered(path: str, items: Sequence[T]) -> tuple[tuple[str, T], ...]:
    """Each of some items without codes with its place."""
    return tuple(zip(item_places(path, [None] * len(items)), items, strict=True))


def within(place: str, key: str) -> str:
    """The place of a key inside a table; the outermost table has the place ``""``."""
    return f"{place}.{key}" if place else key


def criterion_places(criteria_set: CriteriaSet) -> tuple[tuple[str, Criterion], ...]:
    """Each criterion of a set with its place."""
    return placed("criteria", criteria_set.criteria)


def section_places(criteria_set: CriteriaSet) -> tuple[tuple[str, Section], ...]:
    """Each section of a set with its place."""
    return placed("sections", criteria_set.sections)


def row_places(place: str, criterion: Criterion) -> tuple[tuple[str, Row], ...]:
    """Each row of a criterion with its place."""
    return placed(f"{place}.rows", criterion.rows)


def gate_places(place: str, criterion: Criterion) -> tuple[tuple[str, Gate], ...]:
    """Each gate of a criterion with its place."""
    return placed(f"{place}.gates", criterion.gates)


def alternative_places(place: str, row: Row) -> tuple[tuple[str, Alternative], ...]:
    """Each alternative of a row with its place; a row with one case is its own place."""
    if len(row.alternatives) == 1:
        return ((place, row.alternatives[0]),)
    return numbered(f"{place}.one_of", row.alternatives)
