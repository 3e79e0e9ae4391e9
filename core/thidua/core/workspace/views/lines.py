"""What a line of an explanation is called."""

from thidua.core.model.scheme import PartBonus
from thidua.core.scoring.tally import Level, LineKind
from thidua.core.text.bilingual import Text
from thidua.core.workspace.cases import OpenCluster

LINE_WORDS = {
    LineKind.CRITERION: Text("điểm của tiêu chí", "points of the criterion"),
    LineKind.FULL_POINTS: Text(
        "không thuộc diện chấm, tính đủ điểm", "does not apply, full points"
    ),
    LineKind.POLICY: Text(
        "bù cho tiêu chí không thuộc diện chấm", "makes up for criteria that do not apply"
    ),
    LineKind.ROUNDING: Text("làm tròn", "rounding"),
    LineKind.BONUS_CAP: Text("giới hạn điểm thưởng", "bonus cap"),
    LineKind.DEDUCTIONS_CAP: Text("giới hạn điểm trừ", "deductions cap"),
    LineKind.COMBINED: Text("cách gộp của mục", "how the section combines"),
}
"""What the kinds of line are called beside the criterion, section or part they belong to; what
becomes of a part's bonus is told by :data:`PART_BONUS_WORDS`."""
PART_BONUS_WORDS = {
    PartBonus.SCALED: Text(
        "điểm thưởng quy về thang điểm của phần", "bonus brought to the scale of the part"
    ),
    PartBonus.DROPPED: Text("điểm thưởng không tính", "bonus not counted"),
}

_TOTAL = Text("Tổng điểm", "Total")


def line_words(shown: OpenCluster, kind: LineKind, level: Level, code: str, criteria: str) -> Text:
    """The line in words, with the title of its criterion, section or part; ``criteria`` is the
    criteria set in which it arises."""
    title = _title_at(shown, level, code, criteria)
    if kind is LineKind.CRITERION:
        return title
    words = _part_bonus_words(shown, code) if kind is LineKind.PART_BONUS else LINE_WORDS[kind]
    return Text(f"{title.vi}: {words.vi}", f"{title.en}: {words.en}")


def _part_bonus_words(shown: OpenCluster, code: str) -> Text:
    return PART_BONUS_WORDS[{part.code: part.bonus for part in shown.scheme.parts}[code]]


def _title_at(shown: OpenCluster, level: Level, code: str, criteria: str) -> Text:
    """``LS-01 Giải quyết việc làm``; a set that is the whole score is called the total."""
    if level is Level.TOTAL or (level is Level.SET and len(shown.scheme.parts) == 1):
        return _TOTAL
    if level is Level.PART:
        return {part.code: part.title for part in shown.scheme.parts}[code]
    source = shown.sets[criteria].source
    if level is Level.SET:
        return source.title
    items = source.criteria if level is Level.CRITERION else source.sections
    title = {item.code: item.title for item in items}[code]
    return Text(f"{code} {title.vi}", f"{code} {title.en}")
