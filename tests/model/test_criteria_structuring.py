"""A criteria set as its author writes it becomes records; every fault comes with its place."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from thidua.core.exact.rounding import RoundingMode
from thidua.core.formula.tree import Step
from thidua.core.model.criteria import (
    Alternative,
    Band,
    BandTable,
    Basis,
    Children,
    Combine,
    CombineKind,
    CriteriaSet,
    Effect,
    FormulaBase,
    Interpolation,
    Judged,
    NotApplicablePolicy,
    RankOn,
    RankScheme,
    Rounding,
    Start,
    TieKey,
    TieKeyKind,
)
from thidua.core.model.structuring import read_criteria_set
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused

Read = Callable[[str], CriteriaSet]
Faults = Callable[[str], Mapping[str, tuple[str, ...]]]

WHOLE = """
sector = "labour-social"
legal_basis = "Luật Thi đua, khen thưởng 06/2022/QH15"
valid_from = 2026-01-01
valid_to = "2026-12-31"
points = 100
bonus_cap = 50
deductions_cap = "none"
rounding = { mode = "half-even", criterion = 2, total = 1 }
rank_on = "rounded"
not_applicable = "average"
tie_breakers = ["section:A", "indicator:par_index desc", "formula:jobs / plan asc",
  "criteria-at-maximum", "fewest-deductions"]
rank_scheme = "1223"
bands = [
  { code = "excellent", from = 90, title = { vi = "Xuất sắc", en = "Excellent" } },
  { code = "other", below = 90 },
]

[[sections]]
code = "A"
points = 95
title = { vi = "Nhiệm vụ", en = "Tasks" }
bonus_cap = 5

[[sections]]
code = "A1"
parent = "A"
points = 50

[[criteria]]
code = "LS-01"
section = "A1"
title = { vi = "Giải quyết việc làm", en = "Jobs created" }
points = "45.5"
formula = "ratio-capped"
inputs = { actual = "jobs_created", target = 100 }
parameters = { floor = "0.5", places = 2, when_target_zero = "zero" }
evidence = "required"
applies_to = ["division", "district-office"]
reference = "Law on Employment"
scored_by = "Phòng Việc làm"

[[criteria]]
code = "a4"
section = "A1"
points = "4.5"
deductions_cap = 2
floor = "none"
rows = [
  { gate = "not given(self_report)", code = "g1" },
  { code = "a4.1", deduct = 1, when = "plots < 100", title = { vi = "Chậm", en = "Late" } },
  { deduct = "0.5", per = "complaints", cap = 1 },
  { code = "a4.2", only_if = "full", cap = 2, one_of = [
      { bonus = 2, when = "rate >= 99" },
      { bonus = 1, per = "rate", cap = "1.5" } ] },
]

[[criteria]]
code = "b"
section = "A"
points = 5
start = "zero"
rows = [{ earn = 5, when = "rate > 0" }]

[[criteria]]
code = "c1"
section = "A"
points = 20
bands = { on = "rate", uncovered = "no-score", steps = [
  { over = 98, points = 20 }, { from = 96, below = 97, points = 3 }, { to = 50, points = -1 } ] }

[[criteria]]
code = "c2"
section = "A"
points = 10
interpolate = { on = "rate", steps = [[50, 0], [100, "10"]] }

[[criteria]]
code = "c3"
section = "A"
points = 5
judged = { from = 0, to = 5 }

[[criteria]]
code = "p"
section = "A"
points = 5

[[criteria]]
code = "p.1"
parent = "p"
points = 5

