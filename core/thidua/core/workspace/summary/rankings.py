"""The rankings of a report: each cluster as one table, with all that must be said beside it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve

from thidua.core.model.criteria import Basis
from thidua.core.model.observation import Layer
from thidua.core.scoring.results import ClusterScore, MemberScore
from thidua.core.scoring.tally import Level
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.report_data import RankingRow, RankingTable
from thidua.core.workspace.summary.spans import span_title
from thidua.core.workspace.views.notices import validity_notices
from thidua.core.workspace.views.ranking import decimal_text, ranking_data
from thidua.core.workspace.views.wording import (
    LAYER_WORDS,
    STATUS_WORDS,
    tie_key_words,
)

COUNTED = Text(
    "Số liệu minh hoạ đã được tính vào điểm của bảng này.",
    "Illustrative figures (số liệu minh hoạ) have counted in the points of this table.",
)
NOT_FINAL = Text(
    "Thứ hạng tạm thời: còn điểm chưa chấm được hoặc thứ hạng chờ quyết định.",
    "Provisional ranks: points cannot be scored yet, or a rank awaits a decision.",
)
PROPOSED = Text(
    "Bảng điểm đề xuất, chưa cơ quan nào ban hành.",
    "A proposed criteria set that no authority has issued.",
)


ROUNDED = Text(
    "Điểm các cột làm tròn để in, tổng điểm tính từ số chưa làm tròn: có dòng cộng lệch số lẻ"
    " cuối.",
    "The columns are rounded for print, totals are not summed from them: some lines differ in the"
    " last digit.",
)
OUTSIDE = Text("Ngoài mục", "Outside sections")


def ranking_table(
    shown: OpenCluster, language: Language, scores: Mapping[Layer, ClusterScore] | None = None
) -> RankingTable:
    """A cluster's ranking at its highest layer, in words for one language; ``scores`` are those of
    :meth:`OpenCluster.scores` where they are known already."""
    known = scores or shown.scores()
    score = list(known.values())[-1]
    data = ranking_data(shown, score, language)
    columns = ranking_columns(shown)
    outside = criteria_outside(shown, columns)
    points = [
        column_points(row, plain, columns, outside)
        for row, plain in zip(score.rows, data["rows"], strict=True)
    ]
    exact = all(
        _adds_up(plain["total"], some) for plain, some in zip(data["rows"], points, strict=True)
    )
    proposed = shown.opened.basis is Basis.PROPOSAL
    return RankingTable(
        cluster=shown.cluster.code,
        title=f"{shown.cluster.name}, {span_title(shown.period.span).in_language(language)}",
        criteria=criteria_title(shown, language),
        sections=(
            *column_headings(shown, columns, language),
            *([OUTSIDE.in_language(language)] if outside else []),
        ),
        layers=tuple(LAYER_WORDS[layer].in_language(language) for layer in known),
        rows=tuple(
            evolve(
                _row(shown, row, plain, some, language),
                by_layer=totals_by_layer(known.values(), row.member.unit, language),
            )
            for row, plain, some in zip(score.rows, data["rows"], points, strict=True)
        ),
        basis=PROPOSED.in_language(language) if proposed else "",
        validity=" ".join(text.in_language(language) for text in validity_notices(shown)),
        layer=LAYER_WORDS[score.case.entries.layer].in_language(language),
        provisional=NOT_FINAL.in_language(language) if score.provisional else "",
        illustrative=COUNTED.in_language(language) if score.illustrative else "",
        notes=(
            *_notes(shown, score, columns, language),
            *([] if exact or not columns else [ROUNDED.in_language(language)]),
        ),
    )


def totals_by_layer(
    scores: Iterable[ClusterScore], unit: str, language: Language
) -> tuple[str, ...]:
    """A member's total in each of several scores, as a ranking prints it."""
    return tuple(_total(score, score.by_unit[unit], language) for score in scores)


def _total(score: ClusterScore, row: MemberScore, language: Language) -> str:
    if row.points is None:
        return "-"
    return decimal_words(decimal_text(row.points, score.case.scheme.rounding.total), language)


def criteria_title(shown: OpenCluster, language: Language) -> str:
    """The title of a plain cluster's point table; of a scheme, its parts with their points."""
    if len(shown.scheme.parts) == 1 and shown.scheme.parts[0].is_common:
        return shown.sets[shown.scheme.parts[0].set_codes()[0]].source.title.in_language(language)
    points = Text("điểm", "points").in_language(language)
    return "; ".join(
        f"{part.title.in_language(language)} ({format_number(part.weight, language)} {points})"
        if part.weight is not None
        else part.title.in_language(language)
        for part in shown.scheme.parts
    )


