"""Vega through vl-convert: a specification to SVG, and that to PNG; nothing is fetched."""

from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final
from xml.sax.saxutils import escape

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse

PNG_SCALE: Final = 3
"""Pixels of a PNG for one of the drawing: 288 to the inch in print."""


def can_draw() -> bool:
    """Whether vl-convert is installed; it is not loaded for the answer."""
    return find_spec("vl_convert") is not None


def svg_of(spec: dict[str, Any], title: str, description: str) -> str:
    """The SVG of a Vega specification, with a title and a description for those who cannot see
    it. Refused where vl-convert is not installed."""
    svg: str = _vl_convert().vega_to_svg(spec, allowed_base_urls=[])
    head, bracket, rest = svg.partition(">")
    words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return f'{head} role="img"{bracket}{words}{rest}'


def png_of(svg: str) -> bytes:
    """The picture of an SVG. Refused where vl-convert is not installed."""
    png: bytes = _vl_convert().svg_to_png(svg, scale=PNG_SCALE)
    return png


def _vl_convert() -> ModuleType:
    try:
        import vl_convert
    except ImportError:
        raise refuse(
            "chưa cài thư viện vẽ biểu đồ (vl-convert-python).",
            "the library that draws charts (vl-convert-python) is not installed.",
            remedy=Text(
                "Hãy cài bằng lệnh: pip install 'thidua[chart]'",
                "Install it with: pip install 'thidua[chart]'",
            ),
        ) from None
    return vl_convert
