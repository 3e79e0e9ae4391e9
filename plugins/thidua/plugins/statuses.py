"""Every plugin that is there, loaded or not, as a list of plugins shows it."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.provision import Kind
from thidua.plugins.declared_codes import declared_codes
from thidua.plugins.discovery import Found
from thidua.plugins.quarantine import Origin, OriginKind

if TYPE_CHECKING:
    from thidua.plugins.contributions import LoadedPlugin
    from thidua.plugins.manager import Plugins


class State(StrEnum):
    """What became of a plugin that is there."""

    LOADED = "loaded"
    BLOCKED = "blocked"
    QUARANTINED = "quarantined"


@frozen
class PluginStatus:
    """One line of ``thidua plugin list``."""

    entry_point: str
    target: str
    distribution: str
    version: str
    state: State
    code: str = ""
    """Of the card; empty where the plugin is not in use."""
    title: Text | None = None
    file: str = ""
    sector: str = ""
    enabled_by: str = ""
    """What a department enables to have it; of what was not loaded, as its files declare it."""
    hooks: tuple[str, ...] = ()
    api_version: int | None = None
    """The version of the plugin interface that it was written for."""
    counts: Mapping[Kind, int] = field(factory=dict)
    """How many records of each kind it contributes, its card aside."""
    always_on: bool = False
    faults: tuple[Fault, ...] = ()
    """Why it is quarantined, or which of its items are."""
    left_out: Text | None = None
    """By what it is left out of this run."""
    origin: OriginKind = OriginKind.INSTALLED


def statuses_of(plugins: "Plugins") -> tuple[PluginStatus, ...]:
    """All plugins that were found, by entry point."""
    return tuple(sorted(_statuses(plugins), key=lambda it: (it.entry_point, it.distribution)))


def _statuses(plugins: "Plugins") -> Iterator[PluginStatus]:
    loaded = {plugin.origin: plugin for plugin in plugins.loaded}
    kept_out = {plugin.origin: plugin for plugin in plugins.kept_out}
    for found in plugins.found:
        origin = found.origin
        if origin in loaded:
            status = _of_loaded(loaded[origin], found.always_on)
        else:
            enabled_by = _enabled_by(found, kept_out.get(origin))
            status = _status(origin, State.QUARANTINED, enabled_by)
        yield evolve(status, faults=_faults(plugins, origin))
    known = {found.origin for found in plugins.found}
    for origin in dict.fromkeys(it.origin for it in plugins.quarantined if it.origin not in known):
        status = _status(origin, State.QUARANTINED, origin.entry_point)
        yield evolve(status, faults=_faults(plugins, origin))
    for found in plugins.blocked:
        status = _status(found.origin, State.BLOCKED, _enabled_by(found, None))
        yield evolve(status, left_out=found.left_out)


def _enabled_by(found: Found, plugin: "LoadedPlugin | None") -> str:
    if plugin is not None:
        return plugin.enabled_by
    # The sector comes after the card, which enables a plugin that brings no sector.
    return (found.origin.entry_point, *declared_codes(found))[-1]


def _faults(plugins: "Plugins", origin: Origin) -> tuple[Fault, ...]:
    return tuple(it.fault for it in plugins.quarantined if it.origin == origin)


def _status(origin: Origin, state: State, enabled_by: str) -> PluginStatus:
    return PluginStatus(
        origin.entry_point,
        origin.target,
        origin.distribution,
        origin.version,
        state,
        enabled_by=enabled_by,
        origin=origin.kind,
    )


def _of_loaded(plugin: "LoadedPlugin", always_on: bool) -> PluginStatus:
    return evolve(
        _status(plugin.origin, State.LOADED, plugin.enabled_by),
        code=plugin.card.code,
        title=plugin.card.title,
        file=plugin.provider.file,
        sector=plugin.sector.code if plugin.sector else "",
        hooks=plugin.hooks,
        api_version=plugin.card.api_version,
        counts=plugin.counts,
        always_on=always_on,
    )
