"""The one tree into which expressions, rows, bands and standard formulas are compiled.

Nodes are frozen data and say nothing about how they are read. A *number node* stands for an
exact number, a *truth node* (:class:`Compare`, :class:`And`, :class:`Or`, :class:`Not`,
:class:`Given`) for true or false; either may turn out unknown, with reasons.
"""

from enum import StrEnum
from fractions import Fraction
from typing import Literal

from attrs import field, frozen


class Field(StrEnum):
    """Which figure of an indicator a name reads."""

    ACTUAL = "actual"
    """``jobs_created``: the result of the period."""
    TARGET = "target"
    BASELINE = "baseline"
    PREVIOUS = "previous"
    """The actual of the preceding period of the same kind."""


ArithmeticSign = Literal["+", "-", "*", "/"]
CompareSign = Literal["<", "<=", ">", ">=", "==", "!="]


class Function(StrEnum):
    """The functions of the language, besides the aggregates."""

    MIN = "min"
    MAX = "max"
    FLOOR = "floor"
    ROUND = "round"
    """``round(x, places)``: half-up, away from zero."""
    POWER = "power"
    """``power(x, p, q, places)``: x to the p/q, exact by integers, rounded half-up."""


class AggregateKind(StrEnum):
    """What a cluster aggregate does with the members' values."""

    HIGHEST = "highest"
    LOWEST = "lowest"
    MEAN = "mean"
    SUM = "sum"
    COUNT = "count"
    RANK = "rank"
    """1 for the highest; equal values share the rank."""


@frozen
class Number:
    """A literal, exact from its digits."""

    value: Fraction


@frozen(cache_hash=True)
class Name:
    """A figure of an indicator: ``jobs_created.target``."""

    indicator: str
    field: Field = Field.ACTUAL


@frozen
class Judgement:
    """The points that an appraiser chose within [low, high] for a ``judged`` criterion."""

    criterion: str
    low: Fraction
    high: Fraction


@frozen
class Child:
    """The base points of a child section or criterion, read by a section's ``combine``."""

    code: str


@frozen
class Negate:
    operand: "Node"


@frozen
class Arithmetic:
    sign: ArithmeticSign
    left: "Node"
    right: "Node"


@frozen
class Call:
    """A call of one of the :class:`Function` s."""

    function: Function
    arguments: tuple["Node", ...]


@frozen
class Compare:
    """A chained comparison: ``a < b <= c`` has two signs and three operands."""

    signs: tuple[CompareSign, ...]
    operands: tuple["Node", ...]


@frozen
class And:
    operands: tuple["Node", ...]


@frozen
class Or:
    operands: tuple["Node", ...]


@frozen
class Not:
    operand: "Node"


@frozen
class Given:
    """Whether every figure that the operand reads was reported (a presumed zero was not)."""

    operand: "Node"


@frozen
class Choose:
    """``then if condition else otherwise``; only the taken branch is read."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"


@frozen
class Aggregate:
    """A value over the members of the cluster to whom the criterion applies."""

    kind: AggregateKind
    operand: "Node"
    """For ``count(where = …)`` alone: ``Number(1)``."""
    where: "Node | None" = None


@frozen
class Step:
    """One step of a band table; an absent edge is open to that side."""

    points: Fraction
    low: Fraction | None = None
    low_open: bool = False
    """``over`` (true) or ``from`` (false)."""
    high: Fraction | None = None
    high_open: bool = True
    """``below`` (true) or ``to`` (false)."""


@frozen
class Steps:
    """A band table: the points of the one step that holds the value; none is unknown."""

    on: "Node"
    steps: tuple[Step, ...]


@frozen
class Interpolate:
    """Straight lines through (value, points), clamped at both ends."""

    on: "Node"
    knots: tuple[tuple[Fraction, Fraction], ...]


@frozen
class AtMost:
    """The operand, unknown with OVER_MAXIMUM where it exceeds ``maximum``."""

    operand: "Node"
    maximum: "Node"


@frozen
class GeometricMean:
    """Weighted geometric mean, exact by integers, rounded half-up at ``places``."""

    operands: tuple["Node", ...]
    weights: tuple[int, ...]
    places: int


@frozen
class PythonCall:
    """A plain Python function of exact numbers, contributed by a plugin."""

    formula: str
    arguments: tuple[tuple[str, "Node"], ...]
    places: int


class LabelKind(StrEnum):
    """What part of a criterion a labelled node is, so that an explanation can name it."""

    ROW = "row"
    INPUT = "input"
    FORMULA = "formula"
    BASE = "base"
    EARNED = "earned"
    DEDUCTED = "deducted"
    BONUS = "bonus"


@frozen
class Labelled:
    """A node with a name: a row by its code, an input by its alias, a part of a criterion.

    ``row("a4.1")`` in an expression is compiled to the very node of that row.
    """

    kind: LabelKind
    label: str
    operand: "Node" = field()


Node = (
    Number
    | Name
    | Judgement
    | Child
    | Negate
    | Arithmetic
    | Call
    | Compare
    | And
    | Or
    | Not
    | Given
    | Choose
    | Aggregate
    | Steps
    | Interpolate
    | AtMost
    | GeometricMean
    | PythonCall
    | Labelled
)
