"""The frame of an administrative document in Word, after Annex I of Decree 30/2020/NĐ-CP.

Paper A4; margins 20 mm above and below, 30 mm left, 15 mm right, whichever way the page lies;
Times New Roman; page numbers
top centre from page 2; letterhead, notices, title, signatures and recipients. What stands between
``{{ }}`` and ``{% %}`` is filled in by thidua; ``{%p %}`` takes its paragraph with it, ``{%tr %}``
its row.
"""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from templates.page import BODY

LEFT = WD_ALIGN_PARAGRAPH.LEFT
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY
TEXT_WIDTH = 16.5
"""Centimetres between the margins of an upright page; ``WIDE`` of one on its side."""
WIDE = 25.2


def write(
    place: Any,
    text: str,
    *,
    size: float = BODY,
    align: Any = JUSTIFIED,
    bold: bool = False,
    italic: bool = False,
    first_line: float = 0,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> Any:
    """A paragraph at the end of a document or a cell; lengths in cm, spaces in points."""
    paragraph = place.add_paragraph()
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.first_line_indent = Cm(first_line) if first_line else None
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.keep_with_next = keep or None
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    _size_mark(paragraph, size)
    return paragraph


def _size_mark(paragraph: Any, size: float) -> None:
    """The mark that ends a paragraph has a height of its own, which an empty one takes."""
    properties = OxmlElement("w:rPr")
    height = OxmlElement("w:sz")
    height.set(qn("w:val"), str(round(size * 2)))
    properties.append(height)
    paragraph._p.get_or_add_pPr().append(properties)


def body(document: Any, text: str, **style: Any) -> Any:
    """A paragraph of the text: justified, its first line indented, 6 pt above."""
    return write(document, text, **{"first_line": 1.27, "before": 6, **style})


def heading(document: Any, text: str, level: int = 1) -> Any:
    """A heading that stays with what follows; level 1 bold, level 2 bold and italic."""
    return body(document, text, bold=True, italic=level > 1, keep=True, before=10, after=4)


def tag(place: Any, text: str) -> None:
    """A paragraph that holds nothing but a tag, and goes with it."""
    write(place, text, align=LEFT, size=8)


def when(place: Any, condition: str, *paragraphs: Any) -> None:
    """Paragraphs (functions that write them) that are there only if a condition holds."""
    tag(place, f"{{%p if {condition} %}}")
    for paragraph in paragraphs:
        paragraph()
    tag(place, "{%p endif %}")


def picture(document: Any, name: str, own_page: bool = True) -> None:
    """A chart, where there is one; on a page of its own unless it goes with the text."""

    def placed() -> None:
        paragraph = write(document, f"{{{{ pictures.{name} }}}}", align=CENTRE, before=6)
        paragraph.paragraph_format.page_break_before = own_page or None

    when(document, f"pictures.{name}", placed)


def rule(place: Any, length: float, width: float, after: float = 4) -> None:
    """A line in the middle of ``width`` centimetres, ``length`` long."""
    paragraph = write(place, "", size=2, align=CENTRE, before=2, after=after)
    side = Cm((width - length) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    _border(paragraph, ("top",))


def _border(paragraph: Any, sides: Sequence[str], size: int = 6) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (
            ("val", "single"),
            ("sz", str(size)),
            ("space", "1"),
            ("color", "000000"),
        ):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    # The schema wants the borders before the spacing, the indents and the mark.
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def letterhead(document: Any, width: float = TEXT_WIDTH) -> None:
    """Issuing body and number on the left; the country, its motto, place and date on the right."""
    # On an upright page the country's line and a people's committee's need all their room.
    left, gap, right = round(width * 0.44, 2), round(width * 0.015, 2), round(width * 0.545, 2)
    table = frameless(document, (left, gap, right))
    set_padding(table, side=0)
    issuer, between, country = table.rows[0].cells
    write(between, "", size=2)
    when(issuer, "letterhead.superior", lambda: _centred(issuer, "{{ letterhead.superior }}", 12))
    _centred(issuer, "{{ letterhead.issuer }}", 12, bold=True)
    rule(issuer, 2.6, left)
    when(issuer, "letterhead.number", lambda: _centred(issuer, "{{ letterhead.number }}", 13))
    _centred(country, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    _centred(country, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    rule(country, 6.0, right)
    _centred(country, "{{ letterhead.place_and_date }}", 13, italic=True)


def _centred(place: Any, text: str, size: float, **style: Any) -> None:
    write(place, text, size=size, align=CENTRE, **style)


def title(document: Any, name: str, subject: str, width: float = TEXT_WIDTH) -> None:
    """The kind of document in capitals, its subject, a rule; then the notices."""
    write(document, name, align=CENTRE, bold=True, before=16)
    write(document, subject, align=CENTRE, bold=True)
    rule(document, 3.6, width, after=6)
    for notice in ("basis", "provisional", "illustrative"):
        when(
            document,
            f"notices.{notice}",
            lambda it=notice: framed(document, f"{{{{ notices.{it} }}}}"),
        )


def framed(document: Any, text: str) -> None:
    """What the reader must know first, in a frame."""
    paragraph = write(
        document, text, size=12, italic=True, align=LEFT, before=3, after=3, keep=True
    )
    _border(paragraph, ("top", "left", "bottom", "right"), 4)


def legal_bases(document: Any, last: str = "") -> None:
    """Each on a line of its own, the last with a full stop; ``last`` is one of the document's
    own."""
    mark = ";" if last else "{% if loop.last %}.{% else %};{% endif %}"
    tag(document, "{%p for basis in letterhead.legal_bases %}")
    body(document, f"{{{{ basis }}}}{mark}", italic=True)
    tag(document, "{%p endfor %}")
    if last:
        body(document, f"{last}.", italic=True)


def ending(document: Any, width: float = TEXT_WIDTH) -> None:
    """Recipients on the left, the signer on the right."""
    recipients, signer = beside(document, 2, width)
    _write_recipients(recipients)
    signature_of_issuer(signer)


def _write_recipients(cell: Any) -> None:
    write(cell, "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT)
    tag(cell, "{%p for recipient in letterhead.recipients %}")
    write(cell, "- {{ recipient }};", size=11, align=LEFT)
    tag(cell, "{%p endfor %}")
    write(cell, "- Lưu: VT.", size=11, align=LEFT)


def signature_of_issuer(cell: Any) -> None:
    """The signature of whoever the letterhead names, on whose behalf where it says so."""
    when(
        cell,
        "letterhead.signer_for",
        lambda: write(cell, "{{ letterhead.signer_for }}", align=CENTRE, bold=True),
    )
    signature(cell, "{{ letterhead.signer_title }}", "{{ letterhead.signer_name }}")


def signature(cell: Any, signer: str, name: str = "") -> None:
    """Who signs, room for the signature and the seal, and the name."""
    write(cell, signer, align=CENTRE, bold=True)
    for _ in range(4):
        write(cell, "", align=CENTRE)
    write(cell, name, align=CENTRE, bold=True)


def signatures(document: Any, *signers: str, width: float = TEXT_WIDTH) -> None:
    """Several signers beside each other."""
    for cell, signer in zip(beside(document, len(signers), width), signers, strict=True):
        signature(cell, signer)


def beside(document: Any, count: int, width: float) -> Any:
    """Cells of the same width for those who sign; what stands above them goes with them."""
    write(document, "", size=6, keep=True)
    return frameless(document, [width / count] * count).rows[0].cells


def frameless(document: Any, widths: Sequence[float]) -> Any:
    """A table of one row without lines, for things that stand side by side; it is not torn."""
    table = document.add_table(rows=1, cols=len(widths))
    set_widths(table, widths)
    for cell in table.rows[0].cells:
        _drop_first_paragraph(cell)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def _drop_first_paragraph(cell: Any) -> None:
    """A cell is made with an empty paragraph; what is written comes after it."""
    cell._tc.remove(cell.paragraphs[0]._p)


def set_widths(table: Any, widths: Sequence[float]) -> None:
    """Fixed columns: of the cells for Word, of the grid for LibreOffice."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def set_padding(table: Any, side: float, above: float = 0) -> None:
    """Centimetres between the edges of the cells and what stands in them."""
    margins = OxmlElement("w:tblCellMar")
    for name, width in (("top", above), ("left", side), ("bottom", above), ("right", side)):
        margin = OxmlElement(f"w:{name}")
        margin.set(qn("w:w"), str(Cm(width).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # The schema wants them before the look of the table.
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption")
