"""A sector of TOML files alone, given through the same hooks as one with code.

Its folder holds ``sector.toml`` and ``criteria*.toml``; in ``templates/`` a report template is
named by the document that it is, ``templates/score-sheet.docx``, and ``cases/`` holds the worked
cases of its authors.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from thidua.core.model.contribution import Check, Plugin, Sector
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.templates import Document, ReportTemplate
from thidua.plugins.folder import Folder
from thidua.plugins.hookspecs import API_VERSION, hookimpl

SECTOR_FILE: Final = "sector.toml"
CRITERIA_FILES: Final = "criteria*.toml"
TEMPLATES: Final = "templates"

_TITLES: Final[Mapping[Document, Text]] = {
    Document.SUMMARY: Text("Báo cáo tổng kết", "Summary report"),
    Document.SCORE_SHEET: Text("Phiếu chấm điểm", "Score sheet"),
    Document.CLUSTER_TABLE: Text("Bảng tổng hợp điểm", "Table of points"),
    Document.MINUTES: Text("Biên bản họp", "Minutes of the meeting"),
    Document.COVENANT: Text("Giao ước thi đua", "Emulation covenant"),
    Document.SUBMISSION: Text("Tờ trình", "Submission"),
    Document.RANK_SAFETY: Text("Độ vững của thứ hạng", "Safety of the ranks"),
    Document.RESULT_FORM: Text("Biểu nhập kết quả", "Form for results"),
}


@frozen
class TomlSector:
    """The hooks of a sector without code; each raises :class:`Refused` with the faults of the
    files that it reads."""

    root: Path
    folder: Folder

    @classmethod
    def of(cls, root: Path) -> "TomlSector":
        """The sector in a folder; nothing is read yet."""
        return cls(root, Folder(root))

    @hookimpl
    def thidua_plugin(self) -> Plugin:
        """The card; where the file has none, one that says what the sector does."""
        card = self.folder.sector_file(SECTOR_FILE).plugin
        if card is not None:
            return card
        sector = self.thidua_sector()
        return Plugin(sector.code, sector.title, API_VERSION)

    @hookimpl
    def thidua_sector(self) -> Sector:
        """The sector that a department enables."""
        return self.folder.sector(SECTOR_FILE)

    @hookimpl
    def thidua_indicators(self) -> Iterable[Indicator]:
        """What its criteria read."""
        return self.folder.indicators(SECTOR_FILE)

    @hookimpl
    def thidua_formulas(self) -> Iterable[Formula]:
        """Its formulas, all of them expressions."""
        return self.folder.formulas(SECTOR_FILE)

    @hookimpl
    def thidua_checks(self) -> Iterable[Check]:
        """What cannot be true of its figures."""
        return self.folder.checks(SECTOR_FILE)

    @hookimpl
    def thidua_criteria_sets(self) -> Iterable[CriteriaSet]:
        """Its point tables, one file each."""
        return [
            self.folder.criteria_set(file.name) for file in sorted(self.root.glob(CRITERIA_FILES))
        ]

    @hookimpl
    def thidua_report_templates(self) -> Iterable[ReportTemplate]:
        """Its reports, one of a document."""
        sector = self.thidua_sector()
        return [
            self.folder.template(
                code=f"{sector.code}-{document}",
                title=_of_sector(_TITLES[document], sector.title),
                document=document,
                files=files,
                sector=sector.code,
            )
            for document, files in self._documents().items()
        ]

    def _documents(self) -> dict[Document, list[str]]:
        """The template files of each document; Refused for files that are of none."""
        files = list(_template_files(self.root))
        refuse_all(_of_no_document(self.folder, file) for file in files if not _is_of_one(file))
        found: dict[Document, list[str]] = {}
        for file in files:
            found.setdefault(Document(file.stem), []).append(f"{TEMPLATES}/{file.name}")
        return found


def _template_files(root: Path) -> Iterator[Path]:
    for file in sorted((root / TEMPLATES).glob("*")):
        # What an office program or a file manager leaves behind is none.
        if file.is_file() and not file.name.startswith((".", "~")):
            yield file


def _is_of_one(file: Path) -> bool:
    return file.stem in set(Document)


def _of_no_document(folder: Folder, file: Path) -> Fault:
    known = ", ".join(Document)
    return Fault(
        Text(
            f"Tên tệp mẫu phải là tên một loại báo cáo, không phải “{file.stem}”.",
            f"A template file is named after its document, not “{file.stem}”.",
        ),
        folder.label(f"{TEMPLATES}/{file.name}"),
        did_you_mean(file.stem, Document)
        or Text(f"Các loại báo cáo: {known}.", f"The documents: {known}."),
    )


def _of_sector(document: Text, sector: Text) -> Text:
    return Text(f"{document.vi} - {sector.vi}", f"{document.en}: {sector.en}")
