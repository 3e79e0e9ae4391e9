"""Rankings of one cluster for the same days, told apart by their periods."""

from collections.abc import Iterable
from typing import Final

from attrs import evolve

from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.report_data import RankingTable

SAME_DAYS: Final = Text(
    "Có cụm được xếp hạng ở nhiều kỳ của cùng thời gian; mã kỳ ghi ở tiêu đề từng bảng.",
    "A cluster is ranked in several periods of the same days; each heading names the period.",
)


def told_apart(
    table: RankingTable, shown: OpenCluster, beside: Iterable[OpenCluster], language: Language
) -> RankingTable:
    """The table, its heading with the code of its period and a notice, where ``beside`` has
    another period of the same days for the cluster; else the table as it is."""
    same = [
        other
        for other in beside
        if (other.cluster.code, other.period.span) == (shown.cluster.code, shown.period.span)
    ]
    if len(same) < 2:
        return table
    period = Text(f"kỳ {shown.period.code}", f"period {shown.period.code}")
    return evolve(
        table,
        title=f"{table.title} ({period.in_language(language)})",
        validity=f"{table.validity} {SAME_DAYS.in_language(language)}".strip(),
    )
