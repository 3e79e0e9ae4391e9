"""What the import of a plugin takes: time, and the modules that come with it."""

import sys
import time
from pathlib import Path
from typing import Any

from thidua.plugins.discovery import Found, installed
from thidua.plugins.guard import Failed, guarded
from thidua.plugins.package_import import importable


def costs_of_import(target: dict[str, Any]) -> dict[str, Any]:
    """Milliseconds by the clock, and the names of the modules that were new, the plugin's own
    aside; of a folder without code, or a plugin that cannot be imported, nothing."""
    # What every plugin imports is no cost of this one.
    import thidua.plugins
    import thidua.plugins.manager  # noqa: F401

    if target["kind"] == "folder":
        root = Path(target["name"])
        if not (root / "__init__.py").is_file():
            return {"imported": False, "is_toml": True}
        with importable(root) as found:
            return _costs(found)
    for found in installed().found:
        if found.origin.entry_point == target["name"]:
            return _costs(found)
    return {"imported": False, "is_toml": False}


def _costs(found: Found) -> dict[str, Any]:
    before = set(sys.modules)
    start = time.perf_counter()
    outcome = guarded(found.load)
    spent = time.perf_counter() - start
    if isinstance(outcome, Failed):
        return {"imported": False, "is_toml": False}
    own = found.origin.module.partition(".")[0]
    new = [name for name in set(sys.modules) - before if name.partition(".")[0] != own]
    return {"imported": True, "milliseconds": round(spent * 1000), "modules": sorted(new)}
