"""From plain values (of TOML, JSON, a workbook) to records, with every fault found at once.

The place of each fault is a path, ``criteria[LS-01].rows[2].when``;
:mod:`thidua.core.model.toml_places` turns it into a line.
"""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from attrs import frozen

from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.plain_table import Faults, PlainTable
from thidua.core.model.scheme import Scheme
from thidua.core.model.sector_file import SectorFile
from thidua.core.model.structuring.criteria_sets import structure_criteria_set
from thidua.core.model.structuring.schemes import structure_scheme
from thidua.core.model.structuring.sector_files import structure_sector_file
from thidua.core.model.validation import faults_of, faults_of_scheme
from thidua.core.model.validation.formulas import faults_of_sector_file
from thidua.core.text.fault import Fault, Refused, refuse_all

__all__ = [
    "AsFarAsRead",
    "SectorFile",
    "criteria_set_as_far_as_read",
    "read_criteria_set",
    "read_scheme",
    "read_sector",
    "sector_as_far_as_read",
]

R = TypeVar("R")


@frozen
class AsFarAsRead(Generic[R]):
    """A record with stand-ins where its source could not be read, and all that is wrong."""

    record: R
    faults: tuple[Fault, ...]
    unread: frozenset[str]
    """The places of the stand-ins."""

    @property
    def sound(self) -> R:
        """The record; Refused with all that is wrong with it."""
        refuse_all(self.faults)
        return self.record


def read_criteria_set(plain: Mapping[str, Any]) -> CriteriaSet:
    """A criteria set that holds together by itself; Refused with all that is wrong with it."""
    return criteria_set_as_far_as_read(plain).sound


def criteria_set_as_far_as_read(plain: Mapping[str, Any]) -> AsFarAsRead[CriteriaSet]:
    """A criteria set, also one with faults; Refused where there is no criterion to speak of."""
    faults: Faults = []
    criteria_set = structure_criteria_set(PlainTable(plain, "", faults))
    if criteria_set is None:
        raise Refused(tuple(faults))
    unread = frozenset(fault.place for fault in faults)
    faults.extend(faults_of(criteria_set, unread))
    return AsFarAsRead(criteria_set, tuple(faults), unread)


def read_sector(plain: Mapping[str, Any]) -> SectorFile:
    """A plugin's own file: its card, sector, indicators, checks, formulas."""
    return sector_as_far_as_read(plain).sound


def sector_as_far_as_read(plain: Mapping[str, Any]) -> AsFarAsRead[SectorFile]:
    """A plugin's own file, also one with faults."""
    faults: Faults = []
    sector_file = structure_sector_file(PlainTable(plain, "", faults))
    unread = frozenset(fault.place for fault in faults)
    faults.extend(faults_of_sector_file(sector_file, unread))
    return AsFarAsRead(sector_file, tuple(faults), unread)


def read_scheme(plain: Mapping[str, Any]) -> Scheme:
    """How a cluster is scored; whether its criteria sets exist is for the workspace to say."""
    faults: Faults = []
    scheme = structure_scheme(PlainTable(plain, "", faults))
    faults.extend(faults_of_scheme(scheme, frozenset(fault.place for fault in faults)))
    refuse_all(faults)
    return scheme
