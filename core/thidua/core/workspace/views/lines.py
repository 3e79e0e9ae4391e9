"""What a line of an explanation is called."""

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
    LineKind.PART_BONUS: Text("điểm thưởng của phần", "bonus of the part"),
}
"""What the kinds of line are called beside the criterion, section or part they belong to."""

_TOTAL = Text("Tổng điểm", "Total")


def line_words(shown: OpenCluster, kind: LineKind, level: Level, code: str, criteria: str) -> Text:
    """The line in words, with the title of its criterion, section or part; ``criteria`` is the
    criteria set in which it arises."""
    title = _title_at(shown, level, code, criteria)
    if kind is LineKind.CRITERION:
        return title
    words = LINE_WORDS[kind]
    return Text(f"{title.vi}: {words.vi}", f"{title.en}: {words.en}")


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
