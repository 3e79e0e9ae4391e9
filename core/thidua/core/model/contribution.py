"""What a plugin says of itself, of its sector, and of figures that cannot be true."""

from enum import StrEnum

from attrs import field, frozen

from thidua.core.model.code import is_code
from thidua.core.text.bilingual import Text


@frozen
class Plugin:
    """A plugin's own card."""

    code: str = field(validator=is_code)
    title: Text
    api_version: int
    """The version of the plugin interface that it was written for."""
    maintainers: tuple[str, ...] = ()


@frozen
class UnitKind:
    """A kind of unit that ``applies_to`` may name."""

    code: str = field(validator=is_code)
    title: Text


@frozen
class Sector:
    """A branch of administration (ngành) whose departments run clusters."""

    code: str = field(validator=is_code)
    title: Text
    legal_basis: str
    unit_kinds: tuple[UnitKind, ...] = ()


class Severity(StrEnum):
    WARNING = "warning"
    """Shown, never in the way: real figures do this."""
    ERROR = "error"
    """The figure cannot be true: an import refuses it."""


@frozen
class Check:
    """A plausibility check: an expression over figures that is true where they are plausible.

    It is read with the formula language for one unit; unknown is silent. ``expression`` may
    read ``.target``, ``.baseline`` and ``.previous``.
    """

    code: str = field(validator=is_code)
    title: Text
    """What is wrong where the expression is false."""
    expression: str
    severity: Severity = Severity.WARNING
    stated: str | None = None
    """For a derived figure: the expression of the figure as it is stated, to be shown."""
    recomputed: str | None = None
    """The same figure computed from its parts, to be shown beside it."""

    def __attrs_post_init__(self) -> None:
        if (self.stated is None) != (self.recomputed is None):
            raise ValueError(f"check {self.code}: stated and recomputed go together")
