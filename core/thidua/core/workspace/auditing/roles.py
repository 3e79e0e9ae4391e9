"""What a column holds, told by its heading; and what a row is, told by its label."""

import re
from enum import Enum, auto
from typing import Final

from thidua.core.text.names import without_marks

LONGEST_HEADING: Final = 12
"""Words; a longer text is a sentence."""


class Role(Enum):
    """What stands in a column."""

    UNKNOWN = auto()
    LABEL = auto()
    """Words that say what the row is about."""
    CODE = auto()
    IGNORED = auto()
    """Ranks, remarks, units of measure: nothing to calculate with."""
    MAXIMUM = auto()
    GIVEN = auto()
    """Points that somebody gave: self-scored, appraised."""
    BONUS = auto()
    DEDUCTION = auto()
    TOTAL = auto()
    PLAN = auto()
    RESULT = auto()
    PREVIOUS = auto()
    PERCENT = auto()
    SHARE = auto()
    """Parts of a whole, in percent."""
    AVERAGE = auto()
    YEAR = auto()
    OPENING = auto()
    INCREASE = auto()
    DECREASE = auto()
    CLOSING = auto()

    @property
    def is_points(self) -> bool:
        """Whether points stand here, which add up exactly as they are printed."""
        return self in (Role.MAXIMUM, Role.GIVEN, Role.BONUS, Role.DEDUCTION, Role.TOTAL)

    @property
    def adds_up(self) -> bool:
        """Whether a total row sums the column."""
        return self.is_points or self in _ADDING


_ADDING: Final = (
    Role.UNKNOWN, Role.PLAN, Role.RESULT, Role.PREVIOUS, Role.YEAR, Role.SHARE,
    Role.OPENING, Role.INCREASE, Role.DECREASE, Role.CLOSING,
)  # fmt: skip

_TOTAL_WORDS: Final = (
    r"(?:tong cong|tong so diem|tong diem|tong so|tong|cong|grand total|total|sum|cong diem)"
    r"(?: cuoi cung| chung| cac muc| toan bang)?"
)
_SCOPE: Final = r"(?: (?:muc|phan|nhom|tieu chuan)? ?(?P<group>[ivxl]+|[a-z]|[0-9]{1,2}))?"
_TOTAL_ROW: Final = re.compile(_TOTAL_WORDS + _SCOPE + r"(?: ?\((?P<sum>[^()]*)\))?[ :.]*")
_DEDUCTION: Final = re.compile(
    r"(?:cac |noi dung )*(?:diem tru|tru diem|tru\b|diem phat|deduct|penalt)"
)
_BONUS: Final = re.compile(
    r"(?:cac |noi dung )*"
    r"(?:diem thuong|thuong diem|thuong\b(?! xuyen| truc)|diem cong|cong diem|bonus)"
)
_AVERAGE_ROW: Final = re.compile(
    r"(?:diem )?(?:binh quan|trung binh|average|mean)(?: chung)?[ :.]*"
)

_HEADINGS: Final = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.CODE, r"^(?:stt|tt|so tt|so thu tu|ma|ma so|ma tieu chi|code|no\.?|muc|parent|#)$"),
        (
            Role.IGNORED,
            r"^(?:(?:xep |thu )?hang|rank|xep loai|nam|year|ngay|dvt|don vi tinh|unit of measure)$"
            r"|ghi chu|minh chung|evidence|note|remark|ly do",
        ),
        (Role.AVERAGE, r"binh quan|trung binh|average|\bmean\b"),
        (Role.SHARE, r"ty trong|co cau"),
        (Role.PERCENT, r"%|ty le|ti le|phan tram|percent"),
        (Role.MAXIMUM, r"diem chuan|toi da|thang diem|\bmax|^standard(?: points)?$"),
        (Role.BONUS, r"diem thuong|^thuong$|bonus"),
        (Role.DEDUCTION, r"diem tru|^tru$|deduct"),
        (Role.TOTAL, rf"^{_TOTAL_WORDS}(?: ?\(.*\))?$"),
        (Role.GIVEN, r"diem|tu cham|tham dinh|cham lai|score|points|appraised"),
        (Role.YEAR, r"^(?:nam |year )?(?:19|20)[0-9]{2}$"),
        (Role.PREVIOUS, r"cung ky|nam truoc|ky truoc|previous|last year"),
        (Role.OPENING, r"dau ky|dau nam|opening"),
        (Role.CLOSING, r"cuoi ky|cuoi nam|con lai|closing|remaining"),
        (Role.INCREASE, r"^(?:so )?(?:tang|phat sinh)|increase"),
        (Role.DECREASE, r"\bgiam\b|thoat ngheo|decrease"),
        (Role.RESULT, r"^(?:ket qua|thuc hien|uoc thuc hien|th\b|dat\b|actual|result)"),
        (Role.PLAN, r"ke hoach|chi tieu|muc tieu|^kh\b|target|\bplan\b"),
        (Role.LABEL, r"noi dung|tieu chi|don vi|^ten|content|criterion|title|^unit$|hinh thuc"),
    )
)


def role_of(heading: str) -> Role:
    """What a column under this heading holds.

    >>> role_of("Điểm tự chấm"), role_of("Tỷ lệ % so với kế hoạch")
    (<Role.GIVEN: 6>, <Role.PERCENT: 13>)
    """
    key = without_marks(heading).strip(" :*")
    if not key or len(key.split()) > LONGEST_HEADING:
        return Role.UNKNOWN
    return next((role for role, words in _HEADINGS if words.search(key)), Role.UNKNOWN)


def is_total(label: str) -> bool:
    """Whether a row claims to be the sum of others: ``Tổng cộng``, ``Cộng mục I``."""
    return _TOTAL_ROW.fullmatch(without_marks(label)) is not None


def group_of(label: str) -> str:
    """The number of the group that a total row names; empty where it names none."""
    found = _TOTAL_ROW.fullmatch(without_marks(label))
    return (found["group"] or "") if found else ""


def terms_of(label: str) -> tuple[str, ...]:
    """The numbers that a total row adds up in brackets, ``(I + II)``; empty for none."""
    found = _TOTAL_ROW.fullmatch(without_marks(label))
    terms = [term.strip() for term in (found["sum"] or "").split("+")] if found else []
    return tuple(terms) if len(terms) > 1 and all(terms) else ()


def is_average(label: str) -> bool:
    """Whether a row claims to be the average of others."""
    return _AVERAGE_ROW.fullmatch(without_marks(label)) is not None


def is_deduction(label: str) -> bool:
    """Whether the points of a row are taken off, however their sign is written."""
    return _DEDUCTION.match(without_marks(label)) is not None


def is_bonus(label: str) -> bool:
    """Whether the points of a row come on top."""
    return _BONUS.match(without_marks(label)) is not None
