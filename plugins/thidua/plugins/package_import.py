"""Importing a package from where it lies, without installing it."""

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from thidua.plugins.discovery import Found
from thidua.plugins.quarantine import Origin


@contextmanager
def importable(root: Path) -> Iterator[Found]:
    """The package in a folder as a plugin that can be loaded within the block.

    It is imported under the folder's name; what was imported under that name before comes back
    afterwards, so that looking at a folder never changes the program that looks.
    """
    name = root.name
    before = _taken_out(name)
    try:
        yield Found(Origin(name, name), lambda: _imported(root))
    finally:
        _taken_out(name)
        sys.modules.update(before)


def _taken_out(name: str) -> dict[str, ModuleType]:
    own = [key for key in sys.modules if key == name or key.startswith(f"{name}.")]
    return {key: sys.modules.pop(key) for key in own}


def _imported(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        root.name, root / "__init__.py", submodule_search_locations=[str(root)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"{root} is not a package")
    module = importlib.util.module_from_spec(spec)
    sys.modules[root.name] = module
    spec.loader.exec_module(module)
    return module
