"""Figures of a file checked as a whole against units and indicators: every fault at once."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from thidua.core.exact.figure import Bound
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Place
from thidua.core.model.period import Period
from thidua.core.record.columns.new_figures import NewFigures
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.names import matching_key
from thidua.core.workspace.datasets.strips import BulkFile, Strip
from thidua.core.workspace.datasets.values import checked_values
from thidua.core.workspace.intake import result_faults
from thidua.core.workspace.intake.cell_faults import unknown_word
from thidua.core.workspace.intake.result_columns import ALSO_BOUNDS, BOUND_WORDS
from thidua.core.workspace.intake.suggestions import Suggestions

_BOUNDS = {
    **{
        matching_key(word): bound
        for bound, text in BOUND_WORDS.items()
        for word in (bound.value, text.vi, text.en)
    },
    **{matching_key(word): bound for word, bound in ALSO_BOUNDS.items()},
}


@frozen(eq=False)
class BulkScope:
    """Whose figures for what may stand in a file."""

    period: Period
    layer: Layer
    indicators: Mapping[str, Indicator]
    clusters: Mapping[str, Collection[str]]
    """The clusters of each member of the period, by the unit's code."""
    cluster: str | None = None
    """The one cluster to which the file is confined."""


def checked_figures(file: BulkFile, scope: BulkScope) -> NewFigures:
    """The figures in the form of the record; Refused with every fault of the file."""
    checking = _checking(file, scope)
    parts = [checking.strip(strip) for strip in file.strips]
    file.faults.refuse()
    columns = {
        name: pa.chunked_array([part[name] for part in parts], kind).combine_chunks()
        for name, kind in _COLUMNS.items()
    }
    above = scope.layer is not Layer.SELF
    illustrative = columns.pop("illustrative")
    if all(strip.sources is None for strip in file.strips):
        columns["sources"] = None
    return NewFigures(
        **columns,
        span=scope.period.span,
        layer=scope.layer,
        period=scope.period.code if above else None,
        clusters=checking.clusters_of(columns["units"]) if above else None,
        illustrative=illustrative,
    )


_COLUMNS = {
    **dict.fromkeys(("units", "indicators", "kinds", "values", "bounds", "sources"), pa.string()),
    "illustrative": pa.int8(),
}


