"""The rulebook itself: it knows nothing of the program, and gives what was published."""

import ast
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from rulebook.language import Scene, number, truth
from rulebook.plain import PlainCluster, PlainFigure, PlainRow, PlainUnit, Table
from rulebook.ranges import Range, only_number
from rulebook.rounding import rounded, rounded_root
from rulebook.scoring import rank_cluster
from rulebook.values import UNKNOWN, Value

RULEBOOK = Path(__file__).parent / "rulebook"


def imported() -> Iterator[str]:
    for path in RULEBOOK.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (one.name for one in node.names)
            if isinstance(node, ast.ImportFrom):
                yield node.module or "."


def test_the_rulebook_imports_nothing_of_the_program() -> None:
    roots = {name.partition(".")[0] for name in imported()}
    known = {"ast", "attrs", "collections", "fractions", "functools", "itertools", "math", "typing"}
    assert roots == known | {"rulebook"}


def test_the_rulebook_is_kept_in_small_modules() -> None:
    lengths = [len(path.read_text("utf-8").splitlines()) for path in RULEBOOK.glob("*.py")]
    assert lengths and max(lengths) < 300


def figure(written: str) -> PlainFigure:
    bound, _, value = written.rpartition(" ")
    return PlainFigure(Fraction(value), bound or "exact")


def unit(code: str = "u", /, **figures: str) -> PlainUnit:
    found = {name.replace("__", "."): figure(text) for name, text in figures.items()}
    return PlainUnit(code, figures=found)


def shown(value: Value) -> str:
    """A value as the manual writes it."""
    if isinstance(value, Range):
        assert only_number(value) is None
        low, high = (None if end.at[0] else end.at[1] for end in (value.low, value.high))
        return f"{'' if low is None else float(low)}…{'' if high is None else float(high)}"
    return str(value) if isinstance(value, Fraction) else "unknown"


@pytest.mark.parametrize(
    ("expression", "figures", "answer"),
    [
        ("points * min(done / total, 1)", {"done": "45", "total": "60"}, "15/2"),
        ("0.1 + 0.2", {}, "3/10"),
        ("round(y, 0)", {"y": "-2.5"}, "-3"),
        ("power(x, 3, 2, 6)", {"x": "2"}, "2828427/1000000"),
        ("power(x, -1, 1, 2)", {"x": "0"}, "unknown"),
        ("days_late(sent)", {"sent": "20792", "sent__target": "20787"}, "5"),
        ("x if x > 5 else y", {"x": "7"}, "7"),
        ("x if y > 5 else 0", {"x": "7"}, "unknown"),
        ("0 * y", {"x": "7"}, "unknown"),
        ("min(x, 900)", {"x": "over 950"}, "900"),
        ("x / total", {"x": "over 950", "total": "1000"}, "0.95…"),
        ("rate.target / rate", {"rate": "6", "rate__target": "under 6"}, "1"),
        ("x * x", {"x": "under -2"}, "4.0…"),
        ("max(floor(x), -3)", {"x": "under 0"}, "-3.0…-1.0"),
        ("round(x, 1)", {"x": "over 0.05"}, "0.1…"),
        ("power(x, 1, 2, 2)", {"x": "over 4"}, "2.0…"),
    ],
)
def test_numbers_of_the_manual(expression: str, figures: dict[str, str], answer: str) -> None:
    value = number(expression, Scene(unit(**figures), points=Fraction(10)))
    assert shown(value) == answer


@pytest.mark.parametrize(
    ("expression", "figures", "answer"),
    [
        ("x > 100 and y > 1", {"x": "7"}, False),
        ("y > 1 or x > 1", {"x": "7"}, True),
        ("0 <= y < x", {"x": "7", "y": "2"}, True),
        ("given(x.target)", {"x": "7"}, False),
        ("x >= 900", {"x": "over 950"}, True),
        ("x >= 980", {"x": "over 950"}, UNKNOWN),
        ("x >= 900", {"x": "near 950"}, UNKNOWN),
        ("rate <= rate.target", {"rate": "6", "rate__target": "under 6"}, False),
        ("rate <= rate.target", {"rate": "5.99", "rate__target": "under 6"}, True),
        ("rate == rate.target", {"rate": "6", "rate__target": "over 6"}, False),
        ("rate > rate.target", {"rate": "6.01", "rate__target": "over 6"}, True),
    ],
)
def test_conditions_of_the_manual(expression: str, figures: dict[str, str], answer: object) -> None:
    assert truth(expression, Scene(unit(**figures))) == answer


def test_aggregates_of_the_manual() -> None:
    peers = (unit("a", x="30", size="3"), unit("b", x="40", size="1"), unit("c", x="20", size="4"))
    of_a = Scene(peers[0], peers)
    expected = {
        "highest(x)": 40,
        "mean(x)": 30,
        "count(where = x > 25)": 2,
        "rank(-x)": 2,
        "highest(x, where = size > 2)": 30,
        "sum(x, where = x > 100)": 0,
    }
    assert {text: number(text, of_a) for text in expected} == expected
    assert number("highest(x, where = x > 100)", of_a) == UNKNOWN


