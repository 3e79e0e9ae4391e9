"""A plugin's own file: card, sector, indicators, checks, formulas."""

from collections.abc import Callable, Mapping

import pytest

from thidua.core.model.contribution import Check, Plugin, Sector, Severity, UnitKind
from thidua.core.model.formulas import Formula, Parameter
from thidua.core.model.indicator import Direction, Indicator, ValueKind, WhenBlank
from thidua.core.model.structuring import SectorFile, read_sector
from thidua.core.model.toml_places import load_toml
from thidua.core.model.validation.formulas import faults_of_formula
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused

ByPlace = Callable[[Refused], Mapping[str, tuple[str, ...]]]
SAME = "{ vi = 'a', en = 'a' }"

WHOLE = """
[plugin]
code = "health"
title = { vi = "Ngành Y tế", en = "Health" }
api_version = 1
maintainers = ["Sở Y tế"]

[sector]
code = "health"
title = { vi = "Y tế", en = "Health" }
legal_basis = "Luật 06/2022/QH15"
unit_kinds = [{ code = "hospital", title = { vi = "Bệnh viện", en = "Hospital" } }]

[[indicators]]
code = "vaccinated"
title = { vi = "Số trẻ được tiêm chủng", en = "Vaccinated" }
unit = { vi = "trẻ", en = "children" }
whole = true
reference = "QĐ 1/2026"

[[indicators]]
code = "violations"
title = { vi = "Vi phạm", en = "Violations" }
unit = "%"
direction = "lower"
when_blank = "zero"

[[indicators]]
code = "grading"
title = { vi = "Xếp loại", en = "Grading" }
unit = { vi = "mức", en = "grade" }
kind = "grade"
grades = ["kem", "kha", "tot"]
grade_titles = [{ vi = "Kém", en = "Poor" }, { vi = "Khá", en = "Fair" }, { vi = "Tốt", en = "Good" }]

[[checks]]
code = "part-of-whole"
title = { vi = "Phần lớn hơn tổng", en = "Part above whole" }
expression = "vaccinated <= vaccinated.target"
severity = "error"

[[checks]]
code = "stated"
title = { vi = "Số nêu khác số tính", en = "Stated differs" }
expression = "violations == vaccinated / 2"
stated = "violations"
recomputed = "vaccinated / 2"

[[formulas]]
code = "share"
title = { vi = "Tỷ lệ", en = "Share" }
explanation = { vi = "Phần trên tổng", en = "Part of whole" }
inputs = ["part"]
optional_inputs = { whole = "100" }
parameters = [
  { name = "floor", default = "0", title = { vi = "Sàn", en = "Floor" } },
  { name = "width", title = { vi = "Độ rộng", en = "Width" } },
  { name = "zero", default = "full", title = { vi = "Khi 0", en = "If 0" }, choices = { full = "points", none = "0" } },
]
expression = "zero if whole == 0 else max(points * part / whole / width, floor)"
reference = "(K)"
"""  # noqa: E501


def faults(body: str, by_place: ByPlace) -> Mapping[str, tuple[str, ...]]:
    with pytest.raises(Refused) as refused:
        read_sector(load_toml(body))
    return by_place(refused.value)


@pytest.fixture
def whole() -> SectorFile:
    return read_sector(load_toml(WHOLE))


def test_card_and_sector(whole: SectorFile) -> None:
    assert whole.plugin == Plugin("health", Text("Ngành Y tế", "Health"), 1, ("Sở Y tế",))
    assert whole.sector == Sector(
        "health",
        Text("Y tế", "Health"),
        "Luật 06/2022/QH15",
        (UnitKind("hospital", Text("Bệnh viện", "Hospital")),),
    )


