"""What is kept of a cluster when a period opens: its members with their roles, and its scheme."""

from attrs import field, frozen

from thidua.core.model.cluster import Role
from thidua.core.model.code import is_code
from thidua.core.model.criteria import Basis
from thidua.core.model.observation import Place


@frozen(order=True)
class PeriodMember:
    """A unit that is scored, whatever becomes of the roster later."""

    unit: str = field(validator=is_code)
    role: Role = Role.MEMBER


def _by_unit(members: tuple[PeriodMember, ...]) -> tuple[PeriodMember, ...]:
    return tuple(sorted(members))


@frozen
class OpenedCluster:
    """A cluster in an open period. The scheme's text is stored once under its ``digest``."""

    place: Place
    criteria: str
    """What the scheme is called on screen: the code of its criteria set, or its own."""
    basis: Basis
    digest: str
    members: tuple[PeriodMember, ...] = field(converter=_by_unit)
    """By code."""
