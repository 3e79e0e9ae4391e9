"""Clusters and rosters from a sheet: a row a membership, every fault with its cell."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from thidua.core.model.cluster import Cluster, Membership, Role
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.intake.clusters import ClusterImport, read_clusters
from thidua.core.workspace.readers import Table

if TYPE_CHECKING:
    from tests.workspace.conftest import Sheets

HEADINGS = "Mã cụm|Tên cụm|Cụm hay khối|Đơn vị tổ chức|Mã đơn vị|Vai trò|Từ ngày|Đến ngày"
UNITS = ("so", "ncc", "vl", "te")


def read(tables: tuple[Table, ...]) -> ClusterImport:
    return read_clusters("cum.xlsx", tables, UNITS)


def faults(tables: tuple[Table, ...]) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as refused:
        read(tables)
    return refused.value.faults


def cell_of(fault: Fault) -> str:
    return fault.place.partition("!")[2]


def test_a_row_is_a_membership(sheets: "Sheets") -> None:
    taken = read(
        sheets(
            HEADINGS,
            "k1|Khối các phòng|khối|so|ncc|Khối trưởng|01/01/2025|",
            "k1|Khối các phòng|khối|so|vl|deputy||31/12/2025",
            "k2|Cụm số 2||so|te",
        )
    )
    assert taken.clusters == (
        Cluster("k1", "Khối các phòng", "so", "khối"),
        Cluster("k2", "Cụm số 2", "so", "cụm"),
    )
    assert taken.memberships == (
        Membership("k1", "ncc", Role.HEAD, date(2025, 1, 1)),
        Membership("k1", "vl", Role.DEPUTY, None, date(2025, 12, 31)),
        Membership("k2", "te"),
    )
    assert (taken.rows, taken.entries, taken.hidden) == (3, 3, 0)


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("cụm trưởng", Role.HEAD),
        ("Cụm  phó", Role.DEPUTY),
        ("khối phó", Role.DEPUTY),
        ("Thành viên", Role.MEMBER),
        ("head", Role.HEAD),
        ("", Role.MEMBER),
    ],
)
def test_roles_have_words_in_both_languages(sheets: "Sheets", word: str, role: Role) -> None:
    (item,) = read(sheets(HEADINGS, f"k1|Cụm 1||so|ncc|{word}")).memberships
    assert item.role is role


def test_terms_that_follow_each_other_do_not_quarrel(sheets: "Sheets") -> None:
    lines = (
        "k1|Cụm 1||so|ncc|head|01/01/2024|31/12/2024",
        "k1|Cụm 1||so|vl|head|01/01/2025|",
        "k1|Cụm 1||so|ncc|member|01/01/2025|",
        "k2|Cụm 2||so|te|head",
    )
    assert read(sheets(HEADINGS, *lines)).entries == 4
    assert read(sheets(HEADINGS, *reversed(lines))).entries == 4


def test_every_fault_is_found_at_once_with_its_cell(sheets: "Sheets") -> None:
    found = faults(
        sheets(
            HEADINGS,
            "cụm 1|Cụm||so|ncc",
            "k1|Cụm 1||sở|ncc",
            "k1|Cụm 1||so|nc",
            "k1|Cụm 1||so|vl|trưởng",
            "k1|Cụm 1||so|vl||31/12/2025|01/01/2025",
            "k1|Cụm 1||so|vl||hôm qua",
            "k1|Cụm 1||so|ncc|head",
            "k1|Cụm một||so|vl",
            "k1|Cụm 1||so|vl|head",
            "k1|Cụm 1||so|vl",
            "|Cụm 1||so|",
        )
    )
    cells = [cell_of(fault) for fault in found]
    assert sorted(cells) == sorted(
        ["A2", "D3", "E4", "F5", "H6", "G7", "A9", "E10", "E11", "A12", "E12"]
    )
    by_cell = dict(zip(cells, found, strict=True))
    assert by_cell["A2"].what.vi == "“cụm 1” không phải là mã."
    assert by_cell["D3"].what.en == "there is no unit “sở”."
    assert by_cell["E4"].remedy is not None and by_cell["E4"].remedy.en == "Did you mean “ncc”?"
    assert by_cell["F5"].remedy is not None
    assert by_cell["F5"].remedy.vi == ("Các từ dùng được: “cụm trưởng”, “cụm phó”, “thành viên”.")
    assert by_cell["H6"].what.en == "the end is before the start."
    assert by_cell["A9"].what.vi.startswith("tên, loại hoặc đơn vị tổ chức của cụm “k1” khác")
    assert by_cell["E10"].what.vi == "cụm “k1” có hai cụm trưởng cùng lúc: “ncc” và “vl”."
    assert by_cell["E11"].what.vi == "đơn vị “vl” đứng hai lần trong cụm “k1”."
