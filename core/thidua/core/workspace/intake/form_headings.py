"""The headings between the figures of a form: criteria sets, sections, criteria with their rule."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import frozen

from thidua.core.formula.telling.amounts import points_words
from thidua.core.formula.titles import Naming
from thidua.core.model.criteria import CriteriaSet, Judged, Section
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.intake.form_figures import Asked
from thidua.core.workspace.views.rules import rule_lines

JUDGED = Text("được chấm điểm, không ghi số liệu", "judged, no figure to write")
TOLD_ABOVE = Text("dùng số liệu ghi ở tiêu chí khác", "uses figures written under other criteria")


def heading(kind: str, text: str, note: str = "") -> dict[str, Any]:
    """A row of words; the note is for those who ask for more."""
    return {"kind": kind, "text": text, "note": note}


@frozen
class Headings:
    """The headings of the form of one member."""

    language: Language
    naming: Naming
    names_sets: bool
    """Whether the sets are named: where there are several."""

    def before(self, asked: Asked, last: Asked | None) -> Iterator[dict[str, Any]]:
        """The rows above the figures of a criterion, given the criterion before it."""
        source = asked.of.source
        is_new = last is None or last.of is not asked.of
        if is_new and self.names_sets:
            yield heading("set", _with_points(self, source.title, source.points))
        before = [] if is_new or last is None else _path(source, last)
        for section in _path(source, asked) if asked.compiled.criterion.parent is None else ():
            if section not in before:
                title = _titled(section.code, section.title)
                yield heading("section", _with_points(self, title, section.points))
        yield self._criterion(asked)

    def _criterion(self, asked: Asked) -> dict[str, Any]:
        criterion = asked.compiled.criterion
        text = _with_points(self, _titled(criterion.code, criterion.title), criterion.points)
        if asked.is_told_above:
            text += f" - {TOLD_ABOVE.in_language(self.language)}"
        elif isinstance(criterion.base, Judged) and not asked.names:
            text += f" - {JUDGED.in_language(self.language)}"
        lines = rule_lines(asked.compiled, asked.of, self.language, self.naming)
        return heading("criterion", text, "\n".join(lines))


def _titled(code: str, title: Text) -> Text:
    return Text(f"{code}. {title.vi}", f"{code}. {title.en}")


def _with_points(headings: Headings, title: Text, points: Fraction) -> str:
    words = title.in_language(headings.language)
    return f"{words} ({points_words(points, headings.language)})" if points else words


def _path(source: CriteriaSet, asked: Asked) -> list[Section]:
    """The section of a criterion, below those that hold it; of a part, that of the whole."""
    sections = {section.code: section for section in source.sections}
    criteria = {criterion.code: criterion for criterion in source.criteria}
    criterion = asked.compiled.criterion
    while criterion.parent is not None:
        criterion = criteria[criterion.parent]
    path: list[Section] = []
    code = criterion.section
    while code is not None:
        path.insert(0, sections[code])
        code = sections[code].parent
    return path
