"""Clusters and their rosters from a sheet: one row a membership."""

from collections.abc import Collection, Sequence
from itertools import combinations

from attrs import frozen

from thidua.core.model.cluster import Cluster, Membership, Role
from thidua.core.model.code import CODE
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.workspace.intake.cell_faults import ends_before_start, not_a_code
from thidua.core.workspace.intake.headings import find_sheet
from thidua.core.workspace.intake.sheets import Column, Record, count_hidden
from thidua.core.workspace.intake.suggestions import Suggestions
from thidua.core.workspace.readers import Table

COLUMNS = (
    Column("cluster", Text("Mã cụm", "Cluster code"), required=True),
    Column("name", Text("Tên cụm", "Cluster name"), required=True),
    Column("label", Text("Cụm hay khối", "Label")),
    Column("organiser", Text("Đơn vị tổ chức", "Organiser"), required=True),
    Column("unit", Text("Mã đơn vị", "Unit code"), required=True),
    Column("role", Text("Vai trò", "Role")),
    Column("valid_from", Text("Từ ngày", "Valid from")),
    Column("valid_to", Text("Đến ngày", "Valid to")),
)

ROLE_WORDS = {
    Role.HEAD: Text("cụm trưởng", "head"),
    Role.DEPUTY: Text("cụm phó", "deputy"),
    Role.MEMBER: Text("thành viên", "member"),
}

_ALSO = {"khối trưởng": Role.HEAD, "khối phó": Role.DEPUTY}


@frozen
class ClusterImport:
    """What a sheet of clusters says, nothing of it stored yet."""

    clusters: tuple[Cluster, ...]
    memberships: tuple[Membership, ...]
    rows: int
    ignored: tuple[str, ...] = ()
    hidden: int = 0
    """Rows that are hidden in the file; they are read like the others."""

    @property
    def entries(self) -> int:
        """How many memberships the rows make."""
        return len(self.memberships)


def read_clusters(file: str, tables: Sequence[Table], units: Collection[str]) -> ClusterImport:
    """Read clusters whose organisers and members are known units; Refused with every fault."""
    sheet = find_sheet(file, tables, COLUMNS)
    faults: list[Fault] = []
    clusters: dict[str, Cluster] = {}
    read: list[tuple[Record, Membership]] = []
    records = list(sheet.records())
    known = Suggestions(units)
    for record in records:
        if found := [*record.faults(), *_strangers(record, known)]:
            faults.extend(found)
        else:
            faults.extend(_add(record, clusters, read))
    faults.extend(_roster_faults(read))
    refuse_all(faults)
    return ClusterImport(
        tuple(clusters.values()),
        tuple(membership for _, membership in read),
        len(records),
        sheet.ignored,
        count_hidden(records),
    )


def _strangers(record: Record, units: Suggestions) -> list[Fault]:
    return [
        Fault(
            Text(
                f"chưa có đơn vị “{record.text(column)}”.",
                f"there is no unit “{record.text(column)}”.",
            ),
            record.place(column),
            units.near(record.text(column)),
        )
        for column in ("organiser", "unit")
        if record.text(column) and record.text(column) not in units
    ]


def _add(
    record: Record, clusters: dict[str, Cluster], read: list[tuple[Record, Membership]]
) -> list[Fault]:
    faults: list[Fault] = []
    role = record.word("role", ROLE_WORDS, faults, _ALSO)
    start, end = record.day("valid_from", faults), record.day("valid_to", faults)
    code = record.text("cluster")
    if not CODE.fullmatch(code):
        faults.append(not_a_code(code, record.place("cluster")))
    if start is not None and end is not None and end < start:
        faults.append(ends_before_start(record.place("valid_to")))
    if faults:
        return faults
    cluster = Cluster(
        code, record.text("name"), record.text("organiser"), record.text("label") or "cụm"
    )
    if clusters.setdefault(code, cluster) != cluster:
        return [_differs(record, code)]
    read.append((record, Membership(code, record.text("unit"), role or Role.MEMBER, start, end)))
    return []


def _differs(record: Record, code: str) -> Fault:
    return Fault(
        Text(
            f"tên, loại hoặc đơn vị tổ chức của cụm “{code}” khác với dòng trên.",
            f"the name, label or organiser of cluster “{code}” differs from a row above.",
        ),
        record.place("cluster"),
        Text(
            "Hãy ghi giống nhau ở mọi dòng của cụm.", "Write the same in every row of the cluster."
        ),
    )


def _roster_faults(read: Sequence[tuple[Record, Membership]]) -> list[Fault]:
    """No unit twice in a cluster at a time, and no two heads."""
    by_cluster: dict[str, list[tuple[Record, Membership]]] = {}
    for record, item in read:
        by_cluster.setdefault(item.cluster, []).append((record, item))
    return [
        Fault(_quarrel(one, other), record.place("unit"))
        for roster in by_cluster.values()
        for (_, one), (record, other) in combinations(roster, 2)
        if _overlap(one, other) and (one.unit == other.unit or one.role is other.role is Role.HEAD)
    ]


def _quarrel(one: Membership, other: Membership) -> Text:
    if one.unit == other.unit:
        return Text(
            f"đơn vị “{one.unit}” đứng hai lần trong cụm “{one.cluster}”.",
            f"unit “{one.unit}” stands twice in cluster “{one.cluster}”.",
        )
    return Text(
        f"cụm “{one.cluster}” có hai cụm trưởng cùng lúc: “{one.unit}” và “{other.unit}”.",
        f"cluster “{one.cluster}” has two heads at a time: “{one.unit}” and “{other.unit}”.",
    )


def _overlap(one: Membership, other: Membership) -> bool:
    starts_after = one.valid_from and other.valid_to and one.valid_from > other.valid_to
    ends_before = one.valid_to and other.valid_from and one.valid_to < other.valid_from
    return not (starts_after or ends_before)
