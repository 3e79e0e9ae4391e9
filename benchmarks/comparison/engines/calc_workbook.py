"""The work as a workbook: figures on one sheet, a formula for each cell on another, as an office
would build it. Ranks look at the rows of their own cluster only."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from comparison.generation import Work
from comparison.specification import (
    BANDS,
    CLASSES,
    CLUSTER,
    CRITERIA,
    GAIN,
    KEPT,
    KNOTS,
    MOST_OFF,
    OFF,
    SCALE,
    SECTIONS,
    Kind,
)

FIGURES: Final = "figures"
_AFTER_CRITERIA: Final = len(CRITERIA)
_TOTAL: Final = _AFTER_CRITERIA + len(SECTIONS)
COLUMNS: Final = _TOTAL + 3
"""Of the sheet of points: criteria, sections, total, rank, class."""


@frozen
class Places:
    """Where the two figures of a cell stand, and those of its cluster, as a formula names them."""

    points: int
    x: str
    t: str
    all_x: str
    margin: str
    all_margins: str


def write_workbook(work: Work, file: Path) -> None:
    """Write it with no value in any cell of a formula: they are for the program to find."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(file), {"constant_memory": False}) as book:
        points = book.add_worksheet("points")
        _write_figures(book.add_worksheet(FIGURES), work)
        for unit in range(work.units):
            first = unit // CLUSTER * CLUSTER
            rows = (first, min(first + CLUSTER, work.units) - 1)
            for column, formula in enumerate(_formulas(unit, rows)):
                points.write_formula(unit, column, formula)


def _write_figures(sheet: Any, work: Work) -> None:
    """Three columns a criterion: x, blank where it is not reported, t, and x less t."""
    for criterion in CRITERIA:
        row, column = criterion.number, 3 * criterion.number
        for unit in range(work.units):
            sheet.write_number(unit, column + 1, int(work.t[row, unit]) / SCALE)
            if work.given[row, unit]:
                sheet.write_number(unit, column, int(work.x[row, unit]) / SCALE)
                if criterion.kind is Kind.RANK:
                    x, t = _at(unit, column), _at(unit, column + 1)
                    sheet.write_formula(unit, column + 2, f"={x}-{t}")


def _formulas(unit: int, rows: tuple[int, int]) -> list[str]:
    cells = []
    for criterion in CRITERIA:
        column = 3 * criterion.number
        places = Places(
            points=criterion.points,
            x=f"{FIGURES}!{_at(unit, column)}",
            t=f"{FIGURES}!{_at(unit, column + 1)}",
            all_x=f"{FIGURES}!{_range(rows, column)}",
            margin=f"{FIGURES}!{_at(unit, column + 2)}",
            all_margins=f"{FIGURES}!{_range(rows, column + 2)}",
        )
        rule = _RULES[criterion.kind](places)
        cells.append(f"=IF(ISNUMBER({places.x}),ROUND({rule},2),0)")
    return [*cells, *_sections(unit), *_result(unit, rows)]


def _sections(unit: int) -> list[str]:
    sums = []
    for section in SECTIONS:
        first, last = section.criteria[0].number, section.criteria[-1].number
        span = f"{_at(unit, first)}:{_at(unit, last)}"
        sums.append(f"=ROUND(SUM({span})*{section.weight}/100,2)")
    return sums


def _result(unit: int, rows: tuple[int, int]) -> list[str]:
    sections = f"{_at(unit, _AFTER_CRITERIA)}:{_at(unit, _TOTAL - 1)}"
    keys = [
        (_range(rows, column), _at(unit, column))
        for column in (_TOTAL, _AFTER_CRITERIA, _AFTER_CRITERIA + 1)
    ]
    (totals, total), (firsts, first), (seconds, second) = keys
    before = (
        f"({totals}>{total})+({totals}={total})*(({firsts}>{first})"
        f"+({firsts}={first})*({seconds}>{second}))"
    )
    classes = str(len(CLASSES) - 1)
    for number, (_, low) in reversed(list(enumerate(CLASSES[:-1]))):
        classes = f"IF({total}>={low},{number},{classes})"
    return [f"=ROUND(SUM({sections}),2)", f"=1+SUMPRODUCT({before})", f"={classes}"]


def _at(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))


def _range(rows: tuple[int, int], column: int) -> str:
    return f"{_at(rows[0], column)}:{_at(rows[1], column)}"


def _ratio(at: Places) -> str:
    return f"{at.points}*MIN({at.x}/{at.t},1)"


def _improvement(at: Places) -> str:
    return f"{at.points}*MIN(MAX({GAIN}*({at.x}-{at.t})/{at.t},0),1)"


def _bands(at: Places) -> str:
    told = "0"
    for low, tenths in reversed(BANDS):
        told = f"IF({at.x}/{at.t}>={low / 100},{tenths * at.points / 10},{told})"
    return told


def _interpolation(at: Places) -> str:
    (low, none), (middle, some), (high, full) = KNOTS
    share = f"100*{at.x}/{at.t}"
    lower = f"{none}+{some - none}*({share}-{low})/{middle - low}"
    upper = f"{some}+{full - some}*({share}-{middle})/{high - middle}"
    inside = f"IF({share}<={middle},{lower},{upper})"
    told = f"IF({share}<={low},{none},IF({share}>={high},{full},{inside}))"
    return f"{at.points}*({told})/100"


def _deduction(at: Places) -> str:
    most = at.points * MOST_OFF / 100
    return f"{at.points}-MIN(MAX(INT({at.x}-{at.t}),0)*{OFF / 100},{most})"


def _rank(at: Places) -> str:
    count = f"COUNT({at.all_margins})"
    return f"{at.points}*({count}+1-RANK({at.margin},{at.all_margins},0))/{count}"


def _best(at: Places) -> str:
    return f"IF({at.x}>={at.t}/2,{at.points}*{at.x}/MAX({at.all_x}),0)"


def _condition(at: Places) -> str:
    missed = f"IF({at.x}>=0.6*{at.t},{at.points}*(2*{at.x}/{at.t}-1),0)"
    return f"IF({at.x}>={at.t},{at.points},{missed})"


def _lower(at: Places) -> str:
    return f"IF({at.x}<={at.t},{at.points},{at.points}*{KEPT / 100}*{at.t}/{at.x})"


_RULES: Final[Mapping[Kind, Callable[[Places], str]]] = {
    Kind.RATIO: _ratio,
    Kind.IMPROVEMENT: _improvement,
    Kind.BANDS: _bands,
    Kind.INTERPOLATION: _interpolation,
    Kind.DEDUCTION: _deduction,
    Kind.RANK: _rank,
    Kind.BEST: _best,
    Kind.CONDITION: _condition,
    Kind.LOWER: _lower,
}
