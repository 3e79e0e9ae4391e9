"""What people decide of a member in a cluster and period: points, exemptions, standings.

Each is kept for ever; of several on the same matter the latest holds. Points and exemptions can be
withdrawn: a further revision says so, and then nothing holds until the matter is decided anew.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from attrs import evolve
from sqlalchemy import Connection

from thidua.core.model.observation import JudgedPoints, NotApplicable, Place, StandingDecision
from thidua.core.record import tables
from thidua.core.record.mapping import (
    judged_points_of,
    judged_points_values,
    not_applicable_of,
    not_applicable_values,
    standing_decision_of,
    standing_decision_values,
)
from thidua.core.record.observations import in_places
from thidua.core.record.revisions import Kept, append_revisions, current_rows
from thidua.core.record.stored import Stored

_MEMBER = ("period", "cluster", "unit")
_JUDGED = Kept(
    tables.judged_points,
    (*_MEMBER, "criterion", "layer"),
    ("points", "reason", "illustrative", "withdrawn"),
)
_NOT_APPLICABLE = Kept(
    tables.not_applicable, (*_MEMBER, "criterion", "layer"), ("reason", "withdrawn")
)
_STANDING = Kept(tables.standing_decision, _MEMBER, ("standing", "reason"))


def save_judged(
    connection: Connection,
    judged: Iterable[JudgedPoints],
    actor: str,
    at: datetime,
    *,
    seen: int | None = None,
) -> Stored:
    """Store points that a person gave. ``seen`` as in :func:`save_observations`."""
    rows = [judged_points_values(item) for item in judged]
    return append_revisions(connection, _JUDGED, rows, {"actor": actor, "at": at}, seen)


def load_judged(connection: Connection, places: Collection[Place]) -> tuple[JudgedPoints, ...]:
    """The judged points that hold in the places, in every layer."""
    table = tables.judged_points
    query = current_rows(_JUDGED, in_places(table, places), table.c.withdrawn == 0)
    return tuple(judged_points_of(row) for row in connection.execute(query))


def withdraw_judged(
    connection: Connection, entry: JudgedPoints, reason: str, actor: str, at: datetime
) -> None:
    """Take back points that :func:`load_judged` gave; they stay in the history."""
    row = judged_points_values(evolve(entry, reason=reason), withdrawn=True)
    append_revisions(connection, _JUDGED, [row], {"actor": actor, "at": at})


def save_not_applicable(
    connection: Connection,
    entries: Iterable[NotApplicable],
    actor: str,
    at: datetime,
    *,
    seen: int | None = None,
) -> Stored:
    """Store which criteria do not concern a member, and why."""
    rows = [not_applicable_values(item) for item in entries]
    return append_revisions(connection, _NOT_APPLICABLE, rows, {"actor": actor, "at": at}, seen)


def load_not_applicable(
    connection: Connection, places: Collection[Place]
) -> tuple[NotApplicable, ...]:
    """The entries that hold in the places, in every layer."""
    table = tables.not_applicable
    query = current_rows(_NOT_APPLICABLE, in_places(table, places), table.c.withdrawn == 0)
    return tuple(not_applicable_of(row) for row in connection.execute(query))


def withdraw_not_applicable(
    connection: Connection, entry: NotApplicable, reason: str, actor: str, at: datetime
) -> None:
    """Take back an entry that :func:`load_not_applicable` gave; it stays in the history."""
    row = not_applicable_values(evolve(entry, reason=reason), withdrawn=True)
    append_revisions(connection, _NOT_APPLICABLE, [row], {"actor": actor, "at": at})


def save_standings(
    connection: Connection,
    decisions: Iterable[StandingDecision],
    actor: str,
    at: datetime,
    *,
    seen: int | None = None,
) -> Stored:
    """Store decisions on the place of members."""
    rows = [standing_decision_values(item) for item in decisions]
    return append_revisions(connection, _STANDING, rows, {"actor": actor, "at": at}, seen)


def load_standings(
    connection: Connection, places: Collection[Place]
) -> tuple[StandingDecision, ...]:
    """The latest decision on each member of the places that has one."""
    query = current_rows(_STANDING, in_places(tables.standing_decision, places))
    return tuple(standing_decision_of(row) for row in connection.execute(query))
