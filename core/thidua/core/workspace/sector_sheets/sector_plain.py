"""A sector's files as plain values: what its workbook and its TOML files have in common."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import Factory, frozen

from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.sector_file import SectorFile
from thidua.core.model.unstructuring import unstructure_criteria_set, unstructure_sector

PlainTable = Mapping[str, Any]


@frozen
class SectorPlain:
    """The values of a ``sector.toml``, of its criteria sets, and of its cases by file name."""

    sector: PlainTable
    criteria: tuple[PlainTable, ...] = ()
    cases: Mapping[str, PlainTable] = Factory(dict)
    """The worked examples, ``{"annex-2": {"source": …, "units": […]}}``."""


def plain_of_records(
    sector_file: SectorFile,
    criteria_sets: Iterable[CriteriaSet],
    cases: Mapping[str, PlainTable] | None = None,
) -> SectorPlain:
    """The plain values of a sector's records, what is by default left out.

    Refused where a formula is a Python function, each of them named: neither a workbook nor TOML
    can hold it.
    """
    return SectorPlain(
        unstructure_sector(sector_file),
        tuple(unstructure_criteria_set(item) for item in criteria_sets),
        cases or {},
    )
