"""Word files made for a test: ordinary ones by python-docx, hostile ones by changing members."""

import functools
import io
import zipfile
from collections.abc import Callable, Mapping

import pytest
from docx import Document

WordFile = Callable[..., bytes]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


@pytest.fixture(scope="session")
def word_file() -> WordFile:
    """``word_file("body paragraph", header="…", footer="…", footnote="…", title="…")``: a .docx
    file; ``members`` are added to it, or stand in the place of its own (None: left out)."""
    return made_word_file


def made_word_file(
    *paragraphs: str,
    header: str = "",
    footer: str = "",
    footnote: str = "",
    members: Mapping[str, bytes | None] | None = None,
    **properties: str,
) -> bytes:
    document = Document(io.BytesIO(bare()))
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    saved = io.BytesIO()
    document.save(saved)
    content = saved.getvalue()
    if footnote:
        content = with_footnote(content, footnote)
    return with_members(content, members or {})


@functools.cache
def bare() -> bytes:
    """python-docx's own document without what makes it slow: a megabyte of styles."""
    saved = io.BytesIO()
    Document().save(saved)
    styles = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="{_W}">'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style></w:styles>"
    )
    return with_members(saved.getvalue(), {"word/styles.xml": styles.encode()})


def with_footnote(content: bytes, text: str) -> bytes:
    """The document with a part of footnotes, as Word writes it."""
    part = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{_W}">'
        f'<w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    return with_members(
        content,
        {
            "word/footnotes.xml": part.encode(),
            "[Content_Types].xml": replaced(
                content,
                "[Content_Types].xml",
                "</Types>",
                f'<Override PartName="/word/footnotes.xml" ContentType="{_FOOTNOTES}"/></Types>',
            ),
            "word/_rels/document.xml.rels": replaced(
                content,
                "word/_rels/document.xml.rels",
                "</Relationships>",
                f'<Relationship Id="rId900" Type="{_REL}/footnotes" Target="footnotes.xml"/>'
                "</Relationships>",
            ),
        },
    )


def replaced(content: bytes, member: str, old: str, new: str) -> bytes:
    """The member of a packed file with one text in the place of another."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read(member).decode("utf-8")
    assert old in text
    return text.replace(old, new).encode()


def with_members(content: bytes, members: Mapping[str, bytes | None]) -> bytes:
    """The packed file with members added, changed or left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in {**kept, **members}.items():
            if member is not None:
                archive.writestr(name, member)
    return packed.getvalue()
