"""A dataset scored by partitions of whole clusters, whoever computes them.

A partition is a range of row groups. The scores of each row group are encoded where they are
computed, and the result is put together by copying them: the same bytes whatever the executor,
the number of workers and the number of partitions.
"""

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
from attrs import asdict, frozen

from thidua.core.dataset.executors.tasks import Executor, Task
from thidua.core.dataset.parts import PartStore, open_parts
from thidua.core.dataset.reading import Dataset, Group, Stamp, open_dataset, stamp_of
from thidua.core.dataset.score_file import (
    ScoreHeader,
    score_header_of,
    score_table_bytes,
    write_scores,
)
from thidua.core.model.formulas import Formula
from thidua.core.model.freezing.canonical_json import canonical_json
from thidua.core.scoring.columns.results import STATUSES, TableScore
from thidua.core.scoring.columns.scoring import score_table
from thidua.core.scoring.columns.table import ClusterTable
from thidua.core.scoring.results import Status
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse

Formulas = Callable[[], Mapping[str, Formula]]
"""Gives the formulas that are plain Python functions, in whatever process it is called: a function
of a module, or a record that can be pickled."""
Progress = Callable[[int, int], None]
"""Told of the members scored so far, and of how many there are."""


@frozen
class ScoringSummary:
    """What a run did, in numbers."""

    units: int
    clusters: int
    statuses: Mapping[Status, int]
    """How many members of each status, each named even where there are none."""
    provisional: int
    """Clusters whose ranks are provisional."""
    partitions: int
    resumed: int
    """Partitions taken over from an earlier run."""
    header: ScoreHeader
    """By what rules, on what kind of figures."""


def score_dataset(
    file: Path,
    out: Path,
    executor: Executor,
    *,
    formulas: Formulas,
    release: str,
    partitions: int | None = None,
    afresh: bool = False,
    progress: Progress = lambda done, total: None,
) -> ScoringSummary:
    """Score a dataset and write the scores to ``out``.

    ``partitions`` is the row groups' number unless given. What is finished is kept in
    ``OUT.parts`` until the result is complete; the same call takes it up from there, ``afresh``
    drops it. Refused where the dataset, a worker, the store or the result fails; the result is
    then as it was before.
    """
    _check_place(file, out)
    dataset = open_dataset(file, formulas())
    header = score_header_of(dataset, release)
    store = open_parts(out, canonical_json(asdict(header)), afresh=afresh)
    tasks = _tasks(dataset, formulas, partitions or len(dataset.groups))
    run = _Run(store, tasks, sum(group.rows for group in dataset.groups), progress)
    waiting = run.waiting()
    executor.run(score_partition, waiting, run.finish)
    write_scores(out, header, run.scores())
    store.remove()
    return run.summary(header, resumed=len(tasks) - len(waiting))


def _check_place(file: Path, out: Path) -> None:
    """What would only be found out when all is scored."""
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise refuse(
            "không ghi được: đó là thư mục, hoặc thư mục chứa tệp không có.",
            "cannot be written: it is a folder, or its folder does not exist.",
            place=str(out),
        )
    if out.exists() and file.exists() and out.samefile(file):
        raise refuse(
            "kết quả không được ghi đè lên tập dữ liệu.",
            "the result must not replace the dataset.",
            place=str(out),
            remedy=Text("Hãy ghi ra tệp khác.", "Write it to another file."),
        )


@frozen
class Partition:
    """A range of row groups, and all that a worker needs to score it."""

    file: Path
    content: str
    """The digest of what the file holds: it must be the same wherever it is opened."""
    groups: range
    rows: int
    formulas: Formulas


def score_partition(partition: Partition) -> bytes:
    """The counts of a partition, and its scores as :func:`write_scores` wants them.

    Refused where this machine has no such file, or another one of that name.
    """
    dataset = _opened(partition.file, _stamp_here(partition.file), partition.formulas)
    if _content_of(dataset) != partition.content:
        raise refuse(
            f"tệp trên máy “{platform.node()}” khác tệp cần chấm.",
            f"the file on “{platform.node()}” is not the one to be scored.",
            place=str(partition.file),
            remedy=SAME_PATH,
        )
    counts = _Counts()
    with _PYTHON if _has_python(dataset) else nullcontext():
        scores = score_table_bytes(dataset.rules, counts.scored(dataset, partition.groups))
    return json.dumps(counts.plain()).encode() + b"\n" + scores


_PYTHON = Lock()
"""Plain Python functions of plugins are not made for several threads at once."""


def _has_python(dataset: Dataset) -> bool:
    formulas = (one for compiled in dataset.rules.sets.values() for one in compiled.formulas)
    return any(formula.function is not None for formula in formulas)


SAME_PATH = Text(
    "Mọi máy phải đọc được cùng một tệp theo cùng một đường dẫn, ví dụ trên ổ đĩa dùng chung.",
    "Every machine must read the same file under the same path, as on a shared drive.",
)


