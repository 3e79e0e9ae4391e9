"""Whole clusters by both readings: whatever the table, the scheme and the figures, the columns
find what the scalar reading finds."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.decimal_text import canonical
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
Drawn = Callable[[st.SearchStrategy[Any]], Any]
Table = dict[str, Any]

LETTERS = "abcdefg"
UNITS = ("t", "u", "v", "w", "x")
MODES = ("half-up", "half-even", "up", "down")
KEYS = (
    "section:S", "criterion:A", "criterion:B asc", "indicator:b", "indicator:c asc",
    "indicator:fewer", "formula:a / (b + 1)", "formula:a * c", "formula:rank(d)",
    "criteria-at-maximum", "fewest-deductions", "fewest-deductions desc",
)  # fmt: skip
OTHERS = {"", "b", "c", "fewer", "a / (b + 1)", "a * c", "rank(d)"}
"""What the keys name that is no place of a table."""
BANDS = [
    {"code": "good", "from": 60},
    {"code": "fair", "from": 30, "below": 60},
    {"code": "weak", "below": 30},
]

halves = st.integers(1, 20).map(lambda number: canonical(Fraction(number, 2)))
caps = st.one_of(st.none(), halves, st.just("none"))


def kept(table: Mapping[str, Any]) -> Table:
    return {key: value for key, value in table.items() if value is not None}


def half_of(points: str) -> str:
    return canonical(Fraction(points) / 2)


@st.composite
def bases(draw: Drawn, name: str, points: str) -> Table:
    inputs = {"actual": name, "target": f"{name}.target"}
    steps = [{"below": 5, "points": 0}, {"from": 5, "to": 9, "points": half_of(points)}]
    choices: list[Table] = [
        {},
        {"start": "zero"},
        {"formula": "ratio-capped", "inputs": inputs},
        {"formula": f"points * {name} / {name}.target"},
        {"formula": f"points * min({name}, 10) / 10"},
        {"formula": f"{name} / 7 - 1"},
        {"formula": f"points * {name} / highest({name})"},
        {"formula": f"points - rank({name}, where = {name} > 1)"},
        {"formula": f"mean({name}, where = given({name})) / 3"},
        {"bands": {"on": name, "steps": steps, "uncovered": "no-score"}},
        {"interpolate": {"on": name, "steps": [[0, 0], [7, points]]}},
        {"judged": {"from": 0, "to": points}},
    ]
    base: Table = draw(st.sampled_from(choices))
    return base


@st.composite
def rows(draw: Drawn, name: str) -> Table:
    effect = draw(st.sampled_from(["deduct", "deduct", "bonus", "earn"]))
    row: Table = {effect: draw(halves)}
    if draw(st.booleans()):
        row["when"] = f"{name} > {draw(st.integers(0, 12))}"
    if draw(st.booleans()):
        row |= {"per": f"({name} - 3) / 7", "cap": draw(halves)}
    return row


@st.composite
def criteria(draw: Drawn, name: str, place: str | None) -> Table:
    points = draw(halves)
    found = draw(st.lists(rows(name), max_size=2))
    if draw(st.integers(0, 9)) == 0:
        found.append({"gate": f"{name} > 11"})
    return kept(
        {
            "code": name.upper(),
            "points": points,
            "section": place,
            "floor": draw(st.sampled_from([None, "none"])),
            "deductions_cap": draw(caps),
            "bonus_cap": draw(caps),
            "applies_to": draw(st.sampled_from([None, None, ["division"]])),
            "rows": found,
            **draw(bases(name, points)),
        }
    )


def total_of(items: Iterable[Table]) -> str:
    return canonical(sum((Fraction(item["points"]) for item in items), Fraction(0)))


@st.composite
def combines(draw: Drawn, children: list[Table]) -> Table:
    """How a section makes its points; its children are given weights where it takes a mean."""
    kind = draw(
        st.sampled_from(["sum", "sum", "sum", "weighted-mean", "geometric-mean", "expression"])
    )
    if kind.endswith("mean"):
        for child in children:
            child["weight"] = draw(st.sampled_from([1, 2, "0.5"]))
    if kind == "expression":
        return {"combine": " + ".join(f"child('{child['code']}') / 3" for child in children)}
    return {"combine": kind, **({"places": 2} if kind == "geometric-mean" else {})}


@st.composite
def tables(draw: Drawn, code: str = "table") -> Table:
    """Up to seven criteria, in sections of which one stands within another."""
    places = draw(st.lists(st.sampled_from([None, "S", "T", "U"]), min_size=1, max_size=7))
    found = [draw(criteria(*pair)) for pair in zip(LETTERS, places, strict=False)]
    sections: list[Table] = []
    for section, parent in (("U", "S"), ("S", None), ("T", None)):
        children = [one for one in found if one.get("section") == section]
        children += [one for one in sections if one.get("parent") == section]
        if children:
            one = {"code": section, "parent": parent, "points": total_of(children)}
            one |= {"deductions_cap": draw(caps), "bonus_cap": draw(caps)}
            sections.append(kept(one | draw(combines(children))))
    top = [one for one in (*found, *sections) if not (one.get("section") or one.get("parent"))]
    return kept(
        {
            "code": code,
            "points": total_of(top),
            "criteria": found,
            "sections": sections,
            "bonus_cap": draw(caps),
            "deductions_cap": draw(caps),
            "not_applicable": draw(st.sampled_from(["rescale", "full-points", "average"])),
            "rounding": draw(roundings()),
        }
    )


@st.composite
def roundings(draw: Drawn) -> Table:
    places = st.sampled_from([None, 0, 1, 2])
    levels = {level: draw(places) for level in ("criterion", "section", "part")}
    return kept({"mode": draw(st.sampled_from(MODES)), **levels, "total": draw(places)})


@st.composite
def rankings(draw: Drawn, rounding: Table, table: Table) -> Table:
    """How members are ranked by a table; ``rounding`` is that of totals."""
    known = {one["code"] for one in (*table["criteria"], *table["sections"])}
    named = {key: key.partition(":")[2].removesuffix(" asc") for key in KEYS}
    keys = [key for key in KEYS if named[key] in known | OTHERS]
    is_rounded = "total" in rounding and draw(st.booleans())
    return {
        "rank_on": "rounded" if is_rounded else "exact",
        "tie_breakers": draw(st.lists(st.sampled_from(keys), max_size=3, unique=True)),
        "rank_scheme": draw(st.sampled_from(["1224", "1223", "1234"])),
        "bands": BANDS,
    }


values = st.one_of(
    st.integers(0, 12).map(str),
    st.integers(0, 48).map(lambda number: canonical(Fraction(number, 4))),
    st.sampled_from(["100000000000000", "0.0000000000001", "-3"]),
)


targets = st.sampled_from(["3", "6", "7", "6", "7", "99999999999999999999"])


@st.composite
def figures(draw: Drawn) -> str:
    """The figures of a unit: mostly small and often the same, now and then missing or bounded."""
    small = draw(st.integers(0, 3)) > 0
    found = {name: draw(st.integers(0, 12).map(str) if small else values) for name in LETTERS}
    found |= {f"{name}.target": draw(targets) for name in LETTERS}
    for mark in draw(st.lists(st.sampled_from([">", "<", "~", "*", "gone"]), max_size=1)):
        name = draw(st.sampled_from(sorted(found)))
        found[name] = f"{mark}{found[name]}"
        if mark == "gone" or "-" in found[name]:
            del found[name]
    return " ".join(f"{key}={value}" for key, value in found.items())


@st.composite
def clusters(draw: Drawn) -> Table:
    """One cluster as ``play`` takes it; it may be empty, or repeat a member's figures."""
    units = UNITS[: draw(st.integers(0, len(UNITS)))]
    known = [draw(figures()) for _ in units]
    of_units = {unit: draw(st.sampled_from(known)) for unit in units}
    standings = st.sampled_from(["normal", "normal", "suspended", "capped", "excluded"])
    return {
        "units": of_units,
        "kinds": {unit: draw(st.sampled_from(["division", "commune"])) for unit in units},
        "sectors": {unit: draw(st.sampled_from(["trade", "labour", "none"])) for unit in units},
        "standings": {unit: draw(standings) for unit in units},
        "judged": {
            unit: f"{draw(st.sampled_from('ABC'))}={draw(halves)}"
            for unit in draw(st.lists(st.sampled_from(units or ("u",)), max_size=2))
        },
        "not_applicable": {
            unit: draw(st.sampled_from(["A", "B C", "A B C D E F G"]))
            for unit in draw(st.lists(st.sampled_from(units or ("u",)), max_size=2))
        },
    }


