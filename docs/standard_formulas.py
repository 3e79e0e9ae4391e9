"""Writes authors/standard-formulas.md: each standard formula, and what it gives for some figures.

python docs/standard_formulas.py
"""

import sys
import tomllib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from attrs import frozen

sys.path.insert(0, str(Path(__file__).parent))

from blocks.expressions import Scene
from thidua import standard
from thidua.core.exact.decimal_text import canonical, is_decimal
from thidua.core.exact.rounding import round_to
from thidua.core.formula.evaluation import Known, Reading
from thidua.core.formula.explanation import explain_trace
from thidua.core.formula.reading.quantity import exact_text
from thidua.core.formula.titles import Naming
from thidua.core.formula.trace import Unknown
from thidua.core.formula.tree import Node
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.compiling import compile_set
from thidua.core.model.formulas import Formula, Parameter
from thidua.core.model.indicator import Indicator
from thidua.core.model.structuring import read_criteria_set
from thidua.core.text.bilingual import Text

PAGE = Path(__file__).parent / "authors" / "standard-formulas.md"
FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}
BEGINNING = """# Standard formulas

The plugin `standard` brings these to every sector. A criterion names one by its code, says which
figures are its inputs and sets its parameters; `thidua plugin why CODE` explains one in words.

Each stands here with a criterion that uses it and what it gives: computed by the formula itself
when `docs/standard_formulas.py` made this page. Points are exact, a fraction where no decimal ends;
they are rounded only where the point table says so.

| code | inputs | parameters |
|---|---|---|
"""
AFTER_TABLE = """
An input with "else" may be left out. A parameter without a value must be given; of choices the one
in bold is taken unless given. A parameter whose name begins with `points_` is an amount of points,
every other one a pure number: a share of the points or of the target.
"""


@frozen
class Example:
    """A criterion as a point table has it, and figures of the units of a cluster.

    Of each text of ``cases`` the first line is the unit whose points are shown.
    """

    criterion: str
    cases: tuple[str, ...]


TARGETED = 'inputs = { actual = "jobs", target = "jobs.target" }\n'
EXAMPLES: Mapping[str, Example] = {
    "ratio-capped": Example(
        f"points = 6\n{TARGETED}",
        ("jobs = 85, jobs.target = 100", "jobs = 120, jobs.target = 100", "jobs.target = 100"),
    ),
    "ratio-with-floor": Example(
        f'points = 6\n{TARGETED}parameters = {{ floor = "0.7" }}\n',
        ("jobs = 70, jobs.target = 100", "jobs = 69, jobs.target = 100"),
    ),
    "ratio-over": Example(
        f'points = 6\nbonus_cap = 1\n{TARGETED}parameters = {{ points_per_percent = "0.1",'
        " points_over_at_most = 1 }\n",
        (
            "jobs = 90, jobs.target = 100",
            "jobs = 107, jobs.target = 100",
            "jobs = 140, jobs.target = 100",
        ),
    ),
    "lower-is-better": Example(
        'points = 10\ninputs = { actual = "poor_share", target = "poor_share.target" }\n',
        (
            "poor_share = 2.4, poor_share.target = 2.5",
            "poor_share = 3, poor_share.target = 2.5",
            "poor_share = 2.5, poor_share.target = under 2.5",
        ),
    ),
    "reduction-progress": Example(
        'points = 10\ninputs = { actual = "poor", target = "poor.target", baseline = '
        '"poor.baseline" }\n',
        (
            "poor = 210, poor.target = 200, poor.baseline = 300",
            "poor = 195, poor.target = 200, poor.baseline = 300",
            "poor = 310, poor.target = 200, poor.baseline = 300",
        ),
    ),
    "yes-no": Example(
        'points = 2\ninputs = { done = "plan_issued" }\n', ("plan_issued = 1", "plan_issued = 0")
    ),
    "checklist": Example(
        'points = 5\ninputs = { done = "tasks_done", total = "tasks" }\n',
        ("tasks_done = 7, tasks = 8", "tasks_done = 0, tasks = 0"),
    ),
    "grade-map": Example(
        'points = 10\ninputs = { grade = "party_grade" }\n',
        ("party_grade = 3", "party_grade = 1", "party_grade = 4"),
    ),
    "late-steps": Example(
        'points = 4\ninputs = { days = "days_late(report_sent)" }\n',
        (
            "report_sent = 2026-12-15, report_sent.target = 2026-12-15",
            "report_sent = 2026-12-19, report_sent.target = 2026-12-15",
            "report_sent = 2026-12-30, report_sent.target = 2026-12-15",
        ),
    ),
    "per-case-add": Example(
        'points = 3\ninputs = { cases = "models" }\nparameters = { points_per_case = "0.5" }\n',
        ("models = 4", "models = 9"),
    ),
    "per-case-deduct": Example(
        'points = 5\ninputs = { cases = "complaints" }\nparameters = { points_per_case = 2 }\n',
        ("complaints = 1", "complaints = 4"),
    ),
    "share": Example(
        'points = 8\ninputs = { part = "settled", whole = "dossiers" }\n',
        ("settled = 285, dossiers = 300", "settled = 0, dossiers = 0"),
    ),
    "external-rescale": Example(
        'points = 10\ninputs = { index = "par_index" }\nparameters = { low = 50, high = 95 }\n',
        ("par_index = 86", "par_index = 48"),
    ),
    "external-rank": Example(
        'points = 10\ninputs = { rank = "par_rank", total = "departments" }\n'
        'parameters = { last_share = "0.4" }\n',
        ("par_rank = 3, departments = 21", "par_rank = 21, departments = 21"),
    ),
    "peer-relative": Example(
        'points = 10\ninputs = { actual = "visits" }\n',
        ("a: visits = 150\nb: visits = 240\nc: visits = 90", "b: visits = 240\na: visits = 150"),
    ),
    "peer-relative-above-target": Example(
        f"points = 10\n{TARGETED}",
        (
            "a: jobs = 110, jobs.target = 100\nb: jobs = 150, jobs.target = 120",
            "b: jobs = 150, jobs.target = 120\na: jobs = 110, jobs.target = 100",
            "a: jobs = 80, jobs.target = 100\nb: jobs = 150, jobs.target = 120",
        ),
    ),
    "award-bonus": Example(
        "points = 0\nbonus_cap = 15\n"
        'inputs = { government_flags = "state_flags", provincial_flags = "flags" }\n',
        ("state_flags = 1, flags = 1", "state_flags = 0, flags = 1"),
    ),
}


