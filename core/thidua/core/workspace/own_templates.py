"""A department's own copies of report templates, in the folder ``templates`` of its workspace.

``templates/minutes.docx`` is used instead of the Word file of the report ``minutes``, and beside
it where the report has none.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from attrs import evolve

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse, refuse_all
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.templates import Renderer, ReportTemplate, TemplateFile

FOLDER: Final = "templates"


def own_version(workspace: Path, catalogue: Catalogue, template: ReportTemplate) -> ReportTemplate:
    """A report with the department's own files in place of those that came with it."""
    formats = sorted({it.format for it in catalogue.renderers.values()})
    own = {
        file.format: file
        for format in formats
        if (file := _own_file(workspace, template, format)) is not None
    }
    kept = tuple(file for file in template.files if file.format not in own)
    return evolve(template, files=(*kept, *own.values())) if own else template


def is_own(template: TemplateFile) -> bool:
    """Whether a file is the department's own copy."""
    return template.file.startswith(f"{FOLDER}/")


def faults_of_own(
    template: ReportTemplate, file: TemplateFile, renderers: Iterable[Renderer]
) -> tuple[Fault, ...]:
    """All that can be found wrong with a file before there is a report to fill it with."""
    checks = dict.fromkeys(it.check for it in renderers if it.format == file.format and it.check)
    return tuple(fault for check in checks for fault in check(file, template.document))


def refuse_faulty(template: ReportTemplate, file: TemplateFile, renderer: Renderer) -> None:
    """Refuse to write by a department's own copy that has faults; what came with a plugin has
    been checked with it."""
    if is_own(file):
        refuse_all(faults_of_own(template, file, (renderer,)))


def own_files(workspace: Path, catalogue: Catalogue) -> list[tuple[ReportTemplate, TemplateFile]]:
    """Every own copy with the report that it is of; Refused for a file of no report."""
    folder = workspace / FOLDER
    found = sorted(it for it in folder.iterdir() if it.is_file()) if folder.is_dir() else []
    known = {
        f"{code}.{format}"
        for code in catalogue.templates
        for format in {it.format for it in catalogue.renderers.values()}
    }
    refuse_all(_of_no_report(file, known) for file in found if file.name not in known)
    reports = [(catalogue.templates[file.stem], file.suffix[1:]) for file in found]
    return [
        (report, own)
        for report, format in reports
        if (own := _own_file(workspace, report, format)) is not None
    ]


def copy_to_edit(template: ReportTemplate, format: str) -> TemplateFile:
    """The file of a report in a format, for a department to edit; Refused where there is none."""
    file = template.file_of(format)
    if file is None:
        formats = ", ".join(it.format for it in template.files)
        raise refuse(
            f"Báo cáo “{template.code}” không có mẫu dạng “{format}”.",
            f"The report “{template.code}” has no template of the format “{format}”.",
            remedy=Text(f"Các dạng có mẫu: {formats}.", f"Formats with a template: {formats}."),
        )
    return file


def _own_file(workspace: Path, template: ReportTemplate, format: str) -> TemplateFile | None:
    name = f"{template.code}.{format}"
    file = workspace / FOLDER / name
    if not file.is_file():
        return None
    content = file.read_bytes()
    if not content:
        raise refuse("Tệp mẫu rỗng.", "The template file is empty.", place=f"{FOLDER}/{name}")
    return TemplateFile(format, content, f"{FOLDER}/{name}")


def _of_no_report(file: Path, known: Iterable[str]) -> Fault:
    return Fault(
        Text("Không có báo cáo nào dùng tệp mẫu này.", "No report uses this template file."),
        f"{FOLDER}/{file.name}",
        did_you_mean(file.name, sorted(known)),
    )
