"""Periods, and the clusters that are scored in them with their frozen schemes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, select

from thidua.core.model.observation import Place
from thidua.core.model.period import Period, PeriodState
from thidua.core.record import tables
from thidua.core.record.bulk import insert_rows, portions
from thidua.core.record.mapping import (
    opened_cluster_of,
    opened_cluster_values,
    period_member_of,
    period_member_values,
    period_of,
    period_values,
)
from thidua.core.record.opened import OpenedCluster, PeriodMember
from thidua.core.record.versioning import refuse_twins
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse, refuse_all


def open_period(
    connection: Connection,
    period: Period,
    clusters: Collection[OpenedCluster],
    schemes: Mapping[str, str],
    actor: str,
    at: datetime,
) -> None:
    """Open a period for clusters, whose members and schemes are kept from now on.

    ``schemes`` gives the canonical text of each digest. A period that is already open takes
    further clusters, if its days and kind are the ones given; what else it says stays.
    Refused for a cluster that is already open in it, or a period that is final.
    """
    if strangers := {item.place.period for item in clusters} - {period.code}:
        raise ValueError(f"clusters of other periods: {sorted(strangers)}")
    refuse_twins(connection, tables.period, [period.code])
    _begin(connection, period, actor, at)
    opened = {item.place.cluster for item in load_opened(connection, period=period.code)}
    refuse_all(_already_open(item.place) for item in clusters if item.place.cluster in opened)
    _keep_schemes(connection, {item.digest: schemes[item.digest] for item in clusters})
    stamp = {"actor": actor, "at": at}
    insert_rows(
        connection,
        tables.period_cluster,
        [{**opened_cluster_values(item), **stamp} for item in clusters],
    )
    insert_rows(
        connection,
        tables.period_member,
        [period_member_values(item.place, member) for item in clusters for member in item.members],
    )


def load_periods(connection: Connection) -> tuple[Period, ...]:
    """Every period, by its first day, then by code."""
    columns = tables.period.c
    query = select(tables.period).order_by(columns.span_start, columns.code)
    return tuple(period_of(row) for row in connection.execute(query))


def load_period(connection: Connection, code: str) -> Period | None:
    """The period of a code, if there is one."""
    query = select(tables.period).where(tables.period.c.code == code)
    row = connection.execute(query).one_or_none()
    return None if row is None else period_of(row)


def preceding_period(
    connection: Connection, period: Period, cluster: str | None = None
) -> Period | None:
    """The latest period of the same kind that ends before this one starts.

    With ``cluster``, of the periods in which that cluster was scored.
    """
    columns = tables.period.c
    query = (
        select(tables.period)
        .where(columns.kind == period.kind.value, columns.span_end < period.span.start)
        .order_by(columns.span_end.desc(), columns.span_start.desc(), columns.code)
        .limit(1)
    )
    if cluster is not None:
        scored = select(tables.period_cluster.c.period).where(
            tables.period_cluster.c.cluster == cluster
        )
        query = query.where(columns.code.in_(scored))
    row = connection.execute(query).one_or_none()
    return None if row is None else period_of(row)


def load_opened(
    connection: Connection, *, period: str | None = None, cluster: str | None = None
) -> tuple[OpenedCluster, ...]:
    """Clusters with their members in periods: of one period, of one cluster, or both."""
    members: dict[Place, list[PeriodMember]] = defaultdict(list)
    of_members = _of(tables.period_member, period, cluster)
    for row in connection.execute(select(tables.period_member).where(*of_members)):
        members[Place(row.cluster, row.period)].append(period_member_of(row))
    columns = tables.period_cluster.c
    query = (
        select(tables.period_cluster)
        .where(*_of(tables.period_cluster, period, cluster))
        .order_by(columns.period, columns.cluster)
    )
    return tuple(
        opened_cluster_of(row, tuple(members[Place(row.cluster, row.period)]))
        for row in connection.execute(query)
    )


def load_scheme(connection: Connection, digest: str) -> str:
    """The canonical text of a scheme that an opened cluster names."""
    columns = tables.frozen_scheme.c
    text: str = connection.execute(
        select(columns.scheme).where(columns.digest == digest)
    ).scalar_one()
    return text


def _begin(connection: Connection, period: Period, actor: str, at: datetime) -> None:
    held = load_period(connection, period.code)
    if held is None:
        row = {**period_values(period), "actor": actor, "at": at}
        insert_rows(connection, tables.period, [row])
    elif held.state is not PeriodState.OPEN:
        raise refuse(
            "Kỳ này đã chốt, không mở thêm cho cụm nào được.",
            "This period is final and takes no further cluster.",
            place=period.code,
        )
    elif (held.span, held.kind) != (period.span, period.kind):
        raise _differs(held)


def _differs(held: Period) -> Exception:
    start, end = held.span.start, held.span.end
    return refuse(
        f"Kỳ này đã mở với thời gian từ {start:%d/%m/%Y} đến {end:%d/%m/%Y},"
        f" loại “{held.kind.value}”.",
        f"This period is already open, from {start:%d/%m/%Y} to {end:%d/%m/%Y},"
        f" as a “{held.kind.value}”.",
        place=held.code,
        remedy=Text(
            "Hãy dùng đúng thời gian và loại đó, hoặc đặt mã khác cho kỳ mới.",
            "Give the same days and kind, or another code to the new period.",
        ),
    )


def _already_open(place: Place) -> Fault:
    return Fault(
        Text(
            f"Cụm {place.cluster} đã mở trong kỳ {place.period};"
            " cách tính điểm không đổi được nữa.",
            f"Cluster {place.cluster} is already open in period {place.period};"
            " its scheme can no longer change.",
        ),
        place=place.cluster,
    )


def _keep_schemes(connection: Connection, schemes: Mapping[str, str]) -> None:
    column = tables.frozen_scheme.c.digest
    for portion in portions(schemes):
        held = set(connection.execute(select(column).where(column.in_(portion))).scalars())
        insert_rows(
            connection,
            tables.frozen_scheme,
            [{"digest": key, "scheme": schemes[key]} for key in portion if key not in held],
        )


def _of(
    table: FromClause, period: str | None, cluster: str | None
) -> Iterable[ColumnElement[bool]]:
    if period is not None:
        yield table.c.period == period
    if cluster is not None:
        yield table.c.cluster == cluster