@settings(max_examples=60, deadline=None)
@given(tables(), st.data(), st.lists(clusters(), min_size=1, max_size=3))
def test_clusters_of_one_table(
    play: Play, in_columns: Callable[..., object], table: Table, data: Any, found: list[Table]
) -> None:
    whole = {**table, **data.draw(rankings(table["rounding"], table))}
    in_columns([play(whole, **cluster) for cluster in found])


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(clusters(), min_size=1, max_size=2))
def test_clusters_of_several_parts(
    play: Play, in_columns: Callable[..., object], data: Any, found: list[Table]
) -> None:
    sets = [data.draw(tables(code)) for code in ("common", "x", "y")]
    rounding = data.draw(roundings())
    bonus = st.sampled_from(["added", "scaled", "dropped"])
    own = data.draw(st.sampled_from([{"trade": "x", "labour": "y"}, {"trade": "x"}]))
    scheme = {
        "code": "bloc",
        "rounding": rounding,
        "bonus_cap": data.draw(st.sampled_from([3, "none"])),
        **data.draw(rankings(rounding, sets[0])),
        "parts": [
            {"code": "first", "criteria": "common", "weight": 60, "bonus": data.draw(bonus)},
            {"code": "own", "by_sector": own, "weight": 40, "bonus": data.draw(bonus)},
            {"code": "again", "by_sector": {"labour": "x"} | own, "weight": 7},
        ][: data.draw(st.integers(1, 3))],
    }
    used = sets if len(scheme["parts"]) > 1 else sets[:1]
    in_columns([play(used[0], more=used[1:], scheme=scheme, **cluster) for cluster in found])
