"""A better figure never gives fewer points, or none, wherever its effect can be told apart."""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

from thidua.core.exact.figure import Figure
from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.formula.tree import (
    Arithmetic,
    AtMost,
    Call,
    Choose,
    Field,
    Function,
    LabelKind,
    Labelled,
    Node,
    Number,
)
from thidua.core.formula.walking import names_read
from thidua.core.model.indicator import Direction, ValueKind
from thidua.core.scoring.cells import Cell
from thidua.core.text.bilingual import Text
from thidua.plugins.kit.behaviour.property import Counterexample, Property
from thidua.plugins.kit.behaviour.scene import Key, Scene, Trial
from thidua.plugins.kit.behaviour.subject import Subject
from thidua.plugins.kit.behaviour.wording import (
    cell_words,
    changed_words,
    points,
    said,
    unit_words,
)


@lru_cache(maxsize=1)
def directed(subject: Subject) -> tuple[str, ...]:
    """The indicators whose actual is the only one in every part of the criterion that reads it.

    Of figures that meet in one part (completed of planned) none has a direction of its own.
    """
    parts = [_actuals(part) for part in _parts_of(subject)]
    read = sorted(set[str]().union(*parts)) if parts else []
    return tuple(code for code in read if all(part == {code} for part in parts if code in part))


def _actuals(node: Node) -> set[str]:
    return {name.indicator for name in names_read(node) if name.field is Field.ACTUAL}


def _parts_of(subject: Subject) -> Iterator[Node]:
    gated = {
        id(row.node)
        for item in subject.compiled.criteria
        for row in item.rows
        if row.row.only_if_full
    }
    for tree in subject.trees:
        yield from _parts(tree, gated)


def _parts(node: Node, gated: set[int]) -> Iterator[Node]:
    """What is added up, taken off and cut at fixed numbers; a formula or a row is one part."""
    match node:
        case Labelled(LabelKind.ROW, _, Choose(then=then)) if id(node) in gated:
            # That no deduction fired is no effect of a figure by itself: it goes the same way.
            yield then
        case Labelled(LabelKind.ROW | LabelKind.FORMULA | LabelKind.INPUT):
            yield node
        case Labelled(operand=operand) | AtMost(operand=operand, maximum=Number()):
            yield from _parts(operand, gated)
        case Arithmetic("+" | "-", left, right):
            yield from _parts(left, gated)
            yield from _parts(right, gated)
        case Call(Function.MIN | Function.MAX, arguments) if _is_cut(arguments):
            for argument in arguments:
                yield from _parts(argument, gated)
        case _:
            yield node


def _is_cut(arguments: tuple[Node, ...]) -> bool:
    return sum(not isinstance(one, Number) for one in arguments) <= 1


def _broken(subject: Subject, trial: Trial) -> Counterexample | None:
    unit = trial.scene.units[0]
    for name in subject.names:
        if name.field is Field.ACTUAL and name.indicator in directed(subject):
            found = _of_one(subject, trial, (unit, name))
            if found is not None:
                return found
    return None


def _of_one(subject: Subject, trial: Trial, key: Key) -> Counterexample | None:
    """Against another number for a figure, and against 0, at which quotients end."""
    scene, one = trial.scene, trial.scene.exact(key)
    indicator = subject.indicators[key[1].indicator]
    here = None if one is None else _cell(subject, scene, key, one)
    if one is None or here is None:
        return None
    zero = {Fraction(0)} if indicator.kind is ValueKind.NUMBER else set()
    for other in (trial.others[key], *(zero - {trial.others[key]})):
        there = None if other == one else _cell(subject, scene, key, other)
        if there is not None:
            tried = sorted([(one, here), (other, there)], key=lambda pair: pair[0])
            worse, better = tried if indicator.direction is Direction.HIGHER else reversed(tried)
            found = _against(subject, scene, key, worse, better)
            if found is not None:
                return found
    return None


def _against(
    subject: Subject,
    scene: Scene,
    key: Key,
    worse: tuple[Fraction, Cell],
    better: tuple[Fraction, Cell],
) -> Counterexample | None:
    what = _amiss(worse[1], better[1])
    if what is None or (what is not _FEWER and not _is_free(scene, key)):
        return None
    return Counterexample(
        said(
            what.vi,
            what.en,
            figures=unit_words(subject, scene, key[0], key[1]),
            worse=changed_words(subject, key, worse[0]),
            before=_outcome(subject, worse[1]),
            better=changed_words(subject, key, better[0]),
            after=_outcome(subject, better[1]),
            direction=_DIRECTIONS[subject.indicators[key[1].indicator].direction],
        )
    )


