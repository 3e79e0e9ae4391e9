"""The score sheet of a member: every number is that of the score, and the sheet adds up."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.rounding import round_to
from thidua.core.model.observation import Layer, Standing
from thidua.core.scoring.results import MemberScore
from thidua.core.text.fault import Refused
from thidua.core.workspace.documents.building import content_of, plain_of
from thidua.core.workspace.documents.contents import PointsLine, ScoreRow, ScoreSheet
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.templates import Document

MakeReading = Callable[..., ClusterReading]
ReadDemo = Callable[[str, str], ClusterReading]

DEMO_CLUSTERS = [
    ("can-tho-phong", "2020"),
    ("can-tho-don-vi", "2020"),
    ("can-tho-quan-huyen", "2020"),
    ("bac-kan-kt-kt", "2020"),
    ("tien-giang-phong-tnmt", "2022"),
    ("tien-giang-phong-tnmt", "2022-theo-van-ban"),
]


def sheet(read: ClusterReading, unit: str) -> ScoreSheet:
    found = content_of(Document.SCORE_SHEET, read, unit=unit)
    assert isinstance(found, ScoreSheet)
    return found


def number(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))


def lines(found: ScoreSheet) -> list[PointsLine]:
    """What the sections add to their rows."""
    return [PointsLine(row.title, row.points) for row in found.rows if row.kind == "line"]


def criteria(found: ScoreSheet) -> dict[str, ScoreRow]:
    return {row.code: row for row in found.rows if row.kind == "criterion"}


def below(rows: Sequence[ScoreRow], index: int) -> Iterator[ScoreRow]:
    """The rows one deeper that follow a row, up to the next as shallow as it."""
    for row in rows[index + 1 :]:
        if row.depth <= rows[index].depth:
            return
        if row.depth == rows[index].depth + 1:
            yield row


def summed(parts: Iterable[ScoreRow | PointsLine], layer: int) -> Fraction:
    texts = [part.points[layer] for part in parts]
    return sum((number(text) for text in texts if text != "-"), Fraction(0))


def assert_adds_up(found: ScoreSheet) -> None:
    """The printed sections make the printed totals, and rows make their section, to the last
    digit, in every layer that is known."""
    tops = [row for row in found.rows if row.depth == 0]
    for layer, total in enumerate(found.totals):
        parts: list[ScoreRow | PointsLine] = [*tops, *found.adjustments]
        if total != "-":
            assert summed(parts, layer) == number(total)
        for index, row in enumerate(found.rows):
            if row.kind == "section" and row.points[layer] != "-":
                assert summed(below(found.rows, index), layer) == number(row.points[layer])


# Tiền Giang, the one real appraisal


@pytest.fixture
def cai_lay(demo: ReadDemo) -> ScoreSheet:
    return sheet(demo("tien-giang-phong-tnmt", "2022"), "cai-lay-tnmt")


def test_the_31_criteria_stand_with_their_self_and_appraised_points(cai_lay: ScoreSheet) -> None:
    assert cai_lay.layers == ("tự chấm", "thẩm định")
    assert len(criteria(cai_lay)) == 31
    assert cai_lay.totals == ("124,40", "118,40")
    assert {code: row.points for code, row in criteria(cai_lay).items() if row.changed} == {
        "a7": ("11,00", "7,00"),
        "d2": ("13,00", "11,00"),
    }


def test_the_two_cut_counts_stand_with_their_reasons(cai_lay: ScoreSheet) -> None:
    assert [(it.criteria, it.before, it.after, it.layer) for it in cai_lay.changes] == [
        ("a7", "8 giải pháp", "4 giải pháp", "thẩm định"),
        ("d2", "6 đơn", "4 đơn", "thẩm định"),
    ]
    rows = criteria(cai_lay)
    for change in cai_lay.changes:
        assert "09/12/2022" in change.reason
        assert rows[change.criteria].reason == change.reason
    assert "Biên bản thẩm định ngày 09/12/2022" in rows["a7"].evidence
    assert not any(row.reason for code, row in rows.items() if code not in ("a7", "d2"))


def test_the_sheet_is_issued_by_the_unit_without_number(cai_lay: ScoreSheet) -> None:
    head = cai_lay.letterhead
    assert head.number == ""
    assert head.issuer == "PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG"
    assert head.signer_title == "THỦ TRƯỞNG ĐƠN VỊ"
    assert cai_lay.notices.basis == "" and cai_lay.notices.illustrative == ""


# Every number of every sheet of the demonstration


def own_points(row: MemberScore) -> dict[str, Fraction]:
    known = {cell.criterion: cell.points for _, cell in row.cells()}
    return {code: it.base + it.bonus for code, it in known.items() if it is not None}


@pytest.mark.parametrize(("cluster_code", "period"), DEMO_CLUSTERS)
def test_every_number_of_a_sheet_is_that_of_the_score(
    demo: ReadDemo, cluster_code: str, period: str
) -> None:
    read = demo(cluster_code, period)
    for member in read.shown.members:
        found = sheet(read, member.unit)
        for layer, score in enumerate(read.shown.scores().values()):
            row = score.by_unit[member.unit]
            stored = own_points(row)
            printed = {
                code: number(one.points[layer])
                for code, one in criteria(found).items()
                if one.points[layer] != "-"
            }
            assert printed == {code: round_to(points, 2) for code, points in stored.items()}
            assert (found.totals[layer] == "-") == (row.points is None)
            if row.points is not None:
                assert number(found.totals[layer]) == round_to(row.points, 2)


@pytest.mark.parametrize(("cluster_code", "period"), DEMO_CLUSTERS)
def test_every_sheet_of_the_demonstration_adds_up(
    demo: ReadDemo, cluster_code: str, period: str
) -> None:
    read = demo(cluster_code, period)
    for member in read.shown.members:
        assert_adds_up(sheet(read, member.unit))


# A small table: two sections, bonus caps, a judged criterion


def test_sections_and_criteria_stand_in_order_with_their_maximum(
    cluster: MakeReading, usual: str
) -> None:
    found = sheet(cluster({"a": usual}), "a")
    listed = [row for row in found.rows if row.kind != "line"]
    assert [(row.kind, row.depth, row.number, row.maximum) for row in listed] == [
        ("section", 0, "I", "40"),
        ("criterion", 1, "I.1", "20"),
        ("criterion", 1, "I.2", "20"),
        ("section", 0, "II", "20"),
        ("criterion", 1, "II.1", "15"),
        ("criterion", 1, "II.2", "5"),
        ("section", 0, "III", "thưởng 5"),
        ("criterion", 1, "III.1", "thưởng 5"),
    ]


def test_a_cap_is_a_line_of_its_section(cluster: MakeReading, usual: str) -> None:
    found = sheet(cluster({"a": usual}), "a")
    assert found.rows[0].points == ("36,50", "36,50")
    assert lines(found) == [PointsLine("I Nhiệm vụ: giới hạn điểm thưởng", ("-1", "-1"))]
    assert [row.kind for row in found.rows[:5]] == [
        "section",
        "criterion",
        "criterion",
        "line",
        "section",
    ]


def test_what_the_total_changes_is_an_adjustment(cluster: MakeReading, usual: str) -> None:
    read = cluster({"a": usual.replace("models=1", "models=5").replace("jobs=30", "jobs=31.1")})
    found = sheet(read, "a")
    assert found.totals == ("-", "56,1")
    assert found.adjustments == (
        PointsLine("Tổng điểm: giới hạn điểm thưởng", ("-", "-3")),
        PointsLine("Tổng điểm: làm tròn", ("-", "0,05")),
    )
    assert_adds_up(found)


def test_judged_points_have_their_reason_and_no_points_below(
    cluster: MakeReading, usual: str
) -> None:
    row = criteria(sheet(cluster({"a": usual}), "a"))["II.1"]
    assert (row.points, row.reason, row.changed) == (("-", "12,00"), "Họp chấm II.1", False)


def test_a_figure_that_was_changed_says_before_and_after(cluster: MakeReading, usual: str) -> None:
    read = cluster({"a": usual}, appraised={"a": "breaches=3 poverty=4 models=<1"})
    found = sheet(read, "a")
    assert [(it.criteria, it.label, it.before, it.after) for it in found.changes] == [
        ("I.2", "Vi phạm", "1 vụ", "3 vụ"),
        ("III.1", "Mô hình", "1 mô hình", "dưới 1 mô hình"),
    ]
    row = criteria(found)["I.2"]
    assert (row.points, row.changed) == (("22,50", "21,50"), True)
    assert row.reason == "Thẩm định lại breaches"


def test_a_figure_that_only_the_appraisal_knows_has_nothing_before(
    cluster: MakeReading, usual: str
) -> None:
    read = cluster({"a": usual.replace("jobs.target=40", "")}, appraised={"a": "jobs.target=40"})
    (change,) = sheet(read, "a").changes
    assert (change.label, change.before, change.after) == (
        "Việc làm mới (chỉ tiêu)",
        "-",
        "40 người",
    )
    assert change.criteria == "I.1, II.2"


def test_reasons_of_several_layers_are_told_apart(cluster: MakeReading, usual: str) -> None:
    read = cluster({"a": usual})
    (lower,) = read.shown.recorded.judged
    higher = evolve(lower, layer=Layer.COUNCIL, points=Fraction(10), reason="Hội đồng kết luận")
    recorded = evolve(read.shown.recorded, judged=(lower, higher))
    found = sheet(evolve(read, shown=evolve(read.shown, recorded=recorded)), "a")
    assert found.layers == ("tự chấm", "thẩm định", "hội đồng")
    row = criteria(found)["II.1"]
    assert row.points == ("-", "12,00", "10,00")
    assert row.reason == "thẩm định: Họp chấm II.1; hội đồng: Hội đồng kết luận"


def test_evidence_goes_before_the_source_of_a_figure(cluster: MakeReading, usual: str) -> None:
    rows = criteria(sheet(cluster({"a": usual}), "a"))
    assert rows["I.1"].evidence == "Sổ jobs"
    assert rows["I.2"].evidence == "Báo cáo a"


def test_a_criterion_that_does_not_apply_has_no_points_but_makes_up_in_its_section(
    cluster: MakeReading, usual: str
) -> None:
    found = sheet(cluster({"a": usual}, exempt=[("a", "I.1")]), "a")
    rows = criteria(found)
    assert rows["I.1"].points == ("15,00", "-")
    assert rows["I.1"].reason == "không được giao"
    assert rows["I.1"].changed
    assert rows["I.2"].points == ("22,50", "22,50")
    made_up = "I Nhiệm vụ: bù cho tiêu chí không thuộc diện chấm"
    assert PointsLine(made_up, ("0", "19,5")) in lines(found)
    assert_adds_up(found)


def test_a_section_that_does_not_apply_has_a_dash_rather_than_0(
    cluster: MakeReading, usual: str
) -> None:
    found = sheet(cluster({"a": usual}, exempt=[("a", "I.1"), ("a", "I.2")]), "a")
    rows = {row.code: row for row in found.rows}
    assert rows["I.1"].points[-1] == rows["I.2"].points[-1] == rows["I"].points[-1] == "-"
    assert "-" not in (rows["II"].points[-1], found.totals[-1])
    assert_adds_up(found)


def test_what_is_unknown_says_why(cluster: MakeReading, usual: str) -> None:
    read = cluster({"a": usual.replace("breaches=1", "")})
    found = sheet(read, "a")
    row = criteria(found)["I.2"]
    assert row.points == ("-", "-")
    assert row.reason == "chưa có số liệu “Vi phạm”"
    assert found.totals == ("-", "-")
    assert (found.rank, found.status, found.status_text) == ("-", "unscored", "chưa chấm được")
    assert found.reasons == ("chưa có số liệu “Vi phạm”",)
    assert "tạm thời" in found.notices.provisional


def test_the_excluded_have_a_sheet_without_points(cluster: MakeReading, usual: str) -> None:
    read = cluster({"a": usual, "b": usual}, standings={"a": Standing.EXCLUDED})
    found = sheet(read, "a")
    assert (found.rank, found.status, found.totals) == ("-", "excluded", ("-", "-"))
    assert found.reasons == ("đang thanh tra",)
    assert {row.points for row in found.rows} == {("-", "-")}
    assert all(line.points == ("-", "-") for line in found.adjustments)


def test_made_up_figures_mark_the_row_and_the_sheet(cluster: MakeReading, usual: str) -> None:
    read = cluster({"a": usual.replace("models=1", "models=*1"), "b": usual})
    marked = sheet(read, "a")
    assert [code for code, row in criteria(marked).items() if row.illustrative] == ["III.1"]
    assert "minh hoạ" in marked.notices.illustrative
    assert sheet(read, "b").notices.illustrative == ""


def test_lines_that_are_rounded_for_print_are_announced(
    cluster: MakeReading, usual: str, point_table: str
) -> None:
    table = point_table.replace("criterion = 2, ", "")
    third = usual.replace("jobs.target=40", "jobs.target=90")
    assert sheet(cluster({"a": third}, table=table), "a").notes
    assert not sheet(cluster({"a": third}), "a").notes


def test_what_printed_roundings_leave_is_a_line(
    cluster: MakeReading, usual: str, point_table: str
) -> None:
    table = point_table.replace(
        'rows = [ { deduct = "0.5"',
        'rows = [ { deduct = "0.333", per = "models" }, { deduct = "0.5"',
    ).replace("criterion = 2, ", "")
    found = sheet(
        cluster({"a": usual.replace("jobs.target=40", "jobs.target=90")}, table=table), "a"
    )
    left = "I Nhiệm vụ: làm tròn khi in"
    assert left in [line.title for line in lines(found)]
    assert any("làm tròn khi in" in note for note in found.notes)
    assert_adds_up(found)


PARTS = """
code = "khoi"
rounding = { part = 2, total = 2 }
bonus_cap = 50
parts = [
  { code = "chung", title = { vi = "Phần chung", en = "Common" }, criteria = "bang-2026", \
weight = 50, bonus = "scaled" },
  { code = "them", title = { vi = "Phần thêm", en = "More" }, criteria = "bang-2026" },
]
"""


def test_the_parts_of_a_scheme_head_their_sections(cluster: MakeReading, usual: str) -> None:
    found = sheet(cluster({"a": usual}, scheme=PARTS), "a")
    heads = [row for row in found.rows if row.depth == 0]
    assert [(row.number, row.title, row.maximum) for row in heads] == [
        ("Phần I", "Phần chung", "50"),
        ("Phần II", "Phần thêm", "60"),
    ]
    assert [line.title for line in lines(found) if "Phần" in line.title] == [
        "Phần chung: quy đổi từ thang 60 điểm về thang 50 điểm",
        "Phần chung: điểm thưởng quy về thang điểm của phần",
    ]
    assert_adds_up(found)


def test_numbers_and_words_are_those_of_the_language(demo: ReadDemo) -> None:
    read = demo("tien-giang-phong-tnmt", "2022")
    found = content_of(Document.SCORE_SHEET, read, "en", "cai-lay-tnmt")
    assert isinstance(found, ScoreSheet)
    assert found.layers == ("self-score", "appraised")
    assert found.totals == ("124.40", "118.40")
    assert found.period == "the year 2022"


def test_a_sheet_needs_a_member(cluster: MakeReading, usual: str) -> None:
    read = cluster({"a": usual})
    with pytest.raises(Refused, match="--unit"):
        content_of(Document.SCORE_SHEET, read)
    with pytest.raises(Refused, match="“b”"):
        content_of(Document.SCORE_SHEET, read, unit="b")


def test_a_template_reads_the_sheet_with_its_charts(cluster: MakeReading, usual: str) -> None:
    plain = plain_of(Document.SCORE_SHEET, cluster({"a": usual}), unit="a")
    assert plain["document"] == "score-sheet"
    assert set(plain["charts"]) == {"target_bars", "change"}
    assert plain["rows"][1]["points"] == ["15,00", "15,00"]


@settings(max_examples=25, deadline=None)
@given(
    jobs=st.integers(0, 60),
    breaches=st.integers(0, 50),
    cut=st.integers(0, 9),
    models=st.integers(0, 9),
    points=st.integers(0, 15),
    exempt=st.sets(st.sampled_from(["I.1", "I.2", "II.1", "II.2", "III.1"]), max_size=3),
)
def test_a_sheet_adds_up_whatever_was_reported(
    cluster: MakeReading,
    jobs: int,
    breaches: int,
    cut: int,
    models: int,
    points: int,
    exempt: set[str],
) -> None:
    written = f"jobs={jobs} jobs.target=48 breaches={breaches} poverty=4 models={models}"
    read = cluster(
        {"a": written, "b": written},
        appraised={"a": f"models={cut}"},
        points=f"II.1={points}",
        exempt=[("a", code) for code in sorted(exempt)],
    )
    for unit in ("a", "b"):
        found = sheet(read, unit)
        assert_adds_up(found)
        assert found.totals[-1] != "-"
