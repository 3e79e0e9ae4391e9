"""Criteria sets and schemes for any number of trials: sections, caps, rows, policies, parts."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from rulebook.plain import Table
from trials.making_bases import base, decimal, named

LETTERS = "abcdefgh"
KINDS = ("division", "commune")
ROUNDINGS: tuple[dict[str, Any], ...] = (
    {},
    {"total": 2},
    {"criterion": 2, "section": 2, "total": 2},
    {"criterion": 1, "section": 0, "total": 1, "mode": "half-even"},
    {"criterion": 0, "total": 0, "mode": "down"},
    {"section": 1, "total": 1, "mode": "up"},
    {"total": 0},
)
TIE_KEYS = (
    "indicator:b", "indicator:c desc",
    "indicator:d asc", "criteria-at-maximum", "fewest-deductions", "formula:a - b",
    "formula:e / highest(e) asc", "formula:rank(c)",
)  # fmt: skip
CONDITIONS = ("{a} > 7", "{a} < {b}", "{a} <= {a}.target", "not given({b})", "{a} > mean({a})")
COUNTS = ("{a}", "{a} - 3", "floor({b} / 4)", "max({a} - {a}.target, 0)")


def some_points(random: Random) -> Fraction:
    return Fraction(random.randint(1, 60), random.choice((1, 2, 4)))


def maybe_cap(random: Random) -> Any:
    return random.choice((None, None, 0, 1, "2.5", 8, "none"))


def said(table: Table) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value not in (None, [], {})}


def criterion(random: Random, code: str, names: Sequence[str]) -> dict[str, Any]:
    """A criterion with its base, rows and limits."""
    points = some_points(random)
    if not code.startswith("A") and random.random() < 0.08:
        points = Fraction(0)  # for bonus only
    floor = random.choice((None, None, None, "none", decimal(points / 4)))
    table = {
        "code": code,
        "points": decimal(points),
        "floor": floor,
        "deductions_cap": maybe_cap(random),
        "bonus_cap": maybe_cap(random) if random.random() < 0.4 else None,
        "applies_to": ["division"] if random.random() < 0.15 else None,
        **base(random, points, names),
        "rows": rows(random, code, names),
    }
    return said(table)


def rows(random: Random, code: str, names: Sequence[str]) -> list[dict[str, Any]]:
    """Rule rows; deduct rows are named, so that others may read them."""
    found: list[dict[str, Any]] = []
    for number in range(random.choice((0, 0, 1, 2, 3))):
        effect = random.choice(("deduct", "deduct", "bonus", "earn"))
        if random.random() < 0.25:
            cases = [_case(random, effect, names, must=True) for _ in range(random.randint(1, 2))]
            row = said(
                {"one_of": [*cases, _case(random, effect, names)], "cap": random.choice((None, 2))}
            )
        else:
            row = _case(random, effect, names)
        if effect == "bonus" and random.random() < 0.4:
            row["only_if"] = "full"
        if effect == "deduct":
            row["code"] = f"{code}.{number}"
        elif deducting := [one["code"] for one in found if "code" in one]:
            if "when" in row and random.random() < 0.5:
                row["when"] = f'row("{deducting[0]}") == 0 or {row["when"]}'
        found.append(row)
    if random.random() < 0.06:
        gate = named(random.choice(("{a} > 45", "not given({a})", "{a} < {a}.target / 9")), names)
        found.append({"gate": gate})
    return found


def _case(random: Random, effect: str, names: Sequence[str], must: bool = False) -> dict[str, Any]:
    case: dict[str, Any] = {effect: decimal(Fraction(random.randint(0, 12), 8))}
    if must or random.random() < 0.6:
        case["when"] = named(random.choice(CONDITIONS), names)
    if random.random() < 0.5:
        case["per"] = named(random.choice(COUNTS), names)
    if random.random() < 0.4:
        case["cap"] = decimal(Fraction(random.randint(0, 12), 4))
    return case


def criteria_set(random: Random, code: str = "table", suffix: str = "") -> dict[str, Any]:
    """A whole table: up to seven criteria in up to three sections, one of them inside another;
    a suffix tells the criteria of several sets apart."""
    criteria = []
    for letter in LETTERS[: random.randint(1, 7)]:
        names = (letter, random.choice(LETTERS))
        found = criterion(random, f"{letter.upper()}{suffix}", names)
        found["section"] = random.choice((None, "S", "S", "T", "U"))
        criteria.append(said(found))
    _family(random, criteria)
    sections = _sections(random, criteria)
    table = {
        "code": code,
        "criteria": criteria,
        "sections": sections,
        "bonus_cap": maybe_cap(random),
        "deductions_cap": maybe_cap(random),
        "not_applicable": random.choice((None, "full-points", "average", "rescale")),
        **_rules(random, [one["code"] for one in sections], criteria[0]["code"]),
    }
    _combine(random, table, [*_within(criteria, None), *_inside(sections, None)])
    return said(table)


def _rules(random: Random, sections: Collection[str] = (), first: str = "A") -> dict[str, Any]:
    """Rounding, ranking, bands, and a chain of keys that the table can read."""
    rounding = random.choice(ROUNDINGS)
    keys = [*TIE_KEYS, *(f"section:{code}" for code in sections), f"criterion:{first}"]
    return {
        "rounding": rounding,
        "rank_on": random.choice(("rounded", "exact")) if "total" in rounding else None,
        "rank_scheme": random.choice((None, "1223", "1234")),
        "tie_breakers": random.sample(keys, random.randint(0, 4)),
        "bands": _classes(random),
    }


def _classes(random: Random) -> list[dict[str, Any]]:
    """Three classes of results, whose edges totals often meet: nothing, half, everything."""
    low, high = random.choice(((0, 100), (0, 50), (50, 100), ("40.5", 70), (25, 75)))
    return [
        {"code": "high", "from": high},
        {"code": "middle", "from": low, "below": high},
        {"code": "low", "below": low},
    ]


def _family(random: Random, criteria: list[dict[str, Any]]) -> None:
    """Now and then the last criteria make up the first one."""
    if len(criteria) < 4 or random.random() > 0.3:
        return
    parent, children = criteria[0], criteria[-2:]
    if not any(one["points"] for one in children):
        return
    for child in children:
        child["parent"] = parent["code"]
        child.pop("section", None)
        child.pop("applies_to", None)
    for key in ("start", "formula", "inputs", "parameters", "bands", "interpolate", "judged"):
        parent.pop(key, None)
    parent["points"] = decimal(sum(Fraction(str(child["points"])) for child in children))
    parent["floor"] = 0


def _within(criteria: Sequence[dict[str, Any]], section: str | None) -> list[dict[str, Any]]:
    own = [one for one in criteria if "parent" not in one]
    return [one for one in own if one.get("section") == section]


def _inside(sections: Sequence[dict[str, Any]], parent: str | None) -> list[dict[str, Any]]:
    return [one for one in sections if one.get("parent") == parent]


def _sections(random: Random, criteria: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    used = {one["section"] for one in criteria if "section" in one}
    found: list[dict[str, Any]] = []
    # From the inside outwards: the points of a section are known when those inside are.
    outer = {"U": random.choice(("S", None)), "T": random.choice(("S", None)), "S": None}
    for code, parent in outer.items():
        inside = [*_within(criteria, code), *_inside(found, code)]
        if code not in used and not inside:
            continue
        section = {
            "code": code,
            "parent": parent,
            "deductions_cap": maybe_cap(random),
            "bonus_cap": maybe_cap(random),
        }
        _combine(random, section, inside)
        found.append(said(section))
    return found


def _combine(random: Random, place: dict[str, Any], inside: Sequence[dict[str, Any]]) -> None:
    """How a section, or the set, makes its points of those of its children."""
    place["points"] = decimal(sum(Fraction(str(one["points"])) for one in inside))
    kind = random.random()
    if kind > 0.35:
        return
    if kind < 0.25:
        for one in inside:
            one["weight"] = random.choice((1, 2, "0.5", 3))
    if kind < 0.15:
        place["combine"] = "weighted-mean"
    elif kind < 0.25:
        place["combine"], place["places"] = "geometric-mean", random.randint(0, 4)
    else:
        terms = [f'{random.choice(("0.5", "1", "0.3"))} * child("{one["code"]}")' for one in inside]
        place["combine"] = " + ".join(terms)
        if len(terms) > 1 and random.random() < 0.5:
            place["combine"] = f"min({', '.join(terms)})"


def scheme(random: Random, sets: Sequence[str]) -> dict[str, Any]:
    """Several parts: the first set for all, the others by the sector of the unit."""
    sectors = {f"sector-{number}": code for number, code in enumerate(sets[1:], start=1)}
    rules = _rules(random)
    rules["rounding"] = {**rules["rounding"], **random.choice(({}, {"part": 1}))}
    return said(
        {
            "code": "scheme",
            "parts": [
                said(
                    {
                        "code": "common",
                        "criteria": sets[0],
                        "weight": random.choice((None, 60)),
                        "bonus": random.choice(("added", "scaled", "dropped")),
                    }
                ),
                {
                    "code": "own",
                    "by_sector": sectors,
                    "weight": 40,
                    "bonus": random.choice(("added", "scaled", "dropped")),
                },
            ],
            "bonus_cap": maybe_cap(random),
            **rules,
        }
    )
