"""A case that failed, in words: expected against got, and how what came out came about."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any, Final

from thidua.core.model.criteria import Criterion, Section
from thidua.core.scoring.results import ClusterScore, MemberScore, Status
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.views.comparison import exact_words
from thidua.core.workspace.views.explanation import explanation_data
from thidua.core.workspace.views.lines import line_words
from thidua.core.workspace.views.ranking import naming_of, reasons_of
from thidua.core.workspace.views.wording import STATUS_WORDS, tie_key_words
from thidua.plugins.kit.cases.comparing import Difference, Value
from thidua.plugins.kit.cases.records import Expectation, Expected
from thidua.plugins.kit.cases.running import ScoredCase

_KINDS: Final = {
    Expectation.POINTS: Text("tổng điểm", "points"),
    Expectation.RANK: Text("thứ hạng", "rank"),
    Expectation.BAND: Text("xếp loại", "band"),
    Expectation.STATUS: Text("tình trạng", "status"),
    Expectation.SECTION: Text("điểm mục", "points of section"),
    Expectation.CRITERION: Text("điểm tiêu chí", "points of criterion"),
}
_EXPLAINED: Final = (Expectation.POINTS, Expectation.SECTION, Expectation.CRITERION)
_NONE: Final = Text("không có", "none")

PlaceOf = Callable[[Expected], str]
"""File and line of an expected value."""


def told(found: Sequence[Difference], scored: ScoredCase, place_of: PlaceOf) -> Text:
    """Each difference on a line of its own; below those of a unit, set in, why it came out so."""
    return Text(
        "\n".join(_lines(found, scored, place_of, "vi")),
        "\n".join(_lines(found, scored, place_of, "en")),
    )


def _lines(
    found: Sequence[Difference], scored: ScoredCase, place_of: PlaceOf, language: Language
) -> Iterator[str]:
    source = Text(f"Nguồn: {scored.case.source}", f"Source: {scored.case.source}")
    yield source.in_language(language)
    for _, items in groupby(found, key=lambda item: item.unit.code):
        held = list(items)
        for item in held:
            yield f"{_headline(item, language)} ({place_of(item.expected)})"
        yield from (f"    {line}" for line in _why_of_unit(held, scored, language))
    if any(item.expected.kind is Expectation.RANK for item in found):
        yield from (f"    {line}" for line in _ranking(scored.score, language))


def _headline(item: Difference, language: Language) -> str:
    what = f"{_KINDS[item.expected.kind].in_language(language)} {item.expected.code}".strip()
    wanted = _value(item.expected.kind, item.expected.value, language)
    got = _value(item.expected.kind, item.got, language)
    words = Text(f"mong đợi {wanted}, tính ra {got}", f"expected {wanted}, got {got}")
    return f"{item.unit.code}, {what}: {words.in_language(language)}"


def _value(kind: Expectation, value: Value, language: Language) -> str:
    if value is None:
        return _NONE.in_language(language)
    if kind is Expectation.STATUS:
        return f"“{STATUS_WORDS[Status(str(value))].in_language(language)}”"
    if isinstance(value, str):
        return f"“{value}”"
    return str(value) if kind is Expectation.RANK else exact_words(value, language)


def _why_of_unit(
    items: Sequence[Difference], scored: ScoredCase, language: Language
) -> Iterator[str]:
    """How what a unit has came about, each thing once."""
    kinds = {item.expected.kind for item in items}
    for item in items:
        if not (Expectation.POINTS in kinds and _is_told_with_total(item, scored)):
            yield from _why(item, scored, language)
    row = scored.score.by_unit[items[0].unit.code]
    # A total that is unknown has been explained criterion by criterion; other things have not.
    if row.points is None and (row.total is None or not kinds <= set(_EXPLAINED)):
        yield _state(scored, row, language)


def _is_told_with_total(item: Difference, scored: ScoredCase) -> bool:
    """Whether the explanation of the total holds that of this value: of a section, and of a
    criterion that has not its full points."""
    if item.expected.kind is not Expectation.CRITERION:
        return item.expected.kind is Expectation.SECTION
    criterion = _whole(item, scored)
    return criterion.code != item.expected.code or item.got != criterion.points


def _whole(item: Difference, scored: ScoredCase) -> Criterion:
    """The criterion that is scored: of a part, the one that it makes up."""
    by_code = scored.shown.sets[scored.case.criteria].by_code
    criterion = by_code[item.expected.code].criterion
    while criterion.parent is not None:
        criterion = by_code[criterion.parent].criterion
    return criterion


def _why(item: Difference, scored: ScoredCase, language: Language) -> Iterator[str]:
    match item.expected.kind:
        case Expectation.BAND:
            yield from _share(scored.score, scored.score.by_unit[item.unit.code], language)
        case Expectation.CRITERION:
            yield from _of_criterion(item, scored, language)
        case Expectation.POINTS | Expectation.SECTION:
            yield from _of_all(item, scored, language)


def _state(scored: ScoredCase, row: MemberScore, language: Language) -> str:
    reasons = reasons_of(scored.score, row, naming_of(scored.shown, row.member))
    words = [STATUS_WORDS[row.status], *reasons]
    return f"{row.member.unit}: {'; '.join(it.in_language(language) for it in words)}"


def _ranking(score: ClusterScore, language: Language) -> Iterator[str]:
    for row in score.rows:
        place = "-" if row.rank is None else f"{row.rank}."
        points = _value(Expectation.POINTS, row.points, language)
        key = "" if row.decided_by is None else f", {_decided(row, language)}"
        yield f"{place} {row.member.unit}: {points}{key}"


def _decided(row: MemberScore, language: Language) -> str:
    assert row.decided_by is not None
    words = tie_key_words(row.decided_by)
    by = Text(f"phân định theo {words.vi}", f"the tie broken by {words.en}")
    return by.in_language(language)


def _share(score: ClusterScore, row: MemberScore, language: Language) -> Iterator[str]:
    points = score.case.ranked_points(row)
    if points is not None and score.points:
        total, scale = exact_words(points, language), exact_words(score.points, language)
        yield f"{total} / {scale} = {exact_words(points * 100 / score.points, language)} %"


def _of_criterion(item: Difference, scored: ScoredCase, language: Language) -> Iterator[str]:
    """A part of another criterion is told with the whole, which is what is scored."""
    code = _whole(item, scored).code
    data = explanation_data(scored.shown, scored.score, item.unit.code, language, code)
    for plain in data["criteria"]:
        yield from plain["explanation"]


def _of_all(item: Difference, scored: ScoredCase, language: Language) -> Iterator[str]:
    """Every criterion of the section, or of all; how those came about that are not full."""
    data = explanation_data(scored.shown, scored.score, item.unit.code, language)
    below = _sections_below(scored, item.expected.code)
    for plain in data["criteria"]:
        criterion = scored.shown.sets[scored.case.criteria].by_code[plain["code"]].criterion
        if not below or criterion.section in below:
            yield from _cell(plain, language)
    if not below:
        yield from _rest(item, scored, language)


def _sections_below(scored: ScoredCase, code: str) -> set[str]:
    """The codes of a section and of all inside it; none for the total."""
    sections: Sequence[Section] = scored.shown.sets[scored.case.criteria].source.sections
    below = {code} if code else set[str]()
    while more := {it.code for it in sections if it.parent in below} - below:
        below |= more
    return below


def _cell(plain: dict[str, Any], language: Language) -> Iterator[str]:
    maximum = exact_words(Fraction(plain["maximum"]), language)
    points = _words_of(plain["points"], language)
    counted = plain["counts"]
    counts = ""
    if counted is not None and plain["points"] is not None and counted != plain["points"]:
        counts = Text(", được tính ", ", counted as ").in_language(language)
        counts += _words_of(counted, language)
    yield f"{plain['code']} {plain['title']}: {points} / {maximum}{counts}"
    if plain["points"] != plain["maximum"]:
        yield from (f"    {line}" for line in plain["explanation"])


def _words_of(number: str | None, language: Language) -> str:
    return (
        _NONE.in_language(language) if number is None else exact_words(Fraction(number), language)
    )


def _rest(item: Difference, scored: ScoredCase, language: Language) -> Iterator[str]:
    """What else adds up to the total: caps, means, rounding."""
    row = scored.score.by_unit[item.unit.code]
    own = scored.case.criteria
    for line in row.lines:
        if line.level != "criterion":
            words = line_words(scored.shown, line.kind, line.level, line.code, own)
            yield f"{words.in_language(language)}: {exact_words(line.points, language)}"
