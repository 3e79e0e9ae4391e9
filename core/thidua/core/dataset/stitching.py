"""Parquet files of the same columns joined into one by copying their pages as they are.

So row groups are encoded where they are computed, and whoever gathers them only copies bytes and
writes one footer: the same bytes as one writer would have written.
"""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from attrs import evolve

from thidua.core.dataset.compact_thrift import Listed, Struct, bytes_of, struct_of
from thidua.core.dataset.sealing import SealedStream, footer_length

_MAGIC = b"PAR1"

# The numbers of the fields in parquet.thrift.
_SCHEMA, _ROWS, _GROUPS, _METADATA = 2, 3, 4, 5
_COLUMNS, _GROUP_ROWS, _GROUP_OFFSET, _ORDINAL = 1, 3, 5, 7
_CHUNK_OFFSET, _CHUNK = 2, 3
_PAGES = (9, 10, 11)
"""Offsets of the data, index and dictionary pages."""

_BINARY, _STRUCT, _LIST = 8, 12, 9
_LAST_ORDINAL = 2**15 - 1


def stitch(out: BinaryIO, parts: Iterable[bytes], metadata: Mapping[bytes, bytes]) -> int:
    """Write the row groups of the parts, in their order, as one file; how many rows it has.

    ValueError where there is no part, or where one has other columns than the first.
    """
    first: Struct | None = None
    groups: list[Struct] = []
    stream = SealedStream(out)
    at = stream.write(_MAGIC)
    for part in parts:
        begin, footer = _footer(part)
        first = first or footer
        if footer[_SCHEMA] != first[_SCHEMA]:
            raise ValueError("a part has other columns than the first")
        for group in footer[_GROUPS].items:
            groups.append(_moved(group, at - len(_MAGIC), len(groups)))
        at += stream.write(memoryview(part)[len(_MAGIC) : begin])
    if first is None:
        raise ValueError("there is no part")
    rows: int = sum(group[_GROUP_ROWS] for group in groups)
    footer_bytes = bytes_of(_whole(first, tuple(groups), rows, metadata))
    stream.hold()
    stream.write(footer_bytes + len(footer_bytes).to_bytes(4, "little") + _MAGIC)
    stream.end()
    return rows


def _footer(part: bytes) -> tuple[int, Struct]:
    """Where the footer of a file begins, and what it says; ValueError where there is none."""
    begin = len(part) - footer_length(part[-8:])
    return begin, struct_of(part[begin:])


def _whole(
    first: Struct, groups: tuple[Struct, ...], rows: int, metadata: Mapping[bytes, bytes]
) -> Struct:
    pairs = tuple(
        Struct({1: (_BINARY, key), 2: (_BINARY, value)}) for key, value in metadata.items()
    )
    fields = {
        **first.fields,
        _ROWS: (first.fields[_ROWS][0], rows),
        _GROUPS: (_LIST, Listed(_STRUCT, groups)),
        _METADATA: (_LIST, Listed(_STRUCT, pairs)),
    }
    return Struct(dict(sorted(fields.items())))


def _moved(group: Struct, by: int, ordinal: int) -> Struct:
    """A row group whose pages stand so many bytes further on."""
    columns = tuple(_moved_chunk(one, by) for one in group[_COLUMNS].items)
    moved = group.with_values(
        {
            _COLUMNS: evolve(group[_COLUMNS], items=columns),
            _GROUP_OFFSET: _shifted(group, _GROUP_OFFSET, by),
            _ORDINAL: min(ordinal, _LAST_ORDINAL),
        }
    )
    return moved


def _moved_chunk(chunk: Struct, by: int) -> Struct:
    pages = {number: _shifted(chunk[_CHUNK], number, by) for number in _PAGES}
    return chunk.with_values(
        {
            _CHUNK_OFFSET: _shifted(chunk, _CHUNK_OFFSET, by),
            _CHUNK: chunk[_CHUNK].with_values(pages),
        }
    )


def _shifted(struct: Struct, number: int, by: int) -> int | None:
    """An offset moved; 0 stands for none, as an absent field does."""
    if number not in struct:
        return None
    offset: int = struct[number]
    return offset + by if offset else 0
