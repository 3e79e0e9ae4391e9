"""What a case expects of a unit, read from its table ``expect``."""

from collections.abc import Callable, Collection, Iterator
from fractions import Fraction
from typing import Any, Final

from thidua.core.model.compiled import CompiledSet
from thidua.core.model.places import within
from thidua.core.model.plain_table import PlainTable
from thidua.core.model.plain_values import NotRead, as_integer, as_number, as_text, one_of
from thidua.core.scoring.results import Status
from thidua.core.text.bilingual import Text
from thidua.core.text.suggesting import did_you_mean
from thidua.plugins.kit.cases.records import Expectation, Expected

NONE: Final = "none"
"""What a file writes for points, a rank or a band that a unit does not get."""

_Value = Fraction | str | None


def expectations(table: PlainTable, compiled: CompiledSet) -> tuple[Expected, ...]:
    """Every value that the table expects; what cannot be read is noted as a fault of it."""
    source = compiled.source
    found = (
        *_single(table, Expectation.POINTS, _or_none(as_number)),
        *_single(table, Expectation.RANK, _or_none(_as_rank)),
        *_single(table, Expectation.BAND, _or_none(_band_among([it.code for it in source.bands]))),
        *_single(table, Expectation.STATUS, one_of(Status)),
        *_by_code(table, Expectation.SECTION, [it.code for it in source.sections]),
        *_by_code(table, Expectation.CRITERION, compiled.by_code),
    )
    table.close()
    return found


def _single(
    table: PlainTable, kind: Expectation, reader: Callable[[Any], _Value]
) -> Iterator[Expected]:
    faults = len(table.faults)
    value = table.read(kind.value, reader, None)
    if table.has(kind.value) and len(table.faults) == faults:
        yield Expected(kind, value, path=within(table.place, kind.value))


def _by_code(table: PlainTable, kind: Expectation, known: Collection[str]) -> Iterator[Expected]:
    inner = table.table(kind.value)
    for code in inner.keys:
        faults = len(table.faults)
        value = inner.read(code, _or_none(as_number), None)
        if code not in known:
            inner.note(_unknown(kind, code), code, did_you_mean(code, known))
        if len(table.faults) == faults:
            yield Expected(kind, value, code, within(inner.place, code))


def _unknown(kind: Expectation, code: str) -> Text:
    if kind is Expectation.SECTION:
        return Text(f"Không có mục “{code}”.", f"There is no section “{code}”.")
    return Text(f"Không có tiêu chí “{code}”.", f"There is no criterion “{code}”.")


def _or_none(reader: Callable[[Any], _Value]) -> Callable[[Any], _Value]:
    return lambda value: None if value == NONE else reader(value)


def _as_rank(value: object) -> Fraction:
    rank = as_integer(value)
    if rank < 1:
        raise NotRead(Text("Thứ hạng tính từ 1.", "Ranks begin at 1."))
    return Fraction(rank)


def _band_among(known: Collection[str]) -> Callable[[object], str]:
    def as_band(value: object) -> str:
        code = as_text(value)
        if code not in known:
            listed = ", ".join(known) or "-"
            raise NotRead(
                Text(f"Không có loại “{code}”.", f"There is no band “{code}”."),
                did_you_mean(code, known) or Text(f"Các loại: {listed}.", f"The bands: {listed}."),
            )
        return code

    return as_band
