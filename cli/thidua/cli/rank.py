"""``thidua rank``: the ranking of one cluster."""

from typing import Any

import click

from thidua.cli.bilingual_commands import command, say
from thidua.cli.output import Column, format_option, show_notices, show_rows
from thidua.cli.place_options import layer_of, layer_option, period_option
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text

COLUMNS = (
    Column("rank", Text("Hạng", "Rank"), right=True),
    Column("name", Text("Đơn vị", "Unit")),
    Column("total", Text("Tổng điểm", "Total"), right=True),
    Column("bonus", Text("Thưởng", "Bonus"), right=True),
    Column("deductions", Text("Trừ", "Deducted"), right=True),
    Column("band", Text("Xếp loại", "Band")),
    Column("status", Text("Tình trạng", "Status")),
    Column("reasons", Text("Lý do", "Reasons")),
    Column("decided_by", Text("Phân định bằng", "Decided by")),
)
CSV = (
    Column("rank", COLUMNS[0].title),
    Column("unit", Text("Mã", "Code")),
    *COLUMNS[1:3],
    Column("total_exact", Text("Điểm chính xác", "Exact")),
    *COLUMNS[3:],
)

REASONS_SHOWN = 3
"""Reasons in a row of the table; JSON and CSV have them all."""


@command("Xếp hạng một cụm trong một kỳ.", "Rank a cluster in a period.")
@click.argument("cluster")
@period_option
@layer_option
@with_session
@format_option
def rank(session: Session, cluster: str, period: str, layer: str | None, shape: str) -> None:
    from thidua.core.workspace.views.ranking import ranking_data

    shown = session.open_cluster(cluster, period)
    score = shown.score(layer_of(layer))
    data = ranking_data(shown, score, session.language)
    if shape == "csv":
        show_rows(data["rows"], CSV, shape)
    else:
        show_rows(words_of(shown, score, data), COLUMNS, shape, heading(shown, data), data)
    if shape == "table":
        _notices(shown, data)


def heading(shown: Any, data: dict[str, Any]) -> str:
    """``Cụm A, kỳ 2026 (thẩm định; bảng điểm đề xuất …)``."""
    from thidua.core.model.observation import Layer
    from thidua.core.workspace.views.wording import BASIS_WORDS, LAYER_WORDS

    layer = say(LAYER_WORDS[Layer(data["layer"])])
    basis = say(BASIS_WORDS[shown.opened.basis])
    period = say(Text("kỳ", "period"))
    return f"{shown.cluster.name}, {period} {shown.period.code} ({layer}; {basis})"


def words_of(shown: Any, score: Any, data: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows with words for codes and Vietnamese numbers, for people."""
    from fractions import Fraction

    from thidua.cli.bilingual_commands import language
    from thidua.core.text.number_format import format_number
    from thidua.core.workspace.views.wording import STATUS_WORDS, tie_key_words

    def number(text: str | None) -> str | None:
        places = len(text.partition(".")[2]) if text else 0
        return None if text is None else format_number(Fraction(text), language(), places)

    return [
        {
            **plain,
            "total": number(plain["total"]),
            "bonus": number(plain["bonus"]),
            "deductions": number(plain["deductions"]),
            "band": say(row.band.title) if row.band and row.band.title else plain["band"],
            "status": say(STATUS_WORDS[row.status]),
            "reasons": first_of(plain["reasons"]),
            "decided_by": say(tie_key_words(row.decided_by, shown.indicators))
            if row.decided_by
            else None,
        }
        for row, plain in zip(score.rows, data["rows"], strict=True)
    ]


def first_of(reasons: list[str]) -> list[str]:
    """The first reasons, and how many more there are: a unit that sent nothing has dozens."""
    more = len(reasons) - REASONS_SHOWN
    if more <= 0:
        return reasons
    others = Text(f"và {more} lý do khác", f"and {more} more reason{'s' if more > 1 else ''}")
    return [*reasons[:REASONS_SHOWN], say(others)]


def _notices(shown: Any, data: dict[str, Any]) -> None:
    from thidua.core.workspace.views.notices import validity_notices
    from thidua.core.workspace.views.wording import ILLUSTRATIVE, PROVISIONAL

    show_notices(
        (
            *validity_notices(shown),
            *([PROVISIONAL] if data["provisional"] else []),
            *([ILLUSTRATIVE] if data["illustrative"] else []),
        )
    )
