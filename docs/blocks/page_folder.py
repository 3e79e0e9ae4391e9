"""The folder in which a page's reader works: its files, its shell, what is installed in it."""

import contextlib
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any
from unittest import mock

from attrs import define, field

DOCS = Path(__file__).parents[1]
HOME = "/home/lan"
"""Where the pages say that their reader works."""
_FORGOTTEN = ("THIDUA_", "COLUMNS", "LOGNAME", "NO_COLOR", "FORCE_COLOR")


@define
class PageFolder:
    """A reader's home, empty but for the examples that the guide links to."""

    home: Path
    here: Path
    variables: dict[str, str] = field(factory=dict)
    sources: list[str] = field(factory=list)
    """Where the packages that the reader has installed lie."""

    def save(self, name: str, content: str, *, append: bool = False) -> None:
        """Write a file where a reader would put it."""
        file = self.here / name
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if append else ""
        file.write_text(before + content, encoding="utf-8")

    def install(self, project: Path) -> None:
        """Announce a package as ``pip install -e`` does."""
        declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
        name, version = declared["project"]["name"], declared["project"]["version"]
        info = self.home / ".site" / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text("\n".join(_entry_points(declared["project"])))
        source = project / "src" if (project / "src").is_dir() else project
        self.sources += [str(info.parent), str(source.resolve())]

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Be in the reader's shell: its folder, its variables, its packages."""
        before, path = dict(os.environ), list(sys.path)
        where = os.getcwd()
        os.chdir(self.here)
        for name in [name for name in os.environ if name.startswith(_FORGOTTEN)]:
            del os.environ[name]
        os.environ |= {"LOGNAME": "lan", "PYTHONPATH": os.pathsep.join(self.sources)}
        os.environ |= {"THIDUA_CACHE": str(self.home / ".cache")} | self.variables
        sys.path[:0] = self.sources
        seen = partial(self._distributions, metadata.distributions)
        try:
            with mock.patch.object(metadata, "distributions", seen):
                yield
        finally:
            os.chdir(where)
            os.environ.clear()
            os.environ |= before
            sys.path[:] = path
            self._forget_modules()

    def _distributions(
        self, everything: Callable[..., Iterable[metadata.Distribution]], **named: Any
    ) -> Iterator[metadata.Distribution]:
        """What the reader has installed, and thidua with what it needs: no sector that whoever
        runs the pages has installed besides."""
        for found in everything(**named):
            announced = found.entry_points.select(group="thidua.plugins")
            is_ours = all(it.value.startswith("thidua.") for it in announced)
            if is_ours or Path(str(found.locate_file(""))).is_relative_to(self.home):
                yield found

    def _forget_modules(self) -> None:
        """A reader's next command reads the files as they then are."""
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", "")).startswith(f"{self.home}{os.sep}"):
                del sys.modules[name]


def _entry_points(project: dict[str, Any]) -> Iterator[str]:
    for group, points in project.get("entry-points", {}).items():
        yield f"[{group}]"
        yield from (f"{name} = {value}" for name, value in points.items())


def open_folder(namespace: dict[str, Any]) -> None:
    """Give a page its folder before its first block is run."""
    home = Path(tempfile.mkdtemp(prefix="page-")).resolve()
    shutil.copytree(DOCS / "vi-du", home / "vi-du")
    namespace["folder"] = PageFolder(home, home)


def remove_folder(namespace: dict[str, Any]) -> None:
    """Leave nothing behind after its last block."""
    shutil.rmtree(namespace["folder"].home)
