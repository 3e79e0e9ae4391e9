"""A case that failed, in words: expected against got, and how what came out came about."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

from thidua.core.model.criteria import Section
from thidua.core.scoring.results import ClusterScore, MemberScore
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
    """Each difference on a line of its own, and below it, set in, why it came out so."""
    return Text(
        "\n".join(_lines(found, scored, place_of, "vi")),
        "\n".join(_lines(found, scored, place_of, "en")),
    )


def _lines(
    found: Sequence[Difference], scored: ScoredCase, place_of: PlaceOf, language: Language
) -> Iterator[str]:
    source = Text(f"Nguồn: {scored.case.source}", f"Source: {scored.case.source}")
    yield source.in_language(language)
    for item in found:
        yield f"{_headline(item, language)} ({place_of(item.expected)})"
        yield from (f"    {line}" for line in _why(item, scored, language))


def _headline(item: Difference, language: Language) -> str:
    what = f"{_KINDS[item.expected.kind].in_language(language)} {item.expected.code}".strip()
    wanted = _value(item.expected.kind, item.expected.value, language)
    got = _value(item.expected.kind, item.got, language)
    words = Text(f"mong đợi {wanted}, tính ra {got}", f"expected {wanted}, got {got}")
    return f"{item.unit.code}, {what}: {words.in_language(language)}"


def _value(kind: Expectation, value: Value, language: Language) -> str:
    if value is None:
        return _NONE.in_language(language)
    if isinstance(value, str):
        return f"“{value}”"
    return str(value) if kind is Expectation.RANK else exact_words(value, language)


def _why(item: Difference, scored: ScoredCase, language: Language) -> Iterator[str]:
    row = scored.score.by_unit[item.unit.code]
    kind = item.expected.kind
    if kind is Expectation.RANK:
        yield from _ranking(scored.score, language)
    elif kind is Expectation.BAND:
        yield from _share(scored.score, row, language)
    elif kind is Expectation.CRITERION:
        yield from _of_criterion(item, scored, language)
    elif kind is not Expectation.STATUS:
        yield from _of_all(item, scored, language)
    # A total that is unknown has been explained criterion by criterion; other things have not.
    if row.points is None and (row.total is None or kind not in _EXPLAINED):
        yield _state(scored, row, language)


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
    by_code = scored.shown.sets[scored.case.criteria].by_code
    criterion = by_code[item.expected.code].criterion
    while criterion.parent is not None:
        criterion = by_code[criterion.parent].criterion
    data = explanation_data(scored.shown, scored.score, item.unit.code, language, criterion.code)
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
