"""Points stay within what the criterion declares: its floor, points and caps."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.formula.evaluation import Reading
from thidua.core.formula.reasons import reason_in_words
from thidua.core.formula.trace import Known
from thidua.core.formula.tree import Labelled, Node, PythonCall
from thidua.core.scoring.cells import Cell, Points
from thidua.core.text.bilingual import Text
from thidua.plugins.kit.behaviour.property import Counterexample, Property
from thidua.plugins.kit.behaviour.scene import Trial
from thidua.plugins.kit.behaviour.subject import Subject
from thidua.plugins.kit.behaviour.wording import points, said, scene_words


def _broken(subject: Subject, trial: Trial) -> Counterexample | None:
    cells = trial.scene.cells(subject)
    for unit, cell in cells.items():
        what = _outside(subject, cell) or _hidden_below_floor(subject, trial, unit)
        if what is not None:
            return Counterexample(
                said(
                    "Với số liệu {figures}: đơn vị {unit} {what}.",
                    "With {figures}: unit {unit} {what}.",
                    figures=scene_words(subject, trial.scene),
                    unit=unit,
                    what=what,
                )
            )
    return None


def _outside(subject: Subject, cell: Cell) -> Text | None:
    if cell.points is None:
        over = next((one for one in cell.unknown if one.kind is ReasonKind.OVER_MAXIMUM), None)
        return None if over is None else _over_maximum(subject, over)
    return next(_excesses(subject, cell.points), None)


def _over_maximum(subject: Subject, reason: Reason) -> Text:
    return said(
        "không có điểm, vì {why}; điểm tối đa là {most}: viết min(…, points), hoặc khai bonus_cap",
        "has no points, because {why}; the maximum is {most}: write min(…, points), or declare"
        " bonus_cap",
        why=reason_in_words(reason, subject.naming),
        most=points(subject.item.criterion.points),
    )


def _excesses(subject: Subject, found: Points) -> Iterator[Text]:
    criterion = subject.item.criterion
    if found.base > criterion.points:
        yield _beyond(found.base, criterion.points, _POINTS, _ABOVE)
    if isinstance(criterion.floor, Fraction) and found.base < criterion.floor:
        yield _beyond(found.base, criterion.floor, _FLOOR, _BELOW)
    if isinstance(criterion.deductions_cap, Fraction) and found.deducted > criterion.deductions_cap:
        yield _beyond(found.deducted, criterion.deductions_cap, _DEDUCTIONS, _ABOVE)
    if found.deducted < 0:
        yield _beyond(found.deducted, Fraction(0), _NO_DEDUCTION, _BELOW)
    if found.bonus < 0:
        yield _beyond(found.bonus, Fraction(0), _NO_BONUS, _BELOW)
    if isinstance(criterion.bonus_cap, Fraction) and found.bonus > criterion.bonus_cap:
        yield _beyond(found.bonus, criterion.bonus_cap, _BONUS, _ABOVE)


_ABOVE: Final = Text("vượt", "above")
_BELOW: Final = Text("thấp hơn", "below")
_POINTS: Final = Text("điểm tối đa", "the maximum")
_FLOOR: Final = Text("mức sàn", "the floor")
_DEDUCTIONS: Final = Text("mức trừ tối đa", "the cap on deductions")
_BONUS: Final = Text("mức thưởng tối đa", "the cap on bonus")
_NO_DEDUCTION: Final = Text("mức trừ nhỏ nhất", "the least deduction")
_NO_BONUS: Final = Text("mức thưởng nhỏ nhất", "the least bonus")


def _beyond(value: Fraction, limit: Fraction, of: Text, side: Text) -> Text:
    return said(
        "được {value}, {side} {of} là {limit}",
        "has {value}, {side} {of}, {limit}",
        value=points(value),
        side=side,
        of=of,
        limit=points(limit),
    )


def _hidden_below_floor(subject: Subject, trial: Trial, unit: str) -> Text | None:
    """Negative points of a Python formula, which the floor hides."""
    floor = subject.item.criterion.floor
    if not isinstance(floor, Fraction) or not subject.python_formulas:
        return None
    reading = trial.scene.scored(subject).reading(unit, subject.code)
    for node in subject.nodes:
        value = _python_points(reading, node)
        if value is not None and value < floor:
            return _beyond(value, floor, _FLOOR, _BELOW)
    return None


def _python_points(reading: Reading, node: Node) -> Fraction | None:
    """What a Python function gives where it is the criterion's formula."""
    if not isinstance(node, Labelled) or not isinstance(node.operand, PythonCall):
        return None
    value = reading.number(node)
    return value.point if isinstance(value, Known) else None


WITHIN_BOUNDS: Final = Property(
    "within-bounds",
    Text(
        "Điểm chuẩn nằm trong khoảng từ mức sàn đến điểm tối đa; điểm trừ, điểm thưởng không quá"
        " mức đã khai.",
        "Base points lie between floor and maximum; deductions and bonus within their caps.",
    ),
    _broken,
)
