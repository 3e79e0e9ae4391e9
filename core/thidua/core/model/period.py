"""Scoring periods: spans of calendar days in Asia/Ho_Chi_Minh."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from thidua.core.model.code import in_order, is_code


class PeriodKind(StrEnum):
    """What a period spans; the *preceding* period is one of the same kind."""

    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    STAGE = "stage"
    """A five-year stage (giai đoạn)."""
    MOVEMENT = "movement"
    """A movement's own span."""


class PeriodState(StrEnum):
    """Where a period stands; more states come with finalising."""

    OPEN = "open"
    FINAL = "final"


@frozen(order=True)
class Span:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __attrs_post_init__(self) -> None:
        in_order(self.start, self.end)

    def kind(self) -> PeriodKind:
        """The kind that the length tells: up to 3, 6, 12 months, else a stage."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        if months <= 3:
            return PeriodKind.QUARTER
        if months <= 6:
            return PeriodKind.HALF_YEAR
        return PeriodKind.YEAR if months <= 12 else PeriodKind.STAGE


@frozen
class Period:
    """A period in which clusters are scored."""

    code: str = field(validator=is_code)
    span: Span
    kind: PeriodKind
    state: PeriodState = PeriodState.OPEN
    deadline: date | None = None
    """The last day on which members hand in their results."""
