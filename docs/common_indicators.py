"""Writes authors/common-indicators.md: what every unit can report, whatever its sector.

python docs/common_indicators.py
"""

from pathlib import Path

from thidua import standard
from thidua.core.model.indicator import Direction, Indicator, ValueKind, WhenBlank
from thidua.core.text.bilingual import Text

PAGE = Path(__file__).parent / "authors" / "common-indicators.md"
INDICATORS = tuple(standard.thidua_indicators())
BEGINNING = """# Common indicators

The plugin `standard` brings these to every sector: tasks assigned, administrative reform, the
Party and mass organisations, emulation work, awards, discipline. A criterion reads them like
indicators of its own sector; do not declare another for the same figure, so that a unit reports it
once, whichever tables read it. `thidua sector show standard --indicators` lists them too.

Where nothing is said, an indicator is a number, better the higher, and a blank is missing.

| code | title | unit of measure | |
|---|---|---|---|
"""


def page() -> str:
    """The whole of common-indicators.md."""
    return BEGINNING + "".join(map(_row, INDICATORS))


def _row(indicator: Indicator) -> str:
    title, unit = _both(indicator.title), _both(indicator.unit)
    return f"| `{indicator.code}` | {title} | {unit} | {'; '.join(_notes(indicator))} |\n"


def _both(text: Text) -> str:
    return text.en if text.en == text.vi else f"{text.en}<br>*{text.vi}*"


def _notes(indicator: Indicator) -> list[str]:
    """What is not as usual, in the words of the keys of sector.toml."""
    grades = ", ".join(f"`{grade}`" for grade in indicator.grades)
    notes = {
        f"grade: {grades}": bool(grades),
        indicator.kind.value: indicator.kind in (ValueKind.DATE, ValueKind.YES_NO),
        "whole": indicator.whole,
        "lower is better": indicator.direction is Direction.LOWER,
        "blank is 0": indicator.when_blank is WhenBlank.ZERO,
    }
    return [note for note, holds in notes.items() if holds]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
