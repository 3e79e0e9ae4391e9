"""A footer is read without knowing what it means, and written back to the same bytes."""

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.dataset.compact_thrift import Listed, Struct, bytes_of, struct_of

TRUE, FALSE, BYTE, I64, BINARY, LIST, STRUCT = 1, 2, 3, 6, 8, 9, 12

SCALARS = {
    BYTE: st.integers(0, 255),
    I64: st.integers(-(2**63), 2**63 - 1),
    BINARY: st.binary(max_size=200),
}


def structs(fields: st.SearchStrategy[tuple[int, object]]) -> st.SearchStrategy[Struct]:
    return st.dictionaries(st.integers(1, 300), fields, max_size=5).map(
        lambda drawn: Struct(dict(sorted(drawn.items())))
    )


def lists(kind: int, items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[int, object]]:
    return st.lists(items, max_size=20).map(lambda drawn: (LIST, Listed(kind, tuple(drawn))))


scalars = st.one_of(
    st.just((TRUE, True)),
    st.just((FALSE, False)),
    *(st.tuples(st.just(kind), values) for kind, values in SCALARS.items()),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.tuples(st.just(STRUCT), structs(inner)),
        lists(STRUCT, structs(inner)),
        *(lists(kind, drawn) for kind, drawn in SCALARS.items()),
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(structs(values))
def test_what_is_written_is_read(struct: Struct) -> None:
    assert struct_of(bytes_of(struct)) == struct


def test_a_real_footer_comes_back_to_the_byte() -> None:
    out = io.BytesIO()
    columns = {f"c{number}": pa.array(range(number, number + 40)) for number in range(20)}
    pq.write_table(pa.table({**columns, "t": ["x", None] * 20}), out, row_group_size=9)
    content = out.getvalue()
    footer = content[-8 - int.from_bytes(content[-8:-4], "little") : -8]

    assert bytes_of(struct_of(footer)) == footer


@pytest.mark.parametrize("content", [b"\x17" + bytes(8), b"\x1b\x00", b"\x19\x11\x01\x00"])
def test_types_that_no_footer_has(content: bytes) -> None:
    with pytest.raises(ValueError, match="a type that no footer has"):
        struct_of(content)
