"""The same file taken in twice is one import, and the second time it says so."""

from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from sqlalchemy import Engine

from thidua.core.record.connection import reading, writing
from thidua.core.record.imports import (
    ImportBatch,
    find_import,
    load_imports,
    record_import,
    request_id_of,
)
from thidua.core.record.observations import observation_history, save_observations
from thidua.core.text.fault import Refused

if TYPE_CHECKING:
    from tests.record.conftest import World

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def batch_of(world: "World", *target: str) -> ImportBatch:
    return ImportBatch(
        request_id=request_id_of("results", SHA256, *target),
        subject="results",
        file_name="kết quả quý IV.xlsx",
        sha256=SHA256,
        read=1,
        stored=1,
        actor=world.actor,
        at=world.at,
    )


def take_in(engine: Engine, world: "World", value: str) -> None:
    with writing(engine) as connection:
        number = record_import(connection, batch_of(world))
        save_observations(connection, [world.figure(value)], world.actor, world.at, batch=number)


def test_a_repeated_request_is_answered_with_what_it_did(filled: Engine, world: "World") -> None:
    batch = batch_of(world)
    with reading(filled) as connection:
        assert find_import(connection, batch.request_id) is None
    take_in(filled, world, "1")
    with reading(filled) as connection:
        assert find_import(connection, batch.request_id) == batch
        assert load_imports(connection) == (batch,)


def test_a_file_taken_in_twice_changes_nothing_and_says_so(filled: Engine, world: "World") -> None:
    take_in(filled, world, "1")
    with pytest.raises(Refused) as caught:
        take_in(filled, world, "2")
    (fault,) = caught.value.faults
    assert fault.what.vi == (
        "Tệp này đã được nhập trước đây (tên kết quả quý IV.xlsx); không nhập lại lần nữa."
    )
    assert fault.what.en == (
        "This file was imported before (as kết quả quý IV.xlsx); it is not imported again."
    )
    with reading(filled) as connection:
        history = observation_history(connection, world.figure())
    assert [item.observation.value for item in history] == [1]


def test_the_same_file_for_another_layer_or_period_is_another_request(
    filled: Engine, world: "World"
) -> None:
    targets = [(), ("self",), ("appraised", "k1", "2025"), ("appraised", "k1", "2024")]
    assert len({batch_of(world, *target).request_id for target in targets}) == 4
    with writing(filled) as connection:
        numbers = [record_import(connection, batch_of(world, *target)) for target in targets]
        assert len(set(numbers)) == 4
        renamed = evolve(batch_of(world), file_name="bản sao.xlsx")
        with pytest.raises(Refused, match=r"bản sao\.xlsx: This file was imported before"):
            record_import(connection, renamed)
