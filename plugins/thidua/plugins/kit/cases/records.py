"""A worked case, as its file says it."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Name
from thidua.core.model.observation import Standing


class Expectation(StrEnum):
    """What of a unit's result is expected; the key under which a file says it."""

    POINTS = "points"
    RANK = "rank"
    BAND = "band"
    STATUS = "status"
    SECTION = "sections"
    CRITERION = "criteria"


@frozen
class Expected:
    """One value that must come out."""

    kind: Expectation
    value: Fraction | str | None
    """Points, a rank, or the code of a band or a status; None for what has none."""
    code: str = ""
    """Of the criterion or section."""
    path: str = ""
    """Where it stands inside its file: ``units[u1].expect.rank``."""


@frozen
class CaseUnit:
    """One unit of the cluster that is scored."""

    code: str
    name: str
    kind: str = ""
    standing: Standing = Standing.NORMAL
    figures: Mapping[Name, Figure] = field(factory=dict)
    judged: Mapping[str, Fraction] = field(factory=dict)
    not_applicable: Mapping[str, str] = field(factory=dict)
    expected: tuple[Expected, ...] = ()


@frozen
class CaseFile:
    """One cluster, scored by one criteria set."""

    file: str
    """``cases/coverage.toml``."""
    source: str
    """Where the expected values come from."""
    criteria: str
    """The code of the criteria set."""
    units: tuple[CaseUnit, ...]
