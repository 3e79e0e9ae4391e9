"""The folders in which a workspace keeps its sectors: written whole, no version ever lost."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from attrs import frozen

from thidua.core.files.refusal import guarded_write
from thidua.plugins.workspace_sectors import ADDED_FILE, DIGEST_SHOWN, SECTORS, recorded

EARLIER: Final = ".earlier"
"""Where the versions stand that others have replaced, ``health-3fa2b1c09d1e``."""


@frozen
class Noted:
    """What is noted when a sector is taken in."""

    digest: str
    at: str
    """Date and time, ISO 8601."""
    by: str
    source: str
    """The name of the file or folder that it was taken from."""


@frozen
class SectorStore:
    """The sectors of one workspace."""

    workspace: Path

    @property
    def root(self) -> Path:
        """Where they lie, each in a folder named by its code."""
        return self.workspace / SECTORS

    def folder(self, code: str) -> Path:
        """The folder of a sector, whether it is there or not."""
        return self.root / code

    def holds(self, code: str) -> bool:
        """Whether the workspace has a sector of a code."""
        return self.folder(code).is_dir()

    @contextmanager
    def trial(self, code: str, files: Mapping[str, bytes]) -> Iterator[Path]:
        """A folder with the files of a sector, to be looked at and perhaps kept; it is gone
        after the block unless :meth:`keep` took it."""
        with guarded_write(self.root):
            self.root.mkdir(exist_ok=True)
            place = Path(tempfile.mkdtemp(prefix=".new-", dir=self.root))
        try:
            with guarded_write(self.root):
                write_files(place / code, files)
            yield place / code
        finally:
            shutil.rmtree(place, ignore_errors=True)
            if not any(self.root.iterdir()):
                self.root.rmdir()

    def keep(self, trial: Path, noted: Noted) -> None:
        """Put a trial in its place; the version that stood there is kept among the earlier."""
        with guarded_write(self.root):
            (trial / ADDED_FILE).write_bytes(_note(noted))
            place = self.folder(trial.name)
            before = self._set_aside(place) if place.exists() else None
            try:
                trial.rename(place)
            except OSError:
                if before is not None:
                    before.rename(place)
                raise

    def remove(self, code: str) -> Path:
        """Take a sector away; where its last version is kept."""
        with guarded_write(self.root):
            return self._set_aside(self.folder(code))

    def _set_aside(self, folder: Path) -> Path:
        digest = recorded(folder).get("digest", "")[:DIGEST_SHOWN] or "0"
        earlier = self.root / EARLIER
        earlier.mkdir(exist_ok=True)
        for same in earlier.glob(f"{folder.name}-{digest}*"):
            if _files(same) == _files(folder):
                shutil.rmtree(folder)
                return same
        place = _free(earlier, f"{folder.name}-{digest}")
        folder.rename(place)
        return place


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder; their names may hold folders of their own."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _files(folder: Path) -> dict[str, bytes]:
    """The files of a sector, without the note of when it was taken in."""
    every = (it for it in folder.rglob("*") if it.is_file() and it.name != ADDED_FILE)
    return {it.relative_to(folder).as_posix(): it.read_bytes() for it in every}


def _free(folder: Path, name: str) -> Path:
    """A name that nothing has: files of one digest may differ in their comments."""
    place, count = folder / name, 1
    while place.exists():
        count += 1
        place = folder / f"{name}-{count}"
    return place


def _note(noted: Noted) -> bytes:
    import tomli_w
    from attrs import asdict

    return tomli_w.dumps({"added": asdict(noted)}).encode()
