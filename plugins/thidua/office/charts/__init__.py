"""Charts as SVG and PNG: plain data with ready-made numbers and order, drawn by Vega.

A chart computes and sorts nothing: how long a bar is and where it starts is worked out exactly
from the decimal text that it is given, and every word and number to be read is printed as it came.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import refuse
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.documents.charts import ChartKind
from thidua.core.workspace.templates import Plain
from thidua.office.charts.changes import change_drawing
from thidua.office.charts.drawing import Drawing, vega_spec
from thidua.office.charts.heat_maps import heat_map_drawing
from thidua.office.charts.rank_ranges import rank_range_drawing
from thidua.office.charts.ranking_bars import ranking_drawing
from thidua.office.charts.rendering import can_draw, png_of, svg_of
from thidua.office.charts.target_bars import target_drawing

__all__ = ["SUFFIXES", "can_draw", "draw"]

SUFFIXES: Final = (".svg", ".png")
"""The formats in which a chart is drawn."""

Draw = Callable[[Mapping[str, Any], Language], Drawing]

_DRAWN: Final[Mapping[str, Draw]] = {
    ChartKind.RANKING_BARS: ranking_drawing,
    ChartKind.HEAT_MAP: heat_map_drawing,
    ChartKind.TARGET_BARS: target_drawing,
    ChartKind.CHANGE: change_drawing,
    ChartKind.RANK_RANGE: rank_range_drawing,
}


def draw(chart: Mapping[str, Plain], language: Language, suffix: str) -> bytes:
    """Draw what :func:`~thidua.core.workspace.documents.charts.chart_as_plain` gives.

    ``suffix`` is ``.svg`` or ``.png``, at three times the size for print. Refused where
    vl-convert is not installed, and for a kind or a format that nobody draws.
    """
    kind = str(chart.get("kind", ""))
    if kind not in _DRAWN:
        raise refuse(
            f"không có loại biểu đồ “{kind}”.",
            f"there is no kind of chart “{kind}”.",
            remedy=did_you_mean(kind, list(_DRAWN)),
        )
    if suffix not in SUFFIXES:
        raise refuse(
            f"biểu đồ không ghi được thành tệp “{suffix}”.",
            f"a chart cannot be written as “{suffix}”.",
            remedy=Text("Hãy dùng .svg hoặc .png.", "Use .svg or .png."),
        )
    drawing = _DRAWN[kind](chart, language)
    svg = svg_of(vega_spec(drawing), drawing.title, drawing.description)
    return svg.encode("utf-8") if suffix == ".svg" else png_of(svg)
