"""What is entered: figures, judged points, not-applicable entries, standings of members."""

from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from thidua.core.exact.decimal_text import decimal_places
from thidua.core.exact.figure import Bound
from thidua.core.model.code import is_code, not_empty
from thidua.core.model.period import Span


class Layer(StrEnum):
    """Who says so, from the unit itself up to the council."""

    SELF = "self"
    APPRAISED = "appraised"
    STANDING_BODY = "standing-body"
    COUNCIL = "council"


LAYERS: tuple[Layer, ...] = tuple(Layer)
"""From the lowest to the highest."""


class ObservationKind(StrEnum):
    """What a figure is to its indicator."""

    ACTUAL = "actual"
    TARGET = "target"
    BASELINE = "baseline"


@frozen
class Place:
    """Where an entry above the self layer holds: one cluster in one period."""

    cluster: str = field(validator=is_code)
    period: str = field(validator=is_code)


@frozen
class Observation:
    """One figure of one unit, with where it comes from."""

    unit: str = field(validator=is_code)
    indicator: str
    kind: ObservationKind
    span: Span
    value: Fraction = field()
    bound: Bound = Bound.EXACT
    layer: Layer = Layer.SELF
    place: Place | None = None
    source: str = ""
    evidence: str = ""
    measure: str = ""
    """The unit of measure in which it was stated, where that is not the indicator's own."""
    reason: str = ""
    """Why a layer above changed the figure, or why it was set by hand."""
    illustrative: bool = False
    actor: str = ""
    at: datetime | None = None

    @value.validator
    def _is_a_decimal(self, _: object, value: Fraction) -> None:
        decimal_places(value)

    def __attrs_post_init__(self) -> None:
        if (self.layer is Layer.SELF) != (self.place is None):
            raise ValueError("a cluster and a period go with the layers above self, and only those")


@frozen
class JudgedPoints:
    """Points that a person gave, with the reason; they split into base and bonus like any other."""

    unit: str = field(validator=is_code)
    criterion: str = field(validator=is_code)
    place: Place
    layer: Layer
    points: Fraction
    reason: str = field(validator=not_empty)
    illustrative: bool = False
    actor: str = ""
    at: datetime | None = None


@frozen
class NotApplicable:
    """A criterion that does not concern a unit this period, with the reason; never from a blank."""

    unit: str = field(validator=is_code)
    criterion: str = field(validator=is_code)
    place: Place
    layer: Layer
    reason: str = field(validator=not_empty)
    actor: str = ""
    at: datetime | None = None


class Standing(StrEnum):
    """What a decision of the organiser makes of a member's place."""

    NORMAL = "normal"
    EXCLUDED = "excluded"
    """Không xét: no rank."""
    SUSPENDED = "suspended"
    """Rank kept, award withheld until cleared."""
    CAPPED = "capped"
    """Rank kept, highest award barred."""


@frozen
class StandingDecision:
    """A dated, reasoned standing of one member in one cluster and period; the latest holds."""

    unit: str = field(validator=is_code)
    place: Place
    standing: Standing
    reason: str = field(validator=not_empty)
    actor: str = ""
    at: datetime | None = None
