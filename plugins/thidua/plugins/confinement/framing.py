"""What passes between parent and child: a kind of one byte, a length of eight, and the bytes.

Bytes only, never pickles: what comes out of the child is as foreign as what went in.
"""

import struct
from typing import Final, Protocol

CALL: Final = b"C"
READY: Final = b"R"
ANSWER: Final = b"A"
FAILED: Final = b"F"
NO_MEMORY: Final = b"M"

_HEAD: Final = struct.Struct(">cQ")
_BLOCK: Final = 1 << 18


class Readable(Protocol):
    """Where frames come from."""

    def read(self, size: int, /) -> bytes | None:
        """Up to ``size`` bytes; none at the end."""


class Writable(Protocol):
    """Where frames go."""

    def write(self, data: memoryview, /) -> int | None:
        """Write some of the bytes and say how many."""


class TooLong(Exception):
    """A frame announces more bytes than may come."""


def send(out: Writable, kind: bytes, content: bytes = b"") -> None:
    """Write one frame; OSError where nobody reads it."""
    for piece in (_HEAD.pack(kind, len(content)), content):
        rest = memoryview(piece)
        while rest:
            rest = rest[out.write(rest) or 0 :]


def receive(source: Readable, most: int) -> tuple[bytes, bytes]:
    """Kind and content of the next frame.

    EOFError where there is none or it breaks off; :class:`TooLong` beyond ``most`` bytes, of
    which then nothing has been read.
    """
    kind, length = _HEAD.unpack(_exactly(source, _HEAD.size))
    if length > most:
        raise TooLong
    return kind, _exactly(source, length)


def _exactly(source: Readable, size: int) -> bytes:
    got = bytearray()
    while len(got) < size:
        block = source.read(min(_BLOCK, size - len(got)))
        if not block:
            raise EOFError
        got += block
    return bytes(got)
