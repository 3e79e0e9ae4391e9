"""The point table as a document prints it: parts, sections and criteria in order, and what a
member has at each of them."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import frozen

from thidua.core.formula.tree import Number
from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.criteria import Cap, Effect
from thidua.core.model.scheme import Part
from thidua.core.scoring.results import MemberScore
from thidua.core.scoring.set_scoring import SetRules, rules_of
from thidua.core.scoring.structure import Branch, Leaf
from thidua.core.scoring.tally import ZERO, Digits, Level, LineKind, Tally
from thidua.core.scoring.totals import PartScore
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.summary.rankings import decimal_words
from thidua.core.workspace.views.ranking import decimal_text

BONUS, DEDUCTION = Text("thưởng", "bonus"), Text("trừ", "deduction")
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@frozen
class TablePlace:
    """A part of the scheme, a section or a criterion of its point table."""

    level: Level
    part: Part
    criteria: str
    """The code of the criteria set; empty for a part."""
    code: str
    number: Text
    """As printed before the title."""
    title: Text
    maximum: Text
    depth: int
    """How many places it stands under."""
    digits: int | None
    """To how many decimals its points are rounded; None where nothing is declared."""


def table_places(
    shown: OpenCluster, sets_of: Callable[[Part], Sequence[str]]
) -> Iterator[TablePlace]:
    """Every place of the cluster's point table; ``sets_of`` says which of a part's criteria sets
    are wanted. The parts themselves stand in it where there are several."""
    several = len(shown.scheme.parts) > 1
    for index, part in enumerate(shown.scheme.parts):
        if several:
            yield _part_place(shown, part, index)
        for code in sets_of(part):
            rules = rules_of(shown.sets[code], shown.scheme.rounding)
            yield from _Walk(part, rules, _numbers(rules)).below(rules.root, int(several))


def branches(
    places: Sequence[TablePlace],
) -> Iterator[tuple[TablePlace, Sequence[TablePlace]]]:
    """The places of the least depth, each with those that follow it deeper."""
    tops = [n for n, place in enumerate(places) if place.depth == places[0].depth]
    for start, end in pairwise([*tops, len(places)]):
        yield places[start], places[start + 1 : end]


def part_score(row: MemberScore, part: str) -> PartScore | None:
    """A member's score in a part; None for the excluded, and where it has no set for the part."""
    parts = () if row.total is None else row.total.parts
    return next((item for item in parts if item.part.code == part), None)


def tally_at(row: MemberScore, place: TablePlace) -> Tally | None:
    """What a member has at a place; None where that is unknown or the place does not concern it.

    On the scale of the place's criteria set; of a part, on the scale of the scheme.
    """
    score = part_score(row, place.part.code)
    if score is None or place.level is Level.PART:
        return None if score is None else score.tally
    if score.score.compiled.source.code != place.criteria:
        return None
    found = score.score.places[place.level, place.code]
    return found.tally if found.has_value else None


def points_at(row: MemberScore, place: TablePlace) -> Fraction | None:
    """The points that a document prints at a place; None where :func:`tally_at` is.

    Of a criterion without what it gets for others that do not apply (:func:`made_up_for`): its
    own points, that stay within its maximum.
    """
    score, tally = part_score(row, place.part.code), tally_at(row, place)
    if score is None or tally is None:
        return None
    if place.level is Level.CRITERION:
        return tally.points - made_up_for(tally, score.score.rules.criterion)
    return tally.points


def made_up_for(tally: Tally, digits: Digits) -> Fraction:
    """What the points of a criterion have above those of its own rules, rounded as ``digits``
    declare, because others of its section do not apply."""
    if not any(line.kind is LineKind.POLICY for line in tally.lines):
        return ZERO
    (own,) = (line for line in tally.lines if line.kind is LineKind.CRITERION)
    return tally.points - digits.rounded(own.base) - digits.rounded(own.bonus)


def points_words(row: MemberScore, place: TablePlace, language: Language) -> str:
    """The points at their declared places, as the ranking prints them; "-" for none."""
    points = points_at(row, place)
    return decimal_words(None if points is None else decimal_text(points, place.digits), language)


