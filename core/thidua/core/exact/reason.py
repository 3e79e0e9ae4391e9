"""Why a value is unknown: the third value of the formula language."""

from enum import StrEnum

from attrs import frozen


class ReasonKind(StrEnum):
    """What went without an answer."""

    MISSING = "missing"
    """No figure was reported; ``subject`` is the name as the formula writes it."""
    NEAR = "near"
    """Only "gần …" was reported."""
    UNDECIDED = "undecided"
    """A bounded figure ("trên …") leaves more than one answer open."""
    DIVIDED_BY_ZERO = "divided-by-zero"
    EMPTY_AGGREGATE = "empty-aggregate"
    """No member of the cluster has a value to aggregate."""
    NOT_JUDGED = "not-judged"
    """The criterion waits for an appraiser; ``subject`` is its code."""
    UNCOVERED = "uncovered"
    """No step of a band table holds the value, which is in ``detail``."""
    OVER_MAXIMUM = "over-maximum"
    """A formula gave more than the criterion's points (``detail``), and no bonus is declared."""
    NEGATIVE_MEAN = "negative-mean"
    """A geometric mean met a negative part."""
    NOT_REAL = "not-real"
    """A power of a negative number, or of zero to a negative exponent."""
    TOO_LARGE = "too-large"
    """A number of so many digits that it is not computed further."""
    NO_CRITERIA_SET = "no-criteria-set"
    """Part ``subject`` of the scheme has no criteria set for the sector ``detail``."""
    PYTHON_FAULT = "python-fault"
    """A plain Python formula (``subject``) failed; ``detail`` says how."""


@frozen
class Reason:
    """One reason, as data; it is put into words with the titles at hand."""

    kind: ReasonKind
    subject: str = ""
    detail: str = ""
    unit: str = ""
    """The member it concerns where that is not the scored unit."""
