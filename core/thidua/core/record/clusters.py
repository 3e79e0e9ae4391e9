"""Clusters and their dated rosters."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select

from thidua.core.model.cluster import Cluster, Membership
from thidua.core.record import tables
from thidua.core.record.bulk import insert_rows, portions
from thidua.core.record.mapping import (
    cluster_of,
    cluster_values,
    membership_of,
    membership_values,
)
from thidua.core.record.stored import Stored
from thidua.core.record.versioning import add_coded, change_coded, refuse_twins, row_versions

_NOTHING_SEEN: Mapping[str, int] = {}


def save_clusters(
    connection: Connection, clusters: Iterable[Cluster], *, seen: Mapping[str, int] = _NOTHING_SEEN
) -> Stored:
    """Store clusters, whose organisers are stored already.

    ``seen`` gives, by code, the :func:`cluster_row_versions` on which an edit is founded.
    """
    listed = list(clusters)
    refuse_twins(connection, tables.cluster, (cluster.code for cluster in listed))
    given = {cluster.code: cluster for cluster in listed}
    held = {cluster.code: cluster for cluster in load_clusters(connection, given)}
    new = {code: item for code, item in given.items() if code not in held}
    changed = {code: item for code, item in given.items() if held.get(code, item) != item}
    add_coded(connection, tables.cluster, {code: cluster_values(new[code]) for code in new})
    change_coded(
        connection,
        tables.cluster,
        {code: cluster_values(item) for code, item in changed.items()},
        seen,
    )
    return Stored(len(new), len(changed), len(given) - len(new) - len(changed))


def load_clusters(
    connection: Connection, codes: Iterable[str] | None = None
) -> tuple[Cluster, ...]:
    """Clusters by code; all of them, or those of the codes that exist."""
    query = select(tables.cluster).order_by(tables.cluster.c.code)
    if codes is None:
        return tuple(cluster_of(row) for row in connection.execute(query))
    return tuple(
        cluster_of(row)
        for portion in portions(codes)
        for row in connection.execute(query.where(tables.cluster.c.code.in_(portion)))
    )


def cluster_row_versions(connection: Connection, codes: Iterable[str]) -> dict[str, int]:
    """What an editor of clusters or rosters hands back as ``seen``."""
    return row_versions(connection, tables.cluster, codes)


def save_roster(
    connection: Connection,
    cluster: Cluster,
    memberships: Iterable[Membership],
    *,
    seen: Mapping[str, int] = _NOTHING_SEEN,
) -> bool:
    """Replace the whole roster of a stored cluster; False where it is the same already.

    A roster that changes raises the version of its cluster.
    """
    given = tuple(memberships)
    if strangers := {item.cluster for item in given} - {cluster.code}:
        raise ValueError(f"memberships of other clusters: {sorted(strangers)}")
    if given == load_roster(connection, cluster.code):
        return False
    change_coded(connection, tables.cluster, {cluster.code: cluster_values(cluster)}, seen)
    of_cluster = tables.cluster_member.c.cluster == cluster.code
    connection.execute(delete(tables.cluster_member).where(of_cluster))
    insert_rows(connection, tables.cluster_member, [membership_values(item) for item in given])
    return True


def load_roster(connection: Connection, cluster: str | None = None) -> tuple[Membership, ...]:
    """Every membership of a cluster, past and present, in the order given; or of all clusters."""
    columns = tables.cluster_member.c
    query = select(tables.cluster_member).order_by(columns.cluster, columns.id)
    if cluster is not None:
        query = query.where(columns.cluster == cluster)
    return tuple(membership_of(row) for row in connection.execute(query))
