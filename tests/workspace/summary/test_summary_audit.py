"""The audit: a derived figure computed again from the parts that its own source states."""

from typing import TYPE_CHECKING

import pytest

from thidua.core.model.contribution import Check
from thidua.core.model.observation import Observation
from thidua.core.text.bilingual import Text
from thidua.core.workspace.report_data import AuditRow, Verdict
from thidua.core.workspace.summary.audit import audit

if TYPE_CHECKING:
    from tests.workspace.summary.conftest import MakeBook, MakeFigure

TITLE = Text("Không khớp với các số thành phần", "Differs from its parts")
FALL = Check(
    "fall",
    TITLE,
    "fall == (poverty.baseline - poverty) / year_count",
    stated="fall",
    recomputed="(poverty.baseline - poverty) / year_count",
)
SHARE = Check(
    "share",
    TITLE,
    "trained - fall == jobs / jobs.target * 100",
    stated="trained - fall",
    recomputed="jobs / jobs.target * 100",
)
PLAIN = Check("plain", TITLE, "jobs >= 0")


def article(figure: "MakeFigure", stated: str, years: str = "4") -> list[Observation]:
    return [
        figure("poverty.baseline", 2015, "9.87"),
        figure("poverty", 2019, "2.69"),
        figure("fall", (2015, 2019), stated),
        figure("year_count", 2019, years, source="", reason="2015 → 2019"),
    ]


def only(rows: tuple[AuditRow, ...]) -> AuditRow:
    (row,) = rows
    return row


@pytest.mark.parametrize(
    ("stated", "verdict", "vi", "en"),
    [
        ("1.795", Verdict.AGREES, "khớp", "agrees"),
        ("1.62", Verdict.DISAGREES, "không khớp, thấp hơn 0,175", "disagrees, 0.175 too low"),
        ("2", Verdict.DISAGREES, "không khớp, cao hơn 0,205", "disagrees, 0.205 too high"),
    ],
)
def test_both_numbers_stand_side_by_side_with_the_working_and_a_verdict(
    figure: "MakeFigure", book: "MakeBook", stated: str, verdict: Verdict, vi: str, en: str
) -> None:
    items = article(figure, stated)
    row = only(audit(items, [FALL, PLAIN], book("vi")))
    assert row.label == "Mức giảm (2015-2019)"
    assert row.working == "(9,87 − 2,69) / 4 = 1,795"
    assert (row.verdict, row.verdict_text, row.recomputed) == (verdict, vi, "1,795")
    assert row.source.startswith("Báo Hà Tĩnh")
    row = only(audit(items, [FALL, PLAIN], book("en")))
    assert (row.verdict_text, row.working) == (en, "(9.87 − 2.69) / 4 = 1.795")


def test_a_number_without_an_end_is_rounded_and_says_so(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    items = article(figure, "1", years="7")
    row = only(audit(items, [FALL], book()))
    assert row.recomputed == "≈ 1,0257"


def test_a_part_that_the_source_does_not_state_is_named(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    items = [figure("fall", 2019, "1.62"), figure("poverty", 2019, "2.69")]
    row = only(audit(items, [FALL], book()))
    assert row.verdict is Verdict.NOT_VERIFIABLE
    assert (row.stated, row.recomputed) == ("1,62 điểm phần trăm", "-")
    assert row.working == "nguồn chưa nêu: Tỷ lệ hộ nghèo (mức đầu kỳ) và Số năm (kết quả)"


def test_a_bound_that_leaves_the_result_open_is_named_too(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    items = [
        figure("poverty.baseline", 2015, "trên 9"),
        figure("poverty", 2019, "2"),
        figure("fall", 2019, "1"),
        figure("year_count", 2019, "4"),
    ]
    row = only(audit(items, [FALL], book()))
    assert row.verdict is Verdict.NOT_VERIFIABLE
    assert "Tỷ lệ hộ nghèo (mức đầu kỳ)" in row.working


def test_a_source_is_judged_by_its_own_figures_alone(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    elsewhere = figure("poverty.baseline", 2015, "9.87", source="Niên giám 2015")
    items = [*article(figure, "1.795")[1:], elsewhere]
    row = only(audit(items, [FALL], book()))
    assert row.verdict is Verdict.NOT_VERIFIABLE


def test_figures_without_any_source_are_audited_together(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    items = [
        figure("poverty.baseline", 2015, "9", source=""),
        figure("poverty", 2019, "5", source=""),
        figure("fall", 2019, "1", source=""),
        figure("year_count", 2019, "4", source=""),
    ]
    assert only(audit(items, [FALL], book())).verdict is Verdict.AGREES


def test_nothing_is_said_of_a_figure_that_is_not_stated(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    assert audit([figure("poverty", 2019, "2.69")], [FALL], book()) == ()
    assert audit([], [FALL], book()) == ()


def test_of_several_spans_the_latest_is_the_last_word(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    items = [*article(figure, "1.795"), figure("poverty", 2017, "5")]
    assert only(audit(items, [FALL], book())).verdict is Verdict.AGREES


def test_a_stated_expression_goes_by_the_title_of_its_check(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    items = [
        figure("trained", 2019, "52"),
        figure("fall", 2019, "2"),
        figure("jobs", 2019, "50"),
        figure("jobs.target", 2019, "100"),
    ]
    row = only(audit(items, [SHARE], book()))
    assert (row.label, row.stated) == ("Không khớp với các số thành phần", "50")
    assert row.working == "50 / 100 × 100 = 50"
    row = only(audit(items[:3], [SHARE], book()))
    assert (row.stated, row.verdict) == ("-", Verdict.NOT_VERIFIABLE)
