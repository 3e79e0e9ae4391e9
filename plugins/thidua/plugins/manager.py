"""The typed façade over the plugin system: the one thing that the rest of the code calls.

There is no manager at module level: commands and tests build their own. ::

    plugins = Plugins.load()
    catalogue = plugins.catalogue(sectors=["labour-social"])
"""

from collections.abc import Collection, Iterable, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from attrs import frozen

from thidua.core.model.code import folded
from thidua.core.model.contribution import Sector
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.core.workspace import lookup_faults
from thidua.core.workspace.catalogue import Catalogue, Dormant
from thidua.core.workspace.provision import Kind, Provider
from thidua.plugins.containment import Fences, attempt_each
from thidua.plugins.contributions import Contribution, LoadedPlugin
from thidua.plugins.discovery import Found, from_entry_points, installed
from thidua.plugins.disputes import Claim, Key, settle
from thidua.plugins.quarantine import Quarantine, refuse_quarantined
from thidua.plugins.selection import Lists, Selected, Selection, combined, select
from thidua.plugins.statuses import PluginStatus, statuses_of
from thidua.plugins.workspace_sectors import with_folders


@frozen
class Plugins:
    """The plugins that work, what each gave, and what is wrong with the others."""

    loaded: tuple[LoadedPlugin, ...]
    """By code."""
    quarantined: tuple[Quarantine, ...]
    """By entry point; whole plugins and single items (``whole``)."""
    blocked: tuple[Found, ...]
    """Installed, but left out; never imported."""
    disputed: Mapping[Key, tuple[Provider, ...]]
    notices: tuple[Text, ...]
    """What plugins use that will be removed, and what is odd in the choice of plugins."""
    found: tuple[Found, ...]
    kept_out: tuple[LoadedPlugin, ...] = ()
    """The quarantined plugins that could be imported, with what is sound of what they gave."""
    lost: tuple[Claim, ...] = ()
    """What plugins gave whose code they could not have."""

    @classmethod
    def load(
        cls,
        entry_points: Iterable[EntryPoint] | None = None,
        *,
        only: Collection[str] | None = None,
        block: Collection[str] = (),
        folders: Iterable[Path] = (),
        selection: Selection | None = None,
        fences: Fences | None = None,
        strict: bool = False,
    ) -> "Plugins":
        """Load the plugins, each apart.

        ``entry_points`` replaces what is installed (for tests); ``folders`` are those of a
        workspace's own sectors. ``only`` and ``block`` name plugins by entry point, package,
        module or code, and act before anything is imported; ``only=()`` leaves what is always
        on. A ``selection``, which knows where each name was written, goes before them.
        With ``fences``, plugins of other distributions stand a trial first, and their Python
        formulas run in a child. ``strict`` refuses where anything is quarantined.
        """
        every = installed() if entry_points is None else from_entry_points(entry_points)
        wanted = selection or combined([Lists.of(only, block, may_be_absent=True)])
        plugins = _assembled(select(with_folders(every, folders), wanted), fences)
        if strict:
            refuse_quarantined(plugins.quarantined)
        return plugins

    @property
    def sectors(self) -> Mapping[str, Sector]:
        """The sectors that departments can enable, by code."""
        found = (plugin.sector for plugin in self.loaded)
        return {sector.code: sector for sector in found if sector is not None}

    @property
    def codes_to_enable(self) -> tuple[str, ...]:
        """Everything that a department can enable: sectors, and plugins that bring none."""
        return tuple(sorted(it.enabled_by for it in self.loaded if not it.always_on))

    def sector(self, code: str) -> Sector:
        """The sector of a code; Refused where no plugin provides it."""
        sectors = self.sectors
        if code in sectors:
            return sectors[code]
        raise self._nothing_to_enable(code, sectors)

    def enabling(self, code: str) -> LoadedPlugin:
        """The plugin that a department gets by enabling a code: its sector's, or its own where
        it brings none; Refused where there is none."""
        for plugin in self.loaded:
            if plugin.enabled_by == code and not plugin.always_on:
                return plugin
        raise self._nothing_to_enable(code, self.codes_to_enable)

    def _nothing_to_enable(self, code: str, known: Iterable[str]) -> Refused:
        if claims := self.disputed.get((Kind.SECTOR, code)):
            return lookup_faults.disputed(Kind.SECTOR, code, claims)
        return lookup_faults.unknown(Kind.SECTOR, code, known)

    def catalogue(self, sectors: Collection[str] = ()) -> Catalogue:
        """What a department with these sectors enabled can use.

        A plugin that brings no sector is enabled by its own code. A sector that is enabled but
        not to be had now is no fault here: it stands in ``missing_sectors``.
        """
        enabled = [it for it in self.loaded if it.always_on or it.enabled_by in sectors]
        known = {plugin.enabled_by for plugin in enabled}
        contributions = [item for plugin in enabled for item in plugin.contributions]
        return Catalogue(
            **{name: _records(contributions, kind) for name, kind in _MAPPINGS.items()},
            providers={(item.kind, item.code): item.provider for item in contributions},
            dormant=_dormant(plugin for plugin in self.loaded if plugin not in enabled),
            disputed=self.disputed,
            quarantined=_providers(self.kept_out),
            missing_sectors=tuple(sorted(set(sectors) - known)),
        )

    def overview(self) -> tuple[PluginStatus, ...]:
        """All plugins that were found, loaded or not, by entry point."""
        return statuses_of(self)

    def providers_of(self, code: str) -> tuple[tuple[Kind, Provider], ...]:
        """Everything that stands under a code in any plugin, enabled or not, disputes included."""
        held = {
            (item.kind, item.provider)
            for plugin in self.loaded
            for item in plugin.contributions
            if folded(item.code) == folded(code)
        }
        claimed = {
            (kind, provider)
            for (kind, disputed), providers in self.disputed.items()
            if folded(disputed) == folded(code)
            for provider in providers
        }
        return tuple(sorted(held | claimed))


