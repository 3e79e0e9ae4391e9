"""Columns of text as Arrow holds them, met as the sequences of Python that the core knows."""

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from thidua.core.scoring.columns.table import Category


@frozen(eq=False)
class Texts(Sequence[str]):
    """A column without blanks; a text becomes a Python object only when it is asked for."""

    array: pa.StringArray

    def __len__(self) -> int:
        return len(self.array)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> "Texts": ...
    def __getitem__(self, row: int | slice) -> "str | Texts":
        if isinstance(row, slice):
            return Texts(self.array[row])
        text: str = self.array[int(row)].as_py()
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self.array.to_pylist())


def text_array(texts: Sequence[str]) -> pa.StringArray:
    """Texts as Arrow holds them; no copy of what it holds already."""
    return texts.array if isinstance(texts, Texts) else pa.array(texts, pa.string())


def words_array(category: Category) -> pa.StringArray:
    """The word of each row, null for None."""
    return words_at(category.codes, category.words)


def words_at(codes: object, words: Sequence[str | None], mask: object = None) -> pa.StringArray:
    """``words[code]`` of each row; null where a ``mask`` of numpy is true."""
    return pa.array(words, pa.string()).take(pa.array(codes, mask=mask))


def category_in(array: pa.StringArray) -> Category:
    """The words of a column, each kept once, null as None."""
    encoded = pc.dictionary_encode(array, null_encoding="encode")
    codes = encoded.indices.to_numpy().astype(np.int32, copy=False)
    return Category(codes, tuple(encoded.dictionary.to_pylist()))
