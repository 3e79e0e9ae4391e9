"""The seal of a file: digests of its pages and of its footer, between the two.

The checksums of Parquet cover the contents of pages, not their headers and not the footer; one
bit turned there can read as other figures, or end the process. A reader of Parquet goes by the
offsets in the footer and never sees the seal.
"""

import hashlib
from pathlib import Path
from typing import BinaryIO

from attrs import define, field, frozen

_MAGIC = b"PAR1"
_SEAL = b"\0thidua-seal\n"
_DIGEST = 32
_LENGTH = len(_SEAL) + 2 * _DIGEST
_TAIL = 4 + len(_MAGIC)
"""The length of the footer, and the magic word."""
_PORTION = 1 << 20


@define
class SealedStream:
    """A stream for a writer of Parquet that puts the seal before the footer."""

    out: BinaryIO
    _pages: "hashlib._Hash" = field(factory=hashlib.sha256)
    _held: bytearray | None = None
    closed: bool = False

    def write(self, content: bytes | memoryview) -> int:
        """Pass pages on; what comes after :meth:`hold` waits for :meth:`end`."""
        if self._held is not None:
            self._held += content
            return len(content)
        self._pages.update(content)
        return self.out.write(content)

    def drop(self) -> None:
        """Let nothing more through: the file is given up."""
        self._held = bytearray()

    def flush(self) -> None:
        """Nothing: whoever owns the stream below flushes it."""

    def hold(self) -> None:
        """The footer comes next."""
        self._held = bytearray()

    def end(self) -> None:
        """Seal what has come, and write the footer."""
        held = bytes(self._held or b"")
        begin = len(held) - footer_length(held[-_TAIL:])
        self._held = None
        self.write(held[:begin])
        footer = held[begin:]
        self.out.write(_SEAL + self._pages.digest() + hashlib.sha256(footer).digest() + footer)


def footer_length(tail: bytes) -> int:
    """Bytes from the footer's begin to the file's end, by the last eight bytes of the file;
    ValueError where they are no end of a Parquet file."""
    if len(tail) < _TAIL or tail[-len(_MAGIC) :] != _MAGIC:
        raise ValueError("not the end of a Parquet file")
    return int.from_bytes(tail[:4], "little") + _TAIL


@frozen
class Seal:
    """What the seal of a file says, and where it stands."""

    at: int
    pages: bytes
    is_footer_sound: bool


def seal_of(file: Path) -> Seal | None:
    """The seal of a Parquet file; None where it has none.

    OSError where it cannot be read, ValueError where it does not end as a Parquet file.
    """
    with file.open("rb") as content:
        size = content.seek(0, 2)
        content.seek(max(size - _TAIL, 0))
        length = footer_length(content.read())
        at = size - length - _LENGTH
        if at < 0:
            return None
        content.seek(at)
        seal, footer = content.read(_LENGTH), content.read()
    if not seal.startswith(_SEAL):
        return None
    pages, of_footer = seal[len(_SEAL) : -_DIGEST], seal[-_DIGEST:]
    return Seal(at, pages, hashlib.sha256(footer).digest() == of_footer)


def digest_of_file(file: Path, seal: Seal) -> str | None:
    """SHA-256 of the whole file; None where its pages are not those that were sealed."""
    digest = hashlib.sha256()
    with file.open("rb") as content:
        left = seal.at
        while left and (portion := content.read(min(left, _PORTION))):
            digest.update(portion)
            left -= len(portion)
        is_sound = digest.digest() == seal.pages
        while portion := content.read(_PORTION):
            digest.update(portion)
    return digest.hexdigest() if is_sound else None