_MAPPINGS = {
    "plugins": Kind.PLUGIN,
    "sectors": Kind.SECTOR,
    "indicators": Kind.INDICATOR,
    "formulas": Kind.FORMULA,
    "criteria_sets": Kind.CRITERIA_SET,
    "templates": Kind.TEMPLATE,
    "checks": Kind.CHECK,
    "readers": Kind.READER,
    "renderers": Kind.RENDERER,
}


def _assembled(selected: Selected, fences: Fences | None) -> Plugins:
    selection = selected.discovery
    attempts = attempt_each(selection.found, fences)
    settled = settle([item.plugin for item in attempts if item.plugin and not item.quarantined])
    faults = [fault for item in attempts for fault in item.quarantined]
    quarantined = (*selection.quarantined, *faults, *settled.quarantined)
    imported = [item.plugin for item in attempts if item.plugin]
    in_use = {plugin.origin for plugin in settled.plugins}
    return Plugins(
        loaded=tuple(sorted(settled.plugins, key=lambda plugin: plugin.card.code)),
        quarantined=tuple(sorted(quarantined, key=_by_entry_point)),
        blocked=selection.blocked,
        disputed=settled.disputed,
        notices=(*selected.notices, *(notice for item in attempts for notice in item.notices)),
        found=selection.found,
        kept_out=tuple(plugin for plugin in imported if plugin.origin not in in_use),
        lost=settled.lost,
    )


def _by_entry_point(item: Quarantine) -> tuple[str, str]:
    return item.origin.entry_point, item.origin.distribution


def _records(contributions: Iterable[Contribution], kind: Kind) -> dict[str, Any]:
    return {item.code: item.record for item in contributions if item.kind is kind}


def _providers(plugins: Iterable[LoadedPlugin]) -> dict[Key, tuple[Provider, ...]]:
    found: dict[Key, tuple[Provider, ...]] = {}
    for plugin in plugins:
        for item in plugin.contributions:
            key = (item.kind, item.code)
            found[key] = (*found.get(key, ()), item.provider)
    return found


def _dormant(plugins: Iterable[LoadedPlugin]) -> dict[Key, Dormant]:
    return {
        (item.kind, item.code): Dormant(item.provider, plugin.enabled_by, item.document)
        for plugin in plugins
        for item in plugin.contributions
    }
