"""All that a sector without code holds: its records, worked cases and templates, and its digest."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Any, Final, TypeVar

from attrs import evolve, field, frozen

from thidua.core.model.contribution import Check
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.sector_file import SectorFile
from thidua.core.text.bilingual import Text
from thidua.core.workspace.templates import ReportTemplate, TemplateFile
from thidua.plugins.contributions import Contributed, LoadedPlugin
from thidua.plugins.folder import Folder
from thidua.plugins.toml_sector import TEMPLATES

CASES: Final = "cases"
_DIGEST_PREFIX: Final = b"thidua-sector-v1\0"

R = TypeVar("R", bound=Contributed)


@frozen
class SectorContent:
    """What a sector holds, in whatever form it was written."""

    sector_file: SectorFile
    criteria_sets: tuple[CriteriaSet, ...] = ()
    cases: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    """The worked cases as plain values, by the names of their files without suffix."""
    templates: Mapping[str, bytes] = field(factory=dict)
    """The template files by name, ``score-sheet.docx``."""

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical form: the same for a workbook and for TOML that say the same,
        whatever their layout, comments and order of files."""
        from thidua.core.model.freezing.canonical_json import canonical_json, plain_of

        declared = self.sector_file
        text = canonical_json(
            {
                "plugin": plain_of(declared.plugin) if declared.plugin else None,
                "sector": plain_of(declared.sector) if declared.sector else None,
                "indicators": [plain_of(it) for it in _by_code(declared.indicators)],
                "checks": [plain_of(it) for it in _by_code(declared.checks)],
                "formulas": [plain_of(it) for it in _by_code(declared.formulas)],
                "criteria_sets": [plain_of(it) for it in _by_code(self.criteria_sets)],
                "cases": {name: _json_value(case) for name, case in self.cases.items()},
                "templates": {
                    name: hashlib.sha256(content).hexdigest()
                    for name, content in self.templates.items()
                },
            }
        )
        return hashlib.sha256(_DIGEST_PREFIX + text.encode()).hexdigest()

    def under(self, code: str) -> "SectorContent":
        """A copy with a sector code of its own; its indicators, formulas and checks keep theirs,
        since they are the same in both."""
        from thidua.core.workspace.sector_sheets.renaming import cases_under

        declared = self.sector_file
        old = declared.sector.code if declared.sector else ""
        sets = [it.code for it in self.criteria_sets]
        return evolve(
            self,
            sector_file=evolve(
                declared,
                plugin=declared.plugin and evolve(declared.plugin, code=code),
                sector=declared.sector and evolve(declared.sector, code=code),
            ),
            criteria_sets=tuple(_set_under(it, old, code) for it in self.criteria_sets),
            cases=cases_under(self.cases, sets, old, code),
        )


def content_of(plugin: LoadedPlugin) -> SectorContent:
    """What a plugin holds that a sector without code can hold."""
    given = [item.record for item in plugin.contributions]
    folder = Path(plugin.provider.file).parent if plugin.provider.file else None
    return SectorContent(
        SectorFile(
            plugin.card,
            plugin.sector,
            _of(given, Indicator),
            _of(given, Check),
            _of(given, Formula),
        ),
        _of(given, CriteriaSet),
        cases_in(folder) if folder else {},
        {
            f"{template.document}.{file.format}": file.content
            for template, file in _template_files(_of(given, ReportTemplate))
        },
    )


def template_files_of(plugin: LoadedPlugin) -> tuple[str, ...]:
    """The names of its report templates, as its author knows them: ``bao-cao-tong-ket.docx``."""
    templates = _of((item.record for item in plugin.contributions), ReportTemplate)
    return tuple(PurePath(file.file).name for _, file in _template_files(templates))


def left_behind(plugin: LoadedPlugin) -> Iterator[Text]:
    """What of a plugin a sector without code cannot hold."""
    templates = _of((item.record for item in plugin.contributions), ReportTemplate)
    for first, template in _second_of_a_document(templates):
        yield Text(
            f"mẫu báo cáo “{template.code}” được bỏ lại: “{first.code}” cũng là mẫu"
            f" {template.document}.",
            f"the report template “{template.code}” is left out: “{first.code}” is of the"
            f" document {template.document} too.",
        )
    for item in plugin.contributions:
        if item.kind in ("reader", "renderer"):
            yield Text(
                f"{item.kind.words.vi} “{item.code}” được bỏ lại: cần mã Python.",
                f"the {item.kind.words.en} “{item.code}” is left out: it needs Python code.",
            )


def cases_in(folder: Path) -> dict[str, dict[str, Any]]:
    """The worked cases beside a sector's files; Refused for one that is no TOML."""
    files = sorted((folder / CASES).glob("*.toml"))
    return {file.stem: Folder(folder).plain(f"{CASES}/{file.name}") for file in files}


def _of(records: Iterable[Contributed], kind: type[R]) -> tuple[R, ...]:
    return tuple(it for it in records if isinstance(it, kind))


def _by_code(records: Iterable[R]) -> list[R]:
    return sorted(records, key=lambda it: it.code)


def _second_of_a_document(
    templates: Iterable[ReportTemplate],
) -> Iterator[tuple[ReportTemplate, ReportTemplate]]:
    first: dict[str, ReportTemplate] = {}
    for template in templates:
        if template.document in first:
            yield first[template.document], template
        first.setdefault(template.document, template)


def _template_files(
    templates: Iterable[ReportTemplate],
) -> Iterator[tuple[ReportTemplate, TemplateFile]]:
    seen: set[str] = set()
    for template in templates:
        if template.document not in seen:
            seen.add(template.document)
            for file in template.files:
                yield template, file


def _set_under(criteria_set: CriteriaSet, old: str, new: str) -> CriteriaSet:
    from thidua.core.workspace.sector_sheets.renaming import set_code_under

    own = criteria_set.sector
    code = set_code_under(criteria_set.code, old, new)
    return evolve(criteria_set, code=code, sector=new if own == old else own)


def _json_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _json_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json_value(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def template_path(name: str) -> str:
    """Where a template file stands in the folder of its sector."""
    return f"{TEMPLATES}/{name}"