def _part_place(shown: OpenCluster, part: Part, index: int) -> TablePlace:
    number = _ROMAN[index] if index < len(_ROMAN) else str(index + 1)
    points = part.weight
    if points is None:
        points = shown.sets[part.set_codes()[0]].source.points
    return TablePlace(
        level=Level.PART,
        part=part,
        criteria="",
        code=part.code,
        number=Text(f"Phần {number}", f"Part {number}"),
        title=part.title,
        maximum=_number(points),
        depth=0,
        digits=shown.scheme.rounding.part,
    )


@frozen
class _Walk:
    part: Part
    rules: SetRules
    numbers: dict[str, str]
    """Of the criteria."""

    def below(self, branch: Branch, depth: int) -> Iterator[TablePlace]:
        for child in branch.children:
            if isinstance(child, Leaf):
                yield self._criterion(child, depth)
            else:
                yield self._section(child, depth)
                yield from self.below(child, depth + 1)

    def _criterion(self, leaf: Leaf, depth: int) -> TablePlace:
        number = self.numbers[leaf.code]
        return TablePlace(
            level=Level.CRITERION,
            part=self.part,
            criteria=self.rules.compiled.source.code,
            code=leaf.code,
            number=Text(number, number),
            title=leaf.criterion.title,
            maximum=criterion_maximum(self.rules.compiled.by_code[leaf.code]),
            depth=depth,
            digits=self.rules.criterion.places,
        )

    def _section(self, branch: Branch, depth: int) -> TablePlace:
        rules = self.rules
        (section,) = (it for it in rules.compiled.source.sections if it.code == branch.code)
        places = rules.criterion.places if rules.section.places is None else rules.section.places
        return TablePlace(
            level=Level.SECTION,
            part=self.part,
            criteria=rules.compiled.source.code,
            code=branch.code,
            number=Text(branch.code, branch.code),
            title=section.title,
            maximum=section_maximum(branch, rules.compiled),
            depth=depth,
            digits=places,
        )


def _numbers(rules: SetRules) -> dict[str, str]:
    """What is printed before each criterion: its own code where that continues the code of its
    section, as "I.2" does, in the whole set; else its place in the set."""
    leaves = list(_leaves(rules.root))
    if all(section and code.startswith(section) for section, code in leaves):
        return {code: code for _, code in leaves}
    return {code: str(place) for place, (_, code) in enumerate(leaves, start=1)}


def _leaves(branch: Branch) -> Iterator[tuple[str, str]]:
    """Each criterion below a branch: the code of its section, and its own."""
    for child in branch.children:
        if isinstance(child, Leaf):
            yield branch.code, child.code
        else:
            yield from _leaves(child)


def section_maximum(branch: Branch, compiled: CompiledSet) -> Text:
    """The points of a section; of one without, whether it gives or takes points."""
    criteria = [compiled.by_code[code] for _, code in _leaves(branch)]
    return _maximum(
        branch.points,
        branch.bonus_cap,
        branch.deductions_cap,
        gives=branch.bonus_cap is not None or any(_gives_bonus(item) for item in criteria),
        takes=any(_takes_points(item) for item in criteria),
    )


def criterion_maximum(item: CompiledCriterion) -> Text:
    """The points of a criterion; of one without, whether it gives or takes points: "thưởng 15"."""
    criterion = item.criterion
    return _maximum(
        criterion.points,
        criterion.bonus_cap,
        criterion.deductions_cap,
        gives=_gives_bonus(item),
        takes=_takes_points(item),
    )


def _maximum(
    points: Fraction, bonus_cap: Cap, deductions_cap: Cap, *, gives: bool, takes: bool
) -> Text:
    if points or not (gives or takes):
        return _number(points)
    word, cap = (BONUS, bonus_cap) if gives else (DEDUCTION, deductions_cap)
    if not isinstance(cap, Fraction):
        return word
    shown = _number(cap)
    return Text(f"{word.vi} {shown.vi}", f"{word.en} {shown.en}")


def _gives_bonus(item: CompiledCriterion) -> bool:
    return item.criterion.bonus_cap is not None or item.bonus != Number(ZERO)


def _takes_points(item: CompiledCriterion) -> bool:
    return any(row.row.effect is Effect.DEDUCT for row in item.rows)


def _number(value: Fraction) -> Text:
    return Text(format_number(value, "vi"), format_number(value, "en"))
