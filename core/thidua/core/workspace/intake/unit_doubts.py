"""Kinds and sectors of units that no installed sector knows: a misspelt one would silently take a
unit out of every criterion that names its kind."""

from collections.abc import Iterable, Iterator, Mapping

from thidua.core.model.contribution import Sector
from thidua.core.model.unit import Unit
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.suggesting import did_you_mean


def unit_doubts(units: Iterable[Unit], sectors: Mapping[str, Sector]) -> Iterator[Fault]:
    """A notice for each kind and sector that ``sectors`` do not know; a criteria set of one's own
    may use kinds that no sector declares, so nothing is refused."""
    versions = [version for unit in units for version in unit.versions]
    known_kinds = {kind.code for sector in sectors.values() for kind in sector.unit_kinds}
    for kind in sorted({version.kind for version in versions} - known_kinds):
        yield Fault(
            Text(
                f"không ngành nào có loại đơn vị “{kind}”: tiêu chí ghi rõ loại đơn vị áp dụng"
                " sẽ bỏ qua các đơn vị này.",
                f"no sector knows the kind of unit “{kind}”: criteria that name kinds will pass"
                " these units over.",
            ),
            remedy=did_you_mean(kind, known_kinds),
        )
    named = {version.sector for version in versions if version.sector is not None}
    for sector in sorted(named - set(sectors)):
        yield Fault(
            Text(f"chưa cài ngành “{sector}”.", f"the sector “{sector}” is not installed."),
            remedy=did_you_mean(sector, sectors),
        )
