"""The head of a report, as far as the record knows it."""

from datetime import date

import pytest

from thidua.core.model.unit import UnitVersion
from thidua.core.text.bilingual import Text
from thidua.core.workspace.summary.letterhead import letterhead_of, symbol_of

PERIOD = Text("năm 2020", "the year 2020")
DEPARTMENT = UnitVersion(
    date(2015, 1, 1), "Sở Công Thương tỉnh Bắc Kạn", "department", territory="Tỉnh Bắc Kạn"
)


def test_a_department_writes_under_its_people_s_committee() -> None:
    head = letterhead_of(DEPARTMENT, None, PERIOD)
    assert head.superior == "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN"
    assert head.issuer == "SỞ CÔNG THƯƠNG"
    assert head.number == "Số: …/BC-SCT"
    assert head.place_and_date == "Bắc Kạn, ngày … tháng … năm …"
    assert head.subject == "Tổng kết công tác và phong trào thi đua năm 2020"
    assert head.signer_title == "GIÁM ĐỐC"
    assert head.recipients[0] == "Ủy ban nhân dân tỉnh Bắc Kạn (để báo cáo)"


def test_any_other_unit_writes_under_its_own_superior() -> None:
    unit = UnitVersion(date(2020, 1, 1), "Phòng Người có công", "division")
    head = letterhead_of(unit, DEPARTMENT, PERIOD)
    assert (head.superior, head.issuer) == ("SỞ CÔNG THƯƠNG TỈNH BẮC KẠN", "PHÒNG NGƯỜI CÓ CÔNG")
    assert head.place_and_date == "ngày … tháng … năm …"
    assert head.signer_title == "THỦ TRƯỞNG ĐƠN VỊ"


def test_what_the_record_does_not_know_is_left_out() -> None:
    unit = UnitVersion(date(2020, 1, 1), "Hội đồng", "department", territory="Huyện Na Rì")
    head = letterhead_of(unit, None, PERIOD)
    assert head.superior == ""
    assert head.recipients == ("Các phòng, đơn vị trực thuộc",)
    assert head.place_and_date.startswith("Huyện Na Rì, ngày")


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("Sở Lao động - Thương binh và Xã hội", "SLĐTBXH"),
        ("Sở Công Thương", "SCT"),
        ("Trung tâm Dịch vụ việc làm", "TTDVVL"),
    ],
)
def test_the_symbol_is_made_of_first_letters(name: str, symbol: str) -> None:
    assert symbol_of(name) == symbol
