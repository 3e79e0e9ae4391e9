"""What people call the things that formulas name by code."""

from collections.abc import Collection, Mapping
from fractions import Fraction

from attrs import field, frozen

from thidua.core.formula.tree import Field, Name
from thidua.core.text.bilingual import Language, Text

_FIELDS = {
    Field.ACTUAL: Text(vi="kết quả", en="actual"),
    Field.TARGET: Text(vi="mức giao", en="target"),
    Field.BASELINE: Text(vi="mức đầu kỳ", en="baseline"),
    Field.PREVIOUS: Text(vi="kỳ trước", en="previous period"),
}


@frozen
class Naming:
    """Titles by code; what has none is called by its code."""

    titles: Mapping[str, Text] = field(factory=dict)
    """Of indicators, criteria, sections, rows and formulas."""
    units: Mapping[str, Text] = field(factory=dict)
    """Units of measure, by the code of the indicator."""
    members: Mapping[str, str] = field(factory=dict)
    """Names of the units of the cluster, by their code."""
    dates: Collection[str] = frozenset()
    """Indicators whose figures are calendar days."""
    values: Mapping[str, Mapping[int, Text]] = field(factory=dict)
    """Words for the figures of an indicator: yes and no, the grades from the worst."""

    def title(self, code: str) -> Text:
        """The title of a code."""
        return self.titles.get(code) or Text(vi=code or "?", en=code or "?")

    def figure(self, name: Name) -> Text:
        """``Việc làm mới (mức giao)``."""
        title, words = self.title(name.indicator), _FIELDS[name.field]
        return Text(vi=f"{title.vi} ({words.vi})", en=f"{title.en} ({words.en})")

    def subject(self, written: str) -> Text:
        """The figure that a formula writes as ``jobs.target``, or the title of any other code."""
        code, _, last = written.rpartition(".")
        if code and last in set(Field):
            return self.figure(Name(code, Field(last)))
        return self.title(written)

    def unit(self, name: Name, language: Language) -> str:
        """The unit of measure; empty where none is known, and for days, grades, yes and no."""
        unit = self.units.get(name.indicator)
        is_counted = name.indicator not in self.dates and name.indicator not in self.values
        return unit.in_language(language) if unit is not None and is_counted else ""

    def value(self, name: Name, value: Fraction, language: Language) -> str:
        """The word for a figure, as "có" for 1; empty where it has none."""
        word = self.values.get(name.indicator, {}).get(int(value))
        return "" if word is None or value.denominator != 1 else word.in_language(language)

    def member(self, code: str) -> str:
        """The name of a unit of the cluster."""
        return self.members.get(code, code)
