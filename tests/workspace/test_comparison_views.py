"""The views of comparisons, and the numbers in all views."""

import json
from fractions import Fraction

import pytest
from attrs import evolve
from tests.workspace.shown_clusters import SCORED, TABLE, bloc, explained, judged, opened

from thidua.core.model.criteria import Basis
from thidua.core.scoring.comparing import compare
from thidua.core.text.bilingual import Language
from thidua.core.workspace.views.comparison import comparison_data, exact_text, exact_words
from thidua.core.workspace.views.notices import notices_of
from thidua.core.workspace.views.ranking import ranking_data

# Comparisons


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("vi", ["I.1 Việc làm", "I.2 Kỷ luật", "I Nhiệm vụ: giới hạn điểm thưởng"]),
        ("en", ["I.1 Jobs", "I.2 Discipline", "I Tasks: bonus cap"]),
    ],
)
def test_a_comparison_lists_every_difference_and_the_gap(
    language: Language, titles: list[str]
) -> None:
    units = {"a": SCORED, "b": "a=20 a.target=20 n=0 p=1 s=1 t=3"}
    shown = opened(units, judged=tuple(judged(unit, "II", "15") for unit in units))
    found = compare(shown.score(), "b", "a")
    assert found is not None
    data = comparison_data(shown, found, language)
    assert json.loads(json.dumps(data)) == data
    assert data["first"] == {"unit": "b", "name": "Phòng B", "rank": 1, "total": "47"}
    assert data["second"] == {"unit": "a", "name": "Phòng A", "rank": 2, "total": "39.5"}
    assert (data["gap"], data["decided_by"]) == ("7.5", None)
    assert [line["title"] for line in data["lines"]] == titles
    assert sum(Fraction(line["gap"]) for line in data["lines"]) == Fraction("7.5")
    assert data["lines"][0] == {
        "part": "bang-diem",
        "kind": "criterion",
        "level": "criterion",
        "code": "I.1",
        "title": titles[0],
        "first": "20",
        "second": "15",
        "gap": "5",
        "absent_from": None,
    }


def test_a_comparison_of_a_tie_names_the_key_that_decided_it() -> None:
    units = {"a": SCORED, "b": SCORED.replace("t=3", "t=4")}
    shown = opened(units, judged=tuple(judged(unit, "II", "15") for unit in units))
    found = compare(shown.score(), "a", "b")
    assert found is not None
    data = comparison_data(shown, found, "vi")
    assert (data["gap"], data["decided_by"], data["lines"]) == ("0", "indicator:t", [])


def test_criteria_of_one_code_in_two_sectors_sets_keep_their_own_titles() -> None:
    shown = bloc()
    found = compare(shown.score(), "u", "v")
    assert found is not None
    lines = comparison_data(shown, found, "vi")["lines"]
    absent = {line["title"]: line["absent_from"] for line in lines if line["code"] == "X"}
    assert absent == {"X Tiêu chí ngành một": "second", "X Tiêu chí ngành hai": "first"}


def test_a_comparison_says_what_its_points_rest_on() -> None:
    units = {"a": "a=15 a.target=20 n=1 p=*0 s=1 t=3", "b": SCORED, "c": SCORED}
    shown = opened(units, judged=tuple(judged(unit, "II", "15") for unit in units))
    score = shown.score()
    for pair, illustrative in ((("a", "b"), True), (("b", "c"), False)):
        found = compare(score, *pair)
        assert found is not None
        data = comparison_data(shown, found, "vi")
        assert (data["basis"], data["illustrative"]) == ("proposal", illustrative)
    assert [text.vi for text in notices_of(shown, illustrative=True)] == [
        "bảng điểm đề xuất, chưa cơ quan nào ban hành",
        "số liệu minh hoạ",
    ]
    official = evolve(shown, opened=evolve(shown.opened, basis=Basis.OFFICIAL))
    assert notices_of(official, illustrative=False) == ()


def test_a_set_outside_its_validity_is_named_wherever_it_is_used() -> None:
    table = TABLE.replace("points = 50", "points = 50\nvalid_from = 2027-01-01", 1)
    shown = opened({"a": SCORED}, table, judged=(judged("a", "II", "15"),))
    assert ranking_data(shown, shown.score(), "vi")["outside_validity"] == ["bang-diem"]
    assert explained(shown, "a", "vi", "I.1")["outside_validity"] == ["bang-diem"]
    several = evolve(shown, sets={**shown.sets, "again": shown.sets["bang-diem"]})
    assert notices_of(several, illustrative=False)[1].en == (
        "Criteria sets “Point table” and “Point table” are not in force in this period;"
        " they are used because they were named."
    )
    assert [text.vi for text in notices_of(shown, illustrative=False)][1] == (
        "Bảng điểm “Bảng điểm” không có hiệu lực trong kỳ này, được dùng vì đã gọi đích danh."
    )


@pytest.mark.parametrize(
    ("value", "text", "vi", "en"),
    [
        ("1234.5", "1234.5", "1.234,5", "1,234.5"),
        ("1/3", "1/3", "≈ 0,3333 (1/3)", "≈ 0.3333 (1/3)"),
        ("-2", "-2", "-2", "-2"),
    ],
)
def test_numbers_are_exact_for_programs_and_readable_for_people(
    value: str, text: str, vi: str, en: str
) -> None:
    number = Fraction(value)
    assert exact_text(number) == text
    assert (exact_words(number, "vi"), exact_words(number, "en")) == (vi, en)