def test_indicators(whole: SectorFile) -> None:
    first, second, third = whole.indicators
    assert first == Indicator(
        "vaccinated",
        Text("Số trẻ được tiêm chủng", "Vaccinated"),
        Text("trẻ", "children"),
        reference="QĐ 1/2026",
        whole=True,
    )
    assert second.unit == Text("%", "%")
    assert (second.direction, second.when_blank) == (Direction.LOWER, WhenBlank.ZERO)
    assert (third.kind, third.grades) == (ValueKind.GRADE, ("kem", "kha", "tot"))
    assert third.grade_words == (Text("Kém", "Poor"), Text("Khá", "Fair"), Text("Tốt", "Good"))


def test_checks(whole: SectorFile) -> None:
    first, second = whole.checks
    assert first.severity is Severity.ERROR
    assert second == Check(
        "stated",
        Text("Số nêu khác số tính", "Stated differs"),
        "violations == vaccinated / 2",
        stated="violations",
        recomputed="vaccinated / 2",
    )


def test_formulas(whole: SectorFile) -> None:
    assert whole.formulas == (
        Formula(
            "share",
            Text("Tỷ lệ", "Share"),
            Text("Phần trên tổng", "Part of whole"),
            ("part",),
            (
                Parameter("floor", "0", Text("Sàn", "Floor")),
                Parameter("width", None, Text("Độ rộng", "Width")),
                Parameter(
                    "zero", "full", Text("Khi 0", "If 0"), (("full", "points"), ("none", "0"))
                ),
            ),
            "zero if whole == 0 else max(points * part / whole / width, floor)",
            optional_inputs=(("whole", "100"),),
            reference="(K)",
        ),
    )


def test_any_of_it_may_be_left_out() -> None:
    assert read_sector({}) == SectorFile()


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("code = 'Jobs'", "indicators[Jobs].code", "“Jobs” is not an indicator code. It has small"),
        ("code = 'min'", "indicators[min].code", "“min” is not an indicator code."),
        ("code = 'x'\ngrades = ['a']", "indicators[x].grades", 'goes with kind = "grade"'),
        ("code = 'x'\nkind = 'grade'", "indicators[x].grades", 'goes with kind = "grade"'),
        (
            "code = 'x'\nkind = 'grade'\ngrades = ['a', 'A']",
            "indicators[x].grades",
            "The grade “A” stands twice.",
        ),
        (
            f"code = 'x'\nkind = 'grade'\ngrades = ['a', 'b']\ngrade_titles = [{SAME}]",
            "indicators[x].grade_titles",
            "Each of the grades needs a title.",
        ),
        ("code = 'x'\nkind = 'boolean'", "indicators[x].kind", "not one of the values used here."),
        ("code = 'x'\nwhole = 1", "indicators[x].whole", "Expected true or false"),
        ("code = 'x'\nkind = 'date'\nwhole = true", "indicators[x].whole", "Only a number can be"),
        ("code = 'x'\nunits = '%'", "indicators[x].units", "Did you mean “unit”?"),
        (
            "code = 'x'\nwhen_empty = 'zero'",
            "indicators[x].when_empty",
            "Did you mean “when_blank”?",
        ),
    ],
)
def test_faults_of_an_indicator(by_place: ByPlace, line: str, place: str, message: str) -> None:
    body = f"[[indicators]]\ntitle = {SAME}\nunit = {SAME}\n{line}"
    (text,) = faults(body, by_place)[place]
    assert message in text


def test_a_unit_of_measure_is_there_and_says_something(by_place: ByPlace) -> None:
    assert faults(f"[[indicators]]\ncode = 'x'\ntitle = {SAME}", by_place) == {
        "indicators[x].unit": ("The key “unit” is missing.",)
    }
    assert faults(f"[[indicators]]\ncode = 'x'\ntitle = {SAME}\nunit = ' '", by_place) == {
        "indicators[x].unit": ("The text is empty.",)
    }


def test_codes_differ_whatever_their_case(by_place: ByPlace) -> None:
    check = f"title = {SAME}\nexpression = 'a > 0'\n"
    found = faults(f"[[checks]]\ncode = 'c-1'\n{check}[[checks]]\ncode = 'C-1'\n{check}", by_place)
    assert found == {
        "checks[C-1]": (
            "The code “C-1” is taken by checks[c-1]. Choose another; capital and small letters"
            " count as the same.",
        )
    }


