"""What the documents of a cluster say: the table, the minutes, the submission."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.rounding import round_to
from thidua.core.model.cluster import Role
from thidua.core.model.criteria import Basis
from thidua.core.model.observation import Standing
from thidua.core.workspace.documents.building import content_of, plain_of
from thidua.core.workspace.documents.contents import (
    CONTENTS,
    PICTURES,
    Candidate,
    ClusterTable,
    Minutes,
    Submission,
)
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.summary.rankings import COUNTED, NOT_FINAL, PROPOSED
from thidua.core.workspace.templates import Document, ReportSubject

MakeReading = Callable[..., ClusterReading]
ReadDemo = Callable[[str, str], ClusterReading]

OF_CLUSTER = [item for item in CONTENTS if item.subject is ReportSubject.CLUSTER]
MORE = "jobs=40 jobs.target=40 breaches=1 poverty=4 models=1"


def table_of(read: ClusterReading) -> ClusterTable:
    found = content_of(Document.CLUSTER_TABLE, read)
    assert isinstance(found, ClusterTable)
    return found


def minutes_of(read: ClusterReading) -> Minutes:
    found = content_of(Document.MINUTES, read)
    assert isinstance(found, Minutes)
    return found


def submission_of(read: ClusterReading) -> Submission:
    found = content_of(Document.SUBMISSION, read)
    assert isinstance(found, Submission)
    return found


def number(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))


def units(candidates: tuple[Candidate, ...]) -> list[str]:
    return [item.unit for item in candidates]


# The table


@pytest.mark.parametrize(
    "cluster_code", ["can-tho-phong", "can-tho-don-vi", "can-tho-quan-huyen", "bac-kan-kt-kt"]
)
def test_every_number_of_a_table_is_that_of_the_score(demo: ReadDemo, cluster_code: str) -> None:
    read = demo(cluster_code, "2020")
    found = table_of(read)
    score = read.shown.score()
    assert [row.unit for row in found.ranking.rows] == [row.member.unit for row in score.rows]
    for place, row in enumerate(score.rows):
        printed = {
            line.code: number(line.points[place])
            for line in found.matrix
            if line.points[place] != "-"
        }
        assert printed == {
            cell.criterion: round_to(cell.points.base + cell.points.bonus, 2)
            for _, cell in row.cells()
            if cell.points is not None
        }
        line = found.ranking.rows[place]
        assert row.points is not None
        assert line.rank == str(row.rank)
        assert number(line.total) == number(line.by_layer[-1]) == round_to(row.points, 2)


def test_the_totals_stand_by_layer(demo: ReadDemo) -> None:
    ranking = table_of(demo("tien-giang-phong-tnmt", "2022")).ranking
    assert ranking.layers == ("tự chấm", "thẩm định")
    assert [row.by_layer for row in ranking.rows] == [("124,40", "118,40")]


def test_a_layer_in_which_a_member_has_no_total_shows_none(
    cluster: MakeReading, usual: str
) -> None:
    read = cluster({"a": usual, "b": usual}, standings={"b": Standing.EXCLUDED})
    assert [row.by_layer for row in table_of(read).ranking.rows] == [("-", "54,5"), ("-", "-")]


def test_where_nothing_is_recorded_the_self_score_is_shown(cluster: MakeReading) -> None:
    read = cluster({"a": ""}, points="", previous="")
    found = table_of(read)
    assert found.ranking.layers == ("tự chấm",)
    assert found.cluster.layer == "tự chấm"
    assert [line.points for line in found.matrix] == [("-",)] * 5


def test_the_matrix_shows_a_dash_for_a_table_that_is_not_the_member_s(demo: ReadDemo) -> None:
    found = table_of(demo("bac-kan-kt-kt", "2020"))
    labour = [line for line in found.matrix if line.code.startswith("LS-")]
    trade = [row.unit for row in found.ranking.rows].index("bac-kan-sct")
    assert labour and {line.points[trade] for line in labour} == {"-"}


# Whom the cluster proposes


def test_the_first_is_put_to_the_vote_and_proposed(cluster: MakeReading, usual: str) -> None:
    read = cluster({"a": usual, "b": MORE})
    leader = Candidate("b", "Phòng B", "1", "59,5")
    assert minutes_of(read).candidates == (leader,)
    found = submission_of(read)
    assert (found.leaders, found.barred, found.obstacles) == ((leader,), (), ())


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.CAPPED])
def test_where_a_decision_bars_the_first_the_second_is_proposed(
    cluster: MakeReading, usual: str, standing: Standing
) -> None:
    found = submission_of(cluster({"a": usual, "b": MORE}, standings={"b": standing}))
    assert units(found.leaders) == ["a"]
    assert found.leaders[0].rank == "2"
    assert "Hạng cao nhất trong các đơn vị không bị tạm hoãn" in found.leaders[0].note
    (barred,) = found.barred
    assert (barred.unit, barred.rank) == ("b", "1")
    assert barred.note.endswith(": đang thanh tra")
    assert not found.obstacles


def test_a_decision_below_the_leader_is_nobody_s_business_here(
    cluster: MakeReading, usual: str
) -> None:
    read = cluster({"a": usual, "b": MORE}, standings={"a": Standing.SUSPENDED})
    found = submission_of(read)
    assert (units(found.leaders), found.barred) == (["b"], ())


def test_the_excluded_are_neither_proposed_nor_barred(cluster: MakeReading, usual: str) -> None:
    read = cluster({"a": usual, "b": MORE}, standings={"b": Standing.EXCLUDED})
    found = submission_of(read)
    assert (units(found.leaders), found.barred, found.obstacles) == (["a"], (), ())


def test_a_shared_first_rank_proposes_all(cluster: MakeReading, usual: str) -> None:
    found = submission_of(cluster({"a": MORE, "b": MORE, "c": usual}))
    assert units(found.leaders) == ["a", "b"]
    assert [item.note for item in found.leaders] == ["đồng hạng 1", "đồng hạng 1"]
    assert not found.obstacles


def test_one_who_shares_the_rank_of_a_leader_may_be_barred(
    cluster: MakeReading, usual: str
) -> None:
    read = cluster({"a": MORE, "b": MORE, "c": usual}, standings={"a": Standing.CAPPED})
    found = submission_of(read)
    assert (units(found.leaders), units(found.barred)) == (["b"], ["a"])


def test_without_anybody_to_propose_the_submission_says_so(
    cluster: MakeReading, usual: str
) -> None:
    read = cluster({"a": usual}, standings={"a": Standing.SUSPENDED})
    found = submission_of(read)
    assert (found.leaders, units(found.barred)) == ((), ["a"])
    assert found.obstacles == (
        "Không có đơn vị nào được xếp hạng mà không bị tạm hoãn hoặc hạn chế khen thưởng.",
    )


def test_an_unscored_member_is_an_obstacle(cluster: MakeReading, usual: str) -> None:
    found = submission_of(cluster({"a": usual, "b": MORE.replace("breaches=1", "")}))
    assert units(found.leaders) == ["a"]
    assert found.obstacles == ("Phòng B chưa chấm được: chưa có số liệu “Vi phạm”.",)
    assert found.notices.provisional == NOT_FINAL.vi


def test_a_tie_that_people_must_decide_is_an_obstacle(
    cluster: MakeReading, usual: str, point_table: str
) -> None:
    table = point_table.replace("bonus_cap = 4", 'bonus_cap = 4\nrank_scheme = "1234"', 1)
    found = submission_of(cluster({"a": usual, "b": usual}, table=table))
    assert units(found.leaders) == ["a", "b"]
    assert found.obstacles == (
        "Hạng 1 chưa phân định giữa Phòng A và Phòng B: bằng điểm, cần quyết định thứ hạng.",
    )


def test_a_member_that_a_comparison_leaves_out_is_an_obstacle(
    cluster: MakeReading, usual: str, point_table: str
) -> None:
    table = point_table.replace(
        '"points if jobs > jobs.previous else 0"', '"points * models / highest(models)"'
    )
    found = submission_of(cluster({"a": usual, "b": usual.replace("models=1", "")}, table=table))
    assert (
        "Phòng B không được tính vào so sánh của tiêu chí II.2 vì chưa đủ số liệu."
        in found.obstacles
    )


@settings(max_examples=25, deadline=None)
@given(
    members=st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from(Standing), st.booleans()),
        min_size=1,
        max_size=5,
    )
)
def test_no_member_that_may_be_proposed_stands_before_those_who_are(
    cluster: MakeReading, members: list[tuple[int, Standing, bool]]
) -> None:
    figures = "jobs={} jobs.target=4 poverty=4 models=1"
    read = cluster(
        {
            f"u{place}": figures.format(jobs) + (" breaches=1" if known else "")
            for place, (jobs, _, known) in enumerate(members)
        },
        standings={f"u{place}": standing for place, (_, standing, _) in enumerate(members)},
    )
    allowed = {
        f"u{place}": jobs
        for place, (jobs, standing, known) in enumerate(members)
        if standing is Standing.NORMAL and known
    }
    best = max(allowed.values(), default=0)
    withheld = {
        f"u{place}"
        for place, (jobs, standing, known) in enumerate(members)
        if standing in (Standing.SUSPENDED, Standing.CAPPED) and known and jobs >= best
    }
    found = submission_of(read)
    assert set(units(found.leaders)) == {unit for unit, jobs in allowed.items() if jobs == best}
    assert set(units(found.barred)) == withheld


# What all documents have


def test_roles_are_named_by_the_usual_word_of_the_cluster(cluster: MakeReading, usual: str) -> None:
    names = {"a": "Phòng Đào tạo", "b": "Phòng Dạy nghề", "c": "Văn phòng", "d": "Thanh tra"}
    roles = {"c": Role.HEAD, "d": Role.DEPUTY}
    members = dict.fromkeys("abcd", usual)
    card = minutes_of(cluster(members, names=names, roles=roles)).cluster
    assert [(item.name, item.role) for item in card.members] == [
        ("Văn phòng", "Cụm trưởng"),
        ("Thanh tra", "Cụm phó"),
        ("Phòng Dạy nghề", "Thành viên"),
        ("Phòng Đào tạo", "Thành viên"),
    ]
    assert (card.head, card.deputy) == ("Văn phòng", "Thanh tra")
    assert (card.criteria, card.scale, card.layer) == ("Bảng điểm 2026", "60", "thẩm định")
    bloc = minutes_of(cluster(members, names=names, roles=roles, label="khối")).cluster
    assert [item.role for item in bloc.members[:2]] == ["Khối trưởng", "Khối phó"]


def test_notices_stand_where_they_hold(cluster: MakeReading, usual: str) -> None:
    plain = minutes_of(cluster({"a": usual})).notices
    assert (plain.basis, plain.provisional, plain.illustrative) == ("", "", "")
    read = cluster({"a": usual.replace("models=1", "models=*1")}, basis=Basis.PROPOSAL)
    for document in (Document.CLUSTER_TABLE, Document.MINUTES, Document.SUBMISSION):
        notices = content_of(document, read).notices
        assert (notices.basis, notices.illustrative) == (PROPOSED.vi, COUNTED.vi)


@pytest.mark.parametrize("document", OF_CLUSTER)
def test_a_cluster_writes_under_its_organiser(
    cluster: MakeReading, usual: str, document: Document
) -> None:
    head = content_of(document, cluster({"a": usual})).letterhead
    assert head.superior == "SỞ LAO ĐỘNG TỈNH HÀ TĨNH"
    assert head.issuer == "CỤM THI ĐUA SỐ 1"
    assert (head.signer_for, head.signer_title) == ("TM. CỤM THI ĐUA", "CỤM TRƯỞNG")
    assert head.place_and_date == "Hà Tĩnh, ngày … tháng … năm …"
    numbers = {Document.MINUTES: "Số: …/BB-CTĐ", Document.SUBMISSION: "Số: …/TTr-CTĐ"}
    assert head.number == numbers.get(document, "")
    assert "năm 2026" in head.subject.lower() and "Cụm thi đua số 1" in head.subject


def test_a_submission_goes_to_the_council(cluster: MakeReading, demo: ReadDemo, usual: str) -> None:
    own = submission_of(cluster({"a": usual}))
    assert own.addressee == "Hội đồng Thi đua - Khen thưởng Sở Lao động tỉnh Hà Tĩnh"
    assert own.letterhead.recipients[0] == "Như trên"
    bloc = submission_of(demo("bac-kan-kt-kt", "2020"))
    assert bloc.addressee == "Hội đồng Thi đua - Khen thưởng tỉnh Bắc Kạn"
    assert bloc.letterhead.signer_title == "KHỐI TRƯỞNG"


@pytest.mark.parametrize("document", OF_CLUSTER)
def test_a_document_is_of_the_class_that_the_contract_names(
    cluster: MakeReading, usual: str, document: Document
) -> None:
    read = cluster({"a": usual, "b": MORE})
    assert isinstance(content_of(document, read), CONTENTS[document])
    plain = plain_of(document, read)
    assert plain["document"] == document.value
    assert set(plain["charts"]) <= set(PICTURES)


def test_the_table_has_both_charts_of_the_ranking(cluster: MakeReading, usual: str) -> None:
    charts = plain_of(Document.CLUSTER_TABLE, cluster({"a": usual}))["charts"]
    assert [charts[name]["kind"] for name in ("ranking_bars", "heat_map")] == [
        "ranking-bars",
        "heat-map",
    ]


def test_a_summary_is_no_document_of_a_cluster(cluster: MakeReading, usual: str) -> None:
    with pytest.raises(ValueError, match="summary"):
        content_of(Document.SUMMARY, cluster({"a": usual}))


def test_a_cluster_is_scored_once_for_all_its_documents(cluster: MakeReading, usual: str) -> None:
    read = cluster({"a": usual})
    assert read.scores is read.scores
    assert read.score is list(read.scores.values())[-1]
