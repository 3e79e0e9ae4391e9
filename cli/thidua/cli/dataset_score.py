"""``thidua dataset score``: every cluster of a dataset, scored on one machine or several."""

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import Misused, command, option, say
from thidua.cli.output import Column, format_option, grouped, show_notices, show_rows
from thidua.cli.progress import measured
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault

if TYPE_CHECKING:
    from thidua.core.dataset.executors.tasks import Executor
    from thidua.core.dataset.scoring_run import ScoringSummary

OBJECTS_BEFORE_COLLECTING = 700
"""Columns are few objects and much memory: cycles among them are looked for as Python usually does,
which is a third of the memory of what spares a ranking its time."""

EXECUTORS = ("serial", "processes", "dask")

COUNTS = ("ranked", "unscored", "excluded", "suspended", "capped")
COLUMNS = tuple(
    Column(key, Text(key, key))
    for key in ("output", "units", "clusters", *COUNTS, "provisional", "partitions", "resumed")
)


@command(
    "Chấm điểm, xếp hạng mọi cụm của một tập dữ liệu; dừng giữa chừng thì chạy lại cùng lệnh.",
    "Score and rank every cluster of a dataset; where it was stopped, run the same command again.",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@option(
    "-o",
    "--output",
    vi="Tệp Parquet để ghi kết quả; phần đã xong được giữ trong OUT.parts đến khi đủ.",
    en="Parquet file for the result; finished parts are kept in OUT.parts until it is whole.",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    required=True,
)
@option(
    "--executor",
    vi="Cách tính: serial (một tiến trình, nhiều luồng), processes (nhiều tiến trình) hoặc dask.",
    en="Who computes: serial (one process, threads), processes (several) or dask.",
    type=click.Choice(EXECUTORS),
    default=EXECUTORS[0],
)
@option(
    "--workers",
    vi="Số luồng hoặc tiến trình trên máy này; mặc định là số lõi.",
    en="Threads or processes on this machine; its cores unless given.",
    metavar="INTEGER",
    type=click.IntRange(min=1),
)
@option(
    "--address",
    vi="Bộ điều phối Dask đang chạy; không nêu thì lập một cụm Dask trên máy này.",
    en="A Dask scheduler that runs; without it a Dask cluster is made on this machine.",
    metavar="HOST:PORT",
)
@option(
    "--afresh",
    vi="Bỏ những phần mà lần chạy trước để lại, chấm lại từ đầu.",
    en="Drop what an earlier run left unfinished, and start again.",
    is_flag=True,
)
@with_session
@format_option
def score(
    session: Session,
    file: Path,
    output: Path,
    executor: str,
    workers: int | None,
    address: str | None,
    afresh: bool,
    shape: str,
) -> None:
    from thidua.core.dataset.scale import require_scale

    _check_words(executor, workers, address)
    require_scale()
    from thidua.cli.dataset_formulas import worker_formulas
    from thidua.cli.version import VERSION
    from thidua.core.dataset.scoring_run import score_dataset

    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    count = workers or os.cpu_count() or 1
    with measured(Text("Đang chấm điểm", "Scoring")) as progress:
        summary = score_dataset(
            file,
            output,
            _executor(executor, count, address),
            formulas=worker_formulas(session),
            release=f"thidua {VERSION}",
            afresh=afresh,
            progress=progress,
        )
    data = _data(summary, output)
    if shape == "table":
        for line in _words(summary, output):
            click.echo(say(line))
        show_notices(_notices(summary))
    else:
        show_rows([data], COLUMNS, shape, data=data)


def _check_words(executor: str, workers: int | None, address: str | None) -> None:
    if address is not None and executor != "dask":
        what = Text("--address cần --executor dask.", "--address needs --executor dask.")
        raise Misused(Fault(what))
    if address is not None and workers is not None:
        what = Text(
            "--workers là của máy này, không dùng cùng --address.",
            "--workers is of this machine, and does not go with --address.",
        )
        raise Misused(Fault(what))


def _executor(name: str, workers: int, address: str | None) -> "Executor":
    """The executor of a name; what it needs is imported only here."""
    if name == "serial":
        from thidua.core.dataset.executors.serial import Serial

        return Serial(workers)
    if name == "processes":
        from thidua.core.dataset.executors.processes import Processes

        return Processes(workers)
    from thidua.core.dataset.scale import CLUSTER, require_scale

    require_scale(*CLUSTER)
    from thidua.core.dataset.executors.dask_workers import DaskWorkers

    return DaskWorkers(workers, address)


def _data(summary: "ScoringSummary", output: Path) -> dict[str, Any]:
    return {
        "output": str(output),
        "units": summary.units,
        "clusters": summary.clusters,
        **{status.value: count for status, count in summary.statuses.items()},
        "provisional": summary.provisional,
        "partitions": summary.partitions,
        "resumed": summary.resumed,
        "basis": dict(summary.header.basis),
        "illustrative": summary.header.illustrative,
    }


def _notices(summary: "ScoringSummary") -> list[Text]:
    """What must be known beside every result, as beside a ranking."""
    from thidua.core.model.criteria import Basis
    from thidua.core.workspace.views.wording import BASIS_WORDS, ILLUSTRATIVE

    proposed = Basis.PROPOSAL.value in summary.header.basis.values()
    return [
        *([BASIS_WORDS[Basis.PROPOSAL]] if proposed else []),
        *([ILLUSTRATIVE] if summary.header.illustrative else []),
    ]


def _words(summary: "ScoringSummary", output: Path) -> list[Text]:
    from thidua.core.workspace.views.wording import STATUS_WORDS

    clusters = _clusters(summary.clusters)
    lines = [
        Text(
            f"Đã chấm {grouped(summary.units)} đơn vị trong {clusters.vi}.",
            f"Scored {grouped(summary.units, 'unit')} in {clusters.en}.",
        ),
        *(
            Text(
                f"  {STATUS_WORDS[status].vi}: {grouped(count)}",
                f"  {STATUS_WORDS[status].en}: {grouped(count)}",
            )
            for status, count in summary.statuses.items()
            if count
        ),
    ]
    if summary.provisional:
        some = _clusters(summary.provisional)
        lines.append(
            Text(f"Thứ hạng còn tạm tính ở {some.vi}.", f"Ranks are provisional in {some.en}.")
        )
    if summary.resumed:
        lines.append(
            Text(
                f"Dùng lại {summary.resumed}/{summary.partitions} phần của lần chạy trước.",
                f"{grouped(summary.resumed, 'part')} of {summary.partitions} kept from before.",
            )
        )
    return [*lines, Text(f"Kết quả: {output}", f"Result: {output}")]


def _clusters(count: int) -> Text:
    return Text(f"{grouped(count)} cụm", grouped(count, "cluster"))
