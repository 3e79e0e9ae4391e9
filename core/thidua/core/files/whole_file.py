"""Files that people get: each stands in its place whole, or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from thidua.core.files.refusal import guarded_write

_BUFFER = 1 << 20


def write_whole(file: Path, content: bytes) -> None:
    """Put a file in its place at once, as :func:`placed_whole` does."""
    with placed_whole(file) as out:
        out.write(content)


@contextmanager
def placed_whole(file: Path) -> Iterator[BinaryIO]:
    """A stream beside the file, which takes the file's place when the block ends well.

    Until then whoever opens the file finds the earlier one; the bytes are on the disk before they
    get the name. Refused, with nothing left behind, where anything cannot be written; also
    an interruption leaves nothing.
    """
    with guarded_write(file):
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        trial = Path(name)
        try:
            with os.fdopen(handle, "wb", buffering=_BUFFER) as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            trial.chmod(0o644)
            trial.replace(file)
            _settle(file.parent)
        finally:
            trial.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Put the new name itself on the disk; where folders cannot be opened, nothing is to do."""
    if not hasattr(os, "O_DIRECTORY"):  # pragma: no cover
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
