"""A workspace: a folder with ``thidua.toml``, and the database beside it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from thidua.core.files.refusal import guarded_write
from thidua.core.files.whole_file import write_whole
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse
from thidua.core.workspace.settings_file import Settings, read_settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

SETTINGS = "thidua.toml"
DATABASE = "thidua.db"


@frozen
class Workspace:
    """Where a department keeps its units, periods and results."""

    folder: Path
    database: str | Path
    """A file, or an address: ``sqlite:///path``."""
    settings: Settings = Settings()

    @property
    def name(self) -> str:
        """What the department calls it."""
        return self.settings.name

    @property
    def settings_file(self) -> Path:
        """Where its settings stand."""
        return self.folder / SETTINGS

    def engine(self) -> "Engine":
        """The engine of the database; Refused for a missing, foreign, newer or damaged file."""
        from thidua.core.record.connection import open_engine

        return open_engine(self.database)


def find_workspace(named: Path | None = None, start: Path | None = None) -> Workspace:
    """The workspace that is named, or in the environment, or above the current folder."""
    folder = locate_workspace(named, start)
    if folder is None:
        raise _no_workspace("ở thư mục này và các thư mục trên nó", "in this folder or above it")
    if not (folder / SETTINGS).is_file():
        raise _no_workspace(f"trong thư mục {folder}", f"in {folder}")
    return _opened(folder)


def locate_workspace(named: Path | None = None, start: Path | None = None) -> Path | None:
    """Where the workspace should be: a folder that is named need not be one; None where none is
    named and none lies in the current folder or above it."""
    given = named or _from_environment()
    if given is not None:
        return given
    here = (start or Path.cwd()).resolve()
    return next((it for it in (here, *here.parents) if (it / SETTINGS).is_file()), None)


def make_workspace(folder: Path, name: str = "") -> Workspace:
    """Make the folder, its settings and an empty database; Refused where one is there already."""
    if (folder / SETTINGS).exists():
        raise refuse(
            "đã là một không gian làm việc.",
            "is a workspace already.",
            place=str(folder),
            remedy=Text("Hãy chọn thư mục khác.", "Choose another folder."),
        )
    from thidua.core.record.migrating import create_database

    with guarded_write(folder):
        folder.mkdir(parents=True, exist_ok=True)
        create_database(folder / DATABASE).dispose()
    write_whole(folder / SETTINGS, _settings_text(name or folder.name).encode())
    return _opened(folder)


def _settings_text(name: str) -> str:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'# Không gian làm việc của thidua. Cơ sở dữ liệu: {DATABASE}\nname = "{quoted}"\n'


def _from_environment() -> Path | None:
    value = os.environ.get("THIDUA_WORKSPACE")
    return Path(value) if value else None


def _opened(folder: Path) -> Workspace:
    settings = read_settings(folder / SETTINGS)
    database = os.environ.get("THIDUA_DATABASE_URL") or folder / DATABASE
    return Workspace(folder, database, settings)


def _no_workspace(vi: str, en: str) -> Exception:
    return refuse(
        f"không có không gian làm việc (tệp {SETTINGS}) {vi}.",
        f"there is no workspace (file {SETTINGS}) {en}.",
        remedy=Text(
            "Hãy lập bằng lệnh: thidua init THƯ_MỤC; hoặc chỉ ra bằng -w THƯ_MỤC.",
            "Make one with: thidua init DIR; or name one with -w DIR.",
        ),
    )
