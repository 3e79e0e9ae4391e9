"""Workers of a Dask cluster: one that runs somewhere, or one of this machine for the while."""

import asyncio
import logging
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from attrs import field, frozen, validators
from distributed import (
    Client,
    KilledWorker,
    LocalCluster,
    Security,
    as_completed,
)
from distributed.comm.core import connect
from distributed.versions import VersionMismatchWarning

from thidua.core.dataset.executors.interrupts import deaf_children
from thidua.core.dataset.executors.tasks import FEWER_WORKERS, Finish, Task, Work, given_up
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all

PATIENCE = 5
"""Seconds after which a scheduler that does not answer, or has no worker, is not waited for."""

AGREEING = ("python", "thidua", "dask", "distributed", "numpy", "pyarrow")
"""What every machine must have in the same version for the same bytes to come out."""

FEWER_THERE = Text(
    "Thường là thiếu bộ nhớ trên máy chạy tiến trình tính: hãy chạy dask worker ở đó với --nworkers"
    " nhỏ hơn, hoặc thêm bộ nhớ, rồi chạy lại cùng lệnh; những phần đã xong được giữ.",
    "Most often memory ran out on the workers' machine: start dask worker there with a smaller"
    " --nworkers, or give it more memory, and run the same command again; finished parts are kept.",
)
"""Where others started the workers."""


@frozen
class DaskWorkers:
    """The workers of the scheduler at ``address`` (``host:port``, ``tcp://…``, ``tls://…``), or,
    without one, so many processes of this machine. Dask itself gives the task of a dead worker to
    another."""

    workers: int = field(default=1, validator=validators.ge(1))
    address: str | None = None

    def run(self, work: Work, tasks: Sequence[Task], finish: Finish) -> None:
        """Do the tasks; those whose workers died are tried once more, one at a time: Dask suspects
        all that such a worker was to do. Refused where no scheduler or worker is reached, the
        machines' versions differ, or the connection is lost."""
        with _quiet(), self._client() as client:
            for suspect in self._do(client, work, tasks, finish):
                if self._do(client, work, [suspect], finish):
                    raise given_up(suspect, FEWER_WORKERS if self.address is None else FEWER_THERE)

    def _client(self) -> AbstractContextManager[Client]:
        return _local(self.workers) if self.address is None else _remote(self.address)

    def _do(self, client: Client, work: Work, tasks: Sequence[Task], finish: Finish) -> list[Task]:
        """Do the tasks but for those, returned, of which every worker died."""
        dead: list[Task] = []
        told = _Told(work)
        waiting = {client.submit(told, task.given, pure=False): task for task in tasks}
        ended = as_completed(list(waiting), loop=client.loop, with_results=True, raise_errors=False)
        for future, result in ended:
            task = waiting.pop(future)
            if isinstance(result, bytes):
                finish(task, result)
            elif isinstance(result, _Refusal):
                raise Refused(result.faults)
            elif isinstance(error := _error_of(result), KilledWorker):
                dead.append(task)
            else:
                raise _in_words(error, self.address or "")
        return dead


@frozen
class _Refusal:
    """The faults of a refusal as a result: Dask cannot carry an exception that is frozen."""

    faults: tuple[Fault, ...]


@frozen
class _Told:
    """The work, with what it refuses as a result."""

    work: Work

    def __call__(self, given: Any) -> bytes | _Refusal:
        try:
            return self.work(given)
        except Refused as refused:
            return _Refusal(refused.faults)


def _error_of(result: Any) -> BaseException:
    """The exception of a task that failed (type, exception, traceback) or was cancelled."""
    error: BaseException = result[1] if isinstance(result, tuple) else result
    return error


def _in_words(error: BaseException, address: str) -> BaseException:
    """What a user can mend, as a refusal; a defect as it is."""
    if isinstance(error, CancelledError):
        return _lost(address)
    return _cannot_import(error) if isinstance(error, ImportError) else error


@contextmanager
def _local(workers: int) -> Iterator[Client]:
    with deaf_children():
        cluster = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",  # without one it would ask for port 8787
            memory_limit=None,
            silence_logs=logging.CRITICAL,
            # A task that fails is tried as often again, alone.
            scheduler_kwargs={"dashboard": False, "allowed_failures": 1},
        )
    with cluster, Client(cluster, set_as_default=False) as client:
        yield client


@contextmanager
def _remote(address: str) -> Iterator[Client]:
    _check(address)
    try:
        # Dask itself would wait for ever for the greeting of what is no scheduler.
        asyncio.run(asyncio.wait_for(_greet(address), PATIENCE))
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (TimeoutError, OSError, ValueError, ImportError) as cause:
        raise _unreachable(address) from cause
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as cause:
            raise _no_workers(address) from cause
        versions: Any = client.get_versions(packages=AGREEING)
        refuse_all(disagreements(versions))
        yield client


