"""The codes that a plugin's files declare, read without importing anything of it."""

import sys
import tomllib
from collections.abc import Iterator, Sequence
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thidua.plugins.discovery import Found

CARD_FILE = "sector.toml"


def declared_codes(found: "Found") -> tuple[str, ...]:
    """The codes of the card and the sector in ``sector.toml`` beside the plugin's code; none for
    a plugin that declares them in Python."""
    return tuple(dict.fromkeys(code for folder in _folders(found) for code in _codes(folder)))


def _folders(found: "Found") -> Sequence[str]:
    return [found.origin.folder] if found.origin.folder else _locations(found.origin.module)


def _locations(module: str) -> Sequence[str]:
    """Where a package lies; ``importlib.util.find_spec`` would import the packages around it."""
    path: Sequence[str] = sys.path
    name = ""
    for part in module.split("."):
        name = f"{name}.{part}" if name else part
        spec = PathFinder.find_spec(name, path)
        if spec is None:
            return ()
        path = list(spec.submodule_search_locations or ())
    return path


def _codes(folder: str) -> Iterator[str]:
    try:
        plain = tomllib.loads((Path(folder) / CARD_FILE).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):  # it is told of when the plugin is loaded
        return
    for table in ("plugin", "sector"):
        declared = plain.get(table)
        if isinstance(declared, dict) and isinstance(declared.get("code"), str):
            yield declared["code"]
