"""Column types that keep a value exactly as it was written: decimals, days, instants.

All three are TEXT on SQLite, where a number in a REAL column silently loses digits
(12345678901234.123456 came back as …123047) and STRICT tables know no dates.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Dialect, Numeric, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from thidua.core.exact.decimal_text import canonical, read_canonical


class ExactDecimal(TypeDecorator[Fraction]):
    """A finite decimal: canonical TEXT on SQLite, NUMERIC on PostgreSQL, a Fraction in Python.

    The database neither sums nor sorts it: text sorts ``"10"`` before ``"9"``.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """NUMERIC of any precision where the database has it."""
        return Numeric() if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> Any:
        """ValueError for a value without a finite decimal expansion, such as 1/3."""
        if value is None:
            return None
        text = canonical(value)
        return Decimal(text) if dialect.name == "postgresql" else text

    def process_result_value(self, value: Any, dialect: Dialect) -> Fraction | None:
        """ValueError for a text that :func:`canonical` would not have written."""
        if value is None:
            return None
        return Fraction(value) if isinstance(value, Decimal) else read_canonical(value)


class IsoDate(TypeDecorator[date]):
    """A calendar day as ``YYYY-MM-DD``, which sorts as days do."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """The day as text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """The day of a text; ValueError for anything but ``YYYY-MM-DD``."""
        return None if value is None else date.fromisoformat(value)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC to the second, as ``YYYY-MM-DDTHH:MM:SSZ``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """The moment as text; ValueError for a time without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value}")
        return value.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """The moment, in UTC."""
        return None if value is None else datetime.fromisoformat(value)
