"""Processes of this machine: a pool that outlives the death of its workers.

A result goes from worker to pool through a file. A pipe holds a few kilobytes of it at a time, and
a worker killed while it fills one would leave the pool waiting for the rest, for ever.
"""

import multiprocessing
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from threading import Thread

from attrs import field, frozen, validators

from thidua.core.dataset.executors.interrupts import deaf_children
from thidua.core.dataset.executors.tasks import FEWER_WORKERS, Finish, Task, Work, given_up
from thidua.core.files.refusal import guarded_write

ATTEMPTS = 4
"""Workers that may die of one task before it is given up."""
MOST_WORKERS = 61 if sys.platform == "win32" else 4096
"""Windows waits for no more processes at once."""


@frozen
class Processes:
    """So many workers, each a Python of its own (``spawn``), which takes it a moment to start.

    They end with this process, however it ends.
    """

    workers: int = field(validator=validators.ge(1))

    def run(self, work: Work, tasks: Sequence[Task], finish: Finish) -> None:
        """Do the tasks. Those that were under way when a worker died are tried one at a time, so
        that the one that kills its worker is known, and has the memory to itself."""
        workers = min(self.workers, MOST_WORKERS)
        with tempfile.TemporaryDirectory(prefix="thidua-") as folder:
            kept = _Kept(work, folder)
            waiting, suspects = list(tasks), list[Task]()
            deaths: Counter[int] = Counter()
            while waiting or suspects:
                dead = (
                    _round(1, kept, suspects, finish)
                    if suspects
                    else _round(workers, kept, waiting, finish)
                )
                for task in dead:
                    deaths[task.number] += 1
                    if deaths[task.number] == ATTEMPTS:
                        raise given_up(task, FEWER_WORKERS)
                suspects += dead


@frozen
class _Kept:
    """The work with its result in a file, of which it gives the name."""

    work: Work
    folder: str

    def __call__(self, task: Task) -> str:
        content = self.work(task.given)
        file = Path(self.folder, str(task.number))
        with guarded_write(file):
            file.write_bytes(content)
        return str(file)


def _taken(name: str) -> bytes:
    file = Path(name)
    content = file.read_bytes()
    file.unlink()
    return content


def _round(workers: int, work: _Kept, waiting: list[Task], finish: Finish) -> list[Task]:
    """Do what is waiting and take it from there. Where a worker dies its pool dies with it: what
    was under way is returned, and the rest is still waiting."""
    under_way: dict[Future[str], Task] = {}
    dead: list[Task] = []
    with _pool(min(workers, len(waiting)), work.folder) as pool:
        _start(pool, workers, work, waiting, under_way)
        while under_way:
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            ended = [(under_way.pop(future), future) for future in done]
            broken = [task for task, future in ended if _is_broken(future)]
            dead += broken
            if not dead:  # the workers go on while the results are put away
                _start(pool, workers, work, waiting, under_way)
            for task, future in ended:
                if task not in broken:
                    finish(task, _taken(future.result()))
    return dead


def _is_broken(future: Future[str]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def _start(
    pool: ProcessPoolExecutor,
    workers: int,
    work: _Kept,
    waiting: list[Task],
    under_way: dict[Future[str], Task],
) -> None:
    """Give every worker something to do, and no more: what a broken pool had is suspect."""
    with suppress(BrokenProcessPool), deaf_children():
        while waiting and len(under_way) < workers:
            under_way[pool.submit(work, waiting[0])] = waiting[0]
            del waiting[0]


@contextmanager
def _pool(workers: int, folder: str) -> Iterator[ProcessPoolExecutor]:
    """A pool whose workers end with it: at once where what is done within fails."""
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), end_with_parent, (folder,)
    )
    try:
        yield pool
    except BaseException:
        for worker in set(multiprocessing.active_children()) - others:
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def end_with_parent(folder: str) -> None:
    """In a worker: end it as soon as the process that started it is gone, however that ended, and
    remove the folder of results that nobody takes any more."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    Thread(target=_end_after, args=(parent.sentinel, folder), daemon=True).start()


def _end_after(sentinel: int, folder: str) -> None:  # pragma: no cover, ends uncounted
    wait_for([sentinel])
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)  # the work under way is nobody's either
