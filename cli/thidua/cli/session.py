"""What a command works with: its workspace, its plugins, who runs it."""

import getpass
from collections.abc import Callable
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

    from thidua.core.workspace.cases import OpenCluster
    from thidua.core.workspace.catalogue import Catalogue
    from thidua.core.workspace.folder import Workspace
    from thidua.plugins.manager import Plugins


@define(slots=False)
class Session:
    """One run of one command; everything is made when it is first asked for."""

    workspace_folder: Path | None = None

    @property
    def language(self) -> Language:
        return language()

    @cached_property
    def workspace(self) -> "Workspace":
        from thidua.core.workspace.folder import find_workspace

        return find_workspace(self.workspace_folder)

    @cached_property
    def engine(self) -> "Engine":
        return self.workspace.engine()

    @cached_property
    def plugins(self) -> "Plugins":
        """The installed plugins; those that were left out are named on the error stream."""
        from thidua.plugins.manager import Plugins

        plugins = Plugins.load()
        for item in plugins.quarantined:
            warn(Text(item.fault.in_language("vi"), item.fault.in_language("en")))
        return plugins

    @cached_property
    def actor(self) -> str:
        """The user of the operating system, who stands in the record."""
        return getpass.getuser()

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

        return load_open_cluster(self.engine, cluster, period, self._python_formulas())

    def _python_formulas(self) -> "FormulasWhenAsked":
        return FormulasWhenAsked(self)


class FormulasWhenAsked(dict):  # type: ignore[type-arg]
    """The formulas of all plugins, loaded when a frozen set asks for one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def __missing__(self, code: str) -> object:
        return self._session.plugins.catalogue(list(self._session.plugins.sectors)).formulas[code]


def warn(text: Text) -> None:
    """A notice beside the result, on the error stream."""
    click.echo(f"{say(NOTICE)}: {say(text)}", err=True)


NOTICE = Text("Lưu ý", "Notice")


def with_session(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``-w DIR`` and, as its first argument, the session."""

    @option("-w", "--workspace", vi="Thư mục làm việc.", en="Workspace folder.", type=_FOLDER)
    @wraps(command)
    def run(*args: Any, workspace: Path | None, **options: Any) -> None:
        command(Session(workspace), *args, **options)

    return cast("Callable[..., None]", run)


_FOLDER = click.Path(path_type=Path, file_okay=False)
