"""A better figure never gives fewer points, wherever its effect can be told apart."""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

from thidua.core.exact.figure import Figure
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
from thidua.core.model.indicator import Direction
from thidua.core.text.bilingual import Text
from thidua.plugins.kit.behaviour.property import Counterexample, Property
from thidua.plugins.kit.behaviour.scene import Key, Scene, Trial
from thidua.plugins.kit.behaviour.subject import Subject
from thidua.plugins.kit.behaviour.wording import changed_words, points, said, unit_words


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
            found = _against(subject, trial, (unit, name))
            if found is not None:
                return found
    return None


def _against(subject: Subject, trial: Trial, key: Key) -> Counterexample | None:
    scene, direction = trial.scene, subject.indicators[key[1].indicator].direction
    one, other = scene.exact(key), trial.others[key]
    if one is None or one == other:
        return None
    low, high = sorted((one, other))
    worse, better = (low, high) if direction is Direction.HIGHER else (high, low)
    before, after = _total(subject, scene, key, worse), _total(subject, scene, key, better)
    if before is None or after is None or after >= before:
        return None
    return Counterexample(
        said(
            "Với {worse} được {before}, với {better} chỉ còn {after}, trong khi chỉ tiêu này khai"
            " báo {direction}. Các số liệu khác của đơn vị: {figures}.",
            "{worse} gives {before}, {better} only {after}, though the indicator is declared"
            " {direction}. The unit's other figures: {figures}.",
            figures=unit_words(subject, scene, key[0], key[1]),
            worse=changed_words(subject, key, worse),
            before=points(before),
            better=changed_words(subject, key, better),
            after=points(after),
            direction=_DIRECTIONS[direction],
        )
    )


_DIRECTIONS: Final = {
    Direction.HIGHER: Text("càng cao càng tốt", "the higher the better"),
    Direction.LOWER: Text("càng thấp càng tốt", "the lower the better"),
}


def _total(subject: Subject, scene: Scene, key: Key, value: Fraction) -> Fraction | None:
    changed = scene.having({key: Figure(value)})
    return changed.total(subject) if changed.is_plausible(subject) else None


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
        "Kết quả tốt hơn theo chiều đã khai của chỉ tiêu không bao giờ được ít điểm hơn, khi các số"
        " liệu khác giữ nguyên.",
        "A figure that is better by the declared direction of its indicator never gives fewer"
        " points while all others stay.",
    ),
    _broken,
    _not_examined,
)
