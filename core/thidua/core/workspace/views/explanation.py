"""Why a member has its points, as plain data: each criterion with the words of its formula, and
every other line, adding up to the total to the last digit."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from thidua.core.formula.explanation import explain_trace
from thidua.core.formula.reasons import reason_in_words
from thidua.core.formula.telling.arithmetic import LEFT_BLANK
from thidua.core.formula.titles import Naming
from thidua.core.model.observation import JudgedPoints
from thidua.core.scoring.cells import Cell
from thidua.core.scoring.explaining import CellExplanation, explain_member
from thidua.core.scoring.results import ClusterScore, MemberScore
from thidua.core.scoring.tally import ZERO, Level, Line, LineKind
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.views.comparison import exact_text, exact_words
from thidua.core.workspace.views.lines import LINE_WORDS, line_words
from thidua.core.workspace.views.notices import standing_data
from thidua.core.workspace.views.ranking import naming_of, reasons_of
from thidua.core.workspace.views.wording import ILLUSTRATIVE, LAYER_WORDS

NOT_OF_KIND = Text("Không áp dụng cho loại đơn vị này", "Does not apply to this kind of unit")
PRESUMED = Text("không báo cáo, hiểu là 0", "not reported, taken as 0")


def explanation_data(
    shown: OpenCluster,
    score: ClusterScore,
    unit: str,
    language: Language,
    criterion: str | None = None,
) -> dict[str, Any]:
    """A member's points in words; of one criterion only, where it is named."""
    row = score.by_unit[shown.member(unit).unit]
    naming = naming_of(shown, row.member)
    cells = [
        item
        for item in explain_member(score, row)
        if criterion is None or item.cell.criterion == criterion
    ]
    return {
        "cluster": shown.cluster.code,
        "period": shown.period.code,
        "layer": score.case.entries.layer.value,
        **standing_data(shown, (row,)),
        "unit": row.member.unit,
        "name": row.member.name,
        "rank": row.rank,
        "status": row.status.value,
        "total": None if row.points is None else exact_text(row.points),
        "reasons": [text.in_language(language) for text in reasons_of(score, row, naming)],
        "criteria": [_cell(item, naming, language) for item in cells],
        "lines": [] if criterion else _other_lines(shown, row, language),
    }


def _cell(item: CellExplanation, naming: Naming, language: Language) -> dict[str, Any]:
    criterion, cell = item.compiled.criterion, item.cell
    cap = criterion.bonus_cap
    on_scheme = sum((line.points for line in item.lines), ZERO)
    return {
        "part": item.part.part.code,
        "code": criterion.code,
        "title": criterion.title.in_language(language),
        "maximum": exact_text(criterion.points),
        "base": exact_text(cell.points.base) if cell.points else None,
        "deducted": exact_text(cell.points.deducted) if cell.points else None,
        "bonus": exact_text(cell.points.bonus) if cell.points else None,
        "points": exact_text(cell.points.base + cell.points.bonus) if cell.points else None,
        "counts": exact_text(on_scheme) if item.lines or not cell.applies else None,
        "bonus_cap": exact_text(cap) if isinstance(cap, Fraction) else None,
        "applies": cell.applies,
        "illustrative": cell.illustrative,
        "reference": criterion.reference,
        "explanation": _words(item, naming, language),
        "lines": [
            {**_line(line), "title": LINE_WORDS[line.kind].in_language(language)}
            for line in item.lines
        ],
    }


def _words(item: CellExplanation, naming: Naming, language: Language) -> list[str]:
    traces = [trace for trace in (item.base, item.bonus) if trace is not None]
    told = [line for trace in traces for line in explain_trace(trace, language, naming)]
    notes = [text.in_language(language) for text in _notes(item.cell, naming, told)]
    # Base and bonus share rows, and each trace ends with why it is unknown.
    return list(dict.fromkeys([*told, *notes]))


def _notes(cell: Cell, naming: Naming, told: Sequence[str]) -> Sequence[Text]:
    notes: list[Text] = []
    if cell.not_applicable is not None:
        reason = cell.not_applicable
        notes.append(_not_applicable(reason) if reason else NOT_OF_KIND)
    if cell.judged is not None:
        notes.append(_judged_words(cell.judged))
    if cell.is_judged_whole:
        notes.extend(reason_in_words(reason, naming) for reason in cell.unknown)
    for absent in cell.left_out:
        member = naming.member(absent.unit)
        why = [reason_in_words(reason, naming) for reason in absent.reasons]
        notes.append(
            Text(
                f"không tính {member} vào so sánh: {'; '.join(text.vi for text in why)}",
                f"{member} is left out of the comparison: {'; '.join(text.en for text in why)}",
            )
        )
    for name in cell.presumed:
        title = naming.subject(name.indicator)
        if not _tells_blank(title, told):
            notes.append(Text(f"{title.vi}: {PRESUMED.vi}", f"{title.en}: {PRESUMED.en}"))
    return [*notes, ILLUSTRATIVE] if cell.illustrative else notes


def _tells_blank(title: Text, told: Sequence[str]) -> bool:
    """Whether a line on how points come about has said of a figure that it was left blank."""
    ends = (LEFT_BLANK.vi, LEFT_BLANK.en)
    return any(it.startswith((title.vi, title.en)) and it.endswith(ends) for it in told)


def _not_applicable(reason: str) -> Text:
    return Text(f"Không áp dụng: {reason}", f"Does not apply: {reason}")


def _judged_words(judged: JudgedPoints) -> Text:
    layer = LAYER_WORDS[judged.layer]
    return Text(
        f"{exact_words(judged.points, 'vi')} điểm do {layer.vi}: {judged.reason}",
        f"{exact_words(judged.points, 'en')} points, {layer.en}: {judged.reason}",
    )


def _other_lines(shown: OpenCluster, row: MemberScore, language: Language) -> list[dict[str, Any]]:
    return [
        {**_line(line), "title": _title(shown, row, line).in_language(language)}
        for line in row.lines
        if line.level is not Level.CRITERION
    ]


def _title(shown: OpenCluster, row: MemberScore, line: Line) -> Text:
    words = line_words(shown, line.kind, line.level, line.code, row.set_of(line))
    if line.kind is not LineKind.PART_BONUS:
        return words
    # The line itself is what is taken away, which reads like a bonus below zero.
    before = sum((it.bonus for it in row.lines if _goes_into(line, it)), ZERO)
    vi, en = (
        f"{exact_words(before, language)} → {exact_words(before + line.bonus, language)}"
        for language in ("vi", "en")
    )
    return Text(f"{words.vi}, {vi}", f"{words.en}, {en}")


def _goes_into(part_bonus: Line, line: Line) -> bool:
    """Whether the line is one of those whose bonus a part scales or drops."""
    return line.part == part_bonus.code and line.level is not Level.PART


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind.value,
        "level": line.level.value,
        "code": line.code,
        "points": exact_text(line.points),
    }
