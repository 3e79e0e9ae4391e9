"""The words of a workbook of points: those that a department may change, and those that stay."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from thidua.core.model.toml_places import load_toml
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Fault, Refused, refuse_all
from thidua.core.workspace.templates import Document
from thidua.plugins import TemplateFile

TABLES: Final = (Document.SCORE_SHEET, Document.CLUSTER_TABLE)
"""The documents that can be workbooks of points."""
KNOWN: Final = ("title", "instructions", "signatures")
MOST_LINES: Final = {"instructions": 12, "signatures": 3}
LONGEST: Final = 500
"""Characters of one text."""


@frozen
class OwnWords:
    """What a department's own copy of the template may say."""

    title: str
    instructions: tuple[str, ...]
    signatures: tuple[str, ...]


def own_words(template: TemplateFile, language: Language) -> OwnWords:
    """The words of a template; Refused with everything that is wrong with it."""
    found = load_toml(template.content)
    refuse_all(_faults(template, found))
    return OwnWords(
        _text(found["title"]).in_language(language),
        tuple(_text(it).in_language(language) for it in found.get("instructions", ())),
        tuple(_text(it).in_language(language) for it in found.get("signatures", ())),
    )


def faults_of_words(template: TemplateFile, document: Document) -> tuple[Fault, ...]:
    """All that is wrong with the words of a workbook's template; the form for results has its own
    rules, and no other document is a workbook."""
    if document is Document.RESULT_FORM:
        return ()
    if document not in TABLES:
        what = "văn bản này không có dạng sổ tính.", "this document is never a workbook."
        return (_fault(template, *what),)
    try:
        own_words(template, "vi")
    except Refused as refused:
        return refused.faults
    return ()


def _faults(template: TemplateFile, found: Mapping[str, Any]) -> Iterator[Fault]:
    for key in found:
        if key not in KNOWN:
            yield _fault(
                template,
                f"không có mục “{key}”; chỉ có: {', '.join(KNOWN)}.",
                f"there is no “{key}”; there are: {', '.join(KNOWN)}.",
            )
    if not _is_text(found.get("title")):
        yield _wrong_text(template, "title")
    for key, most in MOST_LINES.items():
        lines = found.get(key, [])
        if not isinstance(lines, list) or not all(map(_is_text, lines)):
            yield _wrong_text(template, key)
        elif len(lines) > most:
            yield _fault(
                template,
                f"“{key}” có {len(lines)} dòng, nhiều nhất là {most}.",
                f"“{key}” has {len(lines)} lines, at most {most} are allowed.",
            )


def _is_text(found: object) -> bool:
    return (
        isinstance(found, dict)
        and found.keys() == {"vi", "en"}
        and all(isinstance(it, str) and 0 < len(it.strip()) <= LONGEST for it in found.values())
    )


def _text(found: Mapping[str, str]) -> Text:
    return Text(vi=found["vi"], en=found["en"])


def _wrong_text(template: TemplateFile, key: str) -> Fault:
    return _fault(
        template,
        f"mỗi lời trong “{key}” cần có vi và en, không quá {LONGEST} ký tự.",
        f"each text of “{key}” needs vi and en, of at most {LONGEST} characters.",
    )


def _fault(template: TemplateFile, vi: str, en: str) -> Fault:
    remedy = Text(
        "Hãy sửa tệp mẫu; chép lại mẫu gốc nếu cần.",
        "Edit the template; copy the original again if need be.",
    )
    return Fault(Text(vi, en), template.file, remedy)
