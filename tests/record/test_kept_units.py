"""Units: stored as given, and of two editors the second is told."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from sqlalchemy import Connection

from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.record import bulk
from thidua.core.record.stored import Stored
from thidua.core.record.units import load_units, save_units, unit_row_versions
from thidua.core.text.fault import Refused

if TYPE_CHECKING:
    from tests.record.conftest import World


def unit(code: str, name: str = "Phòng Việc làm", year: int = 2020) -> Unit:
    return Unit(code, (UnitVersion(date(year, 3, 1), name, "division", "so", "labour-social"),))


def renamed(old: Unit, name: str) -> Unit:
    later = UnitVersion(date(2025, 7, 1), name, "division")
    return evolve(old, versions=(*old.versions, later))


def test_units_come_back_by_code(connection: Connection, world: "World") -> None:
    assert load_units(connection) == world.units()
    assert [item.code for item in load_units(connection, ["u2", "so", "ghost", "u2"])] == [
        "so",
        "u2",
    ]
    assert load_units(connection, []) == ()


def test_a_write_says_what_is_new_changed_and_unchanged(connection: Connection) -> None:
    first, second = unit("v1"), unit("v2")
    assert save_units(connection, [first, second]) == Stored(new=2)
    changed = renamed(second, "Phòng Lao động - Việc làm")
    stored = save_units(connection, [first, changed, unit("v3")])
    assert stored == Stored(new=1, changed=1, unchanged=1)
    assert stored.written == 2
    assert load_units(connection, ["v2"]) == (changed,)


def test_the_versions_given_replace_those_that_were_there(connection: Connection) -> None:
    save_units(connection, [renamed(unit("v1"), "Phòng Lao động")])
    save_units(connection, [unit("v1", "Phòng Việc làm", 2019)])
    (found,) = load_units(connection, ["v1"])
    assert [version.valid_from.year for version in found.versions] == [2019]


def test_the_second_of_two_editors_is_told(connection: Connection, world: "World") -> None:
    _, first, second = world.units()
    seen = unit_row_versions(connection, ["u1", "u2"])
    assert seen == {"u1": 1, "u2": 1}
    save_units(connection, [renamed(first, "Phòng A")], seen=seen)
    with pytest.raises(Refused) as caught:
        save_units(connection, [renamed(first, "Phòng B"), renamed(second, "Phòng C")], seen=seen)
    (fault,) = caught.value.faults
    assert fault.place == "u1"
    assert fault.what.vi == "Có người vừa sửa mục này; thay đổi của bạn chưa được lưu."
    assert fault.what.en == "Somebody else has just changed this; your change was not saved."
    fresh = unit_row_versions(connection, ["u1"])
    assert save_units(connection, [renamed(first, "Phòng B")], seen=fresh).changed == 1


def test_codes_that_differ_only_by_capitals_are_one_code(connection: Connection) -> None:
    with pytest.raises(Refused) as caught:
        save_units(connection, [unit("U1"), unit("v1"), unit("SO")])
    assert [fault.place for fault in caught.value.faults] == ["SO", "U1"]
    assert caught.value.faults[1].what.vi == "Mã này chỉ khác mã đã có u1 ở chữ hoa, chữ thường."
    assert caught.value.faults[1].what.en == (
        "This code differs from the existing u1 only by capital letters."
    )


def test_a_code_that_stands_twice_is_refused(connection: Connection) -> None:
    with pytest.raises(Refused) as caught:
        save_units(connection, [unit("v1"), unit("V1"), unit("v1")])
    assert [fault.place for fault in caught.value.faults] == ["V1", "v1"]
    assert caught.value.faults[0].what.vi == "Mã này xuất hiện hai lần."
    assert caught.value.faults[0].what.en == "This code stands twice."


def test_more_units_than_a_statement_can_name(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PORTION", 2)
    units = [unit(f"v{number}") for number in range(7)]
    save_units(connection, units)
    codes = [item.code for item in units]
    assert load_units(connection, codes) == tuple(units)
    assert save_units(connection, [renamed(item, "Phòng") for item in units]).changed == 7
    assert set(unit_row_versions(connection, codes).values()) == {2}


def test_forty_thousand_units_are_stored_and_read_by_code(connection: Connection) -> None:
    units = tuple(unit(f"v{number:05}") for number in range(40_000))
    assert save_units(connection, units).new == 40_000
    assert load_units(connection, [item.code for item in units]) == units