def _stamp_here(file: Path) -> Stamp:
    if not file.exists():
        raise refuse(
            f"máy “{platform.node()}” không có tệp này.",
            f"“{platform.node()}” has no such file.",
            place=str(file),
            remedy=SAME_PATH,
        )
    return stamp_of(file)


@lru_cache(maxsize=1)
def _opened(file: Path, _: Stamp, formulas: Formulas) -> Dataset:
    """Once for all partitions that a worker scores, unless the file changes."""
    return open_dataset(file, formulas())


def _content_of(dataset: Dataset) -> str:
    """By the sealed digest of the pages and by what the footer says of them: quick to find, as
    whoever reads a page compares it with its checksum."""
    told = sorted((dataset.metadata.metadata or {}).items())
    return hashlib.sha256(repr((dataset.seal, told)).encode()).hexdigest()


class _Counts:
    """What is counted while a partition is scored."""

    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.clusters = 0
        self.provisional = 0

    def scored(self, dataset: Dataset, groups: range) -> Iterator[tuple[ClusterTable, TableScore]]:
        """Each row group with its scores, one at a time."""
        for group in groups:
            table = dataset.table(group)
            score = score_table(dataset.rules, table)
            counts = np.bincount(score.statuses, minlength=len(STATUSES)).tolist()
            self.statuses.update(
                {status.value: count for status, count in zip(STATUSES, counts, strict=True)}
            )
            self.clusters += len(table.clusters)
            self.provisional += int(score.provisional.sum())
            yield table, score

    def plain(self) -> dict[str, int]:
        """As numbers by name, which add up over partitions."""
        return {**self.statuses, "clusters": self.clusters, "provisional": self.provisional}


class _Run:
    """The tasks of a run, its store, and what has been counted of what is finished."""

    def __init__(self, store: PartStore, tasks: list[Task], rows: int, progress: Progress) -> None:
        self._store, self._tasks, self._rows, self._progress = store, tasks, rows, progress
        self._counts: Counter[str] = Counter()
        self._done = 0

    def waiting(self) -> list[Task]:
        """The tasks of which the store has no sound part."""
        waiting = []
        for task in self._tasks:
            content = self._store.kept(_name(task))
            if content is None:
                waiting.append(task)
            else:
                self._count(task, content)
        return waiting

    def finish(self, task: Task, content: bytes) -> None:
        """Keep a part."""
        self._store.keep(_name(task), content)
        self._count(task, content)

    def scores(self) -> Iterator[bytes]:
        """The parts in their order, without their counts."""
        for task in self._tasks:
            content = self._store.kept(_name(task))
            if content is None:
                raise refuse(
                    "phần đã giữ bị mất hoặc bị hỏng trước khi ghép.",
                    "a part that was kept is lost or damaged before it was put in place.",
                    place=str(self._store.folder),
                    remedy=Text("Hãy chạy lại cùng lệnh.", "Run the same command again."),
                )
            yield content.partition(b"\n")[2]

    def summary(self, header: ScoreHeader, *, resumed: int) -> ScoringSummary:
        """What has been counted."""
        return ScoringSummary(
            units=self._rows,
            clusters=self._counts["clusters"],
            statuses={status: self._counts[status.value] for status in STATUSES},
            provisional=self._counts["provisional"],
            partitions=len(self._tasks),
            resumed=resumed,
            header=header,
        )

    def _count(self, task: Task, content: bytes) -> None:
        self._counts.update(json.loads(content.partition(b"\n")[0]))
        self._done += task.given.rows
        self._progress(self._done, self._rows)


def _name(task: Task) -> str:
    """By its row groups, so that a run of other partitions does not take it for its own."""
    groups = task.given.groups
    return f"{groups.start:06}-{groups.stop:06}"


def _tasks(dataset: Dataset, formulas: Formulas, partitions: int) -> list[Task]:
    """Ranges of row groups of much the same number."""
    total = len(dataset.groups)
    count = min(partitions, total)
    bounds = [total * number // count for number in range(count + 1)]
    return [
        _task(dataset, number, range(*bounds[number : number + 2]), formulas)
        for number in range(count)
    ]


def _task(dataset: Dataset, number: int, groups: range, formulas: Formulas) -> Task:
    held: tuple[Group, ...] = dataset.groups[groups.start : groups.stop]
    first, last = held[0].first, held[-1].last
    rows = sum(group.rows for group in held)
    title = Text(
        f"phần {number + 1}, cụm “{first}” đến “{last}”",
        f"part {number + 1}, clusters “{first}” to “{last}”",
    )
    # Other machines and processes have other working folders.
    file = dataset.file.absolute()
    return Task(number, title, Partition(file, _content_of(dataset), groups, rows, formulas))
