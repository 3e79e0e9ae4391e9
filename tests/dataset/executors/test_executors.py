"""Whoever does the work: every task done once, with the same bytes, and what goes wrong told."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from distributed import Client

from thidua.core.dataset.executors.dask_workers import DaskWorkers, disagreements
from thidua.core.dataset.executors.processes import Processes
from thidua.core.dataset.executors.tasks import Executor, Task
from thidua.core.text.fault import Refused

if TYPE_CHECKING:
    from tests.dataset.executors.conftest import Kept

pytestmark = pytest.mark.xdist_group("dask")
"""One start of its scheduler for all."""

TasksOf = Callable[..., list[Task]]
MakeCluster = Callable[[int], AbstractContextManager[Any]]
EXPECTED = {number: letter.encode() * 100_000 for number, letter in enumerate("abcdef")}


def test_every_executor_gives_the_same(
    executor: Executor, tried: ModuleType, tasks_of: TasksOf, kept: "Kept"
) -> None:
    executor.run(tried.letters, tasks_of(*"abcdef"), kept.finish)
    assert kept.parts == EXPECTED
    executor.run(tried.letters, [], kept.finish)


def test_a_refusal_of_the_work_ends_the_run(
    executor: Executor, tried: ModuleType, tasks_of: TasksOf, kept: "Kept"
) -> None:
    with pytest.raises(Refused, match="broken at c"):
        executor.run(tried.refuse_one, tasks_of(*"abcdef"), kept.finish)
    assert 2 not in kept.parts


def test_what_fails_while_a_result_is_put_away_ends_the_run(
    executor: Executor, tried: ModuleType, tasks_of: TasksOf
) -> None:
    def finish(task: Task, content: bytes) -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        executor.run(tried.letters, tasks_of(*"abcdef"), finish)


def test_a_worker_killed_on_the_way_changes_nothing(
    with_workers: Executor, tried: ModuleType, tasks_of: TasksOf, kept: "Kept", tmp_path: Path
) -> None:
    marks = ["", str(tmp_path / "b"), "", "", "", ""]
    with_workers.run(tried.die_once, tasks_of(*zip(marks, "abcdef", strict=True)), kept.finish)
    assert kept.parts == EXPECTED
    assert (tmp_path / "b").exists()


def test_a_task_that_kills_every_worker_is_named(
    with_workers: Executor, tried: ModuleType, tasks_of: TasksOf, kept: "Kept"
) -> None:
    with pytest.raises(Refused) as refused:
        with_workers.run(tried.always_die, tasks_of(*"abdef"), kept.finish)
    (fault,) = refused.value.faults
    assert fault.place == "phần 2 (part 2)"
    assert fault.what.en == "every worker that was given this part died of it."
    assert fault.remedy is not None
    ours = isinstance(with_workers, Processes)
    assert ("--workers" in fault.remedy.vi, "--nworkers" in fault.remedy.vi) == (ours, not ours)
    assert 2 not in kept.parts


def test_an_interrupted_pool_ends_at_once(
    tried: ModuleType, tasks_of: TasksOf, kept: "Kept"
) -> None:
    begin = time.monotonic()

    def interrupt(task: Task, content: bytes) -> None:
        kept.finish(task, content)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Processes(2).run(tried.linger, tasks_of(*"abc"), interrupt)
    assert time.monotonic() - begin < 30
    assert list(kept.parts) == [0]


STARTING = """
import sys

sys.path.insert(0, sys.argv[1])

from thidua.core.dataset.executors.processes import Processes
from thidua.core.dataset.executors.tasks import Task
from thidua.core.text.bilingual import Text
from tried_work import linger


def tell(task: Task, content: bytes) -> None:
    print("one done", flush=True)


if __name__ == "__main__":
    tasks = [Task(number, Text("a", "a"), given) for number, given in enumerate("abb")]
    Processes(2).run(linger, tasks, tell)
"""


def test_no_worker_outlives_a_killed_parent(tried: ModuleType, tmp_path: Path) -> None:
    script = tmp_path / "starting.py"
    script.write_text(STARTING)
    (tmp_path / "temporary").mkdir()
    parent = subprocess.Popen(
        [sys.executable, script, Path(tried.__file__ or "").parent],
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path / "temporary")},
    )
    with parent:
        assert parent.stdout is not None and parent.stdout.readline() == b"one done\n"
        assert list((tmp_path / "temporary").iterdir())
        parent.kill()
        # The workers have the stream too: it ends when the last of them has ended.
        parent.communicate(timeout=30)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_there_are_no_more_workers_than_the_system_bears(
    tried: ModuleType, tasks_of: TasksOf, kept: "Kept", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thidua.core.dataset.executors.processes.MOST_WORKERS", 1)
    Processes(100).run(tried.who, tasks_of(*"abc"), kept.finish)
    assert len(set(kept.parts.values())) == 1


def test_results_that_find_no_room_are_refused(
    tried: ModuleType,
    tasks_of: TasksOf,
    kept: "Kept",
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(Refused, match="cannot be written: there is no such file or folder"):
        Processes(1).run(tried.lose_the_folder, tasks_of(str(tmp_path)), kept.finish)


def test_a_pool_needs_a_worker() -> None:
    with pytest.raises(ValueError, match="workers"):
        Processes(0)


@pytest.fixture
def silent_port() -> Any:
    """A port that takes connections and says nothing."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_what_is_no_scheduler_is_refused_with_its_address(
    monkeypatch: pytest.MonkeyPatch, kept: "Kept", silent_port: int
) -> None:
    monkeypatch.setattr("thidua.core.dataset.executors.dask_workers.PATIENCE", 0.3)
    silent = f"127.0.0.1:{silent_port}"
    for address in (silent, f"tcp://{silent}", "127.0.0.1:1", "there:is:1", "[::1]:1", "a:99999"):
        with pytest.raises(Refused, match="no Dask scheduler answered") as refused:
            DaskWorkers(address=address).run(len, [], kept.finish)  # type: ignore[arg-type]
        assert refused.value.faults[0].place == address


