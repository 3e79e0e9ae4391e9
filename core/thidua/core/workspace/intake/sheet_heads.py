"""What stands above the headings of a sheet: whose form it is, of which year, in which unit.

A file of another period or cluster is refused as a whole, before its rows are looked at.
"""

import re
from collections.abc import Iterator
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.text.dates import DateRefused, read_date
from thidua.core.text.fault import Fault
from thidua.core.text.measures import measure_of
from thidua.core.workspace.intake.form_marks import FormIdentity, identity_of
from thidua.core.workspace.intake.observed_rows import ImportScope
from thidua.core.workspace.intake.sheets import Sheet

_YEAR: Final = re.compile(
    r"(?<!\w)(?:năm|kỳ|quý\s+[ivIV1-4]+[\s/-]*(?:năm)?|year|period)\s+(20[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
_DATED: Final = re.compile(r"tháng\s+[0-9]{1,2}\s+năm\s+20[0-9]{2}", re.IGNORECASE)
"""``ngày 05 tháng 01 năm 2027``: when the table was signed, not what it is of."""
_SPAN: Final = re.compile(r"([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})\s*(?:-|–|đến|to)\s*(\S+/\S+/[0-9]{4})")
_MEASURE: Final = re.compile(
    r"\(?\s*(?:đơn vị tính|đvt|unit of measure|(?P<loose>đơn vị|unit))\s*:\s*(?P<unit>[^)]+?)"
    r"\s*\)?\s*",
    re.IGNORECASE,
)
_NEW_FORM: Final = Text(
    "Hãy chọn đúng kỳ và cụm, hoặc lấy biểu mới: thidua result template",
    "Name the right period and cluster, or take a new form: thidua result template",
)


def head_faults(sheet: Sheet, scope: ImportScope) -> Iterator[Fault]:
    """Why the sheet as a whole is not of the scope."""
    identity = identity_of(sheet.table)
    if identity is not None:
        yield from _identity_faults(identity, scope, sheet.table.place(sheet.file, "1"))
    elif scope.span is not None and "from" not in sheet.columns:
        yield from _year_faults(sheet, scope)


def stated_measure(sheet: Sheet) -> str:
    """The unit of measure that a line above the headings, or the heading of the values, states.

    >>> _MEASURE.fullmatch("(Đơn vị tính: triệu đồng)")["unit"]
    'triệu đồng'
    """
    if measure := sheet.measures.get("value"):
        return measure
    for text in _head_texts(sheet):
        found = _MEASURE.fullmatch(text)
        if found and not (found["loose"] and _is_plain(found["unit"])):
            return found["unit"]
    return ""


def _is_plain(text: str) -> bool:
    """Whether a text is no amount: "Đơn vị: Phòng Việc làm" names a unit that reports."""
    measure = measure_of(text)
    return measure.scale == 1 and measure.unit is None


def _head_texts(sheet: Sheet) -> Iterator[str]:
    for row in sheet.table.rows:
        if row.number >= sheet.heading_row:
            return
        for cell in row.cells:
            if isinstance(cell.value, str):
                yield " ".join(cell.value.split())


def _identity_faults(identity: FormIdentity, scope: ImportScope, place: str) -> Iterator[Fault]:
    if not scope.period:
        yield Fault(
            Text(
                f"biểu này là của kỳ “{identity.period}”; chưa chọn kỳ để nhập.",
                f"the form is of period “{identity.period}”; no period has been named.",
            ),
            place,
            Text(f"Hãy thêm: --period {identity.period}", f"Add: --period {identity.period}"),
        )
    elif scope.period != identity.period:
        yield Fault(
            Text(
                f"biểu này là của kỳ “{identity.period}”, không phải kỳ “{scope.period}”.",
                f"the form is of period “{identity.period}”, not of “{scope.period}”.",
            ),
            place,
            _NEW_FORM,
        )
    if scope.place is not None and scope.place.cluster != identity.cluster:
        yield Fault(
            Text(
                f"biểu này là của cụm “{identity.cluster}”, không phải cụm"
                f" “{scope.place.cluster}”.",
                f"the form is of cluster “{identity.cluster}”, not of “{scope.place.cluster}”.",
            ),
            place,
            _NEW_FORM,
        )


def _year_faults(sheet: Sheet, scope: ImportScope) -> Iterator[Fault]:
    """The years that the head names, where none of them is the period's."""
    assert scope.span is not None
    texts = [_DATED.sub("", text) for text in _head_texts(sheet)]
    named = sorted({int(year) for text in texts for year in (*_years(text), *_span_years(text))})
    right = range(scope.span.start.year, scope.span.end.year + 1)
    if not named or any(year in right for year in named):
        return
    years = ", ".join(map(str, named))
    yield Fault(
        Text(
            f"tiêu đề của bảng ghi năm {years}, không phải kỳ “{scope.period}”.",
            f"the head of the table names {years}, not the period “{scope.period}”.",
        ),
        sheet.table.place(sheet.file, "1"),
        Text(
            "Hãy chọn đúng kỳ, hoặc sửa tiêu đề nếu số liệu đúng là của kỳ này.",
            "Name the right period, or mend the head if the figures are of this one.",
        ),
    )


def _years(text: str) -> Iterator[int]:
    return (int(year) for year in _YEAR.findall(text))


def _span_years(text: str) -> Iterator[int]:
    for days in _SPAN.findall(text):
        for day in days:
            try:
                yield read_date(day).year
            except DateRefused:
                continue
