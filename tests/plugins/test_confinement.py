"""A confined call gives its answer, or is stopped: whatever it does, and within its limits.

The function most often confined here is ``eval``: the payload is what the child does.
"""

import ctypes
import io
import os
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from thidua.core.text.bilingual import Text
from thidua.plugins.confinement import (
    Confined,
    Limits,
    Stop,
    Stopped,
    child,
    framing,
    landlock,
    run_confined,
)
from thidua.plugins.confinement.stopping import ended

MIB = 1024 * 1024
SMALL = Limits(wall_seconds=30, cpu_seconds=5, memory=200 * MIB, output=MIB)
HASTY = evolve(SMALL, wall_seconds=2)

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limits")


@pytest.fixture(scope="module")
def evaluating() -> Iterator[Confined]:
    with Confined("builtins:eval", Limits(wall_seconds=20)) as confined:
        yield confined


def stopped(code: str, limits: Limits = SMALL) -> Stopped:
    with pytest.raises(Stopped) as caught:
        run_confined("builtins:eval", code.encode(), limits)
    return caught.value


def test_the_answer_of_the_function_comes_back() -> None:
    assert run_confined("base64:b64encode", b"thi \x00\xff") == b"dGhpIAD/"


@posix_only
def test_the_child_is_isolated_in_a_session_of_its_own(evaluating: Confined) -> None:
    """Modules beside the caller are not its own, and what it starts is ended with it."""
    assert evaluating.call(b"b'%d' % __import__('sys').flags.isolated") == b"1"
    assert (
        evaluating.call(b"b'%d' % (__import__('os').getsid(0) == __import__('os').getpid())")
        == b"1"
    )


def test_one_child_takes_many_calls(evaluating: Confined) -> None:
    first = evaluating.call(b"b'%d' % __import__('os').getpid()")
    assert int(first) != os.getpid()
    for size in (0, 1, 100_000, 3 * MIB):
        assert evaluating.call(b"b'%s'" % (b"x" * size)) == b"x" * size
    assert evaluating.call(b"b'%d' % __import__('os').getpid()") == first


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("exec('while True: pass')", Stop.TIME),
        ("__import__('time').sleep(60)", Stop.TIME),
        ("__import__('re').match('(a+)+$', 'a' * 60 + 'b')", Stop.TIME),
        ("9 ** 9 ** 9", Stop.TIME),
        ("b'x' * 10_000_000_000", Stop.MEMORY),
        ("exec('x = [0]\\nwhile True: x += x')", Stop.MEMORY),
        ("__import__('os')._exit(3)", Stop.DIED),
        ("__import__('os')._exit(0)", Stop.DIED),
        ("__import__('os').abort()", Stop.DIED),
        ("__import__('ctypes').string_at(1)", Stop.DIED),
        ("b'x' * 2_000_000", Stop.OUTPUT),
        ("1 / 0", Stop.FAILED),
        ("exit(3)", Stop.FAILED),
        ("None", Stop.FAILED),
        ("'text'", Stop.FAILED),
        ("(", Stop.FAILED),
    ],
)
@posix_only
def test_whatever_a_call_does_it_is_stopped_in_time(code: str, kind: Stop) -> None:
    begun = time.monotonic()
    assert stopped(code, HASTY if kind is Stop.TIME else SMALL).kind is kind
    assert time.monotonic() - begun < 20


@posix_only
def test_time_is_the_cpu_s_where_that_runs_out_first() -> None:
    found = stopped("exec('while True: pass')", Limits(wall_seconds=60, cpu_seconds=1))
    assert (found.kind, found.detail) == (Stop.TIME, "CPU 1 s")


def test_what_was_raised_is_told_and_the_child_lives(evaluating: Confined) -> None:
    with pytest.raises(Stopped) as caught:
        evaluating.call(b"int('x')")
    assert caught.value.kind is Stop.FAILED
    assert caught.value.detail == "ValueError: invalid literal for int() with base 10: 'x'"
    assert evaluating.call(b"b'lives'") == b"lives"


