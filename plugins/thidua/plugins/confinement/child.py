"""The child of a confined call: loads one function, takes limits, and answers until told to end.

Run as ``python -m thidua.plugins.confinement.child TARGET CPU_SECONDS MEMORY``.
"""

import contextlib
import importlib
import math
import os
import sys
from collections.abc import Callable
from typing import Final

from thidua.plugins.confinement import framing, landlock
from thidua.plugins.confinement.framing import Readable, Writable

Work = Callable[[bytes], bytes]

LONGEST_COMPLAINT: Final = 1_000
_MOST_FILES: Final = 64


def main(arguments: list[str]) -> None:
    """Serve calls on the pipes that are stdin and stdout."""
    target, cpu_seconds, memory = arguments
    # What the function prints must not fall among the frames, nor may it read them.
    with (
        open(os.dup(0), "rb", buffering=0) as calls,
        open(os.dup(1), "wb", buffering=0) as answers,
        open(os.devnull, "rb") as nothing,
    ):
        os.dup2(nothing.fileno(), 0)
        os.dup2(2, 1)
        work = loaded(target)
        take_limits(int(memory))
        serve(work, calls, answers, int(cpu_seconds))


def loaded(target: str) -> Work:
    """The function of ``package.module:function``."""
    module, _, name = target.partition(":")
    work: Work = getattr(importlib.import_module(module), name)
    return work


def serve(work: Work, calls: Readable, answers: Writable, cpu_seconds: int) -> None:
    """Answer every call until there are no more."""
    framing.send(answers, framing.READY)
    while True:
        try:
            _, payload = framing.receive(calls, sys.maxsize)
        except EOFError:
            return
        allow_cpu(cpu_seconds)
        framing.send(answers, *_answer(work, payload))


def _answer(work: Work, payload: bytes) -> tuple[bytes, bytes]:
    try:
        return framing.ANSWER, bytes(memoryview(work(payload)))
    except MemoryError:
        return framing.NO_MEMORY, b""
    except BaseException as error:  # noqa: BLE001 - a fault boundary: told to the parent
        return framing.FAILED, _complaint(error).encode("utf-8", "replace")


def _complaint(error: BaseException) -> str:
    said = ""
    with contextlib.suppress(Exception):
        said = str(error)[:LONGEST_COMPLAINT]
    return f"{type(error).__name__}: {said}".rstrip(": ")


if sys.platform == "win32":

    def take_limits(memory: int) -> None:
        """Windows has no such limits."""

    def allow_cpu(seconds: int) -> None:
        """Windows has no such limit."""

else:
    import resource

    def take_limits(memory: int) -> None:
        """For good: address space in bytes, no growing file, no process, few files, no dump."""
        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_FSIZE, 0)
        _lower(resource.RLIMIT_NPROC, 0)
        _lower(resource.RLIMIT_NOFILE, _MOST_FILES)
        if sys.platform == "linux":
            # macOS refuses the one and has not the other.
            _lower(resource.RLIMIT_AS, memory)
            landlock.shut()

    def allow_cpu(seconds: int) -> None:
        """Further seconds of CPU from now on; SIGXCPU, and so the end, when they are used up."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = math.ceil(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (_within(wanted, hard), hard))

    def _lower(kind: int, most: int) -> None:
        _, hard = resource.getrlimit(kind)
        most = _within(most, hard)
        resource.setrlimit(kind, (most, most))

    def _within(wanted: int, hard: int) -> int:
        return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)


if __name__ == "__main__":
    main(sys.argv[1:])
