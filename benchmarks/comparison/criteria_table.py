"""The specification as a criteria set of ``thidua``: the one text that its readings score by."""

from collections.abc import Iterator, Mapping
from typing import Final

from comparison.specification import (
    BANDS,
    CLASSES,
    CRITERIA,
    GAIN,
    KEPT,
    KNOTS,
    MOST_OFF,
    OFF,
    SECTIONS,
    Criterion,
    Kind,
    Section,
)
from thidua.core.formula.tree import Field

CODE: Final = "bench-2026"

FORMULAS: Final[Mapping[Kind, str]] = {
    Kind.RATIO: "points * min(max({x} / {t}, 0), 1) if given({x}) else 0",
    Kind.IMPROVEMENT: (
        f"points * min(max({GAIN} * ({{x}} - {{t}}) / {{t}}, 0), 1) if given({{x}}) else 0"
    ),
    Kind.RANK: (
        "points * (count(where = given({x})) + 1 - rank({x} - {t}, where = given({x})))"
        " / count(where = given({x})) if given({x}) else 0"
    ),
    Kind.BEST: (
        "points * {x} / highest({x}, where = given({x})) if given({x}) and {x} >= {t} / 2 else 0"
    ),
    Kind.CONDITION: (
        "(points if {x} >= {t} else points * (2 * {x} / {t} - 1) if {x} >= 0.6 * {t} else 0)"
        " if given({x}) else 0"
    ),
    Kind.LOWER: (
        f"(points if {{x}} <= {{t}} else points * 0.{KEPT} * {{t}} / {{x}}) if given({{x}}) else 0"
    ),
}
SHARE: Final = "{x} / {t} if given({x}) else 0"


def second_of(criterion: Criterion) -> Field:
    """What t is to the indicator."""
    return Field.BASELINE if criterion.kind is Kind.IMPROVEMENT else Field.TARGET


def criteria_table() -> str:
    """The whole set as TOML."""
    return "\n".join((*_head(), *_sections(), *map(_criterion, CRITERIA), ""))


def indicator_codes() -> tuple[str, ...]:
    """The indicators that the set reads."""
    return tuple(criterion.indicator for criterion in CRITERIA)


def _head() -> Iterator[str]:
    yield f'code = "{CODE}"'
    yield 'title = { vi = "Bảng điểm đo thời gian", en = "Table of the comparison" }'
    yield 'basis = "proposal"'
    yield f"points = {sum(section.weight for section in SECTIONS)}"
    yield 'rounding = { mode = "half-up", criterion = 2, section = 2, total = 2 }'
    yield 'rank_on = "rounded"'
    yield 'tie_breakers = ["section:A", "section:B"]'
    yield 'rank_scheme = "1224"'
    edges = [None, *(low for _, low in CLASSES)]
    bands = (
        f'{{ code = "{code}", from = {low}' + (f", below = {high} }}" if high else " }")
        for (code, low), high in zip(CLASSES, edges, strict=False)
    )
    yield f"bands = [ {', '.join(bands)} ]"


def _sections() -> Iterator[str]:
    for section in SECTIONS:
        yield "\n[[sections]]"
        yield f'code = "{section.code}"'
        yield f'title = {{ vi = "Phần {section.code}", en = "Section {section.code}" }}'
        yield f"points = {section.weight}"
        yield f'combine = "{_weighted(section)}"'


def _weighted(section: Section) -> str:
    children = " + ".join(f"child('{criterion.code}')" for criterion in section.criteria)
    return f"0.{section.weight} * ({children})"


def _criterion(criterion: Criterion) -> str:
    (section,) = (one.code for one in SECTIONS if criterion in one.criteria)
    number = criterion.number + 1
    return "\n".join(
        (
            "\n[[criteria]]",
            f'code = "{criterion.code}"',
            f'section = "{section}"',
            f'title = {{ vi = "Tiêu chí số {number}", en = "Criterion {number}" }}',
            f"points = {criterion.points}",
            _base(criterion),
        )
    )


def _base(criterion: Criterion) -> str:
    names = {"x": criterion.indicator, "t": f"{criterion.indicator}.{second_of(criterion)}"}
    if criterion.kind is Kind.BANDS:
        return f'bands = {{ on = "{SHARE.format(**names)}", steps = [ {_steps(criterion)} ] }}'
    if criterion.kind is Kind.INTERPOLATION:
        knots = ", ".join(
            f"[{_text(at)}, {_text(share * criterion.points)}]" for at, share in KNOTS
        )
        return f'interpolate = {{ on = "{SHARE.format(**names)}", steps = [ {knots} ] }}'
    if criterion.kind is Kind.DEDUCTION:
        return f"rows = [\n{_rows(criterion, names)}\n]"
    return f'formula = "{FORMULAS[criterion.kind].format(**names)}"'


def _steps(criterion: Criterion) -> str:
    uppers = [None, *(low for low, _ in BANDS)]
    steps = [
        f"{{ from = {_text(low)}, points = {_text(tenths * 10 * criterion.points)}"
        + (f", below = {_text(high)} }}" if high else " }")
        for (low, tenths), high in zip(BANDS, uppers, strict=False)
    ]
    return ", ".join((*steps, f"{{ below = {_text(BANDS[-1][0])}, points = 0 }}"))


def _rows(criterion: Criterion, names: Mapping[str, str]) -> str:
    counted = (
        '  {{ code = "{code}.1", deduct = {off}, cap = {cap}, when = "given({x})",'
        ' per = "floor({x} - {t})" }},'
    )
    missing = '  {{ code = "{code}.2", deduct = {points}, when = "not given({x})" }},'
    values = {
        "code": criterion.code,
        "off": _text(OFF),
        "cap": _text(MOST_OFF * criterion.points),
        "points": criterion.points,
    }
    return "\n".join(row.format(**values, **names) for row in (counted, missing))


def _text(hundredths: int) -> str:
    """A decimal as TOML of ``thidua`` writes it: quoted where it is not whole."""
    whole, rest = divmod(hundredths, 100)
    return f'"{whole}.{rest:02}"' if rest else str(whole)
