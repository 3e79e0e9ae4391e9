"""Charts of a scored cluster: its ranking by section, and every criterion of every member.

Each number is that of the ranking itself, at the places at which the ranking prints it.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from thidua.core.exact.decimal_text import fixed
from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.model.criteria import Basis, Criterion
from thidua.core.scoring.cells import Cell
from thidua.core.scoring.results import ClusterScore, MemberScore, Status
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.charts import (
    BarPart,
    HeatCell,
    HeatColumn,
    HeatMap,
    HeatRow,
    RankingBar,
    RankingBars,
)
from thidua.core.workspace.summary.rankings import (
    COUNTED,
    NOT_FINAL,
    OUTSIDE,
    PROPOSED,
    column_points,
    criteria_outside,
    decimal_words,
    ranking_columns,
)
from thidua.core.workspace.summary.spans import span_title
from thidua.core.workspace.views.notices import validity_notices
from thidua.core.workspace.views.ranking import ranking_data
from thidua.core.workspace.views.wording import LAYER_WORDS, STATUS_WORDS

BASE, BONUS = Text("Điểm chấm", "Points"), Text("Điểm thưởng", "Bonus")
CHOSEN = Text(
    "Chỉ gồm tiêu chí chung có điểm tối đa và có thành viên được chấm.",
    "Only criteria shared by all that have a maximum and concern some member.",
)
SHARE_PLACES: Final = 4
"""Decimals of a share, which only says how dark a cell is or how long a bar."""
NO_CELL, UNKNOWN_CELL = "-", "?"
"""In a cell: the criterion does not concern the member; its points are not known yet."""


def ranking_bars(shown: OpenCluster, score: ClusterScore, language: Language) -> RankingBars:
    """The ranking as bars, by the columns of the ranking table; without sections by base and
    bonus."""
    data = ranking_data(shown, score, language)
    columns = ranking_columns(shown)
    outside = criteria_outside(shown, columns)
    rows = list(zip(score.rows, data["rows"], strict=True))
    if columns:
        points = [column_points(row, plain, columns, outside) for row, plain in rows]
        sections = [*_sections(shown, columns), *([OUTSIDE] if outside else [])]
    else:
        points = [_base_and_bonus(plain) for _, plain in rows]
        sections = [BASE, BONUS]
    return RankingBars(
        title=_title(Text("Điểm và thứ hạng", "Points and ranks"), shown, language),
        sections=tuple(text.in_language(language) for text in sections),
        rows=tuple(
            _bar(row, plain, some, language)
            for (row, plain), some in zip(rows, points, strict=True)
        ),
        notes=notes_of(shown, score, language),
    )


def heat_map(shown: OpenCluster, score: ClusterScore, language: Language) -> HeatMap:
    """Members in the order of the ranking, criteria in that of their sets.

    In a scheme of several sets, only those by which every member is scored; and of these the
    criteria that have a maximum and concern someone.
    """
    criteria = _criteria(shown)
    rows = [_heat_row(row, criteria, language) for row in score.rows]
    kept = [
        place
        for place in range(len(criteria))
        if any(row.cells[place].text != NO_CELL for row in rows)
    ]
    counted = (item for one in shown.sets.values() for item in one.source.criteria)
    is_whole = len(kept) == sum(item.parent is None for item in counted)
    return HeatMap(
        title=_title(
            Text("Tỷ lệ điểm đạt được theo tiêu chí (%)", "Share of points by criterion (%)"),
            shown,
            language,
        ),
        columns=tuple(
            HeatColumn(criteria[place][1].code, criteria[place][1].title.in_language(language))
            for place in kept
        ),
        rows=tuple(HeatRow(row.label, tuple(row.cells[place] for place in kept)) for row in rows),
        notes=(
            *notes_of(shown, score, language),
            *([] if is_whole else [CHOSEN.in_language(language)]),
        ),
    )


def notes_of(shown: OpenCluster, score: ClusterScore, language: Language) -> tuple[str, ...]:
    """What must be said beside the points: the layer, and all that limits what they are worth."""
    layer = LAYER_WORDS[score.case.entries.layer]
    said = (
        Text(f"Điểm {layer.vi}.", f"Points: {layer.en}."),
        *([PROPOSED] if shown.opened.basis is Basis.PROPOSAL else []),
        *validity_notices(shown),
        *([NOT_FINAL] if score.provisional else []),
        *([COUNTED] if score.illustrative else []),
    )
    return tuple(text.in_language(language) for text in said)


def _title(what: Text, shown: OpenCluster, language: Language) -> str:
    span = span_title(shown.period.span)
    return f"{what.in_language(language)}: {shown.cluster.name}, {span.in_language(language)}"


def _sections(shown: OpenCluster, columns: Mapping[str, Text]) -> list[Text]:
    """The parts of a scheme by their titles, sections by their codes as well."""
    if len(shown.scheme.parts) > 1:
        return list(columns.values())
    return [
        Text(f"Mục {code}: {title.vi}", f"Section {code}: {title.en}")
        for code, title in columns.items()
    ]


def _base_and_bonus(plain: Mapping[str, Any]) -> list[str | None]:
    if plain["total"] is None:
        return [None, None]
    total, bonus = Fraction(plain["total"]), Fraction(plain["bonus"])
    places = len(plain["total"].partition(".")[2])
    return [fixed(total - bonus, places), plain["bonus"]]


def _bar(
    row: MemberScore, plain: Mapping[str, Any], points: Sequence[str | None], language: Language
) -> RankingBar:
    total = plain["total"]
    status = "" if row.status is Status.RANKED else STATUS_WORDS[row.status].in_language(language)
    return RankingBar(
        label=row.member.name,
        rank="-" if row.rank is None else str(row.rank),
        total=total,
        total_text=status if total is None else decimal_words(total, language),
        parts=()
        if total is None
        else tuple(BarPart(one or "0", decimal_words(one, language)) for one in points),
        status=row.status.value,
        status_text=status,
    )


def _criteria(shown: OpenCluster) -> list[tuple[str, Criterion]]:
    """The criteria that are counted, with the codes of their sets, part by part."""
    parts = [part for part in shown.scheme.parts if part.is_common] or shown.scheme.parts
    return [
        (code, criterion)
        for code in dict.fromkeys(code for part in parts for code in part.set_codes())
        for criterion in shown.sets[code].source.criteria
        if criterion.parent is None
    ]


def _heat_row(
    row: MemberScore, criteria: Sequence[tuple[str, Criterion]], language: Language
) -> HeatRow:
    cells = {(compiled.source.code, cell.criterion): cell for compiled, cell in row.cells()}
    return HeatRow(
        row.member.name,
        tuple(_heat_cell(cells.get((code, item.code)), item, language) for code, item in criteria),
    )


def _heat_cell(cell: Cell | None, criterion: Criterion, language: Language) -> HeatCell:
    if cell is None or not cell.applies or criterion.points <= 0:
        return HeatCell(None, NO_CELL)
    if cell.points is None:
        return HeatCell(None, UNKNOWN_CELL)
    points = cell.points.base + cell.points.bonus
    share = points / criterion.points
    percent = round_to(share * 100, 0, RoundingMode.DOWN)
    return HeatCell(share_text(share), format_number(percent, language, 0))


def share_text(share: Fraction) -> str:
    """A share as decimal text, cut to the places that a drawing can show."""
    return fixed(round_to(share, SHARE_PLACES, RoundingMode.DOWN), SHARE_PLACES)
