"""Calendar days as Vietnamese offices write them, and as the formula language counts them."""

import re
from datetime import date

from attrs import frozen

from thidua.core.text.bilingual import Language, Text
from thidua.core.text.excerpt import excerpt

EARLIEST_YEAR = 1900
LATEST_YEAR = 2199

_EPOCH = date(1970, 1, 1).toordinal()
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@frozen
class DateRefused(ValueError):
    """The text is no date; ``message`` says why and what to write."""

    message: Text

    def __str__(self) -> str:
        return self.message.en


def read_date(text: str) -> date:
    """Read ``5/3/2026``, ``05-03-2026``, ``05.03.2026`` (day first) or ``2026-03-05``.

    Raises :class:`DateRefused` for anything else, two-digit years included.
    """
    parts = _parts(text.strip()[:40])
    if parts is None:
        raise _refused(text, vi="không phải là ngày tháng", en="is not a date")
    year, month, day = parts
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise _refused(text, vi=f"có năm {year} không hợp lý", en=f"has an unlikely year, {year}")
    try:
        return date(year, month, day)
    except ValueError:
        raise _refused(
            text, vi="không có trong lịch", en="does not exist in the calendar"
        ) from None


def format_date(day: date, language: Language = "vi") -> str:
    """``05/03/2026`` in Vietnamese; ``2026-03-05`` in English, where 05/03 would be read twice."""
    return day.strftime("%d/%m/%Y") if language == "vi" else day.isoformat()


def days_since_epoch(day: date) -> int:
    """The day as formulas read it: the number of days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def date_of_days(days: int) -> date:
    """The inverse of :func:`days_since_epoch`; ValueError outside the calendar."""
    try:
        return date.fromordinal(days + _EPOCH)
    except OverflowError as fault:
        raise ValueError(str(fault)) from None


def _parts(text: str) -> tuple[int, int, int] | None:
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.fullmatch(text):
        return int(found[4]), int(found[3]), int(found[1])
    return None


def _refused(text: str, *, vi: str, en: str) -> DateRefused:
    shown = excerpt(text)
    return DateRefused(
        Text(
            vi=f"{shown} {vi}. Hãy viết ngày/tháng/năm với năm đủ bốn chữ số, ví dụ 05/03/2026.",
            en=f"{shown} {en}. Write day/month/year with a four-digit year, such as 05/03/2026.",
        )
    )