def test_a_long_complaint_is_cut(evaluating: Confined) -> None:
    with pytest.raises(Stopped) as caught:
        evaluating.call(b"int('x' * 100000)")
    assert len(caught.value.detail) < 1_100


@posix_only
def test_a_dead_child_takes_no_further_call() -> None:
    with Confined("builtins:eval", SMALL) as confined:
        for code in (b"__import__('os')._exit(3)", b"b'again'"):
            with pytest.raises(Stopped) as caught:
                confined.call(code)
            assert (caught.value.kind, caught.value.detail) == (Stop.DIED, "exit code 3")


def test_what_the_function_prints_is_no_answer(evaluating: Confined) -> None:
    assert evaluating.call(b"print('noise' * 50_000) or b'1'") == b"1"
    assert evaluating.call(b"__import__('os').write(1, b'noise') and b'2'") == b"2"
    assert evaluating.call(b"__import__('os').write(2, b'noise' * 200_000) and b'3'") == b"3"


def test_there_is_nothing_to_read_and_almost_no_environment(
    evaluating: Confined, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "1")
    names = run_confined("builtins:eval", b"repr(dict(__import__('os').environ)).encode()")
    assert b"SECRET" not in names and b"HOME" not in names
    assert evaluating.call(b"__import__('os').read(0, 1)") == b""
    assert evaluating.call(b"__import__('os').getcwdb()") == b"/"


@posix_only
def test_no_file_can_be_written(evaluating: Confined, tmp_path: Path) -> None:
    file = tmp_path / "written"
    with pytest.raises(Stopped) as caught:
        evaluating.call(f"open({str(file)!r}, 'wb', 0).write(b'x') and b''".encode())
    assert "File too large" in caught.value.detail or "Permission" in caught.value.detail
    assert not file.exists() or file.stat().st_size == 0


@pytest.mark.parametrize(
    "code",
    [
        "__import__('subprocess').run(['/bin/true'])",
        "__import__('os').mkdir({folder!r} + '/made')",
        "__import__('os').remove({folder!r} + '/kept')",
        "__import__('os').truncate({folder!r} + '/kept', 0)",
        "__import__('socket').create_connection(('127.0.0.1', 9))",
        "__import__('socket').create_server(('127.0.0.1', 0))",
        "__import__('os').kill(__import__('os').getppid(), 0)",
    ],
)
@pytest.mark.skipif(
    sys.platform != "linux" or landlock.known_version() < 6,
    reason="the kernel of this machine has no Landlock, or an older one",
)
def test_nothing_is_run_changed_or_called_up(
    code: str, evaluating: Confined, tmp_path: Path
) -> None:
    (tmp_path / "kept").write_text("1")
    with pytest.raises(Stopped, match=r"PermissionError|BlockingIOError"):
        evaluating.call(code.format(folder=str(tmp_path)).encode())
    assert (tmp_path / "kept").read_text() == "1" and not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("version", "words", "kinds"),
    [(1, 1, 13), (2, 1, 14), (3, 1, 15), (4, 2, 15), (5, 2, 16), (6, 3, 16), (9, 3, 16)],
)
def test_an_older_kernel_is_asked_for_what_it_knows(version: int, words: int, kinds: int) -> None:
    handled = struct.unpack(f"={words}Q", landlock._handled(version))
    assert handled[0] & 0b1100 == 0 and handled[0].bit_length() == kinds


@posix_only
def test_few_files_can_be_open(evaluating: Confined) -> None:
    with pytest.raises(Stopped, match="Too many open files"):
        evaluating.call(b"[open('/dev/null') for _ in range(100)] and b''")


