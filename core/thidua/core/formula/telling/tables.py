"""Words for band tables, interpolation, geometric means and plain Python functions."""

from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from thidua.core.exact.interval import Interval, meet
from thidua.core.formula.telling.amounts import exactly, points_words, step_words
from thidua.core.formula.telling.calls import listed, rounded_words, with_value
from thidua.core.formula.telling.clamps import bare
from thidua.core.formula.telling.sentences import Said, number_piece
from thidua.core.formula.telling.teller import Teller
from thidua.core.formula.trace import Known, Trace
from thidua.core.formula.tree import (
    AtMost,
    GeometricMean,
    Interpolate,
    Name,
    PythonCall,
    Step,
    Steps,
)


def tell_steps(teller: Teller, trace: Trace, node: Steps, in_row: bool) -> Said:
    """The step, or with a bounded figure the steps, in which the value lies."""
    on = trace.children[0]
    steps = [step_words(step, teller.language) for step in node.steps if _touches(step, on)]
    named = teller.say(" hoặc ", " or ").join(steps)
    return _placed(teller, trace, teller.say(f"nằm trong bậc {named}", f"is in the step {named}"))


def _touches(step: Step, on: Trace) -> bool:
    extent = Interval(step.low, step.high, step.low_open, step.high_open)
    return isinstance(on.value, Known) and meet(extent, on.value.interval)


def tell_interpolate(teller: Teller, trace: Trace, node: Interpolate, in_row: bool) -> Said:
    """The two knots between which the value lies, or the end beyond which it does."""
    on = trace.children[0].value
    value = on.point if isinstance(on, Known) else None
    if value is None:
        where = teller.say("nội suy theo bảng mốc", "interpolated")
    elif value <= node.knots[0][0]:
        first = exactly(node.knots[0][0], teller.language)
        where = teller.say(f"không quá mốc đầu {first}", f"is not above the first mark, {first}")
    elif value >= node.knots[-1][0]:
        last = exactly(node.knots[-1][0], teller.language)
        where = teller.say(f"từ mốc cuối {last} trở lên", f"is not below the last mark, {last}")
    else:
        where = _between(teller, node, value)
    return _placed(teller, trace, where)


def _between(teller: Teller, node: Interpolate, value: Fraction) -> str:
    low, high = next(
        (_knot(teller, start), _knot(teller, end))
        for start, end in pairwise(node.knots)
        if value <= end[0]
    )
    return teller.say(f"nằm giữa mốc {low} và mốc {high}", f"is between {low} and {high}")


def _knot(teller: Teller, knot: tuple[Fraction, Fraction]) -> str:
    value, points = knot
    return f"{exactly(value, teller.language)} ({points_words(points, teller.language)})"


def _placed(teller: Teller, trace: Trace, where: str) -> Said:
    """The value with its unit, and where in the table it stands."""
    on = trace.children[0]
    said, node = teller.operand(on), bare(on).node
    unit = teller.naming.unit(node, teller.language) if isinstance(node, Name) else ""
    value = f"{with_value(teller, said, on)} {unit}".rstrip()
    result = number_piece(said.lines, trace.value, teller.language)
    return evolve(result, sentence=f"{value} {where}")


def tell_at_most(teller: Teller, trace: Trace, node: AtMost, in_row: bool) -> Said:
    """The limit is worth a word only where it makes the value unknown: then it is a reason."""
    return teller.tell(trace.children[0], in_row=in_row)


def tell_geometric_mean(teller: Teller, trace: Trace, node: GeometricMean, in_row: bool) -> Said:
    weights = "; ".join(str(weight) for weight in node.weights)
    weighted = teller.say(f" (trọng số {weights})", f" (weights {weights})")
    what = teller.say("trung bình nhân của", "the geometric mean of")
    return listed(teller, trace, what, f"{weighted}, {rounded_words(teller, node.places)}")


def tell_python_call(teller: Teller, trace: Trace, node: PythonCall, in_row: bool) -> Said:
    title = teller.naming.title(node.formula).in_language(teller.language)
    items = [teller.operand(child) for child in trace.children]
    arguments = "; ".join(
        f"{name} = {item.text}" for (name, _), item in zip(node.arguments, items, strict=True)
    )
    lines = tuple(line for item in items for line in item.lines)
    result = number_piece(lines, trace.value, teller.language)
    what = teller.say(f"công thức “{title}” với", f"formula “{title}” of")
    return evolve(result, sentence=f"{what} {arguments}")
