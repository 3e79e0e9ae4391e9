"""Which hook contributes what, and what a plugin has contributed once it is loaded."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeAlias

from attrs import field, frozen

from thidua.core.model.contribution import Check, Plugin, Sector
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.workspace.provision import Kind, Provider
from thidua.core.workspace.readers import Reader
from thidua.core.workspace.templates import Document, Renderer, ReportTemplate
from thidua.plugins.quarantine import Origin

Contributed: TypeAlias = (
    Plugin | Sector | Indicator | Formula | CriteriaSet | ReportTemplate | Check | Reader | Renderer
)


@frozen
class Hook:
    """What a hook of one name returns."""

    name: str
    kind: Kind
    record: type[Any]
    single: bool = False
    """One record; every other hook gives any number."""


HOOKS: Mapping[str, Hook] = {
    hook.name: hook
    for hook in (
        Hook("thidua_plugin", Kind.PLUGIN, Plugin, single=True),
        Hook("thidua_sector", Kind.SECTOR, Sector, single=True),
        Hook("thidua_indicators", Kind.INDICATOR, Indicator),
        Hook("thidua_formulas", Kind.FORMULA, Formula),
        Hook("thidua_criteria_sets", Kind.CRITERIA_SET, CriteriaSet),
        Hook("thidua_report_templates", Kind.TEMPLATE, ReportTemplate),
        Hook("thidua_checks", Kind.CHECK, Check),
        Hook("thidua_readers", Kind.READER, Reader),
        Hook("thidua_renderers", Kind.RENDERER, Renderer),
    )
}
HOOK_OF: Mapping[Kind, Hook] = {hook.kind: hook for hook in HOOKS.values()}


@frozen
class Contribution:
    """One record with who provides it."""

    kind: Kind
    record: Contributed
    provider: Provider
    rank: int = 0
    """How firmly the provider holds a code: the built-in plugins keep theirs in a dispute."""
    hook_place: str = field(default="", eq=False)
    """File and line of the hook that gave it; empty where no hook did."""

    @property
    def code(self) -> str:
        """The code of the record."""
        return self.record.code

    @property
    def document(self) -> Document | None:
        """What a report template is of; None for other kinds."""
        return self.record.document if isinstance(self.record, ReportTemplate) else None


@frozen
class LoadedPlugin:
    """A plugin that works, with all that it has contributed."""

    origin: Origin
    card: Plugin
    provider: Provider
    hooks: tuple[str, ...]
    """The hooks that it implements, sorted."""
    contributions: tuple[Contribution, ...]
    always_on: bool = False
    """Whether every department has it, without enabling anything."""

    @property
    def sector(self) -> Sector | None:
        """The sector that it brings."""
        for item in self.contributions:
            if isinstance(item.record, Sector):
                return item.record
        return None

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many records of each kind it contributes, its card aside, by kind."""
        found = Counter(item.kind for item in self.contributions if item.kind is not Kind.PLUGIN)
        return dict(sorted(found.items()))

    @property
    def enabled_by(self) -> str:
        """What a department enables to have it: its sector, or itself where it brings none."""
        return self.sector.code if self.sector else self.card.code
