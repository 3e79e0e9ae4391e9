"""The covenant: what is scored, and the targets that each member signs."""

from collections.abc import Callable

from thidua.core.model.cluster import Role
from thidua.core.model.criteria import Basis
from thidua.core.workspace.documents.building import content_of
from thidua.core.workspace.documents.contents import Covenant, CovenantTarget, CriteriaGroup
from thidua.core.workspace.documents.covenant import MADE_UP
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.summary.rankings import PROPOSED
from thidua.core.workspace.templates import Document

MakeReading = Callable[..., ClusterReading]
ReadDemo = Callable[[str, str], ClusterReading]


def covenant_of(read: ClusterReading) -> Covenant:
    found = content_of(Document.COVENANT, read)
    assert isinstance(found, Covenant)
    return found


def test_each_member_signs_its_targets_in_the_order_of_the_criteria(cluster: MakeReading) -> None:
    read = cluster({"a": "models.target=3 poverty.target=<6 jobs.target=40", "b": ""})
    first, second = covenant_of(read).members
    assert first.targets == (
        CovenantTarget("jobs", "Việc làm mới", "40", "người", "20"),
        CovenantTarget("poverty", "Hộ nghèo", "dưới 6", "%"),
        CovenantTarget("models", "Mô hình", "3", "mô hình"),
    )
    assert (second.name, second.targets) == ("Phòng B", ())


def test_the_highest_layer_sets_a_target(cluster: MakeReading) -> None:
    read = cluster({"a": "jobs.target=40"}, appraised={"a": "jobs.target=>45"})
    (target,) = covenant_of(read).members[0].targets
    assert target.target == "trên 45"


def test_members_stand_as_the_card_names_them(cluster: MakeReading) -> None:
    found = covenant_of(cluster({"a": "", "b": ""}, roles={"b": Role.HEAD}))
    assert [(item.unit, item.role) for item in found.members] == [
        ("b", "Cụm trưởng"),
        ("a", "Thành viên"),
    ]
    assert [item.unit for item in found.cluster.members] == ["b", "a"]


def test_groups_are_the_sections_with_their_points(cluster: MakeReading, point_table: str) -> None:
    assert covenant_of(cluster({"a": ""})).groups == (
        CriteriaGroup("Nhiệm vụ", "40"),
        CriteriaGroup("Phong trào", "20"),
        CriteriaGroup("Thưởng", "thưởng 5"),
    )
    lines = point_table.splitlines()
    start = lines.index("[[sections]]")
    bare = [*lines[:start], *lines[lines.index("[[criteria]]") :]]
    plain = "\n".join(line for line in bare if not line.startswith("section"))
    assert [item.points for item in covenant_of(cluster({"a": ""}, table=plain)).groups] == [
        "20",
        "20",
        "15",
        "5",
        "thưởng 5",
    ]


def test_a_group_without_a_number_of_points_names_none(
    cluster: MakeReading, point_table: str
) -> None:
    unbound = point_table.replace("points = 0\nbonus_cap = 5", "points = 0")
    groups = covenant_of(cluster({"a": ""}, table=unbound)).groups
    assert groups[-1] == CriteriaGroup("Thưởng", "")


def test_the_parts_of_a_bloc_are_its_groups(demo: ReadDemo) -> None:
    groups = covenant_of(demo("bac-kan-kt-kt", "2020")).groups
    assert groups == (
        CriteriaGroup("Phần chung của khối", "600"),
        CriteriaGroup("Phần theo bảng điểm ngành", "400"),
    )


def test_every_target_of_the_demonstration_is_one_that_is_recorded(demo: ReadDemo) -> None:
    read = demo("can-tho-quan-huyen", "2020")
    recorded = {
        (item.unit, item.indicator)
        for item in read.shown.recorded.observations
        if item.kind.value == "target"
    }
    found = covenant_of(read)
    signed = [(member.unit, item.indicator) for member in found.members for item in member.targets]
    assert len(signed) == len(set(signed))
    assert set(signed) == recorded


def test_a_covenant_says_what_is_proposed_and_made_up(cluster: MakeReading) -> None:
    plain = covenant_of(cluster({"a": "jobs.target=40"})).notices
    assert (plain.basis, plain.provisional, plain.illustrative) == ("", "", "")
    read = cluster({"a": "jobs.target=*40"}, basis=Basis.PROPOSAL)
    notices = covenant_of(read).notices
    assert (notices.basis, notices.illustrative) == (PROPOSED.vi, MADE_UP.vi)
    earlier = cluster({"a": "jobs.target=40"}, previous="jobs=*20")
    assert covenant_of(earlier).notices.illustrative == MADE_UP.vi
