"""Calendar days: read, written, counted."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.text.dates import (
    DateRefused,
    date_of_days,
    days_since_epoch,
    format_date,
    read_date,
)

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "text", ["05/03/2026", "5/3/2026", " 05-03-2026 ", "5.3.2026", "2026-03-05"]
)
def test_the_day_comes_first(text: str) -> None:
    assert read_date(text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("", "không phải là ngày tháng", "is not a date"),
        ("5/3/26", "không phải là ngày tháng", "is not a date"),
        ("5/3-2026", "không phải là ngày tháng", "is not a date"),
        ("2026/03/05", "không phải là ngày tháng", "is not a date"),
        ("tháng 3", "không phải là ngày tháng", "is not a date"),
        ("٥/٣/٢٠٢٦", "không phải là ngày tháng", "is not a date"),
        ("3/15/2026", "không có trong lịch", "does not exist"),
        ("29/02/2026", "không có trong lịch", "does not exist"),
        ("05/03/0026", "năm 26 không hợp lý", "unlikely year, 26"),
        ("05/03/2200", "năm 2200 không hợp lý", "unlikely year, 2200"),
    ],
)
def test_what_is_no_day_is_refused_in_both_languages(text: str, vi: str, en: str) -> None:
    with pytest.raises(DateRefused) as refused:
        read_date(text)
    assert vi in refused.value.message.vi
    assert "ví dụ 05/03/2026" in refused.value.message.vi
    assert en in str(refused.value)


def test_each_language_writes_a_date_that_it_cannot_misread() -> None:
    assert format_date(date(2026, 3, 5)) == "05/03/2026"
    assert format_date(date(2026, 3, 5), "en") == "2026-03-05"


@settings(max_examples=100, deadline=None)
@given(days, st.sampled_from(["vi", "en"]))
def test_a_date_that_is_written_is_read_again(day: date, language: str) -> None:
    assert read_date(format_date(day, "vi" if language == "vi" else "en")) == day


def test_formulas_count_days_from_1970() -> None:
    assert days_since_epoch(date(1970, 1, 1)) == 0
    assert days_since_epoch(date(2026, 3, 5)) - days_since_epoch(date(2026, 3, 1)) == 4


@settings(max_examples=100, deadline=None)
@given(days)
def test_a_count_of_days_gives_its_day(day: date) -> None:
    assert date_of_days(days_since_epoch(day)) == day


@pytest.mark.parametrize("count", [10**7, -(10**7), 10**30])
def test_a_count_outside_the_calendar_is_refused(count: int) -> None:
    with pytest.raises(ValueError):
        date_of_days(count)
