"""What a table of points adds between its rows and their sum, place by place, as exact numbers."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from thidua.core.scoring.results import MemberScore
from thidua.core.scoring.set_scoring import PlaceScore
from thidua.core.scoring.tally import ZERO, Digits, Level, Line, LineKind, Tally
from thidua.core.scoring.totals import PartScore
from thidua.core.text.bilingual import Text
from thidua.core.text.number_format import format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.table_places import (
    TablePlace,
    made_up_for,
    part_score,
    tally_at,
)
from thidua.core.workspace.views.lines import line_words


@frozen
class AddedLine:
    """One line that a part, a section or the total adds to the sum of its rows."""

    kind: LineKind | None
    """None for the change from a set's own scale to that of its part."""
    level: Level
    """Whose rule adds it."""
    title: Text
    points: Fraction
    bonus: Fraction = ZERO
    """How much of the points is bonus."""


def added_at(shown: OpenCluster, row: MemberScore, place: TablePlace) -> tuple[AddedLine, ...]:
    """What a part or section adds to the rows one deeper; nothing for a criterion, and where the
    points of the place are unknown."""
    tally, score = tally_at(row, place), part_score(row, place.part.code)
    if tally is None or score is None or place.level is Level.CRITERION:
        return ()
    if place.level is Level.PART:
        return tuple(_of_part(shown, score, tally))
    own = (it for it in tally.lines if (it.level, it.code) == (place.level, place.code))
    return (
        *_made_up(shown, score, score.score.places[place.level, place.code]),
        *(_added(shown, line, place.criteria) for line in own),
    )


def added_to_total(shown: OpenCluster, row: MemberScore) -> tuple[AddedLine, ...]:
    """What the scheme adds to the rows that stand under no other; nothing for an unknown total."""
    if row.total is None or row.total.tally is None:
        return ()
    tally = row.total.tally
    found = tuple(_added(shown, it, "") for it in tally.lines if it.level is Level.TOTAL)
    if len(shown.scheme.parts) > 1:
        return found
    (score,) = row.total.parts
    return (*_of_part(shown, score, score.tally or Tally()), *found)


def _of_part(shown: OpenCluster, score: PartScore, tally: Tally) -> Iterator[AddedLine]:
    """From the sum of a set's top rows to the points of its part."""
    source = score.score.compiled.source
    root = score.score.root.tally or Tally()
    yield from _made_up(shown, score, score.score.root)
    yield from (_added(shown, it, source.code) for it in root.lines if it.level is Level.SET)
    rescaled = root.base * (score.factor - 1)
    if rescaled:
        yield AddedLine(None, Level.PART, _scale_words(source.points, score), rescaled)
    yield from (_added(shown, it, source.code) for it in tally.lines if it.level is Level.PART)


def _made_up(shown: OpenCluster, score: PartScore, at: PlaceScore) -> Iterator[AddedLine]:
    """What the criteria directly in a place have for others that do not apply."""
    digits = score.score.rules.criterion
    tallies = [it.tally for it in at.children if it.level is Level.CRITERION and it.tally]
    points = sum((made_up_for(tally, digits) for tally in tallies), ZERO)
    bonus = sum((tally.bonus - own_bonus(tally, digits) for tally in tallies), ZERO)
    if points:
        code = score.score.compiled.source.code
        words = line_words(shown, LineKind.POLICY, at.level, at.code, code)
        yield AddedLine(LineKind.POLICY, at.level, words, points, bonus)


def own_bonus(tally: Tally, digits: Digits) -> Fraction:
    """The bonus in the points that a criterion is printed with."""
    if not any(line.kind is LineKind.POLICY for line in tally.lines):
        return tally.bonus
    (own,) = (line for line in tally.lines if line.kind is LineKind.CRITERION)
    return digits.rounded(own.bonus)


def _added(shown: OpenCluster, line: Line, criteria: str) -> AddedLine:
    words = line_words(shown, line.kind, line.level, line.code, criteria)
    return AddedLine(line.kind, line.level, words, line.points, line.bonus)


def _scale_words(points: Fraction, score: PartScore) -> Text:
    weight = points if score.part.weight is None else score.part.weight
    title = score.part.title
    vi, en = ([format_number(it, code) for it in (points, weight)] for code in ("vi", "en"))
    return Text(
        f"{title.vi}: quy đổi từ thang {vi[0]} điểm về thang {vi[1]} điểm",
        f"{title.en}: from a scale of {en[0]} points to one of {en[1]}",
    )
