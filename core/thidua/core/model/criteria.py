"""A criteria set (bảng điểm) as data: sections, criteria, bases, rows. Expressions stay text here;
:mod:`thidua.core.model.compiling` turns them into trees once names can be resolved."""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from attrs import field, frozen, validators

from thidua.core.exact.rounding import RoundingMode
from thidua.core.formula.tree import Step
from thidua.core.model.code import frozen_mapping, in_order, is_code
from thidua.core.text.bilingual import Text

Unlimited = Literal["none"]
UNLIMITED: Unlimited = "none"
Cap = Fraction | Unlimited | None
"""An upper limit; ``"none"`` says that there is none, ``None`` that nothing is said."""


class Basis(StrEnum):
    """Whether a table was issued by an authority or is somebody's proposal."""

    OFFICIAL = "official"
    PROPOSAL = "proposal"


class RankOn(StrEnum):
    ROUNDED = "rounded"
    EXACT = "exact"


class NotApplicablePolicy(StrEnum):
    """What becomes of the points of a criterion that does not apply to a unit."""

    RESCALE = "rescale"
    """The applicable siblings are scaled up to the full points."""
    FULL_POINTS = "full-points"
    AVERAGE = "average"
    """The average share of points of the applicable siblings."""


class RankScheme(StrEnum):
    """How ranks follow a tie for second place."""

    COMPETITION = "1224"
    DENSE = "1223"
    ORDINAL = "1234"
    """Every place once; ties that no key breaks are shared all the same, and said."""


@frozen
class Rounding:
    """Decimal places, only at the levels named."""

    mode: RoundingMode = RoundingMode.HALF_UP
    criterion: int | None = None
    section: int | None = None
    part: int | None = None
    total: int | None = None


class TieKeyKind(StrEnum):
    SECTION = "section"
    CRITERION = "criterion"
    INDICATOR = "indicator"
    FORMULA = "formula"
    CRITERIA_AT_MAXIMUM = "criteria-at-maximum"
    FEWEST_DEDUCTIONS = "fewest-deductions"


@frozen
class TieKey:
    """One key of the tie chain: ``indicator:par_index desc``."""

    kind: TieKeyKind
    code: str = ""
    descending: bool | None = None
    """None: as the kind says (an indicator's own direction, points downwards)."""


@frozen
class Band:
    """A class of results (xếp loại) by percent of points: ``low`` included, ``high`` not."""

    code: str = field(validator=is_code)
    low: Fraction | None = None
    high: Fraction | None = None
    title: Text | None = None


class CombineKind(StrEnum):
    SUM = "sum"
    WEIGHTED_MEAN = "weighted-mean"
    GEOMETRIC_MEAN = "geometric-mean"
    EXPRESSION = "expression"


@frozen
class Combine:
    """How the base points of the children make those of their section (or set)."""

    kind: CombineKind = CombineKind.SUM
    expression: str = ""
    places: int | None = None
    """For a geometric mean: where it is rounded, half-up."""


@frozen
class Section:
    code: str = field(validator=is_code)
    points: Fraction
    title: Text
    parent: str | None = None
    combine: Combine = Combine()
    weight: Fraction | None = None
    bonus_cap: Cap = None
    deductions_cap: Cap = None


class Effect(StrEnum):
    """What a row does to its criterion."""

    EARN = "earn"
    DEDUCT = "deduct"
    BONUS = "bonus"


@frozen
class Alternative:
    """One case of a row: ``amount`` × ``per``, where ``when`` is true, at most ``cap``."""

    amount: Fraction = field(validator=validators.ge(Fraction(0)))
    when: str | None = None
    per: str | None = None
    cap: Fraction | None = None


@frozen
class Row:
    """A rule row. Of several alternatives (``one_of``) the first that holds counts."""

    effect: Effect
    alternatives: tuple[Alternative, ...] = field(validator=validators.min_len(1))
    code: str | None = field(default=None, validator=validators.optional(is_code))
    title: Text | None = None
    cap: Fraction | None = None
    only_if_full: bool = False
    """A bonus only where no deduct row of the criterion fired."""
    scored_by: str = ""


@frozen
class Gate:
    """A condition that excludes the unit from the ranking altogether."""

    condition: str
    title: Text | None = None
    code: str | None = field(default=None, validator=validators.optional(is_code))


@frozen
class Start:
    """A base of all the points, or of none."""

    full: bool = True


@frozen
class FormulaBase:
    """A standard formula by its code, or an expression."""

    formula: str
    inputs: tuple[tuple[str, str], ...] = field(default=(), converter=frozen_mapping)
    parameters: tuple[tuple[str, str], ...] = field(default=(), converter=frozen_mapping)
    """Values as decimal text, or the code of a choice."""


@frozen
class BandTable:
    """Thresholds to points. ``uncovered`` says what a value outside every step means."""

    on: str
    steps: tuple[Step, ...] = field(validator=validators.min_len(1))
    uncovered: Literal["no-score"] | None = None


@frozen
class Interpolation:
    on: str
    knots: tuple[tuple[Fraction, Fraction], ...] = field(validator=validators.min_len(2))


@frozen
class Judged:
    """Unknown until an appraiser picks points within [low, high]."""

    low: Fraction
    high: Fraction


@frozen
class Children:
    """The sum of the criteria that name this one as ``parent``."""


Base = Start | FormulaBase | BandTable | Interpolation | Judged | Children


@frozen
class Criterion:
    """A criterion (tiêu chí). Points and caps in points of its set."""

    code: str = field(validator=is_code)
    points: Fraction
    title: Text
    section: str | None = None
    parent: str | None = None
    base: Base = Start()
    rows: tuple[Row, ...] = ()
    gates: tuple[Gate, ...] = ()
    floor: Fraction | Unlimited = Fraction(0)
    """The least that deductions leave of the base; ``"none"`` where it may go below zero."""
    bonus_cap: Cap = None
    deductions_cap: Cap = None
    weight: Fraction | None = None
    evidence_required: bool = False
    applies_to: tuple[str, ...] = ()
    """Kinds of unit; empty means every kind."""
    reference: str = ""
    scored_by: str = ""


@frozen
class CriteriaSet:
    """A whole point table, versioned by its validity span and, once used, by its digest."""

    code: str = field(validator=is_code)
    title: Text
    basis: Basis
    points: Fraction
    criteria: tuple[Criterion, ...] = field(validator=validators.min_len(1))
    sections: tuple[Section, ...] = ()
    sector: str | None = None
    legal_basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    bonus_cap: Cap = None
    deductions_cap: Cap = None
    rounding: Rounding = Rounding()
    rank_on: RankOn = RankOn.EXACT
    not_applicable: NotApplicablePolicy = NotApplicablePolicy.RESCALE
    tie_breakers: tuple[TieKey, ...] = ()
    rank_scheme: RankScheme = RankScheme.COMPETITION
    combine: Combine = Combine()
    bands: tuple[Band, ...] = ()

    def __attrs_post_init__(self) -> None:
        in_order(self.valid_from, self.valid_to)

    def covers(self, day: date) -> bool:
        """Whether the set is in force on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)
