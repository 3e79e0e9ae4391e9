"""Indicators (chỉ tiêu): what is measured, in which unit, and what a blank means."""

import keyword
import re
from enum import StrEnum

from attrs import field, frozen

from thidua.core.model.code import repeated
from thidua.core.text.bilingual import Text

INDICATOR_CODE = re.compile(r"[a-z][a-z0-9_]{0,62}")

FORMULA_WORDS = frozenset(
    "min max floor round power and or not if else given row child highest lowest mean sum count"
    " rank days_late points where true false target baseline previous".split()
)
"""Words of the formula language, which no indicator may take."""


def is_indicator_code(code: str) -> bool:
    """Whether a formula can read an indicator of that code."""
    is_name = INDICATOR_CODE.fullmatch(code) is not None and not keyword.iskeyword(code)
    return is_name and code not in FORMULA_WORDS


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class WhenBlank(StrEnum):
    """What an empty cell of the form means."""

    MISSING = "missing"
    ZERO = "zero"
    """Only for counts of events, violations, awards: no case happened."""


class ValueKind(StrEnum):
    """How a value is entered."""

    NUMBER = "number"
    DATE = "date"
    """Read as days since 1970-01-01."""
    GRADE = "grade"
    """One of ``grades``, read as 1, 2, … from the worst."""
    YES_NO = "yes-no"
    """Read as 1 or 0."""


@frozen
class Indicator:
    """What units report. ``unit`` is the unit of measure, ``%`` meaning percent 0-100."""

    code: str = field()
    title: Text
    unit: Text
    direction: Direction = Direction.HIGHER
    kind: ValueKind = ValueKind.NUMBER
    grades: tuple[str, ...] = ()
    when_blank: WhenBlank = WhenBlank.MISSING
    reference: str = ""
    whole: bool = False
    """A count of whole things (persons, cases, documents): a figure is whole, and never below 0."""
    grade_titles: tuple[Text, ...] = ()
    """The words of the ``grades``, in their order; without them the codes are the words."""

    @code.validator
    def _is_a_name(self, _: object, code: str) -> None:
        if not is_indicator_code(code):
            raise ValueError(f"not an indicator code: {code!r}")

    def __attrs_post_init__(self) -> None:
        if (self.kind is ValueKind.GRADE) != bool(self.grades):
            raise ValueError(f"{self.code}: grades go with the kind 'grade', and only with it")
        if repeated(self.grades, str.casefold):
            raise ValueError(f"{self.code}: a grade stands twice")
        if len(self.grade_titles) not in (0, len(self.grades)):
            raise ValueError(f"{self.code}: there is not one title for each grade")
        if self.whole and self.kind is not ValueKind.NUMBER:
            raise ValueError(f"{self.code}: only a number can be whole")

    @property
    def grade_words(self) -> tuple[Text, ...]:
        """What each grade is called, from the worst."""
        return self.grade_titles or tuple(Text(grade, grade) for grade in self.grades)
