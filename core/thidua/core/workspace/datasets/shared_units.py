"""Units of several clusters in a dataset: each has its figures in every one of them."""

from collections.abc import Callable, Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from thidua.core.exact.figure import Bound
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.datasets.faults_found import FaultsFound
from thidua.core.workspace.datasets.strips import Strip


def said_once(
    strips: Iterable[Strip], place: Callable[[int, str], str], faults: FaultsFound
) -> tuple[Strip, ...]:
    """One strip a name, of each unit the first figure; a later one that says something else is
    among the faults, for nobody can tell which of the two counts."""
    of_names: dict[object, list[Strip]] = {}
    for strip in strips:
        of_names.setdefault(strip.name, []).append(strip)
    return tuple(_said_once(_joined(parts), place, faults) for parts in of_names.values())


def _said_once(strip: Strip, place: Callable[[int, str], str], faults: FaultsFound) -> Strip:
    units = strip.units.dictionary_encode().indices.to_numpy()
    marks = strip.illustrative.cast(pa.string())
    said = pc.binary_join_element_wise(strip.values, strip.bounds, marks, " ")
    words = said.dictionary_encode().indices.to_numpy()
    order = np.lexsort((strip.rows, units))
    is_first = np.diff(units[order], prepend=-1) != 0
    first = order[is_first][np.cumsum(is_first) - 1]
    differ = words[order] != words[first]
    found = np.column_stack([order, first])[differ]
    found = found[np.argsort(strip.rows[found[:, 0]])]

    def tell(at: int) -> Fault:
        later, earlier = (place(int(strip.rows[one]), strip.column) for one in found[at])
        unit = strip.units[int(found[at, 0])].as_py()
        return _differ(strip.name.indicator, unit, later, earlier)

    faults.add(strip.rows[found[:, 0]], tell)
    kept = np.sort(order[is_first])
    return _taken(strip, pa.array(kept))


def _joined(parts: list[Strip]) -> Strip:
    exact = pa.scalar(Bound.EXACT.value, pa.string())
    bounds = [
        pa.repeat(exact, len(one.rows)) if one.bounds is None else one.bounds for one in parts
    ]
    published = pa.scalar(0, pa.int8())
    marks = [
        pa.repeat(published, len(one.rows)) if one.illustrative is None else one.illustrative
        for one in parts
    ]
    return Strip(
        parts[0].name,
        pa.concat_arrays([one.units for one in parts]),
        pa.concat_arrays([one.values for one in parts]),
        np.concatenate([one.rows for one in parts]),
        parts[0].column,
        bounds=pa.concat_arrays(bounds),
        illustrative=pa.concat_arrays(marks),
    )


def _taken(strip: Strip, positions: pa.Array) -> Strip:
    return Strip(
        strip.name,
        strip.units.take(positions),
        strip.values.take(positions),
        strip.rows[positions.to_numpy()],
        strip.column,
        bounds=strip.bounds.take(positions),
        illustrative=strip.illustrative.take(positions),
    )


def _differ(indicator: str, unit: str, later: str, earlier: str) -> Fault:
    return Fault(
        Text(
            f"số liệu “{indicator}” của “{unit}” khác với {earlier}: đơn vị thuộc nhiều cụm, mỗi"
            " cụm một số.",
            f"the figure “{indicator}” of “{unit}” is not that of {earlier}: the unit is a member"
            " of several clusters, and each has its own.",
        ),
        later,
        Text(
            "Hãy nhập riêng từng cụm vào lớp có số đó: --cluster … --layer …; hoặc xuất lại tập dữ"
            " liệu với --layer self.",
            "Import each cluster into the layer that has the figure: --cluster … --layer …; or"
            " export the dataset anew with --layer self.",
        ),
    )
