"""The rule of a criterion in words: whatever a point table can say of it."""

import tomllib
from typing import TYPE_CHECKING

import pytest

from thidua.core.formula.titles import Naming
from thidua.core.model.compiling import compile_set
from thidua.core.model.formulas import Formula, Parameter
from thidua.core.model.indicator import Indicator
from thidua.core.model.structuring import read_criteria_set
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.views.rules import rule_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = """
code = "bang"
title = { vi = "Bảng điểm", en = "Point table" }
basis = "proposal"
points = 20
bonus_cap = 50

[[criteria]]
code = "A1"
title = { vi = "Việc làm", en = "Jobs" }
points = 20
"""

RATIO = Formula(
    code="keep-up",
    title=Text("Theo tỷ lệ", "By ratio"),
    explanation=Text("Điểm theo tỷ lệ hoàn thành.", "Points by the share done."),
    inputs=("actual",),
    parameters=(
        Parameter("floor", "0.5", Text("Tỷ lệ sàn", "Floor")),
        Parameter("least", "0", Text("Ít nhất", "Least")),
        Parameter("step", "0.1", Text("Mỗi bậc", "Step")),
        Parameter(
            "missed",
            "none",
            Text("Khi không đạt", "When missed"),
            choices={"none": "0", "part": "step * points * actual / whole"},
        ),
    ),
    expression="points if actual >= floor * whole + least else missed",
    optional_inputs={"whole": "100"},
)


def told(
    indicators: "Mapping[str, Indicator]", rule: str, language: Language = "vi"
) -> tuple[str, ...]:
    source = read_criteria_set(tomllib.loads(HEAD + rule))
    compiled = compile_set(source, indicators, {RATIO.code: RATIO})
    naming = Naming(
        titles={code: item.title for code, item in indicators.items()},
        units={code: item.unit for code, item in indicators.items() if code != "plan"},
    )
    return rule_lines(compiled.by_code["A1"], compiled, language, naming)


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        ('start = "full"', ("Có sẵn 20 điểm",)),
        ('start = "zero"', ()),
        ("judged = { from = 5, to = 20 }", ("Chấm từ 5 đến 20 điểm",)),
        (
            'formula = "points * min(jobs / jobs.target, 1)"',
            ("Điểm = 20 × số nhỏ nhất trong (“Việc làm mới” / “Việc làm mới (mức giao)”; 1)",),
        ),
        (
            'bands = { on = "jobs", steps = [ { from = 9, points = 20 }, { below = 9, points = 5 }'
            " ] }",
            ("Điểm theo bậc của “Việc làm mới”:", "- từ 9: 20 điểm", "- dưới 9: 5 điểm"),
        ),
        (
            'interpolate = { on = "jobs", steps = [[0, 0], [1000, 20]] }',
            (
                "Điểm theo “Việc làm mới”, chia đều giữa các mốc:",
                "- 0: 0 điểm",
                "- 1.000: 20 điểm",
            ),
        ),
        (
            'rows = [ { deduct = 2, per = "complaints", cap = 6 } ]',
            ("Có sẵn 20 điểm", "Trừ 2 điểm cho mỗi đơn “Đơn khiếu nại”, tối đa 6 điểm"),
        ),
        (
            'rows = [ { code = "A1.1", title = { vi = "Chậm", en = "Late" }, deduct = 2,'
            ' per = "2 * complaints", when = "jobs < 5" } ]',
            (
                "Có sẵn 20 điểm",
                "A1.1 Chậm: trừ 2 điểm × (2 × “Đơn khiếu nại”) nếu “Việc làm mới” < 5",
            ),
        ),
        (
            'start = "zero"\nrows = [ { cap = 9, one_of = [ { earn = 10, when = "jobs > 9" },'
            ' { earn = 5, when = "jobs > 5" } ] } ]',
            (
                "Được 10 điểm nếu “Việc làm mới” > 9; nếu không, được 5 điểm nếu"
                " “Việc làm mới” > 5, tối đa 9 điểm",
            ),
        ),
        (
            'bonus_cap = 4\ndeductions_cap = 8\nfloor = 2\nevidence = "required"\n'
            'rows = [ { deduct = 1, per = "complaints" }, { bonus = 3, only_if = "full" } ]',
            (
                "Có sẵn 20 điểm",
                "Trừ 1 điểm cho mỗi đơn “Đơn khiếu nại”",
                "Thưởng 3 điểm, chỉ khi không bị trừ điểm",
                "Trừ tất cả không quá 8 điểm",
                "Thưởng tất cả không quá 4 điểm",
                "Điểm không thấp hơn 2 điểm",
                "Cần tài liệu minh chứng",
            ),
        ),
        (
            'floor = "none"\nrows = [ { gate = "not given(jobs)" }, { deduct = 1, per = "jobs" } ]',
            (
                "Có sẵn 20 điểm",
                "Trừ 1 điểm cho mỗi người “Việc làm mới”",
                "Điểm có thể xuống dưới 0",
                "Không xếp hạng nếu chưa có số liệu “Việc làm mới”",
            ),
        ),
        (
            'formula = "keep-up"\ninputs = { actual = "jobs" }',
            (
                "Theo tỷ lệ",
                "Điểm theo tỷ lệ hoàn thành.",
                "Số liệu để tính: “Việc làm mới”",
                "Tỷ lệ sàn: 0,5",
            ),
        ),
        (
            'formula = "keep-up"\ninputs = { actual = "jobs", whole = "jobs.target" }\n'
            'parameters = { missed = "part", least = "0" }',
            (
                "Theo tỷ lệ",
                "Điểm theo tỷ lệ hoàn thành.",
                "Số liệu để tính: “Việc làm mới”; “Việc làm mới (mức giao)”",
                "Tỷ lệ sàn: 0,5",
                "Ít nhất: 0",
                "Mỗi bậc: 0,1",
                "Khi không đạt: 0,1 × 20 × “Việc làm mới” / “Việc làm mới (mức giao)”",
            ),
        ),
        (
            '[[criteria]]\ncode = "A1.1"\nparent = "A1"\npoints = 20\n'
            'title = { vi = "Phần", en = "Part" }',
            ("Tổng điểm của các tiêu chí con",),
        ),
    ],
)
def test_line_by_line(indicators: dict[str, Indicator], rule: str, lines: tuple[str, ...]) -> None:
    assert told(indicators, rule) == lines


def test_in_english_too(indicators: dict[str, Indicator]) -> None:
    rule = 'rows = [ { deduct = 1, per = "complaints", when = "jobs < 5", cap = 3 } ]'
    assert told(indicators, rule, "en") == (
        "Starts from 20 points",
        "Takes off 1 point for each of the letters: “Complaints” if “New jobs” < 5, at most"
        " 3 points",
    )
