"""One XML part of a Word file, read only for what a template may not hold."""

from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

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
_HYPERLINKS: Final = ("http://", "https://", "mailto:")
_FIELDS: Final = frozenset(
    "= AUTHOR COMMENTS CREATEDATE DATE FILENAME HYPERLINK NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE"
    " PAGEREF PRINTDATE REF SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF SUBJECT SYMBOL TC TIME TITLE"
    " TOC".split()
)


def is_xml(content: bytes) -> bool:
    """Whether it begins as XML does, in whatever encoding."""
    return content.lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n").startswith(b"<")


class PartScan:
    """Notes, in the order met, the marks of ``WORDS_OF_MARK``."""

    def __init__(self) -> None:
        self._marks: dict[str, None] = {}
        self._fields: list[str] = []
        self._in_code = False

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
        for code in self._fields:
            self._judge(code)
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
        self._in_code = local in ("instrText", "delInstrText")

    def _end(self, name: str) -> None:
        self._in_code = False

    def _text(self, text: str) -> None:
        if self._in_code:
            if not self._fields:
                self._fields.append("")
            self._fields[-1] += text

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif self._fields:
            self._judge(self._fields[-1])
            if kind == "end":
                self._fields.pop()

    def _judge(self, code: str) -> None:
        words = code.split()
        if words and words[0].upper() not in _FIELDS and not words[0].startswith("="):
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