@posix_only
def test_a_process_that_a_call_starts_ends_with_the_child() -> None:
    # Only whoever is root may start one at all.
    code = (
        b"(lambda os: (lambda pid: __import__('time').sleep(60) if pid == 0 else b'%d' % pid)"
        b"(os.fork()))(__import__('os'))"
    )
    begun = time.monotonic()
    with Confined("builtins:eval", Limits(wall_seconds=10)) as confined:
        try:
            started = int(confined.call(code))
        except Stopped as refused:
            assert refused.detail.startswith("BlockingIOError")
            return
    assert time.monotonic() - begun < 5
    assert not running(started)


def running(process: int) -> bool:
    """Whether it still does something; a zombie of another's does not."""
    for _ in range(50):
        try:
            status = Path(f"/proc/{process}/stat").read_text()
        except FileNotFoundError:
            return False
        if status.rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.1)
    return True


@posix_only
def test_nothing_of_the_child_is_left_over() -> None:
    with Confined("builtins:eval") as confined:
        alive = int(confined.call(b"b'%d' % __import__('os').getpid()"))
    with pytest.raises(ProcessLookupError):
        os.kill(alive, 0)


@posix_only
def test_each_call_has_the_whole_cpu_time() -> None:
    with Confined("builtins:eval", Limits(cpu_seconds=1)) as confined:
        for _ in range(4):
            code = "t = time.process_time()\nwhile time.process_time() - t < 0.6: pass"
            assert confined.call(f"exec('import time\\n' + {code!r}) or b'1'".encode()) == b"1"


@posix_only
def test_a_payload_beyond_the_memory_is_a_matter_of_memory() -> None:
    with pytest.raises(Stopped) as caught:
        run_confined("builtins:eval", b" " * (250 * MIB), SMALL)
    assert caught.value.kind is Stop.MEMORY


def test_a_function_that_is_not_there_is_named() -> None:
    with pytest.raises(Stopped) as caught:
        run_confined("no_such_module:work", b"")
    assert caught.value.kind is Stop.DIED
    assert "No module named 'no_such_module'" in caught.value.detail


def test_calls_are_for_inside_the_with_statement() -> None:
    with pytest.raises(RuntimeError, match="with statement"):
        Confined("builtins:eval").call(b"")


