"""Reading a sector's files: TOML and templates beside its code, faults with file and line."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from thidua.core.model.contribution import Check, Plugin, Sector
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.templates import Document, ReportTemplate, TemplateFile
from thidua.plugins.hookspecs import API_VERSION

if TYPE_CHECKING:
    from thidua.core.model.sector_file import SectorFile


def _is_somewhere(_: object, __: object, source: str | Path) -> None:
    if not isinstance(source, Path) and not source:
        raise ValueError("Folder(__package__) needs a package: a folder with an __init__.py")


_FAULTS_ASIDE: Final = ContextVar("_FAULTS_ASIDE", default=False)


@contextmanager
def faults_aside() -> Iterator[None]:
    """Within the block, every folder gives what can be read of a sector file that has faults.

    For whoever names the faults of the files apart, and wants to see what the hooks make of the
    rest.
    """
    token = _FAULTS_ASIDE.set(True)
    try:
        yield
    finally:
        _FAULTS_ASIDE.reset(token)


@frozen
class Folder:
    """The files of one plugin, in its package or in a plain directory.

    Every method takes a file's name inside the folder and raises :class:`Refused` with all
    faults of the file, each with file and line. ::

        here = Folder(__package__)
        here.criteria_set("criteria-2026.toml")
    """

    source: str | Path = field(validator=_is_somewhere)
    """A package's name, ``__package__``, or the path of a directory."""
    _sector_files: dict[str, "SectorFile"] = field(factory=dict, init=False, eq=False, repr=False)

    def plugin(self, file: str = "sector.toml") -> Plugin:
        """The plugin's card, from the table ``[plugin]``."""
        found = self.sector_file(file).plugin
        if found is None:
            raise self._lacks(file, "plugin")
        return found

    def sector(self, file: str = "sector.toml") -> Sector:
        """The sector, from the table ``[sector]``."""
        found = self.sector_file(file).sector
        if found is None:
            raise self._lacks(file, "sector")
        return found

    def indicators(self, file: str = "sector.toml") -> tuple[Indicator, ...]:
        """The indicators, from the tables ``[[indicators]]``."""
        return self.sector_file(file).indicators

    def formulas(self, file: str = "sector.toml") -> tuple[Formula, ...]:
        """The formulas that are expressions, from the tables ``[[formulas]]``."""
        return self.sector_file(file).formulas

    def checks(self, file: str = "sector.toml") -> tuple[Check, ...]:
        """The plausibility checks, from the tables ``[[checks]]``."""
        return self.sector_file(file).checks

    def sector_file(self, file: str = "sector.toml") -> "SectorFile":
        """All that one file declares, of which the methods above take a part."""
        if file not in self._sector_files:
            self._sector_files[file] = self._read(file)
        return self._sector_files[file]

    def criteria_set(self, file: str) -> CriteriaSet:
        """A criteria set, a whole file; checked alone, its names not yet resolved."""
        from thidua.core.model.structuring import read_criteria_set

        plain = self.plain(file)
        try:
            return read_criteria_set(plain)
        except Refused as refused:
            raise Refused(self.located(file, refused.faults)) from refused

    def template(
        self,
        *,
        code: str,
        title: Text,
        document: Document,
        files: Iterable[str],
        sector: str | None = None,
    ) -> ReportTemplate:
        """A report template with the content of its files, one of a format: a file's suffix
        (``.docx``, ``.html``) tells its format."""
        read = tuple(self._template_file(file) for file in files)
        return ReportTemplate(code, title, document, read, sector)

    def _template_file(self, file: str) -> TemplateFile:
        content = self._entry(file).read_bytes()
        if not content:
            raise refuse("Tệp mẫu rỗng.", "The template file is empty.", place=self.label(file))
        return TemplateFile(PurePath(file).suffix[1:].lower(), content, self.label(file))

    def plain(self, file: str) -> dict[str, Any]:
        """A TOML file as plain values."""
        from thidua.core.model.toml_places import load_toml

        content = self._entry(file).read_bytes()
        try:
            return load_toml(content)
        except Refused as refused:
            raise Refused(tuple(self._in_file(file, it) for it in refused.faults)) from refused

    def label(self, file: str) -> str:
        """A file's name as messages give it, with the name of its folder."""
        name = self.source.resolve().name if isinstance(self.source, Path) else self.source
        return f"{name}/{file}"

    def place(self, file: str, path: str) -> str:
        """The file and line of what a path names inside a TOML file: ``y-te/a.toml, dòng/line 3``;
        the file alone where the text is no TOML."""
        from thidua.core.model.toml_places import place_in_toml

        text = self._entry(file).read_bytes().decode("utf-8-sig")
        return ", ".join(it for it in (self.label(file), place_in_toml(text, path)) if it)

    def located(self, file: str, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        """Faults whose places are paths inside a TOML file, with its name and the lines."""
        from thidua.core.model.toml_places import place_in_toml

        text = self._entry(file).read_bytes().decode("utf-8-sig")
        return tuple(
            self._in_file(file, fault, place_in_toml(text, fault.place)) for fault in faults
        )

    def _read(self, file: str) -> "SectorFile":
        from thidua.core.model.structuring import sector_as_far_as_read

        plain = self.plain(file)
        self.refuse_newer(file, plain)
        read = sector_as_far_as_read(plain)
        if read.faults and not _FAULTS_ASIDE.get():
            raise Refused(self.located(file, read.faults))
        return read.record

    def refuse_newer(self, file: str, plain: dict[str, Any]) -> None:
        """Refuse a file whose card was written for a newer interface."""
        # Before the structure is read: what a newer interface adds would look like misspellings.
        card = plain.get("plugin")
        version = card.get("api_version") if isinstance(card, dict) else None
        if isinstance(version, int) and version > API_VERSION:
            fault = Fault(
                Text(
                    f"Cần giao diện phiên bản {version}; thidua này có phiên bản {API_VERSION}.",
                    f"Needs interface version {version}; this thidua has version {API_VERSION}.",
                ),
                "plugin.api_version",
                Text("Nâng cấp thidua.", "Upgrade thidua."),
            )
            raise Refused(self.located(file, [fault]))

    def _in_file(self, file: str, fault: Fault, line: str = "") -> Fault:
        parts = (self.label(file), line, fault.place)
        return evolve(fault, place=", ".join(part for part in parts if part))

    def _entry(self, file: str) -> Traversable:
        entry = self._root() / file
        if not entry.is_file():
            raise refuse(
                "Không có tệp này.",
                "There is no such file.",
                place=self.label(file),
                remedy=did_you_mean(file, self._beside(PurePath(file).parent)),
            )
        return entry

    def _beside(self, folder: PurePath) -> list[str]:
        """The names in a folder of the sector's; none where there is no such folder."""
        held = self._root() / str(folder) if folder.parts else self._root()
        return [str(folder / it.name) for it in held.iterdir()] if held.is_dir() else []

    def _root(self) -> Traversable:
        return self.source if isinstance(self.source, Path) else files(self.source)

    def _lacks(self, file: str, table: str) -> Refused:
        return refuse(
            f"Thiếu bảng [{table}].", f"The table [{table}] is missing.", place=self.label(file)
        )
