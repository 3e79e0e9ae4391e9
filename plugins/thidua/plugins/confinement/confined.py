"""The parent of a confined call: starts the child, minds the clock, and ends it."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Final

from thidua.plugins.confinement import framing, stopping
from thidua.plugins.confinement.limits import USUAL, Limits
from thidua.plugins.confinement.stopping import Stop, Stopped

_CHILD: Final = "thidua.plugins.confinement.child"
_KEPT_VARIABLES: Final = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""Without which Python may not start."""
_SECONDS_TO_START: Final = 60
_SECONDS_TO_END: Final = 2
_LAST_WORDS: Final = 4_096

_Frame = tuple[bytes, bytes]


class Confined:
    """One child process for many calls of one function, ended when the ``with`` ends.

    The child has an almost empty environment, no stdin, a session of its own and "/" as its
    folder. Its address space, CPU time, open files and processes are limited and it can write
    into no file; Linux also keeps it from programs and TCP (:mod:`landlock`). Root may still
    fork, and such a fork may outlive the child. On Windows there is only the wall clock, on
    macOS no limit of memory: trust what is read there. The child can read files: a function that
    runs foreign *code* needs a fence of its own.
    """

    def __init__(self, target: str, limits: Limits = USUAL) -> None:
        """``target``: ``package.module:function``, a function of bytes that gives bytes."""
        self._target = target
        self._limits = limits
        self._child: _Child | None = None
        self._stopped: Stopped | None = None

    def __enter__(self) -> "Confined":
        self._child = _Child(self._target, self._limits)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._child is not None:
            self._child.end()

    def call(self, payload: bytes) -> bytes:
        """What the function gives for ``payload``.

        Raises :class:`Stopped`; after any other kind than FAILED the child is dead, and further
        calls raise the same.
        """
        if self._child is None:
            raise RuntimeError("call() works inside a with statement only")
        if self._stopped is not None:
            raise Stopped(self._stopped.kind, self._stopped.detail)
        try:
            return self._child.answer(payload)
        except Stopped as stopped:
            if stopped.kind is not Stop.FAILED:
                self._stopped = stopped
                self._child.end()
            raise


def run_confined(target: str, payload: bytes, limits: Limits = USUAL) -> bytes:
    """One call in a child of its own; raises :class:`Stopped`."""
    with Confined(target, limits) as confined:
        return confined.call(payload)


class _Child:
    """The process, its pipes, and what it said last."""

    def __init__(self, target: str, limits: Limits) -> None:
        self._limits = limits
        self._ready = False
        self._last_words = b""
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-I", "-B", "-X", "utf8", "-m", _CHILD),
                *(target, str(limits.cpu_seconds), str(limits.memory)),
            ],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd="/",
            env={"LANG": "C.UTF-8"}
            | {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
            start_new_session=True,
        )
        self._listening = _started(self._listen)
        self._exchanging = self._listening

    def answer(self, payload: bytes) -> bytes:
        """Pass the payload and wait; raises Stopped."""
        if not self._ready:
            self._exchanged(None, _SECONDS_TO_START)
            self._ready = True
        kind, content = self._exchanged(payload, self._limits.wall_seconds)
        if kind == framing.ANSWER:
            return content
        if kind == framing.NO_MEMORY:
            raise stopping.out_of_memory(self._limits)
        raise Stopped(Stop.FAILED, content.decode("utf-8", "replace"))

    def _exchanged(self, payload: bytes | None, seconds: int) -> _Frame:
        # In a thread, for only so has a pipe a time limit on every system.
        answers: queue.Queue[_Frame | Exception] = queue.Queue()
        self._exchanging = _started(self._exchange, payload, answers)
        try:
            answer = answers.get(timeout=seconds)
        except queue.Empty:
            raise stopping.out_of_time(self._limits) from None
        if isinstance(answer, framing.TooLong):
            raise stopping.too_much_output(self._limits)
        if isinstance(answer, Exception):
            raise self._ended() from answer
        return answer

    def _exchange(self, payload: bytes | None, answers: "queue.Queue[_Frame | Exception]") -> None:
        calls, frames = self._process.stdin, self._process.stdout
        assert calls is not None and frames is not None
        try:
            if payload is not None:
                framing.send(calls, framing.CALL, payload)
            answers.put(framing.receive(frames, self._limits.output))
        except (OSError, EOFError, framing.TooLong) as error:
            answers.put(error)

    def _listen(self) -> None:
        complaints = self._process.stderr
        assert complaints is not None
        while block := complaints.read(_LAST_WORDS):
            self._last_words = (self._last_words + block)[-_LAST_WORDS:]

    def _ended(self) -> Stopped:
        """Why the child closed its pipe."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_SECONDS_TO_END)
        self._listening.join(_SECONDS_TO_END)
        return stopping.ended(self._process.returncode or 0, self._last_words, self._limits)

    def end(self) -> None:
        """Kill the child with all that it has started, and take its remains away."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for thread in (self._listening, self._exchanging):
            thread.join(_SECONDS_TO_END)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()


def _started(work: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=work, args=arguments, daemon=True)
    thread.start()
    return thread