def _amiss(worse: Cell, better: Cell) -> Text | None:
    """What the points of two figures, of which one is better, say against the direction."""
    before, after = _total(worse), _total(better)
    if before and _ends(better):
        return _WITHOUT_POINTS
    if after and _ends(worse):
        return _WITHOUT_AN_ANSWER
    if before is not None and after is not None and after < before:
        return _FEWER
    return None


_FEWER: Final = Text(
    "Với {worse} được {before}, với {better} chỉ còn {after}, trong khi chỉ tiêu này khai báo"
    " {direction}. Các số liệu khác của đơn vị: {figures}.",
    "{worse} gives {before}, {better} only {after}, though the indicator is declared {direction}."
    " The unit's other figures: {figures}.",
)
_WITHOUT_POINTS: Final = Text(
    "Với {worse} được {before}, với {better} thì {after}: kết quả tốt hơn lại không có điểm. Các số"
    " liệu khác của đơn vị: {figures}.",
    "{worse} gives {before}, {better} has {after}: the better result has no points. The unit's"
    " other figures: {figures}.",
)
_WITHOUT_AN_ANSWER: Final = Text(
    "Với {better} được {after}, với {worse} thì {before}: kết quả kém hơn cũng phải tính được điểm,"
    " dù là 0 điểm. Các số liệu khác của đơn vị: {figures}.",
    "{better} gives {after}, {worse} has {before}: the worse result needs points too, be it 0. The"
    " unit's other figures: {figures}.",
)
_DIRECTIONS: Final = {
    Direction.HIGHER: Text("càng cao càng tốt", "the higher the better"),
    Direction.LOWER: Text("càng thấp càng tốt", "the lower the better"),
}


def _cell(subject: Subject, scene: Scene, key: Key, value: Fraction) -> Cell | None:
    changed = scene.having({key: Figure(value)})
    return changed.cell(subject) if changed.is_plausible(subject) else None


_ENDS: Final = {ReasonKind.DIVIDED_BY_ZERO, ReasonKind.NOT_REAL}


def _ends(cell: Cell) -> bool:
    """Whether complete figures have no answer for a reason of arithmetic alone."""
    return bool(cell.unknown) and all(map(_is_arithmetic, cell.unknown))


def _is_arithmetic(reason: Reason) -> bool:
    is_division = reason.detail.startswith(ZeroDivisionError.__name__)
    return reason.kind in _ENDS or (reason.kind is ReasonKind.PYTHON_FAULT and is_division)


def _is_free(scene: Scene, key: Key) -> bool:
    """Whether it is the figure that leaves no answer: a target or baseline of 0 would itself,
    and so would two that are the same, whose difference is divided by."""
    beside = [
        (name.indicator, one.value)
        for (unit, name), one in scene.figures.items()
        if unit == key[0] and name.field is not Field.ACTUAL
    ]
    return all(value for _, value in beside) and len(set(beside)) == len(beside)


def _total(cell: Cell) -> Fraction | None:
    """Base and bonus; None where they are unknown."""
    return None if cell.points is None else cell.points.base + cell.points.bonus


def _outcome(subject: Subject, cell: Cell) -> Text:
    """The whole of the points, or why there are none."""
    total = _total(cell)
    return cell_words(subject, cell) if total is None else points(total)


def _not_examined(subject: Subject) -> Text | None:
    if directed(subject):
        return None
    if not any(name.field is Field.ACTUAL for name in subject.names):
        return Text("không dùng kết quả của chỉ tiêu nào", "no result of an indicator is read")
    return Text(
        "nhiều chỉ tiêu đi chung trong một công thức", "several indicators meet in one formula"
    )


DIRECTION: Final = Property(
    "direction",
    Text(
        "Kết quả tốt hơn theo chiều đã khai của chỉ tiêu không bao giờ được ít điểm hơn, và cả hai"
        " đều tính được điểm, khi các số liệu khác giữ nguyên.",
        "A figure that is better by the declared direction of its indicator never gives fewer"
        " points, and both give some, while all others stay.",
    ),
    _broken,
    _not_examined,
)
