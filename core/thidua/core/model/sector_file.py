"""What one plain file of a plugin declares: its card, its sector, indicators, checks, formulas."""

from attrs import frozen

from thidua.core.model.contribution import Check, Plugin, Sector
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator


@frozen
class SectorFile:
    """The contents of a ``sector.toml``; any of them may be left out."""

    plugin: Plugin | None = None
    sector: Sector | None = None
    indicators: tuple[Indicator, ...] = ()
    checks: tuple[Check, ...] = ()
    formulas: tuple[Formula, ...] = ()
