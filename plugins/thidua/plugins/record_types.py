"""Whether the fields of a record hold what they declare: Python itself does not look."""

import types
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

_WITHOUT_FIELDS = frozenset({str, int, bool, bytes, Fraction, date, types.NoneType})
"""Most values are of one of these, and then there is no more to look at."""


@frozen
class Misfit:
    """A field that holds something else than it declares."""

    path: str
    """``criteria[3].points``; items of a tuple are counted from 1."""
    expected: str
    found: str


def misfits(value: object, expected: Any, path: str = "") -> Iterator[Misfit]:
    """Every place inside ``value`` that is not what its annotation says.

    >>> from thidua.core.model.contribution import UnitKind
    >>> [item.path for item in misfits(UnitKind("clinic", "Trạm y tế"), UnitKind)]
    ['title']
    """
    if expected is Any or (type(value) is expected and expected in _WITHOUT_FIELDS):
        return
    origin = get_origin(expected)
    if origin in (Union, types.UnionType):
        yield from _in_union(value, expected, path)
    elif origin is tuple:
        yield from _in_tuple(value, expected, path)
    elif not _fits(value, expected, origin):
        yield _misfit(value, expected, path)
    elif attrs.has(type(value)):
        yield from _in_record(value, path)


def _fits(value: object, expected: Any, origin: Any) -> bool:
    if origin is Literal:
        return value in get_args(expected)
    if origin is Callable:
        return callable(value)
    if isinstance(value, bool):
        return expected is bool
    return isinstance(value, origin or expected)


def _in_union(value: object, expected: Any, path: str) -> Iterator[Misfit]:
    options = get_args(expected)
    if type(value) in _WITHOUT_FIELDS and type(value) in options:
        return
    found: list[tuple[Misfit, ...]] = []
    for option in options:
        faults = tuple(misfits(value, option, path))
        if not faults:
            return
        found.append(faults)
    # The option that is wrong only deeper inside says more than "none of these".
    deeper = [faults for faults in found if all(fault.path != path for fault in faults)]
    yield from deeper[0] if deeper else [_misfit(value, expected, path)]


def _in_tuple(value: object, expected: Any, path: str) -> Iterator[Misfit]:
    if not isinstance(value, tuple):
        yield _misfit(value, expected, path)
        return
    kinds = get_args(expected)
    if kinds[-1] is Ellipsis:
        kinds = kinds[:1] * len(value)
    if len(kinds) != len(value):
        yield _misfit(value, expected, path)
        return
    for position, (item, kind) in enumerate(zip(value, kinds, strict=True), start=1):
        yield from misfits(item, kind, f"{path}[{position}]")


def _in_record(value: Any, path: str) -> Iterator[Misfit]:
    record: Any = type(value)
    for name, declared in _declared(record):
        yield from misfits(getattr(value, name), declared, f"{path}.{name}".lstrip("."))


@lru_cache(maxsize=256)
def _declared(record: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(record)
    return tuple((item.name, hints[item.name]) for item in attrs.fields(record))


def _misfit(value: object, expected: Any, path: str) -> Misfit:
    named = expected.__name__ if isinstance(expected, type) else str(expected)
    return Misfit(path, named.replace("NoneType", "None"), type(value).__name__)
