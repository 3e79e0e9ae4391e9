"""Finished partitions, kept beside the output until it is complete, so that a run can be resumed.

Each file holds a digest of its content, of its name and of what it is a part of: what was damaged
is computed again, and what belongs to other figures or rules is never taken for ours.
"""

import hashlib
from pathlib import Path

from attrs import field, frozen

from thidua.core.files.refusal import reason_of
from thidua.core.files.whole_file import clear_unfinished, is_unfinished, placed_whole
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse

SUFFIX = ".parts"
"""After the name of the output."""

_OF = "of"
"""The file that says what the parts are parts of."""
_PART = ".part"
_DIGEST = hashlib.sha256().digest_size


@frozen
class PartStore:
    """The folder ``OUT.parts``; it is there only while it holds something."""

    folder: Path
    identity: str = field(repr=False)
    """What the parts depend on: the figures, the rules, the release."""

    def kept(self, name: str) -> bytes | None:
        """A part that was finished; None where it was not, or where it is damaged."""
        try:
            held = self._file(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as cause:
            raise _unusable(self.folder, cause) from cause
        digest, content = held[:_DIGEST], held[_DIGEST:]
        return content if digest == self._digest(name, content) else None

    def keep(self, name: str, content: bytes) -> None:
        """Keep a part; Refused where it cannot be written, and then nothing is left of it."""
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as cause:
            raise _unusable(self.folder, cause) from cause
        if not (self.folder / _OF).exists():
            with placed_whole(self.folder / _OF) as out:
                out.write(self.identity.encode())
        with placed_whole(self._file(name)) as out:
            out.write(self._digest(name, content))
            out.write(content)

    def remove(self) -> None:
        """Remove all of it; what another program put there stays, and so does its folder."""
        clear_unfinished(self.folder)
        for file in self.folder.glob(f"*{_PART}"):
            file.unlink(missing_ok=True)
        (self.folder / _OF).unlink(missing_ok=True)
        if self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}{_PART}"

    def _digest(self, name: str, content: bytes) -> bytes:
        digest = hashlib.sha256(f"{self.identity}\0{name}\0".encode())
        digest.update(content)
        return digest.digest()


def open_parts(out: Path, identity: str, *, afresh: bool = False) -> PartStore:
    """The store beside an output; ``afresh`` removes what an earlier run left there.

    What a run that was killed had half written, of the output too, is removed in any case.
    Refused where the folder holds the parts of other figures, rules or release, or what no run of
    ours put there.
    """
    store = PartStore(out.with_name(out.name + SUFFIX), identity)
    clear_unfinished(out.parent, out.name)
    if not store.folder.exists():
        return store
    clear_unfinished(store.folder)
    try:
        found = _identity_in(store.folder)
    except OSError as cause:
        raise _unusable(store.folder, cause) from cause
    if found is None and not all(is_unfinished(file) for file in store.folder.iterdir()):
        raise _not_ours(store.folder)
    if afresh:
        store.remove()
    elif found is not None and found != identity:
        raise _of_another(store.folder)
    return store


def _identity_in(folder: Path) -> str | None:
    try:
        return (folder / _OF).read_bytes().decode(errors="replace")
    except FileNotFoundError:
        return None


def _of_another(folder: Path) -> Refused:
    return refuse(
        "thư mục giữ phần dở dang của lần chấm khác: số liệu, bảng điểm hoặc phiên bản đã đổi.",
        "the folder holds the parts of another run: the figures, the rules or the release differ.",
        place=str(folder),
        remedy=Text(
            "Hãy thêm --afresh để bỏ chúng và chấm lại từ đầu, hoặc ghi kết quả ra tệp khác.",
            "Add --afresh to drop them and start again, or write the result to another file.",
        ),
    )


def _not_ours(folder: Path) -> Refused:
    return refuse(
        "thư mục để giữ phần dở dang đã có nội dung khác.",
        "the folder for unfinished parts holds something else.",
        place=str(folder),
        remedy=Text(
            "Hãy ghi kết quả ra tệp khác, hoặc chuyển thư mục này đi nơi khác.",
            "Write the result to another file, or move this folder away.",
        ),
    )


def _unusable(folder: Path, cause: OSError) -> Refused:
    why = reason_of(cause)
    return refuse(
        f"không dùng được thư mục giữ phần dở dang: {why.vi}.",
        f"the folder for unfinished parts cannot be used: {why.en}.",
        place=str(folder),
    )
