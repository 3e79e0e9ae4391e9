"""The unit of measure does not matter where points come from a ratio."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Final

from attrs import evolve

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import LabelKind, Labelled, Number, PythonCall
from thidua.core.formula.walking import names_read
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.text.bilingual import Text
from thidua.plugins.kit.behaviour.degrees import ANY, NotHomogeneous, degree
from thidua.plugins.kit.behaviour.property import Counterexample, Property
from thidua.plugins.kit.behaviour.scene import Key, Scene, Trial
from thidua.plugins.kit.behaviour.subject import Subject
from thidua.plugins.kit.behaviour.wording import cell_words, said, scene_words

Group = frozenset[str]
"""Indicators of one unit of measure."""


@lru_cache(maxsize=1)
def scale_groups(subject: Subject) -> tuple[Group, ...]:
    """The groups of indicators whose common scale must not matter: a ratio in every part."""
    return tuple(group for group in _candidates(subject) if _is_ratio(subject, group))


def _candidates(subject: Subject) -> Iterator[Group]:
    """Each indicator alone, and those that share a unit of measure."""
    numbers = {code: one for code, one in subject.indicators.items() if _may_scale(one)}
    groups = [frozenset([code]) for code in sorted(numbers)]
    for unit in sorted({one.unit.vi for one in numbers.values()}):
        groups.append(frozenset(code for code, one in numbers.items() if one.unit.vi == unit))
    yield from dict.fromkeys(groups)


def _may_scale(indicator: Indicator) -> bool:
    return indicator.kind is ValueKind.NUMBER


def _is_ratio(subject: Subject, group: Group) -> bool:
    if not all(_may_be_scale_free(subject, node, group) for node in _python_calls(subject)):
        return False
    try:
        return all(degree(tree, group) in (0, ANY) for tree in subject.trees)
    except NotHomogeneous:
        return False


def _python_calls(subject: Subject) -> Iterator[PythonCall]:
    return (node for node in subject.nodes if isinstance(node, PythonCall))


def _may_be_scale_free(subject: Subject, node: PythonCall, group: Group) -> bool:
    """Whether a Python function is given nothing in a unit of measure but the figures themselves:
    then it can only set them against each other. Whole things are not measured but counted."""
    inputs = [
        argument
        for name, argument in node.arguments
        if isinstance(argument, Labelled) and argument.kind is LabelKind.INPUT
    ]
    read = {name.indicator for one in inputs for name in names_read(one)}
    if not read & group:
        return True
    fixed = [name for name, one in node.arguments if isinstance(one, Number) and name != "points"]
    is_measured = all(_is_measured(subject.indicators[code]) for code in group)
    return is_measured and not fixed and all(_is_scaled(one, group) for one in inputs)


def _is_measured(indicator: Indicator) -> bool:
    return not indicator.whole and indicator.unit.vi.strip() != "%"


def _is_scaled(node: Labelled, group: Group) -> bool:
    try:
        return degree(node, group) == 1
    except NotHomogeneous:
        return False


def _broken(subject: Subject, trial: Trial) -> Counterexample | None:
    before = trial.scene.cell(subject)
    if before.points is None:
        return None
    for group in scale_groups(subject):
        scene = _scaled(trial.scene, group, trial.factor)
        after = scene.cell(subject)
        if after.points != before.points:
            return Counterexample(
                said(
                    "Với {before} được {one}; nhân {names} với {factor}, tức là {after}, lại được"
                    " {other}. Điểm phụ thuộc vào đơn vị tính của số liệu.",
                    "With {before} the points are {one}; with {names} multiplied by {factor}, so"
                    " {after}, they are {other}. The points depend on the unit of measure.",
                    before=scene_words(subject, trial.scene),
                    one=cell_words(subject, before),
                    names=_names(subject.indicators, group),
                    factor=str(trial.factor),
                    after=scene_words(subject, scene),
                    other=cell_words(subject, after),
                )
            )
    return None


def _scaled(scene: Scene, group: Group, factor: Fraction) -> Scene:
    figures: dict[Key, Figure] = {
        key: evolve(one, value=one.value * factor) if key[1].indicator in group else one
        for key, one in scene.figures.items()
    }
    return evolve(scene, figures=figures)


def _names(indicators: Mapping[str, Indicator], group: Group) -> Text:
    titles = [indicators[code].title for code in sorted(group)]
    return Text(
        ", ".join(f"“{title.vi}”" for title in titles),
        ", ".join(f"“{title.en}”" for title in titles),
    )


def _not_examined(subject: Subject) -> Text | None:
    if scale_groups(subject):
        return None
    return Text(
        "số liệu được so với số cố định hoặc đếm từng trường hợp",
        "figures are set against fixed numbers, or counted case by case",
    )


SCALE: Final = Property(
    "scale",
    Text(
        "Tiêu chí tính theo tỷ lệ: nhân kết quả, mức giao và mức đầu kỳ với cùng một số thì điểm"
        " không đổi.",
        "Where points come from a ratio, they stay when result, target and baseline are multiplied"
        " by the same number.",
    ),
    _broken,
    _not_examined,
)
