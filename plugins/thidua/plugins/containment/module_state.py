"""In which state a plugin's files are: told from their names, sizes and times, nothing imported."""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Final

from thidua.plugins.guard import Failed, guarded
from thidua.plugins.hookspecs import API_VERSION
from thidua.plugins.quarantine import Origin

_SKIPPED: Final = "__pycache__"


def files_of(origin: Origin) -> tuple[Path, ...]:
    """The files of the module that an entry point names, or of the package around it, sorted;
    empty where they cannot be found."""
    outcome = guarded(lambda: tuple(sorted(_files(origin.module))))
    return () if isinstance(outcome, Failed) else outcome.value


def state_of(origin: Origin, files: Sequence[Path]) -> str:
    """A digest of all that decides how a plugin loads; of its dependencies nothing is told."""
    digest = hashlib.sha256()
    for part in _parts(origin, files):
        digest.update(f"{part}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _parts(origin: Origin, files: Sequence[Path]) -> Iterator[object]:
    yield from (API_VERSION, sys.version)
    yield from (origin.entry_point, origin.target, origin.distribution, origin.version)
    root = files[0].parent
    for file in files:
        yield os.path.relpath(file, root)
        with suppress(OSError):  # a link that leads nowhere
            found = file.stat()
            yield from (found.st_size, found.st_mtime_ns)


def _files(module: str) -> Iterable[Path]:
    """Of the first package on the way to a module that is no mere namespace, or of the module."""
    name, path = "", None
    for part in module.split("."):
        name = f"{name}.{part}".lstrip(".")
        spec = _spec(name, path)
        if spec is None:
            return ()
        if spec.origin is not None and spec.has_location:
            file = Path(spec.origin)
            return _below(file.parent) if spec.submodule_search_locations else (file,)
        path = list(spec.submodule_search_locations or ())
    return ()


def _spec(name: str, path: Sequence[str] | None) -> ModuleSpec | None:
    # Not importlib.util.find_spec: that imports the packages around the module.
    for finder in sys.meta_path:
        spec = finder.find_spec(name, path)
        if spec is not None:
            return spec
    return None


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != _SKIPPED]
        yield from (Path(parent, name) for name in names)
