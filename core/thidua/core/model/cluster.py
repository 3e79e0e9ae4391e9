"""Clusters (cụm, khối thi đua) and who belongs to them, from when to when."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen, validators

from thidua.core.model.code import in_order, is_code, not_empty


class Role(StrEnum):
    """What a unit is in a cluster."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"


@frozen
class Cluster:
    """A group of units that compete. ``label`` is its usual word: cụm or khối."""

    code: str = field(validator=is_code)
    name: str = field(validator=not_empty)
    organiser: str = field(validator=is_code)
    """The unit (a department) that runs the cluster."""
    label: str = "cụm"


@frozen
class Membership:
    """A unit's place in a cluster over a span of days; opening a period keeps those in force."""

    cluster: str = field(validator=is_code)
    unit: str = field(validator=is_code)
    role: Role = Role.MEMBER
    valid_from: date | None = None
    valid_to: date | None = field(
        default=None, validator=validators.optional(validators.instance_of(date))
    )

    def __attrs_post_init__(self) -> None:
        in_order(self.valid_from, self.valid_to)

    def holds_on(self, day: date) -> bool:
        """Whether the membership is in force on a day."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day <= self.valid_to)
