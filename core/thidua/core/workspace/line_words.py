"""What a line of an explanation is called."""

from thidua.core.scoring.tally import Level, LineKind
from thidua.core.text.bilingual import Text
from thidua.core.workspace.cases import OpenCluster

_KINDS = {
    LineKind.CRITERION: Text("{title}", "{title}"),
    LineKind.FULL_POINTS: Text(
        "{title}: không thuộc diện chấm, tính đủ điểm", "{title}: does not apply, full points"
    ),
    LineKind.POLICY: Text(
        "{title}: bù cho tiêu chí không thuộc diện chấm",
        "{title}: makes up for criteria that do not apply",
    ),
    LineKind.ROUNDING: Text("{title}: làm tròn", "{title}: rounding"),
    LineKind.BONUS_CAP: Text("{title}: giới hạn điểm thưởng", "{title}: bonus cap"),
    LineKind.DEDUCTIONS_CAP: Text("{title}: giới hạn điểm trừ", "{title}: deductions cap"),
    LineKind.COMBINED: Text("{title}: cách gộp của mục", "{title}: how the section combines"),
    LineKind.PART_BONUS: Text("{title}: điểm thưởng của phần", "{title}: bonus of the part"),
}

_TOTAL = Text("Tổng điểm", "Total")


def line_words(shown: OpenCluster, kind: LineKind, level: Level, code: str, criteria: str) -> Text:
    """The line in words, with the title of its criterion, section or part; ``criteria`` is the
    criteria set in which it arises."""
    title = _title_at(shown, level, code, criteria)
    words = _KINDS[kind]
    return Text(words.vi.format(title=title.vi), words.en.format(title=title.en))


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
