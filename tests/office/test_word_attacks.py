"""Hostile Word templates: nothing is run, nothing leaks, and each is over soon."""

import io
import os
import struct
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.templates import Filling, TemplateFile
from thidua.office import word_rendering
from thidua.office.word_filling import fill_word
from thidua.office.word_rendering import render_word
from thidua.plugins.confinement import Limits

VALUES: dict[str, Any] = {
    "a": "text",
    "rows": [{"name": "x"}] * 40,
    "group": {"_secret": "hidden", "name": "n"},
    "language": "vi",
}
PARTS = ("header", "footer", "footnote", "title", "comments")
TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

PAYLOADS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ a.__class__ }}",
    "{{ a['__class__'] }}",
    "{{ group.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('touch FILE').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'].popen('touch FILE') }}",
    "{{ lipsum(n=1000000) }}",
    "{{ self._TemplateReference__context }}",
    "{{ '{0.__class__}'.format(a) }}",
    "{{ '%s' % a }}",
    "{{ a | attr('__class__') }}",
    "{{ rows | map(attribute='__class__') | list }}",
    "{{ a | format(a) }}",
    "{{ a | safe }}",
    "{{ a | pprint }}",
    "{{ a | xmlattr }}",
    "{% for i in range(10 ** 9) %}x{% endfor %}",
    "{{ 9 ** (9 ** 8) }}",
    "{{ 'a' * 10000000000 }}",
    "{{ a + a }}",
    "{{ a.upper() }}",
    "{{ rows.append(a) }}",
    "{{ rows.clear() }}",
    "{{ group.items() }}",
    "{{ a.encode() }}",
    "{% set x = rows %}",
    "{% set ns.x = 1 %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import popen %}",
    "{% extends 'van-ban.html' %}",
    "{% macro m() %}{% endmacro %}",
    "{% call a() %}{% endcall %}",
    "{% filter safe %}x{% endfilter %}",
    "{% autoescape false %}{{ a }}{% endautoescape %}",
    "{% with x = 1 %}{% endwith %}",
    "{% for x in rows recursive %}{{ loop(rows) }}{% endfor %}",
    "{% for x in rows %}{{ loop.cycle('a') }}{% endfor %}",
    "{% for x in rows %}{{ loop._iterable }}{% endfor %}",
    "{{ [].__class__ }}",
    "{{ {}.__class__ }}",
    "{{ (1,).__class__ }}",
    "{{ a[0] }}",
    "{{ rows | trim }}",
    "{% for x in rows recursive %}{% endfor %}",
    "{{ request }}",
    "{{ config }}",
    "{{ rows }}",
    "{{ group }}",
    "{{ group ~ '' }}",
    "{{ rows | join }}",
    "{{ group | upper }}",
]


def refusal(content: bytes) -> tuple[Fault, ...]:
    begun = time.monotonic()
    with pytest.raises(Refused) as caught:
        fill_word(content, "mau.docx", VALUES)
    assert time.monotonic() - begun < 5
    return caught.value.faults


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_reaches_beyond_the_report_is_refused_in_every_part(
    payload: str, word_file: Any, tmp_path: Path
) -> None:
    file = tmp_path / "touched"
    payload = payload.replace("FILE", str(file))
    found = refusal(word_file(payload, **dict.fromkeys(PARTS, payload)))
    if len(found) <= len(PARTS):
        # It is the filling that stops it, at the first.
        found = tuple(refusal(word_file("x", **{part: payload}))[0] for part in PARTS)
    assert len({fault.place.split(", ")[1] for fault in found}) >= len(PARTS)
    assert all(fault.place.startswith("mau.docx, ") for fault in found)
    assert not any("object at 0x" in str(fault) for fault in found)
    assert not file.exists()


def test_the_special_tags_of_docxtpl_are_no_way_around(word_file: Any) -> None:
    for tag in (
        "{%p set x = a %}", "{%r set x = a %}", "{{r a.upper() }}", "{{p a.upper() }}",
        "{%- set x = a -%}", "{%p for x in range(9) %}{%p endfor %}", "{% vm %}{{ a() }}",
    ):  # fmt: skip
        assert refusal(word_file(tag))


def test_cells_and_their_colours_are_no_way_around(word_file: Any) -> None:
    from docx import Document

    for tag in ("{% colspan a.upper() %}", "{% cellbg a() %}", "{%tc set x = a %}"):
        word = Document(io.BytesIO(word_file("x")))
        word.add_table(rows=1, cols=1).cell(0, 0).text = tag
        content = io.BytesIO()
        word.save(content)
        assert refusal(content.getvalue())


