"""Finding the plugins that are installed."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from importlib import metadata

from attrs import field, frozen

from thidua.core.text.bilingual import Text
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
    left_out: Text | None = field(default=None, eq=False)
    """By what it is left out of this run; None for one that is wanted."""

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
