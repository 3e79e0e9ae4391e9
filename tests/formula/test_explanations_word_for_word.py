"""What is told of a value, word for word: ``tests/data/explanations/{vi,en}.txt``.

A case is an expression, or the name of a node below, and after ``|`` the figures of the unit as
``jobs=3``: ``>6`` is over 6, ``<6`` under, ``~6`` near. Its lines follow, set in.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import Factory, frozen

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.evaluation import Reading
from thidua.core.formula.explanation import Naming, explain_trace
from thidua.core.formula.naming import Names
from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.tree import (
    Arithmetic,
    AtMost,
    Call,
    Child,
    Function,
    GeometricMean,
    Interpolate,
    Judgement,
    LabelKind,
    Labelled,
    Name,
    Node,
    Number,
    PythonCall,
    Step,
    Steps,
)
from thidua.core.formula.walking import is_truth
from thidua.core.text.bilingual import Language, Text

WORDS = Path(__file__).parents[1] / "data" / "explanations"
BOUNDS = {">": Bound.OVER, "<": Bound.UNDER, "~": Bound.NEAR}
NAMING = Naming(
    titles={
        "jobs": Text("Việc làm mới", "Jobs created"),
        "rate": Text("Tỷ lệ hộ được cấp giấy", "Households certified"),
        "report": Text("Ngày gửi báo cáo", "Report sent"),
        "a1": Text("Bị khiếu nại", "Complaints received"),
        "A1": Text("Phần A1", "Section A1"),
        "c2": Text("Tiêu chí con", "Child criterion"),
        "ratio": Text("Theo tỷ lệ hoàn thành", "In proportion to the target"),
        "curve": Text("Đường cong", "Curve"),
    },
    units={
        "jobs": Text("người", "persons"),
        "rate": Text("%", "%"),
        "report": Text("ngày", "day"),
    },
    members={"u": "Phòng Một", "v": "Phòng Hai"},
    dates={"report"},
    values={"plan": {0: Text("không", "no"), 1: Text("có", "yes")}},
)


def parse(source: str) -> Node:
    return parse_expression(source, Names(points=Fraction(45)))


def number(text: str) -> Number:
    return Number(Fraction(text))


def labelled(kind: LabelKind, label: str, source: str | Node) -> Labelled:
    return Labelled(kind, label, parse(source) if isinstance(source, str) else source)


def row(code: str, source: str | Node) -> Labelled:
    return labelled(LabelKind.ROW, code, source)


def knots(*pairs: tuple[int, int]) -> tuple[tuple[Fraction, Fraction], ...]:
    return tuple((Fraction(at), Fraction(points)) for at, points in pairs)


STEPS = (
    Step(Fraction(5), Fraction(98), low_open=True),
    Step(Fraction(4), Fraction(97), high=Fraction(98), high_open=False),
    Step(Fraction(1), Fraction(94), high=Fraction(97)),
    Step(Fraction(1), high=Fraction(94)),
)
ROWS = Arithmetic("+", row("a1", "0.5 * max(visits, 0)"), row("a2", "1 if jobs < 100 else 0"))
DEDUCTED = labelled(LabelKind.DEDUCTED, "c1", Call(Function.MIN, (ROWS, number("2"))))
LEFT = Arithmetic("-", number("3.5"), DEDUCTED)
CHILD = labelled(LabelKind.BASE, "c2", "jobs / 2")
NODES: dict[str, Node] = {
    "steps": Steps(Name("rate"), STEPS),
    "steps of a sum": Steps(parse("jobs + 1"), STEPS),
    "steps with a last end": Steps(
        parse("jobs"),
        (
            Step(Fraction(2), Fraction(5), low_open=True),
            Step(Fraction(1), None, False, Fraction(5), False),
        ),
    ),
    "one step for all": Steps(Name("jobs"), (Step(Fraction(1)),)),
    "marks": Interpolate(Name("rate"), knots((50, 0), (80, 3), (100, 5))),
    "marks of a sum": Interpolate(parse("jobs + 1"), knots((50, 0), (80, 3), (100, 5))),
    "judged": Judgement("judged", Fraction(0), Fraction(11, 2)),
    "not judged": Judgement("other", Fraction(0), Fraction(5)),
    "child": Child("A1"),
    "child of a third": Child("A3"),
    "unknown child": Child("A9"),
    "at most": AtMost(parse("jobs + 1"), number("45")),
    "at most of a row": row("a1", AtMost(parse("0.5 * jobs"), number("45"))),
    "mean": GeometricMean((parse("jobs"), parse("rate + 1")), (1, 2), 2),
    "mean of one place": GeometricMean((parse("jobs"), number("9")), (1, 1), 1),
    "function": PythonCall("curve", (("x", parse("jobs")), ("y", parse("rate / 3"))), 2),
    "row of cases": row("a1", "min(0.5 * max(visits, 0), 2)"),
    "row of persons": row("a2", "0.5 * jobs"),
    "row of a difference": row("a2", "min(jobs - visits, 7) * 0.5"),
    "row of a quotient": row("a2", "min(jobs / 10, 1)"),
    "row of single cases": row("a1", "max(visits, 0)"),
    "row of capped cases": row("a1", "min(max(visits, 0), 2)"),
    "row with a condition": row("a2", "1 if rate < 98.5 or jobs > 7 else 0"),
    "row of several": row("a2", "2 if rate >= 99 else 1 if rate >= 95 else 0"),
    "row of an amount": row("a2", "jobs if rate > 1 else 2 * jobs"),
    "row of a sum": row("a2", "2 * 3 + jobs"),
    "deductions": DEDUCTED,
    "base": labelled(LabelKind.BASE, "c1", Call(Function.MAX, (LEFT, number("0")))),
    "bonus": labelled(LabelKind.BONUS, "c1", row("a4", "2 if jobs > 3 else 0")),
    "earned": labelled(LabelKind.EARNED, "c1", row("r", "jobs")),
    "base of parts": labelled(LabelKind.BASE, "c1", Arithmetic("+", CHILD, row("r", "rate"))),
    "full": Arithmetic("+", labelled(LabelKind.EARNED, "c1", row("r", "jobs")), number("1")),
    "formula": labelled(LabelKind.FORMULA, "ratio", "points * min(max(jobs / jobs.target, 0), 1)"),
    "formula with a guard": labelled(
        LabelKind.FORMULA, "ratio", "0 if jobs.target == 0 else points * jobs / jobs.target"
    ),
    "formula with a condition": labelled(
        LabelKind.FORMULA,
        "ratio",
        Arithmetic("/", labelled(LabelKind.INPUT, "x", "jobs if rate > 5 else -jobs"), number("4")),
    ),
    "named condition": labelled(LabelKind.INPUT, "late", "jobs > 1"),
    "nothing deducted": parse_expression(
        "1 if x + y == 0 else 0", Names(aliases={"x": ROWS, "y": row("a3", "rate")})
    ),
    "one deducted": parse_expression("1 if x == 1 else 0", Names(aliases={"x": row("a3", "rate")})),
    "nothing of a number": parse_expression(
        "1 if x + 0 == 0 else 0", Names(aliases={"x": row("a3", "rate")})
    ),
}
for name in ("steps", "marks", "judged", "child", "mean", "function", "unknown child"):
    NODES[f"twice {name}"] = Arithmetic("*", number("2"), NODES[name])


@frozen
class Unit:
    unit: str
    figures: Mapping[str, Figure] = Factory(dict)

    def figure(self, name: Name) -> Figure | None:
        suffix = "" if name.field == "actual" else f".{name.field}"
        return self.figures.get(name.indicator + suffix)

    def judged(self, criterion: str) -> Fraction | None:
        return Fraction(4) if criterion == "judged" else None

    def child(self, code: str) -> Fraction | None:
        return {"A1": Fraction(120), "A3": Fraction(1, 3)}.get(code)


def figure_of(written: str) -> Figure:
    marks = {"*": {"illustrative": True}, "?": {"presumed": True}}
    bound = BOUNDS.get(written[0], Bound.EXACT)
    return Figure(Fraction(written.lstrip("><~*?")), bound, **marks.get(written[0], {}))


def unit_of(code: str, written: str) -> Unit:
    pairs = (pair.split("=", 1) for pair in written.split())
    return Unit(code, {name: figure_of(value) for name, value in pairs})


V = unit_of("v", "jobs=9 jobs.target=3 rate=50")
W = unit_of("w", "jobs.target=3 rate=>60")


def explained(case: str, language: Language) -> list[str]:
    formula, _, figures = case.partition(" | ")
    node = NODES[formula] if formula in NODES else parse(formula)
    own = unit_of("u", figures)
    python = {"curve": lambda given: sum(given.values(), Fraction(1))}
    reading = Reading(own, (own, V, W), python, trace=True)
    if is_truth(node):
        reading.truth(node)
    else:
        reading.number(node)
    return list(explain_trace(reading.trace_of(node), language, NAMING))


def cases(language: str) -> Iterator[tuple[str, list[str]]]:
    text = (WORDS / f"{language}.txt").read_text("utf-8")
    for block in text.strip("\n").split("\n\n"):
        case, *lines = block.split("\n")
        yield case, [line.removeprefix("  ") for line in lines]


@pytest.mark.parametrize(("case", "lines"), list(cases("vi")))
def test_in_vietnamese(case: str, lines: list[str]) -> None:
    assert explained(case, "vi") == lines


@pytest.mark.parametrize(("case", "lines"), list(cases("en")))
def test_in_english(case: str, lines: list[str]) -> None:
    assert explained(case, "en") == lines


def test_every_case_is_told_in_both_languages() -> None:
    assert [case for case, _ in cases("vi")] == [case for case, _ in cases("en")]
    assert {case.partition(" | ")[0] for case, _ in cases("vi")} >= set(NODES)
