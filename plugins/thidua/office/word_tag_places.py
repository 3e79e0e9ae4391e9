"""Tags that stand for a whole paragraph, row or cell, and what else was written there.

docxtpl puts ``{%p … %}`` in the place of its paragraph, ``{%tr … %}`` of its row and ``{%tc … %}``
of its cell; other words there would be lost without a word.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn

from thidua.core.text.bilingual import Text
from thidua.core.text.excerpt import excerpt
from thidua.core.text.fault import Fault

_PLACES: Final = {
    "p": Text("đoạn", "paragraph"),
    "tr": Text("hàng của bảng", "row"),
    "tc": Text("ô của bảng", "cell"),
}


def lost_words(root: Any, place: str) -> Iterator[Fault]:
    """A fault for each tag in the XML below ``root`` that does not stand alone where it must."""
    for kind, words in _PLACES.items():
        tag = re.compile(rf"\{{[%{{#]{kind}\s")
        alone = re.compile(rf"\{{[%{{#]{kind}\s[^%}}#]*[%}}#]\}}")
        for element in root.iter(qn(f"w:{kind}")):
            text = _text(element)
            if tag.search(text) and not alone.fullmatch(text) and not _holds(element, kind):
                yield _lost(kind, words, place, text)


def _text(element: Any) -> str:
    return "".join(piece.text or "" for piece in element.iter(qn("w:t"))).strip()


def _holds(element: Any, kind: str) -> bool:
    return next(element.iterdescendants(qn(f"w:{kind}")), None) is not None


def _lost(kind: str, words: Text, place: str, text: str) -> Fault:
    return Fault(
        Text(
            f"Thẻ {{%{kind} … %}} phải đứng một mình trong {words.vi}; chữ và thẻ khác ở đó sẽ"
            f" bị mất: {excerpt(text)}.",
            f"A tag {{%{kind} … %}} must stand alone in its {words.en}; other words and tags"
            f" there would be lost: {excerpt(text)}.",
        ),
        place,
        Text(
            f"Hãy để thẻ đó ở một {words.vi} riêng, hoặc dùng thẻ {{% … %}} không có “{kind}”.",
            f"Put the tag into a {words.en} of its own, or use {{% … %}} without “{kind}”.",
        ),
    )
