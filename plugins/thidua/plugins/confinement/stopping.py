"""Why a confined call came to nothing, for programs and for people."""

import signal
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from attrs import frozen

from thidua.core.text.bilingual import Text
from thidua.plugins.confinement.limits import MIB, Limits


class Stop(StrEnum):
    """What ended a call."""

    TIME = "time"
    MEMORY = "memory"
    DIED = "died"
    """The child ended by itself: a crash inside a library, ``os._exit``."""
    OUTPUT = "output"
    """The answer is longer than it may be."""
    FAILED = "failed"
    """The function raised; the child lives and takes further calls."""


@frozen
class Stopped(Exception):
    """A confined call gave no answer."""

    kind: Stop
    detail: str
    """The limit that was reached, how the child ended, or what the function raised."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"

    @property
    def words(self) -> Text:
        """One sentence for a user."""
        told = _WORDS[self.kind]
        return Text(told.vi.format(self.detail), told.en.format(self.detail))


_WORDS: Final[Mapping[Stop, Text]] = {
    Stop.TIME: Text(
        "Đã dừng vì xử lý lâu hơn mức cho phép ({}).",
        "Stopped, for it took longer than allowed ({}).",
    ),
    Stop.MEMORY: Text(
        "Đã dừng vì cần nhiều bộ nhớ hơn mức cho phép ({}).",
        "Stopped, for it needs more memory than allowed ({}).",
    ),
    Stop.DIED: Text(
        "Tiến trình xử lý kết thúc đột ngột ({}).",
        "The process at work ended abruptly ({}).",
    ),
    Stop.OUTPUT: Text(
        "Đã dừng vì kết quả lớn hơn mức cho phép ({}).",
        "Stopped, for the outcome is larger than allowed ({}).",
    ),
    Stop.FAILED: Text("Không xử lý được ({}).", "It cannot be processed ({})."),
}

_OUT_OF_MEMORY: Final = (b"memory allocation of", b"bad_alloc", b"out of memory", b"MemoryError")
_LONGEST_LINE: Final = 200


def out_of_time(limits: Limits) -> Stopped:
    """The wall clock ran out."""
    return Stopped(Stop.TIME, f"{limits.wall_seconds} s")


def out_of_memory(limits: Limits) -> Stopped:
    """The address space ran out."""
    return Stopped(Stop.MEMORY, f"{limits.memory // MIB} MiB")


def too_much_output(limits: Limits) -> Stopped:
    """The answer was announced longer than it may be."""
    return Stopped(Stop.OUTPUT, f"{limits.output} B")


def ended(returncode: int, last_words: bytes, limits: Limits) -> Stopped:
    """A child that ended by itself: negative return codes are signals, as ``subprocess`` gives
    them; ``last_words`` is the end of what it wrote to stderr."""
    name = _signal_name(-returncode)
    if name == "SIGXCPU":
        return Stopped(Stop.TIME, f"CPU {limits.cpu_seconds} s")
    # No limit of ours kills: SIGKILL is the machine's own want of memory. Libraries in C++ and
    # Rust abort when they get none, and say so.
    abort = name == "SIGABRT" or returncode > 0
    if name == "SIGKILL" or (abort and any(sign in last_words for sign in _OUT_OF_MEMORY)):
        return out_of_memory(limits)
    return Stopped(Stop.DIED, name or _exit(returncode, last_words))


def _exit(returncode: int, last_words: bytes) -> str:
    lines = last_words.decode("utf-8", "replace").strip().splitlines()
    said = f": {lines[-1][:_LONGEST_LINE]}" if returncode and lines else ""
    return f"exit code {returncode}{said}"


def _signal_name(number: int) -> str:
    return next((item.name for item in signal.Signals if item == number), "")
