"""Which of the plugins found are wanted in this run; decided before any of them is loaded."""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

from attrs import evolve, field, frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.text.suggesting import did_you_mean
from thidua.plugins.declared_codes import declared_codes
from thidua.plugins.discovery import Discovery, Found, normalised


class Strength(IntEnum):
    """Where a list was written; what stands nearer to the command holds against the rest."""

    PROGRAM = 0
    SETTINGS = 1
    ENVIRONMENT = 2
    COMMAND = 3


@frozen
class Named:
    """A plugin that a list names: by entry point, package, module or code."""

    name: str
    place: str = ""
    """Where it was written: ``--without``, ``THIDUA_PLUGINS``, ``…/thidua.toml: plugins``."""
    strength: Strength = Strength.PROGRAM
    may_be_absent: bool = False
    """Leaving out what is not installed is no fault."""


@frozen
class Lists:
    """The two lists of one place; None for a list that was not written there."""

    only: tuple[Named, ...] | None = None
    block: tuple[Named, ...] | None = None

    @classmethod
    def of(
        cls,
        only: Iterable[str] | None,
        block: Iterable[str] | None,
        *,
        places: tuple[str, str] = ("", ""),
        strength: Strength = Strength.PROGRAM,
        may_be_absent: bool = False,
    ) -> "Lists":
        """The lists of names that were written in one place, blank names left out."""

        def named(names: Iterable[str], place: str, absent: bool) -> tuple[Named, ...]:
            written = (name.strip() for name in names)
            return tuple(Named(name, place, strength, absent) for name in written if name)

        return cls(
            None if only is None else named(only, places[0], False),
            None if block is None else named(block, places[1], may_be_absent),
        )


@frozen
class Selection:
    """What is wanted: only the named plugins, or all of them, less those that are blocked."""

    only: tuple[Named, ...] | None = None
    """None is no list, and wants all; an empty list wants only what is always on."""
    block: tuple[Named, ...] = ()


def combined(lists: Sequence[Lists]) -> Selection:
    """The selection of several places, the strongest first: each list is the first written."""
    only = next((it.only for it in lists if it.only is not None), None)
    block = next((it.block for it in lists if it.block is not None), ())
    return Selection(only, block)


@frozen
class Selected:
    """The plugins that are wanted, and what must be known about how that was decided."""

    discovery: Discovery
    notices: tuple[Text, ...] = field(default=())


def select(discovery: Discovery, selection: Selection) -> Selected:
    """Leave out what is not wanted, before any of it is loaded.

    What is always on stays. Refused, with every fault: a name that nothing has, blocking what is
    always on, and one plugin in both lists of one place; where the lists were written in
    different places, the stronger one holds.
    """
    listed = (*(selection.only or ()), *selection.block)
    meant = _Meanings(discovery.found, listed)
    faults = [
        *(
            _unknown(it, discovery)
            for it in listed
            if not it.may_be_absent and not meant.any_by(it)
        ),
        *(_essential(it) for it in selection.block if meant.is_always_on(it)),
        *_conflicts(discovery, selection, meant),
    ]
    refuse_all(faults)
    wanted = tuple(it for it in discovery.found if _is_wanted(it, selection, meant))
    blocked = tuple(
        evolve(it, left_out=_left_out(it, selection, meant))
        for it in discovery.found
        if it not in wanted
    )
    absent = (it for it in selection.block if it.place and not meant.any_by(it))
    notices = (*map(_absent, absent), *_overruled(wanted, selection, meant))
    return Selected(evolve(discovery, found=wanted, blocked=blocked), notices)


