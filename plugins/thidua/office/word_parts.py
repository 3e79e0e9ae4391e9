"""The parts of a Word template that are filled in, as docxtpl hands them to Jinja."""

import html
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Environment

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.office.template_fence import Mistake
from thidua.office.word_tag_places import lost_words

PROPERTIES: Final = ("author", "comments", "identifier", "language", "subject", "title")
"""The properties of the file that docxtpl fills in."""

BODY: Final = "thân văn bản"
_FOOTNOTES: Final = "wordprocessingml.footnotes+xml"
_NOT_FILLED: Final = ("wordprocessingml.endnotes+xml", "wordprocessingml.comments+xml")
_MADE: Final = datetime(2026, 1, 1)
_NEARBY: Final = 60
_PARAGRAPH: Final = re.compile(r"<w:p([ >])")


@frozen
class Part:
    """One part with fields; a paragraph a line, so that a line of a fault is a paragraph."""

    name: str
    source: str
    file: str
    words: str
    """Which part it is, for a person."""

    def place(self, line: int) -> str:
        """File, part, and the words of the paragraph on that line, from 1."""
        lines = self.source.split("\n")
        nearby = _words_of(lines[line - 1]) if 0 < line <= len(lines) else ""
        return f"{self.file}, {self.words}" + (f", “{nearby}”" if nearby else "")


def _words_of(xml: str) -> str:
    words = " ".join(html.unescape(re.sub(r"<[^>]*>", "", xml)).split())
    return words if len(words) <= _NEARBY else words[: _NEARBY - 1] + "…"


class WordTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl, held to what it promises: every part inside the same fence, once."""

    def fields_in_parts(self, file: str) -> Iterator[Part]:
        """Every part that is filled in, with the very source that the environment is given."""
        yield self._part("document", self.get_xml(), file, BODY)
        for words, uri in self._edges():
            for relation, part in self.get_headers_footers(uri):
                yield self._part(relation, self.get_part_xml(part), file, words)
        for part in self._footnotes():
            name = str(part.partname)
            yield self._part(name, part.blob.decode("utf-8"), file, "chú thích cuối trang")
        for name in PROPERTIES:
            source = getattr(self.docx.core_properties, name)
            yield Part(f"property {name}", source, file, f"thuộc tính “{name}” của tệp")

    def lost_words(self, file: str) -> Iterator[Fault]:
        """A fault for each tag beside which words would be lost."""
        yield from lost_words(self.docx._element.body, f"{file}, {BODY}")
        for words, uri in self._edges():
            for _, part in self.get_headers_footers(uri):
                yield from lost_words(parse_xml(part.blob), f"{file}, {words}")

    def _edges(self) -> tuple[tuple[str, str], ...]:
        return ("đầu trang", self.HEADER_URI), ("chân trang", self.FOOTER_URI)

    def _part(self, name: str, xml: str, file: str, words: str) -> Part:
        return Part(name, _PARAGRAPH.sub(r"\n<w:p\1", self.patch_xml(xml)), file, words)

    def _footnotes(self) -> list[Any]:
        parts = self.docx.part.package.iter_parts()
        return [part for part in parts if part.content_type.endswith(_FOOTNOTES)]

    def render_footnotes(
        self, context: Mapping[str, Any], jinja_env: Environment | None = None
    ) -> None:
        """Once, where docxtpl fills them in again for each section: then a text of the data
        would be a template itself."""
        for part in self._footnotes():
            xml = self.patch_xml(part.blob.decode("utf-8"))
            filled = self.render_xml_part(xml, part, context, jinja_env)
            _require_whole(filled)
            part._blob = filled.encode("utf-8")

    def render_properties(
        self, context: Mapping[str, Any], jinja_env: Environment | None = None
    ) -> None:
        """As plain text, for the properties are escaped when they are saved; no time is kept."""
        assert jinja_env is not None
        jinja_env.autoescape = False
        super().render_properties(context, jinja_env)
        jinja_env.autoescape = True
        properties = self.docx.core_properties
        properties.created = properties.modified = _MADE
        properties.last_modified_by = ""

    def map_headers_footers_xml(self, relation: str, xml: bytes) -> None:
        """As docxtpl does, in words of our own where the part is not well-formed."""
        _require_whole(xml.decode("utf-8"))
        super().map_headers_footers_xml(relation, xml)

    def fix_tables(self, xml: str) -> Any:
        """As docxtpl does, which would silently leave out what is not well-formed."""
        _require_whole(xml)
        return super().fix_tables(xml)


def _require_whole(xml: str) -> None:
    lines = _PARAGRAPH.sub(r"\n<w:p\1", xml)
    try:
        parse_xml(lines.encode("utf-8"))
    except SyntaxError as cause:
        raise _torn(lines.split("\n")[: cause.lineno]) from cause


def _torn(lines: list[str]) -> Mistake:
    """``lines``: what is written, up to where it is no longer well-formed."""
    nearby = next((words for words in map(_words_of, reversed(lines)) if words), "")
    return Mistake(
        Text(
            "Các thẻ if, for không mở và đóng ở cùng một cấp của văn bản"
            f" (phát hiện gần “{nearby}”).",
            "Tags if and for do not begin and end on one level of the document"
            f" (noticed near “{nearby}”).",
        ),
        Text(
            "Hãy để mỗi thẻ mở, đóng trong một đoạn riêng ({%p … %}) hoặc một hàng riêng"
            " ({%tr … %}).",
            "Put each beginning and end into a paragraph ({%p … %}) or a row ({%tr … %}) of"
            " its own.",
        ),
    )


def unfilled_parts(template: WordTemplate, file: str) -> Iterator[Fault]:
    """A fault for each part with fields that docxtpl leaves as they are."""
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith(_NOT_FILLED) and re.search(rb"\{[{%]", part.blob):
            yield Fault(
                Text(
                    "Không điền được trường dữ liệu ở phần này của tệp mẫu.",
                    "Fields in this part of a template are not filled in.",
                ),
                f"{file}, {part.partname}",
                Text(
                    "Hãy chuyển chúng vào thân văn bản hoặc chú thích cuối trang.",
                    "Move them into the text itself or into a footnote.",
                ),
            )
