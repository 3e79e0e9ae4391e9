"""Twenty sectors as other parties install them, one of which is slow to import."""

from pathlib import Path

SECTORS = 20
HEAVY = 7
"""The number of the one that is slow."""

SECTOR = """\
[plugin]
code = "nganh-{number}"
title = {{ vi = "Ngành số {number}", en = "Sector {number}" }}
api_version = 1

[sector]
code = "nganh-{number}"
title = {{ vi = "Ngành số {number}", en = "Sector {number}" }}
legal_basis = ""

[[indicators]]
code = "done_{number}"
title = {{ vi = "Số việc hoàn thành", en = "Items done" }}
unit = {{ vi = "việc", en = "items" }}
"""
CODE = """\
from thidua.plugins import Folder, hookimpl

here = Folder(__package__)
{more}

@hookimpl
def thidua_plugin():
    return here.plugin("sector.toml")


@hookimpl
def thidua_sector():
    return here.sector("sector.toml")


@hookimpl
def thidua_indicators():
    return here.indicators("sector.toml")
"""
SLOWLY = "TABLE = {number: str(number) for number in range(2_000_000)}  # as a big library would"


def write_sectors(folder: Path) -> Path:
    """Write the packages into a folder of their own inside ``folder``, as pip would leave them;
    the folder is to stand on the path."""
    site = folder / "site"
    for number in range(1, SECTORS + 1):
        module = f"thidua_nganh_{number}"
        (site / module).mkdir(parents=True)
        code = CODE.format(more=SLOWLY if number == HEAVY else "")
        (site / module / "__init__.py").write_text(code, encoding="utf-8")
        (site / module / "sector.toml").write_text(SECTOR.format(number=number), encoding="utf-8")
        data = site / f"{module}-1.0.dist-info"
        data.mkdir()
        (data / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: thidua-nganh-{number}\nVersion: 1.0\n", encoding="utf-8"
        )
        (data / "entry_points.txt").write_text(
            f"[thidua.plugins]\nnganh-{number} = {module}\n", encoding="utf-8"
        )
    return site