[[criteria]]
code = "award"
points = 5
start = "full"
"""


@pytest.fixture
def whole(read: Read) -> CriteriaSet:
    return read(WHOLE)


def test_the_top_of_a_set(whole: CriteriaSet) -> None:
    assert (whole.code, whole.title, whole.basis) == (
        "test-set",
        Text("Bảng điểm thử", "Test set"),
        Basis.PROPOSAL,
    )
    assert whole.sector == "labour-social" and whole.points == 100
    assert (whole.valid_from, whole.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))
    assert whole.bonus_cap == 50 and whole.deductions_cap == "none"
    assert whole.rounding == Rounding(RoundingMode.HALF_EVEN, criterion=2, total=1)
    assert whole.rank_on is RankOn.ROUNDED
    assert whole.not_applicable is NotApplicablePolicy.AVERAGE
    assert whole.rank_scheme is RankScheme.DENSE
    assert whole.combine == Combine()


def test_the_tie_chain(whole: CriteriaSet) -> None:
    assert whole.tie_breakers == (
        TieKey(TieKeyKind.SECTION, "A"),
        TieKey(TieKeyKind.INDICATOR, "par_index", descending=True),
        TieKey(TieKeyKind.FORMULA, "jobs / plan", descending=False),
        TieKey(TieKeyKind.CRITERIA_AT_MAXIMUM),
        TieKey(TieKeyKind.FEWEST_DEDUCTIONS),
    )


def test_bands_and_sections(whole: CriteriaSet) -> None:
    assert whole.bands == (
        Band("excellent", low=Fraction(90), title=Text("Xuất sắc", "Excellent")),
        Band("other", high=Fraction(90)),
    )
    top, inner = whole.sections
    assert top.code == "A" and top.points == 95 and top.bonus_cap == 5 and top.parent is None
    assert inner.parent == "A" and inner.title == Text("A1", "A1")


def test_a_criterion_with_a_formula(whole: CriteriaSet) -> None:
    criterion = whole.criteria[0]
    assert criterion.points == Fraction("45.5") and criterion.section == "A1"
    assert criterion.base == FormulaBase(
        "ratio-capped",
        (("actual", "jobs_created"), ("target", "100")),
        (("floor", "0.5"), ("places", "2"), ("when_target_zero", "zero")),
    )
    assert criterion.evidence_required
    assert criterion.applies_to == ("division", "district-office")
    assert criterion.scored_by == "Phòng Việc làm" and criterion.reference == "Law on Employment"


def test_rows_and_gates(whole: CriteriaSet) -> None:
    criterion = whole.criteria[1]
    assert criterion.floor == "none" and criterion.deductions_cap == 2
    (gate,) = criterion.gates
    assert (gate.code, gate.condition) == ("g1", "not given(self_report)")
    first, second, third = criterion.rows
    assert first.effect is Effect.DEDUCT and first.title == Text("Chậm", "Late")
    assert first.alternatives == (Alternative(Fraction(1), when="plots < 100"),)
    assert second.code is None and second.cap == 1
    assert second.alternatives == (Alternative(Fraction("0.5"), per="complaints"),)
    assert third.only_if_full and third.cap == 2 and third.effect is Effect.BONUS
    assert third.alternatives == (
        Alternative(Fraction(2), when="rate >= 99"),
        Alternative(Fraction(1), per="rate", cap=Fraction("1.5")),
    )


def test_the_other_bases(whole: CriteriaSet) -> None:
    bases = {criterion.code: criterion.base for criterion in whole.criteria}
    assert bases["a4"] == bases["award"] == bases["p.1"] == Start(full=True)
    assert bases["b"] == Start(full=False)
    assert bases["c1"] == BandTable(
        "rate",
        (
            Step(Fraction(20), Fraction(98), low_open=True),
            Step(Fraction(3), Fraction(96), high=Fraction(97)),
            Step(Fraction(-1), high=Fraction(50), high_open=False),
        ),
        "no-score",
    )
    assert bases["c2"] == Interpolation(
        "rate", ((Fraction(50), Fraction(0)), (Fraction(100), Fraction(10)))
    )
    assert bases["c3"] == Judged(Fraction(0), Fraction(5))


def test_a_criterion_that_others_name_as_parent_is_their_sum(whole: CriteriaSet) -> None:
    assert whole.criteria[6].base == Children()
    assert whole.criteria[7].parent == "p"


@pytest.mark.parametrize(
    ("combine", "expected"),
    [
        ('"sum"', Combine()),
        ('"weighted-mean"', Combine(CombineKind.WEIGHTED_MEAN)),
        ('"geometric-mean"\nplaces = 3', Combine(CombineKind.GEOMETRIC_MEAN, places=3)),
        (
            '"""child("c1")\n  + 1"""',
            Combine(CombineKind.EXPRESSION, 'child("c1")\n  + 1'),
        ),
    ],
)
def test_ways_to_combine(read: Read, combine: str, expected: Combine) -> None:
    weight = "weight = 2" if "mean" in combine else ""
    body = f'points = 10\ncombine = {combine}\n[[criteria]]\ncode = "c1"\npoints = 10\n{weight}'
    assert read(body).combine == expected


def test_text_is_composed_and_an_expression_stands_on_one_line(read: Read) -> None:
    found = read(
        'points = 1\nlegal_basis = "Quye\u0302\u0301t đi\u0323nh"\n'
        '[[criteria]]\ncode = "c"\npoints = 1\n'
        'formula = """points * min(rate,\n   1)"""'
    )
    assert found.legal_basis == "Quyết định"
    assert found.criteria[0].base == FormulaBase("points * min(rate, 1)")


ONE = 'points = 1\n[[criteria]]\ncode = "c"\npoints = 1\n'


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("floor = 0.5", "floor", 'The float 0.5 is inexact. Write it as text: "0.5".'),
        ("floor = true", "floor", "Expected a number, but found a boolean (true)."),
        (
            'floor = "0,5"',
            "floor",
            '“0,5” is not a number. In a criteria set the decimal sign is a point: "0.5".',
        ),
        ('floor = "1e3"', "floor", '“1e3” is not a number. Write digits, such as 5 or "0.5".'),
        ("floor = 1" + "0" * 60, "floor", "The number has more than 60 digits."),
        ("floor = [1]", "floor", "Expected a number, but found a list."),
        ("bonus_cap = -1", "bonus_cap", "The number may not be negative. Deductions and caps"),
        ("reference = 0.5", "reference", "in quotes, but found a float."),
        ("reference = 5", "reference", "Expected a text in quotes, but found an integer."),
        ('section = ""', "section", "The text is empty."),
        ('section = "sở"', "section", "“sở” is not a code. A code has letters"),
        ("title = 2026-01-01", "title", "Expected a table, but found a date."),
        ('title = { vi = "a" }', "title.en", "The key “en” is missing."),
        ('title = { vi = "a", en = "a", fr = "a" }', "title.fr", "There is no key “fr” here."),
        ('evidence = "requird"', "evidence", "“requird” is not one of the values used here. Did"),
        ('evidence = "x"', "evidence", "Known here: required, optional."),
        (
            'apply_to = ["division"]',
            "apply_to",
            "no key “apply_to” here. Did you mean “applies_to”",
        ),
        ("floor = 07:32:00", "floor", "Expected a number, but found a value of type time."),
        ("floor = {}", "floor", "Expected a number, but found a table."),
        ("applies_to = [1]", "applies_to[1]", "Expected a text in quotes, but found an integer."),
        ('applies_to = "division"', "applies_to", "Expected a list, but found the text “division”"),
        ("rows = [5]", "rows[1]", "Expected a table, but found an integer."),
        ('start = "half"', "start", "“half” is not one of the values used here."),
        ('inputs = { a = "rate" }', "inputs", "“inputs” goes with “formula” only."),
        ("parameters = {}", "parameters", "“parameters” goes with “formula” only."),
        ("formula = true", "formula", "Expected an expression in quotes, but found a boolean"),
        ('formula = "rate"\ninputs = 5', "inputs", "Expected a table, but found an integer."),
        (
            'formula = "x"\nparameters = { floor = "0,5" }',
            "parameters.floor",
            "“0,5” is not a number.",
        ),
        (
            'formula = "x"\nparameters = { floor = 0.5 }',
            "parameters.floor",
            "The float 0.5 is inexact.",
        ),
        ("bands = 5", "bands", "Expected a table, but found an integer."),
        ('bands = { on = "rate" }', "bands.steps", "The key “steps” is missing."),
        ('bands = { on = "rate", steps = [] }', "bands.steps", "The list is empty."),
        ("bands = { steps = [{ points = 1 }] }", "bands.on", "The key “on” is missing."),
        (
            'bands = { on = "rate", steps = [{ from = 1, over = 1, points = 1 }] }',
            "bands.steps[1]",
            "Use one of “from” and “over”, not both.",
        ),
        (
            'bands = { on = "rate", steps = [{ point = 1 }] }',
            "bands.steps[1].points",
            "The key “points” is missing.",
        ),
        (
            'interpolate = { on = "rate", steps = [[1, 2]] }',
            "interpolate.steps",
            "At least two points are needed.",
        ),
        (
            'interpolate = { on = "rate", steps = [[1, 0], [2]] }',
            "interpolate.steps[2]",
            "Expected a pair [value, points], but found a list.",
        ),
        ('interpolate = { on = "rate" }', "interpolate.steps", "The key “steps” is missing."),
        ("judged = { from = 0 }", "judged.to", "The key “to” is missing."),
        (
            'start = "full"\njudged = { from = 0, to = 1 }',
            "",
            "A criterion has one base, but here are: start, judged.",
        ),
        ("rows = [{ when = 'rate > 0' }]", "rows[1]", "The row does not say what it does"),
        ("rows = [{ one_of = [] }]", "rows[1]", "The row does not say what it does"),
        (
            "rows = [{ code = 'r', deduct = 1, bonus = 1 }]",
            "rows[r]",
            "A row has one effect, but here are: deduct, bonus.",
        ),
        ("rows = [{ deduct = -1 }]", "rows[1].deduct", "may not be negative."),
        (
            "rows = [{ one_of = [{ bonus = 1, when = 'rate > 0' }, { deduct = 1 }] }]",
            "rows[1].one_of",
            "All the cases of one_of must have one kind of effect.",
        ),
        (
            "rows = [{ deduct = 1, one_of = [{ deduct = 1 }] }]",
            "rows[1].deduct",
            "There is no key “deduct” here.",
        ),
        ("rows = [{ gate = 5 > 2 }]", None, "TOML"),
        ("rows = [{ gate = 'rate > 0', cap = 1 }]", "gates[1].cap", "There is no key “cap” here."),
        ("rows = [{ deduct = 1, only_if = 'empty' }]", "rows[1].only_if", "not one of the values"),
    ],
)
def test_a_fault_of_a_criterion_has_its_place(
    faults: Faults, line: str, place: str | None, message: str
) -> None:
    found = faults(ONE + line)
    if place is None:
        assert any(message in text for texts in found.values() for text in texts)
        return
    (texts,) = [
        text for at, text in found.items() if at == ".".join(filter(None, ("criteria[c]", place)))
    ]
    assert any(message in text for text in texts), texts


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ('basis = "offcial"', "basis", "Did you mean “official”?"),
        ("points = 0", "points", "A criteria set needs points."),
        ("valid_from = 2026-13-01", None, "TOML"),
        ('valid_from = "01/02/2026"', "valid_from", "“01/02/2026” is not a date. Write the date"),
        ("valid_from = 2026-01-01T00:00:00", "valid_from", "but found a date with a time."),
        ("valid_from = 5", "valid_from", "Expected a date, but found an integer."),
        (
            "valid_from = 2026-02-01\nvalid_to = 2026-01-01",
            "valid_to",
            "The set ends (2026-01-01) before it starts (2026-02-01).",
        ),
        ("rounding = { total = 2, totals = 3 }", "rounding.totals", "Did you mean “total”?"),
        ("rounding = { total = 13 }", "rounding.total", "Decimal places run from 0 to 12."),
        ('rounding = { total = "2" }', "rounding.total", "Expected an integer, but found the text"),
        ('rank_on = "rounded"', "rank_on", "needs to know to how many places totals are rounded."),
        ("rank_scheme = 1224", "rank_scheme", "Expected a text in quotes, but found an integer."),
        (
            'tie_breakers = ["sections:A"]',
            "tie_breakers[1]",
            "“sections” is not a tie key. Did you",
        ),
        ('tie_breakers = ["section"]', "tie_breakers[1]", 'needs a code. Write "section:CODE".'),
        ('tie_breakers = ["fewest-deductions:a"]', "tie_breakers[1]", "takes no code."),
        ('combine = "mean"', "combine", "There is no way to combine called “mean”."),
        ("places = 2", "places", 'goes with combine = "geometric-mean" only.'),
        ('combine = "geometric-mean"', "places", "The key “places” is missing."),
        ("bands = [{ from = 1 }]", "bands[1].code", "The key “code” is missing."),
        ("sections = 5", "sections", "Expected a list, but found an integer."),
    ],
)
def test_a_fault_at_the_top_has_its_place(
    faults: Faults, line: str, place: str | None, message: str
) -> None:
    head = "" if line.startswith("points") else "points = 1\n"
    head = "" if line.startswith("basis") else head
    body = f'{head}{line}\n[[criteria]]\ncode = "c"\npoints = 1'
    if line.startswith("basis"):
        with pytest.raises(Refused) as refused:
            read_criteria_set(
                {
                    "code": "s",
                    "title": {"vi": "a", "en": "a"},
                    "basis": "offcial",
                    "points": 1,
                    "criteria": [{"code": "c", "points": 1}],
                }
            )
        assert [fault.place for fault in refused.value.faults] == ["basis"]
        return
    found = faults(body)
    texts = found[place] if place is not None else [text for one in found.values() for text in one]
    assert any(message in text for text in texts), found


def test_all_that_is_missing_is_said_at_once() -> None:
    with pytest.raises(Refused) as refused:
        read_criteria_set({})
    assert [fault.place for fault in refused.value.faults] == [
        "criteria", "code", "title", "basis", "points",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plain", "message"),
    [
        ([], "Expected a table, but found a list."),
        (None, "Expected a table, but found a value of type NoneType."),
    ],
)
def test_a_set_is_a_table(plain: Any, message: str) -> None:
    with pytest.raises(Refused, match=message):
        read_criteria_set(plain)


def test_an_empty_list_of_criteria_is_refused(faults: Faults) -> None:
    assert faults("points = 1\ncriteria = []") == {"criteria": ("The list is empty.",)}


def test_one_faulty_criterion_hides_no_fault_of_another_and_none_of_the_whole(
    faults: Faults,
) -> None:
    found = faults(
        """
