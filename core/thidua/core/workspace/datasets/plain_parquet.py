"""Figures in bulk from a Parquet file that another program wrote: text, integers, decimals."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.core.workspace.datasets.composing import composed
from thidua.core.workspace.datasets.csv_files import two_columns


def read_plain_parquet(path: Path) -> Any:
    """All its rows, each column an Arrow array of text, null where blank.

    Refused for a file that is no Parquet, and for columns that hold no exact values or no text;
    all of them are told.
    """
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            schema = file.schema_arrow
            twice = sorted({name for name in schema.names if schema.names.count(name) > 1})
            refuse_all(two_columns(path, name) for name in twice)
            refuse_all(_fault(path, one) for one in schema if not _is_exact(one.type))
            table = file.read(use_threads=False)
    except (pa.ArrowException, OSError) as cause:
        raise _unreadable(path) from cause
    faults: list[Fault] = []
    columns = dict(_texts(table, path, faults))
    refuse_all(faults)
    return pa.table(columns)


def place_in_parquet(path: Path, row: int, column: str) -> str:
    """Where a cell is, for a person; rows are counted from 1."""
    return f"{path.name}, {column}[{row + 1}]"


def _is_exact(kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    tests = (
        pa.types.is_string,
        pa.types.is_large_string,
        pa.types.is_integer,
        pa.types.is_decimal,
        pa.types.is_boolean,
        pa.types.is_date32,
        pa.types.is_null,
    )
    return any(test(kind) for test in tests)


def _texts(table: Any, path: Path, faults: list[Fault]) -> Iterator[tuple[str, Any]]:
    """Each column as text; those of which the bytes are no text are among the faults."""
    for name in table.column_names:
        try:
            yield name, _as_text(table[name].combine_chunks())
        except pa.ArrowInvalid:
            faults.append(_no_text(path, name))


def _as_text(array: Any) -> Any:
    if pa.types.is_boolean(array.type):
        array = array.cast(pa.int8())
    text = array.cast(pa.string())
    text.validate(full=True)
    return composed(text)


def _fault(path: Path, one: Any) -> Fault:
    if pa.types.is_floating(one.type):
        return Fault(
            Text(
                f"cột “{one.name}” là số dấu phẩy động ({one.type}), không giữ đúng chữ số lẻ.",
                f"column “{one.name}” holds floats ({one.type}), which do not keep decimals exact.",
            ),
            path.name,
            Text(
                "Hãy ghi cột này dạng văn bản, số nguyên hoặc decimal128.",
                "Write this column as text, integers or decimal128.",
            ),
        )
    return Fault(
        Text(
            f"cột “{one.name}” có kiểu {one.type}, không đọc được thành số liệu.",
            f"column “{one.name}” is of type {one.type}, which is no figure.",
        ),
        path.name,
    )


def _no_text(path: Path, name: str) -> Fault:
    return Fault(
        Text(
            f"cột “{name}” có chỗ không phải là văn bản UTF-8.",
            f"column “{name}” holds something that is no UTF-8 text.",
        ),
        path.name,
        Text("Hãy ghi lại cột này bằng UTF-8.", "Write this column anew, in UTF-8."),
    )


def _unreadable(path: Path) -> Refused:
    return refuse(
        "tệp này không phải là Parquet, hoặc bị cắt cụt, bị hỏng.",
        "this file is no Parquet file, or it was cut short or damaged.",
        place=path.name,
        remedy=Text("Hãy ghi lại tệp.", "Write the file anew."),
    )