def page() -> str:
    """The whole of standard-formulas.md."""
    table = "".join(_row(formula) for formula in FORMULAS.values())
    sections = "".join(_section(formula) for formula in FORMULAS.values())
    return BEGINNING + table + AFTER_TABLE + sections


def _row(formula: Formula) -> str:
    inputs = [
        *(f"`{name}`" for name in formula.inputs),
        *(f"`{name}` (else {value})" for name, value in formula.optional_inputs),
    ]
    parameters = ", ".join(map(_parameter, formula.parameters))
    link = f"[`{formula.code}`](#{formula.code})"
    return f"| {link} | {', '.join(inputs)} | {parameters} |\n"


def _parameter(parameter: Parameter) -> str:
    if parameter.choices:
        marked = (
            f"**{name}**" if name == parameter.default else name
            for name, _ in sorted(parameter.choices)
        )
        return f"`{parameter.name}` ({', '.join(marked)})"
    return f"`{parameter.name}`" + ("" if parameter.default is None else f" = {parameter.default}")


def _section(formula: Formula) -> str:
    example = EXAMPLES[formula.code]
    criterion = f'formula = "{formula.code}"\n{example.criterion}'
    meanings = "".join(f"- `{it.name}`: {it.title.en}.\n" for it in formula.parameters)
    rows = "".join(
        f"| {case.replace(chr(10), '; ')} | {points} | {words} |\n"
        for case in example.cases
        for points, words in [worked(formula.code, example.criterion, case)]
    )
    return (
        f"\n## {formula.code}\n\n{formula.title.en}. {formula.explanation.en}\n"
        f"\n<!-- as: criterion -->\n```toml\n{criterion}```\n"
        f"\n| figures | points | as explained |\n|---|---|---|\n{rows}"
        + (f"\nParameters:\n\n{meanings}" if meanings else "")
    )


def worked(code: str, criterion: str, case: str) -> tuple[str, str]:
    """The points of the first unit of a case, and their explanation in words."""
    scene = Scene()
    for line in case.splitlines():
        scene.read(line)
    names = {name.indicator for member in scene.members for name in member.figures}
    item = compiled(code, criterion, names)
    reading = Reading(scene.members[0], scene.members, trace=True)
    told = [_told(reading, node) for node in (item.base, item.bonus)]
    words = " ".join(line for _, lines in told for line in lines[-1:]).replace("|", "\\|")
    values = [value for value, _ in told]
    if any(isinstance(value, Unknown) for value in values):
        return "unknown", words
    known = [value.point for value in values if isinstance(value, Known)]
    points = sum((point for point in known if point is not None), Fraction(0))
    about = "" if is_decimal(points) else f" ≈ {canonical(round_to(points, 4))}"
    return exact_text(points) + about, words


def _told(reading: Reading, node: Node) -> tuple[Known | Unknown, tuple[str, ...]]:
    return reading.number(node), explain_trace(reading.trace_of(node), "en", _NAMING)


def compiled(code: str, criterion: str, names: set[str]) -> CompiledCriterion:
    """The one criterion of a made-up point table."""
    title = {"vi": "?", "en": "?"}
    keys = tomllib.loads(criterion) | {"code": "C", "title": title, "formula": code}
    rest = {"code": "rest", "title": title, "points": 1}
    table = {"code": "made-up", "title": title, "basis": "proposal"}
    read = read_criteria_set(table | {"points": keys["points"] + 1, "criteria": [keys, rest]})
    known = {it: Indicator(it, Text(it, it), Text("?", "?")) for it in names}
    return compile_set(read, known, FORMULAS).by_code["C"]


_NAMING = Naming(units={it: Text(it, it) for it in ("complaints", "models", "visits")})
"""What is counted by the case is told with what is counted."""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
