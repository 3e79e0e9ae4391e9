"""Where programs keep, for a user, what they can do without."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

VARIABLE: Final = "THIDUA_CACHE"
"""Names the folder, where the usual one will not do."""
_FILE: Final = "plugin-trials.json"


def trials_file(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The file that remembers which plugins have stood their trial; None where there is no home."""
    if folder := environment.get(VARIABLE, ""):
        return Path(folder) / _FILE
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return _caches(home, environment) / "thidua" / _FILE


def _caches(home: Path, environment: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Caches"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
