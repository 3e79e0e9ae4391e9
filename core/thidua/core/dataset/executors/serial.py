"""One task after the other, in this process."""

from collections.abc import Sequence

from attrs import frozen

from thidua.core.dataset.executors.tasks import Finish, Task, Work


@frozen
class Serial:
    """Needs no start; what it gives is what every other executor must give."""

    def run(self, work: Work, tasks: Sequence[Task], finish: Finish) -> None:
        """Do the tasks in their order."""
        for task in tasks:
            finish(task, work(task.given))