def test_keys_that_look_private_are_but_keys(word_file: Any) -> None:
    assert fill_word(word_file("{{ group._secret }}"), "mau.docx", VALUES)


def test_only_a_few_members_of_a_loop_and_a_text_can_be_read(word_file: Any) -> None:
    for tag in ("{{ a.upper }}", "{{ rows.append }}", "{{ group.items }}", "{{ rows[0].keys }}"):
        (fault,) = refusal(word_file(tag))
        assert "no field" in fault.what.en


def test_loops_are_counted_over_the_whole_document(word_file: Any) -> None:
    nested = "{% for a in rows %}" * 3 + "{% endfor %}" * 3
    (fault,) = refusal(word_file(*[nested] * 4, header=nested))
    assert "loops or prints too much" in fault.what.en
    # 40 + 40² + 40³ steps for each of three leave 3,080, of which two loops take 1,640.
    whole = [nested] * 3 + ["{% for a in rows %}" * 2 + "{% endfor %}" * 2]
    assert fill_word(word_file(*whole), "mau.docx", VALUES)
    (deep, *_) = refusal(word_file("{% for a in rows %}" * 4 + "{% endfor %}" * 4))
    assert "3 loops" in deep.what.en


@pytest.mark.parametrize(
    "payload",
    [
        "{{ " + "(" * 20_000, "{{ a" + ".b" * 20_000 + " }}", "{{ a" + " ~ a" * 20_000 + " }}",
        "{% if a %}" * 300 + "{% endif %}" * 300, "{{" * 20_000, "{%" * 20_000, "{#" * 20_000,
        "{{ a }}" * 20_000, "{" * 100_000, "{%- " * 50_000,
    ],
    ids=["parentheses", "chain", "joined", "nested-ifs", "opened", "tags", "comments", "many",
         "braces", "dashes"],
)  # fmt: skip
def test_hostile_text_ends_soon(
    payload: str, word_file: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_rendering, "LIMITS", Limits(wall_seconds=3, cpu_seconds=1))
    begun = time.monotonic()
    try:
        words = render_word([Filling(TemplateFile("docx", word_file(payload), "m.docx"), VALUES)],
                            "vi")  # fmt: skip
        assert len(words) == 1
    except Refused as refused:
        assert refused.faults[0].place.startswith("m.docx")
    assert time.monotonic() - begun < 5


def test_a_value_cannot_bring_in_tags_or_markup(word_file: Any) -> None:
    value = '{{ 7 * 7 }}{% x %}<w:p>&"</w:t><!DOCTYPE x>&amp;&#60;'
    content = word_file("{{ a }}", header="{{ a }}", footer="{{ a }}", footnote="{{ a }}")
    word = fill_word(content, "mau.docx", {"a": value})
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        for name in ("word/document.xml", "word/footnotes.xml"):
            text = archive.read(name).decode()
            assert "{{ 7 * 7 }}{% x %}&lt;w:p&gt;&amp;" in text and "49" not in text


