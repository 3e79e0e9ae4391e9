"""This process: one task after the other, or as many at once as it has threads for."""

from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from attrs import field, frozen, validators

from thidua.core.dataset.executors.tasks import Finish, Task, Work


@frozen
class Serial:
    """Needs no start; what it gives is what every other executor must give."""

    threads: int = field(default=1, validator=validators.ge(1))

    def run(self, work: Work, tasks: Sequence[Task], finish: Finish) -> None:
        """Do the tasks; without further threads, in their order."""
        if self.threads == 1:
            for task in tasks:
                finish(task, work(task.given))
            return
        pool = ThreadPoolExecutor(self.threads)
        try:
            _in_threads(pool, work, tasks, finish)
        finally:
            pool.shutdown(cancel_futures=True)


def _in_threads(
    pool: ThreadPoolExecutor, work: Work, tasks: Sequence[Task], finish: Finish
) -> None:
    under_way: dict[Future[bytes], Task] = {pool.submit(work, task.given): task for task in tasks}
    while under_way:
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            finish(under_way.pop(future), future.result())
