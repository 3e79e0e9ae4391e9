"""The form asks each member for the figures that its criteria read, and is read back as is."""

import tomllib
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from thidua.core.exact.figure import Bound
from thidua.core.formula.tree import Name
from thidua.core.model.compiling import compile_set
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.model.period import Span
from thidua.core.model.scheme import Part, Scheme
from thidua.core.model.structuring import read_criteria_set
from thidua.core.record.connection import writing
from thidua.core.record.observations import save_observations
from thidua.core.text.bilingual import Text
from thidua.core.text.dates import days_since_epoch
from thidua.core.text.fault import Refused
from thidua.core.workspace.clock import now
from thidua.core.workspace.intake.form_figures import figure_row
from thidua.core.workspace.intake.result_form import figures_asked, form_data
from thidua.core.workspace.intake.results import ImportScope, read_results
from thidua.core.workspace.readers import Cell, Row, Table, cell_address

if TYPE_CHECKING:
    from tests.workspace.conftest import Desk

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
BEFORE = Span(date(2025, 1, 1), date(2025, 12, 31))


def figures(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for page in data["sheets"] for row in page["rows"] if row["kind"] == "figure"]


def column(data: dict[str, Any], code: str) -> list[str]:
    index = [item["code"] for item in data["columns"]].index(code)
    return [row["cells"][index] for row in figures(data)]


