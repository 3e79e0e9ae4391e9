"""Files of figures in bulk as strips: the long form, the wide form, or a dataset."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from thidua.core.dataset.naming import CLUSTER, KIND, NAME, SECTOR, STANDING, UNIT, name_of
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.tree import Field, Name
from thidua.core.model.indicator import Indicator
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.text.names import matching_key
from thidua.core.workspace.datasets.csv_files import open_csv
from thidua.core.workspace.datasets.faults_found import FaultsFound
from thidua.core.workspace.datasets.plain_parquet import place_in_parquet, read_plain_parquet
from thidua.core.workspace.datasets.strips import BulkFile, Strip
from thidua.core.workspace.intake import result_faults
from thidua.core.workspace.intake.cell_faults import unknown_word
from thidua.core.workspace.intake.result_columns import KIND_WORDS
from thidua.core.workspace.intake.suggestions import Suggestions

INDICATOR, FIGURE_KIND, VALUE, BOUND, SOURCE = "indicator", "kind", "value", "bound", "source"

_LONG: Final = (UNIT, INDICATOR, FIGURE_KIND, VALUE, BOUND, SOURCE)
_BESIDE: Final = (CLUSTER, NAME, KIND, SECTOR, STANDING)
"""Columns of the wide form that say who the unit is; the record knows better."""

_FIELDS: Final = {
    matching_key(word): Field(kind.value)
    for kind, text in KIND_WORDS.items()
    for word in (kind.value, text.vi, text.en)
}

Place = Callable[[int, str], str]


def read_csv_figures(path: Path, indicators: Mapping[str, Indicator]) -> BulkFile:
    """Figures of a CSV file in the long or the wide form; Refused as far as its form is wrong."""
    text = open_csv(path)
    return _figures_in(path, text.table(), text.place, indicators)


def read_parquet_figures(path: Path, indicators: Mapping[str, Indicator]) -> BulkFile:
    """Likewise of a Parquet file that is no dataset."""
    table = read_plain_parquet(path)
    return _figures_in(path, table, partial(place_in_parquet, path), indicators)


def _figures_in(
    path: Path, table: Any, place: Place, indicators: Mapping[str, Indicator]
) -> BulkFile:
    table = table.combine_chunks()
    if INDICATOR in table.column_names or VALUE in table.column_names:
        return _long(path, table, place, indicators)
    return _wide(path, table, place, indicators)


def _wide(path: Path, table: Any, place: Place, indicators: Mapping[str, Indicator]) -> BulkFile:
    near = Suggestions(indicators)
    names: dict[str, Name] = {}
    ignored: list[str] = []
    refuse_all(_lacking(path, table, [UNIT]))
    faults = FaultsFound()
    for column in table.column_names:
        name = _input(column)
        if column == UNIT:
            continue
        if column in _BESIDE or (name is not None and name.field is Field.PREVIOUS):
            ignored.append(column)
        elif name is None or name.indicator not in indicators:
            code = column.partition(".")[0]
            remedy = None if code in indicators else near.near(code)
            faults.add_general([result_faults.unknown_indicator(column, path.name, remedy)])
        else:
            names[column] = name
    units = _whole(table[UNIT])
    strips = tuple(
        _strip(name, column, units, _whole(table[column])) for column, name in names.items()
    )
    cells = len(table) * len(names)
    return BulkFile(path.name, strips, cells, place, faults, tuple(ignored))


def _strip(name: Name, column: str, units: Any, values: Any) -> Strip:
    """The cells of a column that are not blank."""
    if not values.null_count:
        return Strip(name, units.fill_null(""), values, np.arange(len(values)), column)
    rows = np.flatnonzero(np.asarray(values.is_valid()))
    taken = pa.array(rows)
    return Strip(name, units.take(taken).fill_null(""), values.take(taken), rows, column)


def _input(column: str) -> Name | None:
    """The input that a column is named after, as formulas write it."""
    try:
        return name_of(column)
    except ValueError:
        return None


def _long(path: Path, table: Any, place: Place, indicators: Mapping[str, Indicator]) -> BulkFile:
    refuse_all(_lacking(path, table, [UNIT, INDICATOR, VALUE]))
    ignored = tuple(name for name in table.column_names if name not in _LONG)
    columns = {name: _whole(table[name]) for name in _LONG if name in table.column_names}
    stated = np.flatnonzero(np.asarray(columns[VALUE].is_valid()))
    if len(stated) < len(table):
        columns = {name: column.take(pa.array(stated)) for name, column in columns.items()}
    columns = {name: column.fill_null("") for name, column in columns.items()}
    faults = FaultsFound()
    names = _names(columns, stated, place, indicators, faults)
    strips = (
        Strip(
            name,
            columns[UNIT].take(pa.array(positions)),
            columns[VALUE].take(pa.array(positions)),
            stated[positions],
            VALUE,
            _bounds(columns, positions),
            columns[SOURCE].take(pa.array(positions)) if SOURCE in columns else None,
        )
        for name, positions in names
    )
    return BulkFile(path.name, tuple(strips), len(table), place, faults, ignored)


def _bounds(columns: Mapping[str, Any], positions: IntColumn) -> Any:
    if BOUND not in columns:
        return None
    bounds = columns[BOUND].take(pa.array(positions))
    return pc.if_else(pc.equal(bounds, ""), "exact", bounds)


def _names(
    columns: Mapping[str, Any],
    rows: IntColumn,
    place: Place,
    indicators: Mapping[str, Indicator],
    faults: FaultsFound,
) -> Iterator[tuple[Name, IntColumn]]:
    """Each known name with the positions of its figures; the unknown ones are faults."""
    codes = columns[INDICATOR].dictionary_encode()
    kinds = columns.get(FIGURE_KIND, _blank(len(rows))).dictionary_encode()
    near = Suggestions(indicators)

    def strange_code(code: str, where: str) -> Fault:
        return result_faults.unknown_indicator(code, where, near.near(code))

    read = [word if word in indicators else None for word in codes.dictionary.to_pylist()]
    fields = [
        _FIELDS.get(matching_key(word or Field.ACTUAL)) for word in kinds.dictionary.to_pylist()
    ]
    for said, meanings, column, told in (
        (codes, read, INDICATOR, strange_code),
        (kinds, fields, FIGURE_KIND, _strange_kind),
    ):
        _tell_strange(said, meanings, partial(_at, place, column), rows, faults, told)
    known = list(dict.fromkeys(fields))
    kind_of = np.array([known.index(one) for one in fields], np.int64)[kinds.indices.to_numpy()]
    numbers = codes.indices.to_numpy() * max(len(known), 1) + kind_of
    order = np.argsort(numbers, kind="stable")
    starts = np.flatnonzero(np.diff(numbers[order], prepend=-1))
    for positions in np.split(order, starts[1:]) if len(order) else ():
        code, field = codes.indices[int(positions[0])].as_py(), known[kind_of[positions[0]]]
        if read[code] is not None and field is not None:
            yield Name(read[code], field), positions


def _tell_strange(
    said: Any,
    meanings: Sequence[object],
    where: Callable[[int], str],
    rows: IntColumn,
    faults: FaultsFound,
    told: Callable[[str, str], Fault],
) -> None:
    """Faults for the words of a column that mean nothing; ``where`` names the cell of a row."""
    is_strange = np.array([meaning is None for meaning in meanings], bool)
    strange = np.flatnonzero(is_strange[said.indices.to_numpy()])

    def tell(at: int) -> Fault:
        return told(said[int(strange[at])].as_py(), where(int(rows[strange[at]])))

    faults.add(rows[strange], tell)


def _at(place: Place, column: str, row: int) -> str:
    return place(row, column)


def _strange_kind(word: str, where: str) -> Fault:
    known = [Text(f"{kind.value} ({text.vi})", kind.value) for kind, text in KIND_WORDS.items()]
    return unknown_word(word, known, where)


def _lacking(path: Path, table: Any, names: list[str]) -> Iterator[Fault]:
    for name in names:
        if name not in table.column_names:
            yield Fault(
                Text(f"thiếu cột “{name}”.", f"column “{name}” is missing."),
                path.name,
                Text(
                    "Dạng dài có các cột unit, indicator, kind, value; dạng rộng có cột unit và"
                    " mỗi chỉ tiêu một cột.",
                    "The long form has the columns unit, indicator, kind, value; the wide form the"
                    " column unit and one for each input.",
                ),
            )


def _whole(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _blank(count: int) -> Any:
    return pa.repeat(pa.scalar("", pa.string()), count)
