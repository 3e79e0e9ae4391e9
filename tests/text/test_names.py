"""Names: Vietnamese order, sameness despite spelling, the nearest candidate."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.text.names import matching_key, nearest, sort_key, without_marks

vietnamese = st.text(
    st.sampled_from("aăâàáảãạằẩbcdđeêoôơuưựyhnAĂĐƠ 129-–_é가ßİ\u0301"), max_size=12
)


@pytest.mark.parametrize(
    "ordered",
    [
        # The order of ICU's Vietnamese collation.
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "o", "ô", "ơ", "p", "u", "ư", "v"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["a", "A", "à", "À"],
        ["An", "Anh", "Ăn", "Ân"],
        ["Dũng", "Dương", "Đà Nẵng", "Đông"],
        ["Hòa An", "Hoa Bình", "Hoài"],
        ["Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Phòng"],
        ["Cụm", "Cụm 2", "Cụm 10", "Cụm A", "Cụm thi đua"],
        ["Cụm 02", "Cụm 3"],
        ["zeta", "жук"],
        ["e", "é", "ê"],
        ["i", "ì", "ĭ"],
    ],
)
def test_a_list_of_names_is_in_vietnamese_order(ordered: list[str]) -> None:
    assert sorted(reversed(ordered), key=sort_key) == ordered
    decomposed = [unicodedata.normalize("NFD", name) for name in ordered]
    assert sorted(reversed(decomposed), key=sort_key) == decomposed


def test_letters_decide_before_tones_and_tones_before_case() -> None:
    assert sort_key("Hòa An") < sort_key("hoa b")
    assert sort_key("HOA") < sort_key("hòa")


@settings(max_examples=200, deadline=None)
@given(vietnamese, vietnamese)
def test_any_two_names_have_one_order(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) != (sort_key(one) >= sort_key(other))
    assert sort_key(unicodedata.normalize("NFD", one)) == sort_key(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà", "Hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "KHỎE"),
        ("Quí", "qúi"),
        ("Sở  Nội vụ ", "sở nội vụ"),
        ("Sở LĐ–TB&XH", "Sở LĐ - TB&XH"),
        ("Hà Tĩnh", unicodedata.normalize("NFD", "Hà Tĩnh")),
        ("Hà\u00a0Tĩnh", "Hà Tĩnh"),
        ("can-tho", "CAN_THO"),
    ],
)
def test_the_same_name_has_the_same_key(one: str, other: str) -> None:
    assert matching_key(one) == matching_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hòa", "Hoa"), ("Hòa", "Hóa"), ("Đông", "Dông"), ("Cụm 1", "Cụm 2")]
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert matching_key(one) != matching_key(other)


@settings(max_examples=200, deadline=None)
@given(vietnamese)
def test_a_matching_key_is_its_own_key(name: str) -> None:
    key = matching_key(name)
    assert matching_key(key) == key
    assert matching_key(unicodedata.normalize("NFD", name)) == key


def test_marks_are_left_off_for_people_in_a_hurry() -> None:
    assert without_marks("Đắk Lắk") == "dak lak"


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("LS01", ("LS-01",)),
        ("jobs_craeted", ("jobs_created",)),
        ("so noi vu", ("Sở Nội vụ",)),
        ("zzzz", ()),
        ("", ()),
    ],
)
def test_the_nearest_candidate_is_suggested(word: str, found: tuple[str, ...]) -> None:
    assert nearest(word, ["LS-01", "LS-20", "jobs_created", "poverty", "Sở Nội vụ"]) == found


def test_more_suggestions_come_best_first_whatever_the_order() -> None:
    candidates = ["LS-011", "LS-01", "Ls-01", "A1"]
    assert nearest("LS01", candidates, limit=3) == ("LS-01", "Ls-01", "LS-011")
    assert nearest("LS01", reversed(candidates), limit=2) == ("LS-01", "Ls-01")
