"""Loading one plugin, apart from all others: import, card, hooks, records."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from thidua.core.model.contribution import Plugin
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.core.workspace.provision import Kind, Provider
from thidua.plugins import deprecations
from thidua.plugins.contributions import (
    HOOK_OF,
    HOOKS,
    Contributed,
    Contribution,
    Hook,
    LoadedPlugin,
)
from thidua.plugins.discovery import Found
from thidua.plugins.guard import Failed, guarded
from thidua.plugins.hookspecs import API_VERSION, OLDEST_API_VERSION
from thidua.plugins.implementations import Implementations, implementations_of
from thidua.plugins.quarantine import Origin, Quarantine, of_error
from thidua.plugins.toml_sector import SECTOR_FILE
from thidua.plugins.validation import exhaust, validated

CARD = HOOKS["thidua_plugin"]


@frozen
class Attempt:
    """What came of loading one plugin."""

    found: Found
    plugin: LoadedPlugin | None = None
    """All that it gave and that is sound, also where something else is wrong; None where it
    could not be loaded at all, or was written for another interface."""
    quarantined: tuple[Quarantine, ...] = ()
    notices: tuple[Text, ...] = ()
    """What the plugin uses that will be removed."""


def attempt(found: Found) -> Attempt:
    """Load a plugin and call all its hooks; whatever is wrong is in the answer."""
    outcome = guarded(found.load)
    if isinstance(outcome, Failed):
        return Attempt(found, quarantined=of_error(found.origin, outcome.error))
    hooks = implementations_of(outcome.value, found.origin)
    card, faults = _card(hooks, found.origin)
    if wrong := _wrong_version(card, found.origin):
        return Attempt(found, quarantined=(wrong,))
    provider = _provider(card, found.origin)
    records, more = _records(hooks, card, found.origin)
    contributions = tuple(
        Contribution(kind, it, provider, found.rank, hooks.places.get(HOOK_OF[kind].name, ""))
        for kind, it in records
    )
    plugin = LoadedPlugin(found.origin, card, provider, hooks.hooks, contributions, found.always_on)
    quarantined = _each_once((*hooks.quarantined, *faults, *more))
    return Attempt(found, plugin, quarantined, tuple(_notices(hooks, found.origin)))


def _card(hooks: Implementations, origin: Origin) -> tuple[Plugin, list[Quarantine]]:
    given, faults = _give(hooks, CARD, origin) if CARD.name in hooks.hooks else ([], [])
    if given:
        return given[0], faults
    name = origin.entry_point
    return Plugin(_as_code(name), Text(name or "?", name or "?"), API_VERSION), faults


def _as_code(name: str) -> str:
    letters = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name)
    return letters.strip("-")[:60].strip("-") or "plugin"


def _wrong_version(card: Plugin, origin: Origin) -> Quarantine | None:
    if OLDEST_API_VERSION <= card.api_version <= API_VERSION:
        return None
    newer = card.api_version > API_VERSION
    return Quarantine(
        origin,
        Text(
            f"được viết cho giao diện phiên bản {card.api_version}, "
            f"còn thidua này có phiên bản {API_VERSION}.",
            f"it was written for version {card.api_version} of the plugin interface, "
            f"and this thidua has version {API_VERSION}.",
        ),
        Text("Nâng cấp thidua.", "Upgrade thidua.")
        if newer
        else Text("Nâng cấp phần mở rộng.", "Upgrade the plugin."),
        CARD.name,
        card.code,
    )


def _provider(card: Plugin, origin: Origin) -> Provider:
    file = getattr(sys.modules.get(origin.module), "__file__", None)
    if origin.folder:
        file = Path(origin.folder) / SECTOR_FILE
    return Provider(card.code, origin.distribution, origin.version, str(file or ""))


def _records(
    hooks: Implementations, card: Plugin, origin: Origin
) -> tuple[list[tuple[Kind, Contributed]], list[Quarantine]]:
    records: list[tuple[Kind, Contributed]] = [(Kind.PLUGIN, card)]
    faults: list[Quarantine] = []
    for hook in HOOKS.values():
        if hook.name in hooks.hooks and hook is not CARD:
            given, wrong = _give(hooks, hook, origin)
            records.extend((hook.kind, record) for record in given)
            faults.extend(wrong)
    return records, faults


def _give(hooks: Implementations, hook: Hook, origin: Origin) -> tuple[list[Any], list[Quarantine]]:
    outcome = guarded(partial(hooks.call, hook))
    if isinstance(outcome, Failed):
        return [], list(of_error(origin, outcome.error, hook=hook.name))
    items, faults = exhaust(hook, outcome.value, origin)
    sound, wrong = validated(hook, items, origin)
    place = hooks.places[hook.name]
    # What is wrong inside a record is told by its path, behind where the hook stands.
    inside = (evolve(it, place=f"{place}, {it.place}" if it.place else place) for it in wrong)
    return sound, [*(evolve(it, place=it.place or place) for it in faults), *inside]


def _each_once(faults: tuple[Quarantine, ...]) -> tuple[Quarantine, ...]:
    # Hooks that read one file all fail by the same fault; the first of them is named.
    by_fault: dict[object, Quarantine] = {}
    for fault in faults:
        who = () if isinstance(fault.error, Refused) else (fault.hook, fault.item)
        by_fault.setdefault((who, fault.place, fault.cause), fault)
    return tuple(by_fault.values())


def _notices(hooks: Implementations, origin: Origin) -> Iterator[Text]:
    subjects = [
        *hooks.hooks,
        *(f"{hook}({name})" for hook, names in hooks.arguments for name in names),
    ]
    for item in deprecations.concerning(subjects):
        by, notice = origin.in_words, item.notice
        place = hooks.places.get(item.subject.partition("(")[0], "")
        at = f"{place}: " if place else ""
        yield evolve(
            notice,
            vi=f"{at}Phần mở rộng {by.vi}: {notice.vi}",
            en=f"{at}Plugin {by.en}: {notice.en}",
        )
