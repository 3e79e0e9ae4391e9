"""The compact protocol of Thrift, in which the footer of a Parquet file is written.

Read without knowing the meaning of any field, and written back to the same bytes.
"""

from collections.abc import Mapping
from typing import Any

from attrs import define, frozen

_TRUE, _FALSE, _BYTE, _I16, _I32, _I64 = range(1, 7)
_BINARY, _LIST, _STRUCT = 8, 9, 12
_TRUTHS, _INTEGERS = (_TRUE, _FALSE), (_I16, _I32, _I64)
_LONG_LIST = 15


@frozen
class Listed:
    """A list of elements of one type."""

    kind: int
    items: tuple[Any, ...]


@frozen
class Struct:
    """Fields by number, in the order of the file: type and value."""

    fields: Mapping[int, tuple[int, Any]]

    def __getitem__(self, number: int) -> Any:
        return self.fields[number][1]

    def __contains__(self, number: int) -> bool:
        return number in self.fields

    def with_values(self, values: Mapping[int, Any]) -> "Struct":
        """The same with other values for some of its fields."""
        fields = {
            number: (kind, values.get(number, value))
            for number, (kind, value) in self.fields.items()
        }
        return Struct(fields)


def struct_of(content: bytes) -> Struct:
    """The struct that starts the bytes; ValueError for a type that no footer has."""
    found = _Reader(content).value(_STRUCT)
    assert isinstance(found, Struct)
    return found


def bytes_of(struct: Struct) -> bytes:
    """The struct as bytes."""
    out = bytearray()
    _write(out, _STRUCT, struct)
    return bytes(out)


@define
class _Reader:
    content: bytes
    at: int = 0

    def byte(self) -> int:
        self.at += 1
        return self.content[self.at - 1]

    def varint(self) -> int:
        number = shift = 0
        while True:
            byte = self.byte()
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number
            shift += 7

    def zigzag(self) -> int:
        number = self.varint()
        return (number >> 1) ^ -(number & 1)

    def bytes(self, length: int) -> bytes:
        self.at += length
        return self.content[self.at - length : self.at]

    def value(self, kind: int) -> Any:
        if kind in _INTEGERS:
            return self.zigzag()
        if kind == _BINARY:
            return self.bytes(self.varint())
        if kind == _LIST:
            return self.listed()
        if kind == _STRUCT:
            return self.struct()
        if kind == _BYTE:
            return self.byte()
        raise ValueError(f"a type that no footer has: {kind}")

    def listed(self) -> Listed:
        head = self.byte()
        size, kind = head >> 4, head & 15
        if size == _LONG_LIST:
            size = self.varint()
        return Listed(kind, tuple(self.value(kind) for _ in range(size)))

    def struct(self) -> Struct:
        fields: dict[int, tuple[int, Any]] = {}
        number = 0
        while head := self.byte():
            delta, kind = head >> 4, head & 15
            number = number + delta if delta else self.zigzag()
            fields[number] = kind, kind == _TRUE if kind in _TRUTHS else self.value(kind)
        return Struct(fields)


def _write(out: bytearray, kind: int, value: Any) -> None:
    if kind in _INTEGERS:
        _zigzag(out, value)
    elif kind == _BINARY:
        _varint(out, len(value))
        out += value
    elif kind == _LIST:
        _listed(out, value)
    elif kind == _STRUCT:
        _struct(out, value)
    else:
        out.append(value)


def _varint(out: bytearray, number: int) -> None:
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def _zigzag(out: bytearray, number: int) -> None:
    _varint(out, number << 1 if number >= 0 else (-number << 1) - 1)


def _listed(out: bytearray, listed: Listed) -> None:
    size = len(listed.items)
    out.append(min(size, _LONG_LIST) << 4 | listed.kind)
    if size >= _LONG_LIST:
        _varint(out, size)
    for item in listed.items:
        _write(out, listed.kind, item)


def _struct(out: bytearray, struct: Struct) -> None:
    before = 0
    for number, (kind, value) in struct.fields.items():
        delta = number - before
        if 0 < delta < 16:
            out.append(delta << 4 | kind)
        else:
            out.append(kind)
            _zigzag(out, number)
        if kind not in _TRUTHS:  # the type says it all
            _write(out, kind, value)
        before = number
    out.append(0)
