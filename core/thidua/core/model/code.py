"""Codes, the only identities; and the checks that every record shares."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any, TypeVar

from attrs import Attribute

T = TypeVar("T")

CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
"""Codes of units, clusters, periods, criteria, sections, sets, formulas, plugins."""


def folded(code: str) -> str:
    """The form in which two codes are the same: NFC, without case."""
    return unicodedata.normalize("NFC", code).casefold()


def is_code(_: object, attribute: "Attribute[str]", value: str) -> None:
    """Validator: a code that survives files, shells and addresses."""
    if not CODE.fullmatch(value):
        raise ValueError(f"{attribute.name}: not a code: {value!r}")


def not_empty(_: object, attribute: "Attribute[str]", value: str) -> None:
    """Validator: a text that says something."""
    if not value.strip():
        raise ValueError(f"{attribute.name} is empty")


def repeated(items: Iterable[T], key: Callable[[T], Hashable]) -> list[T]:
    """The items whose key an earlier item already has."""
    seen: set[Hashable] = set()
    again: list[T] = []
    for item in items:
        if (identity := key(item)) in seen:
            again.append(item)
        seen.add(identity)
    return again


def in_order(start: date | None, end: date | None) -> None:
    """Raise ValueError where a span ends before it starts."""
    if start is not None and end is not None and end < start:
        raise ValueError(f"ends {end} before it starts {start}")


def frozen_mapping(value: Any) -> tuple[tuple[Any, Any], ...]:
    """Converter: a mapping as sorted pairs, so that the record stays hashable."""
    pairs = value.items() if isinstance(value, dict) else value
    return tuple(sorted(pairs))
