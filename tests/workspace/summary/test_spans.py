"""Spans as Vietnamese reports write them, and the span that a report is asked for."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from thidua.core.model.period import Period, PeriodKind, Span
from thidua.core.record.connection import writing
from thidua.core.record.migrating import create_database
from thidua.core.record.periods import open_period
from thidua.core.text.fault import Refused
from thidua.core.workspace.intake.taking_in import now
from thidua.core.workspace.summary.spans import (
    covers,
    find_report_period,
    overlap,
    span_title,
    span_words,
    years,
)

SPRING = Span(date(2020, 1, 1), date(2020, 3, 31))
DAYS = Span(date(2020, 3, 1), date(2020, 5, 15))


@pytest.mark.parametrize(
    ("span", "vi", "en"),
    [
        (years(2020), "2020", "2020"),
        (years(2016, 2020), "2016-2020", "2016-2020"),
        (SPRING, "quý I/2020", "quarter I/2020"),
        (Span(date(2020, 10, 1), date(2020, 12, 31)), "quý IV/2020", "quarter IV/2020"),
        (DAYS, "01/03/2020 - 15/05/2020", "2020-03-01 - 2020-05-15"),
        (
            Span(date(2020, 2, 1), date(2020, 4, 30)),
            "01/02/2020 - 30/04/2020",
            "2020-02-01 - 2020-04-30",
        ),
    ],
)
def test_a_span_is_written_as_its_source_states_it(span: Span, vi: str, en: str) -> None:
    assert (span_words(span).vi, span_words(span).en) == (vi, en)


@pytest.mark.parametrize(
    ("span", "vi", "en"),
    [
        (years(2020), "năm 2020", "the year 2020"),
        (years(2016, 2020), "giai đoạn 2016-2020", "the stage 2016-2020"),
        (SPRING, "quý I/2020", "quarter I/2020"),
        (DAYS, "thời gian 01/03/2020 - 15/05/2020", "2020-03-01 - 2020-05-15"),
    ],
)
def test_within_a_sentence_it_says_what_kind_of_span_it_is(span: Span, vi: str, en: str) -> None:
    assert (span_title(span).vi, span_title(span).en) == (vi, en)


def test_spans_overlap_in_a_single_day_and_cover_what_lies_within() -> None:
    assert overlap(years(2016, 2020), Span(date(2020, 12, 31), date(2021, 1, 1)))
    assert not overlap(years(2019), years(2020))
    assert covers(years(2020), SPRING) and covers(years(2020), years(2020))
    assert not covers(SPRING, years(2020)) and not covers(years(2019), years(2019, 2020))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_database(tmp_path / "thidua.db")
    with writing(engine) as opened:
        open_period(
            opened, Period("2020-dot-1", DAYS, PeriodKind.MOVEMENT), [], {}, "nguyen.van.an", now()
        )
        yield opened
    engine.dispose()


def test_a_period_is_found_by_its_code(connection: Connection) -> None:
    assert find_report_period(connection, "2020-dot-1").span == DAYS


@pytest.mark.parametrize(
    ("asked", "span"), [("2018", years(2018)), ("2015-2020", years(2015, 2020))]
)
def test_years_need_no_period(connection: Connection, asked: str, span: Span) -> None:
    found = find_report_period(connection, asked)
    assert (found.code, found.span) == (asked, span)


@pytest.mark.parametrize("asked", ["2020-2015", "1066", "năm 2020", ""])
def test_anything_else_is_refused_with_what_to_write(connection: Connection, asked: str) -> None:
    with pytest.raises(Refused) as refusal:
        find_report_period(connection, asked)
    (fault,) = refusal.value.faults
    assert fault.what.vi == f"không có kỳ “{asked}”."
    assert fault.remedy is not None and "2015-2020" in fault.remedy.en


def test_a_misspelt_period_gets_the_nearest(connection: Connection) -> None:
    with pytest.raises(Refused) as refusal:
        find_report_period(connection, "2020-dot-2")
    (fault,) = refusal.value.faults
    assert fault.remedy is not None
    assert fault.remedy.vi.startswith("Có phải là “2020-dot-1”?")
    assert fault.remedy.en.startswith("Did you mean “2020-dot-1”?")