def ranking_columns(shown: OpenCluster) -> dict[str, Text]:
    """Whose points stand in columns: the parts of a scheme, the top sections of a plain set."""
    if len(shown.scheme.parts) > 1:
        return {part.code: part.title for part in shown.scheme.parts}
    return {
        section.code: section.title
        for code in shown.scheme.parts[0].set_codes()
        for section in shown.sets[code].source.sections
        if section.parent is None
    }


def column_headings(
    shown: OpenCluster, columns: Mapping[str, Text], language: Language
) -> list[str]:
    """What stands over the columns: "Mục I", or the title of a scheme's part."""
    if len(shown.scheme.parts) > 1:
        return [title.in_language(language) for title in columns.values()]
    section = Text("Mục", "Section").in_language(language)
    return [f"{section} {code}" for code in columns]


def criteria_outside(shown: OpenCluster, columns: Mapping[str, Text]) -> frozenset[str]:
    """The criteria beside the sections, without which the columns do not make the total."""
    if len(shown.scheme.parts) > 1 or not columns:
        return frozenset()
    codes = shown.scheme.parts[0].set_codes()
    criteria = (item for code in codes for item in shown.sets[code].source.criteria)
    return frozenset(item.code for item in criteria if item.section is None and item.parent is None)


def column_points(
    row: MemberScore,
    plain: Mapping[str, Any],
    columns: Mapping[str, Text],
    outside: Collection[str],
) -> list[str | None]:
    """The points of a row's columns; with those outside the sections, where there are any."""
    known = {**plain["sections"], **plain["parts"]}
    points = [known.get(code) for code in columns]
    if not outside:
        return points
    if plain["total"] is None:
        return [*points, None]
    counted = (
        line.points
        for line in row.lines
        if line.level is Level.SET or (line.level is Level.CRITERION and line.code in outside)
    )
    return [*points, decimal_text(sum(counted, Fraction(0)), None)]


def _adds_up(total: str | None, points: Iterable[str | None]) -> bool:
    """Whether the printed columns of a line make its printed total."""
    known = (Fraction(text) for text in points if text is not None)
    return total is None or Fraction(total) == sum(known, Fraction(0))


def _row(
    shown: OpenCluster,
    row: MemberScore,
    plain: Mapping[str, Any],
    points: Iterable[str | None],
    language: Language,
) -> RankingRow:
    return RankingRow(
        rank="-" if row.rank is None else str(row.rank),
        unit=row.member.unit,
        name=row.member.name,
        sections=tuple(decimal_words(text, language) for text in points),
        bonus=decimal_words(plain["bonus"], language),
        deductions=decimal_words(plain["deductions"], language),
        total=decimal_words(plain["total"], language),
        band=band_words(row, language),
        status=row.status.value,
        status_text=STATUS_WORDS[row.status].in_language(language),
        reasons=tuple(plain["reasons"]),
        decided_by=_decided(shown, row, language),
    )


def band_words(row: MemberScore, language: Language) -> str:
    """The class of a member's result; empty where there is none."""
    if row.band is None:
        return ""
    return row.band.title.in_language(language) if row.band.title else row.band.code


def _decided(shown: OpenCluster, row: MemberScore, language: Language) -> str:
    if row.decided_by is None:
        return ""
    words = tie_key_words(row.decided_by, shown.indicators)
    return Text(
        f"bằng điểm, phân định bằng {words.vi}", f"a tie, decided by {words.en}"
    ).in_language(language)


def _notes(
    shown: OpenCluster, score: ClusterScore, columns: Mapping[str, Text], language: Language
) -> tuple[str, ...]:
    notes: Sequence[str] = ()
    if len(shown.scheme.parts) == 1:
        listed = (f"{code}: {title.in_language(language)}" for code, title in columns.items())
        notes = ["; ".join(listed)] if columns else []
    shared = _shared_ranks(score)
    if shared:
        words = Text(
            f"Cùng hạng {', '.join(shared)}: bằng điểm và không tiêu chí phụ nào phân định.",
            f"Shared rank {', '.join(shared)}: equal points that no key breaks.",
        )
        notes = [*notes, words.in_language(language)]
    return tuple(notes)


def _shared_ranks(score: ClusterScore) -> list[str]:
    ranks = [row.rank for row in score.rows if row.rank is not None]
    return [str(rank) for rank in dict.fromkeys(ranks) if ranks.count(rank) > 1]


def decimal_words(text: str | None, language: Language) -> str:
    """A decimal text for people, with all its decimals: "95.50" is "95,50", none is "-"."""
    if text is None:
        return "-"
    return format_number(Fraction(text), language, len(text.partition(".")[2]))
