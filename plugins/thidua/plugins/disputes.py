"""Codes that several plugins claim: nobody wins by chance, and all are named."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from attrs import evolve, frozen

from thidua.core.model.code import folded
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.text.bilingual import Text
from thidua.core.workspace.lookup_faults import in_a_row
from thidua.core.workspace.provision import Kind, Provider
from thidua.plugins.contributions import HOOK_OF, Contributed, Contribution, LoadedPlugin
from thidua.plugins.copies import columns_between
from thidua.plugins.quarantine import Quarantine

T = TypeVar("T")
Key = tuple[Kind, str]

WHOLE = (Kind.PLUGIN, Kind.SECTOR)
"""Kinds without which the rest of a plugin could not be enabled."""

SHARED = (Kind.INDICATOR, Kind.FORMULA, Kind.CHECK)
"""Kinds that a copy of a sector has in common with it."""


@frozen
class Claim:
    """One plugin's contribution of a code."""

    plugin: LoadedPlugin
    item: Contribution


@frozen
class Settled:
    """The plugins after every dispute about a code is settled."""

    plugins: tuple[LoadedPlugin, ...]
    quarantined: tuple[Quarantine, ...]
    disputed: Mapping[Key, tuple[Provider, ...]]
    """Codes that nobody holds any longer, each with all who claim it."""
    lost: tuple[Claim, ...] = ()
    """The claims that do not count."""


def settle(plugins: Sequence[LoadedPlugin]) -> Settled:
    """Take every code away from all who claim it, but for a built-in plugin, which keeps its own.

    A plugin that loses its own code or its sector's is out as a whole; one that loses another
    code loses only that.
    """
    cards, rest = _settle(plugins, WHOLE), tuple(kind for kind in Kind if kind not in WHOLE)
    others = _settle(cards.plugins, rest)
    return Settled(
        others.plugins,
        (*cards.quarantined, *others.quarantined),
        {**cards.disputed, **others.disputed},
        (*cards.lost, *others.lost),
    )


def _settle(plugins: Sequence[LoadedPlugin], kinds: tuple[Kind, ...]) -> Settled:
    claims = [
        Claim(plugin, item)
        for plugin in plugins
        for item in plugin.contributions
        if item.kind in kinds
    ]
    lost: list[Claim] = []
    quarantined: list[Quarantine] = []
    disputed: dict[Key, tuple[Provider, ...]] = {}
    for same in _grouped(claims, lambda it: (it.item.kind, folded(it.item.code))):
        if len(same) > 1 and (losers := _losers(same)):
            lost.extend(losers)
            quarantined.extend(_quarantine(claim, same) for claim in losers)
            if len(losers) == len(same):
                disputed.update(_all_named(same))
    return Settled(_without(plugins, lost), tuple(quarantined), disputed, tuple(lost))


def _grouped(items: Iterable[T], key: Callable[[T], Hashable]) -> Iterable[list[T]]:
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups.values()


def _losers(same: Sequence[Claim]) -> list[Claim]:
    """Who cannot have the code: whoever says otherwise than the one who keeps it, or all where
    nobody does and they do not agree."""
    keeper = _keeper(same)
    first = keeper or same[0]
    differing = [claim for claim in same if claim is not first and not agree(first, claim)]
    return list(same) if differing and keeper is None else differing


def agree(first: Claim, second: Claim) -> bool:
    """Whether two plugins say the very same: a sector of a workspace that was copied from another
    keeps its indicators, so that figures entered for one count for both. Where a thing comes
    from, each may say in its own words."""
    return _may_share(first, second) and _bare(first.item.record) == _bare(second.item.record)


def _may_share(first: Claim, second: Claim) -> bool:
    is_copied = any(it.plugin.origin.folder for it in (first, second))
    return is_copied and first.item.kind is second.item.kind and first.item.kind in SHARED


def _bare(record: Contributed) -> Contributed:
    if isinstance(record, Indicator | Formula):
        return evolve(record, reference="")
    return record


def _columns(first: Claim, second: Claim) -> Text | None:
    """The columns in which two differ that might be the same; else None."""
    if not _may_share(first, second):
        return None
    return columns_between(first.item.record, second.item.record)


def _keeper(same: Sequence[Claim]) -> Claim | None:
    first, second = sorted(same, key=lambda claim: claim.item.rank)[:2]
    return first if first.item.rank < second.item.rank else None


def _all_named(same: Sequence[Claim]) -> Mapping[Key, tuple[Provider, ...]]:
    providers = tuple(sorted(claim.item.provider for claim in same))
    return {(claim.item.kind, claim.item.code): providers for claim in same}


def _without(plugins: Sequence[LoadedPlugin], lost: Sequence[Claim]) -> tuple[LoadedPlugin, ...]:
    out = {id(claim.plugin) for claim in lost if claim.item.kind in WHOLE}
    dropped = {id(claim.item) for claim in lost}
    return tuple(
        evolve(
            plugin,
            contributions=tuple(it for it in plugin.contributions if id(it) not in dropped),
        )
        for plugin in plugins
        if id(plugin) not in out
    )


def _quarantine(claim: Claim, same: Sequence[Claim]) -> Quarantine:
    kind, code = claim.item.kind, claim.item.code
    others = [other for other in same if other is not claim]
    by = in_a_row(other.item.provider for other in others)
    differing = _columns(others[0], claim)
    vi = f"mã {kind.words.vi} “{code}” cũng do {by.vi} khai báo"
    en = f"the {kind.words.en} code “{code}” is also given by {by.en}"
    if differing is not None:
        vi, en = f"{vi}, và khác ở: {differing.vi}", f"{en}, and differs in: {differing.en}"
    return Quarantine(
        claim.plugin.origin,
        Text(f"{vi}.", f"{en}."),
        _CHANGE if differing is None else _keep_or_rename(others[0].item.provider),
        HOOK_OF[kind].name,
        code,
        whole=kind in WHOLE,
    )


_CHANGE = Text(
    "Đổi mã, hoặc gỡ bớt phần mở rộng, chỉ để lại một.",
    "Change the code, or uninstall all of these plugins but one.",
)


def _keep_or_rename(provider: Provider) -> Text:
    return Text(
        f"Giữ đúng như {provider.plugin}; hoặc đặt mã riêng, ở đây và trong các công thức.",
        f"Keep it as {provider.plugin} has it; or give it a code of its own, here and in the"
        " formulas.",
    )
