"""The one real appraisal: what Cai Lậy reported, what the appraisers left of it, and the text."""

from typing import TYPE_CHECKING, Any

from attrs import frozen

from thidua.cli.bilingual_commands import say
from thidua.cli.demo.departments import CAI_LAY, CAI_LAY_CLUSTER, PRACTICE, TEXT
from thidua.cli.demo.tables import WARNING, add, line, show, table_of
from thidua.cli.session import Session
from thidua.core.model.observation import Layer
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from thidua.core.workspace.cases import OpenCluster

COLUMNS = (
    Text("Mã", "Code"),
    Text("Tiêu chí", "Criterion"),
    Text("Điểm chuẩn", "Standard"),
    Text("Tự chấm", "Self"),
    Text("Thẩm định", "Appraised"),
    Text("Theo văn bản", "By the text"),
)
TOTAL = Text("Tổng điểm", "Total")


@frozen
class Scoring:
    """One way of scoring the unit: its total, and each criterion as ``explain`` gives it."""

    total: str
    criteria: tuple[dict[str, Any], ...]


def show_appraisal(session: Session) -> None:
    """Criterion by criterion: self-score, appraisal, and the appraisal by the later text."""
    practice = session.open_cluster(CAI_LAY_CLUSTER, PRACTICE)
    text = session.open_cluster(CAI_LAY_CLUSTER, TEXT)
    ways = (
        _scored(session, practice, Layer.SELF),
        _scored(session, practice, Layer.APPRAISED),
        _scored(session, text, Layer.APPRAISED),
    )
    name = practice.member(CAI_LAY).name
    count = len(ways[0].criteria)
    heading = Text(f"{name}, năm 2022: {count} tiêu chí", f"{name}, 2022: {count} criteria")
    table = table_of(say(heading), COLUMNS, right=(2, 3, 4, 5))
    for cells in zip(*(way.criteria for way in ways), strict=True):
        points = [_number(session, cell["counts"]) for cell in cells]
        head = [cells[0]["code"], cells[0]["title"], _number(session, cells[0]["maximum"])]
        add(table, [*head, *points], WARNING if len(set(points)) > 1 else "")
    add(table, ["", say(TOTAL), "", *(_number(session, way.total) for way in ways)], "bold")
    show(table)
    _show_cuts(session, practice)
    line(
        Text(
            "Điều hồ sơ không nêu mà bảng điểm hỏi thì được giả định (không phát sinh trường hợp"
            " nào, đúng hạn), từng dòng một, trong tệp riêng.",
            "What the table asks and the records do not say is presumed (no case, on time), line by"
            " line, in a file of its own.",
        )
    )
    line(
        Text(
            "Cột cuối: cùng số liệu đã thẩm định, chấm theo văn bản bảng điểm ban hành sau;"
            " khác cách áp dụng năm 2022 ở ba chỗ (C2, C4, d2).",
            "Last column: the same appraised figures by the later text of the table, which differs"
            " from what was applied in 2022 in three places (C2, C4, d2).",
        )
    )


def _scored(session: Session, shown: "OpenCluster", layer: Layer) -> Scoring:
    from thidua.core.workspace.views.explanation import explanation_data

    data = explanation_data(shown, shown.score(layer), CAI_LAY, session.language)
    return Scoring(data["total"], tuple(data["criteria"]))


def _number(session: Session, text: str) -> str:
    from fractions import Fraction

    from thidua.core.text.number_format import format_number

    return format_number(Fraction(text), session.language)


def _show_cuts(session: Session, shown: "OpenCluster") -> None:
    """The figures that the appraisal changed, each with its reason."""
    from thidua.core.text.number_format import format_number

    held = shown.recorded.observations
    reported = {item.indicator: item for item in held if item.layer is Layer.SELF}
    for item in held:
        if item.layer is Layer.APPRAISED:
            title = shown.indicators[item.indicator].title
            before = format_number(reported[item.indicator].value, session.language)
            after = format_number(item.value, session.language)
            line(
                Text(
                    f"• {title.vi}: tự chấm {before}, thẩm định {after}. {item.reason}.",
                    f"• {title.en}: reported {before}, appraised {after}. {item.reason}.",
                )
            )
