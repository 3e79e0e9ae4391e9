"""Bases of criteria for any number of trials: every construct of the language, every standard
formula, steps and lines. Nothing here looks at the program."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

from rulebook.plain import Table

EXPRESSIONS = (
    "points * {a} / {b}",
    "points * min({a} / {a}.target, 1)",
    "points * max(min(({a}.baseline - {a}) / ({a}.baseline - {a}.target), 1), 0)",
    "points * ({a} - {b}) / ({a} + {b})",
    "points - 0.125 * floor({a} / 3) + -{b} / 7",
    "round({a} / {b}, 1) - round(-{a} / 3, 0)",
    "round({b} - {a}, 1) + round(-{a}, 0)",
    "({b} - {a}) * 0.125",
    "power({a}, 1, 2, 3) / 4 + power({b}, -1, 1, 4)",
    "power({a} / {b}, 2, 3, 2)",
    "points if {a} >= {a}.target > {b} else points / 3",
    "points if {a} == {b} or not {a} < 5 else {b} / 10",
    "points / 2 if given({a}) and not given({b}.target) else points / 5",
    "points * min({a} / {a}.previous, 1) if given({a}.previous) else points / 4",
    "max(points - days_late({a}) / 2, 0)",
    "points * {a} / highest({a})",
    "points * ({a} - lowest({a})) / (highest({a}) - lowest({a}))",
    "0 if highest({a}) == lowest({a}) else points * ({a} - lowest({a}) + {b} / 100)"
    " / (highest({a}) - lowest({a}) + highest({b}) / 100)",
    "points * {a} / mean({a}) / 2",
    "points * (1 - (rank({a}) - 1) / count({a}))",
    "points if rank({a} / {b}, where = {a} > 2) <= 2 else 1",
    "min(points, sum({a}, where = {b} > 3) / 10)",
    "points * count(where = {a} > {b}) / count(where = {a} >= 0)",
    "points * mean({a} / highest({b})) + rank(-{a}) / 8",
    "points if {a} > mean({a}) and {b} != lowest({b}) else points / 3",
    "(points if {a} > 3 else {b} / 0) if {a} >= 0 else {a}.target",
    "points * min(max({a}, 0), {b} + 1) / ({b} + 1) - 0.3333",
    "1234567.875 * {a} / ({b} * 98765 + 1)",
    "points * highest(min({a} / {a}.target, 1.2), where = given({a}.target) and {a}.target > 0)",
)

STANDARD: tuple[tuple[str, Table, Table], ...] = (
    ("ratio-capped", {"actual": "{a}", "target": "{a}.target"}, {}),
    (
        "ratio-capped",
        {"actual": "{a} + {b}", "target": "100"},
        {"floor": "0.5", "when_target_zero": "zero"},
    ),
    (
        "ratio-with-floor",
        {"actual": "{a}", "target": "{a}.target"},
        {"floor": "0.7", "when_target_zero": "full"},
    ),
    (
        "ratio-over",
        {"actual": "{a}", "target": "{a}.target"},
        {"points_per_percent": "0.1", "points_over_at_most": 2},
    ),
    (
        "ratio-over",
        {"actual": "{a}", "target": "{a}.target"},
        {
            "points_per_percent": "0.07",
            "points_over_at_most": 2,
            "counting": "proportional",
            "floor": "0.5",
            "when_target_zero": "zero",
        },
    ),
    ("lower-is-better", {"actual": "{a}", "target": "{a}.target"}, {}),
    ("lower-is-better", {"actual": "{a}", "target": "{a}.target"}, {"when_missed": "zero"}),
    (
        "lower-is-better",
        {"actual": "{a}", "target": "{a}.target"},
        {"when_missed": "steps", "keep": "0.8", "step_width": "0.3", "step_loss": "0.07"},
    ),
    (
        "reduction-progress",
        {"actual": "{a}", "target": "{a}.target", "baseline": "{a}.baseline"},
        {"missed_at_most": "0.95"},
    ),
    ("yes-no", {"done": "{a}"}, {}),
    ("checklist", {"done": "{a}", "total": "{b}"}, {}),
    ("checklist", {"done": "{a}", "total": "{b}"}, {"when_total_zero": "full"}),
    ("grade-map", {"grade": "{a}"}, {"share_2": "0.55"}),
    ("late-steps", {"days": "days_late({a})"}, {}),
    ("late-steps", {"days": "{a} - {b}"}, {"after_share": "0.1", "third_until": 15}),
    ("per-case-add", {"cases": "{a}"}, {"points_per_case": "0.25"}),
    ("per-case-deduct", {"cases": "{a}"}, {"points_per_case": "0.4", "points_at_least": "0.5"}),
    ("share", {"part": "{a}"}, {}),
    ("share", {"part": "{a}", "whole": "{b}"}, {"when_whole_zero": "zero"}),
    ("external-rescale", {"index": "{a}"}, {"low": "1.5", "high": 95}),
    ("external-rank", {"rank": "{a}", "total": "{b}"}, {"last_share": "0.4"}),
    ("peer-relative", {"actual": "{a}"}, {}),
    ("peer-relative", {"actual": "{a} / {b}"}, {}),
    ("peer-relative-above-target", {"actual": "{a}", "target": "{a}.target"}, {}),
    (
        "peer-relative-above-target",
        {"actual": "{a}", "target": "{b}"},
        {"at_target": "0.6", "when_target_zero": "full"},
    ),
    ("award-bonus", {"government_flags": "{a}", "provincial_flags": "{b}"}, {}),
    (
        "award-bonus",
        {"government_flags": "{a}", "provincial_flags": "{b}"},
        {"several": "sum", "points_government": 3, "points_provincial": "1.5"},
    ),
)


def named(written: Any, names: Sequence[str]) -> Any:
    """A pattern with the names of indicators in it."""
    if isinstance(written, dict):
        return {key: named(one, names) for key, one in written.items()}
    if isinstance(written, str):
        return written.replace("{a}", names[0]).replace("{b}", names[1])
    return written


def base(random: Random, points: Fraction, names: Sequence[str]) -> dict[str, Any]:
    """The base of a criterion of so many points, over some indicators."""
    kinds = (_start, _expression, _expression, _standard, _standard, _bands, _line, _judged)
    return random.choice(kinds)(random, points, names)


def _start(random: Random, points: Fraction, names: Sequence[str]) -> dict[str, Any]:
    return random.choice(({}, {"start": "zero"}))


def _expression(random: Random, points: Fraction, names: Sequence[str]) -> dict[str, Any]:
    """Kept within the points but now and then, when what exceeds them is bonus or a fault."""
    formula = named(random.choice(EXPRESSIONS), names)
    if random.random() < 0.8:
        formula = random.choice((f"min(max({formula}, 0), points)", f"min({formula}, points)"))
    elif random.random() < 0.7:
        return {"formula": formula, "bonus_cap": random.choice(["none", 1, decimal(points / 2)])}
    return {"formula": formula}


def _standard(random: Random, points: Fraction, names: Sequence[str]) -> dict[str, Any]:
    code, inputs, parameters = random.choice(STANDARD)
    found = {"formula": code, "inputs": named(inputs, names), "parameters": dict(parameters)}
    if code in ("ratio-over", "award-bonus", "per-case-deduct"):
        found["bonus_cap"] = random.choice(["none", 1, 20])
    return {key: one for key, one in found.items() if one}


def _bands(random: Random, points: Fraction, names: Sequence[str]) -> dict[str, Any]:
    """Steps that meet, each edge on the one side or the other; now and then with gaps."""
    edges = sorted({Fraction(random.randint(0, 60), random.choice((1, 2, 4))) for _ in range(3)})
    on = named(random.choice(("{a}", "{a} / {b} * 10", "{a} - {b}")), names)
    steps, low = [], None
    for edge in [*edges, None]:
        step: dict[str, Any] = {"points": decimal(points * random.randint(0, 4) / 4)}
        if low is not None:
            step["from" if low[1] else "over"] = decimal(low[0])
        if edge is not None:
            inside = random.random() < 0.5
            step["below" if inside else "to"] = decimal(edge)
            low = (edge, inside)
        steps.append(step)
    bands = {"on": on, "steps": steps}
    if len(steps) > 2 and random.random() < 0.2:
        bands = {"on": on, "steps": [*steps[:1], *steps[2:]], "uncovered": "no-score"}
    return {"bands": bands}


def _line(random: Random, points: Fraction, names: Sequence[str]) -> dict[str, Any]:
    places = sorted(random.sample(range(-5, 80), random.randint(2, 4)))
    steps = [[place, decimal(points * random.randint(0, 8) / 8)] for place in places]
    return {
        "interpolate": {"on": named(random.choice(("{a}", "{a} - {b}")), names), "steps": steps}
    }


def _judged(random: Random, points: Fraction, names: Sequence[str]) -> dict[str, Any]:
    return {"judged": {"from": 0, "to": decimal(points)}}


def decimal(value: Fraction | int) -> int | str:
    """A number as a table writes it: an integer or decimal text."""
    value = Fraction(value)
    if value.denominator == 1:
        return int(value)
    places = next(n for n in range(1, 40) if (value * 10**n).denominator == 1)
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