def _check(address: str) -> None:
    """What Dask would fail at in its own words, or not before long."""
    if not _ADDRESS.fullmatch(address):
        raise _no_address(address)
    if address.startswith("tls:") and not _connection_arguments().get("ssl_context"):
        raise _no_certificates(address)


_ADDRESS = re.compile(r"((tcp|tls)://)?[^\s/]+:\d{1,5}")


def _connection_arguments() -> dict[str, Any]:
    """As Dask's own configuration on this machine says."""
    arguments: dict[str, Any] = Security().get_connection_args("client")
    return arguments


async def _greet(address: str) -> None:
    comm = await connect(address, timeout=PATIENCE, **_connection_arguments())
    comm.abort()


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask tells its story in log lines on the screen; what matters of it is told in refusals,
    and so are versions that differ."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)
            yield
    finally:
        logging.disable(before)


def disagreements(versions: Mapping[str, Any]) -> list[Fault]:
    """A fault for each machine and package of another version than here."""
    here = _packages(versions["client"])
    others = {"scheduler": versions["scheduler"], **versions["workers"]}
    return [
        _other_version(place, name, here[name], found[name])
        for place, told in others.items()
        for found in [_packages(told)]
        for name in AGREEING
        if found[name] != here[name]
    ]


def _packages(told: Mapping[str, Any]) -> dict[str, str | None]:
    found: Mapping[str, str | None] = told["packages"]
    python = str(found["python"]).split(".")
    return {**{name: found.get(name) for name in AGREEING}, "python": ".".join(python[:2])}


def _other_version(place: str, name: str, here: str | None, there: str | None) -> Fault:
    vi, en = (there, there) if there else ("không có", "none")
    return Fault(
        Text(f"{name}: máy này {here}, máy kia {vi}.", f"{name}: {here} here, {en} there."),
        place,
        Text("Hãy cài cùng phiên bản trên mọi máy.", "Install the same version everywhere."),
    )


def _no_address(address: str) -> Refused:
    return refuse(
        "không phải là địa chỉ của bộ điều phối Dask.",
        "is not the address of a Dask scheduler.",
        place=address,
        remedy=Text(
            "Hãy ghi MÁY:CỔNG, tcp://MÁY:CỔNG hoặc tls://MÁY:CỔNG, ví dụ 10.0.0.5:8786.",
            "Give HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT, such as 10.0.0.5:8786.",
        ),
    )


def _no_certificates(address: str) -> Refused:
    return refuse(
        "địa chỉ tls:// cần chứng thư, mà cấu hình Dask của máy này chưa nêu.",
        "a tls:// address needs certificates, which Dask's configuration here does not name.",
        place=address,
        remedy=Text(
            "Hãy khai báo theo: https://distributed.dask.org/en/stable/tls.html",
            "Name them as told in: https://distributed.dask.org/en/stable/tls.html",
        ),
    )


def _unreachable(address: str) -> Refused:
    return refuse(
        f"không có bộ điều phối Dask nào trả lời trong {PATIENCE} giây.",
        f"no Dask scheduler answered within {PATIENCE} seconds.",
        place=address,
        remedy=Text(
            "Hãy kiểm tra máy, cổng và tường lửa; bộ điều phối chạy bằng lệnh: dask scheduler",
            "Check the host, the port and the firewall; a scheduler is started by: dask scheduler",
        ),
    )


def _no_workers(address: str) -> Refused:
    return refuse(
        f"bộ điều phối Dask chưa có tiến trình tính (worker) nào sau {PATIENCE} giây.",
        f"the Dask scheduler has no worker after {PATIENCE} seconds.",
        place=address,
        remedy=Text(
            f"Trên mỗi máy hãy chạy: dask worker {address}",
            f"Run on each machine: dask worker {address}",
        ),
    )


def _lost(address: str) -> Refused:
    return refuse(
        "mất kết nối với bộ điều phối Dask khi đang tính.",
        "the connection to the Dask scheduler was lost on the way.",
        place=address,
        remedy=Text(
            "Hãy chạy lại cùng lệnh: những phần đã xong được giữ.",
            "Run the same command again: finished parts are kept.",
        ),
    )


def _cannot_import(error: ImportError) -> Refused:
    return refuse(
        f"tiến trình tính (worker) của Dask không nạp được “{error.name or error}”.",
        f"a Dask worker cannot import “{error.name or error}”.",
        remedy=Text(
            "Hãy cài thidua[scale] và các phần mở rộng, cùng phiên bản, trên mọi máy.",
            "Install thidua[scale] and the plugins, in the same versions, on every machine.",
        ),
    )
