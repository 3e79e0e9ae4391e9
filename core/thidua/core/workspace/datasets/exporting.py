"""A period of the record written as a dataset: its clusters of one scheme, at one layer."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from sqlalchemy import Connection, Engine

from thidua.core.dataset.header import DatasetHeader, header_for
from thidua.core.dataset.planning import plan_of
from thidua.core.dataset.writing import write_dataset
from thidua.core.model.formulas import Formula
from thidua.core.model.freezing import thaw_scheme
from thidua.core.model.observation import Layer
from thidua.core.record.connection import reading
from thidua.core.record.opened import OpenedCluster
from thidua.core.record.periods import load_opened, load_scheme
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.core.workspace.cases import find_cluster, find_period, not_open
from thidua.core.workspace.datasets.tables import period_reading, read_tables


def export_dataset(
    engine: Engine,
    file: Path,
    period: str,
    formulas: Mapping[str, Formula],
    *,
    clusters: Collection[str] = (),
    layer: Layer | None = None,
    release: str = "",
) -> DatasetHeader:
    """Write the clusters named, or all of the period, as a dataset; the header with its counts.

    ``formulas`` are the plain Python functions of plugins, ``layer`` as in ``OpenCluster.case``,
    ``release`` that of the program. Refused, with nothing written, for an unknown period or
    cluster, one that is not open in the period, and for clusters of several schemes.
    """
    with reading(engine) as connection:
        at = find_period(connection, period)
        opened = _chosen(connection, period, clusters)
        scheme, sets = thaw_scheme(load_scheme(connection, opened[0].digest), formulas)
        tables = list(read_tables(period_reading(connection, at, sets, layer), opened))
    plan = plan_of(named.table for named in tables)
    header = header_for(
        at.code,
        at.span,
        layer,
        scheme,
        sets,
        places=plan.places,
        judged_places=plan.judged_places,
        not_applicable=plan.not_applicable,
        release=release,
    )
    return write_dataset(file, header, tables)


def _chosen(
    connection: Connection, period: str, clusters: Collection[str]
) -> tuple[OpenedCluster, ...]:
    """The clusters to be written; at least one, and of one scheme."""
    opened = {one.place.cluster: one for one in load_opened(connection, period=period)}
    refuse_all(
        fault
        for code in dict.fromkeys(clusters)
        if code not in opened
        for fault in _not_there(connection, code, period)
    )
    chosen = tuple(opened[code] for code in sorted(set(clusters) or opened))
    if not chosen:
        raise refuse(
            f"kỳ “{period}” chưa mở cho cụm nào.",
            f"period “{period}” is open for no cluster.",
            remedy=Text("Hãy mở: thidua period open.", "Open it with: thidua period open."),
        )
    _refuse_several(chosen)
    return chosen


def _not_there(connection: Connection, cluster: str, period: str) -> tuple[Fault, ...]:
    try:
        find_cluster(connection, cluster)
    except Refused as unknown:
        return unknown.faults
    return not_open(cluster, period).faults


def _refuse_several(clusters: Iterable[OpenedCluster]) -> None:
    together: dict[str, list[OpenedCluster]] = {}
    for one in clusters:
        together.setdefault(one.digest, []).append(one)
    if len(together) == 1:
        return
    raise Refused(
        (
            Fault(
                Text(
                    "một tập dữ liệu chỉ chứa các cụm được chấm theo cùng một bảng điểm.",
                    "a dataset holds clusters that are scored by one and the same scheme.",
                ),
                remedy=Text(
                    "Hãy xuất riêng từng nhóm sau đây.", "Export each of these groups on its own."
                ),
            ),
            *(Fault(_group(members), members[0].criteria) for members in together.values()),
        )
    )


def _group(members: Iterable[OpenedCluster]) -> Text:
    named = " ".join(f"--cluster {one.place.cluster}" for one in members)
    return Text(named, named)
