"""What every executor takes and gives: tasks in, bytes out, in whatever order they are done."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias

from attrs import frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse


@frozen
class Task:
    """One piece of the work: its place among the others, what a person calls it, and what the
    work function is given, which can be pickled."""

    number: int
    title: Text
    given: Any


Work: TypeAlias = Callable[[Any], bytes]
"""A function of a module, so that other processes find it by its name."""
Finish: TypeAlias = Callable[[Task, bytes], None]
"""Called in the caller's own thread, once for each task, as soon as it is done."""


class Executor(Protocol):
    """Does tasks, in any order. What the work refuses, and what ``finish`` raises, ends the rest;
    a worker that dies does not. Everything that was started is closed when ``run`` ends."""

    def run(self, work: Work, tasks: Sequence[Task], finish: Finish) -> None:
        """Do every task; Refused where one cannot be done, or no worker can be had."""
        ...


def given_up(task: Task, remedy: Text) -> Refused:
    """The refusal of a task of which every worker that tried it died; the executor knows what to
    do about its workers."""
    return refuse(
        "mọi tiến trình được giao phần này đều bị dừng đột ngột.",
        "every worker that was given this part died of it.",
        place=f"{task.title.vi} ({task.title.en})",
        remedy=remedy,
    )


FEWER_WORKERS = Text(
    "Thường là thiếu bộ nhớ: hãy giảm --workers rồi chạy lại cùng lệnh; những phần đã xong được"
    " giữ.",
    "Most often memory ran out: give fewer --workers and run the same command again; finished"
    " parts are kept.",
)
"""Where the workers are this command's own."""
