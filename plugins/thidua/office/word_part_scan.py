"""One XML part of a Word file, read only for what a template may not hold."""

import re
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from attrs import define

from thidua.core.text.bilingual import Text

broken_xml: Final = (expat.ExpatError, ValueError, LookupError)
"""What reading a part that is no XML raises."""

WORDS_OF_MARK: Final[Mapping[str, Text]] = {
    "entities": Text("khai báo DOCTYPE trong XML", "a document type in its XML"),
    "macros": Text("macro", "macros"),
    "object": Text("đối tượng nhúng hoặc macro", "an embedded object or a macro"),
    "chunk": Text("tài liệu khác nhúng bên trong (altChunk)", "another document (altChunk)"),
    "link": Text("liên kết tới tệp bên ngoài", "a link to an outside file"),
    "field": Text(
        "mã trường Word lấy dữ liệu từ nơi khác hoặc không rõ loại",
        "a field code of Word that brings in other data, or of an unknown kind",
    ),
}

_ELEMENTS: Final = {
    "altChunk": "chunk",
    "OLEObject": "object",
    "object": "object",
    "control": "object",
    "subDoc": "link",
}
_RELATIONS: Final = {
    "aFChunk": "chunk",
    "oleObject": "object",
    "package": "object",
    "control": "object",
    "activeXControlBinary": "object",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "keyMapCustomizations": "macros",
    "attachedToolbars": "macros",
    "subDocument": "link",
    "frame": "link",
    "attachedTemplate": "link",
    "mailMergeSource": "link",
    "externalLink": "link",
}
_CODES: Final = ("instrText", "delInstrText")
_HYPERLINKS: Final = ("http://", "https://", "mailto:")
_FINE_LINK: Final = re.compile(
    r'"?(?:https?://|mailto:)[^"]*"?(?: \\[hnot](?: "[^"]*")?)*|\\l (?:"[^"]*"|\S+)(?: \\[hn])*',
    re.IGNORECASE,
)
"""What may follow in the field of a link: a page, an address of mail, a place in the document."""
_FIELDS: Final = frozenset(
    "= AUTHOR COMMENTS CREATEDATE DATE FILENAME NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE"
    " PAGEREF PRINTDATE REF SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF SUBJECT SYMBOL TC TIME TITLE"
    " TOC".split()
)


def is_xml(content: bytes) -> bool:
    """Whether it begins as XML does, in whatever encoding."""
    return content.lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n").startswith(b"<")


@define
class _Field:
    """A field of Word that has begun, and is not over."""

    code: str = ""
    is_code: bool = True
    """Whether what stands here is still its code, and not yet what it gave."""


class PartScan:
    """Notes, in the order met, the marks of ``WORDS_OF_MARK``."""

    def __init__(self) -> None:
        self._marks: dict[str, None] = {}
        self._fields: list[_Field] = []
        self._depth_of_code = 0

    def read(self, content: bytes) -> tuple[str, ...]:
        """Every mark found; one of ``broken_xml`` where the part is no XML."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _stop
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(content, True)
        except _Enough:
            return ("entities",)
        for field in self._fields:
            self._judge(field.code)
        return tuple(self._marks)

    def _note(self, mark: str) -> None:
        self._marks[mark] = None

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        known = {_local(key): value for key, value in attributes.items()}
        if local in _ELEMENTS:
            self._note(_ELEMENTS[local])
        elif local == "Relationship":
            self._relation(known)
        elif local in ("Default", "Override") and _is_macro(known.get("ContentType", "")):
            self._note("macros")
        elif local == "fldSimple":
            self._judge(known.get("instr", ""))
        elif local == "fldChar":
            self._field(known.get("fldCharType", ""))
        self._depth_of_code += local in _CODES

    def _end(self, name: str) -> None:
        self._depth_of_code -= _local(name) in _CODES

    def _text(self, text: str) -> None:
        # Whatever stands between the beginning of a field and what it gave is its code to Word,
        # the text of an ordinary run too.
        if self._depth_of_code and not self._fields:
            self._fields.append(_Field(is_code=False))
        if self._fields and (self._depth_of_code or self._fields[-1].is_code):
            self._fields[-1].code += text

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields:
            self._judge(self._fields[-1].code)
            self._fields[-1].is_code = False
            if kind == "end":
                self._fields.pop()

    def _judge(self, code: str) -> None:
        kind, _, rest = " ".join(code.split()).partition(" ")
        if kind.upper() == "HYPERLINK":
            if not _FINE_LINK.fullmatch(rest):
                self._note("link")
        elif kind and kind.upper() not in _FIELDS and not kind.startswith("="):
            self._note("field")

    def _relation(self, known: Mapping[str, str]) -> None:
        kind = known.get("Type", "").rpartition("/")[2]
        if kind in _RELATIONS:
            self._note(_RELATIONS[kind])
        elif known.get("TargetMode", "").lower() == "external":
            target = known.get("Target", "").lower()
            if kind != "hyperlink" or not target.startswith(_HYPERLINKS):
                self._note("link")


class _Enough(ValueError):
    """A document type stands here; nothing after it is read."""


def _stop(*_: object) -> None:
    raise _Enough


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _is_macro(content_type: str) -> bool:
    lowered = content_type.lower()
    return "macroenabled" in lowered or "vbaproject" in lowered
