"""Sectors to check: the sample one in TOML, and packages of it with code of their own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from thidua.plugins.kit import KitLimits

SAMPLE = Path(__file__).parents[2] / "data" / "sectors" / "y_te"
LIMITS = KitLimits(seconds=3, behaviour_seconds=20)

Package = Callable[..., Path]
Workbook = Callable[[Path], Path]

CODE = """\
from fractions import Fraction

from thidua.plugins import Folder, Formula, Text, hookimpl

here = Folder(__package__)


def function(inputs):
    {body}


@hookimpl
def thidua_plugin():
    return here.plugin()


@hookimpl
def thidua_sector():
    {hook}
    return here.sector()


@hookimpl
def thidua_indicators():
    return here.indicators()


@hookimpl
def thidua_formulas():
    title = Text("Thử", "Tried")
    yield Formula("y-te-share", title, title, ("done", "whole"), function=function, places=0)


@hookimpl
def thidua_checks():
    return here.checks()


@hookimpl
def thidua_criteria_sets():
    yield here.criteria_set("criteria-2026.toml")
"""


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """The sample sector as a package whose formula has a given body:
    ``package("while True: pass")``; ``before`` stands above it all, ``hook`` in a hook."""

    def make(
        body: str = "return 5",
        *,
        hook: str = "pass",
        before: str = "",
        name: str = "health",
        without: tuple[str, ...] = ("cases", "templates"),
    ) -> Path:
        root = tmp_path / name
        shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns(*without))
        code = CODE.format(body=body, hook=hook)
        (root / "__init__.py").write_text(f"{before}\n{code}", encoding="utf-8")
        sector = (root / "sector.toml").read_text(encoding="utf-8")
        own, _, rest = sector.partition("[[formulas]]")
        checks = rest[rest.index("[[checks]]") :]
        (root / "sector.toml").write_text(own + checks, encoding="utf-8")
        return root

    return make


@pytest.fixture(scope="session")
def write_workbook() -> Workbook:
    """Write the sample sector as a workbook."""

    def write(file: Path) -> Path:
        from thidua.core.model.structuring import read_criteria_set, read_sector
        from thidua.core.workspace.sector_sheets.sector_plain import plain_of_records
        from thidua.core.workspace.sector_sheets.workbook_data import workbook_data
        from thidua.core.workspace.sector_sheets.writing import sheets_of
        from thidua.core.workspace.templates import Filling, TemplateFile
        from thidua.plugins.folder import Folder
        from thidua.plugins.manager import Plugins

        folder = Folder(SAMPLE)
        sector = read_sector(folder.plain("sector.toml"))
        criteria = read_criteria_set(folder.plain("criteria-2026.toml"))
        data = workbook_data(sheets_of(plain_of_records(sector, [criteria])), "vi")
        renderer = Plugins.load(only=()).catalogue().renderer("sector-workbook")
        template = TemplateFile(renderer.format, b"-", "-")
        [content] = renderer.render((Filling(template, data),), "vi")
        file.write_bytes(content)
        return file

    return write
