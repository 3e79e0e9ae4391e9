"""The file and line in which a contribution stands, as far as they can be told afterwards.

Records do not carry their place. The TOML files beside a plugin's code are looked through for
the code, without being checked again.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from thidua.core.text.fault import Refused
from thidua.core.workspace.provision import Kind
from thidua.plugins.code_places import place_of_function
from thidua.plugins.contributions import Contribution
from thidua.plugins.folder import Folder
from thidua.plugins.toml_sector import SECTOR_FILE

_TABLES = {
    Kind.INDICATOR: "indicators",
    Kind.FORMULA: "formulas",
    Kind.CHECK: "checks",
    Kind.PLUGIN: "plugin",
    Kind.SECTOR: "sector",
}


def place_of(item: Contribution, part: str = "") -> str:
    """``…/thidua_health/sector.toml:12``; of what is made in Python, where its hook stands.

    ``part`` is a path inside a criteria set, ``criteria[H-01]``.
    """
    own = item.provider.file
    # The hooks of a sector without code are not its own.
    otherwise = own if Path(own).name == SECTOR_FILE else item.hook_place or own
    return next(_candidates(item, part, own), otherwise)


def _candidates(item: Contribution, part: str, own: str) -> Iterator[str]:
    for attribute in ("function", "read", "render"):
        if place := place_of_function(getattr(item.record, attribute, None)):
            yield place
    if Path(own).name not in ("__init__.py", SECTOR_FILE):
        return
    root = Path(own).parent
    for template in getattr(item.record, "files", ()):
        file = template.file.partition("/")[2]
        if (root / file).is_file():
            yield str(root / file)
    for name, plain in _tables(root):
        if (path := _path(item, plain)) is not None:
            yield f"{root / name}{_line(root, name, part or path)}"


def _path(item: Contribution, plain: dict[str, Any]) -> str | None:
    """Where the code stands in a file; None where it does not."""
    if item.kind is Kind.CRITERIA_SET:
        return "code" if plain.get("code") == item.code and "criteria" in plain else None
    table = plain.get(_TABLES.get(item.kind, ""))
    if isinstance(table, dict):
        return _TABLES[item.kind] if table.get("code") == item.code else None
    codes = [it.get("code") for it in table or () if isinstance(it, dict)]
    return f"{_TABLES[item.kind]}[{item.code}]" if item.code in codes else None


def _tables(root: Path) -> tuple[tuple[str, dict[str, Any]], ...]:
    folder = Folder(root)
    read: list[tuple[str, dict[str, Any]]] = []
    for name in sorted(file.name for file in root.glob("*.toml")):
        try:
            read.append((name, folder.plain(name)))
        except Refused:  # a file that is none of the plugin's; its own were read when it loaded
            continue
    return tuple(read)


def _line(root: Path, name: str, path: str) -> str:
    from thidua.core.model.toml_places import line_in_toml

    line = line_in_toml((root / name).read_bytes().decode("utf-8-sig"), path)
    return "" if line is None else f":{line}"
