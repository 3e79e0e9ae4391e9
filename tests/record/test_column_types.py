"""Values come back as they went in, to the last digit."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Dialect, Engine
from sqlalchemy.dialects import postgresql, sqlite

from thidua.core.record.column_types import ExactDecimal, Instant, IsoDate
from thidua.core.record.connection import reading

SQLITE: Dialect = sqlite.dialect()
POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]

decimals = st.builds(Fraction, st.integers(-(10**25), 10**25), st.sampled_from([1, 8, 10**12]))


@settings(deadline=None)
@given(value=decimals)
def test_a_decimal_is_text_on_sqlite_and_a_number_on_postgresql(value: Fraction) -> None:
    column = ExactDecimal()
    text = column.process_bind_param(value, SQLITE)
    number = column.process_bind_param(value, POSTGRESQL)
    assert isinstance(text, str)
    assert isinstance(number, Decimal)
    assert Fraction(number) == Fraction(text) == value
    assert column.process_result_value(text, SQLITE) == value
    assert column.process_result_value(number, POSTGRESQL) == value
    # PostgreSQL pads a number with zeros; it is the same number all the same.
    padded = Decimal(f"{text}000" if "." in text else f"{text}.000")
    assert column.process_result_value(padded, POSTGRESQL) == value


def test_the_column_is_numeric_of_any_precision_on_postgresql() -> None:
    column = ExactDecimal()
    assert column.load_dialect_impl(POSTGRESQL).compile(POSTGRESQL) == "NUMERIC"
    assert column.load_dialect_impl(SQLITE).compile(SQLITE) == "TEXT"


def test_a_figure_that_a_real_column_would_change_keeps_every_digit(engine: Engine) -> None:
    value = Fraction("12345678901234.123456")
    text = ExactDecimal().process_bind_param(value, SQLITE)
    with reading(engine) as connection:
        as_real = connection.exec_driver_sql("SELECT CAST(? AS REAL)", (text,)).scalar_one()
        as_text = connection.exec_driver_sql("SELECT ?", (text,)).scalar_one()
    assert Fraction(as_real) != value
    assert ExactDecimal().process_result_value(as_text, SQLITE) == value


@pytest.mark.parametrize("value", [Fraction(1, 3), Fraction(22, 7)])
def test_a_value_without_a_last_digit_is_not_stored(value: Fraction) -> None:
    with pytest.raises(ValueError, match="no finite decimal expansion"):
        ExactDecimal().process_bind_param(value, SQLITE)


@pytest.mark.parametrize("text", ["1e3", "1.50", "01", "-0", "1,5", "", "NaN"])
def test_a_text_that_was_not_written_by_us_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="not a canonical decimal"):
        ExactDecimal().process_result_value(text, SQLITE)


def test_what_is_absent_stays_absent() -> None:
    for column in (ExactDecimal(), IsoDate(), Instant()):
        assert column.process_bind_param(None, SQLITE) is None
        assert column.process_result_value(None, SQLITE) is None


def test_days_sort_as_text() -> None:
    days = [date(2025, 12, 31), date(999, 1, 1), date(2026, 1, 1)]
    texts = [IsoDate().process_bind_param(day, SQLITE) for day in days]
    assert texts == ["2025-12-31", "0999-01-01", "2026-01-01"]
    assert [IsoDate().process_result_value(text, SQLITE) for text in texts] == days


def test_a_moment_is_kept_in_utc_to_the_second() -> None:
    hanoi = timezone(timedelta(hours=7))
    moment = datetime(2026, 1, 1, 6, 59, 59, 999_999, tzinfo=hanoi)
    text = Instant().process_bind_param(moment, SQLITE)
    assert text == "2025-12-31T23:59:59Z"
    assert Instant().process_result_value(text, SQLITE) == datetime(
        2025, 12, 31, 23, 59, 59, tzinfo=UTC
    )


def test_a_moment_without_a_zone_is_not_stored() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        Instant().process_bind_param(datetime(2026, 1, 1), SQLITE)


def test_every_table_is_strict(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        loose = database.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict"
            " AND name NOT LIKE 'sqlite%'"
        ).fetchall()
    assert loose == [("alembic_version",)]
