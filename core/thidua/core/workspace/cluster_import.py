"""Clusters and their rosters from a sheet: one row a membership."""

from collections.abc import Collection, Sequence
from itertools import combinations

from attrs import frozen

from thidua.core.model.cluster import Cluster, Membership, Role
from thidua.core.model.code import CODE
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.text.names import matching_key
from thidua.core.workspace.readers import Table
from thidua.core.workspace.sheets import Column, Record, find_sheet
from thidua.core.workspace.unit_import import did_you_mean

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

_ROLES = {
    matching_key(word): role
    for role, text in ROLE_WORDS.items()
    for word in (text.vi, text.en, role.value, text.vi.replace("cụm", "khối"))
}


@frozen
class ClusterImport:
    """What a sheet of clusters says, nothing of it stored yet."""

    clusters: tuple[Cluster, ...]
    memberships: tuple[Membership, ...]
    rows: int
    ignored: tuple[str, ...]


def read_clusters(file: str, tables: Sequence[Table], units: Collection[str]) -> ClusterImport:
    """Read clusters whose organisers and members are known units; Refused with every fault."""
    sheet = find_sheet(file, tables, COLUMNS)
    faults: list[Fault] = []
    clusters: dict[str, Cluster] = {}
    memberships: list[Membership] = []
    records = list(sheet.records())
    for record in records:
        if found := [*record.faults(), *_strangers(record, units)]:
            faults.extend(found)
        else:
            faults.extend(_add(record, clusters, memberships))
    faults.extend(_roster_faults(file, memberships))
    refuse_all(faults)
    return ClusterImport(tuple(clusters.values()), tuple(memberships), len(records), sheet.ignored)


def _strangers(record: Record, units: Collection[str]) -> list[Fault]:
    return [
        Fault(
            Text(
                f"chưa có đơn vị “{record.text(column)}”.",
                f"there is no unit “{record.text(column)}”.",
            ),
            record.place(column),
            did_you_mean(record.text(column), set(units)),
        )
        for column in ("organiser", "unit")
        if record.text(column) and record.text(column) not in units
    ]


def _add(
    record: Record, clusters: dict[str, Cluster], memberships: list[Membership]
) -> list[Fault]:
    faults: list[Fault] = []
    role = _role(record, faults)
    start, end = record.day("valid_from", faults), record.day("valid_to", faults)
    code = record.text("cluster")
    if not CODE.fullmatch(code):
        faults.append(
            Fault(
                Text(f"“{code}” không phải là mã.", f"“{code}” is no code."),
                record.place("cluster"),
            )
        )
    if start is not None and end is not None and end < start:
        faults.append(
            Fault(
                Text("ngày kết thúc trước ngày bắt đầu.", "the end is before the start."),
                record.place("valid_to"),
            )
        )
    if faults:
        return faults
    cluster = Cluster(
        code, record.text("name"), record.text("organiser"), record.text("label") or "cụm"
    )
    first = clusters.setdefault(code, cluster)
    if first != cluster:
        return [_differs(record, code)]
    memberships.append(Membership(code, record.text("unit"), role, start, end))
    return []


def _role(record: Record, faults: list[Fault]) -> Role:
    word = record.text("role")
    role = _ROLES.get(matching_key(word)) if word else Role.MEMBER
    if role is None:
        faults.append(
            Fault(
                Text(f"không hiểu vai trò “{word}”.", f"unknown role “{word}”."),
                record.place("role"),
                Text(
                    "Hãy ghi: cụm trưởng, cụm phó hoặc thành viên.",
                    "Write: head, deputy or member.",
                ),
            )
        )
    return role or Role.MEMBER


def _differs(record: Record, code: str) -> Fault:
    return Fault(
        Text(
            f"tên, loại hoặc đơn vị tổ chức của cụm “{code}” khác với dòng trên.",
            f"the name, label or organiser of cluster “{code}” differs from a row above.",
        ),
        record.place("cluster"),
    )


def _roster_faults(file: str, memberships: Sequence[Membership]) -> list[Fault]:
    """No unit twice in a cluster at a time, and no two heads."""
    pairs = [
        (first, second)
        for first, second in combinations(memberships, 2)
        if first.cluster == second.cluster and _overlap(first, second)
    ]
    twice = [Fault(_twice(one), file) for one, other in pairs if one.unit == other.unit]
    heads = [
        Fault(_two_heads(one, other), file)
        for one, other in pairs
        if one.role is other.role is Role.HEAD and one.unit != other.unit
    ]
    return [*twice, *heads]


def _twice(item: Membership) -> Text:
    return Text(
        f"đơn vị “{item.unit}” đứng hai lần trong cụm “{item.cluster}”.",
        f"unit “{item.unit}” stands twice in cluster “{item.cluster}”.",
    )


def _two_heads(one: Membership, other: Membership) -> Text:
    return Text(
        f"cụm “{one.cluster}” có hai cụm trưởng cùng lúc: “{one.unit}” và “{other.unit}”.",
        f"cluster “{one.cluster}” has two heads at a time: “{one.unit}” and “{other.unit}”.",
    )


def _overlap(one: Membership, other: Membership) -> bool:
    starts_after = one.valid_from and other.valid_to and one.valid_from > other.valid_to
    ends_before = one.valid_to and other.valid_from and one.valid_to < other.valid_from
    return not (starts_after or ends_before)