@pytest.mark.parametrize("name", ["wall_seconds", "cpu_seconds", "memory", "output"])
def test_limits_are_positive(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Limits(**{name: 0})


def test_every_stop_has_a_sentence_for_a_user() -> None:
    assert Stopped(Stop.TIME, "15 s").words == Text(
        "Đã dừng vì xử lý lâu hơn mức cho phép (15 s).",
        "Stopped, for it took longer than allowed (15 s).",
    )
    for kind in Stop:
        words = Stopped(kind, "{0}").words
        assert "{0}" in words.vi and "{0}" in words.en
    assert str(Stopped(Stop.MEMORY, "512 MiB")) == "memory: 512 MiB"


@pytest.mark.parametrize(
    ("returncode", "last_words", "kind"),
    [
        (-24, b"", Stop.TIME),
        (-9, b"", Stop.MEMORY),
        (-6, b"memory allocation of 99 bytes failed", Stop.MEMORY),
        (-6, b"panicked", Stop.DIED),
        (1, b"MemoryError", Stop.MEMORY),
        (1, b"ImportError: no", Stop.DIED),
        (-11, b"", Stop.DIED),
    ],
)
@posix_only
def test_how_a_child_ended_tells_why(returncode: int, last_words: bytes, kind: Stop) -> None:
    assert ended(returncode, last_words, Limits()).kind is kind


class Sluggish(io.BytesIO):
    """Reads and writes a few bytes at a time, as a pipe may."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(3, size or 0))

    def write(self, data: object, /) -> int:
        assert isinstance(data, memoryview)
        return super().write(data[:3])


def test_frames_come_out_as_they_went_in() -> None:
    pipe = Sluggish()
    framing.send(pipe, framing.CALL, b"hello world")
    framing.send(pipe, framing.CALL)
    pipe.seek(0)
    assert framing.receive(pipe, 11) == (framing.CALL, b"hello world")
    assert framing.receive(pipe, 11) == (framing.CALL, b"")
    with pytest.raises(EOFError):
        framing.receive(pipe, 11)
    pipe.seek(0)
    with pytest.raises(framing.TooLong):
        framing.receive(pipe, 10)


def test_the_child_serves_until_its_calls_end(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr(child, "allow_cpu", given.append)
    calls, answers = io.BytesIO(), io.BytesIO()
    for payload in (b"b'1'", b"1 / 0", b"b'1' * 10 ** 18", b"type('E', (Exception,), {})"):
        framing.send(calls, framing.CALL, payload)
    calls.seek(0)
    child.serve(child.loaded("builtins:eval"), calls, answers, 7)
    answers.seek(0)
    assert [framing.receive(answers, 1_000) for _ in range(5)] == [
        (framing.READY, b""),
        (framing.ANSWER, b"1"),
        (framing.FAILED, b"ZeroDivisionError: division by zero"),
        (framing.NO_MEMORY, b""),
        (framing.FAILED, b"TypeError: memoryview: a bytes-like object is required, not 'type'"),
    ]
    assert given == [7] * 4


class Limited:
    """Stands in the place of what sets limits, which a test process must not take for itself."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, hard: int) -> None:
        resource = pytest.importorskip("resource")
        self.set: dict[int, tuple[int, int]] = {}
        self.shut = 0
        monkeypatch.setattr(resource, "getrlimit", lambda kind: (hard, hard))
        monkeypatch.setattr(resource, "setrlimit", self.set.__setitem__)
        monkeypatch.setattr(landlock, "shut", self._shut)

    def _shut(self) -> None:
        self.shut += 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all limits")
def test_the_child_takes_its_limits_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    limited = Limited(monkeypatch, resource.RLIM_INFINITY)
    child.take_limits(5 * MIB)
    assert limited.set == {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NPROC: (0, 0),
        resource.RLIMIT_NOFILE: (64, 64),
        resource.RLIMIT_AS: (5 * MIB, 5 * MIB),
    }
    assert limited.shut == 1
    child.allow_cpu(10**6)
    soft, hard = limited.set[resource.RLIMIT_CPU]
    assert 10**6 <= soft < 2 * 10**6 and hard == resource.RLIM_INFINITY


@posix_only
def test_limits_of_the_machine_that_are_lower_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    limited = Limited(monkeypatch, 7)
    child.take_limits(5 * MIB)
    child.allow_cpu(10**6)
    assert {most for pair in limited.set.values() for most in pair} == {0, 7}


@posix_only
def test_the_child_keeps_its_pipes_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    calls, into_calls = os.pipe()
    from_answers, answers = os.pipe()
    moved: list[int] = []
    monkeypatch.setattr(os, "dup", {0: calls, 1: answers}.__getitem__)
    monkeypatch.setattr(os, "dup2", lambda _, place: moved.append(place))
    monkeypatch.setattr(child, "take_limits", lambda memory: moved.append(memory))
    os.close(into_calls)
    child.main(["base64:b64encode", "10", "99"])
    with open(from_answers, "rb") as read:
        assert framing.receive(read, 0) == (framing.READY, b"")
    assert moved == [0, 1, 99]


class Kernel:
    """A kernel that says which Landlock it knows, and keeps what it is asked."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.asked: list[object] = []

    def syscall(self, number: int, *arguments: object) -> int:
        if arguments[0] is None:
            return self.version
        self.asked.append(arguments[0])
        return 3

    def prctl(self, option: int, *_: int) -> int:
        self.asked.append(option)
        return 0


@pytest.mark.parametrize(("version", "asked"), [(-1, 0), (0, 0), (6, 3)])
def test_the_kernel_shuts_the_child_off_where_it_can(
    version: int, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = Kernel(version)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: kernel)
    landlock.shut()
    assert len(kernel.asked) == asked
    assert kernel.asked[-1:] == ([3] if asked else [])