@frozen(eq=False)
class _Checking:
    file: BulkFile
    scope: BulkScope
    near: Suggestions
    members: Any
    """The codes of the units that may stand in the file."""
    in_several: Mask
    """Of each of them, whether it cannot be told in which cluster its figures hold."""

    def strip(self, strip: Strip) -> dict[str, Any]:
        """The columns of one strip, its faults noted."""
        count = len(strip.rows)
        self._check_units(strip)
        checked = checked_values(strip.values, self.scope.indicators[strip.name.indicator])
        wrong = np.flatnonzero(checked.faulty)

        def tell(at: int) -> Fault:
            what, remedy = checked.tell(strip.values[int(wrong[at])].as_py())
            return Fault(what, self._place(strip, strip.rows[wrong[at]], strip.column), remedy)

        self.file.faults.add(strip.rows[wrong], tell)
        return {
            "units": strip.units,
            "indicators": _all(strip.name.indicator, count),
            "kinds": _all(strip.name.field.value, count),
            "values": checked.values,
            "bounds": self._bounds(strip),
            "sources": _all("", count) if strip.sources is None else strip.sources,
            "illustrative": _zeros(count) if strip.illustrative is None else strip.illustrative,
        }

    def clusters_of(self, units: Any) -> Any:
        """The cluster of each unit, which has just one."""
        encoded = units.dictionary_encode()
        words = [min(self.scope.clusters[unit]) for unit in encoded.dictionary.to_pylist()]
        return pa.array(words, pa.string()).take(encoded.indices)

    def _check_units(self, strip: Strip) -> None:
        members = pc.index_in(strip.units, value_set=self.members).fill_null(-1).to_numpy()
        unknown = self._unit_fault(strip, members < 0, self._unknown)
        self.file.faults.add_once("unknown", *unknown)
        several = self._unit_fault(strip, self.in_several[members], self._in_several)
        self.file.faults.add_once("several", *several)
        twice = partial(self._twice, strip.name.indicator)
        self.file.faults.add(*self._unit_fault(strip, _repeats(members), twice))

    def _unit_fault(
        self, strip: Strip, wrong: Mask, told: Callable[[str, str], Fault]
    ) -> tuple[IntColumn, Callable[[int], Fault]]:
        """The rows of some units, and what is told of each."""
        found = np.flatnonzero(wrong)

        def tell(at: int) -> Fault:
            unit = strip.units[int(found[at])].as_py()
            return told(unit, self._place(strip, strip.rows[found[at]], "unit"))

        return strip.rows[found], tell

    def _twice(self, indicator: str, unit: str, where: str) -> Fault:
        return result_faults.stands_twice(unit, indicator, where)

    def _unknown(self, unit: str, where: str) -> Fault:
        period, cluster = self.scope.period.code, self.scope.cluster
        if not unit.strip():
            return Fault(Text("thiếu mã đơn vị.", "the unit code is missing."), where)
        near = self.near.near(unit)
        if cluster is not None:
            return result_faults.unknown_unit(unit, Place(cluster, period), where, near)
        return Fault(
            Text(
                f"“{unit}” không phải là thành viên của cụm nào trong kỳ “{period}”.",
                f"“{unit}” is a member of no cluster in period “{period}”.",
            ),
            where,
            near,
        )

    def _in_several(self, unit: str, where: str) -> Fault:
        clusters = ", ".join(sorted(self.scope.clusters[unit]))
        return Fault(
            Text(
                f"“{unit}” là thành viên của nhiều cụm ({clusters}).",
                f"“{unit}” is a member of several clusters ({clusters}).",
            ),
            where,
            Text("Hãy nhập từng cụm với --cluster.", "Import each cluster with --cluster."),
        )

    def _bounds(self, strip: Strip) -> Any:
        if strip.bounds is None:
            return _all(Bound.EXACT.value, len(strip.rows))
        encoded = strip.bounds.dictionary_encode()
        words = encoded.dictionary.to_pylist()
        known = [_BOUNDS.get(matching_key(word)) for word in words]
        codes = encoded.indices.to_numpy()
        wrong = np.flatnonzero(np.array([bound is None for bound in known], bool)[codes])

        def tell(at: int) -> Fault:
            where = self._place(strip, strip.rows[wrong[at]], "bound")
            return unknown_word(words[codes[wrong[at]]], list(BOUND_WORDS.values()), where)

        self.file.faults.add(strip.rows[wrong], tell)
        return pa.array([bound or "" for bound in known], pa.string()).take(encoded.indices)

    def _place(self, strip: Strip, row: Any, column: str) -> str:
        return self.file.place(int(row), column)


def _checking(file: BulkFile, scope: BulkScope) -> _Checking:
    above = scope.layer is not Layer.SELF
    several = [above and len(scope.clusters[unit]) > 1 for unit in scope.clusters]
    members = pa.array(list(scope.clusters), pa.string())
    # The last place is that of -1, of what is no member.
    in_several = np.array([*several, False], bool)
    return _Checking(file, scope, Suggestions(scope.clusters), members, in_several)


def _repeats(members: IntColumn) -> Mask:
    """The places of the members that stand already further up."""
    order = np.argsort(members, kind="stable")
    again = np.zeros(len(members), bool)
    again[order[1:]] = members[order[1:]] == members[order[:-1]]
    return again & (members >= 0)


def _all(word: str, count: int) -> Any:
    return pa.repeat(pa.scalar(word, pa.string()), count)


def _zeros(count: int) -> Any:
    return pa.repeat(pa.scalar(0, pa.int8()), count)
