"""Which plugins one run uses: by ``--plugins`` and ``--without``, the environment, thidua.toml.

Decided before any plugin is loaded: a broken one that is left out is never imported.
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from thidua.core.workspace.folder import Workspace
    from thidua.plugins.containment import Fences
    from thidua.plugins.manager import Plugins
    from thidua.plugins.selection import Lists, Selection

ONLY, WITHOUT = "THIDUA_PLUGINS", "THIDUA_WITHOUT_PLUGINS"
"""Names separated by commas; what is set but empty is an empty list."""
FLAGS: Final = ("--plugins", "--without")


def load_chosen(workspace: "Workspace | None") -> "Plugins":
    """Load the plugins that are wanted, with the sectors of a workspace.

    Refused where a list names what nobody has, or contradicts itself.
    """
    from thidua.plugins.manager import Plugins
    from thidua.plugins.workspace_sectors import sector_folders

    folders = sector_folders(workspace.folder) if workspace else ()
    return Plugins.load(folders=folders, selection=choice(workspace), fences=fences_of(workspace))


def fences_of(workspace: "Workspace | None") -> "Fences":
    """What foreign plugins may take, by the environment and the settings of a workspace."""
    from thidua.core.workspace.settings_file import Settings
    from thidua.plugins.containment import Fences, limits_from, trials_file

    settings = workspace.settings if workspace else Settings()
    limits = limits_from(settings.plugin_seconds, settings.plugin_memory)
    return Fences(limits, trials_file())


def choice(workspace: "Workspace | None") -> "Selection":
    """What is wanted; of each list the nearest to the command counts."""
    from thidua.plugins.selection import combined

    return combined([_of_command(), _of_environment(), *_of_settings(workspace)])


def _of_command() -> "Lists":
    from thidua.plugins.selection import Lists, Strength

    context = click.get_current_context(silent=True)
    given = context.find_root().params if context else {}
    only, block = (_split(given.get(name) or None) for name in ("plugins", "without"))
    return Lists.of(only, block, places=FLAGS, strength=Strength.COMMAND)


def _of_environment() -> "Lists":
    from thidua.plugins.selection import Lists, Strength

    set_to = (os.environ.get(name) for name in (ONLY, WITHOUT))
    only, block = (_split(None if value is None else [value]) for value in set_to)
    return Lists.of(only, block, places=(ONLY, WITHOUT), strength=Strength.ENVIRONMENT)


def _of_settings(workspace: "Workspace | None") -> "list[Lists]":
    from thidua.plugins.selection import Lists, Strength

    if workspace is None:
        return []
    settings, file = workspace.settings, workspace.settings_file
    return [
        Lists.of(
            settings.plugins,
            settings.without_plugins,
            places=(f"{file}: plugins", f"{file}: without_plugins"),
            strength=Strength.SETTINGS,
            # What was turned off may be uninstalled later.
            may_be_absent=True,
        )
    ]


def _split(values: Sequence[str] | None) -> list[str] | None:
    return None if values is None else [name for value in values for name in value.split(",")]
