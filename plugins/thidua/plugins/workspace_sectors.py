"""The sectors that a workspace holds itself, found as installed plugins are."""

import tomllib
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

from attrs import evolve

from thidua.plugins.discovery import Discovery, Found
from thidua.plugins.quarantine import Origin
from thidua.plugins.toml_sector import TomlSector

SECTORS: Final = "sectors"
"""The folder of a workspace in which its sectors lie, each in a folder named by its code."""
ADDED_FILE: Final = "added.toml"
"""Beside the files of a sector: its digest, when it was taken in, by whom and from what."""
DIGEST_SHOWN: Final = 12
"""So many signs of a digest tell versions of one sector apart."""


def sector_folders(workspace: Path) -> tuple[Path, ...]:
    """The folders of a workspace's sectors, by name; earlier versions stand in hidden ones."""
    folder = workspace / SECTORS
    if not folder.is_dir():
        return ()
    found = (it for it in folder.iterdir() if it.is_dir() and not it.name.startswith("."))
    return tuple(sorted(found))


def with_folders(discovery: Discovery, folders: Iterable[Path]) -> Discovery:
    """What was found, and the sectors in folders; nothing of them is read yet."""
    return evolve(discovery, found=(*discovery.found, *map(found_at, folders)))


def found_at(folder: Path) -> Found:
    """The sector in one folder."""
    name = folder.resolve().name
    digest = recorded(folder).get("digest", "")[:DIGEST_SHOWN]
    origin = Origin(name, f"{SECTORS}/{name}", version=digest, folder=str(folder))
    return Found(origin, partial(TomlSector.of, folder))


def recorded(folder: Path) -> dict[str, str]:
    """What was noted when the sector was taken in; empty where nothing can be read."""
    try:
        noted = tomllib.loads((folder / ADDED_FILE).read_text(encoding="utf-8")).get("added")
    except (OSError, ValueError):  # a folder that somebody put there by hand
        return {}
    return {key: str(value) for key, value in noted.items()} if isinstance(noted, dict) else {}
