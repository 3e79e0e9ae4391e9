"""Figures in columns on a real PostgreSQL: the same record as on SQLite. Skipped where there is
no server to start, or no driver."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from alembic import command
from alembic.config import Config
from attrs import evolve
from sqlalchemy import URL, Connection, Engine, create_engine

from thidua.core.model.observation import JudgedPoints, Layer, Observation, ObservationKind
from thidua.core.record.columns.entries import (
    read_figures_above,
    read_judged_points,
    read_self_figures,
)
from thidua.core.record.columns.new_figures import NewFigures
from thidua.core.record.columns.saving import save_figures
from thidua.core.record.decisions import save_judged
from thidua.core.record.migrating import SCRIPTS
from thidua.core.record.observations import load_observations, save_observations
from thidua.core.record.stored import Stored

if TYPE_CHECKING:
    from tests.record.conftest import World

pwd = pytest.importorskip("pwd", reason="this system has no users like those of Unix")
pytest.importorskip("psycopg", reason="psycopg, the driver of PostgreSQL, is not installed")
if shutil.which("initdb") is None or shutil.which("pg_ctl") is None:
    pytest.skip("there is no PostgreSQL to start", allow_module_level=True)


def _user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    return {"user": "nobody"} if os.getuid() == 0 else {}


@pytest.fixture(scope="module")
def socket() -> Iterator[Path]:
    """The folder of a server that listens on a socket in it, and on nothing else."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if _user():
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    data = str(folder / "data")
    _run("initdb", "-D", data, "-U", "thidua", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    try:
        _run("pg_ctl", "start", "-D", data, "-w", "-l", str(folder / "log"), "-o", options)
        yield folder
        _run("pg_ctl", "stop", "-D", data, "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def _run(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True, **_user())
    if done.returncode:
        pytest.skip(f"{command[0]} does not work here: {done.stderr}")


@pytest.fixture(scope="module")
def server(socket: Path) -> Iterator[Engine]:
    """A database with the schema of the record."""
    url = URL.create(
        "postgresql+psycopg", "thidua", database="postgres", query={"host": str(socket)}
    )
    engine = create_engine(url, isolation_level="SERIALIZABLE")
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("path_separator", "os")
        config.set_main_option("script_location", str(SCRIPTS))
        command.upgrade(config, "head")
    yield engine
    engine.dispose()


@pytest.fixture
def connection(server: Engine, world: "World") -> Iterator[Connection]:
    """A unit of work on a database with the world in it, which is taken back at the end."""
    with server.connect() as connection:
        world.fill(connection)
        yield connection
        connection.rollback()


def new_figures(figures: list[Observation]) -> NewFigures:
    first = figures[0]
    place = first.place
    return NewFigures(
        units=pa.array([item.unit for item in figures]),
        indicators=pa.array([item.indicator for item in figures]),
        kinds=pa.array([item.kind.value for item in figures]),
        values=pa.array([str(item.source) for item in figures]),
        bounds=pa.array([item.bound.value for item in figures]),
        sources=pa.array([item.source for item in figures]),
        span=first.span,
        layer=first.layer,
        period=None if place is None else place.period,
        clusters=None if place is None else pa.array([place.cluster] * len(figures)),
    )


def stated(world: "World", value: str, unit: str = "u1") -> Observation:
    """A figure whose source is its value as text."""
    return evolve(world.figure(value, unit), source=value)


def test_figures_are_copied_in_and_joined_out(connection: Connection, world: "World") -> None:
    figures = [stated(world, "12.5"), stated(world, "-12345678901234.123456", "u2")]
    stored = save_figures(connection, new_figures(figures), world.actor, world.at)
    assert stored == Stored(new=2)
    signed = tuple(evolve(item, actor=world.actor, at=world.at) for item in figures)
    assert load_observations(connection, ["u1", "u2"], [world.year]) == signed
    read = read_self_figures(connection, ["u1", "u2"], world.year)
    assert read.select(["unit", "indicator", "kind", "value", "bound"]).to_pylist() == [
        {
            "unit": unit,
            "indicator": "jobs_created",
            "kind": ObservationKind.ACTUAL.value,
            "value": value,
            "bound": "exact",
        }
        for unit, value in (("u1", "12.5"), ("u2", "-12345678901234.123456"))
    ]


def test_only_what_is_new_is_a_revision(connection: Connection, world: "World") -> None:
    before = [stated(world, "1"), stated(world, "2", "u2")]
    save_observations(connection, before, world.actor, world.at)
    again = [stated(world, "1"), stated(world, "3", "u2")]
    stored = save_figures(connection, new_figures(again), world.actor, world.at)
    assert stored == Stored(changed=1, unchanged=1)
    read = read_self_figures(connection, ["u1", "u2"], world.year)
    assert dict(zip(read["unit"].to_pylist(), read["value"].to_pylist(), strict=True)) == {
        "u1": "1",
        "u2": "3",
    }


def test_a_layer_above_self_is_a_record_of_its_own(connection: Connection, world: "World") -> None:
    save_observations(connection, [stated(world, "1")], world.actor, world.at)
    above = evolve(stated(world, "2"), layer=Layer.APPRAISED, place=world.place)
    for expected in (Stored(new=1), Stored(unchanged=1)):
        figures = new_figures([above])
        assert save_figures(connection, figures, world.actor, world.at) == expected
    (read,) = read_figures_above(connection, ["u1"], "2025", ["k1"]).to_pylist()
    assert (read["cluster"], read["unit"], read["layer"], read["value"]) == (
        "k1", "u1", "appraised", "2",
    )  # fmt: skip


def test_judged_points_are_read_in_columns(connection: Connection, world: "World") -> None:
    first = JudgedPoints("u1", "A1", world.place, Layer.SELF, world.figure("2.5").value, "Đủ")
    save_judged(connection, [first], world.actor, world.at)
    (read,) = read_judged_points(connection, "2025", ["k1"]).to_pylist()
    assert (read["unit"], read["criterion"], read["points"]) == ("u1", "A1", "2.5")
