"""Files that people get: written whole, or not at all."""

import os
import tempfile
from pathlib import Path

from thidua.core.text.fault import refuse


def write_whole(file: Path, content: bytes) -> None:
    """Put a file in its place at once; whoever opens it meanwhile finds the earlier one.

    Refused, with nothing left behind, where the folder is missing or cannot be written.
    """
    try:
        _replace(file, content)
    except OSError as cause:
        raise refuse(
            f"không ghi được: {cause.strerror}.",
            f"cannot be written: {cause.strerror}.",
            place=str(file),
        ) from cause


def _replace(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    trial = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        trial.chmod(0o644)
        trial.replace(file)
    except OSError:
        trial.unlink(missing_ok=True)
        raise
