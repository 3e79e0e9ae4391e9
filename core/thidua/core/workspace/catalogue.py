"""All that one department can use: the built-in plugins and the sectors it has enabled, by code."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from thidua.core.model.compiled import CompiledSet
from thidua.core.model.contribution import Check, Plugin, Sector
from thidua.core.model.criteria import CriteriaSet, TieKey
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.text.fault import Refused
from thidua.core.workspace import lookup_faults
from thidua.core.workspace.provision import Kind, Provider
from thidua.core.workspace.readers import Reader
from thidua.core.workspace.templates import Document, Renderer, ReportTemplate, TemplateFile

T = TypeVar("T")
Key = tuple[Kind, str]


def _by_code(value: Mapping[Any, T]) -> Mapping[Any, T]:
    return MappingProxyType(dict(sorted(value.items())))


def _codes() -> Any:
    return field(factory=dict, converter=_by_code)


@frozen
class Dormant:
    """A contribution that is installed, but not enabled for this department."""

    provider: Provider
    enabled_by: str
    """The code that ``thidua sector enable`` takes to turn it on."""
    document: Document | None = None
    """What a report template is of; None for other kinds."""


@frozen
class Catalogue:
    """What one department can use; every mapping is by code, in the order of the codes.

    The methods that take a code raise :class:`Refused` where the department has no such thing,
    saying which sector provides it, which plugins quarrel over it, or which code is nearest.
    """

    plugins: Mapping[str, Plugin] = _codes()
    sectors: Mapping[str, Sector] = _codes()
    indicators: Mapping[str, Indicator] = _codes()
    formulas: Mapping[str, Formula] = _codes()
    criteria_sets: Mapping[str, CriteriaSet] = _codes()
    templates: Mapping[str, ReportTemplate] = _codes()
    checks: Mapping[str, Check] = _codes()
    readers: Mapping[str, Reader] = _codes()
    renderers: Mapping[str, Renderer] = _codes()
    providers: Mapping[Key, Provider] = _codes()
    dormant: Mapping[Key, Dormant] = _codes()
    """What other sectors provide."""
    disputed: Mapping[Key, tuple[Provider, ...]] = _codes()
    """Codes that several plugins claim, and that nobody can use until one gives way."""
    quarantined: Mapping[Key, tuple[Provider, ...]] = _codes()
    """What plugins provide that are kept out because something is wrong with them."""
    missing_sectors: tuple[str, ...] = ()
    """Enabled, but no usable plugin provides them: uninstalled, blocked or quarantined."""

    def plugin(self, code: str) -> Plugin:
        """The plugin of that code."""
        return self._get(Kind.PLUGIN, self.plugins, code)

    def sector(self, code: str) -> Sector:
        """The enabled sector of that code."""
        return self._get(Kind.SECTOR, self.sectors, code)

    def indicator(self, code: str) -> Indicator:
        """The indicator of that code."""
        return self._get(Kind.INDICATOR, self.indicators, code)

    def formula(self, code: str) -> Formula:
        """The formula of that code."""
        return self._get(Kind.FORMULA, self.formulas, code)

    def criteria_set(self, code: str) -> CriteriaSet:
        """The criteria set of that code, as contributed."""
        return self._get(Kind.CRITERIA_SET, self.criteria_sets, code)

    def template(self, code: str) -> ReportTemplate:
        """The report template of that code."""
        return self._get(Kind.TEMPLATE, self.templates, code)

    def check(self, code: str) -> Check:
        """The plausibility check of that code."""
        return self._get(Kind.CHECK, self.checks, code)

    def reader(self, code: str) -> Reader:
        """The file reader of that code."""
        return self._get(Kind.READER, self.readers, code)

    def renderer(self, code: str) -> Renderer:
        """The report renderer of that code."""
        return self._get(Kind.RENDERER, self.renderers, code)

    def provider_of(self, kind: Kind, code: str) -> Provider:
        """Who provides what stands under a code."""
        return self._get(kind, self._providers_of(kind), code)

    def keeps_out(self, kind: Kind, code: str) -> bool:
        """Whether a dispute, or a fault of its plugin, keeps what stands under a code from use."""
        return (kind, code) in self.disputed or (
            (kind, code) in self.quarantined and (kind, code) not in self.providers
        )

    def compiled(self, code: str, tie_breakers: Sequence[TieKey] = ()) -> CompiledSet:
        """A criteria set with its names resolved against this catalogue, and those of the tie
        keys of a scheme that uses it; Refused with all that do not resolve, each placed in its
        set."""
        # Whoever filled the catalogue has seen that the set holds together by itself.
        from thidua.core.model.compiling import compile_valid

        source = self.criteria_set(code)
        try:
            return compile_valid(source, self.indicators, self.formulas, tie_breakers=tie_breakers)
        except Refused as refused:
            faults = tuple(
                evolve(fault, place=f"{code}: {fault.place}".rstrip(": "))
                for fault in refused.faults
            )
            raise Refused(faults) from refused

    def reader_for(self, file: Path) -> Reader:
        """The reader of a file's format, told by its suffix; Refused for a format nobody reads."""
        found = [reader for reader in self.readers.values() if reader.reads(file)]
        if len(found) == 1:
            return found[0]
        if found:
            raise lookup_faults.several_readers(file.name, found)
        raise lookup_faults.no_reader(file.name, self.readers.values())

    def renderer_for(self, template: ReportTemplate, suffix: str) -> tuple[Renderer, TemplateFile]:
        """The renderer that turns a report into files of a suffix (``.html``), and the file of the
        template that it takes."""
        fitting = self.renderers_of(template)
        for renderer, file in fitting:
            if renderer.suffix == suffix.lower():
                return renderer, file
        raise lookup_faults.no_renderer(template, suffix, [renderer for renderer, _ in fitting])

    def renderers_of(self, template: ReportTemplate) -> list[tuple[Renderer, TemplateFile]]:
        """Every way to write a report, with the file of the template that it takes."""
        files = {item.format: item for item in template.files}
        return [(it, files[it.format]) for it in self.renderers.values() if it.format in files]

    def _own_report(self, document: Document | None) -> str | None:
        """The template that a department of another sector has for a document: its sector's own,
        else that of any sector."""
        found = [it for it in self.templates.values() if it.document is document and self.sectors]
        return min(((it.sector is None, it.code) for it in found), default=(True, None))[1]

    def _providers_of(self, kind: Kind) -> Mapping[str, Provider]:
        return {code: provider for (of, code), provider in self.providers.items() if of is kind}

    def _get(self, kind: Kind, known: Mapping[str, T], code: str) -> T:
        if code in known:
            return known[code]
        if claims := self.disputed.get((kind, code)):
            raise lookup_faults.disputed(kind, code, claims)
        if (elsewhere := self.dormant.get((kind, code))) is not None:
            instead = self._own_report(elsewhere.document)
            raise lookup_faults.not_enabled(
                kind, code, elsewhere.provider, elsewhere.enabled_by, instead
            )
        if by := self.quarantined.get((kind, code)):
            raise lookup_faults.quarantined(kind, code, by)
        raise lookup_faults.unknown(kind, code, known, self.missing_sectors)