@pytest.mark.parametrize(
    ("value", "places", "mode", "answer"),
    [
        ("94.345", 2, "half-up", "94.35"),
        ("-2.5", 0, "half-up", "-3"),
        ("94.345", 2, "half-even", "94.34"),
        ("94.355", 2, "half-even", "94.36"),
        ("94.341", 2, "up", "94.35"),
        ("-94.349", 2, "down", "-94.34"),
    ],
)
def test_rounding_of_the_manual(value: str, places: int, mode: str, answer: str) -> None:
    assert rounded(Fraction(value), places, mode) == Fraction(answer)


def test_a_root_is_right_in_its_last_digit() -> None:
    assert rounded_root(Fraction(2), 2, 8) == Fraction("1.41421356")
    assert rounded_root(Fraction(0), 3, 2) == 0


def plain(criteria: list[Table], **rules: object) -> Table:
    points = sum(Fraction(str(one["points"])) for one in criteria)
    return {"code": "table", "points": str(points), "criteria": criteria, **rules}


def rows_of(table: Table, *units: PlainUnit) -> dict[str, PlainRow]:
    return dict(rank_cluster(PlainCluster({"table": table}, units)).rows)


JUSTICE = {
    "on": "a",
    "steps": [
        {"over": 95, "points": "1.5"},
        {"from": 75, "to": 95, "points": 1},
        {"from": 50, "below": 75, "points": "0.5"},
        {"below": 50, "points": 0},
    ],
}


def test_the_steps_of_the_justice_sector() -> None:
    """domain.md T3: exactly 95 % falls in the second band, exactly 75 % too, exactly 50 % in the
    third."""
    table = plain([{"code": "A", "points": "1.5", "bands": JUSTICE}])
    expected = {"95.01": "1.5", "95": "1", "75": "1", "74.99": "0.5", "50": "0.5", "49.99": "0"}
    rows = rows_of(table, *(unit(text, a=text) for text in expected))
    assert {text: rows[text].points for text in expected} == {
        text: Fraction(points) for text, points in expected.items()
    }


POLICE = """points * a / t / 2 if a <= t else \
points / 2 + points / 2 * (a / t - 1) / (highest(a / t, where = a > t) - 1)"""


def test_the_leader_of_the_police_clusters() -> None:
    """domain.md T6: with a share of 0.8, 1, 1.1, 1.3 of the target, 4, 5, 6.67, 10 points; without
    the leader 1.1 leads."""
    table = plain([{"code": "A", "points": 10, "formula": POLICE}], rounding={"criterion": 2})
    units = [unit(text, a=text, t="1") for text in ("0.8", "1", "1.1", "1.3")]
    points = [row.places["table", "criterion", "A"] for row in rows_of(table, *units).values()]
    assert points == [4, 5, Fraction("6.67"), 10]
    assert rows_of(table, *units[:3])["1.1"].points == 10


def test_a_row_deducts_to_its_cap_and_a_bonus_waits_for_full_points() -> None:
    rules: list[Table] = [
        {"deduct": "0.5", "per": "a", "cap": 1, "code": "A.1"},
        {"deduct": 2, "when": "a > 3"},
        {"bonus": 1, "only_if": "full"},
    ]
    criterion = {"code": "A", "points": 2, "deductions_cap": 2, "rows": rules}
    rows = rows_of(plain([criterion]), unit("none", a="0"), unit("one", a="1"), unit("many", a="9"))
    assert {code: row.points for code, row in rows.items()} == {
        "none": 3,
        "one": Fraction("1.5"),
        "many": 0,
    }


def test_what_does_not_apply_goes_to_its_siblings() -> None:
    criteria: list[Table] = [
        {"code": "A", "points": 6, "section": "S", "judged": {"from": 0, "to": 6}},
        {"code": "B", "points": 4, "section": "S", "applies_to": ["commune"]},
        {"code": "C", "points": 10},
    ]
    table = plain(criteria, sections=[{"code": "S", "points": 10}])
    member = PlainUnit("u", judged={"A": Fraction(3)})
    assert rows_of(table, member)["u"].places["table", "section", "S"] == 5
    assert rows_of({**table, "not_applicable": "full-points"}, member)["u"].points == 17


def test_ties_share_a_rank_and_an_unknown_unit_has_none() -> None:
    table = plain(
        [{"code": "A", "points": 10, "formula": "min(a, points)"}],
        tie_breakers=["indicator:b desc"],
        bands=[{"code": "high", "from": 50}, {"code": "low", "below": 50}],
    )
    units = [
        unit("first", a="7", b="2"),
        unit("second", a="7", b="1"),
        unit("twin", a="7", b="1"),
        unit("last", a="5"),
        unit("missing"),
    ]
    rows = rows_of(table, *units)
    assert {code: row.rank for code, row in rows.items()} == {
        "first": 1, "second": 2, "twin": 2, "last": 4, "missing": None,
    }  # fmt: skip
    assert rows["twin"].decided_by == "indicator:b desc"
    assert (rows["last"].band, rows["missing"].status) == ("high", "unscored")
