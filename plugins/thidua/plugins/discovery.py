"""Finding the plugins that are installed, and leaving out those that are not wanted."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from importlib import metadata

from attrs import field, frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.plugins.guard import Failed, guarded
from thidua.plugins.hookspecs import ENTRY_POINT_GROUP
from thidua.plugins.quarantine import Origin, Quarantine

ALWAYS_ON = frozenset({"thidua.standard", "thidua.office"})
"""Modules of the plugins that no department can be without."""


@frozen
class Found:
    """A plugin that was found, and how to load it; nothing of it has run yet."""

    origin: Origin
    load: Callable[[], object] = field(eq=False, repr=False)

    @property
    def always_on(self) -> bool:
        """Whether it is one of the plugins that are always on."""
        return self.origin.module in ALWAYS_ON

    @property
    def rank(self) -> int:
        """0 for what is always on, 1 for our sectors, 2 for everybody else's."""
        if self.always_on:
            return 0
        return 1 if self.origin.module.startswith("thidua.") else 2

    def is_called(self, name: str) -> bool:
        """Whether a user means this plugin: by entry point, package or module."""
        names = (self.origin.entry_point, self.origin.distribution, self.origin.module)
        return normalised(name) in {normalised(known) for known in names if known}


def normalised(name: str) -> str:
    """A package's name as package indexes compare it.

    >>> normalised("Thidua_Health")
    'thidua-health'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


@frozen
class Discovery:
    """What was found, in an order that does not depend on the installation."""

    found: tuple[Found, ...]
    blocked: tuple[Found, ...] = ()
    quarantined: tuple[Quarantine, ...] = ()


def from_entry_points(entry_points: Iterable[metadata.EntryPoint]) -> Discovery:
    """The plugins of given entry points."""
    return Discovery(_sorted(_found(item, item.dist) for item in entry_points))


def installed() -> Discovery:
    """The plugins of all installed packages; a package with broken metadata is quarantined."""
    found: list[Found] = []
    quarantined: list[Quarantine] = []
    seen: set[str] = set()
    for distribution in metadata.distributions():
        outcome = guarded(partial(_announced, distribution, seen))
        if isinstance(outcome, Failed):
            quarantined.append(_unreadable(distribution, outcome.error))
        else:
            found.extend(outcome.value)
    return Discovery(_sorted(found), quarantined=tuple(quarantined))


def select(
    discovery: Discovery, *, only: Collection[str] | None = None, block: Collection[str] = ()
) -> Discovery:
    """Leave out what is not wanted, before any of it is loaded.

    ``only`` keeps the named plugins, and none where it is empty; ``block`` leaves the named ones
    out. What is always on stays; blocking it, or asking for what is not there, is Refused.
    """
    refuse_all([*_unknown(discovery, only or ()), *_essential(discovery, block)])
    wanted = [item for item in discovery.found if _is_wanted(item, only, block)]
    blocked = [item for item in discovery.found if item not in wanted]
    return Discovery(tuple(wanted), tuple(blocked), discovery.quarantined)


def _announced(distribution: metadata.Distribution, seen: set[str]) -> list[Found]:
    announced = [
        _found(item, distribution)
        for item in distribution.entry_points
        if item.group == ENTRY_POINT_GROUP
    ]
    if not announced:
        return []
    # The first of a name on sys.path is the one that an import would find.
    name = normalised(announced[0].origin.distribution)
    if name in seen:
        return []
    seen.add(name)
    return announced


def _found(entry_point: metadata.EntryPoint, distribution: metadata.Distribution | None) -> Found:
    name = str(distribution.metadata["Name"]) if distribution else ""
    version = distribution.version if distribution else ""
    return Found(Origin(entry_point.name, entry_point.value, name, version), entry_point.load)


def _sorted(found: Iterable[Found]) -> tuple[Found, ...]:
    by_origin = {
        (item.origin.entry_point, item.origin.distribution, item.origin.target): item
        for item in found
    }
    return tuple(item for _, item in sorted(by_origin.items(), key=lambda pair: pair[0]))


def _unreadable(distribution: metadata.Distribution, error: BaseException) -> Quarantine:
    where = str(getattr(distribution, "_path", ""))
    return Quarantine(
        Origin(where.rpartition("/")[2] or "?", ""),
        Text(
            f"không đọc được thông tin cài đặt của gói ({error}).",
            f"the package's installation data cannot be read ({error}).",
        ),
        Text("Cài đặt lại gói này.", "Install the package again."),
        place=where,
        error=error,
    )


def _is_wanted(item: Found, only: Collection[str] | None, block: Collection[str]) -> bool:
    if item.always_on:
        return True
    allowed = only is None or any(item.is_called(name) for name in only)
    return allowed and not any(item.is_called(name) for name in block)


def _unknown(discovery: Discovery, names: Iterable[str]) -> Iterator[Fault]:
    from thidua.core.text.names import nearest

    for name in names:
        if not any(item.is_called(name) for item in discovery.found):
            near = nearest(name, [item.origin.entry_point for item in discovery.found])
            yield Fault(
                Text(
                    f"Không có phần mở rộng nào tên “{name}” được cài đặt.",
                    f"No plugin called “{name}” is installed.",
                ),
                remedy=Text(f"Có phải ý bạn là “{near[0]}”?", f"Did you mean “{near[0]}”?")
                if near
                else None,
            )


def _essential(discovery: Discovery, names: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        if any(item.always_on and _is_itself(item, name) for item in discovery.found):
            yield Fault(
                Text(
                    f"Không tắt được phần mở rộng “{name}”: nó luôn được dùng.",
                    f"The plugin “{name}” cannot be turned off: it is always in use.",
                )
            )


def _is_itself(item: Found, name: str) -> bool:
    # Not by its package: ours holds sectors, which may be left out, beside what is always on.
    return normalised(name) in (normalised(item.origin.entry_point), normalised(item.origin.module))
