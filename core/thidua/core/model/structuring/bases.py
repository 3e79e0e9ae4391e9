"""The base of a criterion from plain values: start, formula, bands, interpolate, or judged."""

from fractions import Fraction

from thidua.core.formula.tree import Step
from thidua.core.model.criteria import (
    BandTable,
    Base,
    FormulaBase,
    Interpolation,
    Judged,
    Start,
)
from thidua.core.model.plain_table import UNREAD, PlainTable
from thidua.core.model.plain_values import (
    as_expression,
    as_number,
    as_parameter,
    plain_list,
    unexpected,
    word_among,
)
from thidua.core.text.bilingual import Text

ZERO = Fraction(0)


def read_base(criterion: PlainTable) -> tuple[Base, bool]:
    """The base that a criterion declares, and whether it declares any."""
    readers = {
        "start": _start,
        "formula": _formula,
        "bands": _bands,
        "interpolate": _interpolation,
        "judged": _judged,
    }
    declared = [key for key in readers if criterion.has(key)]
    bases = [readers[key](criterion) for key in declared]
    if len(declared) > 1:
        named = ", ".join(declared)
        criterion.note(
            Text(
                f"Tiêu chí chỉ có một cách tính điểm gốc, nhưng ở đây có: {named}.",
                f"A criterion has one base, but here are: {named}.",
            )
        )
    _refuse_inputs_without_formula(criterion)
    return (bases or [Start()])[0], bool(declared)


def _refuse_inputs_without_formula(criterion: PlainTable) -> None:
    for key in ("inputs", "parameters"):
        if criterion.has(key) and not criterion.has("formula"):
            criterion.note(
                Text(f"“{key}” chỉ đi cùng “formula”.", f"“{key}” goes with “formula” only."), key
            )


def _start(criterion: PlainTable) -> Base:
    return Start(criterion.read("start", word_among("full", "zero"), "full") == "full")


def _formula(criterion: PlainTable) -> Base:
    inputs = criterion.pairs("inputs", as_expression)
    parameters = criterion.pairs("parameters", as_parameter)
    formula = criterion.read("formula", as_expression, None)
    if formula is None:
        return Start()
    return FormulaBase(formula, tuple(inputs.items()), tuple(parameters.items()))


def _bands(criterion: PlainTable) -> Base:
    faults_before = len(criterion.faults)
    table = criterion.table("bands")
    steps = tuple(_step(step) for step in table.need_tables("steps"))
    if len(table.faults) > faults_before:
        steps = (Step(points=ZERO),)
    uncovered = table.read("uncovered", word_among("no-score"), None)
    base = BandTable(
        on=table.need("on", as_expression, "0"),
        steps=steps,
        uncovered="no-score" if uncovered else None,
    )
    table.close()
    return base


def _step(table: PlainTable) -> Step:
    low, low_open = _edge(table, closed="from", open_="over")
    high, high_open = _edge(table, closed="to", open_="below")
    step = Step(
        points=table.need("points", as_number, ZERO),
        low=low,
        low_open=low_open and low is not None,
        high=high,
        high_open=high_open or high is None,
    )
    table.close()
    return step


def _edge(table: PlainTable, closed: str, open_: str) -> tuple[Fraction | None, bool]:
    """An edge of a step, and whether the edge itself lies outside."""
    inside = table.read(closed, as_number, None)
    outside = table.read(open_, as_number, None)
    if table.has(closed) and table.has(open_):
        table.note(
            Text(
                f"Chỉ dùng một trong “{closed}” và “{open_}”.",
                f"Use one of “{closed}” and “{open_}”, not both.",
            )
        )
    return (inside, False) if outside is None else (outside, True)


def _interpolation(criterion: PlainTable) -> Base:
    faults_before = len(criterion.faults)
    table = criterion.table("interpolate")
    items = table.need("steps", plain_list, UNREAD)
    if len(items) < 2:
        table.note(Text("Cần ít nhất hai điểm mốc.", "At least two points are needed."), "steps")
    knots = () if items is UNREAD else table.values("steps", _knot)
    if len(table.faults) > faults_before:
        knots = ((ZERO, ZERO), (Fraction(1), ZERO))
    base = Interpolation(on=table.need("on", as_expression, "0"), knots=knots)
    table.close()
    return base


def _knot(value: object) -> tuple[Fraction, Fraction]:
    pair = plain_list(value)
    if len(pair) != 2:
        raise unexpected("một cặp [giá trị, điểm]", "a pair [value, points]", value)
    return as_number(pair[0]), as_number(pair[1])


def _judged(criterion: PlainTable) -> Base:
    table = criterion.table("judged")
    base = Judged(low=table.need("from", as_number, ZERO), high=table.need("to", as_number, ZERO))
    table.close()
    return base
