"""Figures of a report: which belong in it, where they stand, and what each row says."""

from typing import TYPE_CHECKING

import pytest

from thidua.core.exact.figure import Bound
from thidua.core.text.bilingual import Text
from thidua.core.workspace.figure_words import figure_words
from thidua.core.workspace.report_data import FigureKind
from thidua.core.workspace.summary.figures import figure_groups, reported
from thidua.core.workspace.summary.spans import years

if TYPE_CHECKING:
    from tests.workspace.summary.conftest import MakeBook, MakeFigure

A1 = Text("Lao động, việc làm", "Employment")


# Which figures belong in a report


def test_a_report_carries_every_figure_of_the_sources_that_speak_of_its_span(
    figure: "MakeFigure",
) -> None:
    inside = figure("jobs", 2018, "24000")
    before = figure("poverty.baseline", 2015, "9.87")
    after = figure("jobs.target", 2019, "23500")
    elsewhere = figure("jobs", 2017, "22000", source="Báo cáo năm 2017")
    assert reported([before, inside, after, elsewhere], years(2018)) == (before, inside, after)


def test_what_nobody_published_draws_nothing_else_in(figure: "MakeFigure") -> None:
    made_up = figure("jobs", 2018, "24000", source="Số liệu minh hoạ", illustrative=True)
    other = figure("jobs", 2019, "25000", source="Số liệu minh hoạ", illustrative=True)
    without = figure("jobs", 2018, "1", source="")
    older = figure("jobs", 2010, "1", source="")
    assert reported([made_up, other, without, older], years(2018)) == (made_up, without)


# Where they stand


def test_rows_stand_under_the_section_that_reads_them_and_made_up_ones_last(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    items = [
        figure("fund", 2018, "6.4"),
        figure("jobs", 2018, "5", illustrative=True),
        figure("trained", 2018, "65"),
        figure("jobs", 2018, "24000"),
    ]
    groups = figure_groups(items, book(headings=[("jobs", A1)]))
    assert [(group.title, [row.indicator for row in group.rows]) for group in groups] == [
        ("Lao động, việc làm", ["jobs"]),
        ("Số liệu khác", ["fund", "trained"]),
        ("Số liệu minh hoạ, không nguồn nào công bố", ["jobs"]),
    ]


# What a row says


def test_a_row_says_all_that_its_source_states(figure: "MakeFigure", book: "MakeBook") -> None:
    (group,) = figure_groups([figure("poverty.target", 2019, "dưới 6")], book())
    (row,) = group.rows
    assert (row.label, row.value, row.unit, row.period) == ("Tỷ lệ hộ nghèo", "dưới 6", "%", "2019")
    assert (row.bound, row.kind, row.kind_text) == (Bound.UNDER, FigureKind.TARGET, "chỉ tiêu")
    assert (row.source, row.source_mark, row.published) == ("Báo Hà Tĩnh, 28/02/2019", "[1]", True)


def test_a_figure_without_a_source_says_where_it_comes_from_and_is_not_called_published(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    item = figure("year_count", 2019, "4", source="", reason="Suy ra từ hai năm đã nêu")
    (row,) = figure_groups([item], book())[0].rows
    assert (row.source, row.source_mark) == ("Suy ra từ hai năm đã nêu", "")
    assert not row.published and not row.illustrative


def test_an_indicator_that_is_no_longer_provided_goes_by_its_code(
    figure: "MakeFigure", book: "MakeBook"
) -> None:
    (row,) = figure_groups([figure("gone_since", 2019, "4")], book())[0].rows
    assert (row.label, row.value) == ("gone_since", "4")


@pytest.mark.parametrize(
    ("actual", "target", "target_words", "share"),
    [
        ("125", "100", "100 người", "125 %"),
        ("trên 24000", "23500", "23.500 người", "trên 102,1 %"),
        ("dưới 23500", "24000", "24.000 người", "dưới 98 %"),
        ("gần 9000", "8500", "8.500 người", "gần 105,9 %"),
        ("5", "0", "0 người", ""),
    ],
)
def test_a_result_is_a_share_of_the_target_of_its_span(
    figure: "MakeFigure",
    book: "MakeBook",
    actual: str,
    target: str,
    target_words: str,
    share: str,
) -> None:
    items = [figure("jobs", 2018, actual), figure("jobs.target", 2018, target)]
    row, own = figure_groups(items, book())[0].rows
    assert (row.target, row.share) == (target_words, share)
    assert (own.target, own.share) == ("", "")


def test_a_target_of_another_span_gives_no_share(figure: "MakeFigure", book: "MakeBook") -> None:
    items = [figure("jobs", 2018, "1"), figure("jobs.target", 2019, "2")]
    assert figure_groups(items, book())[0].rows[0].target == ""


@pytest.mark.parametrize(
    ("actual", "target", "vi", "en"),
    [
        ("6", "6", "đạt", "met"),
        ("6", "dưới 6", "chưa đạt", "not met"),
        ("5.9", "dưới 6", "đạt", "met"),
        ("6.1", "6", "chưa đạt", "not met"),
        ("dưới 6", "dưới 6", "đạt", "met"),
        ("trên 6", "6", "chưa đạt", "not met"),
        ("dưới 7", "6", "", ""),
        ("gần 6", "7", "", ""),
    ],
)
def test_where_less_is_better_the_target_is_met_or_not_or_left_open(
    figure: "MakeFigure", book: "MakeBook", actual: str, target: str, vi: str, en: str
) -> None:
    items = [figure("poverty", 2018, actual), figure("poverty.target", 2018, target)]
    assert figure_groups(items, book("vi"))[0].rows[0].share == vi
    assert figure_groups(items, book("en"))[0].rows[0].share == en


def test_a_grade_has_a_target_and_no_share(figure: "MakeFigure", book: "MakeBook") -> None:
    items = [figure("grade", 2018, "2"), figure("grade.target", 2018, "3")]
    row = figure_groups(items, book())[0].rows[0]
    assert (row.value, row.target, row.share) == ("khá", "tốt", "")


# Numbers as stated


@pytest.mark.parametrize(
    ("name", "value", "measure", "vi", "en"),
    [
        ("fund", "0.214", "triệu đồng", "214 triệu đồng", "214 million VND"),
        ("fund", "trên 3.4", "", "trên 3,4 tỷ đồng", "over 3.4 billion VND"),
        ("work", "185000", "lượt lao động", "185.000 lượt lao động", "185,000 job turns"),
        ("work", "315470", "người", "315.470 người", "315,470 persons"),
        ("fall", "0.41", "điểm %", "0,41 điểm %", "0.41 điểm %"),
        ("day", "17897", "", "01/01/2019", "2019-01-01"),
        ("sent", "1", "", "có", "yes"),
        ("sent", "0", "", "không", "no"),
        ("grade", "3", "", "tốt", "tốt"),
    ],
)
def test_a_figure_is_shown_in_the_unit_in_which_it_was_stated(
    figure: "MakeFigure",
    book: "MakeBook",
    name: str,
    value: str,
    measure: str,
    vi: str,
    en: str,
) -> None:
    item = figure(name, 2019, value, measure=measure)
    indicator = book().indicator(name)
    assert figure_words(item, indicator, "vi").whole() == vi
    assert figure_words(item, indicator, "en").whole() == en
