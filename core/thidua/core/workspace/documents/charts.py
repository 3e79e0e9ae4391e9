"""What each chart shows, as plain words: order, labels and numbers are ready, nothing is computed.

A text is what the reader sees, already in the language of the document; beside it stands the same
number as decimal text, which only says how long a bar is or where a mark stands. A position that
is not known is None, and its text says why. Rows stand in the order in which they are drawn.
"""

from enum import StrEnum
from typing import Any, TypeAlias

from attrs import asdict, field, frozen

from thidua.core.model.code import not_empty


class ChartKind(StrEnum):
    """What a chart shows, and so how it is drawn."""

    RANKING_BARS = "ranking-bars"
    HEAT_MAP = "heat-map"
    TARGET_BARS = "target-bars"
    CHANGE = "change"
    RANK_RANGE = "rank-range"


class Turn(StrEnum):
    """Whether a figure moved the way its indicator should."""

    GOOD = "good"
    BAD = "bad"
    NONE = "none"
    """It stayed where it was, or its indicator has no better side."""


@frozen
class BarPart:
    """The points of one section in a bar."""

    points: str
    """Decimal text; below 0 where more is deducted than was earned."""
    text: str


@frozen
class RankingBar:
    """One member's bar; the unscored and excluded have none, and ``status_text`` says so."""

    label: str = field(validator=not_empty)
    rank: str
    """ "-" where there is none."""
    total: str | None
    """Decimal text; None where it is unknown."""
    total_text: str
    parts: tuple[BarPart, ...] = ()
    """One for each of ``RankingBars.sections``; empty where the total is unknown."""
    status: str = "ranked"
    status_text: str = ""
    """Empty for a member that is simply ranked."""


@frozen
class RankingBars:
    """A ranking as bars stacked by section, the totals at their ends."""

    title: str = field(validator=not_empty)
    sections: tuple[str, ...]
    rows: tuple[RankingBar, ...]
    notes: tuple[str, ...] = ()
    """What must be said beside the numbers: provisional, illustrative, proposed."""
    kind: ChartKind = field(default=ChartKind.RANKING_BARS, init=False)


@frozen
class HeatColumn:
    """One criterion."""

    code: str
    title: str


@frozen
class HeatCell:
    """One criterion of one member."""

    share: str | None
    """Points over the maximum as decimal text, "1" and more where it is reached; None where the
    criterion does not apply, is unknown or has no maximum."""
    text: str
    """The share in whole percent, cut: "100" is never less than the maximum."""


@frozen
class HeatRow:
    """One member, a cell for each of ``HeatMap.columns``."""

    label: str = field(validator=not_empty)
    cells: tuple[HeatCell, ...]


@frozen
class HeatMap:
    """What share of each criterion's maximum each member has."""

    title: str = field(validator=not_empty)
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    notes: tuple[str, ...] = ()
    kind: ChartKind = field(default=ChartKind.HEAT_MAP, init=False)


@frozen
class TargetBar:
    """One indicator: its result as a share of its target."""

    label: str = field(validator=not_empty)
    unit: str
    actual_text: str
    """With the word of its bound, without its unit."""
    target_text: str
    ratio: str | None
    """Result over target as decimal text; None where there is no such share."""
    ratio_text: str
    """ "trên 102,1 %"; where less is better, "đạt" or "chưa đạt"."""
    bound: str = ""
    """The word that bounds the result, "trên"; empty for an exact one."""
    met: bool | None = None
    """None where a bound leaves it open."""


@frozen
class TargetBars:
    """Results against their targets."""

    title: str = field(validator=not_empty)
    rows: tuple[TargetBar, ...]
    notes: tuple[str, ...] = ()
    kind: ChartKind = field(default=ChartKind.TARGET_BARS, init=False)


@frozen
class ChangeRow:
    """One indicator's figure before and after."""

    label: str = field(validator=not_empty)
    unit: str
    before_text: str
    after_text: str
    change_text: str
    turn: Turn
    index: str | None
    """The figure after, on a scale where the figure before is 100, as decimal text; None where
    the figure before is not above 0."""
    before: str = ""
    """Decimal text."""
    after: str = ""
    """Decimal text."""


@frozen
class Change:
    """Each figure against that of the period before, each on its own scale."""

    title: str = field(validator=not_empty)
    before_title: str
    """What the period before is called."""
    after_title: str
    rows: tuple[ChangeRow, ...]
    notes: tuple[str, ...] = ()
    kind: ChartKind = field(default=ChartKind.CHANGE, init=False)


@frozen
class RankSpan:
    """The places that one member may come to stand on."""

    label: str = field(validator=not_empty)
    rank: str
    """The place held, as a whole number; "-" where there is none."""
    best: str | None
    worst: str | None
    total_text: str = ""
    gap_text: str = ""
    """How far the next place is, in words."""


@frozen
class RankRange:
    """How safe each rank of a cluster is."""

    title: str = field(validator=not_empty)
    rows: tuple[RankSpan, ...]
    notes: tuple[str, ...] = ()
    kind: ChartKind = field(default=ChartKind.RANK_RANGE, init=False)


Chart: TypeAlias = RankingBars | HeatMap | TargetBars | Change | RankRange


def chart_as_plain(chart: Chart) -> dict[str, Any]:
    """The chart as dicts, lists and strings, with its ``kind``: all that a drawing reads."""
    return asdict(chart, value_serializer=_plain_value)


def _plain_value(_: object, __: object, value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
