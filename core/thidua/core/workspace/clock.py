"""The time that goes into records."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment in UTC, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)
