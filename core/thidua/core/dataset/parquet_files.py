"""How Parquet files are written and read here.

The same rows give the same bytes, and each page has a checksum. Integers stand as differences
(DELTA_BINARY_PACKED): as small as plain pages under zstd, and written and read in a third of the
time; exact by definition, since differences wrap. Texts are under zstd, those that are much the
same from row to row with dictionaries.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from thidua.core.dataset.naming import CLUSTER, NAME, SPECIAL, UNIT
from thidua.core.dataset.sealing import Seal, SealedStream, digest_of_file, seal_of
from thidua.core.files.refusal import guarded_read
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse

_ENDS = b"PAR1"

_VARIOUS = (CLUSTER, UNIT, NAME, SPECIAL)
"""Texts that differ so much that a dictionary only costs time."""


def parquet_writer(
    out: BinaryIO | SealedStream, schema: pa.Schema, sorted_by: Sequence[str] = ()
) -> pq.ParquetWriter:
    """A writer into a stream; its owner closes it when all is well, and else drops it."""
    words = [
        one.name for one in schema if pa.types.is_string(one.type) and one.name not in _VARIOUS
    ]
    integers = [one.name for one in schema if is_integer(one.type)]
    order = [(column, "ascending") for column in sorted_by]
    return pq.ParquetWriter(
        out,
        schema,
        compression={one.name: "none" if one.name in integers else "zstd" for one in schema},
        use_dictionary=words,
        column_encoding=dict.fromkeys(integers, "DELTA_BINARY_PACKED"),
        store_schema=False,
        store_decimal_as_integer=True,
        write_page_checksum=True,
        sorting_columns=pq.SortingColumn.from_ordering(schema, order) if order else None,
    )


def is_integer(kind: pa.DataType) -> bool:
    """Whether a column stands in the file as integers."""
    return bool(pa.types.is_integer(kind) or pa.types.is_decimal(kind))


@contextmanager
def sealed_parquet(
    out: BinaryIO, schema: pa.Schema, sorted_by: Sequence[str] = ()
) -> Iterator[pq.ParquetWriter]:
    """A writer of a sealed file, which is ended only where the block ends well."""
    stream = SealedStream(out)
    writer = parquet_writer(stream, schema, sorted_by)
    try:
        yield writer
    except BaseException:
        stream.drop()
        writer.is_open = False  # or it would end the file as soon as nobody holds it
        raise
    stream.hold()
    writer.close()
    stream.end()


def sealed(file: Path, not_ours: Callable[[str], Refused]) -> Seal:
    """The seal of a file that is whole; ``not_ours`` refuses one that was never sealed.

    Refused where there is no such file, and where it is no Parquet file or was cut short.
    """
    try:
        with guarded_read(file):
            seal = seal_of(file)
    except ValueError as cause:
        raise _no_parquet(file) from cause
    if seal is None:
        raise not_ours(str(file))
    if not seal.is_footer_sound:
        raise _cut_short(file)
    return seal


def open_parquet(file: Path, metadata: pq.FileMetaData | None = None) -> pq.ParquetFile:
    """A sealed file whose pages are verified as they are read; ``metadata`` saves reading it
    again. Refused where the system does not give it."""
    with guarded_read(file):
        return pq.ParquetFile(
            file, metadata=metadata, page_checksum_verification=True, pre_buffer=False
        )


@contextmanager
def damage_told(file: Path, group: int) -> Iterator[None]:
    """Refused where a row group cannot be read as it was written."""
    try:
        yield
    except (OSError, pa.ArrowException) as cause:
        raise refuse(
            f"nhóm dòng {group + 1} của tệp bị hỏng: nội dung không khớp mã kiểm tra.",
            f"row group {group + 1} of the file is damaged: its content fails its checksum.",
            place=str(file),
            remedy=COPY_AGAIN,
        ) from cause


def whole_digest(file: Path, seal: Seal) -> str:
    """SHA-256 of a file; Refused where its pages are not those that were sealed."""
    with guarded_read(file):
        found = digest_of_file(file, seal)
    if found is None:
        raise refuse(
            "tệp bị hỏng: nội dung không khớp mã băm ghi trong tệp.",
            "the file is damaged: its content does not match the digest in it.",
            place=str(file),
            remedy=COPY_AGAIN,
        )
    return found


def _no_parquet(file: Path) -> Refused:
    with file.open("rb") as content:
        if content.read(len(_ENDS)) == _ENDS:
            return _cut_short(file)
    return refuse("không phải là tệp Parquet.", "is not a Parquet file.", place=str(file))


def _cut_short(file: Path) -> Refused:
    return refuse(
        "tệp Parquet bị cắt cụt hoặc phần cuối bị hỏng.",
        "the Parquet file was cut short, or its end is damaged.",
        place=str(file),
        remedy=COPY_AGAIN,
    )


COPY_AGAIN = Text(
    "Hãy chép lại tệp từ nơi gốc, hoặc tạo lại tệp.", "Copy the file again, or make it again."
)
