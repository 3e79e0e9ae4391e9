"""Pictures of a report, placed where a Word template names them."""

import base64
import io
from collections.abc import Mapping
from typing import Any, Final

from docx.shared import Emu, Mm, Pt
from docxtpl import DocxTemplate, InlineImage

from thidua.core.text.bilingual import Text
from thidua.office.template_fence import Mistake

USUAL_WIDTH: Final = 160
"""In millimetres: of the text on an A4 page with the margins of administrative documents."""

_AROUND: Final = Pt(24)
"""Height of the line that a picture stands in, beside the picture itself."""
_PNG_TEXT: Final = "data:image/png;base64,"
_PNG_MARK: Final = b"\x89PNG\r\n\x1a\n"


def placed_pictures(template: DocxTemplate, pictures: Mapping[str, Any]) -> dict[str, Any]:
    """Each picture as what a template prints; a text that is no picture stays a text."""
    return {name: _placed(template, name, value) for name, value in pictures.items()}


def _placed(template: DocxTemplate, name: str, value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_PNG_TEXT):
        return _drawing(template, name, value.removeprefix(_PNG_TEXT), USUAL_WIDTH)
    if isinstance(value, dict):
        return _drawing(template, name, value.get("png"), value.get("width_mm", USUAL_WIDTH))
    return value


def _drawing(template: DocxTemplate, name: str, png: Any, width_mm: Any) -> "Drawing":
    try:
        content = base64.b64decode(png, validate=True)
    except (TypeError, ValueError) as cause:
        raise _no_picture(name) from cause
    if not content.startswith(_PNG_MARK) or type(width_mm) is not int or width_mm < 1:
        raise _no_picture(name)
    return Drawing(template, io.BytesIO(content), width=_fitting(template, content, Mm(width_mm)))


def _fitting(template: DocxTemplate, png: bytes, width: int) -> Emu:
    """The width, or less where the picture would not fit the text of a page: what is too high
    would be cut off."""
    section = template.get_docx().sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    high = section.page_height - section.top_margin - section.bottom_margin - _AROUND
    pixels, lines = (int.from_bytes(png[start : start + 4], "big") for start in (16, 20))
    return Emu(min(width, room, high * pixels // max(lines, 1)))


def _no_picture(name: str) -> Mistake:
    return Mistake(Text(f"Hình “{name}” không phải là ảnh PNG.", f"“{name}” is no PNG picture."))


class Drawing(InlineImage):  # type: ignore[misc]  # docxtpl has no types
    """A picture that can be printed on its own only, and shows nothing of itself otherwise."""

    def __html__(self) -> str:
        part = self.tpl.current_rendering_part
        if not hasattr(part, "new_pic_inline"):
            raise Mistake(
                Text(
                    "Không đặt được hình ở chú thích cuối trang.",
                    "A picture cannot be placed in a footnote.",
                )
            )
        xml: str = self._insert_image()
        return xml

    def __str__(self) -> str:
        raise Mistake(
            Text(
                "Hình chỉ đặt được riêng trong văn bản, không ghép hay lọc như chữ.",
                "A picture stands on its own in the text; it cannot be joined or filtered.",
            )
        )

    def __repr__(self) -> str:
        return "picture"
