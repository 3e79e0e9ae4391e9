"""Sections and criteria as a tree: codes that differ, parents that exist, no circle."""

from collections.abc import Iterator, Mapping, Sequence

from thidua.core.model.code import folded
from thidua.core.model.criteria import CriteriaSet, Criterion, Section
from thidua.core.model.places import Coded, criterion_places, section_places, within
from thidua.core.model.plain_values import did_you_mean
from thidua.core.model.validation.doubt import Doubt
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault

Item = Section | Criterion
Placed = tuple[str, Item]

MAXIMUM_LEVELS = 10
"""Most sections, or criteria, that lie one within the other."""


def tree_faults(source: CriteriaSet, doubt: Doubt) -> Iterator[Fault]:
    """What is wrong with how sections and criteria hang together."""
    sections = section_places(source)
    criteria = criterion_places(source)
    yield from repeated_codes(sections, doubt)
    yield from repeated_codes(criteria, doubt)
    yield from _bad_parents(sections, "parent", sections, doubt)
    yield from _bad_parents(criteria, "section", sections, doubt)
    yield from _bad_parents(criteria, "parent", criteria, doubt)
    yield from _circles(sections)
    yield from _circles(criteria)


def repeated_codes(items: Sequence[tuple[str, Coded]], doubt: Doubt) -> Iterator[Fault]:
    """The items whose code, case apart, an earlier one has."""
    first: dict[str, str] = {}
    for place, item in items:
        if item.code is None or doubt.about(place, "code"):
            continue
        if (code := folded(item.code)) in first:
            yield repeated_code(item.code, place, first[code])
        first.setdefault(code, place)


def repeated_code(code: str, place: str, first: str) -> Fault:
    """The fault of a code that stands twice."""
    return Fault(
        Text(f"Mã “{code}” đã được dùng ở {first}.", f"The code “{code}” is taken by {first}."),
        place,
        Text(
            "Đặt mã khác; chữ hoa và chữ thường được coi là như nhau.",
            "Choose another; capital and small letters count as the same.",
        ),
    )


def _bad_parents(
    items: Sequence[Placed], key: str, among: Sequence[Placed], doubt: Doubt
) -> Iterator[Fault]:
    """References upwards that lead nowhere."""
    if any(doubt.about(place, "code") for place, _ in among):
        return
    known = [item.code for _, item in among]
    for place, item in items:
        parent = getattr(item, key)
        if parent is not None and parent not in known:
            yield _unknown_parent(parent, within(place, key), known)


def is_circular(items: Sequence[Placed]) -> bool:
    """Whether any item lies within itself."""
    parents = {item.code: item.parent for _, item in items}
    return any(item.code in _ancestors(item.code, parents) for _, item in items)


def _circles(items: Sequence[Placed]) -> Iterator[Fault]:
    """Items that lie within themselves, each circle once."""
    parents = {item.code: item.parent for _, item in items}
    reported: set[str] = set()
    for place, item in items:
        above = _ancestors(item.code, parents)
        if item.code in above and reported.isdisjoint(above):
            reported.add(item.code)
            yield _circle(item.code, within(place, "parent"))
        elif len(above) == MAXIMUM_LEVELS:
            yield _too_deep(within(place, "parent"))


def _unknown_parent(parent: str, place: str, known: Sequence[str]) -> Fault:
    what = Text(f"Không có mã “{parent}” ở cấp trên.", f"There is no “{parent}” to belong to.")
    return Fault(what, place, did_you_mean(parent, known))


def _too_deep(place: str) -> Fault:
    return Fault(
        Text(
            f"Các cấp lồng nhau quá {MAXIMUM_LEVELS} tầng.",
            f"More than {MAXIMUM_LEVELS} levels lie within each other.",
        ),
        place,
    )


def _circle(code: str, place: str) -> Fault:
    return Fault(
        Text(
            f"“{code}” nằm trong chính nó: chuỗi cấp trên quay vòng.",
            f"“{code}” lies within itself: its parents run in a circle.",
        ),
        place,
    )


def _ancestors(code: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """The codes above an item, ending where a circle closes."""
    above: list[str] = []
    parent = parents.get(code)
    while parent is not None and parent not in above:
        above.append(parent)
        parent = parents.get(parent)
    return tuple(above)