def test_nothing_of_the_process_is_in_the_document(
    word_file: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_SECRET", "open-sesame")
    (word,) = render_word(
        [Filling(TemplateFile("docx", word_file("{{ a }}"), "m.docx"), {"a": "1"})], "vi"
    )
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for sign in (b"open-sesame", b"object at 0x", os.getcwd().encode(), b"python-docx.py"):
        assert sign not in everything


def changed(content: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """The packed file with one text of one member in the place of another."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in archive.namelist():
            text = archive.read(name)
            if name == member:
                assert old in text
                text = text.replace(old, new, 1)
            out.writestr(name, text)
    return packed.getvalue()


def relation(content: bytes, kind: str, target: str, mode: str = "External") -> bytes:
    added = (
        f'<Relationship Id="rId901" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>"
    )
    return changed(content, RELATIONS, b"</Relationships>", added.encode())


@pytest.mark.parametrize(
    ("kind", "target", "said"),
    [
        ("image", "https://example.org/spy.png", "outside file"),
        ("attachedTemplate", "file:///c:/normal.dotm", "outside file"),
        ("subDocument", "file:///etc/passwd", "outside file"),
        ("frame", "http://example.org/", "outside file"),
        ("hyperlink", "file:///etc/passwd", "outside file"),
        ("hyperlink", "javascript:alert(1)", "outside file"),
        ("oleObject", "file:///x.bin", "embedded object"),
        ("control", "file:///x.bin", "embedded object"),
        ("aFChunk", "x.html", "altChunk"),
        ("vbaProject", "vbaProject.bin", "macros"),
        ("attachedToolbars", "attachedToolbars.bin", "macros"),
    ],
)
def test_links_that_bring_something_in_are_refused(
    kind: str, target: str, said: str, word_file: Any
) -> None:
    (fault,) = refusal(relation(word_file("x"), f"{KIND}/{kind}", target))
    assert said in fault.what.en
    assert fault.place == f"mau.docx, {RELATIONS}"


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("word/vbaProject.bin", "macro"),
        ("word/embeddings/oleObject1.bin", "embedded object"),
        ("word/activeX/activeX1.xml", "embedded object"),
        ("word/afchunk1.html", "embedded object"),
    ],
)
def test_foreign_members_are_refused(member: str, said: str, word_file: Any) -> None:
    (fault,) = refusal(word_file("x", members={member: b"<x/>"}))
    assert said in fault.what.en and fault.place == f"mau.docx, {member}"


def test_a_macro_document_under_another_name_is_refused(word_file: Any) -> None:
    plain = b"wordprocessingml.document.main+xml"
    content = changed(word_file("x"), TYPES, plain, b"macroEnabled.main+xml")
    assert "macros" in refusal(content)[0].what.en


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ('<w:altChunk r:id="rId1"/>', "altChunk"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "embedded object"),
        ('<w:subDoc r:id="rId1"/>', "outside file"),
        ('<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;/etc/passwd&quot; "/></w:p>', "field code"),
        ('<w:p><w:fldSimple w:instr="{{ a }}"/></w:p>', "field code"),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE'
            '</w:instrText></w:r><w:r><w:instrText>PICTURE "file:///etc/passwd"</w:instrText>'
            '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
            "field code",
        ),
        ("<w:p><w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r></w:p>", "field code"),
    ],
)
def test_elements_that_bring_something_in_are_refused(
    element: str, said: str, word_file: Any
) -> None:
    content = changed(
        word_file("x"), "word/document.xml", b"<w:body>", b"<w:body>" + element.encode()
    )
    (fault,) = refusal(content)
    assert said in fault.what.en and fault.place == "mau.docx, word/document.xml"


FIELD_BEGUN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
FIELD_OVER = (
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def with_field(word_file: Any, runs: str) -> bytes:
    element = f"<w:body><w:p>{FIELD_BEGUN}{runs}{FIELD_OVER}</w:p>"
    return changed(word_file("x"), "word/document.xml", b"<w:body>", element.encode())


@pytest.mark.parametrize(
    "runs",
    [
        '<w:r><w:t>INCLUDEPICTURE "http://example.org/spy.png"</w:t></w:r>',
        "<w:r><w:instrText><w:noProof/>INCLUDETEXT x</w:instrText></w:r>",
        "<w:r><w:t>{%r if a == 'no' %}</w:t></w:r><w:r><w:instrText>PAGE </w:instrText></w:r>"
        "<w:r><w:t>{%r endif %}</w:t></w:r><w:r><w:instrText>INCLUDETEXT x</w:instrText></w:r>",
        "<w:del><w:r><w:delInstrText>INCLUDETEXT x</w:delInstrText></w:r></w:del>",
        '<w:r><w:instrText>HYPERLINK "file:///etc/passwd"</w:instrText></w:r>',
        '<w:r><w:instrText>HYPERLINK \\l "here" "file:///etc/passwd"</w:instrText></w:r>',
    ],
    ids=[
        "plain-run",
        "behind-an-element",
        "behind-a-tag",
        "deleted",
        "file",
        "file-behind-a-place",
    ],
)
def test_field_codes_that_hide_are_found(runs: str, word_file: Any) -> None:
    (fault, *_) = refusal(with_field(word_file, runs))
    assert "field code" in fault.what.en or "outside file" in fault.what.en


def test_a_field_code_that_is_only_there_once_filled_is_found(word_file: Any) -> None:
    halves = (
        "<w:r><w:instrText><!-- {% if a == 'no' %} -->PAGE <!-- {% endif %} -->"
        "INCLUDETEXT x</w:instrText></w:r>"
    )
    (fault,) = refusal(with_field(word_file, halves))
    assert "field code" in fault.what.en


@pytest.mark.parametrize(
    "code", ['HYPERLINK "https://example.org/"', 'HYPERLINK \\l "_Toc1" \\h', "= 1 + 2"]
)
def test_links_to_pages_and_places_are_welcome(code: str, word_file: Any) -> None:
    runs = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    assert fill_word(with_field(word_file, runs), "mau.docx", VALUES)


def test_page_numbers_and_contents_are_welcome(word_file: Any) -> None:
    field = (
        b'<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \\* '
        b'MERGEFORMAT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>'
        b'1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert fill_word(changed(word_file("x"), "word/document.xml", b"<w:body>", field), "m", VALUES)


@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
    ],
    ids=["xxe", "laughs", "dtd"],
)
def test_document_types_are_refused(member: str, declared: bytes, word_file: Any) -> None:
    content = changed(word_file("x", title="t"), member, b"?>", b"?>" + declared)
    (fault,) = refusal(content)
    assert "document type" in fault.what.en and fault.place == f"mau.docx, {member}"


def test_a_document_type_in_another_encoding_or_under_another_name(word_file: Any) -> None:
    hidden = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'
    for name in ("customXml/item9.xml", "word/hidden.bin"):
        content = word_file("x", members={name: hidden.encode("utf-16")})
        assert "document type" in refusal(content)[0].what.en


def declared_smaller(content: bytes, size: int) -> bytes:
    """The packed file, whose directory says of every member that it is of that size."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = changed.find(mark)
        while place >= 0:
            struct.pack_into("<I", changed, place + offset, size)
            place = changed.find(mark, place + 4)
    return bytes(changed)


def bombs(word_file: Any) -> Iterator[bytes]:
    yield word_file("x", members={"word/media/image9.png": b"\x00" * 40_000_000})
    yield word_file("x", members={"customXml/item9.xml": b"<x>" + b" " * 40_000_000 + b"</x>"})
    yield word_file(
        "x", members={f"word/media/{n}.bin": os.urandom(9) * 120_000 for n in range(70)}
    )
    yield word_file("x", members={f"customXml/{n}": b"" for n in range(2_001)})
    yield b"PK" + b"\x00" * (10 * 1024 * 1024)


def test_bombs_are_refused_before_they_are_unpacked(word_file: Any) -> None:
    for content in bombs(word_file):
        (fault,) = refusal(content)
        assert "too large" in fault.what.en


@pytest.mark.parametrize(
    "content",
    [
        b"x", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b"<html></html>",
        b"%PDF-1.7", b"\x00" * 100,
    ],
)  # fmt: skip
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    (fault,) = refusal(content)
    assert fault.place == "mau.docx" and fault.remedy is not None
    assert ".docx" in fault.remedy.en


def test_damaged_documents_are_refused(word_file: Any) -> None:
    whole = word_file("{{ a }}", footnote="{{ a }}")
    damaged = [
        whole[: len(whole) // 2],
        whole[:200] + bytes(100) + whole[300:],
        declared_smaller(whole, 10),
        word_file("x", members={"word/document.xml": None}),
        word_file("x", members={"word/document.xml": b""}),
        word_file("x", members={"word/document.xml": b"<w:document"}),
        word_file("x", members={TYPES: None}),
        word_file("x", members={TYPES: b"<Types/>"}),
        word_file("x", members={"word/document.xml": b"<a/>"}),
        word_file("x", members={"../evil.xml": b"<a/>"}),
        word_file("x", members={"/evil.xml": b"<a/>"}),
        word_file("x", members={"WORD/document.xml": b"<a/>"}),
        word_file("x", members={"word/styles.xml": b'<?xml version="1.0" encoding="UTF-7"?><a/>'}),
    ]
    for content in damaged:
        (fault,) = refusal(content)
        assert fault.place.startswith("mau.docx")


def test_a_footnote_in_another_encoding_is_refused(word_file: Any) -> None:
    footnotes = '<?xml version="1.0" encoding="UTF-16"?><w:footnotes xmlns:w="x"/>'
    content = word_file(
        "x", footnote="y", members={"word/footnotes.xml": footnotes.encode("utf-16")}
    )
    assert refusal(content)


def test_an_encrypted_member_is_refused(word_file: Any) -> None:
    content = bytearray(word_file("x"))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.find(mark) + offset] |= 1
    assert refusal(bytes(content))
