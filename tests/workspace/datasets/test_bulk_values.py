"""Values in columns: the very number that is written, or a fault; as one by one."""

from fractions import Fraction

import pyarrow as pa
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
