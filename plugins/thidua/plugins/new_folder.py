"""Folders that are made for somebody: written whole, or not at all, and never over another."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from thidua.core.files.refusal import guarded_write
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.plugins.sector_store import write_files


def in_the_way(folder: Path) -> Iterator[Fault]:
    """That something stands where a folder is to be made; an empty folder is in nobody's way."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        yield Fault(
            Text("đã có rồi và không trống.", "exists already and is not empty."),
            str(folder),
            Text("Chọn một thư mục mới.", "Choose a new folder."),
        )


def write_new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, by their path with ``/``, into a folder that does not exist or is empty.

    Refused, with nothing left behind, where it cannot be written.
    """
    with guarded_write(folder):
        _put(folder, files)


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    place = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
    try:
        write_files(place / folder.name, files)
        if folder.exists():
            folder.rmdir()
        (place / folder.name).rename(folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)
