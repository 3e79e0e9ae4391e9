"""A chart as a file of its own, from a template that names it."""

from typing import Any

import pytest

from thidua.core.text.fault import Refused
from thidua.core.workspace.templates import Document, TemplateFile
from thidua.office import thidua_renderers

CHART: dict[str, Any] = {
    "kind": "rank-range",
    "title": "Khoảng thứ hạng: Cụm thi đua số 1",
    "notes": [],
    "rows": [
        {
            "label": "Phòng Người có công",
            "rank": 1,
            "best": 1,
            "worst": 2,
            "total": "95.5",
            "total_text": "95,50",
            "gap_text": "0,38",
        }
    ],
}
DATA: dict[str, Any] = {"charts": {"rank_range": CHART}}
RENDERERS = {it.code: it for it in thidua_renderers()}


def template(text: str = 'picture = "rank_range"') -> TemplateFile:
    return TemplateFile("chart", text.encode(), "rank_range.chart")


def test_a_chart_is_written_as_svg_with_its_words() -> None:
    svg = RENDERERS["chart-svg"].write(template(), DATA, "vi").decode("utf-8")
    assert svg.startswith("<svg") and "Phòng Người có công" in svg and "95,50" in svg


def test_a_chart_is_written_as_png() -> None:
    png = RENDERERS["chart-png"].write(template(), DATA, "vi")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")


def test_a_chart_that_the_report_has_nothing_for_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        RENDERERS["chart-svg"].write(template(), {"charts": {}}, "vi")
    assert "chưa có số liệu để vẽ biểu đồ này" in caught.value.faults[0].in_language("vi")


def test_a_template_that_names_no_chart_is_told_the_nearest() -> None:
    check = RENDERERS["chart-svg"].check
    assert check is not None
    assert check(template(), Document.RANK_SAFETY) == ()
    [fault] = check(template('picture = "rank_rage"'), Document.RANK_SAFETY)
    assert fault.in_language("en") == (
        "rank_range.chart: there is no chart “rank_rage”. Did you mean “rank_range”?"
    )
    assert check(template("picture ="), Document.RANK_SAFETY)