@pytest.mark.parametrize(
    "address", ["ucx://a:1", "http://a:8787", "inproc://a:1", "a", "tcp://a", "a:", "a b:1", ""]
)
def test_an_address_of_another_kind_is_refused(address: str, kept: "Kept") -> None:
    with pytest.raises(Refused, match="is not the address of a Dask scheduler") as refused:
        DaskWorkers(address=address).run(len, [], kept.finish)  # type: ignore[arg-type]
    assert refused.value.faults[0].place == address


def test_certificates_that_are_not_named_are_asked_for(kept: "Kept") -> None:
    with pytest.raises(Refused, match="a tls:// address needs certificates"):
        DaskWorkers(address="tls://127.0.0.1:1").run(len, [], kept.finish)  # type: ignore[arg-type]


def test_a_scheduler_without_workers_is_refused(
    monkeypatch: pytest.MonkeyPatch, make_cluster: MakeCluster, kept: "Kept"
) -> None:
    monkeypatch.setattr("thidua.core.dataset.executors.dask_workers.PATIENCE", 0.5)
    with (
        make_cluster(0) as cluster,
        pytest.raises(Refused, match="has no worker"),
    ):
        DaskWorkers(address=cluster.scheduler_address).run(len, [], kept.finish)  # type: ignore[arg-type]


def test_a_connection_that_is_lost_is_told(
    monkeypatch: pytest.MonkeyPatch,
    make_cluster: MakeCluster,
    tried: ModuleType,
    tasks_of: TasksOf,
    kept: "Kept",
) -> None:
    monkeypatch.setattr("thidua.core.dataset.executors.dask_workers.PATIENCE", 1)
    with make_cluster(1) as cluster:

        def leave(task: Task, content: bytes) -> None:
            kept.finish(task, content)
            threading.Thread(target=cluster.close).start()

        with pytest.raises(Refused, match="the connection to the Dask scheduler was lost"):
            DaskWorkers(address=cluster.scheduler_address).run(tried.linger, tasks_of(*"ab"), leave)
    assert list(kept.parts) == [0]


def test_what_a_worker_cannot_import_is_named(
    scheduler: str, tried: ModuleType, tasks_of: TasksOf, kept: "Kept"
) -> None:
    with pytest.raises(Refused, match="cannot import “absent”"):
        DaskWorkers(address=scheduler).run(tried.need_absent, tasks_of("a"), kept.finish)


def test_a_defect_of_the_work_is_no_refusal(
    executor: Executor, tried: ModuleType, tasks_of: TasksOf, kept: "Kept"
) -> None:
    with pytest.raises(ZeroDivisionError):
        executor.run(tried.defect, tasks_of("a"), kept.finish)


def versions(**changed: str | None) -> dict[str, Any]:
    here = {"python": "3.11.7.final.0", "thidua": "1.0", "dask": "2026.8", "numpy": "2.4"}
    same = {**here, "distributed": "2026.8", "pyarrow": "26"}
    return {
        "client": {"packages": same},
        "scheduler": {"packages": {**same, "python": "3.11.9.final.0"}},
        "workers": {"tcp://10.0.0.7:4000": {"packages": {**same, **changed}}},
    }


def test_machines_of_other_versions_are_named() -> None:
    assert disagreements(versions()) == []
    found = disagreements(versions(thidua="0.9", pyarrow=None, python="3.12.1.final.0"))
    assert [fault.place for fault in found] == ["tcp://10.0.0.7:4000"] * 3
    assert [fault.what.en for fault in found] == [
        "python: 3.11 here, 3.12 there.",
        "thidua: 1.0 here, 0.9 there.",
        "pyarrow: 26 here, none there.",
    ]


def test_other_versions_are_refused_before_anything_is_scored(
    scheduler: str, monkeypatch: pytest.MonkeyPatch, kept: "Kept"
) -> None:
    monkeypatch.setattr(Client, "get_versions", lambda *_, **__: versions(thidua="0.9"))
    with pytest.raises(Refused, match=r"thidua: 1\.0 here, 0\.9 there"):
        DaskWorkers(address=scheduler).run(len, [], kept.finish)  # type: ignore[arg-type]
