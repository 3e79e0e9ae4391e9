"""The views of explanations, criterion by criterion."""

from fractions import Fraction

import pytest
from tests.workspace.shown_clusters import (
    HERE,
    SCHEME,
    SCORED,
    TABLE,
    bloc,
    explained,
    judged,
    opened,
    told,
)

from thidua.core.model.observation import Layer, NotApplicable
from thidua.core.text.bilingual import LANGUAGES, Language
from thidua.core.workspace.views.ranking import ranking_data

# Explanations


def test_an_explanation_names_every_criterion_and_adds_up_to_the_total() -> None:
    figures = SCORED.replace("p=0", "p=1").replace("a=15 a.target=20", "a=1 a.target=3")
    shown = opened({"a": figures}, judged=(judged("a", "II", "15.125"),))
    data = explained(shown, "a")
    cells, rest = data["criteria"], data["lines"]
    assert {key: data[key] for key in ("cluster", "period", "layer", "basis", "unit", "name")} == {
        "cluster": "cum-1",
        "period": "2026",
        "layer": "appraised",
        "basis": "proposal",
        "unit": "a",
        "name": "Phòng A",
    }
    assert (data["rank"], data["status"], data["reasons"]) == (1, "ranked", [])
    # As the point table is printed: what stands outside the sections comes first.
    assert [cell["code"] for cell in cells] == ["II", "I.1", "I.2"]
    _, jobs, discipline = cells
    lines = [line["points"] for cell in cells for line in cell["lines"]]
    lines += [line["points"] for line in rest]
    assert sum(map(Fraction, lines)) == Fraction(data["total"]) == Fraction("33.3")
    assert {key: discipline[key] for key in ("title", "maximum", "base", "deducted", "bonus")} == {
        "title": "Kỷ luật",
        "maximum": "10",
        "base": "9.5",
        "deducted": "0.5",
        "bonus": "3",
    }
    assert (discipline["counts"], discipline["reference"], discipline["part"]) == (
        "12.5",
        "Quy chế",
        "bang-diem",
    )
    assert (jobs["base"], jobs["counts"]) == ("20/3", "6.67")
    assert rest == [
        {
            "kind": "bonus-cap",
            "level": "section",
            "code": "I",
            "points": "-1",
            "title": "I Nhiệm vụ: giới hạn điểm thưởng",
        }
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_criterion_is_explained_alone(language: Language) -> None:
    shown = opened({"a": SCORED}, judged=(judged("a", "II", "15"),))
    data = explained(shown, "a", language, "I.1")
    assert [cell["code"] for cell in data["criteria"]] == ["I.1"]
    assert data["lines"] == []
    assert "15" in " ".join(data["criteria"][0]["explanation"])


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "12,5 điểm do thẩm định: biên bản họp"),
        ("en", "12.5 points, appraised: biên bản họp"),
    ],
)
def test_judged_points_name_the_layer_and_the_reason(language: Language, line: str) -> None:
    shown = opened({"a": SCORED}, judged=(judged("a", "I.1", "12.5"),))
    assert told(shown, "a", "I.1", language) == [line]


def test_judged_points_that_cannot_count_say_why() -> None:
    shown = opened({"a": SCORED}, judged=(judged("a", "I.1", "21"),))
    lines = told(shown, "a", "I.1")
    assert lines[0] == "21 điểm do thẩm định: biên bản họp"
    assert "21 điểm" in lines[1] and "không quy định điểm thưởng" in lines[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "Không áp dụng: không được giao"), ("en", "Does not apply: không được giao")],
)
def test_what_does_not_apply_gives_the_reason_of_the_entry(language: Language, words: str) -> None:
    entry = NotApplicable("a", "I.1", HERE, Layer.APPRAISED, "không được giao")
    shown = opened({"a": SCORED}, exempt=(entry,), judged=(judged("a", "II", "15"),))
    (cell,) = explained(shown, "a", language, "I.1")["criteria"]
    assert cell["explanation"] == [words]
    assert (cell["base"], cell["counts"]) == (None, "0")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Không áp dụng cho loại đơn vị này"),
        ("en", "Does not apply to this kind of unit"),
    ],
)
def test_what_does_not_apply_to_the_kind_of_unit_says_so(language: Language, words: str) -> None:
    table = TABLE.replace('code = "II"', 'code = "II"\napplies_to = ["commune"]')
    assert told(opened({"a": SCORED}, table), "a", "II", language) == [words]


