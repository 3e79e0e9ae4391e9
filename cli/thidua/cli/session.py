"""What a command works with: its workspace, its plugins, who runs it."""

import getpass
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from attrs import define

from thidua.cli.bilingual_commands import language, option, say
from thidua.core.text.bilingual import Language, Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Engine

    from thidua.core.model.formulas import Formula
    from thidua.core.workspace.cases import OpenCluster
    from thidua.core.workspace.catalogue import Catalogue
    from thidua.core.workspace.folder import Workspace
    from thidua.plugins.manager import Plugins

NOTICE = Text("Lưu ý", "Notice")
NAMELESS = "?"
"""Stands in the record for an account that has no name."""


@define(slots=False)
class Session:
    """One run of one command; everything is made when it is first asked for."""

    workspace_folder: Path | None = None

    @property
    def language(self) -> Language:
        """The language of the running command."""
        return language()

    @property
    def has_workspace(self) -> bool:
        """Whether a workspace is named, or lies here or above."""
        from thidua.core.workspace.folder import locate_workspace

        return locate_workspace(self.workspace_folder) is not None

    @cached_property
    def workspace(self) -> "Workspace":
        """The workspace that ``-w`` or ``THIDUA_WORKSPACE`` names, or that lies here or above."""
        from thidua.core.workspace.folder import find_workspace

        return find_workspace(self.workspace_folder)

    @cached_property
    def engine(self) -> "Engine":
        """The workspace's database."""
        return self.workspace.engine()

    @cached_property
    def plugins(self) -> "Plugins":
        """The plugins that are wanted, those of the workspace included where there is one; what
        is wrong with any of them is named on the error stream."""
        return _told(self.load_plugins())

    def load_plugins(self) -> "Plugins":
        """The same, with nothing said."""
        from thidua.cli.plugin_choice import load_chosen

        return load_chosen(self.workspace if self.is_in_workspace else None)

    @property
    def is_in_workspace(self) -> bool:
        """Whether a command that can do without a workspace has one; naming with ``-w`` a folder
        that is none is for :attr:`workspace` to refuse."""
        from thidua.core.workspace.folder import SETTINGS, locate_workspace

        folder = locate_workspace(self.workspace_folder)
        return folder is not None and (
            self.workspace_folder is not None or (folder / SETTINGS).is_file()
        )

    @cached_property
    def actor(self) -> str:
        """The user of the operating system, who stands in the record."""
        try:
            return getpass.getuser()
        except (ImportError, KeyError, OSError):  # an account without a name, as in a container
            return NAMELESS

    def catalogue(self, department: str | None = None) -> "Catalogue":
        """What one department can use, or, without one, what any in the workspace can."""
        from thidua.core.record.connection import reading
        from thidua.core.workspace.sectors_enabled import all_sectors, sectors_of

        with reading(self.engine) as connection:
            sectors: Collection[str] = (
                all_sectors(connection)
                if department is None
                else sectors_of(connection, department)
            )
        return self.plugins.catalogue(sectors)

    def open_cluster(self, cluster: str, period: str) -> "OpenCluster":
        """A cluster in a period, from the record; plugins are loaded only for Python formulas."""
        from thidua.core.workspace.cases import load_open_cluster

        return load_open_cluster(self.engine, cluster, period, self.formulas)

    @property
    def formulas(self) -> "Mapping[str, Formula]":
        """The formulas of all plugins, which frozen schemes name; loaded when one is looked up."""
        return FormulasOnDemand(self._formulas)

    def _formulas(self) -> "Mapping[str, Formula]":
        from thidua.plugins.formula_lookup import FormulaLookup

        # Of every sector: a period stays computable after its sector is disabled.
        return FormulaLookup(self.plugins.catalogue(self.plugins.codes_to_enable))


class FormulasOnDemand(Mapping[str, "Formula"]):
    """Formulas by code that are fetched when the first is looked up.

    Most frozen sets hold nothing but expressions; only one with a plain Python function needs
    the plugins loaded to rank, explain or compare.
    """

    def __init__(self, fetch: "Callable[[], Mapping[str, Formula]]") -> None:
        self._fetch = fetch

    @cached_property
    def _fetched(self) -> "Mapping[str, Formula]":
        return self._fetch()

    def __getitem__(self, code: str) -> "Formula":
        return self._fetched[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fetched)

    def __len__(self) -> int:
        return len(self._fetched)


def installed_plugins() -> "Plugins":
    """The installed plugins that are wanted, apart from any workspace."""
    from thidua.cli.plugin_choice import load_chosen

    return _told(load_chosen(None))


def plugins_here() -> "Plugins":
    """The plugins of a command that needs no workspace: its sectors count where there is one."""
    return Session(_named_before()).plugins


def _told(plugins: "Plugins") -> "Plugins":
    """The plugins, after naming on the error stream what is wrong with any of them."""
    for item in plugins.quarantined:
        warn(Text(item.fault.in_language("vi"), item.fault.in_language("en")))
    for notice in plugins.notices:
        warn(notice)
    return plugins


def warn(text: Text) -> None:
    """A notice beside the result, on the error stream."""
    click.echo(f"{say(NOTICE)}: {say(text)}", err=True)


def with_session(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``-w DIR`` and, as its first argument, the session."""

    @option(
        "-w",
        "--workspace",
        vi="Thư mục của không gian làm việc.",
        en="Workspace folder.",
        type=_FOLDER,
    )
    @wraps(command)
    def run(*args: Any, workspace: Path | None, **options: Any) -> None:
        command(Session(workspace or _named_before()), *args, **options)

    return cast("Callable[..., None]", run)


def _named_before() -> Path | None:
    """The folder of ``thidua -w DIR rank …``."""
    folder = click.get_current_context().find_root().params.get("workspace")
    return Path(folder) if folder else None


_FOLDER = click.Path(path_type=Path, file_okay=False)