points = 100
[[sections]]
code = "A"
points = 60
[[sections]]
code = "B"
points = 30
[[criteria]]
code = "a1"
section = "A"
points = "sixty"
[[criteria]]
code = "a2"
section = "A"
points = 10
formula = "points *"
[[criteria]]
code = "b1"
section = "B"
points = 20
colour = "red"
[[criteria]]
section = "B"
points = 5
rows = [{ deduct = 1, when = "rate" }]
"""
    )
    assert set(found) == {
        "criteria[a1].points",
        "criteria[a2].formula",
        "criteria[b1].colour",
        "criteria[4].code",
        "criteria[4].rows[1].when",
        "sections[B].points",
        "points",
    }
    # Nothing is said of section A: how many points a1 is worth is not known.
    assert found["sections[B].points"] == (
        "The points of what is inside add up to 25, but 30 is declared here (a difference of 5).",
    )


def test_a_section_that_cannot_be_read_is_not_called_unknown(faults: Faults) -> None:
    found = faults(
        'points = 5\n[[sections]]\ncode = "Phần A"\npoints = 5\n'
        '[[criteria]]\ncode = "c"\nsection = "A"\npoints = 5'
    )
    assert set(found) == {"sections[1].code"}


def test_faults_are_in_vietnamese_too(read: Read) -> None:
    with pytest.raises(Refused) as refused:
        read(ONE + "floor = 0.5\ncapp = 1\nreference = true")
    assert [fault.in_language("vi") for fault in refused.value.faults] == [
        "criteria[c].floor: Số thực 0.5 không được lưu chính xác."
        ' Hãy viết dưới dạng văn bản: "0.5".',
        "criteria[c].reference: Cần văn bản trong ngoặc kép, nhưng gặp giá trị đúng/sai (true).",
        "criteria[c].capp: Không có mục “capp” ở đây."
        " Các giá trị được dùng: code, start, formula, bands, interpolate, judged, inputs,"
        " parameters, rows, evidence, points, title, section, parent, floor, bonus_cap,"
        " deductions_cap, weight, applies_to, reference, scored_by.",
    ]
