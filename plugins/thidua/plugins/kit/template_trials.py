"""Report templates tried before there is a report: looked over, and filled with made-up data."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from thidua.core.text.bilingual import LANGUAGES, Text
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.documents.sample import sample_report
from thidua.core.workspace.templates import (
    Document,
    Filling,
    Renderer,
    ReportTemplate,
    TemplateFile,
)
from thidua.plugins.guard import Failed, guarded
from thidua.plugins.kit.results import Area, CheckResult, Verdict
from thidua.plugins.kit.wording import result, with_remedy

_FILLED_FORMATS = ("html", "docx")
"""Formats that take any words; the others want figures, and are looked over only."""


def templates_in(plain: Iterable[Any]) -> Iterator[ReportTemplate]:
    """The templates that a child gave as JSON values."""
    for it in plain:
        files = [
            TemplateFile(one["format"], base64.b64decode(one["content"]), one["file"])
            for one in it["files"]
        ]
        title = Text(it["code"], it["code"])
        yield ReportTemplate(it["code"], title, Document(it["document"]), files)


def template_results(
    templates: Iterable[ReportTemplate], renderers: Sequence[Renderer]
) -> list[CheckResult]:
    """What is wrong with each file of each template, and whether it can be filled."""
    return [
        found
        for template in templates
        for file in template.files
        for found in _tried(template, file, [it for it in renderers if it.format == file.format])
    ]


def _tried(
    template: ReportTemplate, file: TemplateFile, renderers: Sequence[Renderer]
) -> Iterator[CheckResult]:
    faults = list(_faults(template, file, renderers))
    for fault in faults:
        yield _resource("template-fields", Verdict.FAILED, with_remedy(fault), file, fault.place)
    if faults:
        broken = Text("Chưa thử được, vì mẫu có lỗi.", "Not tried, for the template has faults.")
        yield _resource("templates-render", Verdict.SKIPPED, broken, file)
        return
    sound = Text("Mọi trường đều có, không có mã.", "Every field exists, and there is no code.")
    yield _resource("template-fields", Verdict.PASSED, sound, file)
    yield _filled(template, file, renderers)


def _faults(
    template: ReportTemplate, file: TemplateFile, renderers: Sequence[Renderer]
) -> Iterator[Fault]:
    if not renderers:
        yield Fault(
            Text(
                f"Không xuất được mẫu ở định dạng “{file.format}”.",
                f"No renderer takes templates of the format “{file.format}”.",
            ),
            file.file,
        )
    checks = dict.fromkeys(it.check for it in renderers if it.check is not None)
    for check in checks:
        outcome = guarded(lambda check=check: check(file, template.document))  # type: ignore[misc]
        if isinstance(outcome, Failed):
            yield Fault(_raised(outcome.error), file.file)
        else:
            yield from outcome.value


def _filled(
    template: ReportTemplate, file: TemplateFile, renderers: Sequence[Renderer]
) -> CheckResult:
    renderer = _first(file, renderers)
    if renderer is None:
        read_only = Text(
            "Định dạng này chỉ được xem xét, không xuất thử.",
            "Of this format a template is looked over, not filled.",
        )
        return _resource("templates-render", Verdict.SKIPPED, read_only, file)
    outcome = guarded(lambda: _sizes(renderer, file, template.document))
    if isinstance(outcome, Failed):
        error = outcome.error
        if isinstance(error, Refused):
            fault = error.faults[0]
            said = with_remedy(fault)
            return _resource("templates-render", Verdict.FAILED, said, file, fault.place)
        return _resource("templates-render", Verdict.FAILED, _raised(error), file)
    sizes = ", ".join(f"{size // 1024 + 1} KiB" for size in outcome.value)
    return _resource(
        "templates-render",
        Verdict.PASSED,
        Text(f"Xuất được bằng hai ngôn ngữ ({sizes}).", f"Rendered in both languages ({sizes})."),
        file,
    )


def _first(file: TemplateFile, renderers: Sequence[Renderer]) -> Renderer | None:
    """The renderer that writes the format itself, before one that converts it."""
    common = file.format in _FILLED_FORMATS
    own = [it for it in renderers if it.suffix == f".{file.format}"]
    return own[0] if own and common else None


def _sizes(renderer: Renderer, file: TemplateFile, document: Document) -> list[int]:
    filling = Filling(file, sample_report(document))
    return [
        len(content) for language in LANGUAGES for content in renderer.render((filling,), language)
    ]


def _raised(error: BaseException) -> Text:
    if isinstance(error, Refused):
        return with_remedy(error.faults[0])
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    return Text(f"Phần xuất báo cáo báo lỗi ({said}).", f"The renderer failed ({said}).")


def _resource(
    check: str, verdict: Verdict, came_out: Text, file: TemplateFile, place: str = ""
) -> CheckResult:
    return result(Area.RESOURCES, check, verdict, came_out, file.file, place)
