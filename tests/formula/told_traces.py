"""What the tests of explanations share: a unit with figures, and how its points are told."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.evaluation import Reading
from thidua.core.formula.explanation import Naming, explain_trace
from thidua.core.formula.naming import Names
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.tree import LabelKind, Labelled, Name, Node, Number
from thidua.core.formula.walking import is_truth
from thidua.core.text.bilingual import Language, Text

NAMING = Naming(
    titles={
        "jobs": Text("Việc làm mới", "Jobs created"),
        "rate": Text("Tỷ lệ hộ được cấp giấy", "Households certified"),
        "cases": Text("Vụ khiếu nại", "Complaints"),
        "report": Text("Ngày gửi báo cáo", "Report sent"),
        "a1": Text("Bị khiếu nại", "Complaints received"),
        "A1": Text("Phần A1", "Section A1"),
        "c2": Text("Tiêu chí con", "Child criterion"),
        "ratio-capped": Text("Theo tỷ lệ hoàn thành", "In proportion to the target"),
        "curve": Text("Đường cong", "Curve"),
    },
    units={
        "jobs": Text("người", "persons"),
        "rate": Text("%", "%"),
        "report": Text("ngày", "day"),
    },
    members={"u1": "Phòng Một", "u2": "Phòng Hai"},
    dates={"report"},
    values={"plan": {0: Text("không", "no"), 1: Text("có", "yes")}},
)
RATIO = "points * min(max(jobs / jobs.target, 0), 1)"


@frozen
class Unit:
    """A unit with figures typed as in the tests below."""

    unit: str = "u1"
    figures: Mapping[str, str | int | Figure] = field(factory=dict)

    def figure(self, name: Name) -> Figure | None:
        key = name.indicator if name.field == "actual" else f"{name.indicator}.{name.field}"
        found = self.figures.get(key)
        return found if found is None or isinstance(found, Figure) else Figure(Fraction(found))

    def judged(self, criterion: str) -> Fraction | None:
        return Fraction(4) if criterion == "judged" else None

    def child(self, code: str) -> Fraction | None:
        return Fraction(120) if code == "A1" else None


def parse(source: str, points: int = 45) -> Node:
    return parse_expression(source, Names(points=Fraction(points)))


def explained(
    formula: str | Node,
    figures: Mapping[str, str | int | Figure],
    *,
    language: Language = "vi",
    peers: Sequence[Unit] = (),
) -> list[str]:
    node = parse(formula) if isinstance(formula, str) else formula
    own = Unit("u1", figures)
    python = {"curve": lambda given: given["x"] * 2}
    reading = Reading(own, (own, *peers), python, trace=True)
    if is_truth(node):
        reading.truth(node)
    else:
        reading.number(node)
    return list(explain_trace(reading.trace_of(node), language, NAMING))


def over(value: int) -> Figure:
    return Figure(Fraction(value), Bound.OVER)


def under(value: int) -> Figure:
    return Figure(Fraction(value), Bound.UNDER)


def row(code: str, source: str) -> Labelled:
    return Labelled(LabelKind.ROW, code, parse(source))


def number(text: str) -> Number:
    return Number(Fraction(text))
