"""The five reports of the demonstration, read back as rows."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from thidua import standard
from thidua.core.exact.figure import Bound, Figure
from thidua.core.text.number_format import format_figure
from thidua.sectors import industry_trade, labour_social

if TYPE_CHECKING:
    from tests.demo.conftest import Shown

DEPARTMENTS = ("can-tho", "ninh-binh", "kien-giang", "ha-tinh", "bac-kan")
RANKED = ("can-tho", "bac-kan")
ILLUSTRATIVE = "số liệu minh hoạ"
Facts = Callable[[str], list[dict[str, str]]]


@pytest.fixture(scope="session")
def labels() -> dict[str, str]:
    plugins = (standard, labour_social, industry_trade)
    return {item.code: item.title.vi for one in plugins for item in one.thidua_indicators()}


def published(shown: "Shown", department: str) -> list[dict[str, str]]:
    rows = shown.rows(department, "data-indicator")
    return [row for row in rows if row["data-published"] == "yes"]


def test_the_reports_carry_114_published_figures(vi: "Shown") -> None:
    assert sum(len(published(vi, department)) for department in DEPARTMENTS) == 114


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_each_figure_is_one_row_with_its_label_number_unit_bound_and_years(
    vi: "Shown",
    labels: Mapping[str, str],
    measure_in_words: Callable[[Mapping[str, str]], str],
    facts: Facts,
    department: str,
) -> None:
    kinds = {"target": " (chỉ tiêu)", "baseline": " (mức gốc)"}
    expected = [
        {
            "data-indicator": fact["indicator"],
            "data-bound": fact["bound"],
            "label": labels[fact["indicator"]] + kinds.get(fact["kind"], ""),
            "value": format_figure(Figure(Fraction(fact["value"]), Bound(fact["bound"])), "vi"),
            "unit": measure_in_words(fact),
            "period": "-".join(dict.fromkeys((fact["period_start"], fact["period_end"]))),
        }
        for fact in facts(department)
    ]
    found = [
        {name: row[name] for name in expected[0]} | {"label": row["label"].strip()}
        for row in published(vi, department)
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_a_result_without_a_published_target_says_so(vi: "Shown", department: str) -> None:
    for row in published(vi, department):
        is_target = row["data-kind"] == "target"
        assert row["target"] == ("-" if is_target else "chưa công bố chỉ tiêu")
        assert row["source"] == "[1]"
    assert "Nguồn [1] Bài viết về " in vi.page(department)


def test_214_million_stands_beside_34_billion_each_as_published(vi: "Shown") -> None:
    rows = [
        (row["value"], row["unit"], row["period"])
        for row in published(vi, "ha-tinh")
        if row["data-indicator"] == "new_rural_sponsorship_amount"
    ]
    assert rows == [("trên 3,4", "tỷ đồng", "2018"), ("214", "triệu đồng", "2019")]


def test_what_follows_from_a_source_is_told_from_what_it_states(vi: "Shown") -> None:
    (inferred,) = (
        row for row in vi.rows("kien-giang", "data-indicator") if row["data-published"] == "no"
    )
    assert (inferred["data-indicator"], inferred["value"]) == ("poverty_reduction_years", "4")
    assert inferred["data-illustrative"] == "no"
    assert inferred["source"].startswith("Suy ra từ hai năm mà bài viết nêu")


def test_illustrative_figures_are_marked_row_by_row(vi: "Shown") -> None:
    marked = [
        row for row in vi.rows("bac-kan", "data-indicator") if row["data-illustrative"] == "yes"
    ]
    assert len(marked) > 50
    assert all(ILLUSTRATIVE in row["source"] for row in marked)
    assert not any(row["data-published"] == "yes" for row in marked)
    shares = {row["share"] for row in marked if row["data-indicator"] == "export_turnover"}
    assert shares == {"102,5 %", "-"}


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_the_notices_stand_where_made_up_figures_or_a_proposal_have_counted(
    vi: "Shown", department: str
) -> None:
    page = vi.page(department).lower()
    assert (ILLUSTRATIVE in page) == (department in RANKED)
    assert ("bảng điểm đề xuất, chưa cơ quan nào ban hành" in page) == (department in RANKED)


def test_next_years_targets_below_this_years_result_are_flagged(vi: "Shown") -> None:
    flags = {
        row["data-next-target"]: (row["comparison"], row["flag"])
        for row in vi.rows("ha-tinh", "data-next-target")
        if row["data-below-result"] == "yes"
    }
    assert flags == {
        "jobs_created": (
            "khoảng 97,9 % kết quả năm 2018",
            "thấp hơn kết quả năm 2018 (trên 24.000)",
        ),
        "overseas_workers_sent": (
            "khoảng 94,4 % kết quả năm 2018",
            "thấp hơn kết quả năm 2018 (gần 9.000)",
        ),
        "vocational_new_enrolment": (
            "khoảng 98,4 % kết quả năm 2018",
            "thấp hơn kết quả năm 2018 (gần 19.000)",
        ),
    }
    others = [
        (row["data-next-target"], row["result"], row["comparison"])
        for row in vi.rows("ha-tinh", "data-next-target")
        if row["data-below-result"] == "no"
    ]
    assert others == [
        ("trained_labour_rate", "chưa công bố", ""),
        ("poverty_rate_households", "6,92", "thấp hơn kết quả năm 2018 trên 0,92 điểm phần trăm"),
    ]


AUDITS = {
    ("can-tho", "derived-poor-households"): (
        "disagrees",
        "2.041 hộ",
        "16.165 − 13.834 = 2.331",
        "không khớp, thấp hơn 290",
    ),
    ("kien-giang", "derived-poverty-fall"): (
        "disagrees",
        "1,62 điểm phần trăm/năm",
        "(9,87 − 2,69) / 4 = 1,795",
        "không khớp, thấp hơn 0,175",
    ),
    ("kien-giang", "derived-exemplary-delegates"): (
        "agrees",
        "92 đại biểu",
        "3 + 24 + 24 + 41 = 92",
        "khớp",
    ),
    ("kien-giang", "derived-training-plan"): (
        "not-verifiable",
        "100,46 %",
        "nguồn chưa nêu: Số người được đào tạo nghề (mức giao)",
        "chưa đủ số liệu để tính lại",
    ),
    ("kien-giang", "derived-unemployment-fall"): (
        "not-verifiable",
        "0,41 điểm phần trăm",
        "nguồn chưa nêu: Tỷ lệ thất nghiệp (mức đầu kỳ)",
        "chưa đủ số liệu để tính lại",
    ),
}


def test_derived_figures_are_computed_again_from_their_parts(vi: "Shown") -> None:
    found = {
        (department, row["data-audit"]): (
            row["data-verdict"],
            row["stated"],
            row["working"],
            row["verdict"],
        )
        for department in DEPARTMENTS
        for row in vi.rows(department, "data-audit")
    }
    assert found == AUDITS


def test_the_rankings_stand_in_the_reports_of_those_whom_they_concern(vi: "Shown") -> None:
    members = {department: vi.rows(department, "data-unit") for department in DEPARTMENTS}
    assert {code: len(rows) for code, rows in members.items()} == {
        "can-tho": 6 + 5 + 9,
        "ninh-binh": 0,
        "kien-giang": 0,
        "ha-tinh": 0,
        "bac-kan": 7,
    }
    assert {row["data-status"] for rows in members.values() for row in rows} == {"ranked"}
    ranks = [row["rank"] for row in members["bac-kan"]]
    assert ranks == [str(number) for number in range(1, 8)]


def test_a_report_is_a_document_with_its_letterhead(vi: "Shown") -> None:
    page = vi.page("ha-tinh")
    for part in (
        "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH",
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "Số: …/BC-SLĐTBXH",
        "Hà Tĩnh, ngày … tháng … năm …",
        "Tổng kết công tác và phong trào thi đua năm 2018",
    ):
        assert part in page


def test_reports_are_in_vietnamese_whatever_the_screen_speaks(vi: "Shown", en: "Shown") -> None:
    for department in DEPARTMENTS:
        assert en.page(department) == vi.page(department)
