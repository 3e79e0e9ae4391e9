"""A file that is written bit by bit, and stands in its place whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse

_BUFFER = 1 << 20

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def placed_whole(file: Path) -> Iterator[BinaryIO]:
    """A stream beside the file, which takes the file's place when the block ends well.

    Until then whoever opens the file finds the earlier one; the bytes are on the disk before they
    get the name. Refused, with nothing left behind, where anything cannot be written; also
    an interruption leaves nothing.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    except OSError as cause:
        raise _not_written(file, cause) from cause
    trial = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=_BUFFER) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        trial.chmod(0o644)
        trial.replace(file)
        _settle(file.parent)
    except OSError as cause:
        raise _not_written(file, cause) from cause
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


def _not_written(file: Path, cause: OSError) -> Refused:
    if cause.errno in _FULL:
        return refuse(
            "không ghi được: đĩa đã đầy hoặc hết hạn mức.",
            "cannot be written: the disk is full, or its quota used up.",
            place=str(file),
            remedy=Text(
                "Hãy giải phóng chỗ trống rồi chạy lại; chưa có gì bị thay đổi.",
                "Free some space and run it again; nothing has been changed.",
            ),
        )
    told = cause.strerror or str(cause)
    return refuse(f"không ghi được: {told}.", f"cannot be written: {told}.", place=str(file))