class _Meanings:
    """Which plugins each name means; by code only where it means nothing else."""

    def __init__(self, found: Sequence[Found], listed: Iterable[Named]) -> None:
        names = {it.name for it in listed}
        self._called = {name: [it for it in found if it.is_called(name)] for name in names}
        for name in sorted(name for name in names if not self._called[name]):
            self._called[name] = [
                it for it in found if normalised(name) in map(normalised, declared_codes(it))
            ]

    def any_by(self, named: Named) -> bool:
        return bool(self._called[named.name])

    def has(self, named: Named, found: Found) -> bool:
        return found in self._called[named.name]

    def is_always_on(self, named: Named) -> bool:
        # Not by its package: ours holds sectors, which may be left out, beside what is always on.
        return any(
            it.always_on
            and normalised(named.name) in map(normalised, (it.origin.entry_point, it.origin.module))
            for it in self._called[named.name]
        )

    def first(self, named: Iterable[Named], found: Found) -> Named | None:
        return next((it for it in named if self.has(it, found)), None)


def _is_wanted(item: Found, selection: Selection, meant: _Meanings) -> bool:
    if item.always_on:
        return True
    allowed = meant.first(selection.only or (), item)
    blocked = meant.first(selection.block, item)
    if blocked is not None:
        return allowed is not None and allowed.strength > blocked.strength
    return selection.only is None or allowed is not None


def _left_out(item: Found, selection: Selection, meant: _Meanings) -> Text:
    if blocked := meant.first(selection.block, item):
        by = blocked.place
        return Text(f"đã tắt bằng {by}", f"turned off by {by}") if by else _TURNED_OFF
    places = ", ".join(dict.fromkeys(it.place for it in selection.only or () if it.place))
    if not places:
        return _NOT_ASKED_FOR
    return Text(f"không có trong {places}", f"not among those of {places}")


_TURNED_OFF = Text("đã tắt", "turned off")
_NOT_ASKED_FOR = Text("không được chọn", "not asked for")


def _in_both(
    found: Iterable[Found], selection: Selection, meant: _Meanings
) -> Iterator[tuple[Found, Named, Named]]:
    for item in found:
        allowed = meant.first(selection.only or (), item)
        blocked = meant.first(selection.block, item)
        if allowed is not None and blocked is not None and not item.always_on:
            yield item, allowed, blocked


def _conflicts(discovery: Discovery, selection: Selection, meant: _Meanings) -> Iterator[Fault]:
    for item, allowed, blocked in _in_both(discovery.found, selection, meant):
        if allowed.strength == blocked.strength and allowed.place:
            name = item.origin.entry_point
            yield Fault(
                Text(
                    f"phần mở rộng “{name}” vừa được chọn vừa bị loại.",
                    f"the plugin “{name}” is both asked for and left out.",
                ),
                f"{allowed.place}, {blocked.place}",
                Text("Bỏ tên này khỏi một trong hai.", "Take it out of one of the two."),
            )


def _overruled(wanted: Iterable[Found], selection: Selection, meant: _Meanings) -> Iterator[Text]:
    for item, allowed, blocked in _in_both(wanted, selection, meant):
        name = item.origin.entry_point
        yield Text(
            f"phần mở rộng “{name}” được dùng theo {allowed.place}, dù {blocked.place} loại nó.",
            f"the plugin “{name}” is in use by {allowed.place}, though {blocked.place}"
            " leaves it out.",
        )


def _absent(named: Named) -> Text:
    return Text(
        f"{named.place}: không có phần mở rộng nào tên “{named.name}” được cài đặt.",
        f"{named.place}: no plugin called “{named.name}” is installed.",
    )


def _unknown(named: Named, discovery: Discovery) -> Fault:
    name = named.name
    return Fault(
        Text(
            f"Không có phần mở rộng nào tên “{name}” được cài đặt.",
            f"No plugin called “{name}” is installed.",
        ),
        named.place,
        _meant(name, [item.origin.entry_point for item in discovery.found]),
    )


def _meant(name: str, known: Sequence[str]) -> Text | None:
    near = did_you_mean(name, known)
    return near and Text(near.vi.replace("Có phải là", "Có phải ý bạn là"), near.en)


def _essential(named: Named) -> Fault:
    name = named.name
    return Fault(
        Text(
            f"Không tắt được phần mở rộng “{name}”: nó luôn được dùng.",
            f"The plugin “{name}” cannot be turned off: it is always in use.",
        ),
        named.place,
    )
