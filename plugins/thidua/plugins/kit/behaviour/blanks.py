"""A blank is not a zero, unless the indicator declares that it means one."""

from fractions import Fraction
from functools import lru_cache
from typing import Final

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Choose, Given, Name, Node, Not, Number
from thidua.core.formula.walking import unlabelled
from thidua.core.text.bilingual import Text
from thidua.plugins.kit.behaviour.property import Counterexample, Property
from thidua.plugins.kit.behaviour.scene import Key, Trial
from thidua.plugins.kit.behaviour.subject import Subject
from thidua.plugins.kit.behaviour.wording import changed_words, points, said, unit_words


@lru_cache(maxsize=1)
def answerable(subject: Subject) -> tuple[Name, ...]:
    """The unit's figures without which there must be no points.

    Not those declared to be zero when blank, nor those for whose blank the criterion has a rule
    of its own (``given``); a rule that only puts 0 in the figure's place is no such rule.
    """
    free = subject.guarded - _replaced_by_zero(subject)
    names = (name for name in subject.names if name in subject.own)
    return tuple(name for name in names if name not in free and name not in subject.presumed)


def _replaced_by_zero(subject: Subject) -> frozenset[Name]:
    found = (_substituted(node) for node in subject.nodes if isinstance(node, Choose))
    return frozenset(name for name in found if name is not None)


def _substituted(node: Choose) -> Name | None:
    """The name of ``x if given(x) else 0``."""
    condition, then, otherwise = unlabelled(node.condition), node.then, node.otherwise
    if isinstance(condition, Not):
        condition, then, otherwise = unlabelled(condition.operand), otherwise, then
    if not isinstance(condition, Given) or not _is_zero(unlabelled(otherwise)):
        return None
    name = unlabelled(then)
    return name if isinstance(name, Name) and unlabelled(condition.operand) == name else None


def _is_zero(node: Node) -> bool:
    return isinstance(node, Number) and not node.value


def _broken(subject: Subject, trial: Trial) -> Counterexample | None:
    unit = trial.scene.units[0]
    for name in answerable(subject):
        found = _presumed(subject, trial, (unit, name))
        if found is not None:
            return found
    return None


def _presumed(subject: Subject, trial: Trial, key: Key) -> Counterexample | None:
    blank = trial.scene.having({key: None}).total(subject)
    if blank is None:
        return None
    zero = trial.scene.having({key: Figure(Fraction(0))}).total(subject)
    value = trial.others[key]
    other = trial.scene.having({key: Figure(value)}).total(subject)
    if zero != blank or other is None or other == blank:
        return None
    return Counterexample(
        said(
            "Khi {figure} thì được {blank}, đúng như khi bằng 0; khi {changed} thì được {other}."
            " Các số liệu khác: {figures}. Nếu để trống có nghĩa là không có, hãy khai"
            ' when_blank = "zero" ở chỉ tiêu.',
            "While {figure} the points are {blank}, the same as for 0; with {changed} they are"
            " {other}. The other figures: {figures}. If a blank means none, declare"
            ' when_blank = "zero" in the indicator.',
            figure=_blank_words(subject, key),
            blank=points(blank),
            changed=changed_words(subject, key, value),
            other=points(other),
            figures=unit_words(subject, trial.scene, key[0], key[1]),
        )
    )


def _blank_words(subject: Subject, key: Key) -> Text:
    return said("“{name}” để trống", "“{name}” is blank", name=subject.naming.figure(key[1]))


def _not_examined(subject: Subject) -> Text | None:
    if answerable(subject):
        return None
    return Text(
        "để trống đã được khai là 0 hoặc có quy tắc riêng, hoặc không đọc số liệu nào",
        "blanks are declared to be zero or have a rule of their own, or no figure is read",
    )


NOT_ZERO: Final = Property(
    "missing-is-not-zero",
    Text(
        "Thiếu số liệu thì chưa có điểm, không được coi như bằng 0.",
        "A missing figure leaves the criterion without points; it never counts as 0.",
    ),
    _broken,
    _not_examined,
)