def headings(data: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [row for page in data["sheets"] for row in page["rows"]]
    return [(row["kind"], row["text"]) for row in rows if row["kind"] != "figure"]


def test_a_row_is_a_figure_that_the_criteria_read(desk: "Desk") -> None:
    data = form_data(desk.cluster(), "vi", ["vl"])
    asked = list(zip(column(data, "indicator"), column(data, "kind"), strict=True))
    assert asked == [
        ("jobs", "kết quả"),
        ("jobs", "chỉ tiêu"),
        ("complaints", "kết quả"),
        ("plan", "kết quả"),
        ("quality", "kết quả"),
        ("reported_on", "kết quả"),
        ("reported_on", "chỉ tiêu"),
        ("jobs", "mức gốc"),
    ]
    assert set(column(data, "unit")) == {"vl"}
    assert set(column(data, "unit_name")) == {"Phòng Việc làm"}
    assert column(data, "value") == ["", "", "0", "", "", "", "", ""]
    assert data["title"] == "Cụm các phòng"
    assert data["period"] == "Kỳ 2026: 01/01/2026 - 31/12/2026"


def test_without_units_it_is_of_the_whole_cluster(desk: "Desk") -> None:
    assert set(column(form_data(desk.cluster(), "vi"), "unit")) == {"ncc", "vl"}
    with pytest.raises(Refused, match="Did you mean “ncc”"):
        form_data(desk.cluster(), "vi", ["ncx"])


def test_a_criterion_of_other_kinds_of_unit_asks_nothing(desk: "Desk") -> None:
    shown = desk.cluster()
    commune = evolve(shown, members=tuple(evolve(it, kind="commune") for it in shown.members))
    assert "plan" not in column(form_data(commune, "vi"), "indicator")


def test_headings_group_the_figures_by_criterion(desk: "Desk") -> None:
    data = form_data(desk.cluster(), "vi")
    assert headings(data)[:7] == [
        ("unit", "Phòng Người có công"),
        ("criterion", "A1. Việc làm (20 điểm)"),
        ("criterion", "A2. Khiếu nại (10 điểm)"),
        ("criterion", "A3. Kế hoạch (10 điểm)"),
        ("criterion", "A4. Phong trào (5 điểm) - được chấm điểm, không ghi số liệu"),
        ("criterion", "A5. Tiến bộ (5 điểm)"),
        ("unit", "Phòng Việc làm"),
    ]
    kinds = [row["kind"] for row in data["sheets"][0]["rows"]]
    assert kinds[:5] == ["unit", "criterion", "figure", "figure", "criterion"]


def test_a_note_tells_the_rule_of_a_criterion(desk: "Desk") -> None:
    (sheet,) = form_data(desk.cluster(), "vi", ["vl"])["sheets"]
    notes = {row["text"][:2]: row["note"] for row in sheet["rows"] if row["kind"] == "criterion"}
    assert notes["A1"] == (
        "Điểm = 20 × số nhỏ nhất trong (“Việc làm mới” / “Việc làm mới (mức giao)”; 1)"
    )
    assert notes["A2"] == "Có sẵn 10 điểm\nTrừ 1 điểm cho mỗi đơn “Đơn khiếu nại”"
    assert notes["A3"].endswith("và số ngày chậm “Ngày báo cáo” = 0, không thì 0")


def test_a_form_says_whose_it_is(desk: "Desk") -> None:
    (whole,) = form_data(desk.cluster(), "vi")["sheets"]
    assert (whole["unit"], whole["marks"]) == ("", ["thidua-form", "phong", "2026", "", "16"])
    (one,) = form_data(desk.cluster(), "vi", ["vl"])["sheets"]
    assert (one["unit"], one["marks"]) == (
        "Phòng Việc làm",
        ["thidua-form", "phong", "2026", "vl", "8"],
    )


def test_each_member_may_have_a_sheet_of_its_own(desk: "Desk") -> None:
    together = form_data(desk.cluster(), "vi")
    apart = form_data(desk.cluster(), "vi", apart=True)
    assert [sheet["unit"] for sheet in apart["sheets"]] == ["Phòng Người có công", "Phòng Việc làm"]
    assert figures(apart) == figures(together)


GROUPED = """
code = "bang-2026"
title = { vi = "Bảng điểm", en = "Point table" }
basis = "proposal"
points = 40

[[sections]]
code = "I"
title = { vi = "Nhiệm vụ", en = "Tasks" }
points = 40

[[sections]]
code = "I.1"
parent = "I"
title = { vi = "Việc làm", en = "Jobs" }
points = 30

[[sections]]
code = "I.2"
parent = "I"
title = { vi = "Khác", en = "Other" }
points = 10

[[criteria]]
code = "A1"
section = "I.1"
title = { vi = "Việc làm", en = "Jobs" }
points = 30
rows = [ { deduct = 1, when = "plan == 0" } ]

[[criteria]]
code = "A1.1"
parent = "A1"
title = { vi = "Mới", en = "New" }
points = 20
formula = "points * min(jobs / 100, 1)"

[[criteria]]
code = "A1.2"
parent = "A1"
title = { vi = "Nhiều", en = "Many" }
points = 10
formula = "points if jobs > 50 else 0"

[[criteria]]
code = "A2"
section = "I.2"
title = { vi = "Đơn thư", en = "Letters" }
points = 10
rows = [ { deduct = 1, per = "complaints" } ]
"""


def test_sections_stand_above_and_parts_below_their_criterion(
    desk: "Desk", indicators: dict[str, Indicator]
) -> None:
    compiled = compile_set(read_criteria_set(tomllib.loads(GROUPED)), indicators, {})
    shown = evolve(desk.cluster(), sets={compiled.source.code: compiled})
    (sheet,) = form_data(shown, "vi", ["vl"])["sheets"]
    said = [row["text"] if "text" in row else row["cells"][1] for row in sheet["rows"]]
    assert said == [
        "I. Nhiệm vụ (40 điểm)",
        "I.1. Việc làm (30 điểm)",
        "A1. Việc làm (30 điểm)",
        "plan",
        "A1.1. Mới (20 điểm)",
        "jobs",
        "A1.2. Nhiều (10 điểm) - dùng số liệu ghi ở tiêu chí khác",
        "I.2. Khác (10 điểm)",
        "A2. Đơn thư (10 điểm)",
        "complaints",
    ]


LAST = """
[[criteria]]
code = "A3"
section = "I.1"
title = { vi = "Thêm sau", en = "Added later" }
points = 0
bonus_cap = 1
rows = [ { bonus = 1, when = "jobs > 200" } ]
"""


def test_a_criterion_at_the_end_of_a_file_stands_in_its_section(
    desk: "Desk", indicators: dict[str, Indicator]
) -> None:
    compiled = compile_set(read_criteria_set(tomllib.loads(GROUPED + LAST)), indicators, {})
    shown = evolve(desk.cluster(), sets={compiled.source.code: compiled})
    said = [text for kind, text in headings(form_data(shown, "vi", ["vl"])) if kind != "unit"]
    assert [text.split(". ")[0] for text in said] == [
        "I",
        "I.1",
        "A1",
        "A1.1",
        "A1.2",
        "A3",
        "I.2",
        "A2",
    ]


def test_sets_are_named_where_there_are_several(desk: "Desk") -> None:
    shown = desk.cluster()
    (code,) = shown.sets
    one = shown.sets[code]
    other = evolve(one, source=evolve(one.source, code="chung", title=Text("Chung", "Common")))
    parts = [Part(it, Text(it, it), Fraction(50), criteria=it) for it in (code, "chung")]
    both = evolve(shown, sets={code: one, "chung": other}, scheme=Scheme(tuple(parts)))
    named = [text for kind, text in headings(form_data(both, "vi", ["vl"])) if kind == "set"]
    assert named == ["Bảng điểm (50 điểm)", "Chung (50 điểm)"]
    assert figures_asked(both, both.member("vl")) == figures_asked(shown, shown.member("vl"))


def test_targets_on_record_stand_beside_the_rows_they_bear_on(desk: "Desk") -> None:
    with writing(desk.engine) as connection:
        items = [
            Observation("vl", "jobs", kind, YEAR, Fraction(value), bound)
            for kind, value, bound in (
                (ObservationKind.TARGET, 3000, Bound.UNDER),
                (ObservationKind.BASELINE, 900, Bound.EXACT),
            )
        ]
        save_observations(connection, items, "an", now())
    data = form_data(desk.cluster(), "vi", ["vl"])
    rows = zip(column(data, "indicator"), column(data, "kind"), strict=True)
    jobs = [place for place, (code, _) in enumerate(rows) if code == "jobs"]
    assert [column(data, "given_target")[place] for place in jobs] == ["dưới 3.000"] * 2 + [""]
    assert [column(data, "note")[place] for place in jobs] == [
        "",
        "đã có; chỉ ghi nếu cần sửa",
        "đã có; chỉ ghi nếu cần sửa",
    ]
    assert [column(data, "value")[place] for place in jobs] == ["", "", ""]


def test_a_row_says_what_it_accepts(desk: "Desk", indicators: dict[str, Indicator]) -> None:
    data = form_data(desk.cluster(), "vi", ["vl"])
    accepted = dict(
        zip(column(data, "indicator"), (it["accepts"] for it in figures(data)), strict=True)
    )
    assert accepted == {
        "jobs": "number",
        "complaints": "number",
        "plan": "words",
        "quality": "words",
        "reported_on": "date",
    }
    counted = evolve(indicators["jobs"], whole=True)
    entries = desk.cluster().case().entries
    member = desk.cluster().members[0]
    assert figure_row(member, Name("jobs"), counted, entries, "vi")["accepts"] == "whole"


def test_the_deadline_stands_in_the_head(desk: "Desk") -> None:
    shown = desk.cluster()
    dated = evolve(shown, period=evolve(shown.period, deadline=date(2026, 11, 15)))
    assert form_data(dated, "vi")["period"].endswith(". Hạn nộp: 15/11/2026")
    assert form_data(dated, "en")["period"].endswith(". Deadline: 2026-11-15")


def test_few_words_are_offered_and_the_rest_explained(desk: "Desk") -> None:
    data = form_data(desk.cluster(), "vi", ["ncc"])
    by_code = dict(zip(column(data, "indicator"), figures(data), strict=True))
    notes = dict(zip(column(data, "indicator"), column(data, "note"), strict=True))
    assert by_code["plan"]["choices"] == ["có", "không"]
    assert by_code["quality"]["choices"] == ["Không đạt", "Đạt", "Tốt"]
    assert by_code["complaints"]["choices"] == []
    assert notes["complaints"] == "để trống là không có"
    values = dict(zip(column(data, "indicator"), column(data, "value"), strict=True))
    assert {code for code, value in values.items() if value == "0"} == {"complaints"}
    assert notes["quality"] == "Không đạt / Đạt / Tốt"
    assert notes["reported_on"] == "ngày/tháng/năm"
    assert column(data, "note")[0] == ""


def test_the_results_of_the_preceding_period_stand_beside(desk: "Desk") -> None:
    held = {
        "jobs": (Fraction(24000), Bound.OVER),
        "plan": (Fraction(1), Bound.EXACT),
        "quality": (Fraction(3), Bound.EXACT),
        "reported_on": (Fraction(days_since_epoch(date(2025, 11, 5))), Bound.EXACT),
    }
    with writing(desk.engine) as connection:
        items = [
            Observation("ncc", code, ObservationKind.ACTUAL, BEFORE, value, bound)
            for code, (value, bound) in held.items()
        ]
        save_observations(connection, items, "an", now())
    data = form_data(desk.cluster(), "vi", ["ncc"])
    shown = column(data, "previous")
    assert shown == ["trên 24.000", "", "", "có", "Tốt", "05/11/2025", "", ""]


def test_no_zero_is_written_over_a_count_that_is_on_record(desk: "Desk") -> None:
    """An untouched form that is sent back changes nothing."""
    held = Observation("ncc", "complaints", ObservationKind.ACTUAL, YEAR, Fraction(3))
    with writing(desk.engine) as connection:
        save_observations(connection, [held], "an", now())
    data = form_data(desk.cluster(), "vi", ["ncc"])
    values = dict(zip(column(data, "indicator"), column(data, "value"), strict=True))
    notes = dict(zip(column(data, "indicator"), column(data, "note"), strict=True))
    assert set(values.values()) == {""}
    assert notes["complaints"] == "đã có; chỉ ghi nếu cần sửa"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_form_filled_in_is_read_back_as_is(
    desk: "Desk", indicators: dict[str, Indicator], language: Any
) -> None:
    data = form_data(desk.cluster(), language, ["ncc"])
    answers = ["1.712", "1.500", "", "có", "Tốt", "05/03/2026", "31/03/2026", "trên 900"]
    titles = [item["title"] for item in data["columns"]]
    at = [item["code"] for item in data["columns"]].index("value")
    lines = [titles] + [
        [*row["cells"][:at], answer, *row["cells"][at + 1 :]]
        for row, answer in zip(figures(data), answers, strict=True)
    ]
    rows = tuple(
        Row(
            number,
            tuple(Cell(text or None, cell_address(it, number)) for it, text in enumerate(line)),
        )
        for number, line in enumerate(lines, start=1)
    )
    scope = ImportScope(("ncc",), indicators, Span(date(2026, 1, 1), date(2026, 12, 31)))
    taken = read_results("form.xlsx", [Table("", rows)], scope)
    assert (taken.entries, taken.blank, taken.ignored) == (7, 1, ())
    assert [(item.indicator, item.kind.value, item.value) for item in taken.observations][:2] == [
        ("jobs", "actual", Fraction(1712)),
        ("jobs", "target", Fraction(1500)),
    ]
    assert (taken.observations[-1].kind.value, taken.observations[-1].bound) == (
        "baseline",
        Bound.OVER,
    )
    assert all(item.measure == "" for item in taken.observations)
