"""The columns of a row group as the table that is scored."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from thidua.core.dataset.cells import Beside, Cells, column_of_cells
from thidua.core.dataset.header import DatasetHeader, InputColumn, JudgedColumn
from thidua.core.dataset.naming import (
    CLUSTER,
    KIND,
    NOT_APPLICABLE,
    SECTOR,
    SPECIAL,
    STANDING,
    UNIT,
)
from thidua.core.dataset.ordering import Runs, disorder_of, runs_of
from thidua.core.dataset.special_figures import Special, special_of
from thidua.core.dataset.texts import Texts, category_in
from thidua.core.exact.figure import Figure
from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.tree import Name
from thidua.core.model.code import CODE
from thidua.core.model.observation import Standing
from thidua.core.scoring.columns.table import Category, ClusterTable
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse_all

_STANDINGS = frozenset(one.value for one in Standing)

Arrays = Mapping[str, pa.Array]


def table_in(
    arrays: Arrays, header: DatasetHeader, empty: Sequence[str], place: str
) -> ClusterTable:
    """The table that columns of a dataset hold, with the ``empty`` clusters that belong among
    them; ``place`` names the rows in faults.

    Refused, with every fault, where rows are out of order or stand twice, where a word is none
    that we know, and where a special figure cannot be read.
    """
    blank = [column for column in (CLUSTER, UNIT, KIND, STANDING) if arrays[column].null_count]
    refuse_all(Fault(_blank(column), place) for column in blank)
    runs = runs_of(arrays[CLUSTER])
    kinds, sectors, standings = (category_in(arrays[one]) for one in (KIND, SECTOR, STANDING))
    beside, unread = _beside(arrays[SPECIAL], header)
    told = (
        *disorder_of(runs, arrays[UNIT]),
        *_unknown_words(KIND, kinds, lambda word: CODE.fullmatch(word) is not None),
        *_unknown_words(SECTOR, sectors, lambda word: CODE.fullmatch(word) is not None),
        *_unknown_words(STANDING, standings, _STANDINGS.__contains__),
        *unread,
    )
    refuse_all(Fault(one, place) for one in told)
    clusters, starts = _segments(runs, empty)
    special: dict[int, dict[Name, Figure]] = {}

    def read(one: InputColumn | JudgedColumn) -> FigureColumn:
        cells = _cells(arrays[one.column], beside.get(one.name, {}))
        try:
            column, apart = column_of_cells(cells, one.places, zero_when_blank=one.zero_when_blank)
        except ValueError:
            raise Refused((Fault(_marked_blank(one.column), place),)) from None
        for row, figure in apart.items():
            special.setdefault(row, {})[one.name] = figure
        return column

    return ClusterTable(
        clusters=clusters,
        segments=Segments(starts),
        units=Texts(arrays[UNIT]),
        kinds=kinds,
        sectors=sectors,
        standings=standings,
        figures={one.name: read(one) for one in header.inputs},
        judged={one.criterion: read(one) for one in header.judged},
        not_applicable={
            code: dict(_texts_by_row(arrays[f"{NOT_APPLICABLE}{code}"]))
            for code in header.not_applicable
        },
        special=special,
    )


def _segments(runs: Runs, empty: Sequence[str]) -> tuple[tuple[str, ...], IntColumn]:
    starts = np.concatenate([np.zeros(1, np.int64), runs.ends])
    if not empty:
        return runs.clusters, starts
    sizes = dict(zip(runs.clusters, np.diff(starts).tolist(), strict=True))
    clusters = tuple(sorted({*sizes, *empty}))
    return clusters, np.cumsum([0, *(sizes.get(one, 0) for one in clusters)], dtype=np.int64)


def _cells(array: pa.Int64Array, beside: Beside) -> Cells:
    if not array.null_count:
        return Cells(array.to_numpy(), None, beside)
    held = array.is_valid().to_numpy(zero_copy_only=False)
    return Cells(array.fill_null(0).to_numpy(), held, beside)


def _texts_by_row(array: pa.StringArray) -> Iterator[tuple[int, str]]:
    """The rows that say something."""
    rows = pc.indices_nonzero(array.is_valid())
    return zip(rows.to_pylist(), array.take(rows).to_pylist(), strict=True)


def _beside(
    array: pa.StringArray, header: DatasetHeader
) -> tuple[dict[Name, dict[int, Special]], list[Text]]:
    """The special figures by name and row, and what could not be read."""
    names = {one.name for one in header.figures}
    found: dict[Name, dict[int, Special]] = {}
    unread: list[Text] = []
    for row, text in _texts_by_row(array):
        try:
            figures = special_of(text)
        except ValueError:
            unread.append(_bad_special(text))
            continue
        if not names.issuperset(figures):
            unread.append(_bad_special(text))
        for name, figure in figures.items():
            found.setdefault(name, {})[row] = figure
    return found, unread


def special_counts(array: pa.StringArray, header: DatasetHeader, place: str) -> Counter[Name]:
    """How many figures of each column stand beside it, as they are no integers at its places.

    Refused where one cannot be read.
    """
    beside, unread = _beside(array, header)
    refuse_all(Fault(one, place) for one in unread)
    return Counter(
        name
        for name, rows in beside.items()
        for one in rows.values()
        if isinstance(one, Figure) and not one.presumed
    )


def is_illustrative(special: pa.StringArray) -> bool:
    """Whether any of these special figures is one that nobody published."""
    said = pc.any(pc.match_substring(special, '"illustrative":true'))
    return said.as_py() is True


def _unknown_words(column: str, words: Category, is_known: Callable[[str], bool]) -> Iterator[Text]:
    for word in words.words:
        if word is not None and not is_known(word):
            yield Text(
                f"cột “{column}” có từ không hợp lệ: “{word}”.",
                f"column “{column}” has a word that is not known: “{word}”.",
            )


def _blank(column: str) -> Text:
    return Text(f"cột “{column}” có ô trống.", f"column “{column}” has blanks.")


def _marked_blank(column: str) -> Text:
    return Text(
        f"cột “{SPECIAL}” nói đến số liệu không có trong cột “{column}”.",
        f"column “{SPECIAL}” tells of a figure that is not in column “{column}”.",
    )


def _bad_special(text: str) -> Text:
    return Text(
        f"cột “{SPECIAL}” có nội dung không đọc được: {text[:60]}",
        f"column “{SPECIAL}” has content that cannot be read: {text[:60]}",
    )
