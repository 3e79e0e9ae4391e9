"""Spans of time in words, and the span that a report is asked for."""

import re
from datetime import date

from attrs import frozen
from sqlalchemy import Connection

from thidua.core.model.period import Span
from thidua.core.record.periods import load_period, load_periods
from thidua.core.text.bilingual import LANGUAGES, Language, Text
from thidua.core.text.dates import EARLIEST_YEAR, LATEST_YEAR, format_date
from thidua.core.text.fault import refuse
from thidua.core.text.names import nearest

_YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")
_ROMAN = ("I", "II", "III", "IV")


@frozen
class ReportPeriod:
    """What a report covers; ``code`` is what was asked for."""

    code: str
    span: Span


def years(first: int, last: int | None = None) -> Span:
    """Whole calendar years, both included."""
    return Span(date(first, 1, 1), date(last or first, 12, 31))


def overlap(one: Span, other: Span) -> bool:
    """Whether the spans share a day."""
    return one.start <= other.end and other.start <= one.end


def covers(outer: Span, inner: Span) -> bool:
    """Whether every day of ``inner`` lies in ``outer``."""
    return outer.start <= inner.start and inner.end <= outer.end


def span_words(span: Span) -> Text:
    """The span as a source states it: "2016-2020", "2020", "quý I/2020", else its days."""
    first, last = span.start.year, span.end.year
    if _is_years(span):
        words = str(first) if first == last else f"{first}-{last}"
        return Text(words, words)
    if _is_quarter(span):
        number = _ROMAN[span.start.month // 3]
        return Text(f"quý {number}/{first}", f"quarter {number}/{first}")
    return Text(*(_days(span, language) for language in LANGUAGES))


def span_title(span: Span) -> Text:
    """The span within a sentence: "giai đoạn 2016-2020", "năm 2020"."""
    words = span_words(span)
    if not _is_years(span):
        return words if _is_quarter(span) else Text(f"thời gian {words.vi}", words.en)
    if span.start.year == span.end.year:
        return Text(f"năm {words.vi}", f"the year {words.en}")
    return Text(f"giai đoạn {words.vi}", f"the stage {words.en}")


def find_report_period(connection: Connection, asked: str) -> ReportPeriod:
    """A period by its code, or plain years: "2018", "2015-2020".

    A department that runs no cluster opens no period, and reports on its years all the same.
    """
    period = load_period(connection, asked)
    if period is not None:
        return ReportPeriod(period.code, period.span)
    span = _asked_years(asked)
    if span is not None:
        return ReportPeriod(asked, span)
    near = nearest(asked, [period.code for period in load_periods(connection)])
    meant = Text(f"Có phải là “{near[0]}”? ", f"Did you mean “{near[0]}”? ") if near else None
    raise refuse(
        f"không có kỳ “{asked}”.",
        f"there is no period “{asked}”.",
        remedy=Text(
            f"{meant.vi if meant else ''}Cũng có thể ghi năm: 2018, hoặc 2015-2020.",
            f"{meant.en if meant else ''}Years will do as well: 2018, or 2015-2020.",
        ),
    )


def _asked_years(asked: str) -> Span | None:
    found = _YEARS.fullmatch(asked)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return years(first, last) if EARLIEST_YEAR <= first <= last <= LATEST_YEAR else None


def _is_years(span: Span) -> bool:
    return span == years(span.start.year, span.end.year)


def _is_quarter(span: Span) -> bool:
    first, last = span.start, span.end
    in_one_year = first.year == last.year and last.month == first.month + 2
    next_day = date.fromordinal(last.toordinal() + 1)
    return in_one_year and first.month % 3 == 1 and first.day == 1 and next_day.day == 1


def _days(span: Span, language: Language) -> str:
    return f"{format_date(span.start, language)} - {format_date(span.end, language)}"
