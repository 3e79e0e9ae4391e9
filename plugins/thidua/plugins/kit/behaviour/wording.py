"""Counterexamples in words: the figures of each unit, and what they gave."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from thidua.core.exact.figure import Figure
from thidua.core.formula.reasons import reason_in_words
from thidua.core.formula.telling.amounts import exactly, points_words
from thidua.core.formula.tree import Name
from thidua.core.scoring.cells import Cell
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.dates import date_of_days, format_date
from thidua.core.text.number_format import bound_word
from thidua.plugins.kit.behaviour.scene import Key, Scene
from thidua.plugins.kit.behaviour.subject import Subject


def said(vi: str, en: str, **parts: Text | str) -> Text:
    """Two sentences with the same parts in both."""
    return Text(_filled(vi, parts, "vi"), _filled(en, parts, "en"))


def _filled(template: str, parts: Mapping[str, Text | str], language: Language) -> str:
    words = {
        name: one if isinstance(one, str) else one.in_language(language)
        for name, one in parts.items()
    }
    return template.format(**words)


def joined(texts: Iterable[Text], separator: str = "; ") -> Text:
    """Several clauses in a row; there is at least one."""
    listed = list(texts)
    return Text(separator.join(one.vi for one in listed), separator.join(one.en for one in listed))


def points(value: Fraction) -> Text:
    """``9,5 điểm``."""
    return Text(points_words(value, "vi"), points_words(value, "en"))


def cell_words(subject: Subject, cell: Cell) -> Text:
    """The points of a cell with its bonus, or why there are none."""
    if cell.points is None:
        why = [reason_in_words(reason, subject.naming) for reason in cell.unknown]
        return said("chưa tính được ({why})", "no answer ({why})", why=joined(why))
    if not cell.points.bonus:
        return points(cell.points.base)
    return said(
        "{base} và điểm thưởng {bonus}",
        "{base} and a bonus of {bonus}",
        base=points(cell.points.base),
        bonus=points(cell.points.bonus),
    )


def scene_words(subject: Subject, scene: Scene, units: Iterable[str] = ()) -> Text:
    """The figures of the units, or of some of them, each by its title."""
    shown = tuple(units) or scene.units
    if len(scene.units) == 1:
        return unit_words(subject, scene, scene.units[0])
    return joined(
        said("đơn vị {unit}: {figures}", "unit {unit}: {figures}", unit=unit, figures=figures)
        for unit in shown
        for figures in [unit_words(subject, scene, unit)]
    )


def unit_words(subject: Subject, scene: Scene, unit: str, but: Name | None = None) -> Text:
    """The figures of one unit, all or all but one."""
    figures = [
        figure_words(subject, name, scene.figures.get((unit, name)))
        for name in subject.names
        if name != but
    ]
    judged = [
        said(
            "điểm chấm {code} = {points}",
            "points judged for {code} = {points}",
            code=one.criterion,
            points=points(scene.judged[unit, one.criterion]),
        )
        for one in subject.judgements
    ]
    return joined([*figures, *judged] or [Text("không có", "none")], ", ")


def figure_words(subject: Subject, name: Name, figure: Figure | None) -> Text:
    """``“Việc làm mới (kết quả)” = trên 24.000 người``."""
    return said(
        "“{name}” {value}",
        "“{name}” {value}",
        name=subject.naming.figure(name),
        value=Text(_value(subject, name, figure, "vi"), _value(subject, name, figure, "en")),
    )


def changed_words(subject: Subject, key: Key, value: Fraction) -> Text:
    """A figure of which another number is tried."""
    return figure_words(subject, key[1], Figure(value))


def _value(subject: Subject, name: Name, figure: Figure | None, language: Language) -> str:
    if figure is None:
        return Text("để trống", "blank").in_language(language)
    if name.indicator in subject.naming.dates:
        return f"= {format_date(date_of_days(int(figure.value)), language)}"
    word = subject.naming.value(name, figure.value, language)
    number = word or exactly(figure.value, language)
    unit = subject.naming.unit(name, language)
    parts = (bound_word(figure.bound, language), number, unit)
    return " ".join(("=", *(part for part in parts if part)))
