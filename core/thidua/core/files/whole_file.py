"""Files that people get: each stands in its place whole, or not at all.

What is written goes to a temporary file beside it. Only where a program is killed, or the power
fails, does that stay; it is known by its name, and by nobody holding it any more.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Final

from thidua.core.files.refusal import guarded_write

if sys.platform != "win32":  # pragma: no branch
    import fcntl

_BUFFER = 1 << 20
_UNFINISHED: Final = ".thidua-tmp"
"""How the names of temporary files end; they begin with a dot and the name of the file."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_HOLDS: Final = sys.platform != "win32"
"""Whether open files are held; where not, the system neither renames nor removes them."""


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
        trial, handle = _begun(file)
        try:
            with os.fdopen(handle, "wb", buffering=_BUFFER) as out:
                yield out
                out.flush()
                os.fsync(handle)
                if _HOLDS:  # or another run would take it for left behind
                    trial.replace(file)
            if not _HOLDS:  # pragma: no cover
                trial.replace(file)
            _settle(file.parent)
        finally:
            trial.unlink(missing_ok=True)


def is_unfinished(file: Path) -> bool:
    """Whether a file is, by its name, one that was to take another's place."""
    return file.name.startswith(".") and file.name.endswith(_UNFINISHED)


def clear_unfinished(folder: Path, name: str | None = None) -> None:
    """Remove from a folder what killed programs left of the file of a name, or of any file.

    What a program that lives is writing stays, and so does what the system does not let go.
    """
    pattern = "*" if name is None else escape(name)
    for file in folder.glob(f".{pattern}.*{_UNFINISHED}"):
        with suppress(OSError):
            _remove_unheld(file)


def _begun(file: Path) -> tuple[Path, int]:
    """A new temporary file, open and held."""
    while True:
        trial = file.with_name(f".{file.name}.{token_hex(4)}{_UNFINISHED}")
        # The system takes away the rights that the user's umask withholds.
        handle = os.open(trial, _NEW, 0o666)
        _hold(handle)
        if trial.exists():
            return trial, handle
        os.close(handle)  # another run took it for left behind just before it was held


def _hold(handle: int) -> None:
    """Until the handle is closed, or its process dies, others see that the file is in use."""
    if sys.platform == "win32":  # pragma: no cover
        return
    with suppress(OSError):  # a file system without locks
        fcntl.flock(handle, fcntl.LOCK_EX)


def _remove_unheld(file: Path) -> None:
    """Remove a temporary file; OSError where it is held, or where that cannot be known."""
    if sys.platform == "win32":  # pragma: no cover
        file.unlink()
        return
    handle = os.open(file, os.O_RDWR | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.unlink()
    finally:
        os.close(handle)


def _settle(folder: Path) -> None:
    """Put the new name itself on the disk; where folders cannot be opened, nothing is to do."""
    if not hasattr(os, "O_DIRECTORY"):  # pragma: no cover
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