@pytest.mark.parametrize(
    ("language", "notes"),
    [
        ("vi", ["không ghi, tính là 0", "số liệu minh hoạ"]),
        ("en", ["left blank, counted as 0", "illustrative figures"]),
    ],
)
def test_presumed_and_illustrative_figures_are_noted(language: Language, notes: list[str]) -> None:
    shown = opened({"a": "a=1 a.target=1 p=*0 s=1"}, judged=(judged("a", "II", "15"),))
    lines = told(shown, "a", "I.2", language)
    blank, illustrative = notes
    (said,) = (line for line in lines if line.startswith(("Chỉ tiêu n", "Indicator n")))
    assert said.endswith(blank)
    assert lines[-1] == illustrative
    assert ranking_data(shown, shown.score(), language)["illustrative"] is True


@pytest.mark.parametrize(
    ("language", "start"),
    [
        ("vi", "không tính Phòng B vào so sánh: chưa có số liệu “"),
        ("en", "Phòng B is left out of the comparison: “"),
    ],
)
def test_members_left_out_of_a_comparison_are_named(language: Language, start: str) -> None:
    table = TABLE.replace('formula = "ratio-capped"', 'formula = "points * x / highest(x)"')
    table = table.replace('inputs = { actual = "a", target = "a.target" }\n', "")
    shown = opened({"a": SCORED + " x=1", "b": SCORED}, table)
    assert any(line.startswith(start) for line in told(shown, "a", "I.1", language))


def test_an_unscored_cell_says_what_is_missing_and_counts_nothing() -> None:
    shown = opened({"a": "a=~9 a.target=10 n=0 s=1 p=0"})
    (cell,) = explained(shown, "a", "vi", "I.1")["criteria"]
    assert (cell["base"], cell["counts"], cell["lines"]) == (None, None, [])
    assert any("gần" in line for line in cell["explanation"])


def test_an_excluded_member_is_explained_by_its_reason_alone() -> None:
    data = explained(opened({"a": ""}), "a")
    assert (data["total"], data["rank"], data["criteria"], data["lines"]) == (None, None, [], [])
    assert data["reasons"] == ["Không gửi báo cáo"]


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        (
            "vi",
            {
                "Tiêu chí chung: giới hạn điểm thưởng",
                "Bảng mot: giới hạn điểm thưởng",
                "Phần riêng: điểm thưởng không tính, 3 → 0",
            },
        ),
        (
            "en",
            {
                "Common criteria: bonus cap",
                "Table mot: bonus cap",
                "Own part: bonus not counted, 3 → 0",
            },
        ),
    ],
)
def test_lines_of_a_scheme_are_called_by_part_and_set(language: Language, titles: set[str]) -> None:
    data = explained(bloc(), "u", language)
    assert {line["title"] for line in data["lines"]} == titles
    assert data["criteria"][1]["title"].startswith("Tiêu chí ngành một")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("vi", "Phần riêng: điểm thưởng quy về thang điểm của phần, 3 → 0,6"),
        ("en", "Own part: bonus brought to the scale of the part, 3 → 0.6"),
    ],
)
def test_a_scaled_bonus_is_told_before_and_after(language: Language, title: str) -> None:
    data = explained(bloc(SCHEME.replace("dropped", "scaled").replace("40", "4")), "u", language)
    told = {line["title"]: line["points"] for line in data["lines"]}
    assert told[title] == "-2.4"


@pytest.mark.parametrize(
    ("language", "title"), [("vi", "Tổng điểm: làm tròn"), ("en", "Total: rounding")]
)
def test_the_rounding_of_the_total_is_the_totals_own_line(language: Language, title: str) -> None:
    table = TABLE.replace("criterion = 2, total = 2", "total = 0")
    shown = opened({"a": SCORED}, table, judged=(judged("a", "II", "15"),))
    (line,) = explained(shown, "a", language)["lines"]
    assert (line["title"], line["points"], line["level"]) == (title, "0.5", "total")
