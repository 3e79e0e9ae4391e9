"""The charts of a report, drawn for the format that it is written in."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import evolve

from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.documents.contents import PICTURES
from thidua.core.workspace.templates import Filling, Plain
from thidua.office.charts import can_draw, draw
from thidua.office.charts.rendering import PNG_SCALE

NO_CHARTS: Final = Text(
    "Không có biểu đồ trong văn bản: chưa cài phần vẽ biểu đồ (pip install 'thidua[chart]').",
    "The document has no charts: the part that draws them is not installed"
    " (pip install 'thidua[chart]').",
)
_PIXELS_TO_THE_INCH: Final = 96


def missing_charts() -> tuple[Text, ...]:
    """What a reader misses where charts cannot be drawn on this machine."""
    return () if can_draw() else (NO_CHARTS,)


def for_pages(fillings: Sequence[Filling], language: Language) -> list[Filling]:
    """Fillings with their charts as SVG, addressed as an ``img`` of a page takes them."""
    return [_with_pictures(it, language, ".svg", _as_address) for it in fillings]


def for_word(fillings: Sequence[Filling], language: Language) -> list[Filling]:
    """Fillings with their charts as PNG, in the size in which they were drawn."""
    return [_with_pictures(it, language, ".png", _in_size) for it in fillings]


def _with_pictures(filling: Filling, language: Language, suffix: str, placed: Any) -> Filling:
    drawable = _charts(filling.data) if can_draw() else {}
    pictures: dict[str, Plain] = dict.fromkeys(PICTURES, "")
    pictures |= {name: placed(draw(chart, language, suffix)) for name, chart in drawable.items()}
    return evolve(filling, data={**filling.data, "pictures": pictures})


def _charts(data: Mapping[str, Plain]) -> dict[str, Mapping[str, Plain]]:
    charts = data.get("charts")
    named = charts.items() if isinstance(charts, Mapping) else ()
    return {name: chart for name, chart in named if isinstance(chart, Mapping)}


def _as_address(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode('ascii')}"


def _in_size(png: bytes) -> dict[str, Plain]:
    width = int.from_bytes(png[16:20], "big")
    millimetres = width * 254 // (10 * PNG_SCALE * _PIXELS_TO_THE_INCH)
    return {"png": base64.b64encode(png).decode("ascii"), "width_mm": millimetres}