def test_faults_of_a_check(by_place: ByPlace) -> None:
    body = f"[[checks]]\ncode = 'c'\ntitle = {SAME}\nexpression = 'a + 1'\nstated = 'a'"
    found = faults(body, by_place)
    assert found["checks[c].stated"] == ("“stated” and “recomputed” go together.",)
    assert "this expression gives a number" in found["checks[c].expression"][0]
    both = body.replace("a + 1", "a > 1") + "\nrecomputed = 'b > 1'"
    assert "this expression is a condition" in faults(both, by_place)["checks[c].recomputed"][0]


FORMULA = f"""
[[formulas]]
code = "f"
title = {SAME}
explanation = {SAME}
inputs = ["actual", "target"]
"""


@pytest.mark.parametrize(
    ("lines", "place", "message"),
    [
        ("expression = 'actual / targe'", "expression", "no name “targe”. Did you mean “target”?"),
        ("expression = 'actual / target + jobs'", "expression", "There is no name “jobs”."),
        ("expression = 'actual'", "expression", "The formula never reads “target”."),
        ("expression = 'actual > target'", "expression", "this expression is a condition."),
        (
            f"parameters = [{{ name = 'points', title = {SAME} }}]\nexpression = 'actual / target'",
            "parameters[1].name",
            "“points” cannot be a name in a formula.",
        ),
        (
            f"parameters = [{{ name = 'target', title = {SAME} }}]\nexpression = 'actual / target'",
            "",
            "The name “target” stands twice.",
        ),
        (
            f"parameters = [{{ name = 'k', default = 'x', title = {SAME} }}]\n"
            "expression = 'k * actual / target'",
            "parameters[1].default",
            "The parameter “k” needs a number, but found “x”.",
        ),
        (
            f"parameters = [{{ name = 'k', default = 'x', title = {SAME},"
            " choices = { y = '0' } }]\n"
            "expression = 'k * actual / target'",
            "parameters[1].default",
            "The parameter “k” does not take “x”. Known here: y.",
        ),
        (
            f"parameters = [{{ name = 'k', title = {SAME}, choices = {{ y = 'jobs' }} }}]\n"
            "expression = 'k * actual / target'",
            "parameters[1].choices.y",
            "There is no name “jobs”.",
        ),
        (
            "optional_inputs = { whole = 'jobs' }\nexpression = 'whole * actual / target'",
            "optional_inputs.whole",
            "There is no name “jobs”.",
        ),
    ],
)
def test_a_formula_reads_its_inputs_parameters_and_points_and_nothing_else(
    by_place: ByPlace, lines: str, place: str, message: str
) -> None:
    found = faults(FORMULA + lines, by_place)
    assert any(message in text for text in found[".".join(filter(None, ("formulas[f]", place)))]), (
        found
    )


def test_a_formula_may_call_its_inputs_as_the_language_calls_fields_and_functions() -> None:
    read = read_sector(load_toml(FORMULA + "expression = 'points * actual / target'"))
    assert read.formulas[0].inputs == ("actual", "target")


def test_a_formula_may_follow_an_input_to_its_target() -> None:
    body = FORMULA.replace(', "target"', "") + "expression = 'points * actual / actual.target'"
    assert read_sector(load_toml(body)).formulas[0].code == "f"


def test_a_python_function_may_leave_inputs_alone() -> None:
    same = Text("a", "a")
    python = Formula("f", same, same, ("x", "y"), function=lambda _: 1, places=0)
    assert faults_of_formula(python) == ()


def test_a_formula_that_cannot_be_read_whole_is_not_judged_twice(by_place: ByPlace) -> None:
    assert set(faults(FORMULA.replace('"target"', "5") + "expression = 'target'", by_place)) == {
        "formulas[f].inputs[2]"
    }
