"""Work that workers find by its name, a Dask scheduler, and tasks that are told apart."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from attrs import define, field

from thidua.core.dataset.executors.dask_workers import DaskWorkers
from thidua.core.dataset.executors.processes import Processes
from thidua.core.dataset.executors.serial import Serial
from thidua.core.dataset.executors.tasks import Executor, Task
from thidua.core.text.bilingual import Text

HOME = Path(__file__).parents[2] / "data" / "executors"


@pytest.fixture(scope="session")
def tried() -> Iterator[ModuleType]:
    """The module of the work; workers started from here on find it too."""
    sys.path.insert(0, str(HOME))
    yield import_module("tried_work")
    sys.path.remove(str(HOME))


@contextmanager
def dask_cluster(workers: int) -> Iterator[Any]:
    """Dask on this machine, on ports that nobody else has."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        processes=True,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        memory_limit=None,
        silence_logs=logging.CRITICAL,
        scheduler_kwargs={"dashboard": False, "allowed_failures": 0},
    ) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def make_cluster() -> Callable[[int], AbstractContextManager[Any]]:
    """Starts Dask with so many workers; see :func:`dask_cluster`."""
    return dask_cluster


@pytest.fixture(scope="session")
def scheduler(tried: ModuleType) -> Iterator[str]:
    """The address of a Dask scheduler with two workers of this machine, one start for all."""
    with dask_cluster(2) as cluster:
        yield cluster.scheduler_address


@pytest.fixture(params=["serial", "threads", "processes", "dask"])
def executor(request: pytest.FixtureRequest, tried: ModuleType) -> Executor:
    """Each of the executors, with two workers."""
    match request.param:
        case "threads":
            return Serial(2)
        case "serial":
            return Serial()
        case "processes":
            return Processes(2)
    return DaskWorkers(address=request.getfixturevalue("scheduler"))


@pytest.fixture(params=["processes", "dask"])
def with_workers(request: pytest.FixtureRequest, tried: ModuleType) -> Executor:
    """Those whose workers can die."""
    if request.param == "processes":
        return Processes(2)
    return DaskWorkers(address=request.getfixturevalue("scheduler"))


@define
class Kept:
    """What an executor finished."""

    parts: dict[int, bytes] = field(factory=dict)

    def finish(self, task: Task, content: bytes) -> None:
        """Called once for each task."""
        assert task.number not in self.parts
        self.parts[task.number] = content


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture(scope="session")
def tasks_of() -> Callable[..., list[Task]]:
    """Makes tasks of what each is to be given."""

    def tasks(*given: object) -> list[Task]:
        return [Task(number, Text(f"phần {number}", f"part {number}"), one)
                for number, one in enumerate(given)]  # fmt: skip

    return tasks
