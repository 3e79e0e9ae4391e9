"""A workspace's database for each test, and the smallest content that most tests need."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import frozen
from sqlalchemy import Connection, Engine

from thidua.core.model.cluster import Cluster, Membership, Role
from thidua.core.model.criteria import Basis
from thidua.core.model.freezing import digest_of
from thidua.core.model.observation import Observation, ObservationKind, Place
from thidua.core.model.period import Period, PeriodKind, Span
from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.record.clusters import save_clusters, save_roster
from thidua.core.record.connection import open_engine, writing
from thidua.core.record.migrating import create_database
from thidua.core.record.opened import OpenedCluster, PeriodMember
from thidua.core.record.periods import open_period
from thidua.core.record.units import save_units


@frozen
class World:
    """Two units in one cluster, open in 2025."""

    actor: str = "nguyen.van.an"
    at: datetime = datetime(2026, 1, 15, 1, 30, tzinfo=UTC)
    year: Span = Span(date(2025, 1, 1), date(2025, 12, 31))
    place: Place = Place("k1", "2025")
    cluster: Cluster = Cluster("k1", "Cụm số 1", "so", "cụm")
    scheme: str = '{"code":"scheme"}'
    digest: str = digest_of('{"code":"scheme"}')

    def units(self) -> tuple[Unit, ...]:
        """The department that runs the cluster, and the two members."""
        named = (("so", "Sở Lao động"), ("u1", "Phòng Người có công"), ("u2", "Phòng Trẻ em"))
        return tuple(
            Unit(code, (UnitVersion(date(2020, 1, 1), name, "division"),)) for code, name in named
        )

    def period(self) -> Period:
        """The year 2025."""
        return Period("2025", self.year, PeriodKind.YEAR)

    def opened(self) -> OpenedCluster:
        """The cluster with both members."""
        members = (PeriodMember("u1", Role.HEAD), PeriodMember("u2"))
        return OpenedCluster(self.place, "set-2026", Basis.PROPOSAL, self.digest, members)

    def figure(self, value: str = "12.5", unit: str = "u1") -> Observation:
        """One result of the year."""
        actual = ObservationKind.ACTUAL
        return Observation(unit, "jobs_created", actual, self.year, Fraction(value))

    def fill(self, connection: Connection) -> None:
        """Store it all."""
        save_units(connection, self.units())
        save_clusters(connection, [self.cluster])
        roster = [Membership("k1", "u1", Role.HEAD), Membership("k1", "u2")]
        save_roster(connection, self.cluster, roster)
        schemes = {self.digest: self.scheme}
        open_period(connection, self.period(), [self.opened()], schemes, self.actor, self.at)


@pytest.fixture(scope="session")
def world() -> World:
    return World()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds only its schema; to be copied."""
    path = tmp_path_factory.mktemp("template") / "thidua.db"
    create_database(path)
    return path


@pytest.fixture
def path(empty_database: Path, tmp_path: Path) -> Path:
    """A database of the test's own."""
    return Path(shutil.copy(empty_database, tmp_path / "thidua.db"))


@pytest.fixture
def engine(path: Path) -> Engine:
    return open_engine(path)


@pytest.fixture
def filled(engine: Engine, world: World) -> Engine:
    """A database with the world in it."""
    with writing(engine) as connection:
        world.fill(connection)
    return engine


@pytest.fixture
def connection(filled: Engine) -> Iterator[Connection]:
    """A writing unit of work on the filled database."""
    with writing(filled) as connection:
        yield connection
