"""Where a sector's files of cases lie."""

from pathlib import Path
from typing import Final

FOLDER: Final = "cases"


def names_in(root: Path | None) -> list[str]:
    """The files of cases in a sector's folder, ``cases/coverage.toml``, sorted; none for a
    sector that has no folder."""
    if root is None:
        return []
    return [f"{FOLDER}/{file.name}" for file in sorted((root / FOLDER).glob("*.toml"))]
