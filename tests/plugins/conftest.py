"""Fake installed packages (tests/data/site) and plugins written inside a test."""

import sys
import textwrap
from collections.abc import Callable, Iterator
from importlib import metadata
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from thidua.plugins.hookspecs import ENTRY_POINT_GROUP
from thidua.plugins.manager import Plugins

SITE = Path(__file__).parents[1] / "data" / "site"

SiteEntryPoints = Callable[..., list[EntryPoint]]
Inline = Callable[..., EntryPoint]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the fake packages, on the path as site-packages would be."""
    monkeypatch.syspath_prepend(str(SITE))
    yield SITE
    for name in [name for name in sys.modules if name.startswith("thidua_")]:
        del sys.modules[name]


@pytest.fixture
def installed(site: Path) -> SiteEntryPoints:
    """The entry points of the named fake packages: ``installed("health", "forest")``."""
    found = {
        entry_point.name: entry_point
        for distribution in metadata.distributions(path=[str(site)])
        for entry_point in distribution.entry_points
    }
    return lambda *names: [found[name] for name in names]


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> Inline:
    """A plugin from its source: ``inline("yield …", name="mine")``."""

    def make(source: str, name: str = "mine", module: str = "", value: str = "") -> EntryPoint:
        module = module or f"inline_{name.replace('-', '_')}"
        made = ModuleType(module)
        monkeypatch.setitem(sys.modules, module, made)
        exec(textwrap.dedent(source), made.__dict__)
        return EntryPoint(name, value or module, ENTRY_POINT_GROUP)

    return make


@pytest.fixture
def health(installed: SiteEntryPoints) -> Plugins:
    """The sound third-party sector, alone."""
    return Plugins.load(installed("health"), strict=True)
