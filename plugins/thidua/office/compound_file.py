"""The container of .xls files: streams in sectors, as old Microsoft Office keeps them ([MS-CFB]).

Only what it takes to get one stream out; every chain is walked at most once round.
"""

import struct
from typing import Final

from attrs import define

COMPOUND_MARK: Final = bytes.fromhex("d0cf11e0a1b11ae1")
"""The first bytes of every such file."""

_HEADER: Final = 512
_ENTRY: Final = 128
_END: Final = 0xFFFFFFFA
"""From here on a number names no sector."""
_NAMES_OF_ROOT: Final = 5


@define
class CompoundFile:
    """A compound file in memory; ValueError or struct.error for one that is damaged."""

    _content: bytes
    _sector: int
    _fat: tuple[int, ...]
    _streams: dict[str, tuple[int, int]]
    _mini: bytes
    _mini_sector: int
    _mini_fat: tuple[int, ...]
    _cutoff: int

    @classmethod
    def read(cls, content: bytes) -> "CompoundFile":
        """Read the tables of a compound file."""
        if not content.startswith(COMPOUND_MARK):
            raise ValueError("not a compound file")
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("unusual sectors")
        directory, _, cutoff, mini_fat = struct.unpack_from("<IIII", content, 48)
        self = cls(content, 1 << shift, (), {}, b"", 1 << mini_shift, (), cutoff)
        self._fat = self._numbers(b"".join(map(self._at, self._fat_sectors())))
        root = self._read_directory(self._chain(directory))
        self._mini_fat = self._numbers(self._chain(mini_fat) if mini_fat < _END else b"")
        self._mini = self._chain(root[0])[: root[1]] if root[0] < _END else b""
        return self

    @property
    def names(self) -> frozenset[str]:
        """The names of all storages and streams."""
        return frozenset(self._streams)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; KeyError where there is none of that name."""
        start, size = self._streams[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        step = self._mini_sector
        sectors = _walk(self._mini_fat, start)
        return b"".join(self._mini[at * step : (at + 1) * step] for at in sectors)[:size]

    def _at(self, sector: int) -> bytes:
        # The header takes the place of one sector, whatever their size.
        start = max(_HEADER, self._sector) + sector * self._sector
        found = self._content[start : start + self._sector]
        if len(found) < self._sector:
            raise ValueError("cut off")
        return found

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._at, _walk(self._fat, start)))

    def _fat_sectors(self) -> list[int]:
        """Where the table of sectors stands: the first 109 in the header, the rest in a chain."""
        found = list(struct.unpack_from("<109I", self._content, 76))
        further, seen = struct.unpack_from("<I", self._content, 68)[0], set[int]()
        while further < _END:
            if further in seen:
                raise ValueError("a chain in a ring")
            seen.add(further)
            *more, further = self._numbers(self._at(further))
            found.extend(more)
        return [sector for sector in found if sector < _END]

    def _read_directory(self, content: bytes) -> tuple[int, int]:
        root = (_END, 0)
        for offset in range(0, len(content) - _ENTRY + 1, _ENTRY):
            entry = content[offset : offset + _ENTRY]
            length = min(struct.unpack_from("<H", entry, 64)[0], 64)
            name = entry[: max(length - 2, 0)].decode("utf-16-le")
            place = struct.unpack_from("<II", entry, 116)
            if entry[66] == _NAMES_OF_ROOT:
                root = place
            elif name:
                self._streams.setdefault(name, place)
        return root

    @staticmethod
    def _numbers(content: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _walk(table: tuple[int, ...], start: int) -> list[int]:
    """The sectors of a chain; ValueError where it runs out of the table or in a ring."""
    found: list[int] = []
    while start < _END:
        if start >= len(table) or len(found) > len(table):
            raise ValueError("a broken chain")
        found.append(start)
        start = table[start]
    return found
