"""Values in columns: the very number that is written, or a fault; as one by one."""

from fractions import Fraction

import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thidua.core.exact.decimal_text import canonical, read_decimal
from thidua.core.model.indicator import Indicator
from thidua.core.text.numbers import fits_record
from thidua.core.workspace.datasets.values import checked_values

written = st.from_regex(r" ?-?[0-9]{1,21}(\.[0-9]{1,14})?", fullmatch=True)
texts = written | st.sampled_from(["", "-", "1,5", "1.", ".5", "+1", "1e3", "NaN", "１", "1 000"])


def number(text: str) -> Fraction | None:
    try:
        value = read_decimal(text.strip())
    except ValueError:
        return None
    return value if fits_record(value) else None


@given(st.lists(texts, max_size=6))
@example(["-0.0", "000", "-00.50", "999999999999999999.999999999999", "1000000000000000000"])
@settings(max_examples=150, deadline=None)
def test_a_decimal_is_read_as_it_is_written(
    indicators: dict[str, Indicator], found: list[str]
) -> None:
    jobs = indicators["jobs"]
    for indicator in (jobs, evolve(jobs, whole=True)):
        checked = checked_values(pa.array(found, pa.string()), indicator)
        for text, value, faulty in zip(
            found, checked.values.to_pylist(), checked.faulty.tolist(), strict=True
        ):
            expected = number(text)
            if indicator.whole and expected is not None:
                expected = expected if expected >= 0 and expected.denominator == 1 else None
            assert faulty == (expected is None), text
            if expected is None:
                what, _ = checked.tell(text)
                assert what.vi and what.en
            else:
                assert value == canonical(expected)


TOO_LONG = ("1" * 19, "1" * 39, "-" + "1" * 41, "9" * 60, "9" * 61, "9" * 5_000)
TOO_MANY_ZEROS = ("0" * 45 + "5", "0" * 70, "1." + "0" * 45)
TOO_MANY_DECIMALS = ("0." + "1" * 13, "0." + "1" * 45, f" {'0.' + '1' * 100} ")


@pytest.mark.parametrize("text", [*TOO_LONG, *TOO_MANY_ZEROS, *TOO_MANY_DECIMALS])
def test_a_number_of_too_many_digits_is_told_to_be_so(
    indicators: dict[str, Indicator], text: str
) -> None:
    checked = checked_values(pa.array([text]), indicators["jobs"])
    assert checked.faulty.tolist() == [True]
    what, remedy = checked.tell(text)
    assert ("quá" in what.vi, "too" in what.en) == (True, True)
    assert remedy is not None
    assert ("12" in remedy.vi, "12" in remedy.en) == (True, True)


@pytest.mark.parametrize("text", ["", "-", "1,5", "1e3", "x" * 80, "5" * 50 + "tr", "５" * 50])
def test_what_is_no_decimal_is_told_how_to_write_one(
    indicators: dict[str, Indicator], text: str
) -> None:
    checked = checked_values(pa.array([text]), indicators["jobs"])
    assert checked.faulty.tolist() == [True]
    what, remedy = checked.tell(text)
    assert what.en.endswith(" is no decimal number.")
    assert remedy is not None and "1234.5" in remedy.vi
