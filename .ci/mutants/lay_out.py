"""Lays out a copy of the tree that mutmut can read: mutmut imports from ``src/`` and no other
folder, and the four source roots of this tree are one package."""

import shutil
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
ROOTS = ("core", "plugins", "sectors", "cli")


def lay_out(folder: Path) -> None:
    """Copy what has changed into a folder; the times of files are kept, by which mutmut knows."""
    for root in ROOTS:
        _copy(TREE / root / "thidua", folder / "src" / "thidua")
    _copy(TREE / "tests", folder / "tests")
    shutil.copy2(TREE / "pyproject.toml", folder)


def _copy(source: Path, target: Path) -> None:
    caches = shutil.ignore_patterns("__pycache__")
    shutil.copytree(source, target, ignore=caches, dirs_exist_ok=True)


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]))
