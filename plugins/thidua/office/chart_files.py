"""A chart as a file of its own: the template names the picture, ``picture = "heat_map"``."""

from collections.abc import Sequence
from typing import Any

from thidua.core.model.toml_places import load_toml
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Fault, Refused, refuse
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.documents.contents import PICTURES
from thidua.core.workspace.templates import Document, Filling, TemplateFile
from thidua.office.charts import draw


def chart_files(fillings: Sequence[Filling], language: Language, suffix: str) -> list[bytes]:
    """Each filling's chart as ``.svg`` or ``.png``; Refused where a template names none, or the
    report has nothing to draw in it."""
    return [_drawn(it, language, suffix) for it in fillings]


def faults_of_chart(template: TemplateFile, document: Document) -> tuple[Fault, ...]:
    """That a template names no picture; which of them a document has is seen when it is written."""
    try:
        _picture(template)
    except Refused as refused:
        return refused.faults
    return ()


def _drawn(filling: Filling, language: Language, suffix: str) -> bytes:
    charts: Any = filling.data.get("charts", {})
    chart = charts.get(_picture(filling.template))
    if chart is None:
        raise refuse(
            "chưa có số liệu để vẽ biểu đồ này.",
            "there is nothing to draw in this chart yet.",
            place=filling.template.file,
            remedy=Text(
                "Hãy kiểm tra chỉ tiêu, kết quả kỳ này và kỳ trước.",
                "Check the targets and the results of this period and the one before.",
            ),
        )
    return draw(chart, language, suffix)


def _picture(template: TemplateFile) -> str:
    name = str(load_toml(template.content).get("picture", ""))
    if name not in PICTURES:
        raise refuse(
            f"không có biểu đồ “{name}”.",
            f"there is no chart “{name}”.",
            place=template.file,
            remedy=did_you_mean(name, PICTURES),
        )
    return name
